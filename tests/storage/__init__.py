"""Tests of our own database; `fixtures` serves the rooms that stand on it."""
