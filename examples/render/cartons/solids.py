"""A carton as a solid: where it stands, its six faces with their pictures, and how what is stuck on one folds over onto the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import cv2
import numpy as np
from examples.render.cartons.flat import blend
from examples.render.cartons.truth import FaceKind, Under
from examples.render.cartons.view import Points, View
from examples.render.surfaces import Real

from inboundcheck.model.words import LabelKind

Side = Literal["front", "right", "back", "left", "top", "bottom"]
ROUND: tuple[Side, ...] = ("front", "right", "back", "left")
"""The upright sides, counterclockwise as seen from above."""
_SIDES: dict[Side, tuple[tuple[int, int, int], tuple[int, int, int], tuple[int, int, int]]] = {
    "front": ((0, 0, 1), (1, 0, 0), (0, 0, -1)),
    "right": ((1, 0, 1), (0, 1, 0), (0, 0, -1)),
    "back": ((1, 1, 1), (-1, 0, 0), (0, 0, -1)),
    "left": ((0, 1, 1), (0, -1, 0), (0, 0, -1)),
    "top": ((0, 1, 1), (1, 0, 0), (0, -1, 0)),
    "bottom": ((0, 0, 0), (1, 0, 0), (0, 1, 0)),
}
"""Of each side: its upper left corner as seen from outside, in sides of the box, and where its right and its down are."""


@dataclass(eq=False)
class Face:
    """A side of a carton. Its points are in millimetres, right and down from its upper left corner as seen from outside."""

    side: Side
    origin: Points
    right: Points
    down: Points
    width: float
    height: float
    kind: FaceKind = "side"
    picture: Real | None = None
    """None as long as nobody looks at it."""
    seams: list[Points] = field(default_factory=list)
    tapes: list[Points] = field(default_factory=list)
    straps: list[Points] = field(default_factory=list)
    normal: Points = field(init=False)
    """The unit vector that points out of the box."""

    def __post_init__(self) -> None:
        self.normal = np.cross(self.down, self.right)

    @property
    def outline(self) -> Points:
        """Return its corners, clockwise from the upper left."""
        return np.array([(0, 0), (self.width, 0), (self.width, self.height), (0, self.height)], dtype=np.float64)

    @property
    def scale(self) -> Points:
        """Return how many pixels of its picture a millimetre has, to the right and down."""
        rows, columns = self.seen.shape[:2]
        return np.array((columns / self.width, rows / self.height))

    @property
    def seen(self) -> Real:
        """Return its picture."""
        if self.picture is None:
            raise ValueError(f"Nobody looks at the {self.side}.")
        return self.picture

    def space(self, points: Points) -> Points:
        """Return where points of it are in space."""
        return self.origin + points[:, :1] * self.right + points[:, 1:] * self.down

    def flat(self, points: Points) -> Points:
        """Return where points in space are on it, seen along its normal."""
        return np.stack([(points - self.origin) @ self.right, (points - self.origin) @ self.down], axis=1)

    def along(self, way: Points) -> bool:
        """Whether a way in space is its right or left, and not its up or down."""
        return bool(abs(way @ self.right) > abs(way @ self.down))

    def in_photo(self, view: View, points: Points) -> Points:
        """Return where points of it lie in the photo."""
        return view.project(self.space(points))


@dataclass(frozen=True, eq=False)
class Sticker:
    """A label that was stuck on, and what the truth says of it but where it is in the photo."""

    side: Side
    corners: Points
    """As if it were flat, in millimetres of that side."""
    kind: LabelKind
    texts: tuple[str, ...]
    under: Under
    tapes: dict[Side, int]
    """How many tapes were on each side before it."""


@dataclass(eq=False)
class Carton:
    """A box in space."""

    sides: tuple[float, float, float]
    turn: Points
    """(3, 3): the rows are its own ways along the front, away from it, and up, in space."""
    at: Points
    """Where its near left bottom corner is."""
    closing: int = 2
    """The number of the side that its flaps close: 2 for a top and a bottom with flaps."""
    faces: dict[Side, Face] = field(default_factory=dict)
    stickers: list[Sticker] = field(default_factory=list)

    def __post_init__(self) -> None:
        for side, (corner, right, down) in _SIDES.items():
            lengths = [float(np.abs(np.array(way)) @ self.sides) for way in (right, down)]
            self.faces[side] = Face(side, self.at + (np.array(corner) * self.sides) @ self.turn, right @ self.turn, down @ self.turn, *lengths)

    @property
    def seam_way(self) -> int:
        """Return the number of the side that the seam runs along: the longer one of those that the flaps do not close."""
        return max((number for number in range(3) if number != self.closing), key=lambda number: self.sides[number])

    @property
    def corners(self) -> Points:
        """Return its corners in space: the bottom's then the top's, from the near left of its front, round by its right."""
        places = [(x, y, z) for z in (0, 1) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1))]
        return self.at + (np.array(places) * self.sides) @ self.turn

    @property
    def middle(self) -> Points:
        """Return the point in the middle of it."""
        return self.corners.mean(axis=0)

    def slotted(self) -> None:
        """Say of its faces which close, which are ends and which are sides."""
        for face in self.faces.values():
            out = np.abs(self.turn @ face.normal)
            face.kind = "closing" if out[self.closing] > 0.5 else "end" if out[self.seam_way] > 0.5 else "side"

    def over(self, face: Face, other: Face, points: Points) -> Points:
        """Return where points in the plane of a face come to lie on another if it is folded over their common edge."""
        if face is other:
            return points
        beyond = (face.space(points) - other.origin) @ other.normal
        return other.flat(face.space(points) - beyond[:, None] * (other.normal + face.normal))

    def reached(self, face: Face, corners: Points) -> list[tuple[Face, Points]]:
        """Return the faces that a quad on a face lies on, itself included, with its corners on each."""
        found = []
        for other in self.faces.values():
            if other is not face and abs(other.normal @ face.normal) > 0.5:
                continue
            placed = self.over(face, other, corners)
            if cv2.intersectConvexConvex(placed.astype(np.float32), other.outline.astype(np.float32))[0] > 0:
                found.append((other, placed))
        return found

    def lay(self, face: Face, picture: Real, alpha: Real, corners: Points) -> None:
        """Stick a picture on a face, so that its corners lie there, and fold what reaches over its edges."""
        for other, placed in self.reached(face, corners):
            if other.picture is not None:
                blend(other.picture, picture, alpha, placed * other.scale)
