"""Who an author is: users, passwords, sessions, API keys, attempts and the first administrator."""
