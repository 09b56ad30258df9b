"""Heading cards: one line that parts a dashboard. Plain text, no Markdown."""

from __future__ import annotations

from html import escape

from signboard.results.formats import clean


def render_heading(text: str) -> str:
    """Return a second-level heading with that text."""
    return f'<h2 class="sb-hd" dir="auto">{escape(clean(text))}</h2>'
