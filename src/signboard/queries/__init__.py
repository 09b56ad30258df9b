"""Template or structured query + bound values + dialect -> Statement. Never text without its binds."""
