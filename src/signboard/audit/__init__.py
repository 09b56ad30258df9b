"""Who looked at what, when and how slow. Written in batches, never on the viewer's path."""
