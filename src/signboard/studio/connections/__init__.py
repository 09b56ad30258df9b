"""Connecting databases: files that were uploaded, and reading tables with progress and by the clock."""
