"""What a measurement says: a number with its unit, and the budget it is held against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number. `budget` is a limit from above, or from below with `at_least`.

    `is_promise` marks figures that hold on any machine: `--check` fails when one does not.
    """

    what: str
    value: float
    unit: str = ""
    budget: float | None = None
    at_least: bool = False
    is_promise: bool = False

    @property
    def is_kept(self) -> bool:
        """Whether the budget holds; True without one."""
        if self.budget is None:
            return True
        return self.value >= self.budget if self.at_least else self.value <= self.budget

    def line(self) -> str:
        """The figure as one line of the report."""
        number = f"{self.value:,.3g}" if abs(self.value) < 100 else f"{self.value:,.0f}"
        text = f"  {self.what:<64}{number:>9} {self.unit:<6}"
        if self.budget is None:
            return text.rstrip()
        bound = "at least" if self.at_least else "at most"
        return f"{text} {bound} {self.budget:g}  {'ok' if self.is_kept else 'OVER'}"


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of the values do not exceed.

    >>> percentile([5, 1, 4, 2, 3], 0.5), percentile([5, 1, 4, 2, 3], 0.95)
    (3, 5)
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
