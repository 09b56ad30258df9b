"""Where countries and states are, what they are called, and how a place becomes a point."""
