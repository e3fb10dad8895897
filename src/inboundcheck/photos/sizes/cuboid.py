"""A box as a camera sees it, fitted to its corners in a photo and to a flat thing of known size on one of its faces. Pure geometry.

Pose, sides, place of the thing, focal length and middle of the lens are fitted at once, so that the errors of all of them are carried into those
of the sides. Lines are taken to be straight: a lens that bends them, and a box that is none, make the fit worse and the errors greater.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboundcheck.model.sightings import Point
from inboundcheck.photos.sizes.cuboid_starts import Start, bits, own, starts
from inboundcheck.photos.sizes.least_squares import Least, least
from inboundcheck.photos.sizes.sight import Sight

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MIDDLE_ERROR = 0.01
"""How far the middle of the lens may be from that of the photo, as a share of its longer side."""
_PARAMETERS = 15
_TURN, _SHIFT, _SIDES, _PLACE, _ANGLE, _FOCAL, _MIDDLE = slice(0, 3), slice(3, 6), slice(6, 9), slice(9, 11), 11, 12, slice(13, 15)
_RIVAL = 6.0
"""By how much the misfit of a second way to see the box may be greater, for it to be the true one in one of twenty."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A box that was fitted."""

    sides: tuple[float, float, float]
    """Side 0, 1 and 2, in millimetres."""
    errors: tuple[float, float, float]
    """One standard deviation of each."""
    corners: tuple[Point, ...]
    """Where all eight corners are in the photo, by their number."""
    off: float
    """By how much the corners that were given are off these, in pixels (root of the mean square)."""
    focal: float
    """The focal length that fits best, in pixels."""
    misfit: float
    """The sum of the squares of everything that is off, each in its own error."""


def fit(sight: Sight) -> tuple[Fitted, ...]:
    """Fit a box to what is seen of it, from each pose that it may have. Nothing where none was found."""
    import numpy as np

    found = []
    with np.errstate(all="ignore"):  # what comes out infinite is left out below
        for start in starts(sight):
            task = _Task(sight, float(np.linalg.norm(start.shift)))
            at = task.parameters(start)
            ended = least(task.off, at) if np.isfinite(at).all() else None
            if ended and (made := task.fitted(ended)):
                found.append(made)
    return tuple(found)


def likeliest(ways: Iterable[Fitted]) -> tuple[Fitted, ...]:
    """Return the best fit, and then every other that is about as good."""
    found = sorted(ways, key=lambda each: each.misfit)
    return tuple(each for each in found if each.misfit <= found[0].misfit + _RIVAL)


class _Task:
    """From parameters to by how much each coordinate is off, in its error. Lengths are in distances of the box, so that all are of one size."""

    def __init__(self, sight: Sight, unit: float) -> None:
        import numpy as np

        self.sight, self.unit = sight, unit
        self.numbers = list(sight.corners)
        self.bits = np.array([bits(number) for number in range(8)])
        self.points = np.array([*sight.corners.values(), *sight.flat.corners], np.float64)
        self.weights = 1 / np.array([sight.error] * len(self.numbers) + [sight.flat.error] * 4)
        self.flat = own(sight.flat) / unit

    def parameters(self, start: Start) -> Floats:
        """Return the parameters of a start."""
        import cv2
        import numpy as np

        turn = cv2.Rodrigues(start.axes)[0][:, 0]
        lengths = start.shift / self.unit, np.log(start.sides / self.unit), start.place / self.unit
        return np.concatenate([turn, *lengths, [start.angle, np.log(start.focal / self.sight.lens.focal), 0, 0]])

    def seen(self, parameters: Floats) -> Floats:
        """Return, for each row of parameters, where all eight corners are in the photo, and then those of the known thing."""
        import numpy as np

        box = self.bits[None] * np.exp(parameters[:, None, _SIDES])
        cosine, sine = np.cos(parameters[:, _ANGLE, None]), np.sin(parameters[:, _ANGLE, None])
        x, y = self.flat.T
        flat = np.zeros((len(parameters), 4, 3))
        flat[:, :, self.sight.face] = cosine * x - sine * y + parameters[:, _PLACE][:, :1]
        flat[:, :, (self.sight.face + 1) % 3] = sine * x + cosine * y + parameters[:, _PLACE][:, 1:]
        space = np.concatenate([box, flat], axis=1) @ turns(parameters[:, _TURN]).transpose(0, 2, 1) + parameters[:, None, _SHIFT]
        lens = self.sight.lens
        focal = lens.focal * np.exp(parameters[:, _FOCAL])
        middle = np.array(lens.size) / 2 + parameters[:, _MIDDLE] * max(lens.size)
        return np.asarray(focal[:, None, None] * space[:, :, :2] / space[:, :, 2:] + middle[:, None, :])

    def off(self, parameters: Floats) -> Floats:
        """Return by how much each row of parameters is off: from the points, and from what is known of the camera."""
        import numpy as np

        moved = (self.seen(parameters)[:, [*self.numbers, 8, 9, 10, 11]] - self.points) * self.weights[:, None]
        focal = parameters[:, _FOCAL, None] / self.sight.lens.error
        return np.concatenate([moved.reshape(len(parameters), -1), focal, parameters[:, _MIDDLE] / _MIDDLE_ERROR], axis=1)

    def fitted(self, ended: Least) -> Fitted | None:
        """Return the box, or None where it is behind the camera or its sides are not settled."""
        import numpy as np

        at = ended.parameters
        try:
            spread = np.linalg.inv(ended.slopes.T @ ended.slopes) * max(1.0, ended.sum / (len(ended.off) - _PARAMETERS))
        except np.linalg.LinAlgError:
            return None
        sides = np.exp(at[_SIDES])
        errors = sides * np.sqrt(np.diag(spread)[_SIDES])
        corners = self.seen(at[None])[0, :8]
        depths = (self.bits * sides) @ turns(at[None, _TURN])[0].T[:, 2] + at[_SHIFT][2]
        if not (np.isfinite(errors).all() and np.isfinite(corners).all() and (depths > 0).all()):
            return None
        moved = np.linalg.norm(corners[self.numbers] - self.points[: len(self.numbers)], axis=1)
        return Fitted(
            _three(sides * self.unit),
            _three(errors * self.unit),
            tuple((float(x), float(y)) for x, y in corners),
            float(np.sqrt(np.mean(moved**2))),
            float(self.sight.lens.focal * np.exp(at[_FOCAL])),
            ended.sum,
        )


def _three(values: Floats) -> tuple[float, float, float]:
    one, two, three = map(float, values)
    return one, two, three


def turns(vectors: Floats) -> Floats:
    """Return the rotation matrix of each rotation vector (Rodrigues)."""
    import numpy as np

    angle = np.linalg.norm(vectors, axis=1)[:, None, None]
    x, y, z = (vectors / np.maximum(angle[:, :, 0], 1e-12)).T
    none = np.zeros_like(x)
    cross = np.stack([np.stack([none, -z, y]), np.stack([z, none, -x]), np.stack([-y, x, none])]).transpose(2, 0, 1)
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)
