"""The two painters. What they cannot paint does not exist; what a scene says they both show."""
