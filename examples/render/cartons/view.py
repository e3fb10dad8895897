"""A pinhole camera anywhere in space: where points, planes and rays of the world lie in its picture. Millimetres in space: z is up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
NEAREST = 40.0
"""How far before the camera everything of a box must lie, in millimetres."""


@dataclass(frozen=True, eq=False)
class View:
    """Where it is, where its picture's right, its down and its ahead are (the rows of `axes`), and what it takes."""

    eye: Points
    axes: Points
    focal: float
    """In pixels."""
    size: tuple[int, int]

    def depth(self, points: Points) -> Points:
        """Return how far ahead points (n, 3) are."""
        return (points - self.eye) @ self.axes[2]

    def project(self, points: Points) -> Points:
        """Return where points (n, 3) before the camera lie in the picture, (n, 2)."""
        seen = (points - self.eye) @ self.axes.T
        return seen[:, :2] / seen[:, 2:] * self.focal + np.array(self.size) / 2

    def plane(self, origin: Points, right: Points, down: Points) -> Points:
        """Return the homography from millimetres of a plane to pixels."""
        lens = np.array([(self.focal, 0, self.size[0] / 2), (0, self.focal, self.size[1] / 2), (0, 0, 1)])
        return lens @ self.axes @ np.stack([right, down, origin - self.eye], axis=1)

    def faces(self, point: Points, normal: Points) -> float:
        """Return the cosine of the angle between a plane's normal and the way to the camera: over 0, its front can be seen."""
        way = self.eye - point
        return float(way @ normal / np.linalg.norm(way))


UP = np.array((0.0, 0.0, 1.0))


def look(eye: Points, target: Points, focal: float, size: tuple[int, int], *, roll: float = 0.0, up: Points = UP) -> View:
    """Look at a point with the picture's upper side where `up` is, turned by so many radians."""
    ahead = (target - eye) / np.linalg.norm(target - eye)
    right = np.cross(ahead, up)
    right /= np.linalg.norm(right)
    down = np.cross(ahead, right)
    cos, sin = np.cos(roll), np.sin(roll)
    return View(eye, np.stack([cos * right + sin * down, cos * down - sin * right, ahead]), focal, size)


@dataclass(frozen=True, eq=False)
class Aim:
    """From where to look at what, and how large it shall be."""

    target: Points
    way: Points
    """The unit vector from there to the camera."""
    shown: Points
    """(n, 3): what shall fill the picture."""
    share: float
    """How much of the picture's width or height, whichever it reaches first."""
    focal: float
    """In widths of the picture's longer side."""
    roll: float = 0.0
    shift: tuple[float, float] = (0.0, 0.0)
    """How far the camera is turned away from it, in shares of the picture."""
    up: Points = field(default_factory=UP.copy)

    def view(self, away: float, size: tuple[int, int]) -> View:
        """Return the camera so many millimetres from the target."""
        return look(self.target + away * self.way, self.target, self.focal * max(size), size, roll=self.roll, up=self.up)


def aimed(aim: Aim, size: tuple[int, int], solid: Points) -> View:
    """Go as far away as the share asks for, and at least so far that all of `solid` (n, 3) is before the camera."""
    away = 3 * float(np.linalg.norm(aim.shown - aim.target, axis=1).max())
    for _ in range(12):
        view = aim.view(away, size)
        if view.depth(aim.shown).min() < 0.1 * away:
            away *= 1.5
            continue
        away *= float((np.ptp(view.project(aim.shown), axis=0) / size).max()) / aim.share
    while aim.view(away, size).depth(solid).min() < max(NEAREST, 0.12 * away):
        away *= 1.1
    view = aim.view(away, size)
    seen = view.project(aim.shown)
    middle = (seen.min(0) + seen.max(0)) / 2 + np.array(aim.shift) * size
    turned = aim.target + away / view.focal * ((middle - np.array(size) / 2) @ view.axes[:2])
    while True:
        view = look(view.eye, turned, view.focal, size, roll=aim.roll, up=aim.up)
        if view.depth(solid).min() >= NEAREST:
            return view
        view = replace(view, eye=view.eye + 0.1 * away * aim.way)
