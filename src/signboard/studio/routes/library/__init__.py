"""Pieces that questions share."""
