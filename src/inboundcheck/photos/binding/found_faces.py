"""Whether the face that was found in a photo is trusted, now that it is known which box is in it."""

from __future__ import annotations

from inboundcheck.conditions import DEFAULT_CONFIDENCE
from inboundcheck.model import Box
from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.declared import sides_agree
from inboundcheck.photos.faces.quads import Quad
from inboundcheck.photos.looked import Looked

_OTHER_SIDES = "what looks like the whole face has not the sides of this box as they are declared; take it straight on, or measure the box"
_ALONE = "where the face ends is not clear; take the whole side straight on, before a ground of another colour than the box"


def found_face(looked: Looked, box: Box) -> tuple[tuple[Point, ...], str]:
    """Return the corners of the face that was found, where they are trusted; else none, and why, as what to do.

    Two ways must agree: lines and board in the photo; or lines in the photo and the sides of the box. Sides that differ speak against either.
    """
    if not looked.face or Quad(corners=looked.face).fault:
        return (), looked.face_advice
    agree = sides_agree(looked.face, (looked.width, looked.height), box)
    if agree is False:
        return (), _OTHER_SIDES
    if agree or looked.face_confidence >= DEFAULT_CONFIDENCE:
        return looked.face, ""
    return (), _ALONE
