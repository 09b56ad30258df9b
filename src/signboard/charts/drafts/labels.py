"""Value labels of a draft: which text would like to stand where."""

from __future__ import annotations

from collections.abc import Sequence

from signboard.charts.drafts.avoid import MOST_LABELS, Candidate, place_values
from signboard.charts.drafts.draft import Draft
from signboard.charts.drafts.stacks import Row
from signboard.charts.options import Settings, find_text, has_flag
from signboard.charts.scene import BAND_SHARE, ValueLabel, YAxis
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_number
from signboard.results.payload import ShapedColumn

_SHORT_VALUE = 6
_ROOM_BELOW = 0.15
"""Lower than this share of the plot a label below the end of a line would touch the axis."""


def value_labels(draft: Draft, axes: Sequence[YAxis]) -> tuple[ValueLabel, ...]:
    """Return the value labels that fit; none unless `graph.show_values` or a series asks for them."""
    wanted = shown_values(draft)
    if not any(wanted):
        return ()
    candidates: list[Candidate] = []
    bars = [series for series, kind in enumerate(draft.kinds) if kind == "bar"]
    for series, values in enumerate(draft.values):
        if not wanted[series]:
            continue
        row = spread(values)
        axis, texts = axes[draft.sides[series]], piece_texts(draft, series, row)
        place = axis.place
        for at, value in enumerate(row):
            low, high = draft.lows[series][at], draft.highs[series][at]
            if value is None or low is None or high is None:
                continue
            if draft.stacked[series]:
                x, is_bar = draft.positions.axis.at[at], draft.kinds[series] == "bar"
                width = BAND_SHARE / len(row) if is_bar else 0.0
                start, end = place(low), place(high)
                middle = (start + end) / 2
                candidates.append(
                    Candidate(
                        x,
                        middle,
                        texts[at],
                        width,
                        abs(end - start),
                        inside=series if is_bar else None,
                    )
                )
            else:
                candidates.append(_beside(draft, series, bars, (at, place(value)), texts[at]))
    shows_all = find_text(draft.settings, "graph.label_value_frequency") == "all"
    return place_values(candidates, draft.context.height_units, shows_all, axes[0].ticks)


def shown_values(draft: Draft, otherwise: bool = False) -> list[bool]:
    """Return for each series whether its values are to be shown, `otherwise` where nothing says so."""
    shown = has_flag(draft.settings, "graph.show_values", otherwise)
    return [has_flag(own, "show_series_values", shown) for own in draft.own]


def spread(row: Row) -> Row:
    """Return a row with only so many values as could ever be labelled: the extremes and an even choice."""
    if len(row) <= MOST_LABELS:
        return row
    known = [at for at, value in enumerate(row) if value is not None]
    if not known:
        return row
    kept = set(known[:: -(-len(known) // (MOST_LABELS // 2))])
    kept |= {known[-1], *(pick(known, key=lambda at: row[at] or 0.0) for pick in (min, max))}
    return [value if at in kept else None for at, value in enumerate(row)]


def value_texts(row: Sequence[float | None], column: ShapedColumn, settings: Settings) -> list[str]:
    """Return the text of each value: full while that is short, unless the author says otherwise.

    Reads `graph.label_value_formatting` (auto, compact, full).
    """
    form = find_text(settings, "graph.label_value_formatting")
    fulls = [column.format(value) for value in row]
    if form == "full" or (form != "compact" and max(map(len, fulls), default=0) <= _SHORT_VALUE):
        return fulls
    return [column.compact(value) for value in row]


def piece_texts(draft: Draft, series: int, row: Row) -> list[str]:
    """Return the text of each value of a series, or the first of them; its share when normalized."""
    column = draft.frame.measures[series].column
    if draft.stack == "normalized" and draft.stacked[series]:
        share = compile_number(
            {"number_style": "percent", "decimals": 0}, find_locale(draft.context.locale)
        )
        edges = zip(row, draft.lows[series], draft.highs[series], strict=False)
        return ["" if v is None else share((high or 0.0) - (low or 0.0)) for v, low, high in edges]
    return value_texts(row, column, draft.settings)


def _beside(
    draft: Draft, series: int, bars: Sequence[int], place: tuple[int, float], text: str
) -> Candidate:
    """Return a label above its mark, or below where the mark points down.

    A bar's label keeps to its slot where a neighbour is taller; a valley's label stands below.
    """
    at, y = place
    row, count = draft.values[series], len(bars)
    value = row[at] or 0.0
    x = draft.positions.axis.at[at]
    around = [v for v in (*row[max(at - 1, 0) : at], *row[at + 1 : at + 2]) if v is not None]
    if draft.kinds[series] != "bar":
        is_low = min(around, default=value) > value
        is_valley = is_low and (len(around) == 2 or y > _ROOM_BELOW)
        return Candidate(x, y, text, is_below=is_valley)
    if count > 1:
        slot = BAND_SHARE / len(row) / count
        beside = (bars.index(series) + 0.5 - count / 2) * slot
        return Candidate(x + beside, y, text, slot * 1.3, is_below=value < 0)
    is_crowded = any(abs(v) > abs(value) and v * value >= 0 for v in around)
    width = (2 - BAND_SHARE) / len(row) if is_crowded else 0.0
    return Candidate(x, y, text, width, is_below=value < 0)
