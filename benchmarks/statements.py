"""Claim: on the warm path nothing is asked of our own database, also for a token never seen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator

import httpx
import structlog

from benchmarks.figure import Figure
from benchmarks.stage import FRESH, KEPT, SIX_CARDS, Stage
from signboard.server.app import create_app
from signboard.storage.counting import count_statements

REQUESTS = 20


def measure(stage: Stage) -> Iterator[Figure]:
    """Statements that viewers waited for, over pages and data requests with fresh tokens."""
    yield Figure(
        f"statements to our own database, {3 * REQUESTS} warm requests",
        asyncio.run(_count(stage)),
        budget=0,
        is_promise=True,
    )


async def _count(stage: Stage) -> int:
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    house = stage.open()
    transport = httpx.ASGITransport(create_app(house))
    async with (
        house.running(),
        httpx.AsyncClient(transport=transport, base_url="http://bench") as client,
    ):

        async def ask() -> None:
            for path, status in (
                (stage.path("dashboard", SIX_CARDS), 200),
                (stage.data_path(KEPT), 202),
                (stage.data_path(FRESH), 202),
            ):
                answer = await client.get(path)
                assert answer.status_code == status, answer.text

        await ask()
        with count_statements(house.database) as counter:
            for _ in range(REQUESTS):
                await ask()
        return counter.count
