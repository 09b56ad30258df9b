"""Numbers: trends say what they are compared with, progress and dials keep their scale."""

from __future__ import annotations

from datetime import date

import pytest

from signboard.charts.bodies.numbers import Figure, Gauge, Progress, Trend
from signboard.charts.context import ChartContext
from signboard.charts.render import build_scene
from signboard.charts.scene import Notice
from signboard.charts.themes import THEMES, contrast
from signboard.results.table import BaseType
from tests.charts.tables import DAY, FLOAT, TEXT, WHOLE, Rows, months, payload_of, scene_of

pytestmark = pytest.mark.pure
MONTHLY = {"month": DAY, "n": WHOLE}
ROWS: Rows = list(zip(months(14), [80, *range(101, 113), 140], strict=True))


def trend_of(columns: dict[str, BaseType], rows: Rows, **settings: object) -> Trend:
    """Return the trend of a table."""
    body = scene_of("smartscalar", columns, rows, **settings).body
    assert isinstance(body, Trend)
    return body


def comparison(entry: dict[str, object], rows: Rows = ROWS, **settings: object) -> tuple[str, ...]:
    """Return what one comparison says: change, tone, label, value."""
    one = trend_of(MONTHLY, rows, scalar__comparisons=[entry], **settings).comparisons[0]
    return one.change, one.tone, one.label, one.value


def test_a_trend_is_the_last_period_against_the_one_before() -> None:
    trend = trend_of(MONTHLY, list(reversed(ROWS)))
    assert (trend.text, trend.period) == ("140", "February 2025")
    assert [tuple(c) for c in trend.comparisons] == [
        ("25.0%", 1, "good", "vs. January 2025", "112")
    ]


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"type": "periodsAgo", "value": 12}, ("38.6%", "good", "vs. February 2024", "101")),
        ({"type": "periodsAgo", "value": 99}, ("No data", "flat", "vs. November 2016", "")),
        ({"type": "previousValue"}, ("25.0%", "good", "vs. January 2025", "112")),
        ({"type": "staticNumber", "value": 200, "label": "Plan"}, ("30.0%", "bad", "vs. Plan", "200")),
        ({"type": "staticNumber", "value": 140}, ("No change", "flat", "vs. Goal", "140")),
        ({"type": "staticNumber", "value": 0, "label": "zero"}, ("140", "good", "vs. zero", "0")),
        ({"type": "staticNumber", "value": 1, "label": "one"}, ("13,900%", "good", "vs. one", "1")),
        ({"type": "anotherColumn", "column": "n", "label": "itself"}, ("No change", "flat", "vs. itself", "140")),
    ],
)  # fmt: skip
def test_a_trend_is_compared_as_the_author_says(
    entry: dict[str, object], said: tuple[str, ...]
) -> None:
    assert comparison(entry) == said


def test_a_missing_period_is_not_replaced_by_another() -> None:
    rows = [row for row in ROWS if row[0] != date(2025, 1, 1)]
    assert comparison({"type": "previousPeriod"}, rows)[0] == "No data"
    assert comparison({"type": "previousValue"}, rows)[2] == "vs. December 2024"


def test_less_may_be_the_better() -> None:
    entry: dict[str, object] = {"type": "previousPeriod"}
    assert comparison(entry, scalar__switch_positive_negative=True)[1] == "bad"


def test_a_period_that_still_runs_says_so_and_is_not_judged() -> None:
    context = ChartContext("c1", "Orders", "en", 12, 6, date(2025, 2, 11))
    scene = build_scene(payload_of(MONTHLY, ROWS), "smartscalar", {}, context)
    assert isinstance(scene.body, Trend)
    assert scene.body.period == "February 2025, so far"
    assert [c.tone for c in scene.body.comparisons] == ["flat"]
    assert scene.summary == "N, February 2025, so far: 140. Up 25.0% vs. January 2025."


def test_without_dates_rows_count_in_their_order() -> None:
    trend = trend_of({"step": TEXT, "n": WHOLE}, [("a", 4), ("b", 2)])
    assert trend.period == ""
    assert [c[:1] + c[3:] for c in trend.comparisons] == [("50.0%", "vs. previous value", "4")]


def test_one_row_is_compared_with_nothing() -> None:
    assert trend_of(MONTHLY, ROWS[:1]).comparisons == ()


def test_a_trend_without_a_measure_is_one_value() -> None:
    assert isinstance(scene_of("smartscalar", {"k": TEXT}, [("a",)]).body, Figure)
    assert isinstance(scene_of("smartscalar", MONTHLY, []).body, Notice)


def test_only_tall_cards_have_a_curve() -> None:
    assert len(trend_of(MONTHLY, ROWS).curve) == 14
    low = ChartContext("c1", "Orders", "en", 6, 3, date(2026, 9, 1))
    body = build_scene(payload_of(MONTHLY, ROWS), "smartscalar", {}, low).body
    assert isinstance(body, Trend)
    assert body.curve == ()


@pytest.mark.parametrize(
    ("value", "said"),
    [(50, ("25%", 0.25, 1.0)), (300, ("150%", 1.0, 2 / 3)), (-5, ("0%", 0.0, 1.0)), (None, ("", 0.0, 1.0)), (199.9, ("99%", 0.9995, 1.0))],
)  # fmt: skip
def test_progress_never_says_more_than_is_reached(
    value: float | None, said: tuple[str, float, float]
) -> None:
    body = scene_of("progress", {"n": FLOAT}, [(value,)], progress__goal=200).body
    assert isinstance(body, Progress)
    assert (body.percent, body.share, body.mark) == said


def test_numbers_too_long_for_a_card_are_said_short() -> None:
    columns = {"n": FLOAT}
    body = scene_of("progress", columns, [(1.9e30,)], progress__goal=1e20).body
    assert isinstance(body, Progress)
    assert (body.percent, body.goal) == ("1.9T%", "Goal 1E20")
    huge = [(date(2026, m, 1), 4.2e30 if m == 1 else 1.0) for m in (1, 2)]
    (compared,) = trend_of(MONTHLY, huge).comparisons
    assert compared.value == "4.2E30"


def test_a_goal_may_be_a_column() -> None:
    columns, rows = {"n": WHOLE, "plan": WHOLE}, [(30, 60)]
    body = scene_of("progress", columns, rows, progress__goal="plan", progress__color="#abc").body
    assert isinstance(body, Progress)
    assert (body.percent, body.goal, body.color) == ("50%", "Goal 60", "#aabbcc")
    assert isinstance(scene_of("progress", columns, rows, progress__goal=0).body, Figure)


def test_a_dial_keeps_its_hand_on_it() -> None:
    ranges = [{"min": 50, "max": 100, "label": "High"}, {"min": 0, "max": 50, "color": "#f00"}]
    body = scene_of("gauge", {"n": WHOLE}, [(900,)], gauge__segments=ranges).body
    assert isinstance(body, Gauge)
    assert (body.at, body.label, body.text) == (1.0, "", "900")
    assert [(s.start, s.end, s.color) for s in body.segments] == [
        (0, 0.5, "#ff0000"),
        (0.5, 1, None),
    ]
    assert [label.text for label in body.labels] == ["0", "50", "100"]
    inside = scene_of("gauge", {"n": WHOLE}, [(100,)], gauge__segments=ranges).body
    assert isinstance(inside, Gauge)
    assert inside.label == "High"


def test_a_dial_without_ranges_fills_up_to_the_value() -> None:
    body = scene_of("gauge", {"n": WHOLE}, [(30,)]).body
    assert isinstance(body, Gauge)
    assert not body.has_hand
    assert [label.text for label in body.labels] == ["0", "30"]


def test_a_number_takes_the_colour_of_its_range() -> None:
    ranges = [{"max": 5, "color": "#f00"}, {"min": 5, "max": 9, "color": "#0f0"}]
    colors = []
    for value in (4, 5, 9, None):
        body = scene_of("scalar", {"n": WHOLE}, [(value,)], scalar__segments=ranges).body
        assert isinstance(body, Figure)
        colors.append(body.color)
    assert colors == ["#ff0000", "#00ff00", None, None]


@pytest.mark.parametrize("theme", ["light", "night"])
def test_good_and_bad_are_readable(theme: str) -> None:
    tokens = THEMES[theme].tokens
    for tone in ("good", "danger"):
        assert contrast(tokens[tone], tokens["surface"]) >= 4.5


def test_the_ends_of_a_dial_are_written_alike() -> None:
    money = {'["name","n"]': {"number_style": "currency"}}
    payload = payload_of({"n": FLOAT}, [(3_745_861.0,)], column_settings=money)
    body = build_scene(payload, "gauge", {}, ChartContext("c1", "", "en")).body
    assert isinstance(body, Gauge)
    assert [label.text for label in body.labels] == ["$0", "$4M"]
