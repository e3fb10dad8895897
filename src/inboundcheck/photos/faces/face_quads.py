"""Finds the four corners of the one face that fills a photo: the one that the labels lie on, straight on and whole.

What is looked for is where the board ends. Every pixel is compared with the colour of the board around the labels; then the same two ways as for
labels look for four straight sides: areas that are alike at several tolerances, and the nearest straight borders outward from the label.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.borders import ends, outward, sharpened
from inboundcheck.photos.faces.papers import CLOSED, apart, closed, cut, papers
from inboundcheck.photos.faces.quads import Quad, diagonal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.faces.papers import Corners, Pixels

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

CONFIDENCE: Final = 0.85
"""Of a face that both ways found."""
_ALIKE: Final = 6.0
"""How much one step of colour (CIE 1976) weighs: tolerances of 3 to 31 steps are tried."""
_LIGHTNESS: Final = 1.0
"""How much lightness counts beside colour, once the light on the face is followed."""
_DEGREES: Final = (0, 1, 2)
"""The light on the board is taken for one value, then for a sloping plane, then for a surface of the second degree, over more and more of it."""
_COARSE: Final = 8
"""Every how many pixels the light is asked for."""
_SAME: Final = 228
"""From here on a pixel is of the board."""
_AGREE: Final = 0.025
"""Two ways agree when no corner is further apart, in diagonals."""
_BEYOND: Final = 0.12
"""How far beyond a border no board may follow, in diagonals: beyond the edge of a tape it does."""
_WITHIN: Final = 0.6
"""From how far within an area is looked outward, as a share of it: tape along the middle lies within."""
_LEAST: Final = 0.15
"""How much of the photo it fills at least."""
_SQUARE: Final = 0.25
"""By how much opposite sides may differ: the photo is taken straight on."""
_SEEN: Final = 0.6
"""The share of each side that must be seen."""
CUT: Final = "the face is cut off by the border of the photo; step back, until a hand's width around it is seen"
UNCLEAR: Final = "where the face ends is not clear; take the whole side straight on, before a ground of another colour than the box"


def face(rgb: Pixels, labels: Sequence[Sequence[Point]], *, scale: float) -> Quad | str:
    """Find the face that labels lie on.

    Args:
        rgb: a copy of the upright photo in colour, of about 1,000 pixels.
        labels: the corners of at least one label that was surely found, in pixels of the photo.
        scale: how long a side of the photo is for one of the copy.

    Returns:
        Its corners, clockwise, from the upper left, in pixels of the photo; or what to do so that they are found, as a sentence.
    """
    import numpy as np

    sheets = [np.array(each, dtype=np.float64) / scale for each in labels]
    likeness = _likeness(rgb, sheets)
    evens = [closed(likeness, width) for width in CLOSED]
    areas = [each.corners for each in papers(evens) if _fits(each.corners, likeness, sheets)]
    if not areas:
        return CUT if _touches_border(evens[0]) else UNCLEAR
    for corners in areas:
        start = corners.mean(axis=0) + _WITHIN * (corners - corners.mean(axis=0))
        scanned = [found for even in evens if (found := outward(even, start, diagonal(corners) / 2)) is not None]
        if any(apart(corners, each) <= _AGREE for each in scanned) and ends(evens[0], evens[-1], corners, _BEYOND * diagonal(corners)):
            fine = sharpened(likeness, corners, reach=max(4.0, 0.01 * diagonal(corners)))
            if fine is not None and fine[1] >= _SEEN and apart(corners, fine[0]) <= _AGREE:
                placed = (fine[0] + 0.5) * scale - 0.5
                polygon = tuple((round(float(x), 1), round(float(y), 1)) for x, y in placed)
                return Quad(corners=polygon, confidence=CONFIDENCE, by="board and borders agree")
    return UNCLEAR


def _likeness(rgb: Pixels, sheets: Sequence[Corners]) -> Pixels:
    """Return how much each pixel looks like the board around the labels, 255 where it is the same; so do the labels themselves."""
    import cv2
    import numpy as np

    colours = cv2.GaussianBlur(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), (0, 0), 1.2).astype(np.float32) * np.array(
        (_LIGHTNESS * 100 / 255, 1, 1), np.float32
    )
    on, ring = np.zeros(rgb.shape[:2], np.uint8), np.zeros(rgb.shape[:2], np.uint8)
    for corners in sheets:
        for mask, grown in ((ring, 1.6), (on, 1.06)):
            outline = corners.mean(axis=0) + grown * (corners - corners.mean(axis=0))
            cv2.fillConvexPoly(mask, outline.round().astype(np.int32), 1)
    known = (ring > 0) & (on == 0)
    likeness = np.zeros(rgb.shape[:2], np.uint8)
    for degree in _DEGREES:
        if not known.any():
            break
        likeness = np.clip(255 - _ALIKE * np.linalg.norm(colours - _lit(colours, known, degree), axis=2), 0, 255).astype(np.uint8)
        likeness[on > 0] = 255
        _, areas = cv2.connectedComponents((closed(likeness, CLOSED[0]) > _SAME).astype(np.uint8))
        middle = sheets[0].mean(axis=0).round().astype(int)
        known = (areas == areas[middle[1], middle[0]]) & (on == 0) & (likeness > _SAME)
    return likeness


def _lit(colours: Floats, known: Mask, degree: int) -> Floats:
    """Return the colour of the board everywhere: its hue is one, and its lightness a smooth surface through where it is known."""
    import cv2
    import numpy as np

    rows, columns = known.shape
    y, x = np.mgrid[0:rows:_COARSE, 0:columns:_COARSE].astype(np.float32) / max(rows, columns)
    terms = np.stack([x**i * y**j for i in range(degree + 1) for j in range(degree + 1 - i)], axis=-1)
    some = known[::_COARSE, ::_COARSE]
    board = np.broadcast_to(np.median(colours[known], axis=0), colours.shape).astype(np.float32)
    if some.sum() > 50 * terms.shape[-1]:
        factors, *_ = np.linalg.lstsq(terms[some], colours[::_COARSE, ::_COARSE, 0][some], rcond=None)
        board[..., 0] = cv2.resize((terms @ factors).astype(np.float32), (columns, rows), interpolation=cv2.INTER_LINEAR)
    return board


def _fits(corners: Corners, picture: Pixels, sheets: Sequence[Corners]) -> bool:
    """Whether an area can be the face: whole in the photo, large, seen straight on, with the labels on it."""
    import cv2
    import numpy as np

    if cut(corners, picture):
        return False
    outline = corners.astype(np.float32)
    if cv2.contourArea(outline) < _LEAST * picture.size:
        return False
    sides = [math.dist(corners[at], corners[(at + 1) % 4]) for at in range(4)]
    if any(min(sides[at], sides[at + 2]) < (1 - _SQUARE) * max(sides[at], sides[at + 2]) for at in (0, 1)):
        return False
    return all(cv2.pointPolygonTest(outline, (float(x), float(y)), measureDist=False) >= 0 for sheet in sheets for x, y in sheet)


def _touches_border(likeness: Pixels) -> bool:
    """Whether board lies along the border of the photo."""
    import numpy as np

    frame = np.concatenate([likeness[1], likeness[-2], likeness[:, 1], likeness[:, -2]])
    return bool((frame > 200).mean() > 0.1)  # noqa: PLR2004 - a tenth of the border, within 16 steps of the board's colour
