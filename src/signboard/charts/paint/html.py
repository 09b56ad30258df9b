"""Scenes as HTML that fits any width: fluid SVG for shapes, HTML for text and round corners."""

from __future__ import annotations

from collections.abc import Sequence

from signboard.charts.paint.html_plot import paint_plot
from signboard.charts.paint.markup import mark_class, number, percent, reachable, text
from signboard.charts.paint.rings import ring_middles, ring_paths
from signboard.charts.scene import Donut, Figure, Grid, Notice, Plot, Scene, Series, Sheet, Slice

_EMPTY_ICON = '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 20V10m5.3 10V4m5.4 16v-7M20 20v-4"/></svg>'
_ERROR_ICON = '<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.2m0 3.6v.1"/></svg>'
_SHORT_LEGEND = 8
_ALIGN = {"right": ' class="r"', "center": ' class="m"'}


def paint_html(scene: Scene, prefix: str) -> str:
    """Return the markup of a scene: one root element `.sb`, no script, no event, no style sheet.

    `prefix` starts every id. Plots and rings carry role `img` with title and summary as their name,
    and their data as a visually hidden table behind.
    """
    body = scene.body
    name = text(f"{scene.title}. {scene.summary}" if scene.title else scene.summary)
    if isinstance(body, Plot):
        inner, kind = paint_plot(body, name), "sb-xy"
    elif isinstance(body, Donut):
        inner, kind = _paint_donut(body, name), "sb-pie"
    elif isinstance(body, Grid):
        return _paint_grid(body, text(scene.title or scene.summary))
    elif isinstance(body, Figure):
        return _paint_figure(body)
    else:
        return _paint_notice(body)
    style = _overrides(body)
    sheet = _paint_sheet(scene.sheet, text(scene.title), prefix) if scene.sheet else ""
    return f'<figure class="sb {kind}"{style}>{inner}{sheet}</figure>'


def paint_rows(scene: Scene) -> str:
    """Return the `<tr>` elements of a scene's data alone, for more of them on demand."""
    if isinstance(scene.body, Grid):
        return _grid_rows(scene.body)
    return _sheet_rows(scene.sheet) if scene.sheet else ""


def _sheet_rows(sheet: Sheet) -> str:
    cells = [[text(cell) for cell in row] for row in sheet.rows]
    return "".join(
        f'<tr><th scope="row">{row[0]}</th><td>{"</td><td>".join(row[1:])}</td></tr>'
        for row in cells
    )


def _overrides(body: Plot | Donut) -> str:
    """Return the author's colours as variables of the root; all others come from the theme."""
    parts: Sequence[Series | Slice] = body.series if isinstance(body, Plot) else body.slices
    style = ";".join(f"--k{index}:{part.color}" for index, part in enumerate(parts) if part.color)
    return f' style="{style}"' if style else ""


def _paint_sheet(sheet: Sheet, caption: str, prefix: str) -> str:
    more = f' data-rows="{sheet.total}"' if sheet.total > len(sheet.rows) else ""
    head = "".join(f'<th scope="col">{text(cell)}</th>' for cell in sheet.head)
    return (
        f'<div class="h" id="{text(prefix)}-data"><table{more}><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{_sheet_rows(sheet)}</tbody></table></div>"
    )


def _paint_donut(donut: Donut, name: str) -> str:
    paths = "".join(
        f'<path class="{mark_class(part.number, part.color)}" d="{data}"/>'
        for part, data in zip(
            donut.slices, ring_paths([s.share for s in donut.slices], 50, 50, 49.5, 32), strict=True
        )
    )
    inside = "".join(
        f'<text x="{number(x)}" y="{number(y)}">{text(part.inside)}</text>'
        for part, (x, y) in zip(
            donut.slices, ring_middles([s.share for s in donut.slices], 50, 50, 40.7), strict=True
        )
        if part.inside
    )
    middle = (
        f'<div class="c"><b style="--n:{max(len(donut.total), 4)}">{text(donut.total)}</b>{text(donut.total_label)}</div>'
        if donut.total
        else ""
    )
    ring = f'<div class="r" role="img" aria-label="{name}"><svg viewBox="0 0 100 100">{paths}{inside}</svg>{middle}</div>'
    return ring + (_donut_legend(donut) if donut.has_legend else "")


def _donut_legend(donut: Donut) -> str:
    has_percent = donut.percents in ("legend", "both")
    rows = "".join(
        f'<li class="{mark_class(part.number, part.color)}"><span>{text(part.name)}</span>'
        + (f"<b>{text(part.percent)}</b>" if has_percent else f"<b>{text(part.text)}</b>")
        + "</li>"
        for part in donut.slices
    )
    return f'<ul class="l"{reachable(len(donut.slices) > _SHORT_LEGEND)}>{rows}</ul>'


def _paint_grid(grid: Grid, name: str) -> str:
    aligned = [_ALIGN.get(alignment, "") for alignment in grid.alignments]
    head = "".join(
        f'<th scope="col"{a}>{text(title)}</th>'
        for title, a in zip(grid.titles, aligned, strict=True)
    )
    footer = f'<p class="f">{text(grid.footer)}</p>' if grid.footer else ""
    return (
        f'<div class="sb sb-t"><div class="w" role="region" tabindex="0" aria-label="{name}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{_grid_rows(grid)}</tbody></table></div>{footer}</div>"
    )


def _grid_rows(grid: Grid) -> str:
    aligned = [_ALIGN.get(alignment, "") for alignment in grid.alignments]
    rows = []
    for row in grid.rows:
        cells = []
        for cell, align in zip(row, aligned, strict=True):
            shown = text(cell.text)
            if cell.href:
                shown = f'<a href="{text(cell.href)}" target="_blank" rel="noopener noreferrer">{shown}</a>'
            bar = f' style="--v:{percent(cell.bar)}"' if cell.bar is not None else ""
            cells.append(f"<td{align}{bar}>{shown}</td>")
        rows.append("<tr>" + "".join(cells) + "</tr>")
    return "".join(rows)


def _paint_figure(figure: Figure) -> str:
    longest = min(max(len(figure.text), 5), 40)
    if figure.short:
        short = f'<b class="q" style="--n:{max(len(figure.short), 5)}">{text(figure.short)}</b>'
        return f'<div class="sb sb-n"><b class="o" style="--n:{longest}">{text(figure.text)}</b>{short}</div>'
    return f'<div class="sb sb-n"><b style="--n:{longest}">{text(figure.text)}</b></div>'


def _paint_notice(notice: Notice) -> str:
    icon = _ERROR_ICON if notice.icon == "error" else _EMPTY_ICON
    role = "alert" if notice.icon == "error" else "status"
    return (
        f'<div class="sb sb-e {notice.icon}" role="{role}">{icon}<p>{text(notice.text)}</p></div>'
    )
