"""Finds the bull's-eye of a MaxiCode in a photo, at any angle: three dark rings around one middle (ISO/IEC 16023, 4.11).

A line through the middle crosses six dark and five light stretches. Their widths are as 1 to 1, the middle one as 1.47, and that stays so
however the symbol is turned or slanted. Where a row and a column of pixels both show that, rays from there are followed over the rings,
and an ellipse is laid through all edges. Rows and columns alone were found at each of 22 rendered symbols of 3 to 8 pixels a hexagon.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.pixels import Gray

    Floats: TypeAlias = NDArray[np.float64]
    Bits: TypeAlias = NDArray[np.bool_]

EDGES = (0.578, 1.362, 2.147, 2.932, 3.716, 4.5)
"""Where the rings begin and end, in widths of a hexagon from the middle: light inside the first, then dark and light in turn."""
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
_RAYS = 64
_GOOD = 0.6
"""The share of the rays that must cross the rings as they should."""
_REACHING = 1.05
"""How far rays are followed, in lengths of the line: an ellipse on the slant is longer than the lines across it."""
_OFF = 0.2
"""How far an edge may be from its ring, in widths of a hexagon."""
_FLATTEST = 2.5
"""How much longer than wide an ellipse may be: at 66 degrees off-axis."""


@dataclass(frozen=True, slots=True)
class Bullseye:
    """One bull's-eye: a circle around its middle is an ellipse in the photo."""

    middle: tuple[float, float]
    """In pixels of the photo: x, y."""
    shape: tuple[tuple[float, float], tuple[float, float]]
    """Turns a point in widths of a hexagon into pixels from the middle; by which angle the symbol is turned is not known yet."""


def bullseyes(gray: Gray) -> list[Bullseye]:
    """Return the bull's-eyes in a gray photo (height by width, 8 bits) whose hexagons are about 3 to 80 pixels wide."""
    import cv2
    import numpy as np

    found: list[Bullseye] = []
    for smaller in (1, _SMALLER):
        if min(gray.shape) < _SHORTEST * smaller:
            break
        picture = cv2.resize(gray, None, fx=1 / smaller, fy=1 / smaller, interpolation=cv2.INTER_AREA) if smaller > 1 else gray
        picture = np.asarray(picture, np.uint8)
        mean = np.asarray(cv2.blur(picture, (_WINDOW, _WINDOW)), np.uint8)
        dark = np.asarray(cv2.subtract(mean, picture)) > _FAINTEST
        for x, y, across in _places(dark)[:_MOST]:
            fitted = _fitted(picture, mean, (x, y), across)
            if fitted and not any(_same(each, fitted, smaller) for each in found):
                found.append(_enlarged(fitted, smaller))
    return found


def _places(dark: Bits) -> list[tuple[float, float, float]]:
    """Return where a row and a column show the pattern at one pixel: x, y, and the longer of both lines."""
    import numpy as np

    rows, columns = _crossed(dark[::_STEP]), _crossed(np.ascontiguousarray(dark.T[::_STEP]))
    rows[:, 1] *= _STEP
    columns = columns[:, (1, 0, 2)] * (_STEP, 1, 1)  # x before y
    places: list[tuple[float, float, float]] = []
    for x, y, size in columns[_beside(columns, rows)][: _CLOSER * _MOST]:
        near = rows[(np.abs(rows[:, 0] - x) <= _REACH) & (np.abs(rows[:, 1] - y) <= _REACH)]
        for other in near[:1]:
            place = (float(other[0]), float(y), float(max(size, other[2])))
            if not any(abs(place[0] - each[0]) < _REACH and abs(place[1] - each[1]) < _REACH for each in places):
                places.append(place)
    return places


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


def _fitted(picture: Gray, mean: Gray, middle: tuple[float, float], across: float) -> Bullseye | None:
    """Follow rays from a place over the rings, and lay an ellipse through the edges; None where there are no rings."""
    for _ in range(2):  # the second time from the middle that the first has found
        points, rings = _edges(picture, mean, middle, across * _REACHING)
        if len(points) < _GOOD * _RAYS * (len(EDGES) - 1):
            return None
        solved = _ellipse(points, rings)
        if solved is None:
            return None
        middle, shape = solved
    (a, b), (c, d) = shape.tolist()
    return Bullseye(middle, ((a, b), (c, d)))


def _edges(picture: Gray, mean: Gray, middle: tuple[float, float], reach: float) -> tuple[Floats, Floats]:
    """Return the edges that rays cross, and how far from the middle each should be, in widths of a hexagon."""
    import numpy as np

    rings = np.array(EDGES[:-1])  # the last edge may run into the hexagons around
    turns = np.linspace(0, 2 * np.pi, _RAYS, endpoint=False)
    ways = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    relief, start = _relief(picture, mean, middle, reach)
    if _crossing(relief, start, ways[:: _RAYS // 8], reach)[0].mean() < _GOOD:  # most places are none, and eight rays tell
        return np.empty((0, 2)), np.empty(0)
    fit, values, changes = _crossing(relief, start, ways, reach)
    found = []
    for way, line, changed in zip(ways[fit], values[fit], changes[fit], strict=True):
        at = np.flatnonzero(changed)[: len(rings)]
        far = (at + line[at] / (line[at] - line[at + 1])) * 0.5
        if np.abs(far / far[-1] * rings[-1] - rings).max() <= 3 * _OFF:
            found.append(np.array(middle) + way * far[:, None])
    return (np.concatenate(found), np.tile(rings, len(found))) if found else (np.empty((0, 2)), np.empty(0))


def _relief(picture: Gray, mean: Gray, middle: tuple[float, float], reach: float) -> tuple[NDArray[np.float32], Floats]:
    """Return how much darker each pixel near the middle is than those around it, and where in that the middle is."""
    import numpy as np

    x, y = middle
    left, top = max(0, int(x - reach) - 1), max(0, int(y - reach) - 1)
    part = np.s_[top : int(y + reach) + 3, left : int(x + reach) + 3]
    return mean[part].astype(np.float32) - picture[part], np.array((x - left, y - top))


def _crossing(relief: NDArray[np.float32], start: Floats, ways: Floats, reach: float) -> tuple[Bits, Floats, Bits]:
    """Follow rays: return which cross as many edges as the rings have, what lies along each, and where it changes sign."""
    import cv2
    import numpy as np

    x, y = (start[:, None, None] + ways.T[:, :, None] * np.arange(0, reach, 0.5)).astype(np.float32)
    values = np.asarray(cv2.remap(relief, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float64)
    changes = (values[:, 1:] > 0) != (values[:, :-1] > 0)
    return (values[:, 0] <= 0) & (np.count_nonzero(changes, axis=1) >= len(EDGES) - 1), values, changes


def _ellipse(points: Floats, rings: Floats) -> tuple[tuple[float, float], Floats] | None:
    """Lay ellipses of one middle and one shape through edges, by least squares: return the middle and the shape."""
    import numpy as np

    start = points.mean(axis=0)
    kept = np.ones(len(points), bool)
    for _ in range(3):
        x, y = (points[kept] - start).T
        known, *_ = np.linalg.lstsq(np.stack([x * x, 2 * x * y, y * y, -2 * x, -2 * y, np.ones(len(x))], axis=1), rings[kept] ** 2, rcond=None)
        form = np.array([[known[0], known[1]], [known[1], known[2]]])
        sizes, axes = np.linalg.eigh(form)
        if sizes[0] <= 0 or sizes[1] > sizes[0] * _FLATTEST**2:
            return None
        middle = np.linalg.solve(form, known[3:5])
        away = points - start - middle
        off = np.abs(np.sqrt(np.maximum(np.einsum("ni,ij,nj->n", away, form, away), 0)) - rings)
        kept = off < _OFF
        if kept.mean() < _GOOD:
            return None
    shape = axes @ np.diag(sizes**-0.5) @ axes.T
    return (float(start[0] + middle[0]), float(start[1] + middle[1])), shape


def _enlarged(found: Bullseye, times: int) -> Bullseye:
    (x, y), ((a, b), (c, d)) = found.middle, found.shape
    moved = (times - 1) / 2  # a pixel of the smaller copy is the mean of those around its middle
    return Bullseye((x * times + moved, y * times + moved), ((a * times, b * times), (c * times, d * times)))


def _same(one: Bullseye, other: Bullseye, times: int) -> bool:
    x, y = _enlarged(other, times).middle
    reach = EDGES[-1] * max(abs(each) for row in one.shape for each in row)
    return abs(one.middle[0] - x) < reach and abs(one.middle[1] - y) < reach
