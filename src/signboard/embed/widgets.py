"""Filter widgets as a plain GET form: they work without script, the script only adds comfort.

Every control's name is the parameter's slug, so that the form's own address is the embed's
address. Date ranges send `slug~from` and `slug~to`, which `merge_ranges` joins.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from signboard.embed.words import PRESETS, words
from signboard.parameters.declared import Parameter, Scalar, Value
from signboard.results.locales import find_locale
from signboard.results.moments import format_by_skeleton

Choice = tuple[Scalar, str | None]
"""A value and its label; None means that the value is its own label."""


@dataclass(frozen=True, slots=True)
class Widget:
    """One visible parameter with its value and, for lists, its choices (None: free text).

    `locale` decides how dates are written.
    """

    parameter: Parameter
    value: Value
    choices: Sequence[Choice] | None = None
    has_more: bool = False
    locale: str = "en"


def widget_kind(parameter: Parameter) -> str:
    """Which control edits a parameter: `list`, `select`, `text`, `number`, `between`, `date`, ..."""
    kind = parameter.type
    by_type = {
        "date": "date",
        "date/single": "date",
        "date/month-year": "month",
        "date/range": "range",
        "date/relative": "range",
        "date/all-options": "range",
        "date/quarter-year": "range",
        "number/between": "between",
        "boolean": "boolean",
        "boolean/=": "boolean",
        "temporal-unit": "unit",
        "text": "text",
    }
    if kind in by_type:
        return by_type[kind]
    if kind == "number" or kind in {"number/>=", "number/<="}:
        return "number"
    if parameter.values_source.query_type == "none" or kind in _TEXT_OPERATORS:
        return "number" if kind.startswith("number") else "text"
    return "list" if parameter.is_multi else "select"


_TEXT_OPERATORS = {
    "string/contains",
    "string/does-not-contain",
    "string/starts-with",
    "string/ends-with",
}


def page_choices(items: Sequence[tuple[str, str]]) -> Mapping[str, object]:
    """What a page's address chooses, raw and by slug. Pages know the plain form only.

    The API's `parameters=` is to a page one more key that may be no slug (decision 8).
    """
    found: dict[str, list[str]] = {}
    for key, text in merge_ranges(items):
        found.setdefault(key, []).append(text)
    return {key: texts[0] if len(texts) == 1 else texts for key, texts in found.items()}


def merge_ranges(items: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Query items with `slug~from` and `slug~to` joined to one `slug` in the date grammar.

    Open ends of the grammar exclude the named day, a person who picks a day means to include it:
    so `~from` alone becomes the day before, `~to` alone the day after.

    >>> merge_ranges([("when", ""), ("when~from", "2026-01-01"), ("when~to", "2026-01-31")])
    [('when', '2026-01-01~2026-01-31')]
    """
    ends: dict[str, dict[str, str]] = {}
    rest: list[tuple[str, str]] = []
    for key, text in items:
        slug, mark, end = key.rpartition("~")
        if mark and end in {"from", "to"}:
            ends.setdefault(slug, {})[end] = text
        else:
            rest.append((key, text))
    for slug, pair in ends.items():
        joined = _join(pair.get("from", ""), pair.get("to", ""))
        if joined:
            rest = [(key, text) for key, text in rest if key != slug]
        if joined or all(key != slug for key, _ in rest):
            rest.append((slug, joined))  # two blank ends clear the widget: no default
    return rest


def _join(start: str, end: str) -> str:
    first, last = _day(start), _day(end)
    if first and last:
        return f"{min(first, last)}~{max(first, last)}"
    if first and first > date.min:
        return f"{first - timedelta(days=1)}~"
    if last and last < date.max:
        return f"~{last + timedelta(days=1)}"
    return ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def range_ends(value: Value) -> tuple[str, str]:
    """First and last day that the two date inputs show for a value; empty text when open."""
    text = value[0] if isinstance(value, tuple) and value else value
    if not isinstance(text, str):
        return "", ""
    start, mark, end = text.partition("~")
    if not mark:
        return (start, start) if _day(start) else ("", "")
    first, last = _day(start), _day(end)
    if first and last:
        return start, end
    if first and not end and first < date.max:
        return str(first + timedelta(days=1)), ""
    if last and not start and last > date.min:
        return "", str(last - timedelta(days=1))
    return "", ""


def render_form(widgets: Sequence[Widget], *, locale: str, auto_apply: bool) -> str:
    """The filter form, or nothing when there is no visible parameter."""
    if not widgets:
        return ""
    word = words(locale)
    inner = "".join(_render_widget(widget, word) for widget in widgets)
    auto = " data-auto" if auto_apply else ""
    return (
        f'<form class=filters slot=f method=get{auto} aria-label="{escape(word["filters"])}">{inner}'
        f"<button class=go>{escape(word['apply'])}</button></form>"
    )


def _render_widget(widget: Widget, word: Mapping[str, str]) -> str:
    parameter = widget.parameter
    kind = widget_kind(parameter)
    if kind in {"list", "select"} and widget.choices is None:
        kind = "number" if parameter.type.startswith("number") else "text"
    inner = _RENDERERS[kind](widget, word)
    on = " on" if _texts(widget.value) else ""
    required = " data-required" if parameter.required else ""
    default = escape("\n".join(_texts(parameter.default)))
    return (
        f'<div class="filter{on}" data-slug="{escape(parameter.slug)}" data-id="{escape(parameter.id)}"'
        f' data-kind={kind} data-default="{default}"{required}>{inner}</div>'
    )


def _texts(value: Value) -> list[str]:
    """A value as the texts that a form sends."""
    parts = value if isinstance(value, tuple) else (value,)
    return [_text(part) for part in parts if part is not None and part != ""]


def _text(value: Scalar | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _input(widget: Widget, word: Mapping[str, str], attributes: str) -> str:
    slug, name = escape(widget.parameter.slug), escape(widget.parameter.name)
    value = escape(", ".join(_texts(widget.value)))
    return (
        f'<label>{name}<input name="{slug}" value="{value}" {attributes}'
        f' placeholder="{escape(word["any"])}"></label>'
    )


def _number(widget: Widget, word: Mapping[str, str]) -> str:
    return _input(widget, word, "type=text inputmode=decimal autocomplete=off size=8")


def _between(widget: Widget, word: Mapping[str, str]) -> str:
    slug, name = escape(widget.parameter.slug), escape(widget.parameter.name)
    low, high = [*_texts(widget.value), "", ""][:2]
    fields = "".join(
        f'<input name="{slug}" inputmode=decimal size=6 autocomplete=off value="{escape(text)}"'
        f' placeholder="{escape(word[end])}" aria-label="{name}, {escape(word[end])}">'
        for text, end in ((low, "minimum"), (high, "maximum"))
    )
    return f"<fieldset><legend>{name}</legend>{fields}</fieldset>"


def _select(widget: Widget, word: Mapping[str, str]) -> str:
    slug, name = escape(widget.parameter.slug), escape(widget.parameter.name)
    chosen = set(_texts(widget.value))
    first = "" if widget.parameter.required else f"<option value>{escape(word['any'])}</option>"
    options = "".join(_option(value, label, chosen) for value, label in _with_chosen(widget))
    return f'<label>{name}<select name="{slug}">{first}{options}</select></label>'


def _option(value: Scalar, label: str | None, chosen: set[str]) -> str:
    text = _text(value)
    mark = " selected" if text in chosen else ""
    shown = escape(label if label is not None else text)
    value_attribute = f' value="{escape(text)}"' if shown != text or not text else ""
    return f"<option{value_attribute}{mark}>{shown}</option>"


def _fixed(choices: Sequence[Choice]) -> Callable[[Widget, Mapping[str, str]], str]:
    def render(widget: Widget, word: Mapping[str, str]) -> str:
        shown = [(value, word.get(str(label), label)) for value, label in choices]
        return _select(Widget(widget.parameter, widget.value, shown), word)

    return render


def _list(widget: Widget, word: Mapping[str, str]) -> str:
    slug = escape(widget.parameter.slug)
    chosen = set(_texts(widget.value))
    boxes = "".join(
        f'<label><input type=checkbox name="{slug}" value="{escape(_text(value))}"'
        f"{' checked' if _text(value) in chosen else ''}>"
        f"{escape(label if label is not None else _text(value))}</label>"
        for value, label in _with_chosen(widget)
    )
    none = "" if boxes else f"<p class=none>{escape(word['no-choices'])}</p>"
    more = " data-more" if widget.has_more else ""
    return (
        f"{_summary(widget, word)}<div class=pop{more}>"
        f'<input type=hidden name="{slug}" value><div class=all>{boxes}{none}</div></div></details>'
    )


def _range(widget: Widget, word: Mapping[str, str]) -> str:
    slug = escape(widget.parameter.slug)
    current = next(iter(_texts(widget.value)), "")
    start, end = range_ends(widget.value)
    presets = ""
    if widget.parameter.type != "date/range":
        presets = "".join(
            f'<label><input type=radio name="{slug}" value="{preset}"'
            f"{' checked' if preset == current else ''}>{escape(word[preset])}</label>"
            for preset in PRESETS
        )
    ends = "".join(
        f'<label>{escape(word[key])}<input type=date name="{slug}~{key}" value="{text}"></label>'
        for key, text in (("from", start), ("to", end))
    )
    none = "" if presets else f'<input type=hidden name="{slug}" value>'
    return (
        f"{_summary(widget, word)}<div class=pop><div class=ps>{presets}</div>{none}"
        f"<div class=ct>{ends}</div></div></details>"
    )


def _summary(widget: Widget, word: Mapping[str, str]) -> str:
    name = escape(widget.parameter.name)
    return f"<details><summary>{name} <b>{escape(describe(widget, word))}</b></summary>"


def describe(widget: Widget, word: Mapping[str, str]) -> str:
    """What a closed widget shows of its value, in words."""
    texts = _texts(widget.value)
    if not texts:
        return word["all"]
    if widget_kind(widget.parameter) == "range":
        if texts[0] in PRESETS:
            return word[texts[0]]
        start, end = range_ends(widget.value)
        return f"{_shown(start, widget)} – {_shown(end, widget)}" if start or end else texts[0]
    labels = {_text(value): label for value, label in widget.choices or ()}
    if len(texts) == 1:
        return labels.get(texts[0]) or texts[0]
    return word["selected"].format(count=len(texts))


def _shown(day: str, widget: Widget) -> str:
    found = _day(day)
    return format_by_skeleton(found, "yMMMd", find_locale(widget.locale)) if found else "…"


def _with_chosen(widget: Widget) -> list[Choice]:
    """The choices, and first those chosen values that a long list does not show."""
    choices = list(widget.choices or ())
    listed = {_text(value) for value, _ in choices}
    parts = widget.value if isinstance(widget.value, tuple) else (widget.value,)
    absent: list[Choice] = [
        (part, None) for part in parts if part not in (None, "") and _text(part) not in listed
    ]
    return absent + choices


_RENDERERS: Mapping[str, Callable[[Widget, Mapping[str, str]], str]] = {
    "list": _list,
    "select": _select,
    "range": _range,
    "between": _between,
    "number": _number,
    "text": lambda widget, word: _input(widget, word, "type=text autocomplete=off"),
    "date": lambda widget, word: _input(widget, word, "type=date"),
    "month": lambda widget, word: _input(widget, word, "type=month"),
    "boolean": _fixed([("true", "yes"), ("false", "no")]),
    "unit": _fixed([(unit, unit) for unit in ("day", "week", "month", "quarter", "year")]),
}
