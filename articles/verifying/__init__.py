"""Whether this paper published a message that somebody was sent."""
