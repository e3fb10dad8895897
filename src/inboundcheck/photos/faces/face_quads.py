"""Finds the four corners of the face that labels lie on.

Two ways look for it: straight lines that run with the sides of a label, meet in four corners and end there; and the board, by its colour around the
labels. Lines are deceived by a shelf behind the box, colours by a neighbour that is lit alike. So a face is trusted where both agree.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.board import AGREE, Board
from inboundcheck.photos.faces.bordered import SHORTEST, bordered
from inboundcheck.photos.faces.papers import apart, clockwise
from inboundcheck.photos.faces.quads import Quad
from inboundcheck.photos.faces.straights import straights

if TYPE_CHECKING:
    from inboundcheck.photos.faces.papers import Corners, Pixels

CONFIDENCE, ALONE = 0.85, 0.6
"""Of a face that both ways found; and of one that only its lines tell, as the only one that they can."""
_LEAST: Final = 0.1
"""How much of the photo it fills at least."""
_BORDER: Final = 0.1
"""Along so much of the border of a photo there is board where the face is cut off."""
_MOST: Final = 6
"""How many of the best are put to the second way."""
CUT: Final = "the face is cut off by the border of the photo; step back, until a hand's width around it is seen"
UNCLEAR: Final = "where the face ends is not clear; take the whole side straight on, before a ground of another colour than the box"
SEVERAL: Final = "what is in the photo can be a face in more than one way; take the whole side straight on, before an even ground"


def face(rgb: Pixels, labels: Sequence[Sequence[Point]], *, scale: float) -> Quad | str:
    """Find the face that labels lie on.

    Args:
        rgb: a copy of the upright photo in colour, of about 1,000 pixels.
        labels: the corners of at least one label that was surely found, clockwise, in pixels of the photo.
        scale: how long a side of the photo is for one of the copy.

    Returns:
        Its corners, clockwise, from the upper left, in pixels of the photo; or what to do so that they are found, as a sentence.
    """
    import numpy as np

    sheets = sorted(((np.array(each, dtype=np.float64) + 0.5) / scale - 0.5 for each in labels), key=_area, reverse=True)
    advice = ""
    for sheet in sheets:  # they may lie on several faces: the face of the largest that has one
        found = _around(rgb, sheet, sheets)
        if not isinstance(found, str):
            corners, confidence = found
            placed = (clockwise(corners) + 0.5) * scale - 0.5
            polygon = tuple((round(float(x), 1), round(float(y), 1)) for x, y in placed)
            return Quad(corners=polygon, confidence=confidence, by="lines and board agree" if confidence == CONFIDENCE else "lines alone")
        advice = advice or found
    return advice


def _around(rgb: Pixels, anchor: Corners, sheets: Sequence[Corners]) -> tuple[Corners, float] | str:
    """Find the face that one label lies on, and how sure it is.

    A line that runs on beyond a corner is forgiven only where the whole shape of the board is seen.
    """
    rows, columns = rgb.shape[:2]
    lines = straights(rgb, sheets, shortest=SHORTEST * max(rows, columns))
    found = [each for each in bordered(rgb, lines, anchor, sheets) if _area(each.corners) >= _LEAST * rows * columns][:_MOST]
    board = Board.around(rgb, anchor, sheets)
    ended = [each.corners for each in found if each.beyond == 0 and board.ends(each.corners)]
    agreed = ended or [each.corners for each in found if each.beyond <= 1 and board.shaped(each.corners) and board.fills(each.corners)]
    if not agreed:
        alone = [each.corners for each in found if each.beyond == 0]
        if not alone or any(apart(alone[0], each) > AGREE for each in alone[1:]):
            return CUT if board.at_border >= _BORDER else UNCLEAR
        return alone[0], ALONE
    return SEVERAL if any(apart(agreed[0], each) > AGREE for each in agreed[1:]) else (agreed[0], CONFIDENCE)


def _area(corners: Corners) -> float:
    import cv2
    import numpy as np

    return float(cv2.contourArea(corners.astype(np.float32)))
