"""Where things are kept: collections inside each other, the archive, and who needs what is in them."""
