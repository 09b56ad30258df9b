"""Tests of uploaded fonts."""
