"""Claim: `signboard serve` answers soon after its start and is small while idle."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figure import Figure, percentile
from benchmarks.stage import Stage, serving

STARTS = 3


def measure(stage: Stage) -> Iterator[Figure]:
    """Seconds to the first healthy answer, median; then resident memory before any request."""
    seconds, memory = [], []
    for _ in range(STARTS):
        with serving(stage) as server:
            seconds.append(server.seconds_to_answer)
            memory.append(server.memory_mb())
    yield Figure("start to first healthy answer", percentile(seconds, 0.5), "s", 1.5)
    yield Figure("memory idle, one process", percentile(memory, 0.5), "MB", 150)
