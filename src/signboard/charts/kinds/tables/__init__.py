"""Kinds that show rows and columns."""
