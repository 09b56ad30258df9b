"""What an author lets a click do (`click_behavior`, bi-core B3.5), and what it comes to for a viewer.

Crossfilters set widgets that this viewer sees, links go to addresses of the author's making. A value
that a token locks, or that nobody may choose, never gets into either: such a link is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from urllib.parse import quote

from signboard.charts.axes.timeline import Unit
from signboard.charts.picks import Picked
from signboard.parameters.bound import Bound
from signboard.parameters.declared import Parameter, Value
from signboard.results.payload import Payload
from signboard.results.table import Cell

_PLACE = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
_SAFE = re.compile(r"(https?://[^\s/]|mailto:[^\s])", re.IGNORECASE)
_LONGEST = 8000


@dataclass(frozen=True, slots=True)
class Crossfilter:
    """Parameter id -> name of the column whose value it takes."""

    sets: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class UrlLink:
    """An address with `{{places}}` for columns and parameters."""

    template: str


Click = Crossfilter | UrlLink


def parse_click(raw: object) -> Click | None:
    """What a stored behaviour says; None for menus, other dashboards, and anything malformed."""
    if not isinstance(raw, Mapping):
        return None
    if raw.get("type") == "crossfilter":
        given = raw.get("parameterMapping")
        sets = (
            dict(filter(None, map(_mapped, given.values()))) if isinstance(given, Mapping) else {}
        )
        return Crossfilter(sets) if sets else None
    template = raw.get("linkTemplate")
    is_url = raw.get("type") == "link" and raw.get("linkType") == "url"
    return UrlLink(template) if is_url and isinstance(template, str) and template.strip() else None


def _mapped(entry: object) -> tuple[str, str] | None:
    if not isinstance(entry, Mapping):
        return None
    source, target = entry.get("source"), entry.get("target")
    if not isinstance(source, Mapping) or not isinstance(target, Mapping):
        return None
    name, wanted = source.get("id") or source.get("name"), target.get("id")
    is_whole = source.get("type") == "column" and target.get("type") == "parameter"
    return (
        (wanted, name) if is_whole and isinstance(name, str) and isinstance(wanted, str) else None
    )


@dataclass(frozen=True, slots=True)
class Clicks:
    """All behaviours of a card that can do something for this viewer.

    `columns` are by place among a table's shown columns; `card` is for everything else.
    """

    card: Click | None
    columns: Mapping[int, Click]

    def at(self, picked: Picked, payload: Payload) -> Click | None:
        """The behaviour of the place that was pressed."""
        if picked.column is not None and picked.column in payload.shown:
            return self.columns.get(payload.shown.index(picked.column), self.card)
        return self.card

    @property
    def mark(self) -> str:
        """What the page says of them: `*` for the whole card, else the places of columns."""
        return "*" if self.card else " ".join(map(str, self.columns))


def clicks_of(
    settings: Mapping[str, object], payload: Payload, parameters: Sequence[Parameter], bound: Bound
) -> Clicks:
    """The behaviours of a card, without those that would need what this viewer may not set or see."""
    found = {
        place: click
        for place, column in enumerate(payload.shown)
        if (click := _usable(column.settings.get("click_behavior"), parameters, bound))
    }
    return Clicks(_usable(settings.get("click_behavior"), parameters, bound), found)


def _usable(raw: object, parameters: Sequence[Parameter], bound: Bound) -> Click | None:
    click = parse_click(raw)
    visible = {parameter.id for parameter in bound.visible}
    if isinstance(click, Crossfilter):
        sets = {one: name for one, name in click.sets.items() if one in visible}
        return Crossfilter(sets) if sets else None
    if isinstance(click, UrlLink):
        names = _PLACE.findall(click.template)
        if any(one.id not in visible for name in names for one in _named(name, parameters)):
            return None
    return click


def _named(name: str, parameters: Sequence[Parameter]) -> list[Parameter]:
    """Every parameter that a place may mean: by slug, name or id."""
    low = name.casefold()
    return [p for p in parameters if low in {p.slug.casefold(), p.name.casefold(), p.id.casefold()}]


def filters_of(
    click: Crossfilter, picked: Picked, parameters: Sequence[Parameter]
) -> Mapping[str, list[str]]:
    """Parameter id -> texts as a page's address holds them; a value that is nothing clears it."""
    by_id = {parameter.id: parameter for parameter in parameters}
    values = {**picked.row, **picked.shown}
    return {
        one: filter_texts(by_id[one], values[name], picked.unit)
        for one, name in click.sets.items()
        if one in by_id and name in values
    }


def filter_texts(parameter: Parameter, cell: Cell, unit: Unit | None = None) -> list[str]:
    """A value as the texts of a widget; a bucket of time as the whole bucket.

    >>> filter_texts(Parameter("p", "when", "When", "date/all-options"), date(2024, 2, 1), Unit.MONTH)
    ['2024-02-01~2024-02-29']
    """
    if cell is None or cell == "":
        return []
    if not parameter.type.startswith("date"):
        return [write_value(cell)]
    day = _day_of(cell)
    if day is None:
        return []
    if parameter.type == "date/month-year":
        return [f"{day:%Y-%m}"]
    if parameter.type == "date/quarter-year":
        return [f"Q{(day.month + 2) // 3}-{day.year}"]
    if parameter.type in {"date", "date/single"}:
        return [day.isoformat()]
    return [f"{day.isoformat()}~{_last_day(day, unit).isoformat()}"]


def _day_of(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell)[:10])
    except ValueError:
        return None


def _last_day(day: date, unit: Unit | None) -> date:
    if unit is Unit.WEEK:
        return day + timedelta(days=6)
    months = {Unit.MONTH: 1, Unit.QUARTER: 3, Unit.YEAR: 12}.get(unit or Unit.DAY)
    if months is None:
        return day
    after = day.year * 12 + day.month - 1 + months
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def write_value(cell: Cell) -> str:
    """A value as an address or a filter holds it: plain numbers, ISO dates, nothing as nothing.

    >>> write_value(12.0), write_value(True), write_value(date(2024, 3, 1)), write_value(None)
    ('12', 'true', '2024-03-01', '')
    """
    match cell:
        case None | bytes():
            return ""
        case bool():
            return "true" if cell else "false"
        case float() if cell.is_integer() and abs(cell) < 1e15:
            return str(int(cell))
        case Decimal():
            return format(cell, "f")
        case datetime() | date() | time():
            return cell.isoformat()
    return str(cell)


def link_of(link: UrlLink, picked: Picked, bound: Bound) -> str | None:
    """The address of a usable link, values percent-encoded; None unless it is http, https or mailto.

    A template that is one place and nothing else gives that value as it stands.
    """
    values = {name.casefold(): cell for name, cell in {**picked.row, **picked.shown}.items()}
    is_whole = _PLACE.fullmatch(link.template.strip()) is not None

    def fill(found: re.Match[str]) -> str:
        name = found[1].casefold()
        named = _named(name, bound.visible)
        if name in values:
            text = write_value(values[name])
        else:
            text = _write_given(bound.given.get(named[0].id)) if named else ""
        return text if is_whole else quote(text, safe="")

    address = _PLACE.sub(fill, link.template).strip()
    is_good = _SAFE.match(address) and len(address) <= _LONGEST and address.isprintable()
    return address if is_good else None


def _write_given(value: Value) -> str:
    items = value if isinstance(value, tuple) else (value,)
    return ",".join(write_value(item) for item in items)
