"""Finds pale paper on a box by its light alone: areas of any level that have four straight sides.

Print is closed over first, so that a label is one even area. Then the photo is cut at many levels: a sheet keeps its outline over several of
them, and a reflection or the light side of a box changes it with each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from inboundcheck.photos.faces.quads import CORNERS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.uint8]
    Corners: TypeAlias = NDArray[np.float64]

CLOSED = (5, 13, 27)
"""How wide the print may be that is closed over, in pixels of the copy: bars and letters of a small label, and of one that fills the photo."""
_LEVELS = range(70, 246, 12)
_SMALLEST = 0.0008
"""The least area, as a share of the photo."""
_LARGEST = 0.7
_FULL = 0.88
"""How much of the four-sided outline around it an area fills."""
_LONGEST = 4.0
"""How many times as long as wide it may be in the photo: labels are up to twice, and seen from 60 degrees twice that."""
_OBLIQUE = 0.5
"""How much shorter one of two opposite sides may be: so oblique is a view from 60 degrees."""
_RIM = 2
"""What is so near to the border of the photo is cut by it, in pixels of the copy."""
_ALIKE = 0.02
"""Outlines whose corners are this near, in diagonals, are of one sheet."""
_MOST = 40
"""How many sheets are looked at: a wall of tiles has thousands."""
_HELD = 2
"""At how many levels an outline must be the same."""
_PRINT = (0.03, 0.7)
"""How much of a label is dark, at least and at most."""
_DARK = 40
"""How much darker print is than paper, of 255."""
_MARGIN = 0.2
"""How far from each side of a label print begins at most, as a share of the label."""
_PRINT_NEAR = 0.004
"""How much of that margin is dark at least."""
_FLAT = 128
"""Pixels of the square to which a sheet is brought."""
_INSIDE = 5
"""Pixels of it along each side in which the board may be seen."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One area with four straight sides."""

    corners: Corners
    """Four by two, clockwise, in pixels of the copy."""
    held: int
    """At how many levels it was the same."""


def pale(rgb: Pixels) -> Pixels:
    """Return how pale each pixel is: its weakest colour. White paper has much of each, brown cardboard has little blue."""
    import numpy as np

    return np.ascontiguousarray(rgb.min(axis=2))


def closed(picture: Pixels, width: int) -> Pixels:
    """Close over dark print that is narrower than so many pixels; the borders of what is pale stay where they are."""
    import cv2
    import numpy as np

    return cv2.morphologyEx(picture, cv2.MORPH_CLOSE, np.ones((width, width), np.uint8))  # type: ignore[return-value]  # 8 bits stay 8 bits


def papers(evens: Sequence[Pixels]) -> list[Paper]:
    """Return every sheet that may be one, the steadiest first; print is closed over at each of the widths `CLOSED`."""
    import numpy as np

    found: list[list[Corners]] = []
    for even in evens:
        for level in _LEVELS:
            for corners in _four_sided(even, level):
                middles = np.array([each[0].mean(axis=0) for each in found]).reshape(-1, 2)
                near = np.flatnonzero(np.linalg.norm(middles - corners.mean(axis=0), axis=1) <= _ALIKE * np.linalg.norm(corners[0] - corners[2]))
                same = next((found[at] for at in near if apart(found[at][0], corners) <= _ALIKE), None)
                if same is None:
                    found.append([corners])
                else:
                    same.append(corners)
    steady = [Paper(each[len(each) // 2], len(each)) for each in found if len(each) >= _HELD]
    return sorted(steady, key=lambda each: -each.held)[:_MOST]


def _four_sided(even: Pixels, level: int) -> list[Corners]:
    import cv2
    import numpy as np

    outlines, _ = cv2.findContours((even > level).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for outline in sorted(outlines, key=cv2.contourArea, reverse=True)[:_MOST]:
        area = cv2.contourArea(outline)
        if not _SMALLEST * even.size <= area <= _LARGEST * even.size:
            continue
        corners = _four_corners(outline)
        if corners is not None and area >= _FULL * cv2.contourArea(corners.astype(np.float32)) and _in_shape(corners):
            found.append(corners)
    return found


def _four_corners(outline: Any) -> Corners | None:
    """Return the four corners of an outline, clockwise; None where it has not four."""
    import cv2
    import numpy as np

    hull = cv2.convexHull(outline)
    if len(hull) < CORNERS:
        return None
    around = cv2.arcLength(hull, closed=True)
    for loose in (0.02, 0.03, 0.045, 0.06):
        simple = cv2.approxPolyDP(hull, loose * around, closed=True)
        if len(simple) == CORNERS:
            return clockwise(simple[:, 0].astype(np.float64))
    return None


def clockwise(corners: Corners) -> Corners:
    """Return four corners clockwise as seen, from the one that is nearest to the upper left of the photo."""
    import numpy as np

    middle = corners.mean(axis=0)
    ordered = corners[np.argsort(np.arctan2(corners[:, 1] - middle[1], corners[:, 0] - middle[0]))]
    return np.roll(ordered, -int(ordered.sum(axis=1).argmin()), axis=0)


def cut(corners: Corners, picture: Pixels) -> bool:
    """Whether an outline reaches the border of the photo."""
    height, width = picture.shape[:2]
    return bool((corners < _RIM).any() or (corners[:, 0] > width - 1 - _RIM).any() or (corners[:, 1] > height - 1 - _RIM).any())


def _in_shape(corners: Corners) -> bool:
    import numpy as np

    sides = np.linalg.norm(corners - np.roll(corners, -1, axis=0), axis=1)
    return bool(sides.max() <= _LONGEST * max(sides.min(), 1.0)) and bool(min(sides[0], sides[2]) > _OBLIQUE * max(sides[0], sides[2]))


def apart(one: Corners, other: Corners) -> float:
    """Return how far apart the corners of two outlines are at most, in diagonals of the first; whichever corner either begins with."""
    import numpy as np

    diagonal = max(float(np.linalg.norm(one[0] - one[2])), float(np.linalg.norm(one[1] - one[3])), 1.0)
    return min(float(np.linalg.norm(one - np.roll(other, turn, axis=0), axis=1).max()) for turn in range(4)) / diagonal


def printed(paleness: Pixels, even: Pixels, corners: Corners) -> bool:
    """Whether there is print on a sheet: dark parts that are closed over."""
    return _PRINT[0] <= float(_print(paleness, even, corners).mean()) <= _PRINT[1]


def printed_all_over(paleness: Pixels, even: Pixels, corners: Corners) -> bool:
    """Whether there is print near each side. A pale box is a sheet too, and what is printed on the label on it ends far from its edges."""
    dark, rim = _print(paleness, even, corners), round(_MARGIN * _FLAT)
    return all(float(each.mean()) >= _PRINT_NEAR for each in (dark[:rim], dark[-rim:], dark[:, :rim], dark[:, -rim:]))


def _print(paleness: Pixels, even: Pixels, corners: Corners) -> Pixels:
    """Return where print is on a sheet, brought to a square without its rim."""
    import cv2
    import numpy as np

    square = np.array([(0, 0), (_FLAT, 0), (_FLAT, _FLAT), (0, _FLAT)], np.float32)
    turn = cv2.getPerspectiveTransform(corners.astype(np.float32), square)
    dark = (cv2.subtract(even, paleness) > _DARK).astype(np.uint8)
    return cv2.warpPerspective(dark, turn, (_FLAT, _FLAT))[_INSIDE:-_INSIDE, _INSIDE:-_INSIDE]  # type: ignore[return-value]  # 8 bits stay 8 bits
