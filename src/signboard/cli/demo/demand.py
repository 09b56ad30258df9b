"""How many orders a shop expects on a day: growth, seasons, weekdays, sales and bad days."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from signboard.cli.demo import words

OUTAGE = date(2025, 10, 14)
WEEKDAYS = (1.06, 0.94, 0.9, 0.94, 1.04, 0.96, 1.16)
FIRST_SHARE = 0.55
"""What part of a shop's trade its first kind of product brings; the others share the rest."""


@dataclass(slots=True)
class Demand:
    """One shop's demand. `mood` wanders: good weeks follow good weeks."""

    shop: words.Shop
    mood: float = 0.0

    @property
    def opened(self) -> date:
        """The day of its first possible order."""
        return date(*self.shop.opened, 1)

    @property
    def closed(self) -> date | None:
        """The day it left, or None."""
        return date(*self.shop.closed, 1) if self.shop.closed else None

    def mix(self, month: int) -> list[float]:
        """Weight of each kind it sells, in `shop.sells` order, in that month (1 to 12)."""
        rest = (1 - FIRST_SHARE) / max(1, len(self.shop.sells) - 1)
        return [
            (rest if place else FIRST_SHARE) * words.CATEGORIES[name].season[month - 1]
            for place, name in enumerate(self.shop.sells)
        ]

    def expect(self, day: date, random: Random) -> float:
        """The mean of that day's orders; 0 before opening and after closing."""
        if day < self.opened or (self.closed and day >= self.closed):
            return 0.0
        self.mood = 0.93 * self.mood + random.gauss(0, 0.055)
        age = (day - self.opened).days
        level = self.shop.size * math.pow(self.shop.growth, age / 365.25)
        if self.shop.opened > words.SHOPS[0].opened:
            level *= 1 - math.exp(-(age + 4) / 75)
        if self.closed:
            level *= min(1.0, (self.closed - day).days / 120)
        season = sum(self.mix(day.month))
        return level * season * WEEKDAYS[day.weekday()] * _occasion(day) * math.exp(self.mood)


def draw(mean: float, random: Random) -> int:
    """A Poisson number (Knuth's method, good for means below some dozens)."""
    limit, product, count = math.exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count


def _occasion(day: date) -> float:
    if day == OUTAGE:
        return 0.25
    sale = black_friday(day.year)
    if sale <= day <= sale + timedelta(days=3):
        return 1.8
    if day.month == 12:
        return 0.45 if day.day >= 24 else 1.12
    return 1.0


def black_friday(year: int) -> date:
    """The day after November's fourth Thursday.

    >>> black_friday(2025)
    datetime.date(2025, 11, 28)
    """
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 22)
