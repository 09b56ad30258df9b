"""Files for viewers: the same rows as on the page, all of them."""
