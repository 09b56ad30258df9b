"""A sheet as a document: its cards as pictures, its tables with all their rows, its filters in words.

Only values that the viewer's own page shows as widgets are named; what is locked is on no paper.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time

from signboard.catalog.closure import CardArchived
from signboard.charts.bodies.tables import Grid
from signboard.charts.colors import DARK_INK, LIGHT_INK, mix
from signboard.charts.context import GRID_ROW_PX, ChartContext
from signboard.charts.kinds.texts.prose import read_prose
from signboard.charts.paint.paint_svg import paint_svg, rows_that_fit
from signboard.charts.paint.text_width import text_width
from signboard.charts.render import build_scene, virtual_source
from signboard.charts.scene import Notice, Scene
from signboard.charts.themes import Theme, contrast
from signboard.embed.cards.look import Look
from signboard.embed.document import Cell
from signboard.embed.filters.draw import Bar
from signboard.embed.filters.widgets import Widget, describe, operator_word, value_text
from signboard.embed.fonts.faces import own_typefaces
from signboard.embed.pictures.bands import GAP, Band, Page, Spot, lay_out
from signboard.embed.sheet import Sheet
from signboard.embed.words import told_in_card, words
from signboard.errors import SignboardError
from signboard.pictures.pdf import paper_fonts
from signboard.pipeline import fill_card_text, today
from signboard.results.locales import find_locale

MOST_ROWS, MOST_CELLS = 2_000, 20_000
"""Rows of one table, cells of all tables of a document."""
_TAGGED_CELLS = 4_000
_PX = 1.25
"""Pixels of a picture in one point of paper: text of 12 pixels is 9.6 points high."""
_SHOWN_VALUES = 6
_WIDEST_COLUMN, _LEAST_COLUMN = 240.0, 28.0
Made = Mapping[str, object]


@dataclass(slots=True)
class Paper:
    """A document in the making: what the template reads, and what its maker must know besides."""

    sheet: Sheet
    page: Page
    theme: Theme
    looks: dict[str, Look] = field(default_factory=dict)
    failures: dict[str, SignboardError] = field(default_factory=dict)
    cells_left: int = MOST_CELLS
    fonts: tuple[bytes, ...] = ()

    @property
    def fresh_until(self) -> float:
        """Until when the same document may be handed out; 0 when a card of it failed."""
        if self.failures:
            return 0.0
        return min((one.fresh_until for one in self.looks.values()), default=float("inf"))

    @property
    def is_cached(self) -> bool:
        """True when no query had to run."""
        return all(one.is_cached for one in self.looks.values())

    @property
    def is_tagged(self) -> bool:
        """True unless the structure of large tables would make the file ten times larger."""
        return MOST_CELLS - self.cells_left <= _TAGGED_CELLS


async def compose(paper: Paper) -> Made:
    """Everything that the template reads. A question's own error is raised, a card's is drawn."""
    sheet = paper.sheet
    paper.theme, paper.fonts = await asyncio.to_thread(own_typefaces, sheet.runtime, paper.theme)
    theme = paper.theme
    item, locale = sheet.visit.loaded.item, find_locale(sheet.locale.name)
    await _ask_all(paper)
    named, sections = await _filters(sheet), _sections(paper)
    return {
        "title": item.name,
        "description": " ".join((item.description or "").split()),
        "filters": named,
        "as_of": _as_of(paper),
        "sections": sections,
        "size": paper.page.size,
        "is_landscape": paper.page.is_landscape,
        "gap": GAP,
        "language": locale.language,
        "is_rtl": locale.text_direction == "rtl",
        "fonts": paper_fonts(theme.family, is_uploaded=bool(paper.fonts)),
        "colors": {
            token: theme.tokens[token] if theme.tokens[token].startswith("#") else "none"
            for token in ("surface", "text", "muted", "accent")
        }
        | {token: _solid(theme, token) for token in ("border", "grid")},
    }


def _solid(theme: Theme, token: str) -> str:
    value = theme.tokens[token]
    return value if value.startswith("#") else "#d9dde5"


async def _ask_all(paper: Paper) -> None:
    """Steps 4 to 6 of every card, a few at a time."""
    sheet = paper.sheet
    gate = asyncio.Semaphore(sheet.visit.loaded.catalog.settings.embed_parallel_queries)

    async def ask(slot: str) -> None:
        try:
            async with gate:
                paper.looks[slot] = await sheet.look(slot)
        except SignboardError as error:
            if sheet.visit.loaded.question is not None:
                raise
            paper.failures[slot] = error

    asked = (slot for slot in sheet.cards if _is_chart(sheet, slot))
    await asyncio.gather(*map(ask, asked))


async def _filters(sheet: Sheet) -> list[Made]:
    """The widgets that hold a value, in words."""
    in_force = [one for one in sheet.shown_parameters() if sheet.bound.given.get(one.id)]
    bar = Bar(sheet.runtime, sheet.visit, sheet.bound, sheet.locale, {})
    word = words(sheet.locale.name)
    return [
        {"name": _name(widget, word), "value": _in_words(widget, word)}
        for widget, _ in await bar.widgets(in_force)
        if not widget.is_hidden
    ]


def _name(widget: Widget, word: Mapping[str, str]) -> str:
    operator = operator_word(widget.parameter)
    return f"{widget.parameter.name} {word[operator]}" if operator else widget.parameter.name


def _in_words(widget: Widget, word: Mapping[str, str]) -> str:
    """The value; of a long list, which a closed filter only counts, its first ones."""
    values = widget.value
    if widget.kind not in {"list", "one"} or not isinstance(values, tuple):
        return describe(widget, word)
    labels = {value_text(value): label for value, label in widget.choices or () if label}
    texts = [labels.get(text, text) for text in widget.texts[:_SHOWN_VALUES]]
    rest = len(values) - _SHOWN_VALUES
    return ", ".join(texts) + (f" +{rest}" if rest > 0 else "")


def _as_of(paper: Paper) -> str:
    fetched = min((one.payload.fetched_at for one in paper.looks.values()), default=0.0)
    if not fetched:
        return ""
    locale = paper.sheet.locale
    moment = datetime.fromtimestamp(fetched, UTC).astimezone(ZoneInfo(locale.timezone))
    tag = find_locale(locale.name)
    said = f"{format_date(moment, 'medium', tag)}, {format_time(moment, 'short', locale=tag)}"
    return words(locale.name)["as-of"].format(time=f"{said} ({locale.timezone})")


def _sections(paper: Paper) -> list[Made]:
    """One section a tab; of a question alone its table, or its picture as wide as the page."""
    cells = paper.sheet.cells
    if paper.sheet.visit.loaded.question is not None:
        return [{"title": "", "items": _alone(paper, cells[0])}]
    sections: list[Made] = []
    tabs = {tab.id: tab.name for tab in paper.sheet.tabs} or {0: ""}
    for number, name in tabs.items():
        items: list[Made] = []
        later: list[Made] = []
        for band in lay_out([cell for cell in cells if cell.tab == number], paper.page):
            items += _band(paper, band, later)
        sections.append({"title": name, "items": items + later})
    return sections


def _alone(paper: Paper, cell: Cell) -> list[Made]:
    width = paper.page.width
    spot = Spot(cell.slot, 0.0, 0.0, width, min(width * 0.6, paper.page.height * 0.7))
    listing = _listing(paper, spot, "")
    if listing is not None:
        return [listing]
    shape = {"height": spot.height, "is_heading": False, "cards": [_picture(paper, spot)]}
    return [{"kind": "band", **shape}]


def _band(paper: Paper, band: Band, later: list[Made]) -> list[Made]:
    """A band; tables with more rows than their card shows follow in full, at once when alone."""
    full = []
    for spot in band.spots:
        if _rows(paper, spot) > rows_that_fit(round(spot.height * _PX), has_title=True):
            title = paper.sheet.frame(spot.slot, paper.sheet.placed(spot.slot)).title
            listing = _listing(paper, spot, title)
            full += [listing] if listing is not None else []
    if full and len(band.spots) == 1:
        return full
    later += full
    cards = [_card(paper, spot) for spot in band.spots]
    shape = {"height": band.height, "is_heading": band.is_heading, "cards": cards}
    return [{"kind": "band", **shape}]


def _rows(paper: Paper, spot: Spot) -> int:
    """How many rows a card's table has; 0 for everything that is no table."""
    found = paper.looks.get(spot.slot)
    if found is None or not isinstance(_scene(paper, spot, 1).body, Grid):
        return 0
    return len(found.payload.rows)


def _card(paper: Paper, spot: Spot) -> Made:
    card = paper.sheet.cards[spot.slot]
    if card is None or _is_chart(paper.sheet, spot.slot):
        return _picture(paper, spot)
    sheet = paper.sheet
    filled = fill_card_text(card.text, sheet.visit.loaded.text_feeds(card, sheet.bound))
    text = virtual_source(card.virtual or "text", filled, card.settings)
    is_heading = card.virtual == "heading"
    line = {"kind": "heading", "level": 2, "parts": [{"text": text}]}
    return {
        **_place(spot),
        "svg": None,
        "is_heading": is_heading,
        "blocks": [line] if is_heading else read_prose(text),
    }


def _is_chart(sheet: Sheet, slot: str) -> bool:
    """False for texts, headings, links, images and whatever else has no question."""
    card = sheet.cards[slot]
    return card is None or not (card.virtual or card.question_id is None)


def _picture(paper: Paper, spot: Spot) -> Made:
    scene, theme = _scene(paper, spot), paper.theme
    is_rtl = find_locale(paper.sheet.locale.name).text_direction == "rtl"
    width, height = round(spot.width * _PX), round(spot.height * _PX)
    is_card = paper.sheet.visit.loaded.question is None
    return {
        **_place(spot),
        "svg": paint_svg(scene, width, height, theme, is_rtl),
        "alt": scene.summary,
        "radius": min(float(theme.tokens["radius"].removesuffix("px")) / _PX, 16.0),
        "is_framed": is_card,
    }


def _place(spot: Spot) -> Made:
    return {"x": spot.x, "y": spot.y, "width": spot.width, "height": spot.height}


def _scene(paper: Paper, spot: Spot, most_rows: int | None = None) -> Scene:
    """A card's scene, or what is shown of its failure."""
    sheet = paper.sheet
    error = paper.failures.get(spot.slot)
    if error is not None:
        said = told_in_card(error, sheet.locale.name)
        icon = "empty" if isinstance(error, CardArchived) else "error"
        return Scene(sheet.bare_frame(spot.slot).title, said, Notice(said, icon))
    found = paper.looks[spot.slot]
    frame = sheet.frame(spot.slot, sheet.placed(spot.slot))
    context = ChartContext(
        prefix="p",
        title=frame.title,
        locale=sheet.locale.name,
        width_units=max(round(spot.width * _PX / 60), 1),
        height_units=max(round(spot.height * _PX / GRID_ROW_PX), 1),
        today=today(sheet.runtime.clock(), sheet.locale.timezone),
        most_rows=most_rows or rows_that_fit(round(spot.height * _PX), has_title=True),
    )
    return build_scene(found.payload, frame.display, found.settings, context)


def _listing(paper: Paper, spot: Spot, title: str) -> Made | None:
    """A table with all its rows, as many as the document has room for; None for other kinds."""
    grid = _scene(paper, spot, 1).body
    if not isinstance(grid, Grid):
        return None
    columns = len(grid.titles)
    most = max(min(MOST_ROWS, paper.cells_left // columns), 1)
    grid = _scene(paper, spot, most).body
    assert isinstance(grid, Grid)
    paper.cells_left -= len(grid.rows) * columns
    is_whole = len(grid.rows) == len(paper.looks[spot.slot].payload.rows)
    shares = _shares(grid)
    return {
        "kind": "listing",
        "title": title,
        "size": min(8.5, max(5.0, 8.5 * paper.page.width / sum(shares))),
        "columns": [
            {"title": said, "align": side, "share": share}
            for said, side, share in zip(grid.titles, grid.alignments, shares, strict=True)
        ],
        "rows": _written(grid, paper.theme),
        "footer": grid.footer if not is_whole or paper.looks[spot.slot].payload.truncated else "",
    }


def _written(grid: Grid, theme: Theme) -> list[list[object]]:
    """The cells: a text, or a text with its ground and ink where the author colours cells or rows."""
    surface = theme.tokens["surface"]
    surface = surface if surface.startswith("#") else LIGHT_INK
    rows: list[list[object]] = []
    for index, row in enumerate(grid.rows):
        whole = grid.fills[index] if grid.fills else None
        written: list[object] = []
        for cell in row:
            fill = cell.fill or whole
            if fill is None:
                written.append(cell.text)
                continue
            ground = mix(surface, fill.color, fill.weight)
            ink = max((DARK_INK, LIGHT_INK), key=lambda ink: contrast(ink, ground))
            written.append({"text": cell.text, "ground": ground, "ink": ink})
        rows.append(written)
    return rows


def _shares(grid: Grid) -> Sequence[float]:
    """The natural widths of the columns in points; the template shares the page out by them."""
    shares = []
    for position, title in enumerate(grid.titles):
        texts = [row[position].text[:60] for row in grid.rows[:100]]
        widest = max((text_width(one, 8.5) for one in texts), default=0.0)
        natural = max(widest, text_width(title[:60], 8.5, True)) + 10
        shares.append(min(max(natural, _LEAST_COLUMN), _WIDEST_COLUMN))
    return shares
