"""Tables for tests: short to write, the same for every test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from signboard.charts.context import ChartContext
from signboard.charts.render import build_scene, render_html
from signboard.charts.scene import Plot, Scene
from signboard.results.payload import FormatContext, Payload
from signboard.results.shape import shape
from signboard.results.table import BaseType, Cell, Column, Table

TEXT, WHOLE, FLOAT, DAY = BaseType.TEXT, BaseType.INTEGER, BaseType.FLOAT, BaseType.DATE
CONTEXT = ChartContext("c1", "Orders", "en", 12, 6, date(2026, 9, 1))
Rows = Sequence[tuple[Cell, ...]]


def payload_of(
    columns: Mapping[str, BaseType], rows: Rows, locale: str = "en", **settings: object
) -> Payload:
    """Return a shaped table with columns of those names and types."""
    table = Table(tuple(Column(name, name, base) for name, base in columns.items()), rows)
    return shape(table, settings, FormatContext(locale))


def scene_of(
    display: str, columns: Mapping[str, BaseType], rows: Rows, **settings: object
) -> Scene:
    """Return the scene of a table under settings, whose dots are written as two underscores."""
    settings = {key.replace("__", "."): value for key, value in settings.items()}
    return build_scene(payload_of(columns, rows), display, settings, CONTEXT)


def plot_of(display: str, columns: Mapping[str, BaseType], rows: Rows, **settings: object) -> Plot:
    """Return the plot of a scene that is one."""
    body = scene_of(display, columns, rows, **settings).body
    assert isinstance(body, Plot)
    return body


def html_of(display: str, columns: Mapping[str, BaseType], rows: Rows, **settings: object) -> str:
    """Return the painted HTML of a table."""
    settings = {key.replace("__", "."): value for key, value in settings.items()}
    return render_html(payload_of(columns, rows), display, settings, CONTEXT)


def months(count: int, year: int = 2024) -> list[date]:
    """Return that many firsts of a month."""
    return [date(year + n // 12, n % 12 + 1, 1) for n in range(count)]
