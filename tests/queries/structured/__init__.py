"""Structured queries: read from JSON, compiled, and run on every engine."""
