"""What goes out of itself: the newest stories, whole, for feed readers."""
