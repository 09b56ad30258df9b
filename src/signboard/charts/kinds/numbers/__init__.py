"""Kinds that show one number large."""
