"""Whether a photo shows a face so well that no barcode on it can have been missed; and if not, what is wrong first.

A face is closed for barcodes when its four borders are known (its corners are given, or its maker says that the whole face is
there), 95 % of it is to be seen, the scale suffices for the narrowest bar that is looked for, and nothing on it that looks
like a barcode stayed unread. An overview, which says of no face that it shows it, closes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from inboundcheck.answers import NONE
from inboundcheck.answers import high as high_of
from inboundcheck.model import Between, Box, FaceSeen, Photo, Sighting
from inboundcheck.model.sightings import BarcodeSeen, Point, QualitySeen
from inboundcheck.photos.faces.quads import inside
from inboundcheck.quantities import Length

NARROWEST_BAR = 0.25
"""The narrowest bar that is looked for, in millimetres: a retail code printed at its smallest has 0.264 (GS1 General Specifications)."""
PIXELS_A_BAR = 1.5
"""Pixels that the narrowest bar must have to be read; linear codes need 0.9 to 2.0, by decoder."""
SCALE = PIXELS_A_BAR / NARROWEST_BAR
"""Pixels a millimetre that a face needs, everywhere on it."""
HIDDEN = 0.05
"""The part of a face that may be washed out."""
OBLIQUE = 0.5
"""By how much one side of the face may be foreshortened against the other: the cosine of a view from 60 degrees."""
FILLED = 2 / 3
"""How much of the photo, one way at least, a face fills of which its maker says that it is there whole."""
_NARROWEST_PRINTED = {"ean_13": 0.264, "ean_8": 0.264, "upc_a": 0.264, "upc_e": 0.264, "itf": 0.25}
"""The narrowest bar with which a code is printed, in millimetres, by symbology; any other has at least 0.19."""
_NARROWEST_OTHER = 0.19
_LOW = 0.2
"""A candidate that is no surer than this is none."""
_NANOMETRES = 1_000_000


@dataclass(frozen=True, slots=True)
class Frame:
    """One photo of a face: its size in pixels, what its maker says of it, and what was seen in it."""

    photo: Photo
    width: int
    height: int
    sightings: Sequence[Sighting]
    focal: float = 0.0
    """The focal length in pixels; 0 where it is not known."""
    found: bool = False
    """Whether the corners of its face were found in it and not marked: then seams were looked for on it, whatever it is called."""
    advice: str = ""
    """Why they were not found, as what to do."""


def close(frame: Frame, box: Box) -> FaceSeen | None:
    """Say whether the face that a photo shows is closed for barcodes; None for a photo that says of no face that it shows it."""
    if not isinstance(frame.photo.view, str):
        return None
    reason = next(_hindrances(frame, box), "")
    return FaceSeen(face=frame.photo.view, detector="barcodes", closed=not reason, reason=reason, by="closure", polygon=frame.photo.face_corners)


def _hindrances(frame: Frame, box: Box) -> Iterator[str]:
    """Everything that keeps a face open, in the order in which it is to be mended."""
    face = f"the {frame.photo.view} side"
    if not frame.photo.face_corners and frame.photo.whole_face is not True:
        yield f"nothing says that all of {face} is in the photo; take the whole side straight on, and write `whole_face: true`"
    yield from flaws_of(frame)
    yield from _scale(frame, box)
    if any(_unread(each) and _on_face(each, frame) for each in frame.sightings):
        yield f"something on {face} that looks like a barcode could not be read; take it again, closer and sharp"


def flaws_of(frame: Frame) -> Iterator[str]:
    """What is wrong with the photo, unless it is glare over a small part of a face whose corners are known."""
    flaws = [each for each in frame.sightings if isinstance(each, QualitySeen) and each.confidence > _LOW]
    spots = [each for each in flaws if each.flaw in ("glare", "overexposed") and each.polygon]
    small = sum(_area(each.polygon) for each in spots) <= HIDDEN * _area(frame.photo.face_corners)
    for each in flaws:
        if each not in spots or not small:
            yield each.reason or f"the photo is {each.flaw}; take it again"


def _scale(frame: Frame, box: Box) -> Iterator[str]:
    sides = _two_longest(box)
    if sides is None:
        yield "the sides of the box are not declared, so nobody knows how large it is in the photo; write `length`, `width` and `height`"
        return
    if not frame.width or not frame.height:
        yield "the size of the photo is not known"
        return
    if frame.photo.face_corners:
        scale, oblique = scale_of_corners(frame.photo.face_corners, sides)
        if oblique:
            yield "the photo was taken too much from one side; hold the phone straight before the middle of the face"
    else:
        scale = _of_whole_face(frame, sides)
    scale = min([scale, *_of_modules(frame.sightings)])
    if scale < SCALE:
        yield f"too far away: {scale:.1f} pixels a millimetre, and the narrowest bars need {SCALE:.0f}; go closer, or take it with more pixels"


def _two_longest(box: Box) -> tuple[float, float] | None:
    """The two longest sides, in millimetres: no face of the box is larger."""
    sides = [each for each in (box.length, box.width, box.height) if isinstance(each, Length | Between)]
    if any(each is None or each is NONE for each in (box.length, box.width, box.height)):
        return None
    longest = sorted((high_of(each.amount) / _NANOMETRES for each in sides), reverse=True)
    return longest[0], longest[1]


def _of_whole_face(frame: Frame, sides: tuple[float, float]) -> float:
    """The least scale at which a face of these sides fills two thirds of the photo, one way."""
    across, down = max(frame.width, frame.height), min(frame.width, frame.height)
    return FILLED * min(across / sides[0], down / sides[1])


def scale_of_corners(corners: Sequence[Point], sides: tuple[float, float]) -> tuple[float, bool]:
    """The least scale on a face between these corners, whichever way round its sides lie, and whether it is seen too obliquely."""
    edges = [math.dist(one, other) for one, other in pairwise((*corners, corners[0]))]
    one, other = min(edges[0], edges[2]), min(edges[1], edges[3])
    tilted = min(edges[0], edges[2]) < OBLIQUE * max(edges[0], edges[2]) or min(edges[1], edges[3]) < OBLIQUE * max(edges[1], edges[3])
    ways = [(one / sides[0], other / sides[1]), (one / sides[1], other / sides[0])]
    straight = [way for way in ways if min(way) >= OBLIQUE * max(way)]
    return min(min(way) for way in straight or ways), tilted or not straight


def _of_modules(sightings: Iterable[Sighting]) -> Iterator[float]:
    """The greatest scale that each read leaves possible: no code is printed with narrower bars than its kind allows."""
    for each in sightings:
        if isinstance(each, BarcodeSeen) and each.module is not None and each.barcode.text is not None:
            symbology = each.barcode.symbology
            yield each.module / _NARROWEST_PRINTED.get(symbology if isinstance(symbology, str) else "", _NARROWEST_OTHER)


def _unread(sighting: Sighting) -> bool:
    return isinstance(sighting, BarcodeSeen) and sighting.barcode.text is None and sighting.confidence > _LOW


def _on_face(sighting: Sighting, frame: Frame) -> bool:
    """Whether a sighting may be on the face; one wholly outside its corners is not."""
    corners = frame.photo.face_corners
    return not corners or not sighting.polygon or any(inside(point, corners) for point in sighting.polygon)


def _area(polygon: Sequence[Point]) -> float:
    """The area inside a polygon (the shoelace formula); 0 for none."""
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise((*polygon, polygon[0])))) / 2 if polygon else 0.0
