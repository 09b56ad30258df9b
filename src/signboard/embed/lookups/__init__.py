"""Choices of widgets over HTTP: lists, searches, labels, and the older forms that name a field."""
