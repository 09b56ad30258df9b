"""The page around the cards in a real browser: filters, tabs, options of the address."""
