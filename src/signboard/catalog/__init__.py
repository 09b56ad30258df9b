"""What exists and what may be embedded: a frozen copy in memory, followed by version."""
