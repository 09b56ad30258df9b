"""The scene: everything a picture says, before anybody decides how to paint it.

Kinds build scenes, `paint_html` and `paint_svg` paint them, and nothing else draws. Positions along
x are in unit space (0 = start, 1 = end); y values are in data space and placed by the scene's axis.

How the browser script finds its way in the painted page (`paint_html`):

- a plot is `.p`; `data-n` is the number of positions, `data-band` says that position i is the
  middle of the i-th of n equal bands, otherwise positions run from edge to edge; where they are
  irregular, `data-x` lists them in thousandths for the rows of the data table;
- row i, column k + 1 of the data table `.h table` belongs to position i and series k (class `sk`);
- `.h table[data-rows]` is the number of all rows when the page holds only the first of them; rows on
  demand carry `data-x` where positions are irregular (`data-xy` where they are points of a plane), and
  where values are stacked each cell carries its share in `data-s` and the last cell is the total;
- bars are `.b > b:nth-child(i+1) > i.sk`, slices are `.r path:nth-child(i+1)` (rings
  from the inside out, the table has a row for each), funnel steps `.fu > :nth-child(i+1)`, legend
  chips `.l > .sk`;
- regions are `.ma path:nth-child(i+1)` for the rows of the data table; what follows them is the rest;
- a visible table is `.sb-t table`; `data-fixed` says that its columns are not the query's, so that the
  server cannot order by them;
- horizontal bars have `data-down`: bands run from top to bottom, and the value axis along x;
- points of a plane (scatter, bubble) have `data-xy`: `x y` in thousandths (y from the top) for each
  row of the data table, which then says all of one point, column by column;
- `data-free` says that the columns of the data table are not the series (scatter, waterfall): a tip
  lists them by their heads, and no colour belongs to them;
- a second value axis is `.y.r`; series are found as ever, whichever axis measures them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from signboard.charts.axes.scales import place_all
from signboard.charts.bodies.maps import PinMap, RegionMap
from signboard.charts.bodies.numbers import Figure, Gauge, Progress, Trend
from signboard.charts.bodies.parts import Donut, Funnel
from signboard.charts.bodies.tables import Grid, Pivot

WIDTHS = (300, 480, 800)
"""Upper bounds in CSS pixels of the first three of four width classes (the fourth has none)."""
BAND_SHARE = 0.72
"""How much of its band a bar fills."""
PAGE_ROWS = 50
"""How many rows of a data table stand in the page."""


class Label(NamedTuple):
    """A text at a unit position. `level` is the narrowest width class (0 to 3) that shows it.

    `under` is a second line (the year below a month), shown up to width class `until`: in wider
    ones an earlier label has it.
    """

    at: float
    text: str
    level: int = 0
    under: str = ""
    until: int = 3


class Run(NamedTuple):
    """Connected points, in columns: unit positions along x, values in data space. Same length."""

    xs: Sequence[float]
    ys: Sequence[float]


class Bar(NamedTuple):
    """One piece of a band, from `low` to `high` in data space; `is_end` pieces have round corners.

    `slot` is its place among the columns of a band in which stacks stand side by side.
    """

    series: int
    low: float
    high: float
    is_end: bool
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """A series as the legend shows it; `color` is a parsed colour (`#rrggbb`) or None.

    `hue` is its colour in the palette where that is not its number; `is_right` says that the right
    axis measures it.
    """

    key: str
    name: str
    color: str | None = None
    hue: int | None = None
    is_right: bool = False


@dataclass(frozen=True, slots=True)
class XAxis:
    """Where positions are and what stands below them.

    `at` has one unit position per row of the data table. `rotation` counts the width classes, from
    the narrowest, in which labels are rotated, `is_upright` by a right angle; `longest` is the
    longest label in characters. `is_touching` bands have no gap between their bars (histogram).
    `is_mirrored` says that the painters begin on the right: everything else counts from the first.
    """

    at: tuple[float, ...]
    labels: tuple[Label, ...]
    title: str = ""
    is_band: bool = False
    is_even: bool = True
    rotation: int = 0
    longest: int = 0
    is_upright: bool = False
    is_touching: bool = False
    is_mirrored: bool = False

    def side(self, unit: float) -> float:
        """Return how far from the left edge a unit position is painted."""
        return 1 - unit if self.is_mirrored else unit


@dataclass(frozen=True, slots=True)
class YAxis:
    """The value axis: `low` below `high`, both finite; ticks are labels in unit space."""

    low: float
    high: float
    ticks: tuple[Label, ...]
    scale: str = "linear"
    title: str = ""
    is_clipped: bool = False

    def place(self, value: float) -> float:
        """Return the unit position of a value, kept within one axis length of the plot."""
        return self.place_all((value,))[0]

    def place_all(self, values: Sequence[float]) -> list[float]:
        """Return the unit positions of many values."""
        units = place_all(values, self.low, self.high, self.scale)
        return [min(max(unit, -1.0), 2.0) for unit in units] if self.is_clipped else units

    @property
    def baseline(self) -> float:
        """Where bars and areas start: zero, or the nearest end of the axis."""
        return min(max(0.0, self.low), self.high)

    @property
    def has_zero(self) -> bool:
        """True when zero is a value of the axis."""
        return self.low <= 0 <= self.high


@dataclass(frozen=True, slots=True)
class Line:
    """A line in runs of points; gaps lie between runs. `curve` is linear, cardinal or step-after.

    `dots` is the narrowest width class that marks the points, 4 for none. `width` in pixels, None
    for the usual one; `dash` is solid, dashed or dotted; `is_trend` says that it is no data.
    """

    series: int
    runs: tuple[Run, ...]
    curve: str = "linear"
    dots: int = 4
    width: float | None = None
    dash: str = "solid"
    is_trend: bool = False


@dataclass(frozen=True, slots=True)
class Area:
    """The surface between two edges with the same positions, run by run, and its upper line."""

    series: int
    highs: tuple[Run, ...]
    lows: tuple[Run, ...]
    curve: str = "linear"
    is_stacked: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars by band. Stacked pieces share their slot's width, others stand side by side in slots.

    `dense` counts the width classes, from the narrowest, in which bars are too thin for gaps.
    """

    bands: tuple[tuple[Bar | None, ...], ...]
    slots: int
    is_stacked: bool
    dense: int = 0


@dataclass(frozen=True, slots=True)
class Points:
    """Marks without a line between them; `sizes` are diameters in pixels, one for each or one for all."""

    series: int
    run: Run
    sizes: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """Thin lines from each band to the next at these values (a waterfall's running total).

    They pass through the bands of `empty`, where no bar stands.
    """

    values: tuple[float, ...]
    empty: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """A line across the plot at a value the author set, on the axis that it belongs to."""

    value: float
    label: str
    is_right: bool = False


class ValueLabel(NamedTuple):
    """A value's text at a unit position; `level` as in `Label`; `is_below` for negative values.

    `inside` is the series in the middle of whose mark the text stands, None for texts beside theirs.
    """

    x: float
    y: float
    text: str
    level: int
    is_below: bool = False
    inside: int | None = None


Mark = Line | Area | Bars | Points | Links


@dataclass(frozen=True, slots=True)
class Plot:
    """Axes, marks and what stands around them.

    `spots` are the unit positions (x, y) of the sheet's rows where they are points of a plane.
    `is_free` says that the table's columns are not the series.
    """

    series: tuple[Series, ...]
    x: XAxis
    y: YAxis
    marks: tuple[Mark, ...]
    values: tuple[ValueLabel, ...] = ()
    goal: Goal | None = None
    has_legend: bool = False
    right: YAxis | None = None
    spots: tuple[tuple[float, float], ...] = ()
    is_free: bool = False

    def axis_of(self, series: int) -> YAxis:
        """Return the value axis that measures a series."""
        return self.right if self.right and self.series[series].is_right else self.y


@dataclass(frozen=True, slots=True)
class Rows:
    """Horizontal bars: a name on the reader's first side, a bar from it, its value at its end.

    `bars` has a band per name, from top to bottom; `texts` has the value of each of its pieces,
    empty where none is shown. `left_out` counts the names beyond these, and `footer` says so.
    """

    series: tuple[Series, ...]
    names: tuple[str, ...]
    axis: YAxis
    bars: Bars
    texts: tuple[tuple[str, ...], ...]
    goal: Goal | None = None
    has_legend: bool = False
    title: str = ""
    footer: str = ""
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """A calm sentence in place of a chart. `icon` is `empty` or `error`."""

    text: str
    icon: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The chart as a table of texts, first column the dimension: some of `total` rows.

    `shares` are of each value, where a detailed sheet of stacked values was asked for: its last
    column then is the total.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int
    shares: tuple[tuple[str, ...], ...] = ()


Body = (
    Plot
    | Rows
    | Donut
    | Funnel
    | RegionMap
    | PinMap
    | Grid
    | Figure
    | Trend
    | Progress
    | Gauge
    | Pivot
    | Notice
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A body with its accessible name, one sentence of summary, and its data."""

    title: str
    summary: str
    body: Body
    sheet: Sheet | None = None
    extra: Mapping[str, str] = field(default_factory=dict)
