"""Measures all three sides of a box whose corners are known in one photo, by a thing of known size that lies on one of its faces.

Where only one face is known, `measuring` measures that. The intervals are as wide as there: 2.6 standard deviations to each side, with the errors
of the corners, of the thing, of the camera, of the printing and of the box itself. Where the corners do not fit a cuboid as well as they should, the
errors grow by as much as they are off.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from inboundcheck.conditions import DEFAULT_CONFIDENCE
from inboundcheck.model import BoxSeen, LabelSeen, ScaleSeen, SideSeen
from inboundcheck.model.sightings import Point
from inboundcheck.model.words import SideName
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.faces.quads import CORNERS, Quad, inside
from inboundcheck.photos.sizes.cuboid import Fitted, fit, likeliest
from inboundcheck.photos.sizes.measuring import BULGE, PRINTED, Measured, seen_side
from inboundcheck.photos.sizes.sight import FACES, Flat, Lens, Sight
from inboundcheck.quantities import Length

_OF_BOX = 1 / 300
"""How far a corner of a box may be off where nobody says it, as a share of the longest diagonal of its outline: it is round, and marked by hand."""
_LEAST = 2.0
"""The same, in pixels at least."""
_NO_BOX = 0.02
"""By how much corners may be off those of a cuboid, as a share of that diagonal: more, and they are of something else, or in another order."""
_BY_FILE = 0.04
"""How far the focal length of a photo's file may be off: it is told in whole millimetres, and lenses breathe."""
_USUAL, _ANY = 0.8, 0.35
"""The focal length where no file tells it, in longer sides of the photo, and how far it may be off: from wide to twice enlarged."""
_FAR = 3
"""Corners that are so many diagonals of the photo away from it were marked in another one."""
_ORDER: Final = {True: (1, 3, 2, 6, 4, 5), False: (0, 1, 3, 2, 6, 4)}
"""The numbers of the corners of an outline, clockwise: of three faces, and of two."""
_NAMES: tuple[SideName, ...] = ("longest", "second", "shortest")


@dataclass(frozen=True, slots=True)
class BoxSize:
    """A box that was measured."""

    sides: tuple[tuple[float, float], ...]
    """The least and the most that each of its three sides can be, the longest first, in millimetres."""
    fitted: Fitted

    def edge(self, rank: int) -> tuple[Point, Point]:
        """Return the ends of the edge from corner 0 that is the side of this rank, the longest being 0."""
        at = sorted(range(3), key=lambda each: -self.fitted.sides[each])[rank]
        return self.fitted.corners[0], self.fitted.corners[1 << at]


def box_sides(frame: Frame) -> tuple[SideSeen, ...] | str:
    """Return the three sides of the box in a photo, as sure as its corners are; or why they are not measured, as what to do.

    Nothing comes where nobody marked its corners, and where the program alone found some that are not measured.
    """
    box = max((each for each in frame.sightings if isinstance(each, BoxSeen)), key=lambda each: each.confidence, default=None)
    if box is None:
        return ()
    made = box_size(box, frame)
    if isinstance(made, str):
        return made if box.confidence >= DEFAULT_CONFIDENCE else ()
    edges = (made.edge(rank) for rank in range(3))
    sides = [(seen_side(name, *ends), edge) for name, ends, edge in zip(_NAMES, made.sides, edges, strict=True)]
    return tuple(each.model_copy(update={"polygon": edge, "confidence": min(each.confidence, box.confidence)}) for each, edge in sides)


def box_size(box: BoxSeen, frame: Frame) -> BoxSize | str:
    """Measure the box between its corners, or say why it cannot be measured."""
    corners = _numbered(box, frame)
    if isinstance(corners, str):
        return corners
    known = [(each, face) for each in scales(frame) if (face := _face(corners, each)) is not None]
    if not known:
        return "nothing of known size lies on a face of the box that is marked; lay the card flat on one, or mark what lies there as a `scale`"
    span = _span(box.polygon)
    error = box.error or max(_LEAST, _OF_BOX * span)
    polygon = known[0][0].polygon
    seen = [
        Sight(corners=corners, error=error, flat=flat_of(each), face=face, lens=lens_of(frame)) for each, face in known if each.polygon == polygon
    ]
    ways = likeliest(way for each in seen for way in fit(each))
    if not ways or ways[0].off > max(_NO_BOX * span, 3 * error):
        return (
            "the corners are not those of a box; mark the outline of its faces going round, and begin with a corner from which an edge leads inward"
        )
    return BoxSize(_ranked(ways), ways[0])


def scales(frame: Frame) -> Iterator[ScaleSeen]:
    """Yield what has a known size in a photo: a card or what a person marked, then labels whose own sides and four corners are told.

    Of a label nobody says along which of its corners the longer side lies: it comes both ways.
    """
    sure = [each for each in frame.sightings if each.confidence >= DEFAULT_CONFIDENCE]
    yield from (each for each in sure if isinstance(each, ScaleSeen))
    for each in sure:
        if isinstance(each, LabelSeen) and len(each.polygon) == CORNERS:
            longer, shorter = each.label.long_side, each.label.short_side
            if isinstance(longer, Length) and isinstance(shorter, Length):
                yield ScaleSeen(width=longer, height=shorter, polygon=each.polygon, by=each.by)
                yield ScaleSeen(width=shorter, height=longer, polygon=each.polygon, by=each.by)


def _numbered(box: BoxSeen, frame: Frame) -> dict[int, Point] | str:
    """Return the corners by their number, clockwise, or what is wrong with them."""
    points = [*box.polygon, *((box.near,) if box.near else ())]
    reach = _FAR * math.hypot(frame.width, frame.height)
    if not frame.width or not frame.height:
        return "the size of the photo is not known, so the box in it is not measured"
    if not all(math.isfinite(each) and abs(each) <= reach for point in points for each in point):
        return "corners of the box lie far outside the photo; mark them in this one"
    outline = box.polygon if _area(box.polygon) > 0 else (box.polygon[0], *box.polygon[:0:-1])
    corners = dict(zip(_ORDER[box.near is not None], outline, strict=True))
    if box.near:
        corners[0] = box.near
    for face in FACES[: 3 if box.near else 2]:
        if fault := Quad(corners=tuple(corners[at] for at in face)).fault:
            return f"a face of the box {fault}; begin its outline with a corner from which an edge leads inward"
    return corners


def _face(corners: dict[int, Point], scale: ScaleSeen) -> int | None:
    """Return the face that a thing lies on."""
    faces = (at for at, face in enumerate(FACES) if all(number in corners for number in face))
    return next((at for at in faces if all(inside(point, [corners[number] for number in FACES[at]]) for point in scale.polygon)), None)


def flat_of(scale: ScaleSeen) -> Flat:
    """Return a scale with its corners clockwise."""
    width, height = (float(each.amount) / 1e6 for each in (scale.width, scale.height))
    one, two, three, four = scale.polygon
    polygon = scale.polygon if _area(scale.polygon) > 0 else (two, one, four, three)
    return Flat(polygon, width, height, scale.error)


def lens_of(frame: Frame) -> Lens:
    """Return what is known of the camera of a photo: by its file, or of any camera."""
    size = (frame.width, frame.height)
    return Lens(size, frame.focal, _BY_FILE) if frame.focal else Lens(size, _USUAL * max(size), _ANY)


def _ranked(ways: Sequence[Fitted]) -> tuple[tuple[float, float], ...]:
    """Return the ends of the sides by length. Which is the longest may be open: it lies between the greatest lower and the greatest upper end."""
    lows, highs = [], []
    for way in ways:
        sides = [Measured(length, math.hypot(error, PRINTED * length, BULGE)) for length, error in zip(way.sides, way.errors, strict=True)]
        lows.append(sorted((side.low for side in sides), reverse=True))
        highs.append(sorted((side.high for side in sides), reverse=True))
    return tuple((min(low[at] for low in lows), max(high[at] for high in highs)) for at in range(3))


def _span(polygon: Sequence[Point]) -> float:
    return max(math.dist(one, other) for one in polygon for other in polygon)


def _area(points: Sequence[Point]) -> float:
    """Twice the area within a polygon (the shoelace formula); less than 0 where it goes round counterclockwise as seen."""
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0]), strict=True))
