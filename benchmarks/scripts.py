"""Claim: what browsers load is small. Weighs the built front end as `scripts/budgets.py` does."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.budgets import budgets

from benchmarks.figure import Figure


def measure() -> Iterator[Figure]:
    """Brotli kilobytes (1,000 bytes) of every script that a page can load."""
    for budget in budgets():
        yield Figure(budget.name, budget.weight_kb, "KB", budget.limit_kb, is_promise=True)
