"""Places are given in order, and none is ever lost."""

from __future__ import annotations

import asyncio
import random
import threading
from time import monotonic

import pytest

from signboard.sources.errors import TooBusy
from signboard.sources.slots import Slots

pytestmark = [pytest.mark.anyio, pytest.mark.pure]


def soon() -> float:
    return monotonic() + 0.02


def later() -> float:
    return monotonic() + 10


async def test_no_more_than_size_hold_a_place() -> None:
    slots = Slots(2)
    await slots.acquire(soon())
    await slots.acquire(soon())
    with pytest.raises(TooBusy):
        await slots.acquire(soon())
    with pytest.raises(TooBusy):
        slots.acquire_now(soon())
    slots.release()
    await slots.acquire(soon())


async def test_places_are_given_in_order_of_arrival() -> None:
    slots, order = Slots(1), list[int]()
    await slots.acquire(soon())

    async def wait(number: int) -> None:
        await slots.acquire(later())
        order.append(number)
        slots.release()

    tasks = [asyncio.create_task(wait(number)) for number in range(5)]
    await asyncio.sleep(0.01)
    slots.release()
    await asyncio.gather(*tasks)
    assert order == [0, 1, 2, 3, 4]


async def test_whoever_stops_waiting_costs_no_place() -> None:
    slots = Slots(1)
    await slots.acquire(soon())
    tasks = [asyncio.create_task(slots.acquire(later())) for _ in range(20)]
    await asyncio.sleep(0)
    for task in random.sample(tasks, 10):
        task.cancel()
    for _ in range(11):
        slots.release()
        await asyncio.sleep(0)
    await asyncio.gather(*tasks, return_exceptions=True)
    await slots.acquire(soon())
    with pytest.raises(TooBusy):
        await slots.acquire(soon())


async def test_threads_and_tasks_share_the_places() -> None:
    slots = Slots(1)
    await slots.acquire(soon())
    thread = threading.Thread(target=slots.acquire_now, args=(later(),))
    thread.start()
    await asyncio.sleep(0.02)
    slots.release()
    await asyncio.to_thread(thread.join)
    with pytest.raises(TooBusy):
        await slots.acquire(soon())
