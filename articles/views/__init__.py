"""What readers ask of the stories."""
