"""What one filter is on the page: its control, its value as texts, and what it shows when closed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from signboard.embed.filters.dates import describe_date
from signboard.parameters.declared import Parameter, Scalar, Value
from signboard.parameters.types import KINDS, Family

Choice = tuple[Scalar, str | None]
"""A value and its label; None means that the value is its own label."""

_SECONDS = re.compile(r"(T\d\d:\d\d):\d\d(?:\.\d+)?", re.ASCII)
DATES = frozenset({"date", "month", "quarter", "range", "relative", "dates"})
"""Controls whose value is one text of the date grammar."""
MOST_SHOWN = 2
"""Values that a closed list names; of more it says how many."""
_BY_TYPE: Mapping[str, str] = {
    "date": "date",
    "date/single": "date",
    "date/month-year": "month",
    "date/quarter-year": "quarter",
    "date/range": "range",
    "date/relative": "relative",
    "date/all-options": "dates",
    "number/between": "between",
    "boolean": "boolean",
    "boolean/=": "boolean",
    "temporal-unit": "unit",
    "text": "text",
}
_OPERATORS: Mapping[str, str] = {
    "!=": "is-not",
    ">=": "at-least",
    "<=": "at-most",
    "contains": "contains",
    "does-not-contain": "does-not-contain",
    "starts-with": "starts-with",
    "ends-with": "ends-with",
}


@dataclass(frozen=True, slots=True)
class Widget:
    """One visible parameter with its value and, for lists, its choices (None: free text).

    `locale` decides how dates are written, `today` which quarters are offered. `tabs` are those on
    which the filter moves something, empty where there are none; `is_here` says whether the tab
    shown is one of them. `is_hidden` filters are not shown, and their values count all the same.
    """

    parameter: Parameter
    value: Value
    choices: Sequence[Choice] | None = None
    has_more: bool = False
    locale: str = "en"
    today: date = date(2000, 1, 1)
    tabs: tuple[int, ...] = ()
    is_here: bool = True
    is_hidden: bool = False

    def offering(self, choices: Sequence[Choice], *, has_more: bool) -> Widget:
        """The same widget with choices."""
        return replace(self, choices=choices, has_more=has_more)

    @property
    def kind(self) -> str:
        """The control's word; a list whose choices are not known is a text."""
        kind = widget_kind(self.parameter)
        if kind in {"list", "one"} and self.choices is None:
            return "number" if _family(self.parameter) is Family.NUMBER else "text"
        return kind

    @property
    def texts(self) -> list[str]:
        """The value as the texts that a form sends."""
        return self._written(self.value)

    @property
    def default_texts(self) -> list[str]:
        """The default in the same way."""
        return self._written(self.parameter.default)

    def _written(self, value: Value) -> list[str]:
        texts = value_texts(value)
        if widget_kind(self.parameter) in DATES:  # the grammar counts minutes, and so do inputs
            return [_SECONDS.sub(r"\1", text) for text in texts]
        return texts


def widget_kind(parameter: Parameter) -> str:
    """Which control edits a parameter: `list`, `one`, `text`, `number`, `between`, `dates`, ..."""
    kind = parameter.type
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    if kind in {"number", "number/>=", "number/<="}:
        return "number"
    operator = KINDS[kind].operator if kind in KINDS else "="
    if parameter.values_source.query_type == "none" or operator not in {"=", "!="}:
        return "number" if _family(parameter) is Family.NUMBER else "text"
    return "list" if parameter.is_multi else "one"


def takes_many(parameter: Parameter) -> bool:
    """True when several texts may be typed into a text or number control."""
    kind = KINDS.get(parameter.type)
    return parameter.is_multi and kind is not None and kind.is_operator and kind.most is None


def operator_word(parameter: Parameter) -> str | None:
    """Key of the word for what a parameter does with its value, None when it is plain equality."""
    kind = KINDS.get(parameter.type)
    return _OPERATORS.get(kind.operator) if kind is not None else None


def offered_units(parameter: Parameter) -> Sequence[str]:
    """The units of time that a time grouping offers: the author's, else those that bucket days."""
    return parameter.units or ("day", "week", "month", "quarter", "year")


def value_texts(value: Value) -> list[str]:
    """A value as the texts that a form sends, without blank ones."""
    parts = value if isinstance(value, tuple) else (value,)
    return [value_text(part) for part in parts if part is not None and part != ""]


def value_text(value: Scalar | None) -> str:
    """One value as a form sends it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def describe(widget: Widget, word: Mapping[str, str]) -> str:
    """What a closed widget shows of its value, in words."""
    texts = widget.texts
    if not texts:
        return word["all"]
    if widget_kind(widget.parameter) in DATES:
        return describe_date(texts[0], widget.locale, word)
    if len(texts) > MOST_SHOWN:
        return word["selected"].format(count=len(texts))
    labels = {value_text(value): label for value, label in widget.choices or ()}
    return ", ".join(labels.get(text) or text for text in texts)


def _family(parameter: Parameter) -> Family | None:
    kind = KINDS.get(parameter.type)
    return kind.family if kind is not None else None
