"""Formats: every cell becomes a text, never an exception, in the locale and zone of the reader."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.results.formats import clean, compile_format, compile_short
from signboard.results.locales import find_locale
from signboard.results.moments import format_by_skeleton
from signboard.results.payload import FormatContext
from signboard.results.table import BaseType, Cell, Column, Origin

pytestmark = pytest.mark.pure
NUMBER = Column("x", "x", BaseType.FLOAT)
MOMENT = Column("at", "at", BaseType.DATETIME_TZ)
LATE = datetime(2024, 1, 31, 23, 30, tzinfo=UTC)

cells = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.decimals(), st.text(), st.binary(max_size=40),
    st.dates(), st.datetimes(), st.datetimes(timezones=st.just(UTC)), st.times(),
)  # fmt: skip


def say(value: Cell, locale: str = "en", column: Column = NUMBER, **settings: object) -> str:
    return compile_format(column, settings, FormatContext(locale, "Europe/Berlin"))(value)


@pytest.mark.parametrize(
    ("value", "locale", "settings", "text"),
    [
        (1234567.891, "en", {}, "1,234,567.89"),
        (1234567.891, "de", {}, "1.234.567,89"),
        (1234567.8, "hi", {}, "12,34,567.8"),
        (0.00012, "en", {}, "0.00012"),
        (-0.0, "en", {}, "0"),
        (-0.001, "en", {"decimals": 1}, "0.0"),
        (1234.5, "en", {"decimals": 0}, "1,234"),
        (1234567.8, "en", {"number_separators": ",."}, "1.234.567,8"),
        (1234567.8, "de", {"number_separators": ".’"}, "1’234’567.8"),
        (1234567.8, "en", {"number_separators": "."}, "1234567.8"),
        (0.1234, "en", {"number_style": "percent"}, "12.34%"),
        (0.1234, "de", {"number_style": "percent", "decimals": 0}, "12\xa0%"),
        (12345, "en", {"number_style": "scientific"}, "1.23E4"),
        (1234.5, "en", {"number_style": "currency", "currency": "EUR"}, "€1,234.50"),
        (1234.5, "de", {"number_style": "currency", "currency": "EUR"}, "1.234,50\xa0€"),
        (1234.5, "ja", {"number_style": "currency", "currency": "JPY"}, "￥1,234"),
        (-5, "en", {"number_style": "currency", "currency": "CAD"}, "-CA$5.00"),
        (-5, "en", {"number_style": "currency", "currency": "CAD", "currency_style": "code"}, "-CAD\xa05.00"),
        (5, "en", {"number_style": "currency", "currency": "CAD", "currency_style": "narrowSymbol"}, "$5.00"),
        (5, "en", {"number_style": "currency", "currency": "CAD", "currency_style": "name"}, "5.00 Canadian dollars"),
        (5, "en", {"number_style": "currency", "currency_in_header": True}, "5.00"),
        (-12345, "en", {"prefix": "~", "suffix": " kg", "scale": 0.001}, "-~12.34 kg"),
        (float("nan"), "en", {}, ""),
        (float("inf"), "en", {}, "∞"),
        (Decimal("NaN"), "en", {}, ""),
        (10**40, "en", {"decimals": 0}, f"{10**40:,}"),
        (None, "en", {}, ""),
        (True, "en", {}, "true"),
        (b"\x00\xff", "en", {}, "0x00ff"),
        ("already text", "de", {}, "already text"),
    ],
)  # fmt: skip
def test_numbers_read_as_the_settings_and_the_locale_say(
    value: Cell, locale: str, settings: dict[str, object], text: str
) -> None:
    assert say(value, locale, **settings) == text


@pytest.mark.parametrize(
    ("settings", "locale", "text"),
    [
        ({}, "en", "February 1, 2024, 12:30\u202fAM"),
        ({}, "de", "1. Februar 2024, 00:30"),
        ({"time_enabled": None}, "en", "February 1, 2024"),
        ({"date_style": "MMMM D, YYYY", "time_enabled": None}, "en", "February 1, 2024"),
        ({"date_style": "MMMM D, YYYY", "date_abbreviate": True, "time_enabled": None}, "en", "Feb 1, 2024"),
        ({"date_style": "dddd, D MMMM YYYY", "time_enabled": None}, "de", "Donnerstag, 1 Februar 2024"),
        ({"date_style": "M/D/YYYY", "date_separator": "-", "time_enabled": None}, "en", "2-1-2024"),
        ({"date_style": "YYYY-MM-DD", "time_enabled": "seconds", "time_style": "HH:mm"}, "en", "2024-02-01, 00:30:00"),
        ({"date_style": "YYYY-MM-DD", "time_enabled": "minutes", "time_style": "h:mm A"}, "en", "2024-02-01, 12:30 AM"),
        ({"date_style": "[week] D 'x Q", "time_enabled": None}, "en", "week 1 x 1"),
    ],
)  # fmt: skip
def test_timestamps_read_in_the_report_zone(
    settings: dict[str, object], locale: str, text: str
) -> None:
    assert say(LATE, locale, MOMENT, **settings) == text


def test_a_date_has_no_time_and_no_zone() -> None:
    column = Column("d", "d", BaseType.DATE)
    assert say(date(2024, 1, 31), "en", column) == "January 31, 2024"
    assert say(time(9, 5), "de", Column("t", "t", BaseType.TIME)) == "09:05"


@pytest.mark.parametrize(
    ("semantic", "value", "text"),
    [
        ("type/Currency", 5, "$5.00"),
        ("type/Percentage", 0.5, "50%"),
        ("type/PK", 12345, "12345"),
        ("type/Latitude", 52.5, "52.500000"),
    ],
)
def test_semantic_types_choose_the_style(semantic: str, value: float, text: str) -> None:
    assert say(value, "en", Column("v", "v", BaseType.FLOAT, semantic_type=semantic)) == text


def test_identifiers_and_years_are_not_grouped() -> None:
    assert say(12345, "en", Column("account_id", "account_id", BaseType.INTEGER)) == "12345"
    assert say(2024, "en", Column("year", "year", BaseType.INTEGER)) == "2024"


def test_the_question_stands_above_the_instance_and_the_semantic_type() -> None:
    revenue = Column("r", "r", BaseType.FLOAT, semantic_type="type/Currency")
    context = FormatContext("en", "UTC", {"type/Currency": {"currency": "EUR", "decimals": 0}})
    assert compile_format(revenue, {}, context)(5) == "€5"
    assert compile_format(revenue, {"currency": "GBP"}, context)(5) == "£5"
    assert compile_format(revenue, {"number_style": "decimal"}, context)(5) == "5"


@pytest.mark.parametrize(
    ("value", "locale", "settings", "text"),
    [
        (950, "en", {}, "950"),
        (1234, "en", {}, "1.2k"),
        (3_400_000, "en", {}, "3.4M"),
        (-2500, "en", {}, "-2.5k"),
        (3_400_000, "de", {}, "3,4\xa0Mio."),
        (12345, "de", {}, "12.345"),
        (1_250_000, "en", {"number_style": "currency"}, "$1.2M"),
        (0.25, "en", {"number_style": "percent"}, "25%"),
        (123.4, "en", {"number_style": "percent"}, "12.3k%"),
        (-5e4, "de", {"number_style": "percent"}, "-5\xa0Mio.\xa0%"),
        (4.2e30, "en", {}, "4.2E30"),
        (None, "en", {}, ""),
    ],
)
def test_short_forms_are_short_in_every_language(
    value: Cell, locale: str, settings: dict[str, object], text: str
) -> None:
    assert compile_short(NUMBER, settings, FormatContext(locale))(value) == text


@given(
    cells,
    st.sampled_from(list(BaseType)),
    st.sampled_from(["en", "de", "ar", "ja", "xx", "not a locale"]),
)
def test_any_cell_in_any_column_becomes_a_text(value: Cell, base: BaseType, locale: str) -> None:
    column = Column("x", "x", base)
    context = FormatContext(locale, "America/New_York")
    for settings in ({}, {"number_style": "currency"}, {"number_style": "percent", "scale": "1e3"}):
        text = compile_format(column, settings, context)(value)
        assert isinstance(text, str)
        assert "nan" not in text.lower() or isinstance(value, str)
        assert isinstance(compile_short(column, settings, context)(value), str)


@given(st.text())
def test_clean_text_can_stand_in_any_document(text: str) -> None:
    assert not any(ord(c) < 32 and c not in "\t\n\r" for c in clean(text))
    clean(text).encode("utf-8")


@given(
    st.dictionaries(
        st.sampled_from(["number_style", "decimals", "scale", "prefix", "currency", "number_separators", "date_style", "time_style", "time_enabled", "currency_style"]),
        st.one_of(st.none(), st.text(max_size=12), st.integers(-100, 100), st.lists(st.integers(), max_size=2), st.booleans()),
    ),
    st.sampled_from([1234.5, 7, Decimal("1.10"), date(2024, 2, 3), LATE, "x"]),
)  # fmt: skip
def test_settings_of_the_wrong_type_count_as_unset(
    settings: dict[str, object], value: Cell
) -> None:
    assert isinstance(say(value, "en", NUMBER, **settings), str)


@pytest.mark.parametrize(
    ("unit", "settings", "locale", "text"),
    [
        ("month", {}, "en", "March 2024"),
        ("month", {"date_abbreviate": True}, "en", "Mar 2024"),
        ("month", {"date_style": "YYYY-MM-DD"}, "en", "2024-03-01"),
        ("month", {}, "de", "März 2024"),
        ("month", {}, "ja", "2024年3月"),
        ("quarter", {}, "en", "Q1 2024"),
        ("year", {}, "en", "2024"),
        ("week", {}, "en", "Mar 1 – 7, 2024"),
        ("day", {}, "en", "March 1, 2024"),
        ("month-of-year", {}, "en", "March 1, 2024"),
    ],
)
def test_bucket_of_time_is_written_as_what_it_stands_for(
    unit: str, settings: dict[str, object], locale: str, text: str
) -> None:
    for kind, value in (
        (BaseType.DATE, date(2024, 3, 1)),
        (BaseType.DATETIME, datetime(2024, 3, 1)),
    ):
        column = Column("at", "at", kind, origin=Origin("breakout", unit=unit))
        written = compile_format(column, settings, FormatContext(locale))(value)
        assert " ".join(written.split()) == text


def test_last_week_that_there_is_has_no_end() -> None:
    column = Column("at", "at", BaseType.DATE, origin=Origin("breakout", unit="week"))
    assert "9999" in compile_format(column, {}, FormatContext("en"))(date(9999, 12, 30))


def test_a_language_never_writes_its_names_into_another() -> None:
    january = date(2031, 1, 1)
    for tag, name in (
        ("he", "ינו׳"),
        ("ja", "1月"),
        ("fr", "janv."),
        ("es", "ene"),
        ("ar", "يناير"),
    ):
        assert format_by_skeleton(january, "MMM", find_locale(tag)) == name
