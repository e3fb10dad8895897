"""Looks at the bars of a linear symbol in the photo itself: how many there are on a line, and where on its height they are at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from inboundcheck.photos.reads import TWO_DIMENSIONAL, Point, Read

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.pixels import Gray

    Floats: TypeAlias = NDArray[np.float64]

_GAP = 0.1
"""The least space between two copies, as a share of their length; a pen stroke or a scratch across one symbol is narrower."""
_PARALLEL = 0.94
"""The cosine of 20 degrees: reads that run further apart are not of the same bars."""
_ALIKE = 0.8
"""How much shorter one band may be than the other: perspective makes no more of it on one face."""
_MOST = 0.6
"""The share of its bars and of their contrast that a line must show to lie on the symbol."""


def bars_on(read: Read, gray: Gray, place: float) -> int:
    """Count the dark bars on the line along a symbol, at a share of its height from its upper side."""
    return _bars(_sampled(read, gray, place))


def _bars(line: Floats) -> int:
    import numpy as np

    dark = line < (np.percentile(line, 5) + np.percentile(line, 95)) / 2
    return int(dark[0]) + int(np.count_nonzero(dark[1:] & ~dark[:-1]))


def _sampled(read: Read, gray: Gray, place: float) -> Floats:
    """The gray values along a symbol and a little beyond, three for each pixel."""
    import numpy as np

    start, end = (np.array(point) for point in _line(read, place))
    margin = (end - start) * 0.02
    steps = np.linspace(0.0, 1.0, max(2, int(read.length * 3)))[:, None]
    points = (start - margin) + (end - start + 2 * margin) * steps
    height, width = gray.shape
    x, y = points[:, 0].clip(0, width - 1), points[:, 1].clip(0, height - 1)
    column, row = x.astype(int), y.astype(int)
    next_column, next_row = np.minimum(column + 1, width - 1), np.minimum(row + 1, height - 1)
    right, low = x - column, y - row
    above = gray[row, column] * (1 - right) + gray[row, next_column] * right
    below = gray[next_row, column] * (1 - right) + gray[next_row, next_column] * right
    values: Floats = above * (1 - low) + below * low
    return values


def copies(read: Read, gray: Gray) -> list[Read]:
    """Take apart what a decoder reports as one symbol although the bars stop on the way: copies of one code above each other.

    Both decoders join reads of one text along its height, over any gap (zxing-cpp over nearby ones, zbar over all of the photo).
    """
    if read.symbology in TWO_DIMENSIONAL or not read.text or read.height <= _GAP * read.length:
        return [read]
    number = max(8, min(100, round(read.height / 3)))
    places = [(each + 0.5) / number for each in range(number)]
    runs = list(_runs(_on_symbol([_sampled(read, gray, place) for place in places]), max(1, round(_GAP * read.length / read.height * number))))
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


def _on_symbol(lines: list[Floats]) -> list[bool]:
    """Say of each line whether it crosses bars: about as many, and about as dark, as most lines that cross some."""
    import numpy as np

    contrasts = [float(np.percentile(line, 95) - np.percentile(line, 5)) for line in lines]
    strong = [contrast >= _MOST * max(contrasts) for contrast in contrasts]
    counts = [_bars(line) if is_strong else 0 for line, is_strong in zip(lines, strong, strict=True)]
    usual = float(np.median([count for count in counts if count] or [0]))
    return [count >= _MOST * usual for count in counts]


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
