"""Horizontal bars as HTML: names in a gutter that sizes itself, bars in percent of the track."""

from __future__ import annotations

from signboard.charts.axes.labels import letters
from signboard.charts.paint.html.plot import paint_legend
from signboard.charts.paint.markup import BLACK, ink_on, percent, reachable, series_class, text
from signboard.charts.scene import Bar, Label, Rows

_LONG_NAMES = (14, 20, 40)
"""Names of more characters stand above their bars in the first, second and third width class."""
_HIDDEN = ("", "l1", "l2", "l3")
_MANY_ROWS_PATIENCE = 1.3
"""With more rows than can stand apart, names this much longer stay beside their bars, cut if need be."""
_SCROLLS_ABOVE = 8
_LEAST_PX = 15


def paint_bar_rows(rows: Rows, name: str) -> str:
    """Return legend and rows; `name` is the accessible name, already escaped."""
    legend = paint_legend(rows.series) if rows.has_legend else ""
    count, axis = len(rows.names), rows.axis
    names = "".join(f"<span>{text(label)}</span>" for label in rows.names)
    lines = "".join(f'<u style="inset-inline-start:{percent(tick.at)}"></u>' for tick in axis.ticks)
    zero = axis.place(axis.baseline)
    lines += f'<u class="o" style="inset-inline-start:{percent(zero)}"></u>'
    goal = ""
    if rows.goal is not None:
        at = percent(axis.place(rows.goal.value))
        goal = f'<s style="inset-inline-start:{at}"><span>{text(rows.goal.label)}</span></s>'
    style = f"--r:{count};--s:{rows.bars.slots};--h:{max(rows.bars.slots * 9 + 6, _LEAST_PX)}px{_margins(rows)}"
    longest = max(map(letters, rows.names), default=0)
    patience = _MANY_ROWS_PATIENCE if count > _SCROLLS_ABOVE else 1.0
    above = sum(longest > most * patience for most in _LONG_NAMES)
    long = f" z{above}" if above else ""
    title = f'<div class="xt">{text(rows.title)}</div>' if rows.title else ""
    foot = f'<p class="f">{text(rows.footer)}</p>' if rows.footer else ""
    return (
        f'{legend}<div class="w"{reachable(count > _SCROLLS_ABOVE)}>'
        f'<div class="g{long}{" a" if goal else ""}" role="img" aria-label="{name}" style="{style}">'
        f'<div class="y">{names}</div><div class="p{" o" if axis.is_clipped else ""}" data-n="{count}"'
        f" data-band data-down>{lines}{_bars(rows)}{goal}</div>{_ticks(rows)}</div></div>{title}{foot}"
    )


def _ticks(rows: Rows) -> str:
    """Return the labels of the value axis, as many as stand side by side."""
    spans = "".join(
        f'<span{_level(tick)} style="inset-inline-start:{percent(tick.at)}"><i>{text(tick.text)}</i></span>'
        for tick in rows.axis.ticks
        if tick.text and tick.level < len(_HIDDEN)
    )
    return f'<div class="x">{spans}</div>' if spans else ""


def _level(tick: Label) -> str:
    return f' class="{_HIDDEN[tick.level]}"' if tick.level else ""


def _margins(rows: Rows) -> str:
    """Return the room that texts need beyond the ends of bars, in characters."""
    # The last label of the axis stands half beyond its end.
    ups: float = max((letters(tick.text) / 2 for tick in rows.axis.ticks[-1:]), default=0)
    downs = 0
    if rows.bars.is_stacked:
        return f";--n:{ups:g}" if ups else ""
    for band, texts in zip(rows.bars.bands, rows.texts, strict=False):
        for piece, said in zip(band, texts, strict=True):
            if piece and piece.low < 0 <= piece.high <= 0:
                downs = max(downs, letters(said))
            else:
                ups = max(ups, letters(said))
    return (f";--n:{ups:g}" if ups else "") + (f";--m:{downs}" if downs else "")


def _bars(rows: Rows) -> str:
    kinds = [series_class(k, series) for k, series in enumerate(rows.series)]
    bands = []
    for at, band in enumerate(rows.bars.bands):
        texts = rows.texts[at] if rows.texts else ("",) * len(band)
        boxes = [
            _box(rows, piece, kinds[piece.series], said) if piece else "<i></i>"
            for piece, said in zip(band, texts, strict=True)
        ]
        bands.append(f"<b>{''.join(boxes)}</b>")
    stacked = " k" if rows.bars.is_stacked else ""
    return f'<div class="b{stacked}">{"".join(bands)}</div>'


def _box(rows: Rows, piece: Bar, kind: str, said: str) -> str:
    axis = rows.axis
    low, high = axis.place(piece.low), axis.place(piece.high)
    is_down = piece.high <= axis.baseline and piece.low < axis.baseline
    end = (" n" if is_down else " e") if piece.is_end else ""
    start = f";margin-inline-start:{percent(low)}" if percent(low) != "0%" else ""
    ink = ink_on(piece.series, rows.series[piece.series]) if rows.bars.is_stacked else BLACK
    look = f' style="color:{ink}"' if ink != BLACK else ""
    value = f"<em{look}>{text(said)}</em>" if said else ""
    if piece.low == piece.high:
        return f'<i class="e" style="width:0%{start}">{value}</i>'
    return f'<i class="{kind}{end}" style="width:{percent(high - low)}{start}">{value}</i>'
