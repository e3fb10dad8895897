"""Looks at the bars of a linear symbol in the photo itself: how many there are on a line, and where on its height they are at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from inboundcheck.photos.barcodes.reads import TWO_DIMENSIONAL, Point, Read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.opening.pixels import Gray

    Floats: TypeAlias = NDArray[np.float32]

_GAP = 0.1
"""The least space between two copies, as a share of their length; a pen stroke or a scratch across one symbol is narrower."""
_LINES = 40
"""Lines that are looked at on a symbol as high as long, so that four fall into the least gap."""
_PARALLEL = 0.94
"""The cosine of 20 degrees: reads that run further apart are not of the same bars."""
_ALIKE = 0.8
"""How much shorter one band may be than the other: perspective makes no more of it on one face."""
_MOST = 0.6
"""The share of its bars and of their contrast that a line must show to lie on the symbol."""


def bars_on(read: Read, gray: Gray, places: Sequence[float]) -> list[int]:
    """Count the dark bars on lines along a symbol, each at a share of its height from its upper side."""
    lines = _sampled(read, gray, places)
    return _bars(lines, *_extremes(lines))


def _extremes(lines: Floats) -> tuple[Floats, Floats]:
    """How dark and how light each line is, a twentieth of its points left out at both ends."""
    import numpy as np

    ordered = np.sort(lines, axis=1)
    few = lines.shape[1] // 20
    return ordered[:, few], ordered[:, -1 - few]


def _bars(lines: Floats, low: Floats, high: Floats) -> list[int]:
    dark = lines < ((low + high) / 2)[:, None]
    counts: list[int] = (dark[:, 0] + (dark[:, 1:] & ~dark[:, :-1]).sum(axis=1)).tolist()
    return counts


def _sampled(read: Read, gray: Gray, places: Sequence[float]) -> Floats:
    """The gray values on lines along a symbol and a little beyond, three for each pixel."""
    import cv2
    import numpy as np

    ends = np.array([_line(read, place) for place in places], np.float32)
    margin = (ends[:, 1] - ends[:, 0]) * 0.02
    steps = np.linspace(0.0, 1.0, max(2, int(read.length * 3)), dtype=np.float32)[None, :, None]
    points = (ends[:, 0] - margin)[:, None] + (ends[:, 1] - ends[:, 0] + 2 * margin)[:, None] * steps
    sampled = cv2.remap(
        gray, np.ascontiguousarray(points[..., 0]), np.ascontiguousarray(points[..., 1]), cv2.INTER_LINEAR, None, cv2.BORDER_REPLICATE
    )
    return sampled.astype(np.float32)


def copies(read: Read, gray: Gray) -> list[Read]:
    """Take apart what a decoder reports as one symbol although the bars stop on the way: copies of one code above each other.

    Both decoders join reads of one text along its height, over any gap (zxing-cpp over nearby ones, zbar over all of the photo).
    """
    if read.symbology in TWO_DIMENSIONAL or not read.text or read.height <= _GAP * read.length:
        return [read]
    number = max(8, min(100, round(read.height / 3), round(read.height / max(1.0, read.length) * _LINES)))
    places = [(each + 0.5) / number for each in range(number)]
    runs = list(_runs(_on_symbol(_sampled(read, gray, places)), max(1, round(_GAP * read.length / read.height * number))))
    return [_part(read, first / number, last / number) for first, last in runs]


def joined(one: Read, other: Read, gray: Gray) -> Read | None:
    """Put two reads of one text together if the bars of one run on into the other; None where they are two copies.

    On a round or slanted face a decoder can meet the same bars in several bands.
    """
    import numpy as np

    if TWO_DIMENSIONAL & {one.symbology, other.symbology} or not one.text or min(one.length, other.length) < _ALIKE * max(one.length, other.length):
        return None
    along, also = (np.subtract(read.corners[1], read.corners[0]) for read in (one, other))
    if float(along @ also) < _PARALLEL * float(np.hypot(*along) * np.hypot(*also)) or not along.any():
        return None
    down = np.array((-along[1], along[0]))
    sides = [side for read in (one, other) for side in (read.corners[:2], (read.corners[3], read.corners[2]))]
    first, *_, last = sorted(sides, key=lambda side: float(down @ np.mean(side, axis=0)))
    whole = replace(one, corners=(*first, last[1], last[0]))
    return whole if len(copies(whole, gray)) == 1 else None


def _on_symbol(lines: Floats) -> list[bool]:
    """Say of each line whether it crosses bars: about as many, and about as dark, as most lines that cross some."""
    import numpy as np

    low, high = _extremes(lines)
    strong = high - low >= _MOST * (high - low).max()
    counts = np.where(strong, _bars(lines, low, high), 0)
    usual = float(np.median(counts[counts > 0])) if counts.any() else 0.0
    on: list[bool] = (counts >= _MOST * usual).tolist()
    return on


def _runs(on: list[bool], gap: int) -> Iterator[tuple[int, int]]:
    """The stretches of lines that lie on a symbol, as first and one past the last; a shorter gap does not end one, nor cuts one at its ends."""
    stretches = [(is_on, len(list(group))) for is_on, group in groupby(on)]
    at, first, last = 0, -1, -1
    for is_on, size in stretches:
        if is_on:
            if first >= 0 and at - last >= gap:
                yield first, last
                first = -1
            if first < 0:
                first = at if at - max(last, 0) >= gap else max(last, 0)
            last = at + size
        at += size
    yield first, (last if at - last >= gap else at)


def _line(read: Read, place: float) -> tuple[Point, Point]:
    top_left, top_right, bottom_right, bottom_left = read.corners
    return _between(top_left, bottom_left, place), _between(top_right, bottom_right, place)


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _part(read: Read, first: float, last: float) -> Read:
    (top_left, top_right), (bottom_left, bottom_right) = _line(read, first), _line(read, last)
    return replace(read, corners=(top_left, top_right, bottom_right, bottom_left))
