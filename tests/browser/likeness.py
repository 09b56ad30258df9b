"""How alike two pictures are to an eye that does not count pixels."""

from __future__ import annotations

from PIL import Image, ImageFilter

_BLUR, _CELL, _WINDOW = 5, 5, 6
_C1, _C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Return the structural similarity of two pictures of one size, from 0 to 1, colours and all.

    Both are blurred and shrunk to a fifth, so that hinting and a pixel's shift count for nothing;
    then the mean over windows of Wang et al. 2004, the worst of the three colour channels.
    """
    assert one.size == other.size
    channels = zip(_shrunk(one).split(), _shrunk(other).split(), strict=True)
    return min(_similarity(a, b) for a, b in channels)


def _shrunk(picture: Image.Image) -> Image.Image:
    blurred = picture.convert("RGB").filter(ImageFilter.GaussianBlur(_BLUR))
    return blurred.resize((picture.width // _CELL, picture.height // _CELL), Image.Resampling.BOX)


def _similarity(one: Image.Image, other: Image.Image) -> float:
    width, height = one.size
    a, b = list(one.tobytes()), list(other.tobytes())  # one byte a pixel
    found = [
        _window(
            [
                a[y * width + x]
                for y in range(top, top + _WINDOW)
                for x in range(left, left + _WINDOW)
            ],
            [
                b[y * width + x]
                for y in range(top, top + _WINDOW)
                for x in range(left, left + _WINDOW)
            ],
        )
        for top in range(0, height - _WINDOW, _WINDOW // 2)
        for left in range(0, width - _WINDOW, _WINDOW // 2)
    ]
    return sum(found) / len(found)


def _window(one: list[int], other: list[int]) -> float:
    count = len(one)
    mean_a, mean_b = sum(one) / count, sum(other) / count
    spread_a = sum((v - mean_a) ** 2 for v in one) / count
    spread_b = sum((v - mean_b) ** 2 for v in other) / count
    both = sum((v - mean_a) * (w - mean_b) for v, w in zip(one, other, strict=True)) / count
    return (
        (2 * mean_a * mean_b + _C1)
        * (2 * both + _C2)
        / ((mean_a**2 + mean_b**2 + _C1) * (spread_a + spread_b + _C2))
    )
