"""Heading cards: one line that parts a dashboard. Plain text, no Markdown."""

from __future__ import annotations

from html import escape

from signboard.results.formats import clean


def render_heading(text: str, look: str = "") -> str:
    """Return a second-level heading with that text; `look` is more classes, each after a blank."""
    return f'<h2 class="sb-hd{look}" dir="auto">{escape(clean(text))}</h2>'
