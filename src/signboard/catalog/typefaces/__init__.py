"""Fonts that administrators have uploaded: checked, stored in our own database, read when asked for."""
