"""Where things stand on a half-circle dial, in a box of 120 x 62."""

from __future__ import annotations

import math

from signboard.charts.paint.rings import arc_path

DIAL_SIZE = (120.0, 62.0)
DIAL_CENTER = (60.0, 58.0)
DIAL_OUTER, DIAL_INNER = 46.0, 35.0


def dial_arc(
    start: float, end: float, center: tuple[float, float] = DIAL_CENTER, scale: float = 1.0
) -> str:
    """Return the path of a dial's piece between two places (0 = left, 1 = right)."""
    turns = (start / 2 - 0.25, end / 2 - 0.25)
    return arc_path(turns, center, DIAL_OUTER * scale, DIAL_INNER * scale)


def dial_place(at: float, radius: float) -> tuple[float, float]:
    """Return where a place of the dial lies at a distance from its centre."""
    angle = math.pi * (1 - at)
    return DIAL_CENTER[0] + radius * math.cos(angle), DIAL_CENTER[1] - radius * math.sin(angle)


def hand_ends(at: float) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return both ends of the hand that points at a place."""
    return dial_place(at, DIAL_INNER - 3), dial_place(at, DIAL_OUTER + 0.8)
