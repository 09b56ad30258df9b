"""Tests of the doors: planes, middleware, errors."""
