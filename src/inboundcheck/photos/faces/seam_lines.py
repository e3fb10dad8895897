"""Finds the line along which the flaps of a face meet, or the tape over it, in a photo whose face and labels are known.

The face is brought to a square and its labels are masked. A slotted box closes in the middle of its face, so the strongest straight step of
colour near either midline is the candidate; how much it stands out from all other columns says how sure it is. A simpler form of this gave no false
violation and one false pass on 93 labels pasted onto 16 photographed faces that were marked by hand; docs/photos.md has what this one gives.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from inboundcheck.model.sightings import SeamSeen
from inboundcheck.photos.faces.midlines import OFF, SIDE, Candidate, strongest
from inboundcheck.photos.faces.quads import Quad
from inboundcheck.photos.nets.on_face import SIDE as NET_SIDE
from inboundcheck.photos.nets.on_face import OnFace, Way, on_face

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
SAYS: Final = 0.9
"""From here on the net takes it that a seam runs one way; for the other way it must stay as far below one half."""
DOUBT: Final = 0.03
"""How far the net may be in doubt where, in sides of the face."""
WEAK: Final = 3.0
"""How strong a line must be that the net speaks for."""
NEAR: Final = 0.03
"""How far it may run from where the net sees it, in sides of the face, beyond its own width."""
_CLOSE: Final = 4
"""How far around a label the net is shown nothing."""
_MARGIN: Final = 12
"""How far around a label nothing is looked at, in pixels of the square: its shadow, and corners that are off."""


def seam_lines(photo: Image, face: Quad, labels: Sequence[Quad] = (), *, scale: float = 1.0) -> tuple[SeamSeen, ...]:
    """Find the seam of a face, or what may be one; each part of it that is seen is one sighting, nothing where there is none.

    Args:
        photo: the upright photo in colour, or a smaller copy of it.
        face: its corners, without fault and not far outside the photo.
        labels: what lies on the face and is no part of it.
        scale: how long a side of the copy is for one of the photo; quads and sightings are in pixels of the photo.
    """
    import numpy as np

    pixels, shrunk = _near_size(photo, face.diagonal * scale)
    shrunk *= scale
    flat, mask, to_square = _flattened(pixels, np.array(face.corners) * shrunk, [np.array(each.corners) * shrunk for each in labels])
    back = np.linalg.inv(to_square)
    return tuple(_sightings(weighed(*looked(flat, mask)), back, shrunk))


def _flattened(pixels: Any, face: Any, labels: Sequence[Any]) -> tuple[Any, Any, Any]:
    """Bring a face to a square; also return what is hidden, 1 where a label lies and 2 where the photo ends, and how it was brought there."""
    import cv2
    import numpy as np

    square = np.array([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE)], dtype=np.float32)
    to_square = cv2.getPerspectiveTransform(face.astype(np.float32), square)
    flat = cv2.warpPerspective(pixels, to_square, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE)
    mask: Any = 2 * (1 - cv2.warpPerspective(np.ones(pixels.shape[:2], np.uint8), to_square, (SIDE, SIDE)))
    for label in labels:
        cv2.fillConvexPoly(mask, np.clip(np.round(_moved(to_square, label)), -SIDE, 2 * SIDE).astype(np.int32), 1)
    return flat, mask, to_square


def looked(flat: Any, mask: Any) -> tuple[Candidate, Candidate, OnFace | str]:
    """Look at a flat face in both ways: the strongest line from top to bottom, that from left to right, and what the net sees."""
    import cv2
    import numpy as np

    colour = cv2.cvtColor(flat, cv2.COLOR_RGB2LAB).astype(np.float32)
    labels = cv2.dilate((mask == 1).astype(np.uint8), np.ones((2 * _MARGIN + 1, 2 * _MARGIN + 1), np.uint8))
    down, across = strongest(colour, labels), strongest(colour.transpose(1, 0, 2).copy(), labels.T.copy())
    turned = replace(across, ends=tuple((y, x) for x, y in across.ends))  # type: ignore[arg-type]
    hidden = cv2.dilate((mask > 0).astype(np.uint8), np.ones((2 * _CLOSE + 1, 2 * _CLOSE + 1), np.uint8))
    small = (NET_SIDE, NET_SIDE)
    return down, turned, on_face(cv2.resize(flat, small, interpolation=cv2.INTER_AREA), cv2.resize(hidden, small, interpolation=cv2.INTER_NEAREST))


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


def _agree(line: Candidate, way: Way, other: Way) -> bool:
    """Whether the net sees a seam where a line is, and none the other way."""
    if way.seam < SAYS or other.seam > 1 - SAYS or way.spread > DOUBT or line.strength < WEAK or not line.stretches:
        return False
    axis = 0 if abs(line.ends[1][1] - line.ends[0][1]) > abs(line.ends[1][0] - line.ends[0][0]) else 1
    apart = (abs(end[axis] - place * SIDE) for end, place in zip(line.ends, way.ends, strict=True))
    return all(each <= line.half + NEAR * SIDE for each in apart)


def _as_seen(line: Candidate, way: Way, *, upright: bool) -> Candidate:
    """Say where a seam is that both see: where the two borders of the line are known, in their middle; else where the net sees it."""
    if line.half <= OFF:
        return line
    start, end = (each * SIDE for each in way.ends)
    ends = ((start, 0.0), (end, float(SIDE))) if upright else ((0.0, start), (float(SIDE), end))
    return replace(line, ends=ends, half=OFF)


def weighed(down: Candidate, across: Candidate, seen: OnFace | str) -> Iterator[tuple[Candidate, float]]:
    """Give each line that may be a seam, and how sure it is.

    The stronger line is sure by itself where it is strong enough. A weaker one is where the net sees a seam at the same place and none the other way.
    """
    if not isinstance(seen, str):
        for line, way, other in ((down, seen.down, seen.across), (across, seen.across, seen.down)):
            if _agree(line, way, other):
                yield _as_seen(line, way, upright=line is down), FOUND
                return
    best, rival = sorted((down, across), key=lambda each: -each.strength)
    alone = best.strength > RIVAL * rival.strength
    for each in (best,) if alone else (best, rival):
        if each.strength >= LOW:
            yield each, FOUND if alone and each.strength >= HIGH and each.share >= WHOLE else DOUBTFUL


def _sightings(lines: Iterable[tuple[Candidate, float]], back: Any, shrunk: float) -> Iterator[SeamSeen]:
    """Give the parts in which each line is seen, as strips in pixels of the photo."""
    for each, confidence in lines:
        (x1, y1), (x2, y2) = each.ends
        length = math.dist(*each.ends)
        ax, ay = (y2 - y1) / length * each.half, (x1 - x2) / length * each.half
        for start, end in each.stretches:
            (left, top), (right, bottom) = ((x1 + (x2 - x1) * share, y1 + (y2 - y1) * share) for share in (start, end))
            strip = [(left - ax, top - ay), (left + ax, top + ay), (right + ax, bottom + ay), (right - ax, bottom - ay)]
            polygon = tuple((float(x), float(y)) for x, y in _moved(back, strip) / shrunk)
            yield SeamSeen(polygon=polygon, confidence=confidence, by="seam finder")
