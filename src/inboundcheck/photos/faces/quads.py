"""Four corners in a photo: of a face, of a label on it, and how far each may be off. Pure geometry.

A face is brought to the unit square, so that what lies on it is compared without perspective: (0, 0), (1, 0), (1, 1) and (0, 1) are its
corners in the order in which they were given.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, TypeAlias

from inboundcheck.model.sightings import Point

CORNERS: Final = 4
BY_HAND: Final = 0.01
"""How far a corner that a person marked may be off, in diagonals of the quad. The annotators of our sample photos were within 1.5 % of a photo."""
FOUND: Final = 0.02
"""The same of a face that was found. Of 250 rendered ones that were believed none was off by more; a worn edge shines beside where the board ends."""
TRUSTED: Final = 0.03
"""Corners that may be off by more, in diagonals of the quad, prove nothing at the border of a label."""
Flat: TypeAlias = Callable[[Point], Point]
"""Brings a point of the photo to the unit square of a face."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quad:
    """A flat thing with four corners."""

    corners: tuple[Point, ...]
    """Going round, in pixels of the upright photo."""
    error: float = BY_HAND
    """How far each corner may be off, in its diagonals."""
    confidence: float = 1.0
    """How sure it is that these are the corners of that thing, from 0 to 1."""
    by: str = ""
    """Who or what marked it."""

    @property
    def diagonal(self) -> float:
        """The longer diagonal, in pixels."""
        return diagonal(self.corners)

    @property
    def pixels(self) -> float:
        """How far each corner may be off, in pixels."""
        return self.error * self.diagonal

    @property
    def fault(self) -> str:
        """Why nothing can be worked out from it, as the end of a sentence that begins with its name; empty where it can."""
        if len(self.corners) != CORNERS:
            return f"has {len(self.corners)} corners; mark all four, going round"
        turns = [_turn(*(self.corners[(at + step) % CORNERS] for step in range(3))) for at in range(CORNERS)]
        if not (all(turn > 0 for turn in turns) or all(turn < 0 for turn in turns)):
            return "has corners that do not go round it; mark all four in their order"
        return "" if self.error <= TRUSTED else "is not known well enough; take the photo straight on and from nearer"

    def spans(self) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
        """Return what a step along the first side, and one along the last, adds to a point of the photo (x, y, and how far away it is).

        They are the first two columns of the matrix that brings the unit square to this quad; the third is its first corner, at the distance 1.
        """
        (x0, y0), (x1, y1), (x2, y2), (x3, y3) = self.corners
        ax, ay, bx, by = x1 - x2, y1 - y2, x3 - x2, y3 - y2
        sx, sy = x0 - x1 + x2 - x3, y0 - y1 + y2 - y3
        area = ax * by - ay * bx
        g, h = (sx * by - sy * bx) / area, (ax * sy - ay * sx) / area
        return (x1 - x0 + g * x1, y1 - y0 + g * y1, g), (x3 - x0 + h * x3, y3 - y0 + h * y3, h)

    def flat(self) -> Flat:
        """Return what brings the plane of this quad to the unit square (Heckbert, Fundamentals of texture mapping, 1989, 2.2.3).

        The quad must be without fault. Points beyond the horizon of its plane come out as infinite.
        """
        x0, y0 = self.corners[0]
        (a, d, g), (b, e, h) = self.spans()
        sign = a * (e - h * y0) - b * (d - g * y0) + x0 * (d * h - e * g)

        def flat(point: Point) -> Point:
            x, y = point
            # The adjugate of [a b x0; d e y0; g h 1], which is its inverse but for a factor that falls out.
            across = (e - h * y0) * x + (h * x0 - b) * y + b * y0 - e * x0
            down = (g * y0 - d) * x + (a - g * x0) * y + d * x0 - a * y0
            away = (d * h - e * g) * x + (b * g - a * h) * y + a * e - b * d
            return (across / away, down / away) if away * sign > 0 else (math.inf, math.inf)

        return flat


def projected(points: Any, turn: Any) -> Any:
    """Return where points (…, 2) come to lie by a perspective transform (3, 3), as an array of the same shape."""
    import cv2
    import numpy as np

    given = np.asarray(points, np.float64)
    return cv2.perspectiveTransform(given.reshape(-1, 1, 2), turn).reshape(given.shape)


def diagonal(corners: Any) -> float:
    """Return the longer diagonal between four corners going round: points, or an array of four by two."""
    return max(math.dist(corners[0], corners[2]), math.dist(corners[1], corners[3]))


def reach(flat: Flat, point: Point, pixels: float) -> float:
    """Return how far a point moves on the face, in sides of it, when it moves so many pixels in the photo, whichever way."""
    x, y = point
    at = flat(point)
    around = ((x - pixels, y), (x + pixels, y), (x, y - pixels), (x, y + pixels))
    return max(max(abs(moved[0] - at[0]), abs(moved[1] - at[1])) for moved in map(flat, around))


def inside(point: Point, corners: Sequence[Point]) -> bool:
    """Whether a point lies within a convex polygon, its border included."""
    turns = [_turn(one, other, point) for one, other in pairwise((*corners, corners[0]))]
    return all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns)


def _turn(one: Point, other: Point, point: Point) -> float:
    return (other[0] - one[0]) * (point[1] - one[1]) - (other[1] - one[1]) * (point[0] - one[0])
