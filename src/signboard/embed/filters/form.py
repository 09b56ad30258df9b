"""The filter form: a plain GET form that works without script; the script only adds comfort."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from signboard.embed.filters.address import join_range, range_ends
from signboard.embed.filters.dates import describe_date
from signboard.embed.filters.widgets import (
    DATES,
    Widget,
    describe,
    offered_units,
    operator_word,
    takes_many,
    value_text,
)
from signboard.embed.words import PRESETS, words
from signboard.parameters.declared import Scalar

Words = Mapping[str, str]
FOLDED_FROM = 3
"""So many filters fold into one disclosure on a small screen."""
_QUARTERS_BACK, _QUARTERS_AHEAD = 11, 1
_RADIO = '<label><input type=radio name="{slug}" value="{value}"{mark}>{label}</label>'


def render_form(
    widgets: Sequence[Widget], *, locale: str, auto_apply: bool, tab: str | None = None
) -> str:
    """The filter form, or nothing when there is no visible parameter.

    `tab` is the tab shown, as the address names it: it stays when the form is sent.
    """
    if not widgets:
        return ""
    word = words(locale)
    inner = "".join(_render_widget(widget, word) for widget in widgets)
    auto = " data-auto" if auto_apply else ""
    auto += f" data-today={widgets[0].today}"
    empty = "" if any(is_shown(widget) for widget in widgets) else " hidden"
    kept = f'<input type=hidden name=tab value="{escape(tab)}">' if tab else ""
    return (
        f'<form class=filters slot=f method=get{auto}{empty} aria-label="{escape(word["filters"])}">'
        f"{_fold(widgets, word)}{kept}{inner}"
        f"<button class=go>{escape(word['apply'])}</button></form>"
    )


def is_shown(widget: Widget) -> bool:
    """True for a filter that is to be seen on the tab shown."""
    return widget.is_here and not widget.is_hidden


def _fold(widgets: Sequence[Widget], word: Words) -> str:
    """The button that opens the filters on a small screen; it needs the script to be seen."""
    shown = [widget for widget in widgets if is_shown(widget)]
    if len(shown) < FOLDED_FROM:
        return ""
    count = sum(bool(widget.texts) for widget in shown)
    return (
        f"<button type=button class=fold aria-expanded=false>{escape(word['filters'])}"
        f" <b>({count})</b></button>"
    )


def _render_widget(widget: Widget, word: Words) -> str:
    parameter, kind = widget.parameter, widget.kind
    on = " on" if widget.texts else ""
    default = escape("\n".join(widget.default_texts))
    extra = f' data-default="{default}"' if default else ""
    extra += " data-required" if parameter.required else ""
    extra += f' data-on="{" ".join(map(str, widget.tabs))}"' if widget.tabs else ""
    extra += " data-hidden" if widget.is_hidden else ""
    extra += "" if is_shown(widget) else " hidden"
    if kind in {"list", "one"} and parameter.filtering_parameters:
        extra += f' data-after="{escape(" ".join(parameter.filtering_parameters))}"'
    return (
        f'<div class="filter{on}" data-slug="{escape(parameter.slug)}"'
        f' data-id="{escape(parameter.id)}" data-kind={kind}{extra}>'
        f"{_RENDERERS[kind](widget, word)}</div>"
    )


def _name(widget: Widget, word: Words) -> str:
    """The filter's name with what it does with its value; a star where a value is required."""
    name = escape(widget.parameter.name)
    operator = operator_word(widget.parameter)
    if operator:
        name += f" <i>{escape(word[operator])}</i>"
    if widget.parameter.required and not widget.parameter.default:
        name += f' <abbr title="{escape(word["required"])}">*</abbr>'
    return name


def _inputs(widget: Widget, word: Words, attributes: str) -> str:
    """One input, or one a value and an empty one for the next where several may be typed."""
    slug, plain = escape(widget.parameter.slug), escape(widget.parameter.name)
    texts, many = widget.texts, takes_many(widget.parameter)
    hint = f'placeholder="{escape(word["any"])}" {attributes}'
    if not many:
        value = escape(", ".join(texts))
        return f'<label>{_name(widget, word)}<input name="{slug}" value="{value}" {hint}></label>'
    fields = "".join(
        f'<input name="{slug}" value="{escape(text)}" aria-label="{plain}" {hint} data-many>'
        for text in (*texts, "")
    )
    return f"<fieldset><legend>{_name(widget, word)}</legend>{fields}</fieldset>"


def _text(widget: Widget, word: Words) -> str:
    return _inputs(widget, word, "type=text autocomplete=off")


def _number(widget: Widget, word: Words) -> str:
    return _inputs(widget, word, "inputmode=decimal autocomplete=off size=8")


def _between(widget: Widget, word: Words) -> str:
    slug, plain = escape(widget.parameter.slug), escape(widget.parameter.name)
    sides = widget.value if isinstance(widget.value, tuple) else ()
    low, high = [*(value_text(side) for side in sides), "", ""][:2]
    fields = "<span>–</span>".join(
        f'<input name="{slug}" inputmode=decimal size=6 autocomplete=off value="{escape(text)}"'
        f' placeholder="{escape(word[end])}" aria-label="{plain}, {escape(word[end])}">'
        for text, end in ((low, "minimum"), (high, "maximum"))
    )
    return f"<fieldset><legend>{_name(widget, word)}</legend>{fields}</fieldset>"


def _select(widget: Widget, word: Words, choices: Sequence[tuple[str, str]]) -> str:
    slug, chosen = escape(widget.parameter.slug), set(widget.texts)
    listed = {value for value, _ in choices}
    options = [(text, text) for text in widget.texts if text not in listed] + list(choices)
    if not (widget.parameter.required and widget.parameter.default):
        options.insert(0, ("", word["all"]))
    inner = "".join(
        f'<option value="{escape(value)}"{" selected" if value in chosen else ""}>{escape(label)}</option>'
        for value, label in options
    )
    return f'<label>{_name(widget, word)}<select name="{slug}">{inner}</select></label>'


def _boolean(widget: Widget, word: Words) -> str:
    return _select(widget, word, [("true", word["yes"]), ("false", word["no"])])


def _unit(widget: Widget, word: Words) -> str:
    return _select(widget, word, [(unit, word[unit]) for unit in offered_units(widget.parameter)])


def _choices(widget: Widget, word: Words) -> str:
    """Checkboxes, or radio buttons where one value is all that may be chosen."""
    slug, chosen, is_list = escape(widget.parameter.slug), set(widget.texts), widget.kind == "list"
    box = "checkbox" if is_list else "radio"
    first = f'<input type=hidden name="{slug}" value>' if is_list else ""
    boxes = "".join(
        f'<label><input type={box} name="{slug}" value="{escape(value_text(value))}"'
        f"{' checked' if value_text(value) in chosen else ''}>"
        f"{escape(label if label is not None else value_text(value))}</label>"
        for value, label in _with_chosen(widget)
    )
    if not is_list and not (widget.parameter.required and widget.parameter.default):
        mark = "" if chosen else " checked"
        boxes = _RADIO.format(slug=slug, value="", mark=mark, label=escape(word["all"])) + boxes
    none = "" if boxes else f"<p class=none>{escape(word['no-choices'])}</p>"
    more = " data-more" if widget.has_more else ""
    return _pop(widget, word, f"{first}<div class=all>{boxes}{none}</div>", more)


def _with_chosen(widget: Widget) -> Iterator[tuple[Scalar, str | None]]:
    """The choices, and first those chosen values that a long list does not show."""
    choices = widget.choices or ()
    listed = {value_text(value) for value, _ in choices}
    yield from ((text, None) for text in widget.texts if text not in listed)
    yield from choices


def _pop(widget: Widget, word: Words, inner: str, attributes: str = "") -> str:
    return (
        f"<details><summary>{_name(widget, word)} <b>{escape(describe(widget, word))}</b></summary>"
        f"<div class=pop{attributes}>{inner}</div></details>"
    )


def _range(widget: Widget, word: Words) -> str:
    """Two days, or minutes where the value or the default has times; before them, where the type
    knows them, relative values by name.
    """
    slug, current = escape(widget.parameter.slug), next(iter(widget.texts), "")
    start, end = range_ends(current)
    inner = f'<input type=hidden name="{slug}" value>'
    if widget.kind != "range":
        inner = (
            f"<div class=ps>{_presets(widget, word, current, is_range=bool(start or end))}</div>"
        )
    elif current and not (start or end):
        inner = f"<div class=ps>{_own(widget, word, current)}</div>"
    if widget.kind != "relative" or start or end:
        was = ""
        if widget.kind != "range" and (start or end):  # a shortcut may be chosen beside them
            was = f'<input type=hidden name="{slug}~was" value="{join_range(start, end)}">'
        has_times = "T" in "".join(range_ends(next(iter(widget.default_texts), "")))
        ends = "".join(
            f'<label>{escape(word[key])}<input type={_clock(text, has_times)} name="{slug}~{key}" value="{text}"></label>'
            for key, text in (("from", start), ("to", end))
        )
        inner += f"{was}<div class=ct>{ends}</div>"
    return _pop(widget, word, inner)


def _clock(text: str, has_times: bool) -> str:
    """The type of an input of a day, or of a minute."""
    return "datetime-local" if "T" in text or (has_times and not text) else "date"


def _presets(widget: Widget, word: Words, current: str, *, is_range: bool) -> str:
    slug = escape(widget.parameter.slug)
    shown: list[tuple[str, str]] = [(preset, word[preset]) for preset in PRESETS]
    if not (widget.parameter.required and widget.parameter.default):
        shown.insert(0, ("", word["all"]))
    radios = "".join(
        _RADIO.format(
            slug=slug,
            value=value,
            mark=" checked" if value == current else "",
            label=escape(label),
        )
        for value, label in shown
    )
    is_known = is_range or any(value == current for value, _ in shown)
    return radios if is_known else radios + _own(widget, word, current)


def _own(widget: Widget, word: Words, current: str) -> str:
    """The value in force where no other control of the widget stands for it."""
    label = escape(describe_date(current, widget.locale, word))
    value, slug = escape(current), escape(widget.parameter.slug)
    return _RADIO.format(slug=slug, value=value, mark=" checked class=own", label=label)


def _day(widget: Widget, word: Words) -> str:
    current, default = next(iter(widget.texts), ""), next(iter(widget.default_texts), "")
    return _typed(widget, word, _clock(current, "T" in default))


def _month(widget: Widget, word: Words) -> str:
    return _typed(widget, word, "month")


def _typed(widget: Widget, word: Words, kind: str) -> str:
    slug, plain = escape(widget.parameter.slug), escape(widget.parameter.name)
    value = escape(next(iter(widget.texts), ""))
    field = f'<input type={kind} name="{slug}" value="{value}" aria-label="{plain}">'
    return _pop(widget, word, f"<div class=ct>{field}</div>")


def _quarter(widget: Widget, word: Words) -> str:
    """The last three years of quarters and the next one, latest first."""
    slug, chosen = escape(widget.parameter.slug), next(iter(widget.texts), "")
    now = widget.today.year * 4 + (widget.today.month - 1) // 3
    numbers = range(now + _QUARTERS_AHEAD, now - _QUARTERS_BACK - 1, -1)
    values = [f"Q{number % 4 + 1}-{number // 4:04d}" for number in numbers]
    options = [value for value in (chosen,) if value and value not in values] + values
    shown = [(value, describe_date(value, widget.locale, word)) for value in options]
    if not (widget.parameter.required and widget.parameter.default):
        shown.insert(0, ("", word["all"]))
    radios = "".join(
        _RADIO.format(
            slug=slug,
            value=escape(value),
            mark=" checked" if value == chosen else "",
            label=escape(label),
        )
        for value, label in shown
    )
    return _pop(widget, word, f"<div class=all>{radios}</div>")


_RENDERERS: Mapping[str, Callable[[Widget, Words], str]] = {
    "list": _choices,
    "one": _choices,
    "text": _text,
    "number": _number,
    "between": _between,
    "boolean": _boolean,
    "unit": _unit,
    "date": _day,
    "month": _month,
    "quarter": _quarter,
    **dict.fromkeys(DATES - {"date", "month", "quarter"}, _range),
}
