"""The words that agencies and photographers write into a file, in either of their two forms."""
