"""A text card's text with its variables filled in; the values were resolved before they come here."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TAG = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


def fill_text(text: str, values: Mapping[str, str]) -> str:
    r"""The Markdown text with every `{{name}}` replaced by its value, Markdown in values disarmed.

    A `[[part]]` stays only when every tag in it has a value; a tag without one becomes empty
    (spec: bi-core B3.5, embedding-protocol 3.6).

    >>> fill_text("Orders of {{who}}[[ in {{year}}]]", {"who": "*A*"})
    'Orders of \\*A\\*'
    """

    def keep(match: re.Match[str]) -> str:
        inner = match.group(1)
        names = _TAG.findall(inner)
        if not names:
            return match.group(0)
        return inner if all(values.get(name) for name in names) else ""

    def fill(match: re.Match[str]) -> str:
        return _MARKDOWN.sub(r"\\\1", values.get(match.group(1), ""))

    return _TAG.sub(fill, _OPTIONAL.sub(keep, text))
