"""Text -> Claims. Verifies and mints tokens with a ring of keys; knows no resource and no viewer."""
