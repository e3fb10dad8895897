"""Finds the bull's-eye of a MaxiCode in a photo, at any angle: three dark rings around one middle (ISO/IEC 16023, 4.11).

A line through the middle crosses six dark and five light stretches. Their widths are as 1 to 1, the middle one as 1.47, and that stays so
however the symbol is turned or slanted. Where a row and a column of pixels both show that of all but the outermost ring, the rings are
looked at closely (`rings`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from inboundcheck.photos.barcodes.rings import EDGES, Bullseye, fitted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.barcodes.regions import Tensor
    from inboundcheck.photos.opening.pixels import Gray

    Floats: TypeAlias = NDArray[np.float64]
    Bits: TypeAlias = NDArray[np.bool_]

_STRETCHES = 9
"""Of a line, all but the outermost ring: hexagons can run into that one."""
_CENTRE = 4
_CENTRE_SHARE = 1.47
_WHOLE = 9.47
"""All these stretches together, in widths of a ring."""
_SHORTEST, _LONGEST = 18, 220
"""Of such a line, in pixels; larger ones are looked for in a smaller copy of the photo."""
_SMALLER = 4
_WINDOW = 41
"""The side of the square around a pixel whose mean it is compared with."""
_FAINTEST = 8
"""How much darker than that mean a dark pixel is at least, of 255."""
_STEP = 2
"""Of how many rows and columns one is looked at."""
_REACH = 3
"""How far the middle of a row and that of a column may lie from each other, in pixels."""
_MOST = 60
"""How many places are looked at more closely: a weave has thousands that show the pattern both ways, and no label."""
_CLOSER = 8
_ANY_WAY = 0.6
"""The most of the changes in a bull's-eye's middle that run one way; of those that were found, 0.26 did at most."""


def bullseyes(gray: Gray, tensor: Tensor) -> list[Bullseye]:
    """Return the bull's-eyes in a gray photo (height by width, 8 bits) whose hexagons are about 3 to 80 pixels wide.

    `tensor` is the photo's: rings have edges of all directions, and of bars and print, one place in ten has.
    """
    import cv2
    import numpy as np

    found: list[Bullseye] = []
    any_way = np.asarray(tensor.one_way < _ANY_WAY * tensor.strength)
    for smaller in (1, _SMALLER):
        if min(gray.shape) < _SHORTEST * smaller:
            break
        picture = cv2.resize(gray, None, fx=1 / smaller, fy=1 / smaller, interpolation=cv2.INTER_AREA) if smaller > 1 else gray
        picture = np.asarray(picture, np.uint8)
        mean = np.asarray(cv2.blur(picture, (_WINDOW, _WINDOW)), np.uint8)
        dark = np.asarray(cv2.subtract(mean, picture)) > _FAINTEST
        for x, y, across in _places(dark, any_way, tensor.pool / smaller)[:_MOST]:
            one = fitted(picture, mean, (x, y), across)
            if one and not any(_same(each, one, smaller) for each in found):
                found.append(_enlarged(one, smaller))
    return found


def _places(dark: Bits, any_way: Bits, pool: float) -> list[tuple[float, float, float]]:
    """Return where a row and a column show the pattern at one pixel with edges of all directions: x, y, and the longer of both lines."""
    import numpy as np

    rows, columns = _crossed(dark[::_STEP]), _crossed(np.ascontiguousarray(dark.T[::_STEP]))
    rows[:, 1] *= _STEP
    columns = columns[:, (1, 0, 2)] * (_STEP, 1, 1)  # x before y
    rows, columns = (each[_at(each, any_way, pool)] for each in (rows, columns))
    places: list[tuple[float, float, float]] = []
    for x, y, size in columns[_beside(columns, rows)][: _CLOSER * _MOST]:
        near = rows[(np.abs(rows[:, 0] - x) <= _REACH) & (np.abs(rows[:, 1] - y) <= _REACH)]
        for other in near[:1]:
            place = (float(other[0]), float(y), float(max(size, other[2])))
            if not any(abs(place[0] - each[0]) < _REACH and abs(place[1] - each[1]) < _REACH for each in places):
                places.append(place)
    return places


def _at(lines: Floats, marked: Bits, pool: float) -> Bits:
    """Say of which lines the middle lies in a marked square of so many pixels."""
    import numpy as np

    columns, rows = (np.minimum(lines[:, axis] // pool, size - 1).astype(int) for axis, size in ((0, marked.shape[1]), (1, marked.shape[0])))
    kept: Bits = marked[rows, columns]
    return kept


def _beside(lines: Floats, others: Floats) -> Bits:
    """Say which lines have another's middle in their square of pixels or in one beside it."""
    import numpy as np

    wide = 1 << 20
    square = (others[:, :2] // _REACH).astype(np.int64)
    key = (lines[:, :2] // _REACH).astype(np.int64) @ (1, wide)
    around = np.concatenate([(square + np.array((a, b))) @ (1, wide) for a in (-1, 0, 1) for b in (-1, 0, 1)])
    return np.isin(key, around)


def _crossed(dark: Bits) -> Floats:
    """Return the lines across a bull's-eye on the rows of a picture, those nearest to the pattern first.

    Each is where on the row its middle is, which row, and how long it is.
    """
    import numpy as np

    width = dark.shape[1]
    flat = dark.ravel()
    edges = np.flatnonzero(flat[1:] != flat[:-1]) + 1
    if len(edges) <= _STRETCHES:
        return np.empty((0, 3))
    whole = edges[_STRETCHES:] - edges[:-_STRETCHES]
    first = np.flatnonzero((whole >= _SHORTEST) & (whole <= _LONGEST) & ~flat[edges[:-_STRETCHES]])
    stretches, unit = np.diff(edges), whole / _WHOLE
    for number in (_CENTRE, 0, 8, 3, 5, 1, 7, 2, 6):
        share = _CENTRE_SHARE if number == _CENTRE else 1.0
        room = np.minimum(0.5 * share + 0.6 / unit[first], 0.75 * share)  # an edge is where it is, to a pixel
        first = first[np.abs(stretches[first + number] / unit[first] - share) <= room]
    first = first[edges[first] // width == (edges[first + _STRETCHES] - 1) // width]
    shares = stretches[first[:, None] + np.arange(_STRETCHES)] / unit[first, None] - np.where(np.arange(_STRETCHES) == _CENTRE, _CENTRE_SHARE, 1)
    first = first[np.argsort(np.abs(shares).sum(axis=1), kind="stable")]
    middle = (edges[first + _CENTRE] + edges[first + _CENTRE + 1] - 1) / 2
    return np.stack([middle % width, middle // width, whole[first]], axis=1)


def _enlarged(found: Bullseye, times: int) -> Bullseye:
    (x, y), ((a, b), (c, d)) = found.middle, found.shape
    moved = (times - 1) / 2  # a pixel of the smaller copy is the mean of those around its middle
    return Bullseye((x * times + moved, y * times + moved), ((a * times, b * times), (c * times, d * times)))


def _same(one: Bullseye, other: Bullseye, times: int) -> bool:
    x, y = _enlarged(other, times).middle
    reach = EDGES[-1] * max(abs(each) for row in one.shape for each in row)
    return abs(one.middle[0] - x) < reach and abs(one.middle[1] - y) < reach
