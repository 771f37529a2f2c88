"""Pictures: from a camera's file to what readers see. One noun a file."""
