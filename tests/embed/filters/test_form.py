"""The form of the filters, sent as a browser without script sends it, says what the page shows."""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signboard.embed.filters.address import merge_ranges, page_choices
from signboard.embed.filters.dates import describe_date
from signboard.embed.filters.form import render_form
from signboard.embed.filters.widgets import Widget, describe, widget_kind
from signboard.embed.words import CATALOGUES, words
from signboard.parameters.declared import Parameter, Value, ValuesSource
from signboard.parameters.page import page_values
from signboard.parameters.types import KINDS, OPEN_SIDE

pytestmark = pytest.mark.pure
TODAY = date(2026, 11, 25)
TEXTS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters=","), min_size=1
).filter(lambda text: text == text.strip())
DATES = st.sampled_from([
    "today", "past30days", "past45days~", "next2weeks-from-3months", "2026-01-02", "2026-01-02~2026-03-04",
    "~2026-03-04", "2026-01-02~", "2026-03", "Q2-2019", "Q4-2026", "exclude-days-Mon-Sat", "thisweek",
    "2026-01-02T10:30", "2026-01-02T08:00~2026-01-02T17:00", "~2026-01-02T00:00", "2026-12-31T23:59~", "exclude-hours-0-13",
])  # fmt: skip


class Form(HTMLParser):
    """What a browser would send of a form, in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sent: list[tuple[str, str]] = []
        self._select = ""
        self._chosen: str | None = None
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "select":
            self._select, self._chosen = found.get("name") or "", None
        elif tag == "option" and ("selected" in found or self._chosen is None):
            self._chosen = found.get("value") or ""
        elif tag == "input" and found.get("name"):
            is_box = found.get("type") in {"checkbox", "radio"}
            if not is_box or "checked" in found:
                self.sent.append((found["name"] or "", found.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.sent.append((self._select, self._chosen or ""))


def sent(widget: Widget) -> Value:
    """The value that the page has after its form was sent untouched."""
    html = render_form([widget], locale="en", auto_apply=False)
    chosen = page_choices(Form(html).sent)
    return page_values([widget.parameter], chosen)[widget.parameter.slug]


def parameter(kind: str, **more: object) -> Parameter:
    return Parameter("p1", "x", "X & <Y>", kind, **more)  # type: ignore[arg-type]


def as_set(value: Value) -> object:
    return sorted(map(str, value)) if isinstance(value, tuple) else value


@pytest.mark.parametrize("kind", ["string/=", "string/!=", "id", "category", "location/city"])
@given(st.lists(TEXTS, max_size=4, unique=True), st.lists(TEXTS, max_size=4, unique=True))
def test_choices_and_what_is_chosen_beside_them_stay(
    kind: str, chosen: list[str], offered: list[str]
) -> None:
    widget = Widget(parameter(kind), tuple(chosen) or None, [(one, None) for one in offered])
    assert as_set(sent(widget)) == as_set(tuple(chosen) or None)


@given(TEXTS, st.lists(TEXTS, max_size=4, unique=True))
def test_one_choice_stays(chosen: str, offered: list[str]) -> None:
    widget = Widget(
        parameter("string/=", is_multi=False), (chosen,), [(one, None) for one in offered]
    )
    assert widget.kind == "one"
    assert sent(widget) == (chosen,)


@pytest.mark.parametrize(
    "kind", ["string/contains", "string/starts-with", "string/does-not-contain"]
)
@given(st.lists(TEXTS, max_size=4, unique=True))
def test_typed_texts_stay(kind: str, chosen: list[str]) -> None:
    assert as_set(sent(Widget(parameter(kind), tuple(chosen) or None))) == as_set(
        tuple(chosen) or None
    )


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number/=", (1, 2.5)),
        ("number/>=", (-3,)),
        ("number/between", (1, 9)),
        ("number/between", (OPEN_SIDE, 9)),
        ("number/between", (1, OPEN_SIDE)),
        ("number", 7),
        ("boolean/=", (True,)),
        ("boolean", False),
        ("temporal-unit", "quarter"),
        ("text", "a b"),
    ],
)
def test_numbers_booleans_and_units_stay(kind: str, value: Value) -> None:
    source = ValuesSource(query_type="none")
    assert sent(Widget(parameter(kind, values_source=source), value)) == value
    assert sent(Widget(parameter(kind, values_source=source), None)) is None


@pytest.mark.parametrize(
    "kind",
    ["date/all-options", "date/range", "date/relative", "date/single", "date/month-year", "date/quarter-year"],
)  # fmt: skip
@given(DATES)
def test_dates_stay_whatever_control_stands_for_them(kind: str, value: str) -> None:
    found = sent(Widget(parameter(kind), value, today=TODAY))
    assert found in {value, f"{value}~{value}"}, "a day between two inputs is from itself to itself"


def test_a_shortcut_chosen_beside_days_that_nobody_touched_is_what_counts() -> None:
    was = [("x~was", "2026-01-01~2026-01-31"), ("x~from", "2026-01-01"), ("x~to", "2026-01-31")]
    assert merge_ranges([("x", "today"), *was]) == [("x", "today")]
    moved = [*was[:2], ("x~to", "2026-02-01")]
    assert merge_ranges([("x", "today"), *moved]) == [("x", "2026-01-01~2026-02-01")]


def test_seconds_are_none_of_the_grammar_and_a_default_with_times_is_edited_with_times() -> None:
    timed = parameter("date/range", default="2026-01-02T08:00:00~2026-01-02T17:00:00")
    assert sent(Widget(timed, timed.default, today=TODAY)) == "2026-01-02T08:00~2026-01-02T17:00"
    html = render_form([Widget(timed, None, today=TODAY)], locale="en", auto_apply=True)
    assert html.count("type=datetime-local") == 2
    assert 'data-default="2026-01-02T08:00~2026-01-02T17:00"' in html


def test_a_unit_that_the_author_does_not_offer_is_dropped() -> None:
    offered = parameter("temporal-unit", units=("month", "year"))
    assert page_values([offered], {"x": "week"}) == {"x": None}
    assert page_values([offered], {"x": "year"}) == {"x": "year"}


def test_every_type_has_a_control() -> None:
    for kind in (*KINDS, "made-up/type"):
        html = render_form(
            [Widget(parameter(kind), None, today=TODAY)], locale="en", auto_apply=True
        )
        assert 'name="x' in html, kind


@pytest.mark.parametrize("language", sorted(CATALOGUES))
@given(DATES | st.text(max_size=30))
def test_a_date_is_told_in_every_language_and_nothing_breaks_it(language: str, value: str) -> None:
    assert isinstance(describe_date(value, language, words(language)), str)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("past45days~", "Letzte 45 Tage"),
        ("next2weeks-from-1months", "Nächste 2 Wochen, 1 Monat später"),
        ("exclude-days-Mon-Sat", "außer Mo., Sa."),
        ("2026-01-01~", "ab 2. Jan. 2026"),
        ("2026-03", "März 2026"),
        ("Q2-2026", "Q2 2026"),
    ],
)
def test_a_closed_date_filter_says_its_value_in_words(value: str, text: str) -> None:
    widget = Widget(parameter("date/all-options"), value, locale="de")
    assert describe(widget, words("de")) == text


@given(TEXTS)
def test_no_value_and_no_name_leaves_its_place(text: str) -> None:
    hostile = f"{text}\"'><script>alert(1)</script>"
    for kind in ("string/=", "string/contains", "date/all-options", "date/single", "temporal-unit"):
        named = Parameter("p", "s", hostile, kind)
        html = render_form(
            [Widget(named, hostile, [(hostile, hostile)], today=TODAY)],
            locale="en",
            auto_apply=True,
        )
        assert "<script" not in html
        assert widget_kind(named)
