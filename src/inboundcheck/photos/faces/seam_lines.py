"""Finds the line along which the flaps of a face meet, or the tape over it, in a photo whose face and labels are known.

The face is brought to a square and its labels are masked. A slotted box closes in the middle of its face, so the strongest straight step of
colour near either midline is the candidate; how much it stands out from all other columns says how sure it is. A simpler form of this gave no false
violation and one false pass on 93 labels pasted onto 16 photographed faces that were marked by hand; docs/photos.md has what this one gives.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from inboundcheck.model.sightings import SeamSeen
from inboundcheck.photos.faces.midlines import SIDE, Candidate, strongest
from inboundcheck.photos.faces.quads import Quad

if TYPE_CHECKING:
    from PIL.Image import Image

HIGH: Final = 6.0
"""How much stronger than the usual column of the face a line is that surely is one."""
LOW: Final = 4.0
"""Up to here it is none."""
RIVAL: Final = 1.5
"""How much stronger the line of one midline must be than that of the other: a face closes one way."""
WHOLE: Final = 0.6
"""A seam runs from border to border: so much of what no label hides of it must be seen."""
FOUND, DOUBTFUL = 0.9, 0.5
"""The confidences of a line over the high threshold, and of one between the two."""
_MARGIN = 12
"""How far around a label nothing is looked at, in pixels of the square: its shadow, and corners that are off."""


def seam_lines(photo: Image, face: Quad, labels: Sequence[Quad] = (), *, scale: float = 1.0) -> tuple[SeamSeen, ...]:
    """Find the seam of a face, or what may be one; each part of it that is seen is one sighting, nothing where there is none.

    Args:
        photo: the upright photo in colour, or a smaller copy of it.
        face: its corners, without fault and not far outside the photo.
        labels: what lies on the face and is no part of it.
        scale: how long a side of the copy is for one of the photo; quads and sightings are in pixels of the photo.
    """
    import cv2
    import numpy as np

    square = np.array([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE)], dtype=np.float32)
    pixels, shrunk = _near_size(photo, face.diagonal * scale)
    shrunk *= scale
    to_square = cv2.getPerspectiveTransform((np.array(face.corners) * shrunk).astype(np.float32), square)
    flat = cv2.warpPerspective(pixels, to_square, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)
    colour = cv2.cvtColor(flat, cv2.COLOR_RGB2LAB).astype(np.float32)
    mask: Any = np.zeros((SIDE, SIDE), np.uint8)
    for label in labels:
        corners = _moved(to_square, np.array(label.corners) * shrunk)
        cv2.fillConvexPoly(mask, np.clip(np.round(corners), -SIDE, 2 * SIDE).astype(np.int32), 1)
    mask = cv2.dilate(mask, np.ones((2 * _MARGIN + 1, 2 * _MARGIN + 1), np.uint8))
    down, across = strongest(colour, mask), strongest(colour.transpose(1, 0, 2).copy(), mask.T.copy())
    turned = Candidate(across.strength, tuple((y, x) for x, y in across.ends), across.stretches, across.half, across.share)  # type: ignore[arg-type]
    back = np.linalg.inv(to_square)
    return tuple(_sightings(sorted((down, turned), key=lambda each: -each.strength), back, shrunk))


def _near_size(photo: Image, diagonal: float) -> tuple[Any, float]:
    """Return the pixels of a photo, made so small that a face with this diagonal is no more than twice as large as the square, and the factor."""
    import cv2
    import numpy as np

    pixels: Any = np.asarray(photo.convert("RGB"))
    shrunk = min(1.0, 2 * SIDE / diagonal)
    if shrunk < 1:
        pixels = cv2.resize(pixels, None, fx=shrunk, fy=shrunk, interpolation=cv2.INTER_AREA)
    return pixels, shrunk


def _moved(matrix: Any, points: Any) -> Any:
    import numpy as np

    moved = np.c_[points, np.ones(len(points))] @ matrix.T
    return moved[:, :2] / moved[:, 2:]


def _sightings(candidates: Sequence[Candidate], back: Any, shrunk: float) -> Iterator[SeamSeen]:
    """Give the stronger line, and the other too where it is nearly as strong: then neither is sure."""
    best, other = candidates
    alone = best.strength > RIVAL * other.strength
    for each in (best,) if alone else (best, other):
        if each.strength < LOW:
            continue
        (x1, y1), (x2, y2) = each.ends
        length = math.dist(*each.ends)
        ax, ay = (y2 - y1) / length * each.half, (x1 - x2) / length * each.half
        for start, end in each.stretches:
            (left, top), (right, bottom) = ((x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in (start, end))
            strip = [(left - ax, top - ay), (left + ax, top + ay), (right + ax, bottom + ay), (right - ax, bottom - ay)]
            polygon = tuple((float(x), float(y)) for x, y in _moved(back, strip) / shrunk)
            sure = alone and each.strength >= HIGH and each.share >= WHOLE
            yield SeamSeen(polygon=polygon, confidence=FOUND if sure else DOUBTFUL, by="seam finder")
