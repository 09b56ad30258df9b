"""The corridor for viewers: pages, fragments and the embed API. Knows tokens, never a session."""
