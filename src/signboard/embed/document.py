"""The HTML around the cards: head, layout and error page. Complete before any script runs.

The layout is a declarative shadow root whose named slots hold skeletons; header, filters and
cards are light-DOM children that fill their slots in whatever order they arrive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files

from signboard.appearance import PLAIN, Look
from signboard.charts.stylesheet import style_of
from signboard.embed.cards.draw import SMALL_DISPLAYS, info
from signboard.embed.filters.form import FOLDED_FROM
from signboard.embed.looks import Appearance, layout_rules, page_rules
from signboard.embed.words import CATALOGUES, RIGHT_TO_LEFT, told, words
from signboard.errors import SignboardError


def _squeeze(css: str) -> str:
    return re.sub(r"\s*\n\s*", "", css)


_ROOM = files("signboard.embed")
HEAD_SCRIPT = _ROOM.joinpath("head.js").read_text("utf-8").replace("\n", "")
"""The one constant inline script; it applies the address's hash before the first paint."""
_PAGE_STYLE = _squeeze(_ROOM.joinpath("page.css").read_text("utf-8"))
_ALONE_STYLE = _squeeze(_ROOM.joinpath("alone.css").read_text("utf-8"))
_WORDS_STYLE = _squeeze(_ROOM.joinpath("words.css").read_text("utf-8"))
_FILTERS_STYLE = _squeeze(_ROOM.joinpath("filters/filters.css").read_text("utf-8"))
LAYOUT_STYLE = _squeeze(_ROOM.joinpath("layout.css").read_text("utf-8"))
_LAYOUT_ALONE_STYLE = _squeeze(_ROOM.joinpath("layout_alone.css").read_text("utf-8"))
TABS_STYLE = _squeeze(_ROOM.joinpath("tabs.css").read_text("utf-8"))
_FOOT_STYLE = (
    "display:flex;flex-wrap:wrap;justify-content:space-between;gap:4px 16px;max-width:1600px;"
    "margin:0 auto;padding:0 16px 12px;font-size:12px;color:var(--sb-muted)"
)
"""Travels with the few pages that have a foot."""

VIRTUAL = frozenset({"text", "heading", "link", "image", "iframe", "placeholder", "action"})
"""Displays of cards without a question."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A place on the 24-column grid. `height` is a CSS length for a card that stands alone."""

    slot: str
    row: int
    col: int
    width: int
    height: int
    display: str
    tab: int = 0

    @property
    def is_virtual(self) -> bool:
        """True for cards without a question, which have no frame of their own."""
        return self.display in VIRTUAL


def _text_attribute(flag: bool) -> str:
    return "true" if flag else "false"


def open_document(
    title: str,
    appearance: Appearance,
    locale: str,
    cells: Sequence[Cell] = (),
    *,
    is_alone: bool = False,
    has_filters: bool = False,
    head: str = "",
) -> str:
    """Everything from the doctype to the opened `<main>`; one question needs no frame of its own.

    The style sheet holds what the cells and filters need. `head` is HTML for the end of the head.
    """
    style = style_of(cell.display for cell in cells) + _PAGE_STYLE
    style += _ALONE_STYLE if is_alone else ""
    style += _WORDS_STYLE if any(cell.is_virtual for cell in cells) else ""
    style += (_FILTERS_STYLE if has_filters else "") + page_rules(appearance.look, appearance.fonts)
    language = language_tag(locale)
    direction = " dir=rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else ""
    downloads = "" if appearance.downloads == "true" else f" data-downloads={appearance.downloads}"
    return (
        f"<!doctype html><html lang={language}{direction} data-theme={appearance.theme}"
        f" data-bordered={_text_attribute(appearance.bordered)}"
        f" data-titled={_text_attribute(appearance.titled)}"
        f" data-background={_text_attribute(appearance.background)}{downloads}><head>"
        "<meta charset=utf-8><meta name=viewport content='width=device-width,initial-scale=1'>"
        f"<meta name=generator content=Signboard><link rel=icon href=data:,><title>{escape(title)}</title>"
        f"<style>{style}</style><script>{HEAD_SCRIPT}</script>"
        f"<script src=../-/embed.js type=module async></script>{head}</head>"
        f"<body{_spoken(locale)}><main{' class=alone' if is_alone else ''}>"
    )


def language_tag(locale: str) -> str:
    """A locale as the page's `lang` says it: nothing else than letters, digits and hyphens."""
    return re.sub(r"[^A-Za-z0-9-]", "", locale.replace("_", "-")) or "en"


def _spoken(locale: str) -> str:
    """The words that the script needs at once, as data of the body."""
    return f' data-error="{escape(words(locale)["error"])}"'


def render_layout(
    cells: Sequence[Cell],
    look: Look = PLAIN,
    *,
    filters: Sequence[str] = (),
    alone: str | None,
    slow: str,
    shown_tab: int = 0,
    tabs: str = "",
) -> str:
    """The shadow root: header, tabs and filters, then one skeleton slot a card, tab after tab.

    `alone` is the CSS height of a question that stands by itself, None on dashboards. `filters` are
    the names of the filters to come, for which room is kept; `tabs` is the links' HTML.
    `slow` is what a skeleton says after some seconds.
    """
    grids: list[str] = []
    for tab in dict.fromkeys(cell.tab for cell in cells):
        inner = "".join(_slot(cell) for cell in cells if cell.tab == tab)
        style = f' style="--o:{alone}"' if alone else ""
        place = f" id=p{tab}" if tabs else ""
        place += " hidden" if tab != shown_tab else ""
        grids.append(f"<div class='g{' one' if alone else ''}'{place}{style}>{inner}</div>")
    style = LAYOUT_STYLE + (TABS_STYLE if tabs else "") + layout_rules(look)
    style += _LAYOUT_ALONE_STYLE if alone else ""
    return (
        f"<template shadowrootmode=open><style>{style}:host{{--z:'{slow}'}}</style><slot name=h></slot>{tabs}"
        f"{_room_for(filters)}{''.join(grids)}<slot></slot></template>"
    )


def _room_for(filters: Sequence[str]) -> str:
    """The slot of the filters, with as much room as they are going to take."""
    if not filters:
        return ""
    room = "".join(f"<i style=width:{min(len(name), 30) + 11}ch></i>" for name in filters)
    many = " m" if len(filters) >= FOLDED_FROM else ""
    return f"<slot name=f><div class='fs{many}'>{room}</div></slot>"


def _slot(cell: Cell) -> str:
    small = cell.display in SMALL_DISPLAYS and cell.width <= 12
    kind = "n" if cell.is_virtual else "s" if small else ""
    classes = f" class={kind}" if kind else ""
    skeleton = f"<div class='sk{' n' if cell.is_virtual else ''}'></div>"
    return (
        f'<div{classes} style="--gr:{cell.row};--gc:{cell.col};--gw:{cell.width};--gh:{cell.height}">'
        f"<slot name={cell.slot}>{'' if cell.is_virtual else skeleton}</slot></div>"
    )


def render_header(title: str, description: str | None, locale: str) -> str:
    """The item's name with its description in a disclosure."""
    return (
        f"<div class=title slot=h><h1>{escape(title)}</h1>{info(description, words(locale))}</div>"
    )


def close_document(*, badge: bool, locale: str, zone: str | None = None) -> str:
    """The end of the page: the zone that a token chose, and the badge when the instance shows it."""
    word = words(locale)
    notes = [word["times-in"].format(zone=zone)] if zone else []
    notes += [word["powered"]] if badge else []
    inner = "".join(f"<span>{escape(note)}</span>" for note in notes)
    foot = f"<footer style='{_FOOT_STYLE}'>{inner}</footer>" if notes else ""
    return f"</main>{foot}</body></html>"


def render_refusal(
    error: SignboardError, text: str, reference: str, locale: str, *, is_fixed: bool
) -> str:
    """The small readable page of decision 8: why, the API's text and a reference code.

    It says so in every language of ours but shows one: the address's hash, which never comes here,
    may ask the script for another. `is_fixed` where the token says the language: then there is one.
    """
    own = words(locale)
    others = [] if is_fixed else [name for name in CATALOGUES if CATALOGUES[name] is not own]
    said = [_refusal_in(error, text, reference, name) for name in (*others, locale)]
    return (
        open_document(own["page-error"], Appearance(bordered=False), locale)
        + "".join(one.replace("<div ", "<div hidden ", 1) for one in said[:-1])
        + said[-1]
        + "</main></body></html>"
    )


def _refusal_in(error: SignboardError, text: str, reference: str, locale: str) -> str:
    word, why, tag = words(locale), told(error, locale), language_tag(locale)
    own = f"<p lang=en dir=ltr style='font-size:12px'>{escape(text)}</p>"
    if word is CATALOGUES["en"]:
        why, own = text, ""
    return (
        f"<div class=msg role=alert lang={tag} style='padding:48px 16px;text-align:center;"
        "color:var(--sb-muted)'><h1 style='font-size:18px;color:var(--sb-text);margin:0 0 8px'>"
        f"{escape(word['page-error'])}</h1><p style='margin:0 0 12px'>{escape(why)}</p>{own}"
        f"<code style='font-size:12px'>{escape(word['reference'])} {escape(reference)}</code></div>"
    )
