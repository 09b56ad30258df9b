"""Maps: regions coloured by a number, and places as points."""
