"""Finds the four corners of each label in a photo, and says where two ways of finding them agree.

One way cuts the photo at levels of light and keeps what has four straight sides; the other looks outward, from the bars that were read or from
the middle of a sheet, for the nearest straight border. Each errs in its own way: a pale shelf behind a label deceives the first, the edge of the
box the second. So corners are trusted where both agree, and nowhere else.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from inboundcheck.model import BarcodeSeen, Label, LabelSeen
from inboundcheck.photos.faces.borders import ends, outward, sharpened
from inboundcheck.photos.faces.papers import CLOSED, Paper, apart, clockwise, closed, cut, pale, papers, printed, printed_all_over
from inboundcheck.photos.faces.quads import CORNERS

if TYPE_CHECKING:
    from inboundcheck.photos.faces.papers import Corners, Pixels
    from inboundcheck.photos.opening.pixels import Gray

LEAST: Final = 200
"""Pixels of a label's long side under which its corners are not told: it is too far away."""
AGREED, ALONE, TOO_FAR = 0.9, 0.5, 0.3
"""How sure the corners are: two ways agree and a code was read on it; one way, or no code; too few pixels."""
TOO_FAR_BY: Final = "too far away for its corners"
_AGREE: Final = 0.03
"""Two ways agree when no corner is further apart, in diagonals."""
_BEYOND: Final = 0.05
"""How far beyond a label nothing may be as pale as its paper, in diagonals of it."""
_STEADY: Final = 7
"""At how many levels a sheet must be the same, to be shown though only one way found it."""
_WITHIN: Final = 0.3
"""From how far within a sheet is looked outward, as a share of it."""
_OUTSIDE: Final = 2.0
"""How far outside a sheet the corner of a code on it may be told, in pixels of the copy."""
_SHARED: Final = 0.2
"""Two sheets that share more of the smaller one are one."""
_KEPT: Final = 0.02
"""How far a corner may move when it is laid onto the border to a part of a pixel."""
_SIDE_SEEN: Final = 0.6
"""The share of each side that must be seen in the photo itself."""
SURE: Final = 0.8
"""From here on corners are trusted, and barcodes are taken for read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    corners: Corners
    """In pixels of the copy, clockwise."""
    agreed: bool
    coded: bool
    first: int
    """Which corner is the upper left one as it is read."""


def labels(gray: Gray, rgb: Pixels, barcodes: Sequence[BarcodeSeen]) -> tuple[LabelSeen, ...]:
    """Find the labels of a photo.

    Args:
        gray: the upright photo.
        rgb: a copy of it in colour, of about 1,000 pixels.
        barcodes: what was read in it, with polygons in pixels of the photo.

    Returns:
        One sighting for each, with the corners in pixels of the photo, clockwise, from the upper left one as the label is read. From a
        confidence of 0.8 on the corners are trusted.
    """
    scale = max(gray.shape) / max(rgb.shape[:2])
    found: list[_Found] = []
    for each in sorted(_candidates(rgb, barcodes, scale), key=lambda each: (not (each.coded and each.agreed), not each.agreed, not each.coded)):
        if not any(_touch(each.corners, other.corners) for other in found):
            found.append(each)
    return tuple(_told(each, gray, scale) for each in found)


def _candidates(rgb: Pixels, barcodes: Sequence[BarcodeSeen], scale: float) -> Iterator[_Found]:
    import numpy as np

    paleness = pale(rgb)
    evens = [closed(paleness, width) for width in CLOSED]
    sheets = papers(evens)
    sure: list[_Found] = []
    for read in barcodes:
        if read.barcode.text is not None and read.confidence >= SURE and len(read.polygon) == CORNERS:
            found = _round(np.array(read.polygon) / scale, paleness, sheets, evens)
            sure += [found] if found and found.agreed else []
            yield from [found] if found else []
    for sheet in sheets:
        taken = any(_touch(sheet.corners, each.corners) for each in sure)
        if taken or cut(sheet.corners, paleness) or not printed(paleness, evens[-1], sheet.corners):
            continue
        agreed = _agreed(sheet.corners, _from_within(sheet.corners, evens))
        if agreed or sheet.held >= _STEADY or _ended(sheet.corners, evens):
            yield _Found(corners=sheet.corners, agreed=agreed, coded=False, first=0)


def _round(bars: Corners, paleness: Pixels, sheets: Sequence[Paper], evens: Sequence[Pixels]) -> _Found | None:
    """Find the label around a code that was read."""
    around = sorted((sheet for sheet in sheets if _holds(sheet.corners, bars)), key=lambda each: _area(each.corners))
    for sheet in around:
        whole = _ended(sheet.corners, evens) and printed_all_over(paleness, evens[-1], sheet.corners)
        if whole and _agreed(sheet.corners, chain(_from_within(sheet.corners, evens), _from(clockwise(bars), sheet.corners, evens))):
            return _Found(corners=sheet.corners, agreed=True, coded=True, first=_first(sheet.corners, bars))
    steadiest = max(around, key=lambda each: each.held, default=None)
    if steadiest is None:
        return None
    return _Found(corners=steadiest.corners, agreed=False, coded=True, first=_first(steadiest.corners, bars))


def _from_within(corners: Corners, evens: Sequence[Pixels]) -> Iterator[Corners | None]:
    """Look outward from the middle of a sheet."""
    return _from(corners.mean(axis=0) + _WITHIN * (corners - corners.mean(axis=0)), corners, evens)


def _from(start: Corners, corners: Corners, evens: Sequence[Pixels]) -> Iterator[Corners | None]:
    """Look outward from a start, as far as a sheet is long, with finer and bolder print closed over."""
    return (outward(even, start, _longest(corners)) for even in reversed(evens))


def _agreed(corners: Corners, scanned: Iterable[Corners | None]) -> bool:
    """Whether looking outward found the same corners."""
    return any(each is not None and apart(corners, each) <= _AGREE for each in scanned)


def _ended(corners: Corners, evens: Sequence[Pixels]) -> bool:
    """Whether the paper ends at these corners."""
    return ends(evens[0], evens[-1], corners, _BEYOND * max(math.dist(corners[0], corners[2]), math.dist(corners[1], corners[3])))


def _first(corners: Corners, bars: Corners) -> int:
    """Return which corner is the upper left one, as the bars are read: their corners begin with the two at which reading begins and ends.

    Not every decoder tells the upper side of linear bars from the lower one; below lies to the right of the direction of reading.
    """
    import numpy as np

    across = (bars[1] - bars[0]) / max(math.dist(bars[0], bars[1]), 1e-6)
    return int((corners @ (across + np.array((-across[1], across[0])))).argmin())


def _told(found: _Found, gray: Gray, scale: float) -> LabelSeen:
    import numpy as np

    rough = (found.corners + 0.5) * scale - 0.5
    confidence, by = ALONE, "one way of finding its corners" if not found.agreed else "paper and borders, no code on it"
    if _longest(rough) < LEAST:
        confidence, by = TOO_FAR, TOO_FAR_BY
    elif (fine := sharpened(gray, rough, reach=max(4.0, 2.0 * scale))) is not None:
        corners, seen = fine
        if apart(rough, corners) <= _KEPT:
            rough = corners
            if found.agreed and found.coded and seen >= _SIDE_SEEN:
                confidence, by = AGREED, "paper and borders agree"
    polygon = tuple((round(float(x), 1), round(float(y), 1)) for x, y in np.roll(rough, -found.first, axis=0))
    return LabelSeen(label=Label(), polygon=polygon, confidence=confidence, by=by)


def _holds(corners: Corners, points: Corners) -> bool:
    import cv2
    import numpy as np

    outline = corners.astype(np.float32)
    return all(cv2.pointPolygonTest(outline, (float(x), float(y)), measureDist=True) >= -_OUTSIDE for x, y in points)


def _touch(one: Corners, other: Corners) -> bool:
    """Whether two quads are of one sheet."""
    import cv2
    import numpy as np

    shared = cv2.intersectConvexConvex(one.astype(np.float32), other.astype(np.float32))[0]
    return shared > _SHARED * min(_area(one), _area(other))


def _area(corners: Corners) -> float:
    import cv2
    import numpy as np

    return float(cv2.contourArea(corners.astype(np.float32)))


def _longest(corners: Corners) -> float:
    return max(math.dist(corners[at], corners[at - 1]) for at in range(4))
