"""The shapes of countries and states, read when a map is first drawn; and where a place lies on it.

The files are written by scripts/maps.py: Equal Earth for the world (areas can be compared), Albers for
the states.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

_FOLDER = Path(__file__).parent
_A1, _A2, _A3, _A4, _M = 1.340264, -0.081106, 0.000893, 0.003796, math.sqrt(3) / 2
_NUMBER = re.compile(r"-?\d+")
ATLASES = ("world", "states")
_OCEAN = {"world": (128.0, 0.0, 846.0, 444.0)}
"""The part of the world that has land worth seeing: the Pacific on both sides is mostly empty."""


@dataclass(frozen=True, slots=True)
class Atlas:
    """A map of `width` x `height` units: path data by code (what has no code begins with `-`).

    `frame` is what a view of all of it shows: left, top, width, height.
    """

    width: int
    height: int
    paths: Mapping[str, str]
    frame: tuple[float, float, float, float]
    projection: tuple[float, float, float] = (0.0, 0.0, 0.0)

    def mainland(self, code: str) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of a region's largest piece."""
        return _box(self.paths[code].partition("z")[0])

    def pieces(self, without: Collection[str], view: tuple[float, float, float, float]) -> str:
        """Return path data of all regions but some, without pieces outside a view."""
        left, top, width, height = view
        kept = []
        for code, path in self.paths.items():
            if code in without:
                continue
            for piece in path.split("z")[:-1]:
                box = _box(piece)
                if (
                    box[0] < left + width
                    and box[2] > left
                    and box[1] < top + height
                    and box[3] > top
                ):
                    kept.append(piece + "z")
        return "".join(kept)

    def view_of(
        self, points: Sequence[tuple[float, float]], least: float
    ) -> tuple[float, float, float, float]:
        """Return the part that holds all points with room around, at least `least` wide.

        Where that is most of the map it is the whole, without empty sea where no point lies there.
        """
        xs, ys = [x for x, _ in points], [y for _, y in points]
        left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
        width, height = max(right - left, least) * 1.2, max(bottom - top, least / 2) * 1.2
        if width < self.width * 0.6 and height < self.height * 0.84:
            return (left + right - width) / 2, (top + bottom - height) / 2, width, height
        if left >= self.frame[0] and right <= self.frame[0] + self.frame[2]:
            return self.frame
        return 0.0, 0.0, float(self.width), float(self.height)

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a place in degrees lies; for the world only (Equal Earth, Savric 2018)."""
        scale, left, top = self.projection
        angle = math.asin(_M * math.sin(math.radians(latitude)))
        square = angle * angle
        sixth = square**3
        slope = _A1 + 3 * _A2 * square + sixth * (7 * _A3 + 9 * _A4 * square)
        x = math.radians(longitude) * math.cos(angle) / (_M * slope)
        y = angle * (_A1 + _A2 * square + sixth * (_A3 + _A4 * square))
        return left + scale * x, top - scale * y


@lru_cache(maxsize=2048)
def _box(piece: str) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of one piece of path data: `M` a point, `l` steps."""
    numbers = [int(n) for n in _NUMBER.findall(piece)]
    xs, ys = list(accumulate(numbers[::2])), list(accumulate(numbers[1::2]))
    return min(xs), min(ys), max(xs), max(ys)


@cache
def load_atlas(name: str) -> Atlas:
    """Return the atlas `world` or `states`."""
    read = json.loads((_FOLDER / f"{name}.json").read_text("utf-8"))
    width, height = read["size"]
    frame = _OCEAN.get(name, (0.0, 0.0, width, height))
    return Atlas(
        width, height, read["paths"], frame, tuple(read.get("projection", (0.0, 0.0, 0.0)))
    )
