"""What a scene may hold besides a plot: numbers, parts of a whole, tables."""
