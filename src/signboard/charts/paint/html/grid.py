"""Tables as HTML, without the end tags that HTML lets out: they are bytes of every cell."""

from __future__ import annotations

from itertools import chain

from signboard.charts.bodies.tables import CellText, Fill, Grid
from signboard.charts.paint.markup import percent, text
from signboard.charts.stylesheet import part_rules

_ALIGN = {"right": "r", "center": "m"}
_PLAIN = (None, None, None, None)
_INKS = {"dark": "cf dk", "light": "cf lt", "": "cf"}


def paint_grid(grid: Grid, name: str) -> str:
    """Return a whole table card; `name` is the accessible name, already escaped."""
    aligned = [_class(_ALIGN.get(alignment, "")) for alignment in grid.alignments]
    head = "".join(
        f'<th scope="col"{a}>{text(title)}' for title, a in zip(grid.titles, aligned, strict=True)
    )
    footer = f'<p class="f">{text(grid.footer)}</p>' if grid.footer else ""
    fixed = " data-fixed" if grid.is_turned else ""
    sizes = ""
    if grid.widths:
        fixed += f' class="fx" style="--w:{sum(grid.widths)}px"'
        sizes = "".join(f'<col style="width:{width}px">' for width in grid.widths)
        sizes = f"<colgroup>{sizes}</colgroup>"
    # The rules of cells that are more than text travel with the card: most pages need none of them.
    is_plain = not grid.widths and not grid.fills and all(map(_is_plain, chain(*grid.rows)))
    rules = "" if is_plain else f"<style>{part_rules('cells')}</style>"
    return (
        f'<div class="sb sb-t"><div class="w" role="group" tabindex="0" aria-label="{name}"><table{fixed}>'
        f"{sizes}<thead><tr>{head}</thead><tbody>{grid_rows(grid)}</table></div>{footer}{rules}</div>"
    )


def grid_rows(grid: Grid) -> str:
    """Return the `<tr>` elements of a grid's rows."""
    aligned = [_ALIGN.get(alignment, "") for alignment in grid.alignments]
    opened = [f"<td{_class(align)}>" for align in aligned]
    fills = grid.fills or [None] * len(grid.rows)
    rows = []
    for row, fill in zip(grid.rows, fills, strict=True):
        cells = [
            f"{start}{text(cell.text)}" if cell[1:] == _PLAIN else paint_cell(cell, align)
            for cell, align, start in zip(row, aligned, opened, strict=True)
        ]
        look = f' class="{_INKS[fill.ink]}" style="--f:{_shade(fill)}"' if fill else ""
        rows.append(f"<tr{look}>{''.join(cells)}")
    return "".join(rows)


def paint_cell(cell: CellText, align: str, tag: str = "td") -> str:
    """Return a cell that is more than its text."""
    shown = text(cell.text)
    if cell.picture:
        shown = f'<img src="{text(cell.picture)}" alt="{shown}" loading="lazy">'
    elif cell.href:
        shown = f'<a href="{text(cell.href)}" target="_blank" rel="noopener noreferrer">{shown}</a>'
    kinds, style = [align] if align else [], []
    if cell.bar is not None:
        kinds.append("br ng" if cell.bar.is_negative else "br")
        style.append(f"--v:{percent(cell.bar.width)}")
        if cell.bar.start and cell.bar.width < 1:
            style.append(f"--s:{percent(cell.bar.start / (1 - cell.bar.width))}")
    if cell.fill is not None:
        kinds.append(_INKS[cell.fill.ink])
        style.append(f"--f:{_shade(cell.fill)}")
    look = f' style="{";".join(style)}"' if style else ""
    return f"<{tag}{_class(' '.join(kinds))}{look}>{shown}"


def _is_plain(cell: CellText) -> bool:
    return cell.bar is None and cell.fill is None and not cell.picture


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _shade(fill: Fill) -> str:
    return f"{fill.color}{round(fill.weight * 255):02x}"
