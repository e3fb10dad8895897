"""Measures the face between known corners against a flat thing of known size that lies on it, and gives each side as an interval.

The interval is wide on purpose: 2.6 standard deviations to each side (99 of 100, were the errors normal), with the errors of the thing's
corners, of the face's corners, of the printing and of the box itself, which bulges. Every error is carried through the geometry by moving
each coordinate alone by its error. A face that does not come out as a rectangle is not in the plane of the thing, and is not measured.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from inboundcheck.conditions import DEFAULT_CONFIDENCE
from inboundcheck.facts.boxes import side_bounds
from inboundcheck.model import Box, ScaleSeen, SideSeen
from inboundcheck.model.sightings import Point
from inboundcheck.model.words import SideName
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.faces.quads import inside, projected
from inboundcheck.quantities import Length

if TYPE_CHECKING:
    from inboundcheck.model.words import Face

_DEVIATIONS = 2.6
"""Standard deviations to each side of an interval."""
_OF_FACE = 0.002
"""How far a corner of the face may be off, as a share of its diagonal: a person marks it, and the edge is round."""
_LEAST_OF_FACE = 2.0
"""The same, in pixels at least."""
PRINTED = 0.005
"""How far a printer or a label's cutter may be off, as a share of the length."""
BULGE = 1.0
"""How far a face may be off its plane or its edge from straight, in millimetres of a side."""
_SKEW = 0.05
"""How far the corners may be from square, and opposite sides from equal, as a share: a face in another plane comes out more askew."""
_LIES_FLAT: frozenset[Face] = frozenset({"top", "bottom"})
"""The faces between a box's length and its width."""

_NAMES: tuple[SideName, ...] = ("shortest", "second", "longest")


class Measured(NamedTuple):
    """One side of a face, in millimetres."""

    length: float
    error: float
    """One standard deviation."""

    @property
    def low(self) -> float:
        """The least that it can be."""
        return max(0.0, self.length - _DEVIATIONS * self.error)

    @property
    def high(self) -> float:
        """The most that it can be."""
        return self.length + _DEVIATIONS * self.error


def sides(frame: Frame, box: Box) -> Iterator[SideSeen]:
    """Say how long the sides of the box are by one photo of a face; nothing where its corners or a thing of known size are missing.

    Whatever face it is, the longest side of the box is at least its longer one, and the second at least its shorter one. Where it is the top or the
    bottom, it lies between the length and the width that are declared, and each is named by its place among the declared sides.
    """
    scale = next((each for each in frame.sightings if isinstance(each, ScaleSeen) and each.confidence >= DEFAULT_CONFIDENCE), None)
    corners = frame.photo.face_corners
    if scale is None or not corners or not all(inside(point, corners) for point in scale.polygon):
        return
    found = measured(corners, scale)
    if found is None:
        return
    shorter, longer = sorted(found)
    yield seen_side("longest", longer.low, None)
    yield seen_side("second", shorter.low, None)
    if frame.photo.view in _LIES_FLAT:
        for name, side in zip(_flat_sides(box), (shorter, longer), strict=False):
            yield seen_side(name, side.low, side.high)


def scale_polygon(frame: Frame) -> tuple[Point, ...]:
    """Where the thing of known size lies in a photo; nowhere where there is none."""
    return next((each.polygon for each in frame.sightings if isinstance(each, ScaleSeen)), ())


def contradiction(box: Box, seen: Iterable[SideSeen]) -> str:
    """Say which side, as a photo shows it, cannot be the declared one: `the longest side is at least 512 mm …`; nothing if all can."""
    bounds = side_bounds(box)
    if bounds is None:
        return ""
    for each in seen:
        least, most = (ends[_NAMES.index(each.side)] for ends in bounds)
        low, high = (math.inf if end is None else float(end.amount) for end in (each.low, each.high))  # type: ignore[union-attr, arg-type]  # by `_seen`
        if most < low or least > high:
            shown = f"at least {_millimetres(low)}" if each.high is None else f"{_millimetres(low)} to {_millimetres(high)}"
            declared = _millimetres(least) if least == most else f"{_millimetres(least)} to {_millimetres(most)}"
            return f"the {each.side} side is {shown} mm by the scale in it, and {declared} mm as declared"
    return ""


def _millimetres(amount: float) -> str:
    return f"{amount / 1e6:.0f}"


def measured(corners: Sequence[Point], scale: ScaleSeen) -> tuple[Measured, Measured] | None:
    """Return the two sides of the face between four corners, the one from the first to the second corner first; None where it is no rectangle.

    Args:
        corners: of the face, going round, in pixels of the upright photo.
        scale: what lies on it.
    """
    if not _is_rectangle(_on_plane(corners, scale.polygon, scale)):
        return None
    lengths = _lengths(corners, scale.polygon, scale)
    own = max(_LEAST_OF_FACE, _OF_FACE * math.dist(corners[0], corners[2]))
    squares = [(PRINTED * each) ** 2 + BULGE**2 for each in lengths]
    for points, error in ((corners, own), (scale.polygon, scale.error)):
        for moved in _each_moved(points, error):
            other = _lengths(moved, scale.polygon, scale) if points is corners else _lengths(corners, moved, scale)
            squares = [square + (one - two) ** 2 for square, one, two in zip(squares, other, lengths, strict=True)]
    first, second = (Measured(length, math.sqrt(square)) for length, square in zip(lengths, squares, strict=True))
    return first, second


def _each_moved(points: Sequence[Point], error: float) -> Iterator[tuple[Point, ...]]:
    """Yield the points with one coordinate of one of them moved by the error, for each in turn."""
    for at, (x, y) in enumerate(points):
        for moved in ((x + error, y), (x, y + error)):
            yield (*points[:at], moved, *points[at + 1 :])


def _lengths(corners: Sequence[Point], known: Sequence[Point], scale: ScaleSeen) -> tuple[float, float]:
    """Return the means of opposite sides of the face, in millimetres."""
    one, two, three, four = _edges(_on_plane(corners, known, scale))
    return (one + three) / 2, (two + four) / 2


def _edges(points: Sequence[Point]) -> list[float]:
    return [math.dist(one, other) for one, other in pairwise((*points, points[0]))]


def _on_plane(corners: Sequence[Point], known: Sequence[Point], scale: ScaleSeen) -> tuple[Point, ...]:
    """Return where the corners lie in the plane of the known thing, in millimetres."""
    import cv2
    import numpy as np

    width, height = (float(each.amount) / 1e6 for each in (scale.width, scale.height))
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turn = cv2.getPerspectiveTransform(np.array(known, np.float32), flat)
    return tuple((float(x), float(y)) for x, y in projected(corners, turn))


def _is_rectangle(points: tuple[Point, ...]) -> bool:
    edges = _edges(points)
    if min(edges) <= 0:
        return False
    equal = all(abs(one - other) <= _SKEW * max(one, other) for one, other in ((edges[0], edges[2]), (edges[1], edges[3])))
    return equal and all(abs(_cosine(*three)) <= _SKEW for three in zip(points, points[1:] + points[:1], points[2:] + points[:2], strict=True))


def _cosine(before: Point, at: Point, after: Point) -> float:
    """Return the cosine of the angle at a corner; 0 at a right one."""
    one, other = (before[0] - at[0], before[1] - at[1]), (after[0] - at[0], after[1] - at[1])
    return (one[0] * other[0] + one[1] * other[1]) / (math.hypot(*one) * math.hypot(*other))


def _flat_sides(box: Box) -> tuple[SideName, ...]:
    """Return the names, by length, of the declared length and width of a box, the shorter first; none where a side is not declared exactly."""
    declared = (box.length, box.width, box.height)
    if not all(isinstance(each, Length) for each in declared):
        return ()
    ranked = sorted(range(3), key=lambda at: (declared[at].amount, at))  # type: ignore[union-attr]  # all are lengths
    return tuple(_NAMES[place] for place, at in enumerate(ranked) if at != 2)  # noqa: PLR2004 - the third is the height


def seen_side(side: SideName, low: float, high: float | None) -> SideSeen:
    """Tell a side by its least and its most, in millimetres."""
    return SideSeen(side=side, low=f"{low:.1f} mm", high=None if high is None else f"{high:.1f} mm", confidence=0.9, by="scale")
