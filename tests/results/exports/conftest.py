"""Worker processes: one that tests share, one that a test may end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from signboard.results.exports.process import ExportWorker


@pytest.fixture(scope="session")
def worker() -> Iterator[ExportWorker]:
    """One worker process for tests that only have files written."""
    made = ExportWorker()
    yield made
    made.close()


@pytest.fixture
def own_worker() -> Iterator[ExportWorker]:
    """A worker of this test's own, which it may end."""
    made = ExportWorker(idle_seconds=0.2)
    yield made
    made.close()
