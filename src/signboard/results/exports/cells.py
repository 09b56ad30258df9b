"""One cell as a file holds it: raw text, a JSON value, and text that no spreadsheet runs.

Raw means: as the database has it, nothing rounded. A timestamp with a zone stands in the report's
zone with its offset; midnight is written as the plain date. NaN and infinities are empty.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal

from signboard.results.locales import find_zone
from signboard.results.table import Cell

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""A text that begins with one of these may be run as a formula when a spreadsheet opens the file."""
_RUNS = frozenset("=@|!(\t\r\n")
_MAX_SAFE = 2**53 - 1


def defuse(text: str) -> str:
    """A text that no spreadsheet runs: `'` before one that begins as a formula does.

    For titles and for cells that are texts in the database, whatever they look like. Numbers, dates
    and booleans keep their sign, see `defuse_formatted`.

    >>> defuse("=1+1"), defuse("+43 1 234"), defuse("a=b"), defuse("")
    ("'=1+1", "'+43 1 234", 'a=b', '')
    """
    return "'" + text if text[:1] in FORMULA_STARTS else text


def defuse_formatted(text: str) -> str:
    """A formatted number that no spreadsheet runs, and that keeps its sign.

    Only an author's prefix or suffix could make it a formula: with anything that calls or refers.

    >>> defuse_formatted("-1,234.50"), defuse_formatted("+5 %"), defuse_formatted("=cmd|' /C x'!A0")
    ('-1,234.50', '+5 %', "'=cmd|' /C x'!A0")
    """
    return defuse(text) if not _RUNS.isdisjoint(text) else text


def compile_raw(timezone: str) -> Callable[[Cell], str]:
    """Return the function that writes one cell as raw text.

    >>> raw = compile_raw("Europe/Vienna")
    >>> raw(2000), raw(Decimal("1E+3")), raw(datetime(2024, 3, 26)), raw(float("nan")), raw(True)
    ('2000', '1000', '2024-03-26', '', 'true')
    """
    zone = find_zone(timezone)

    def write(cell: Cell) -> str:
        match cell:
            case str():
                return cell
            case None:
                return ""
            case bool():
                return "true" if cell else "false"
            case int():
                return str(cell)
            case float():
                return repr(cell) if math.isfinite(cell) else ""
            case Decimal():
                return format(cell, "f") if cell.is_finite() else ""
            case datetime():
                return _moment(cell.astimezone(zone) if cell.tzinfo else cell)
            case date() | time():
                return cell.isoformat()
            case _:
                return "\\x" + cell.hex()

    return write


def _moment(moment: datetime) -> str:
    if moment.time() == time.min:
        return moment.date().isoformat()
    text = moment.isoformat()
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def compile_json(timezone: str) -> Callable[[Cell], object]:
    """Return the function that turns one cell into what JSON carries.

    Integers beyond 2^53, and decimals that a double does not hold exactly, are text.

    >>> value = compile_json("UTC")
    >>> value(2**53), value(Decimal("0.10")), value(float("inf")), value(date(2024, 3, 26))
    ('9007199254740992', 0.1, None, '2024-03-26')
    """
    raw = compile_raw(timezone)

    def convert(cell: Cell) -> object:
        match cell:
            case None | bool() | str():
                return cell
            case int():
                return cell if abs(cell) <= _MAX_SAFE else str(cell)
            case float():
                return cell if math.isfinite(cell) else None
            case Decimal():
                return _number(cell)
            case _:
                return raw(cell)

    return convert


def _number(value: Decimal) -> object:
    if not value.is_finite():
        return None
    if value == value.to_integral_value() and value.as_tuple().exponent == 0:
        whole = int(value)
        return whole if abs(whole) <= _MAX_SAFE else str(whole)
    double = float(value)
    return double if Decimal(repr(double)) == value else format(value, "f")
