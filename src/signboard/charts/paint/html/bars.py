"""Bars as boxes with round corners, or as paths where nobody could see them."""

from __future__ import annotations

from signboard.charts.paint.html.lines import SIDES
from signboard.charts.paint.markup import number, percent, series_class
from signboard.charts.scene import BAND_SHARE, WIDTHS, Bars, Plot

BOX_BARS_UP_TO = 400
"""More bars than this are one path per series: nobody can see their corners."""


def bar_boxes(bars: Bars, plot: Plot) -> str:
    """Return a box per piece in a box per band."""
    kinds = [series_class(k, s) for k, s in enumerate(plot.series)]
    axes = [plot.axis_of(k) for k in range(len(plot.series))]
    bands = []
    nothing = "<i></i>" if bars.slots > 1 and not bars.is_stacked else ""
    for band in bars.bands:
        boxes = []
        for piece in band:
            if piece is None or piece.low == piece.high:
                boxes.append(nothing)
                continue
            y = axes[piece.series]
            low, high = y.place(piece.low), y.place(piece.high)
            is_down = piece.high <= y.baseline and piece.low < y.baseline
            end = (" n" if is_down else " e") if piece.is_end else ""
            lift = f";bottom:{percent(low)}" if number(low * 100) != "0" else ""
            lift += f";grid-area:1/{piece.slot + 1}" if piece.slot else ""
            boxes.append(
                f'<i class="{kinds[piece.series]}{end}" style="height:{percent(high - low)}{lift}"></i>'
            )
        bands.append(f"<b>{''.join(boxes)}</b>")
    stacked = (" k" if bars.is_stacked else "") + (f" d{bars.dense}" if bars.dense else "")
    touch = ";--b:calc(100% - 1px);--m:none" if plot.x.is_touching else ""
    touch += ";direction:rtl" if plot.x.is_mirrored else ""
    return f'<div class="b{stacked}" style="--s:{bars.slots}{touch}">{"".join(bands)}</div>'


def bar_paths(bars: Bars, plot: Plot) -> list[str]:
    """Return one path per series."""
    count = len(bars.bands)
    data: dict[int, list[str]] = {}
    share = 1.0 if plot.x.is_touching or bars.dense > len(WIDTHS) else BAND_SHARE
    width = share / count / bars.slots * SIDES
    for at, band in enumerate(bars.bands):
        left = (at + 0.5 - share / 2) / count * SIDES
        for place, piece in enumerate(band):
            if piece is None:
                continue
            y = plot.axis_of(piece.series)
            slot = piece.slot if bars.is_stacked else place
            top, bottom = (1 - y.place(piece.high)) * SIDES, (1 - y.place(piece.low)) * SIDES
            height = number(bottom - top)
            corner = f"M{number(left + slot * width)} {number(top)}"
            data.setdefault(piece.series, []).append(f"{corner}h{width:.2g}v{height}h-{width:.2g}z")
    return [
        f'<path class="{series_class(k, plot.series[k])} v" d="{"".join(parts)}"/>'
        for k, parts in sorted(data.items())
    ]
