"""How things lie in our database: bodies become rows, rows become models."""
