"""Boxes before a camera, as points: no picture is drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from inboundcheck.model import BoxSeen, Photo, ScaleSeen
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.sizes.sight import FACES

SIZE = (4000, 3000)


@dataclass(frozen=True)
class Shot:
    """A box whose corner 0 is the near one at the top; its sides go along x, along y and down, as the camera sees it from above a corner."""

    sides: tuple[float, float, float] = (400.0, 300.0, 200.0)
    up: float = 0.6
    aside: float = 0.8
    away: float = 1500.0
    focal: float = 3200.0

    def __call__(self, points):
        eye = np.array(self.sides) / 2 - self.away * np.array(
            [math.cos(self.up) * math.cos(self.aside), math.cos(self.up) * math.sin(self.aside), math.sin(self.up)]
        )
        ahead = (np.array(self.sides) / 2 - eye) / self.away
        right = np.cross((0, 0, 1), ahead)
        right /= np.linalg.norm(right)
        space = (np.asarray(points, float) - eye) @ np.stack([right, np.cross(ahead, right), ahead]).T
        return self.focal * space[:, :2] / space[:, 2:] + np.array(SIZE) / 2

    @property
    def corners(self):
        """All eight, by their number."""
        return self(np.array([[number >> at & 1 for at in range(3)] for number in range(8)]) * self.sides)

    def card(self, face=0, *, x=40.0, y=30.0, size=(150.0, 100.0), turn=0.0, error=0.3, **more):
        """A card on a face."""
        flat = np.array([(0, 0), (size[0], 0), size, (0, size[1])]) @ np.array([(math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))])
        laid = np.zeros((4, 3))
        laid[:, face], laid[:, (face + 1) % 3] = flat[:, 0] + x, flat[:, 1] + y
        return ScaleSeen(width=f"{size[0]} mm", height=f"{size[1]} mm", polygon=points(self(laid)), error=error, **more)

    def three(self, **more):
        """What a person marks of its three faces."""
        return BoxSeen(polygon=points(self.corners[[1, 3, 2, 6, 4, 5]]), near=points(self.corners[:1])[0], **more)

    def two(self, **more):
        """What a person marks of its first two."""
        assert all(turned_to_us(self.corners[list(face)]) for face in FACES[:2])
        return BoxSeen(polygon=points(self.corners[[0, 1, 3, 2, 6, 4]]), **more)

    def larger(self, times):
        """The same picture of a larger thing from farther away."""
        return replace(self, sides=tuple(times * each for each in self.sides), away=times * self.away)


def frame(*seen, focal=3200.0, **said):
    """A photo of 12 megapixels."""
    return Frame(Photo(path="p.jpg", **said), *SIZE, seen, focal)


def points(array):
    return tuple((float(x), float(y)) for x, y in array)


def turned_to_us(corners):
    x, y = corners.T
    return x @ np.roll(y, -1) - y @ np.roll(x, -1) > 0
