"""Kinds that show parts of a whole, or of the world."""
