"""Each body of a scene as HTML."""
