"""Pivot tables as HTML: real headers, groups that fold without script."""

from __future__ import annotations

from signboard.charts.bodies.tables import CellText, HeadCell, Pivot, PivotGroup, PivotRow
from signboard.charts.paint.html.grid import paint_cell
from signboard.charts.paint.markup import text


def paint_pivot(pivot: Pivot, name: str, summary: str, prefix: str) -> str:
    """Return a whole card; `name` and `summary` are already escaped, `prefix` starts its id."""
    height = len(pivot.heads)
    corner = f'<th scope="col"{_span("row", height)}>{text(pivot.corner)}'
    head = "".join(
        f"<tr>{'' if level else corner}{_heads(row)}" for level, row in enumerate(pivot.heads)
    )
    body = "".join(_group(group, pivot.totals) for group in pivot.groups)
    own = f"{prefix}-pv"
    rules = "".join(
        _rules(group, f"#{own} tbody:nth-of-type({n})") for n, group in enumerate(pivot.groups, 1)
    )
    mark = f' id="{own}"' if rules else ""
    rules = f"<style>{rules}</style>" if rules else ""
    footer = f'<p class="f">{text(pivot.footer)}</p>' if pivot.footer else ""
    return (
        f'<div class="sb sb-t"><div class="w" role="group" tabindex="0" aria-label="{name}">'
        f'<table class="pv"{mark} data-fixed><caption class="h">{summary}</caption><thead>{head}</thead>{body}</table></div>{footer}{rules}</div>'
    )


def _heads(row: tuple[HeadCell, ...]) -> str:
    return "".join(
        f'<th scope="col{"group" if cell.span > 1 else ""}" class="r"{_span("col", cell.span)}>{text(cell.text)}'
        for cell in row
    )


def _span(direction: str, count: int) -> str:
    return f' {direction}span="{count}"' if count > 1 else ""


def _group(group: PivotGroup, totals: int) -> str:
    rows = "".join(_row(row, totals, _switch(row) if row.label else "") for row in group.rows)
    return f"<tbody>{rows}"


def _rules(group: PivotGroup, body: str) -> str:
    """Return what hides the rows of groups inside a group; the style sheet knows the outermost."""
    return "".join(
        f"{body}:has(tr:nth-child({at + 1}) input:not(:checked))"
        f" tr:nth-child(n+{at + 2}):nth-child(-n+{group.end(at)}){{display:none}}"
        for at, row in enumerate(group.rows)
        if at and row.label
    )


def _switch(row: PivotRow) -> str:
    checked = "" if row.is_folded else " checked"
    return f'<input type="checkbox" aria-label="{text(row.label)}"{checked}>'


def _row(row: PivotRow, totals: int, switch: str) -> str:
    kinds = [f"i{row.depth}"] if row.depth else []
    kind = f' class="{kinds[0]}"' if kinds else ""
    look = ' class="tt"' if row.is_total else ' class="gr"' if row.is_group else ""
    scope = "rowgroup" if row.is_group and not row.depth else "row"
    shown = f"<label>{switch}{text(row.head)}</label>" if switch else text(row.head)
    edge = len(row.cells) - totals
    cells = "".join(_cell(cell, place >= edge) for place, cell in enumerate(row.cells))
    return f'<tr{look}><th scope="{scope}"{kind}>{shown}{cells}'


def _cell(cell: CellText, is_total: bool) -> str:
    align = "r tt" if is_total else "r"
    return paint_cell(cell, align) if cell.fill else f'<td class="{align}">{text(cell.text)}'
