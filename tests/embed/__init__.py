"""Tests of what viewers receive."""
