"""Tables as HTML."""

from __future__ import annotations

from signboard.charts.bodies.tables import Grid
from signboard.charts.paint.markup import percent, text

_ALIGN = {"right": ' class="r"', "center": ' class="m"'}


def paint_grid(grid: Grid, name: str) -> str:
    """Return a whole table card; `name` is the accessible name, already escaped."""
    aligned = [_ALIGN.get(alignment, "") for alignment in grid.alignments]
    head = "".join(
        f'<th scope="col"{a}>{text(title)}</th>'
        for title, a in zip(grid.titles, aligned, strict=True)
    )
    footer = f'<p class="f">{text(grid.footer)}</p>' if grid.footer else ""
    return (
        f'<div class="sb sb-t"><div class="w" role="region" tabindex="0" aria-label="{name}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{grid_rows(grid)}</tbody></table></div>{footer}</div>"
    )


def grid_rows(grid: Grid) -> str:
    """Return the `<tr>` elements of a grid's rows."""
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
