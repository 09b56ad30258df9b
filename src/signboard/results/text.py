"""A text card's text with its variables filled in; the values were resolved before they come here."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

_TAG = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


def fill_text(text: str, values: Mapping[str, str], kept: Collection[str] = ()) -> str:
    r"""The Markdown text with every `{{name}}` replaced by its value, Markdown in values disarmed.

    A `[[part]]` stays only when every tag in it has a value; a tag without one becomes empty
    (spec: bi-core B3.5, embedding-protocol 3.6). Tags in `kept` stay as they are, and so do the
    brackets around them: somebody else fills those.

    >>> fill_text("Orders of {{who}}[[ in {{year}}]]", {"who": "*A*"})
    'Orders of \\*A\\*'
    >>> fill_text("Orders of {{who}}[[ in {{year}}]]", {"who": "A"}, kept=["year"])
    'Orders of A[[ in {{year}}]]'
    """

    def keep(match: re.Match[str]) -> str:
        inner = match.group(1)
        names = _TAG.findall(inner)
        if not names:
            return match.group(0)
        if not all(values.get(name) or name in kept for name in names):
            return ""
        return match.group(0) if any(name in kept for name in names) else inner

    def fill(match: re.Match[str]) -> str:
        if match.group(1) in kept:
            return match.group(0)
        return _MARKDOWN.sub(r"\\\1", values.get(match.group(1), ""))

    return _TAG.sub(fill, _OPTIONAL.sub(keep, text))
