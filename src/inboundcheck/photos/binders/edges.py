"""Straight borders in a small copy of a photo, and pairs of them that may be the two sides of one stripe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inboundcheck.photos.opening.pixels import light_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHORTEST = 30
"""Of a border that is looked at, in pixels of the copy."""
NARROWEST, WIDEST = 4.0, 140.0
"""Of a stripe, in pixels of the copy."""
_MOST = 500
"""How many borders are looked at, the longest first: a shelf full of print has thousands."""
_PAIRS = 150
_ASKEW = 0.06
"""The sine of the angle between two sides of one stripe, at most: it comes nearer to the camera along its way."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two borders side by side, running the same way, with a stripe between them."""

    one: Any
    """(2, 2): two points of the left one, as it is followed; of what both are seen along."""
    other: Any
    """(2, 2): of the right one, abreast of these."""


def pairs(pale: NDArray[np.uint8]) -> list[Pair]:
    """Return borders that may be the sides of one stripe, those seen side by side for longest first.

    Args:
        pale: the weakest of the three colours of each pixel. Brown board, and whatever is of another colour than it, differ in this most.
    """
    import numpy as np

    ends = _borders(pale)
    if len(ends) < 2:  # noqa: PLR2004 - a pair
        return []
    start, way = ends[:, 0], ends[:, 1] - ends[:, 0]
    length = np.linalg.norm(way, axis=1)
    way /= length[:, None]
    aside = np.stack((-way[:, 1], way[:, 0]), axis=1)
    # every border is followed with the darker side on its right: so the two sides of one stripe run against each other
    sines = np.abs(np.outer(way[:, 0], way[:, 1]) - np.outer(way[:, 1], way[:, 0]))
    first, second = np.nonzero((way @ way.T < 0) & (sines < _ASKEW))
    far = ends[second] - start[first][:, None]
    along = np.sort(np.einsum("nkd,nd->nk", far, way[first]), axis=1)
    across = np.einsum("nkd,nd->nk", far, aside[first])
    low, high = np.maximum(along[:, 0], 0), np.minimum(along[:, 1], length[first])
    gap = across.mean(axis=1)
    good = (high - low >= SHORTEST) & (np.abs(gap) >= NARROWEST) & (np.abs(gap) <= WIDEST) & (first < second)
    found = []
    for at in np.flatnonzero(good)[np.argsort((low - high)[good], kind="stable")][:_PAIRS]:
        base, forward = start[first[at]], way[first[at]]
        one = base + np.array([[low[at]], [high[at]]]) * forward
        other = _abreast(ends[second[at]], one, forward)
        found.append(Pair(one, other) if gap[at] > 0 else Pair(other, one))
    return found


def _abreast(line: Floats, points: Floats, forward: Floats) -> Floats:
    """Return the points of a line that lie abreast of others."""
    import numpy as np

    way = line[1] - line[0]
    shares = ((points - line[0]) @ forward) / (way @ forward)
    abreast: Floats = line[0] + np.asarray(shares)[:, None] * way
    return abreast


def _borders(pale: NDArray[np.uint8]) -> Floats:
    """Return the ends of straight borders (n, 2, 2), each followed with its darker side on the right, the longest first."""
    import cv2
    import numpy as np

    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD, 0.8).detect(pale)[0]
    if found is None:
        return np.zeros((0, 2, 2))
    ends: Floats = np.asarray(found, np.float64).reshape(-1, 2, 2)  # OpenCV 4 gives each in a row of its own
    lengths = np.linalg.norm(ends[:, 1] - ends[:, 0], axis=1)
    kept = np.argsort(-lengths, kind="stable")[:_MOST]
    ends, lengths = ends[kept][lengths[kept] >= SHORTEST], lengths[kept][lengths[kept] >= SHORTEST]
    if not len(ends):
        return np.zeros((0, 2, 2))
    way = (ends[:, 1] - ends[:, 0]) / lengths[:, None]
    aside = np.stack((-way[:, 1], way[:, 0]), axis=1)
    shares = np.linspace(0.15, 0.85, 9)[None, :, None]
    points = ends[:, :1] + shares * (ends[:, 1:] - ends[:, :1])
    right, left = (light_at(pale, points + side * 2.5 * aside[:, None, :]) for side in (1, -1))
    darker_left = np.median(right - left, axis=1) > 0
    ends[darker_left] = ends[darker_left, ::-1]
    return ends
