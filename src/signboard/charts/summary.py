"""The sentence and the table that say what a plot shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from signboard.charts.axes.x import Positions
from signboard.charts.context import ChartContext
from signboard.charts.drafts.trends import Trend
from signboard.charts.frame import Frame
from signboard.charts.scene import Sheet
from signboard.charts.words import word
from signboard.results.locales import find_locale
from signboard.results.numbers import compile_number

Row = Sequence[float | None]
_MOST_TRENDS = 3


def summarize(
    kind: str, frame: Frame, positions: Positions, values: Sequence[Row], locale: str
) -> str:
    """Return one sentence: what, over what, how many, from where to where, lowest and highest."""
    texts, measures = positions.texts, frame.measures
    dimension = frame.dimension.title if frame.dimension else word("row", locale)
    extremes = []
    for series, row in enumerate(values):
        known = [v for v in row if v is not None]
        if known:
            low, high = min(known), max(known)
            places = (low, row.index(low)), (high, row.index(high))
            extremes.append((*places, known[-1], series, len(known)))
    if not extremes:
        return word(kind, locale)
    facts: dict[str, object] = {
        "kind": word(kind, locale), "dimension": dimension, "series": len(measures), "count": len(texts),
        "first": texts[0], "last": texts[-1],
    }  # fmt: skip
    lowest = min(extremes, key=lambda e: e[0][0])
    highest = max(extremes, key=lambda e: e[1][0])
    low_format, high_format = (measures[e[3]].column.format for e in (lowest, highest))
    facts |= {
        "low": low_format(lowest[0][0]), "low_at": texts[lowest[0][1]], "low_name": measures[lowest[3]].name,
        "high": high_format(highest[1][0]), "high_at": texts[highest[1][1]],
        "high_name": measures[highest[3]].name, "end": high_format(highest[2]), "metric": measures[0].name,
    }  # fmt: skip
    if len(measures) > 1:
        return word("many-series", locale, **facts)
    return word("one-series" if highest[4] > 1 else "one-value", locale, **facts)


def tell_trends(frame: Frame, trends: Sequence[Trend | None], locale: str) -> str:
    """Return a sentence for each of the first trends: from which value to which. Empty without any."""
    told = [
        word(
            "trend", locale, metric=measure.name,
            low=measure.column.compact(trend.at(trend.start)), high=measure.column.compact(trend.at(trend.end)),
        )
        for measure, trend in zip(frame.measures, trends, strict=True)
        if trend is not None
    ]  # fmt: skip
    return "".join(f" {sentence}" for sentence in told[:_MOST_TRENDS])


def tabulate(
    frame: Frame, positions: Positions, values: Sequence[Row], context: ChartContext
) -> Sheet:
    """Return the plot's data as texts: a row per position, a column per series."""
    head = frame.dimension.title if frame.dimension else word("row", context.locale)
    rows = slice(context.first_row, context.first_row + context.most_rows)
    columns = [
        [m.column.format(v) if v is not None else "" for v in row[rows]]
        for m, row in zip(frame.measures, values, strict=True)
    ]
    texts = tuple(zip(positions.texts[rows], *columns, strict=True))
    return Sheet((head, *(m.name for m in frame.measures)), texts, len(positions.texts))


def with_shares(sheet: Sheet, frame: Frame, values: Sequence[Row], context: ChartContext) -> Sheet:
    """Return the same data with each value's share of its position and, last, each position's total.

    Shares are of the sum of sizes, as a normalized chart draws them; a total is the plain sum.
    """
    whole = compile_number({"number_style": "percent", "decimals": 0}, find_locale(context.locale))
    say = frame.measures[0].column.format
    rows, shares = [], []
    for at, texts in enumerate(sheet.rows, context.first_row):
        known = [v for row in values if (v := row[at]) is not None]
        size = sum(map(abs, known))
        shares.append(tuple(whole(abs(row[at] or 0) / size) if row[at] else "" for row in values))
        rows.append((*texts, say(sum(known)) if known else ""))
    head = (*sheet.head, word("total", context.locale))
    return replace(sheet, head=head, rows=tuple(rows), shares=tuple(shares))


def cut_note(count: int, most: int, locale: str) -> str:
    """Return the sentence that says how many of `count` are shown; empty where all are."""
    if count <= most:
        return ""
    number = compile_number({}, find_locale(locale))
    return word("rows-of", locale, shown=number(most), total=number(count))
