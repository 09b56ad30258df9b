"""Funnels as HTML: columns that flow on wide cards, bars below each other on narrow ones."""

from __future__ import annotations

from signboard.charts.bodies.parts import UNKNOWN, Funnel, FunnelStep
from signboard.charts.paint.markup import mark_class, number, percent, reachable, text

BLOCK = 0.62
"""How much of its column a step's block fills; the rest flows to the next."""
MANY = 7
"""More steps than this have room for their names in wide columns only."""
MOST_COLUMNS = 10
"""More steps than this stand below each other at any width."""


def paint_funnel(funnel: Funnel, name: str) -> str:
    """Return the steps; `name` is the accessible name, already escaped."""
    steps = funnel.steps
    shares = [step.share for step in steps[1:]] + [None]
    kept = ["" if step.kept == UNKNOWN else step.kept for step in steps[1:]] + [""]
    parts = "".join(
        _step(index, step, (shares[index], kept[index]), funnel.is_bars)
        for index, step in enumerate(steps)
    )
    count = len(steps)
    kind = "fu" + (" z" if funnel.is_bars else "")
    kind += " a" if count > MOST_COLUMNS else " n" if count > MANY else ""
    foot = f'<p class="f">{text(funnel.footer)}</p>' if funnel.footer else ""
    return (
        f'<div class="{kind}" role="img" aria-label="{name}"{reachable(count > MANY)}>{parts}</div>'
        + foot
    )


def _step(index: int, step: FunnelStep, after: tuple[float | None, str], is_bars: bool) -> str:
    color = mark_class(index, step.color) if step.color else "s0"
    share, kept = after
    half = max(step.share * 500, 2)
    block = f"M0 {number(500 - half)}H{number(BLOCK * 1000)}V{number(500 + half)}H0z"
    shape = f'<path d="{block}"/>'
    if share is not None:
        thin = max(share * 500, 2)
        shape += (
            f'<path class="f" d="M{number(BLOCK * 1000)} {number(500 - half)}L1000 {number(500 - thin)}'
            f'V{number(500 + thin)}L{number(BLOCK * 1000)} {number(500 + half)}z"/>'
        )
    if is_bars:
        shape = ""
    else:
        shape = f'<svg viewBox="0 0 1000 1000" preserveAspectRatio="none">{shape}</svg>'
    arrow = f"<u>{text(kept)}</u>" if kept else ""
    return (
        f'<div class="{color}"><span>{text(step.name)}</span><b>{text(step.percent)}</b><p>{text(step.text)}</p>'
        f'<div>{shape}<i style="--v:{percent(max(step.share, 0.004))}"></i>{arrow}</div></div>'
    )
