"""Declared + locked + chosen -> Bound. Who may set what, and what a value means. Opens no connection."""
