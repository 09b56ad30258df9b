"""Names and ids that the catalog gives: entity ids, slugs, display names. Pure."""

from __future__ import annotations

import re
import secrets
import string
from urllib.parse import quote

_ENTITY_ALPHABET = string.ascii_letters + string.digits + "_-"
_ENTITY_ID = re.compile(r"[A-Za-z0-9_-]{21}")


def new_entity_id() -> str:
    """Return 21 random characters that name one thing in every installation."""
    return "".join(secrets.choice(_ENTITY_ALPHABET) for _ in range(21))


def is_entity_id(value: object) -> bool:
    """True for 21 characters of `A-Za-z0-9_-`."""
    return isinstance(value, str) and _ENTITY_ID.fullmatch(value) is not None


def slugify(name: str) -> str:
    """Return the slug of a dashboard parameter; other letters than ASCII are percent-encoded.

    FROZEN: tokens carry slugs (spec: embedding-protocol 3.1).

    >>> slugify("Date Range"), slugify("usuário")
    ('date_range', 'usu%C3%A1rio')
    """
    text = re.sub(r"\s", "_", name.strip().lower())
    return quote(re.sub(r"[^\w-]", "_", text), safe="_-")


def humanize(name: str) -> str:
    """Return what people read for a column's or table's name.

    >>> humanize("created_at"), humanize("accountID"), humanize("person_id"), humanize("VAT-rate")
    ('Created At', 'Account ID', 'Person ID', 'VAT Rate')
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    words = [word for word in re.split(r"[\s_.-]+", spaced) if word]
    return " ".join(_capital(word) for word in words) or name


def _capital(word: str) -> str:
    if word.lower() in ("id", "url", "uuid", "ip"):
        return word.upper()
    return word if word.isupper() and len(word) <= 4 else word[:1].upper() + word[1:].lower()
