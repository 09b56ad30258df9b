"""Corridor for authors: the REST API and everything about signing in, which exists nowhere else.

Viewers never come through here. Every query of an author walks the same pipeline as a viewer's.
"""
