"""Reads a whole photo with zxing-cpp: once for every kind, and a small one again in other ways when nothing was read in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from inboundcheck.photos.barcodes.decoders import BARS, DEAR, EVERY_KIND, read_whole
from inboundcheck.photos.barcodes.reads import Read

if TYPE_CHECKING:
    from inboundcheck.photos.opening.pixels import Gray

_SMALL = 2_000_000
"""Pixels up to which a photo in which nothing was read is read again, in whole."""
_ENLARGED = 500_000
"""Pixels up to which it is enlarged."""


def read_once(gray: Gray) -> list[Read]:
    """Read what lies straight in a photo, dark on light; the kinds that take most time, in a copy of half the size."""
    bars, dots = read_whole(gray, kinds=BARS, upright=True), read_whole(gray, kinds=EVERY_KIND - BARS - DEAR)
    return [*bars, *dots, *_scaled(gray, 0.5, DEAR)]


def read_again(gray: Gray) -> list[Read]:
    """Read a small photo in full size, light on dark, with even light and larger, until something is read."""
    if gray.size > _SMALL:
        return []
    return next((found for found in _other_ways(gray) if any(each.text for each in found)), [])


def _other_ways(gray: Gray) -> Iterator[list[Read]]:
    import cv2

    yield read_whole(gray, kinds=BARS | DEAR)
    yield [replace(each, plain=False) for each in read_whole(255 - gray)]
    even = cv2.createCLAHE(3.0, (8, 8)).apply(gray)
    yield [replace(each, plain=False) for each in read_whole(even, kinds=EVERY_KIND - DEAR)]  # type: ignore[arg-type]  # 8 bits stay 8 bits
    if gray.size <= _ENLARGED:
        yield _scaled(gray, 2.0, BARS)  # dots were enlarged where they may be (`areas`)


def _scaled(gray: Gray, scale: float, kinds: frozenset[str]) -> list[Read]:
    """Read a larger or smaller copy of the photo; a larger one is sharpened."""
    import cv2

    copy = cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    if scale > 1:
        copy = cv2.addWeighted(copy, 2.5, cv2.GaussianBlur(copy, (0, 0), 2.0), -1.5, 0)
    return [_placed(each, scale) for each in read_whole(copy, kinds=kinds)]  # type: ignore[arg-type]  # 8 bits stay 8 bits


def _placed(read: Read, scale: float) -> Read:
    first, second, third, fourth = ((x / scale, y / scale) for x, y in read.corners)
    return replace(read, corners=(first, second, third, fourth), plain=False)
