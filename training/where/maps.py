"""What the maps of the net `where` mean, and how points and outlines are taken from them.

A map has one cell for each `STRIDE` by `STRIDE` pixels of the square that the net sees. Points are told in cells here: x to the right and y
down, where 0 is the left or upper border of the first cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

from inboundcheck.photos.faces.papers import clockwise

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Map: TypeAlias = NDArray[np.float32]
    Points: TypeAlias = NDArray[np.float64]

STRIDE: Final = 4
"""Pixels of the square to a cell."""
BOX: Final = 0
"""How sure a cell is of a box."""
CORNER: Final = 1
"""A hill at each corner of a box that is seen."""
FACES: Final = slice(2, 7)
"""How sure a cell is of each of `FACE_NAMES`; together 1."""
FACE_NAMES: Final = ("none", "top", "left", "right", "front")
"""The upper face; of two upright ones the left and the right as seen; a face that is alone, or alone beside the upper one."""
LABEL: Final = 7
"""A hill at the middle of each label."""
QUAD: Final = slice(8, 16)
"""Near the middle of a label: from the middle of the cell to its corners, x and y of each, clockwise, in `REACH` cells."""
PAPER: Final = 16
"""How sure a cell is of a label."""
INTERIOR: Final = 17
"""How sure a cell is of the inside of an open box."""
HAND: Final = 18
"""How sure a cell is of a hand."""
DEPTH: Final = 19
"""How many maps there are."""
REACH: Final = 8.0
"""Cells to one unit of `QUAD`."""
_FINE: Final = 4
"""Maps are drawn so much larger before outlines are taken from them."""
_MOST: Final = 200
"""How many hilltops are looked at: a photo of a warehouse has dozens of corners."""
_SMALLEST: Final = 6.0
"""Cells that an area has at least."""
_FULL: Final = 0.85
"""How much of its four-sided outline a flat thing fills at least, and the other way round."""
_NEAR: Final = 1.5
"""How far from a rough side its own border may lie, in cells."""
_LEAST_POINTS: Final = 4
_TINY: Final = 1e-6


def peaks(heat: Map, least: float) -> Iterator[tuple[float, float, float]]:
    """Give the hilltops of a map that are at least so high, the highest first: x, y and height, to a part of a cell."""
    import cv2
    import numpy as np

    top = cv2.dilate(heat, np.ones((3, 3), np.uint8))
    rows, columns = np.nonzero((heat >= top) & (heat >= least))
    logs = np.log(np.maximum(np.pad(heat, 1, constant_values=np.nan), _TINY))
    taken = np.zeros_like(logs, bool)
    for at in np.argsort(-heat[rows, columns], kind="stable")[:_MOST]:
        row, column = int(rows[at]), int(columns[at])
        if not taken[row + 1, column + 1]:  # else two cells are equally high
            taken[row : row + 3, column : column + 3] = True
            around = logs[row : row + 3, column : column + 3]
            yield column + 0.5 + _moved(*around[1]), row + 0.5 + _moved(*around[:, 1]), float(heat[row, column])


def _moved(before: float, here: float, after: float) -> float:
    """Return how far the top of a parabola through three heights lies from the middle one; nothing at the border, where one is not known."""
    bend = before - 2 * here + after
    return float(min(0.5, max(-0.5, 0.5 * (before - after) / bend))) if bend < -_TINY else 0.0


def quad_at(maps: Map, x: float, y: float) -> Points:
    """Return the four corners that the cell at a point tells, clockwise."""
    import numpy as np

    row, column = min(int(y), maps.shape[1] - 1), min(int(x), maps.shape[2] - 1)
    told = maps[QUAD, row, column].reshape(4, 2).astype(np.float64) * REACH
    return np.add(told, (column + 0.5, row + 0.5), dtype=np.float64)


def outlines(sure: Map, least: float = 0.5) -> list[Points]:
    """Return the outline of each area in which a map is at least so sure, the largest first."""
    import cv2
    import numpy as np

    fine = cv2.resize(sure, None, fx=_FINE, fy=_FINE, interpolation=cv2.INTER_CUBIC)
    found, _ = cv2.findContours((fine >= least).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    large = [each for each in found if cv2.contourArea(each) >= _SMALLEST * _FINE**2]
    return [(each[:, 0].astype(np.float64) + 0.5) / _FINE for each in sorted(large, key=cv2.contourArea, reverse=True)]


def four_sided(outline: Points) -> Points | None:
    """Return the four corners of an area, clockwise as seen, where its sides would meet; None if it has not four straight sides."""
    import cv2
    import numpy as np

    hull = cv2.convexHull(outline.astype(np.float32))
    around = cv2.arcLength(hull, closed=True)
    for loose in (0.02, 0.03, 0.045, 0.06):
        simple = cv2.approxPolyDP(hull, loose * around, closed=True)
        if len(simple) == 4:
            rough = clockwise(simple[:, 0].astype(np.float64))
            filled = cv2.contourArea(outline.astype(np.float32)) / max(cv2.contourArea(rough.astype(np.float32)), _TINY)
            return _met(outline, rough) if _FULL <= filled <= 1 / _FULL else None
    return None


def _met(outline: Points, rough: Points) -> Points:
    """Lay a straight line along each side of an outline, and return where neighbours meet: an outline's own corners are round."""
    import numpy as np

    lines = [_line(outline, rough[at], rough[(at + 1) % 4]) for at in range(4)]
    met = np.cross(np.roll(lines, 1, axis=0), lines)
    points = met[:, :2] / np.where(np.abs(met[:, 2:]) < _TINY, _TINY, met[:, 2:])
    near = np.linalg.norm(points - rough, axis=1) <= 3 * _NEAR
    return np.where(near[:, None], points, rough)


def _line(outline: Points, start: Points, end: Points) -> Points:
    """Return the line (a, b, c with ax + by + c = 0) along the points of an outline that are near a side, away from its ends."""
    import cv2
    import numpy as np

    along = (end - start) / max(float(np.linalg.norm(end - start)), _TINY)
    far = (outline - start) @ along / max(float(np.linalg.norm(end - start)), _TINY)
    off = (outline - start) @ np.array((-along[1], along[0]))
    kept = outline[(far > 0.1) & (far < 0.9) & (np.abs(off) <= _NEAR)]
    x, y = start
    if len(kept) >= _LEAST_POINTS:
        dx, dy, x, y = (float(each) for each in cv2.fitLine(kept.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
        along = np.array((dx, dy))
    return np.array((-along[1], along[0], along[1] * x - along[0] * y))
