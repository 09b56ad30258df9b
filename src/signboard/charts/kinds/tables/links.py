"""Where a cell leads and what it shows: http, https and mailto only, and only where asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from signboard.charts.options import find_text
from signboard.results.payload import Payload, ShapedColumn
from signboard.results.table import Cell

_LINK = re.compile(r"https?://[^\s\"'<>\x00-\x1f]+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s@\"'<>:/?&\x00-\x1f]+@[^\s@\"'<>:/?&\x00-\x1f]+\.[A-Za-z]{2,}")
_MAIL_LINK = re.compile(r"mailto:[^\s\"'<>\x00-\x1f]+", re.IGNORECASE)
_PLACE = re.compile(r"\{\{\s*([^{}]{1,200}?)\s*\}\}")
_VIEWS = {"URL": "link", "Email": "email_link", "ImageURL": "image", "AvatarURL": "image"}
Row = tuple[Cell, ...]


class Shown(NamedTuple):
    """A cell's text (a picture's: what it is), where it leads, the address of its picture; None for none."""

    text: str
    href: str | None
    picture: str | None


def view_of(column: ShapedColumn) -> str:
    """Return how a column is to be viewed: link, email_link, image, auto, or empty for plain text.

    What the author says counts, `null` included; else what the column is known to hold.
    """
    if "view_as" in column.settings:
        view = column.settings["view_as"]
        return view if view in ("link", "email_link", "image", "auto") else ""
    kind = (column.column.semantic_type or "").removeprefix("type/")
    return _VIEWS.get(kind, "link" if find_text(column.settings, "link_url") else "")


def compile_shown(payload: Payload, position: int) -> Callable[[Row], Shown] | None:
    """Return what each row shows in a column, None where cells are nothing but text.

    `link_url` and `link_text` may name columns as `{{column}}`; a value that does not begin the
    address is escaped in it.
    """
    column = payload.columns[position]
    view = view_of(column)
    if not view:
        return None
    write = column.format
    places = {c.column.display_name.lower(): p for p, c in enumerate(payload.columns)}
    places |= {c.name.lower(): p for p, c in enumerate(payload.columns)}
    url = find_text(column.settings, "link_url") if view == "link" else None
    words = find_text(column.settings, "link_text") if view in ("link", "email_link") else None

    def fill(template: str, row: Row, is_address: bool) -> str:
        def value(found: re.Match[str]) -> str:
            place = places.get(found[1].lower())
            if place is None:
                return ""
            if not is_address:
                return payload.columns[place].format(row[place])
            cell = row[place]
            said = "" if cell is None else str(cell)
            return quote(said.encode("utf-8", "replace"), safe="") if found.start() else said

        return _PLACE.sub(value, template)

    def shown(row: Row) -> Shown:
        cell = row[position]
        text = write(cell)
        if cell is None:
            return Shown(text, None, None)
        if view == "image":
            address = _address("link", cell)
            return Shown(column.title if address else text, None, address)
        href = _safe(fill(url, row, True)) if url else _address(view, cell)
        if words and href:
            text = fill(words, row, False) or text
        return Shown(text, href, None)

    return shown


def _safe(address: str) -> str | None:
    is_safe = _LINK.fullmatch(address) or _MAIL_LINK.fullmatch(address)
    return address if is_safe else None


def _address(view: str, cell: Cell) -> str | None:
    if not isinstance(cell, str):
        return None
    if view in ("email_link", "auto") and _MAIL.fullmatch(cell):
        return f"mailto:{cell}"
    return cell if view in ("link", "auto") and _LINK.fullmatch(cell) else None
