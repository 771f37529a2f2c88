"""What readers ask of the record."""
