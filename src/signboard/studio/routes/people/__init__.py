"""People: users and their roles, links for accounts, one's own account, sessions and API keys."""
