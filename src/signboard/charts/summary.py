"""The sentence and the table that say what a plot shows."""

from __future__ import annotations

from collections.abc import Sequence

from signboard.charts.axes.x import Positions
from signboard.charts.frame import Frame
from signboard.charts.scene import PAGE_ROWS, Sheet
from signboard.charts.words import word

Row = Sequence[float | None]


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


def tabulate(
    frame: Frame, positions: Positions, values: Sequence[Row], locale: str, start: int = 0
) -> Sheet:
    """Return the plot's data as texts: a row per position, a column per series."""
    head = frame.dimension.title if frame.dimension else word("row", locale)
    end = start + PAGE_ROWS
    columns = [
        [m.column.format(v) if v is not None else "" for v in row[start:end]]
        for m, row in zip(frame.measures, values, strict=True)
    ]
    rows = tuple(zip(positions.texts[start:end], *columns, strict=True))
    return Sheet((head, *(m.name for m in frame.measures)), rows, len(positions.texts))
