"""The worker process makes one file after the other, and nothing that it does stops its parent."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image

from signboard.pictures.errors import PicturesBusy, PictureStopped
from signboard.pictures.png import PngOrder
from signboard.pictures.process import PictureWorker
from signboard.pictures.typefaces import choose_typefaces

pytestmark = pytest.mark.anyio


def document(said: str, **more: str) -> str:
    style = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in more.items())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
        f'<rect width="200" height="40" fill="#fff"/><text x="4" y="26" font-size="18" {style}>{said}</text></svg>'
    )


def ink(png: bytes) -> int:
    """How many pixels are dark."""
    grey = Image.open(BytesIO(png)).convert("L")
    return sum(count for value, count in enumerate(grey.histogram()) if value < 128)


@pytest.fixture
def worker() -> Iterator[PictureWorker]:
    made = PictureWorker(idle_seconds=30, limit_seconds=20)
    yield made
    made.close()


async def test_a_picture_has_the_size_that_its_scale_says(worker: PictureWorker) -> None:
    png = await worker.make(PngOrder(document("Hello"), 2.0))
    assert Image.open(BytesIO(png)).size == (400, 80)
    assert ink(png) > 200


@pytest.mark.parametrize(
    "said", ["جدة مدينة: A", "ירושלים", "Ελλάδα", "Москва", "北京市 东京", "서울"]
)
@pytest.mark.parametrize("weight", ["400", "600"])
async def test_no_script_is_drawn_as_boxes(worker: PictureWorker, said: str, weight: str) -> None:
    """A box is what is drawn for a character that no font has: here a private one."""
    png = await worker.make(PngOrder(document(said, font_family="Roboto", font_weight=weight), 1.0))
    boxes = document("\ue000" * len(said), font_family="Roboto", font_weight=weight)
    assert ink(png) > 20
    assert png != await worker.make(PngOrder(boxes, 1.0))
    for one in set(said) - {" ", ":", "A"}:
        lone = await worker.make(PngOrder(document(one, font_weight=weight), 1.0))
        box = await worker.make(PngOrder(document("\ue000", font_weight=weight), 1.0))
        assert lone != box, one


def test_only_a_text_that_needs_them_reads_other_fonts_than_ours() -> None:
    plain = choose_typefaces("Łódź, Москва\nجدة 🚀♥")
    assert not plain.with_system
    chinese = choose_typefaces("北京")
    assert (len(chinese.files), chinese.with_system) == (len(plain.files) + 1, False)
    assert choose_typefaces("ไทย").with_system


async def test_a_drawing_that_is_none_fails_alone(worker: PictureWorker) -> None:
    with pytest.raises(PictureStopped):
        await worker.make(PngOrder("<svg", 1.0))
    pid = worker.pid
    assert (await worker.make(PngOrder(document("ok"), 1.0))).startswith(b"\x89PNG")
    assert worker.pid == pid


NEVER_READY = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="3000"><filter id="f" width="1"'
    ' height="1"><feTurbulence baseFrequency=".9" numOctaves="90"/></filter>'
    '<rect width="3000" height="3000" filter="url(#f)"/></svg>'
)


async def test_what_takes_too_long_is_ended_and_the_next_one_is_made() -> None:
    worker = PictureWorker(limit_seconds=3)
    started = time.monotonic()
    with pytest.raises(PictureStopped):
        await worker.make(PngOrder(NEVER_READY, 1.0))
    assert time.monotonic() - started < 60
    assert (await worker.make(PngOrder(document("ok"), 1.0))).startswith(b"\x89PNG")
    worker.close()
    assert worker.pid is None


async def test_many_orders_take_no_thread_of_others_and_equal_ones_are_made_once(
    worker: PictureWorker,
) -> None:
    orders = [PngOrder(document(f"Number {number % 5}"), 1.0) for number in range(60)]
    made = asyncio.gather(*map(worker.make, orders))
    await asyncio.sleep(0)
    await asyncio.to_thread(lambda: None)  # the pool that everybody shares is free
    assert not made.done()
    pictures = await made
    assert len(set(pictures)) == 5
    assert pictures[0] == pictures[5]
    assert worker.orders <= 5


async def test_one_too_many_is_told_so_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("signboard.pictures.process.MOST_WAITING", 2)
    worker = PictureWorker()
    orders = [PngOrder(document(f"Number {number}"), 1.0) for number in range(3)]
    made = await asyncio.gather(*map(worker.make, orders), return_exceptions=True)
    assert [isinstance(one, PicturesBusy) for one in made] == [False, False, True]
    worker.close()


async def test_an_idle_process_ends() -> None:
    worker = PictureWorker(idle_seconds=0.2)
    await worker.make(PngOrder(document("ok"), 1.0))
    pid = worker.pid
    assert pid is not None
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            break
        await asyncio.sleep(0.05)
    assert worker.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
