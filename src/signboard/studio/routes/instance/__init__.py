"""The instance as its administrator sees it: what is published, how it is, and sample data."""
