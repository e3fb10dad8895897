"""Whether the face that was found in a photo is trusted, now that it is known which box is in it."""

from __future__ import annotations

from inboundcheck.model import Box
from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.declared import sides_agree
from inboundcheck.photos.faces.quads import Quad
from inboundcheck.photos.looked import Looked

_OTHER_SIDES = "what looks like the whole face has not the sides of this box as they are declared; take it straight on, or measure the box"
_NO_SIDES = "the sides of the box are not declared, so nothing says that a whole face was found; write `length`, `width` and `height`"


def found_face(looked: Looked, box: Box) -> tuple[tuple[Point, ...], str]:
    """Return the corners of the face that was found, where they are trusted; else none, and why, as what to do.

    The declared sides must agree in any case: of 352 rendered photos two had a wrong face on which lines and board agreed, one of them by far,
    and the sides refused both.
    """
    if not looked.face or Quad(corners=looked.face).fault:
        return (), looked.face_advice
    agree = sides_agree(looked.face, (looked.width, looked.height), box)
    if agree:
        return looked.face, ""
    return (), _NO_SIDES if agree is None else _OTHER_SIDES
