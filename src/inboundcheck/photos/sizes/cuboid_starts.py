"""Where to begin fitting a box: from the face that a thing of known size lies on, and the corners beyond it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.quads import projected
from inboundcheck.photos.sizes.sight import FACES, Flat, Sight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_SURE = 0.1
"""With a focal length that may be off by less, one start is enough."""
_THINNEST = 0.02
"""The third side at least, as a share of the longest: it may come out as nothing at first."""


class Start(NamedTuple):
    """A box before the camera, lengths in millimetres."""

    axes: Floats
    """The directions of its three sides, as columns."""
    shift: Floats
    """Where its corner 0 is."""
    sides: Floats
    place: Floats
    """The middle of the known thing on its face, from corner 0."""
    angle: float
    """By how much it is turned there."""
    focal: float


def starts(sight: Sight) -> Iterator[Start]:
    """Yield what the box may be, roughly: for each focal length to begin with, the two poses of its face (Collins and Bartoli, IPPE, 2014)."""
    import cv2
    import numpy as np

    lying = rectified(sight.flat, [sight.corners[at] for at in FACES[sight.face]])
    along = float(np.linalg.norm(lying[1] - lying[0]) + np.linalg.norm(lying[2] - lying[3])) / 2
    down = float(np.linalg.norm(lying[3] - lying[0]) + np.linalg.norm(lying[2] - lying[1])) / 2
    flat = np.array([(0, 0, 0), (along, 0, 0), (along, down, 0), (0, down, 0)], np.float64)
    seen = np.array([sight.corners[at] for at in FACES[sight.face]], np.float64)
    if not (np.isfinite(flat).all() and along > 0 and down > 0):
        return
    place, angle = _laid(lying, along, down)
    third = (sight.face + 2) % 3
    for focal in _focals(sight):
        camera = np.array([(focal, 0, sight.lens.size[0] / 2), (0, focal, sight.lens.size[1] / 2), (0, 0, 1)], np.float64)
        try:
            _, turns, shifts, _ = cv2.solvePnPGeneric(flat, seen, camera, None, flags=cv2.SOLVEPNP_IPPE)
        except cv2.error:
            continue
        for turn, shift in zip(turns, shifts, strict=True):
            axes: Floats = np.roll(np.asarray(cv2.Rodrigues(turn)[0], np.float64), sight.face, axis=1)
            sides = np.roll(np.array([along, down, 0.0], np.float64), sight.face).astype(np.float64)
            at: Floats = np.asarray(shift[:, 0], np.float64)
            sides[third] = _third(sight, axes, at, sides, camera)
            yield Start(axes, at, sides, place, angle, focal)


def _focals(sight: Sight) -> Iterator[float]:
    for steps in (0, -1, 1) if sight.lens.error > _SURE else (0,):
        yield sight.lens.focal * math.exp(steps * sight.lens.error)


def rectified(flat: Flat, points: Sequence[Point]) -> Floats:
    """Return where points of the photo lie in the plane of a thing of known size, in millimetres from its middle."""
    import cv2
    import numpy as np

    turn = cv2.getPerspectiveTransform(np.array(flat.corners, np.float32), own(flat).astype(np.float32))
    rectified: Floats = projected(points, turn)
    return rectified


def own(flat: Flat) -> Floats:
    """Return its corners from its middle, in millimetres."""
    import numpy as np

    return np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * (flat.width / 2, flat.height / 2)


def bits(number: int) -> Floats:
    """Return the three bits of a corner: 1 for each side at the far end of which it lies."""
    import numpy as np

    return np.array([number >> at & 1 for at in range(3)], np.float64)


def _laid(lying: Floats, along: float, down: float) -> tuple[Floats, float]:
    """Return where the middle of the known thing is on the face, from its first corner, and how it is turned there."""
    import numpy as np

    slanted = lying[1] - lying[0] + lying[2] - lying[3]
    angle = -math.atan2(slanted[1], slanted[0])
    turn = np.array([(math.cos(angle), -math.sin(angle)), (math.sin(angle), math.cos(angle))])
    return turn @ -lying.mean(axis=0) + (along / 2, down / 2), angle


def _third(sight: Sight, axes: Floats, shift: Floats, sides: Floats, camera: Floats) -> float:
    """Return how long the side into the depth is, by the corners at its far end: where their lines of sight pass it (linear least squares)."""
    import numpy as np

    depth = (sight.face + 2) % 3
    ways, rests = [], []
    for number, (x, y) in sight.corners.items():
        if number >> depth & 1:
            near = axes @ (bits(number) * sides) + shift
            ray = np.linalg.solve(camera, (x, y, 1.0))
            ways.append(np.cross(ray, axes[:, depth]))
            rests.append(-np.cross(ray, near))
    way, rest = np.concatenate(ways), np.concatenate(rests)
    return max(float(way @ rest / (way @ way)), _THINNEST * float(sides.max()))
