"""Column titles that people read. Names that a person wrote stay as they are."""

from __future__ import annotations

import re

_MACHINE_NAME = re.compile(r"[a-z0-9_]+|[A-Z0-9_]+_[A-Z0-9_]*")
_ACRONYMS = {
    "id": "ID",
    "url": "URL",
    "api": "API",
    "ip": "IP",
    "uuid": "UUID",
    "mrr": "MRR",
    "arr": "ARR",
}


def humanize(name: str) -> str:
    """Return a title for a machine's name; anything with spaces or mixed case is left alone.

    >>> humanize("created_at"), humanize("account_id"), humanize("Revenue (net)")
    ('Created at', 'Account ID', 'Revenue (net)')
    """
    if not _MACHINE_NAME.fullmatch(name) or not name.strip("_"):
        return name
    words = [word for word in name.lower().split("_") if word]
    text = " ".join(_ACRONYMS.get(word, word) for word in words)
    return text[0].upper() + text[1:]
