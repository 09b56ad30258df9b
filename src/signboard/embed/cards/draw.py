"""One card of an embed as HTML: drawn, failed or a text. The only place that frames a chart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from html import escape
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel.dates import format_time

from signboard.catalog.closure import Loaded
from signboard.catalog.models import Dashcard
from signboard.charts.context import ChartContext
from signboard.charts.render import render_html, render_virtual
from signboard.charts.scene import PAGE_ROWS
from signboard.charts.words import word
from signboard.embed.cards.click import clicks_of
from signboard.embed.cards.look import Look
from signboard.embed.cards.view import PLAIN_VIEW, CardView
from signboard.embed.words import told_in_card, words
from signboard.errors import SignboardError
from signboard.parameters.bound import Bound
from signboard.parameters.declared import Parameter
from signboard.pipeline import Locale, fill_card_text
from signboard.results.locales import find_locale

_MESSAGE_STYLE = (
    "<style>"
    + files("signboard.embed.cards").joinpath("message.css").read_text("utf-8").replace("\n", "")
    + "</style>"
)
"""The rules of a sentence in place of a chart, which travel with it: most pages have none."""
SMALL_DISPLAYS = {"scalar", "smartscalar"}
_END = "\n"
"""What follows a card tells the script, while the page still arrives, that the card is whole."""
_ICON = (
    '<svg viewBox="0 0 24 24" fill=none stroke=currentColor stroke-width=1.5 aria-hidden=true>'
    '<path d="M12 8v5m0 3h.01M10.3 3.9 2.4 17.5A2 2 0 0 0 4.1 20.5h15.8a2 2 0 0 0 1.7-3L13.7 3.9'
    'a2 2 0 0 0-3.4 0Z"/></svg>'
)
_EMPTY = (
    '<svg viewBox="0 0 24 24" fill=none stroke=currentColor stroke-width=1.5 aria-hidden=true>'
    '<path d="M4 20V10m5.3 10V4m5.4 16v-7M20 20v-4"/></svg>'
)


@dataclass(frozen=True, slots=True)
class CardFrame:
    """Where a drawn card goes: its slot, title, and the ids of the visible parameters it obeys.

    `filters_on` are the names of those that have a value. `parameters` and `bound` say what a click
    may set.
    """

    slot: str
    title: str
    description: str | None
    display: str
    wired: tuple[str, ...] = ()
    width_units: int = 24
    height_units: int = 8
    filters_on: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    bound: Bound = field(default_factory=Bound)


def render_answer(
    frame: CardFrame, look: Look, locale: Locale, today: date, view: CardView = PLAIN_VIEW
) -> str:
    """A card with its chart, as the viewer asked for it."""
    context = chart_context(frame, locale, today, view)
    payload = view.order(look.payload)
    if payload.rows or not frame.filters_on:
        body = render_html(payload, frame.display, look.settings, context)
    else:
        body = _nothing(frame, locale)
    body += "".join(_missing(name, locale) for name in look.missing)
    more = f' data-at="{_clock_time(int(payload.fetched_at / 60), locale)}"'
    if len(payload.rows) > PAGE_ROWS:
        more += f" data-rows={len(payload.rows)}"
    clicks = clicks_of(look.settings, payload, frame.parameters, frame.bound)
    if payload.rows and clicks.mark:
        more += f' data-click="{clicks.mark}"'
    return _section(frame, body, locale, more)


def _nothing(frame: CardFrame, locale: Locale) -> str:
    """No rows, and which of the page's filters may be the reason."""
    hint = words(locale.name)["filters-on"].format(names=", ".join(frame.filters_on))
    empty = word("no-results", locale.name)
    return (
        f"<div class=msg role=status>{_EMPTY}<span>{escape(empty)}</span>"
        f"<small>{escape(hint)}</small>{_MESSAGE_STYLE}</div>"
    )


def _missing(name: str, locale: Locale) -> str:
    """A series that failed, named calmly below the others."""
    said = f"{name}: {words(locale.name)['error']}"
    style = "position:absolute;inset:auto 0 0;text-align:center;color:var(--sb-muted)"
    return f'<small role=status style="{style}">{escape(said)}</small>'


@lru_cache(maxsize=512)
def _clock_time(minutes: int, locale: Locale) -> str:
    """A minute since 1970 as a time of day in the viewer's zone."""
    moment = datetime.fromtimestamp(minutes * 60, ZoneInfo(locale.timezone))
    return escape(format_time(moment, "short", locale=find_locale(locale.name)))


def chart_context(frame: CardFrame, locale: Locale, today: date, view: CardView) -> ChartContext:
    """What the chart knows of its card."""
    return ChartContext(
        prefix=frame.slot,
        title=frame.title,
        locale=locale.name,
        width_units=frame.width_units,
        height_units=frame.height_units,
        today=today,
        first_row=view.first_row,
        hidden=view.hidden,
    )


def render_notice(frame: CardFrame, error: SignboardError, locale: Locale) -> str:
    """A card that has nothing to show any more, in its place: no failure, so nothing to report."""
    text = escape(told_in_card(error, locale.name))
    body = f"<div class=msg role=status>{_EMPTY}<span>{text}</span>{_MESSAGE_STYLE}</div>"
    return _section(frame, body, locale)


@dataclass(frozen=True, slots=True)
class Why:
    """What only an author is shown of a failure: the text, and the question that is to be mended."""

    text: str
    question: str
    question_id: int | None


def render_failure(
    frame: CardFrame, error: SignboardError, locale: Locale, reference: str, why: Why | None = None
) -> str:
    """A card that failed in its place; `why` is for the author of a preview alone."""
    said = words(locale.name)
    told = f"<span>{escape(told_in_card(error, locale.name))}</span>" if why is None else _told(why)
    body = (
        f"<div class=msg role=status>{_ICON}{told}"
        f"<code>{escape(said['reference'])} {escape(reference)}</code>{_MESSAGE_STYLE}</div>"
    )
    return _section(frame, body, locale)


def _told(why: Why) -> str:
    """The whole text, and a way to the studio's page of the question, which stands two steps up."""
    text = f"<span class=why>{escape(why.text)}</span>"
    if why.question_id is None:
        return text
    link = f'<a href="../../question/{why.question_id}" target=_top>{escape(why.question)}</a>'
    return text + link


def render_text_card(
    loaded: Loaded, dashcard: Dashcard, slot: str, bound: Bound, locale: Locale
) -> str:
    """A card without a question, its variables filled on the server; nothing for what is not shown."""
    text = fill_card_text(dashcard.text, loaded.text_feeds(dashcard, bound))
    visible = {parameter.id for parameter in bound.visible}
    wired = dict.fromkeys(w.parameter_id for w in dashcard.wirings if w.parameter_id in visible)
    body = render_virtual(dashcard.virtual or "text", text, dashcard.settings)
    kind = " heading" if dashcard.virtual == "heading" else " text"
    if body and dashcard.settings.get("dashcard.background") is True:
        kind += " ground"
    return f'<section class="card{kind}" slot={slot}{_wires(tuple(wired))}>{body}</section>{_END}'


def _section(frame: CardFrame, body: str, locale: Locale, more: str = "") -> str:
    wired = _wires(frame.wired)
    title = ""
    if frame.title:
        title = f'<h2 title="{escape(frame.title)}">{escape(frame.title)}</h2>'
        title += info(frame.description, words(locale.name))
        title = f"<header>{title}</header>"
    label = escape(frame.title)
    return (
        f'<section class=card slot={frame.slot}{wired}{more} aria-label="{label}">{title}'
        f"<div class=body>{body}</div></section>{_END}"
    )


def _wires(parameter_ids: tuple[str, ...]) -> str:
    """The visible parameters that a card obeys, so that the script redraws it when they change."""
    return f' data-p="{escape(" ".join(parameter_ids))}"' if parameter_ids else ""


def info(description: str | None, word: Mapping[str, str]) -> str:
    """A small "i" that opens the description; nothing when there is none."""
    if not description:
        return ""
    label = escape(word["description"])
    return (
        f'<details class=info><summary aria-label="{label}">i</summary>'
        f"<p>{escape(description)}</p></details>"
    )


def render_plain_downloads(locale: str) -> str:
    """Downloads of a question's page where there is no script: a form that posts to the page itself.

    The page holds no token; it stands in the address that the form goes to.
    """
    said = words(locale)
    names = {"csv": "CSV", "xlsx": "Excel", "json": "JSON", "png": escape(said["image"])}
    buttons = " ".join(
        f"<button name=format value={form}>{name}</button>" for form, name in names.items()
    )
    return (
        f"<noscript><form method=post><details><summary>{escape(said['download'])}</summary>"
        f"<input type=hidden name=slot value=c0><input type=hidden name=format_rows value=true>"
        f"{buttons}</details></form></noscript>"
    )
