"""Names of files: the question's name, made safe, and the time."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime
from urllib.parse import quote

from signboard.results.exports.plan import Format

_MAX_LENGTH = 100
_WITHOUT_NAME = "query_result"


def file_name(name: str, moment: datetime, extension: str) -> str:
    """The name of a file: lower-case words of the question's name, then the time, no odd character.

    >>> file_name("Orders / Umsätze (2024)", datetime(2024, 3, 26, 10, 20, 5), "csv")
    'orders_umsätze_2024_2024-03-26T10_20_05.csv'
    """
    words = re.findall(r"\w+", unicodedata.normalize("NFC", name).lower())
    slug = "_".join(words).strip("_")[:_MAX_LENGTH] or _WITHOUT_NAME
    return f"{slug}_{moment:%Y-%m-%dT%H_%M_%S}.{extension}"


def download_headers(
    kind: Format, name: str, moment: datetime, size_bytes: int | None = None
) -> dict[str, str]:
    """The headers of a file named after its question, made at `moment` of the report's zone."""
    headers = {
        "content-type": kind.media_type,
        "content-disposition": content_disposition(file_name(name, moment, kind.value)),
    }
    return headers | ({} if size_bytes is None else {"content-length": str(size_bytes)})


def content_disposition(name: str) -> str:
    """The header that saves an answer under this name (RFC 6266): plain ASCII, and in full beside it.

    >>> print(content_disposition("umsätze_2024.csv"))
    attachment; filename="umsatze_2024.csv"; filename*=UTF-8''ums%C3%A4tze_2024.csv
    """
    if name.isascii():
        return f'attachment; filename="{name}"'
    stem = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]", "", stem)
    if not plain[:1].isalnum():  # nothing is left of the question's name
        plain = _WITHOUT_NAME + plain
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
