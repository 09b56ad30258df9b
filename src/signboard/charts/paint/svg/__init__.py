"""Each body of a scene drawn on a canvas."""
