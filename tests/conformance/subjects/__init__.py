"""The engines under test, each described by what it can do."""
