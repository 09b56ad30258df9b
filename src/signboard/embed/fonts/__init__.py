"""Fonts of embeds: which rules name them and the routes that serve them."""
