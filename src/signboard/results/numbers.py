"""Numbers as text: styles, decimals, separators, currencies, short forms. Babel knows the locales."""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Callable, Mapping
from decimal import Context, Decimal, InvalidOperation, localcontext
from functools import lru_cache

from babel import Locale
from babel.numbers import (
    NumberPattern,
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_scientific,
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
    parse_pattern,
)

from signboard.results.payload import Compact

_PRECISE = Context(prec=400)
_MOST_DECIMALS = 20
_LONG_RUN = re.compile(r"\d{4}")
_THOUSAND = re.compile(r"(?<=\d)K")
NumberFormat = Callable[[int | float | Decimal], str]


def compile_number(settings: Mapping[str, object], locale: Locale) -> NumberFormat:
    """Return a formatter of finite and infinite numbers for column settings of bi-core B5.

    Reads `number_style`, `decimals`, `number_separators`, `scale`, `prefix`, `suffix`, `currency`,
    `currency_style` and our own `grouping` (False for identifiers and years).

    >>> compile_number({"number_style": "percent"}, Locale("en"))(0.1234)
    '12.34%'
    >>> compile_number({"number_style": "currency", "currency": "EUR"}, Locale("de"))(1234.5)
    '1.234,50\\xa0€'
    """
    render = _compile_style(settings, locale)
    scale = scale_of(settings)
    prefix, suffix = _text(settings, "prefix"), _text(settings, "suffix")

    def format_number(value: int | float | Decimal) -> str:
        amount = to_decimal(value)
        if amount is None:
            return ""
        if amount.is_infinite():
            return "∞" if amount > 0 else "-∞"
        with localcontext(_PRECISE):
            amount = amount * scale
            text = render(amount)
            if prefix and text.startswith("-"):
                return f"-{prefix}{render(-amount)}{suffix}"
        return f"{prefix}{text}{suffix}"

    return format_number


def compile_compact(settings: Mapping[str, object], locale: Locale) -> Compact:
    """Return the short form for axes: `1.2k`, `$3.4M`, `12 %`; same scale, prefix and suffix.

    >>> compile_compact({}, Locale("en"))(1_250_000, 2)
    '1.25M'
    >>> compile_compact({}, Locale("de"))(3.4e9)
    '3,4\\xa0Mrd.'
    """
    scale = scale_of(settings)
    prefix, suffix = _text(settings, "prefix"), _text(settings, "suffix")
    style = settings.get("number_style")
    currency = currency_of(settings) if style == "currency" else None
    separators = _separators(settings)

    @lru_cache(maxsize=2048)
    def shorten(value: int | float | Decimal, digits: int) -> str:
        amount = to_decimal(value)
        if amount is None or amount.is_infinite():
            return "" if amount is None else ("∞" if amount > 0 else "-∞")
        with localcontext(_PRECISE):
            text = _shorten(abs(amount * scale), digits, style, currency, locale)
            sign = "-" if amount * scale < 0 and any(c not in "0.,٫ %" for c in text) else ""
        if separators is not None:
            text = _reseparate(text, locale, separators)
        return f"{sign}{prefix}{text}{suffix}"

    def compact(value: object, digits: int = 1) -> str:
        if isinstance(value, Decimal) and value.is_nan():
            return ""
        if isinstance(value, (int, float, Decimal)):
            return shorten(value, digits)
        return "" if value is None else str(value)

    return compact


def to_decimal(value: int | float | Decimal) -> Decimal | None:
    """Return `value` as an exact decimal of its shortest text; None for NaN."""
    if isinstance(value, float):
        return None if math.isnan(value) else Decimal(repr(value))
    if isinstance(value, Decimal):
        return None if value.is_nan() else value
    return Decimal(int(value))


def currency_of(settings: Mapping[str, object]) -> str:
    """Return the ISO 4217 code that the settings name, USD when none is given or it is no code."""
    code = settings.get("currency")
    return code.upper() if isinstance(code, str) and len(code) == 3 and code.isalpha() else "USD"


def currency_label(settings: Mapping[str, object], locale: Locale) -> str:
    """Return how the currency is named beside an amount or in a header: `€`, `EUR`, `euros`."""
    code, style = currency_of(settings), settings.get("currency_style")
    if style == "code":
        return code
    if style == "name":
        return get_currency_name(code, locale=locale)
    symbol = get_currency_symbol(code, locale=locale)
    if style == "narrowSymbol" and symbol != code:
        return symbol.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or symbol
    return symbol


def scale_of(settings: Mapping[str, object]) -> Decimal:
    """Return what numbers are multiplied with before they are shown; 1 when nothing sensible is set."""
    return _number(settings.get("scale"), Decimal(1))


def fixed_decimals(settings: Mapping[str, object]) -> int | None:
    """Return how many decimals the author wants, at most 20; None to let each value decide."""
    decimals = settings.get("decimals")
    return max(0, min(int(decimals), _MOST_DECIMALS)) if isinstance(decimals, int) else None


def _compile_style(settings: Mapping[str, object], locale: Locale) -> Callable[[Decimal], str]:
    fixed = fixed_decimals(settings)
    separators = _separators(settings)
    grouping = settings.get("grouping") is not False
    style = settings.get("number_style")

    def finish(text: str) -> str:
        if text.startswith("-") and not any(c in "123456789" for c in text):
            text = text[1:]
        return text if separators is None else _reseparate(text, locale, separators)

    if style == "scientific":
        return lambda v: finish(_scientific(v, fixed, locale))
    if style == "percent":
        pattern = locale.percent_formats[None]
        return lambda v: finish(
            _with_digits(pattern, shown_span(v * 100, fixed)).apply(
                v, locale, group_separator=grouping
            )
        )
    if style == "currency" and settings.get("currency_in_header") is not True:
        return _compile_currency(settings, locale, fixed, finish)
    plain = locale.decimal_formats[None]
    if style == "currency" and fixed is None:
        fixed = get_currency_precision(currency_of(settings))
    return lambda v: finish(
        _with_digits(plain, shown_span(v, fixed)).apply(v, locale, group_separator=grouping)
    )


def _compile_currency(
    settings: Mapping[str, object],
    locale: Locale,
    fixed: int | None,
    finish: Callable[[str], str],
) -> Callable[[Decimal], str]:
    code, style = currency_of(settings), settings.get("currency_style")
    digits = get_currency_precision(code) if fixed is None else fixed
    if style == "name":
        pattern = f"#,##0.{'0' * digits}" if digits else "#,##0"
        return lambda v: finish(
            format_currency(
                v, code, pattern, locale=locale, format_type="name", currency_digits=False
            )
        )
    symbol, label = get_currency_symbol(code, locale=locale), currency_label(settings, locale)
    if label == code:
        label = f"{code}\xa0" if locale.currency_formats["standard"].pattern[0] == "¤" else code
    base = _with_digits(locale.currency_formats["standard"], (digits, digits))

    def render(value: Decimal) -> str:
        text = base.apply(value, locale, currency=code, currency_digits=False)
        return finish(text.replace(symbol, label) if label != symbol else text)

    return render


def _scientific(value: Decimal, fixed: int | None, locale: Locale) -> str:
    digits = 2 if fixed is None else fixed
    tail = ("0" if fixed is not None else "#") * digits
    return format_scientific(value, format=f"0.{tail}E0" if tail else "0E0", locale=locale)


def shown_span(value: Decimal, fixed: int | None) -> tuple[int, int]:
    """Return least and most decimals: two at most, more only so that a small number is not 0."""
    if fixed is not None:
        return fixed, fixed
    size = abs(value)
    if size == 0 or size >= Decimal("0.01"):
        return 0, 2
    return 0, min(1 - size.adjusted(), _MOST_DECIMALS)


@lru_cache(maxsize=512)
def _patterned(pattern: str, least: int, most: int) -> NumberPattern:
    copied = copy.copy(parse_pattern(pattern))
    copied.frac_prec = (least, most)
    return copied


def _with_digits(pattern: NumberPattern, span: tuple[int, int]) -> NumberPattern:
    return _patterned(pattern.pattern, *span)


def _shorten(
    size: Decimal, digits: int, style: object, currency: str | None, locale: Locale
) -> str:
    if style == "percent":
        sign = locale.percent_formats[None]
        if size < 100:
            return str(_with_digits(sign, (0, digits)).apply(size, locale))
        nothing = str(_with_digits(sign, (0, 0)).apply(0, locale))
        return nothing.replace("0", _shorten(size * 100, digits, None, None, locale))
    plain = locale.currency_formats["standard"] if currency else locale.decimal_formats[None]

    def spell(digits: int) -> str:
        pattern = _with_digits(plain, (0, digits))
        return str(pattern.apply(size, locale, currency=currency, currency_digits=False))

    if size < 1000:
        return spell(digits)
    if size.adjusted() >= 18:
        return format_scientific(size, format="0.##E0", locale=locale)
    if currency:
        text = format_compact_currency(size, currency, locale=locale, fraction_digits=digits)
    else:
        text = format_compact_decimal(size, locale=locale, fraction_digits=digits)
    if _LONG_RUN.search(text):  # a locale without a word for thousands
        return spell(0)
    return _THOUSAND.sub("k", text) if locale.language == "en" else text


def _separators(settings: Mapping[str, object]) -> tuple[str, str] | None:
    given = settings.get("number_separators")
    if not isinstance(given, str) or not 1 <= len(given) <= 2:
        return None
    return given[0], given[1:]


def _reseparate(text: str, locale: Locale, separators: tuple[str, str]) -> str:
    symbols = locale.number_symbols["latn"]
    decimal, group = symbols["decimal"], symbols["group"]
    swapped = {decimal: separators[0], group: separators[1]}
    return "".join(swapped.get(c, c) if 0 < i < len(text) - 1 else c for i, c in enumerate(text))


def _text(settings: Mapping[str, object], key: str) -> str:
    value = settings.get(key)
    return value if isinstance(value, str) else ""


def _number(value: object, otherwise: Decimal) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        return otherwise
    try:
        parsed = Decimal(str(value))
    except InvalidOperation:
        return otherwise
    return parsed if parsed.is_finite() else otherwise
