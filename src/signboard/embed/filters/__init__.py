"""Filter widgets: what they show, and how a page's address says what they hold."""
