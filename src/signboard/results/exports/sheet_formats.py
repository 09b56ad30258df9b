"""Number formats of a spreadsheet that show a number or date as the screen does.

What a spreadsheet has no word for is left to it: separators of one's own are the reader's locale.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from babel import Locale
from babel.numbers import get_currency_precision

from signboard.results.formats import merge_settings
from signboard.results.locales import find_locale
from signboard.results.moments import date_pattern, time_pattern
from signboard.results.numbers import (
    currency_label,
    currency_of,
    fixed_decimals,
    scale_of,
    shown_span,
)
from signboard.results.payload import FormatContext
from signboard.results.table import Column

RAW_DATE, RAW_TIME, RAW_MOMENT = "yyyy-mm-dd", "hh:mm:ss", "yyyy-mm-dd hh:mm:ss"
_CLDR = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|([^A-Za-z']+)")
_WORDS = {
    "y": "yyyy", "yyyy": "yyyy", "yy": "yy", "M": "m", "MM": "mm", "MMM": "mmm", "MMMM": "mmmm",
    "LLL": "mmm", "LLLL": "mmmm", "d": "d", "dd": "dd", "E": "ddd", "EEE": "ddd", "EEEE": "dddd",
    "H": "h", "HH": "hh", "h": "h", "hh": "hh", "m": "mm", "mm": "mm", "ss": "ss", "SSS": "000",
    "a": "AM/PM",
}  # fmt: skip
_PLAIN = set(" -/.,:()")


def compile_number_format(
    column: Column, settings: Mapping[str, object], context: FormatContext
) -> tuple[Callable[[Decimal], str], Decimal]:
    """Return the function from a number to its number format, and the scale to multiply it with.

    >>> from signboard.results.table import BaseType
    >>> total = Column("total", "total", BaseType.FLOAT)
    >>> choose, _ = compile_number_format(total, {"prefix": "~"}, FormatContext())
    >>> choose(Decimal("2000")), choose(Decimal("0.5")), choose(Decimal("0.00123"))
    ('"~"#,##0', '"~"#,##0.0', '"~"#,##0.0000')
    """
    merged = merge_settings(column, settings, context)
    locale, style = find_locale(context.locale), merged.get("number_style")
    fixed, is_percent = fixed_decimals(merged), style == "percent"
    if style == "currency" and fixed is None:
        fixed = get_currency_precision(currency_of(merged))
    before, after = _around(merged, locale)
    whole = "0" if merged.get("grouping") is False or style == "scientific" else "#,##0"
    if style == "scientific":
        after = "E+00" + after
        fixed = 2 if fixed is None else fixed
    elif is_percent:
        after = "%" + after

    def choose(value: Decimal) -> str:
        digits = fixed
        if digits is None:
            digits = _shown_decimals(value * 100 if is_percent else value)
        return f"{before}{whole}{'.' + '0' * digits if digits else ''}{after}"

    return choose, scale_of(merged)


def _shown_decimals(value: Decimal) -> int:
    """How many decimals the screen shows of a number without fixed ones."""
    _, most = shown_span(value, None)
    text = f"{value:.{most}f}"
    return len(text.rstrip("0").partition(".")[2])


def _around(settings: Mapping[str, object], locale: Locale) -> tuple[str, str]:
    """What stands before and after the digits: prefix, currency, suffix."""
    before, after = _quoted(settings.get("prefix")), _quoted(settings.get("suffix"))
    if settings.get("number_style") != "currency" or settings.get("currency_in_header") is True:
        return before, after
    label = currency_label(settings, locale)
    if settings.get("currency_style") == "name":
        return before, _quoted(f" {label}") + after
    is_code = label == currency_of(settings)
    if locale.currency_formats["standard"].pattern.lstrip("\u200e\u200f").startswith("¤"):
        return before + _quoted(label + "\xa0" if is_code else label), after
    return before, _quoted("\xa0" + label) + after


def compile_moment_formats(
    settings: Mapping[str, object], context: FormatContext
) -> tuple[str, str, str]:
    """Return the number formats of dates, timestamps and times of day.

    >>> compile_moment_formats({"date_style": "MMMM D, YYYY"}, FormatContext("en"))[0]
    'mmmm d, yyyy'
    """
    locale = find_locale(context.locale)
    day = _translate(date_pattern(settings, locale))
    clock = _translate(time_pattern(settings, locale))
    return day or clock, " ".join(part for part in (day, clock) if part), clock


def _translate(pattern: str) -> str:
    """A CLDR pattern in a spreadsheet's words; what these lack is left out."""

    def swap(found: re.Match[str]) -> str:
        literal, letter, other = found.groups()
        if letter:
            return _WORDS.get(found.group(0), "")
        return _quoted(literal if literal is not None else other)

    return _CLDR.sub(swap, pattern).strip()


def _quoted(text: object) -> str:
    """A literal inside a number format."""
    if not isinstance(text, str) or not text or _PLAIN.issuperset(text):
        return text if isinstance(text, str) else ""
    return '"' + text.replace('"', "″") + '"'
