"""Finds how a box stands before the camera: from a card on one of its faces, and the straight lines in the photo that follow its three directions.

The card's pose gives the plane of its face, and with it the direction into the depth. Which way the box lies under the card is the turn for which
most of the lines in the photo lead to one of three vanishing points; then pose, turn and focal length are fitted to card and lines at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboundcheck.photos.sizes.cuboid import turns
from inboundcheck.photos.sizes.cuboid_starts import own
from inboundcheck.photos.sizes.least_squares import least
from inboundcheck.photos.sizes.sight import Flat, Lens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.opening.pixels import Gray

    Floats = NDArray[np.float64]

_SHORTEST = 0.015
"""The shortest line that is looked at, as a share of the photo's longer side."""
_CARD = 0.02
"""How far the border of the card reaches out, as a share of it."""
_MOST = 1500
"""How many lines are looked at, the longest first."""
_FOLLOWS = math.radians(2.5)
"""By how much a line may lead past a vanishing point, at first."""
_SURELY = math.radians(1.0)
"""The same, once the pose is fitted."""
_TURNS = 90
"""How many turns of the box under the card are tried, over a right angle."""
_APART = 6
"""How many of these two that are looked into must lie between them."""
_WAYS = 4
"""How many turns are looked into for each pose of the card."""
_FINE = 0.004
"""How far the direction of a long line may be off, in radians: the box is not quite square."""
_ALONG = 0.7
"""How far an end of a line may be off, in pixels."""


@dataclass(frozen=True, eq=False)
class Stand:
    """How the box stands: of a face, the directions of its two sides and the one into the depth, in millimetres from the camera."""

    axes: Floats
    """As columns."""
    shift: Floats
    """Where the middle of the card is."""
    turn: float
    """How the card lies on the face."""
    focal: float
    lens: Lens

    def project(self, points: Floats) -> Floats:
        """Return where points (…, 3), told along the axes from the middle of the card, are in the photo."""
        import numpy as np

        space = points @ self.axes.T + self.shift
        return np.asarray(self.focal * space[..., :2] / space[..., 2:] + np.array(self.lens.size) / 2)

    def on_plane(self, points: Floats, axis: int, place: float) -> Floats:
        """Return where points of the photo (…, 2) lie on a plane across an axis, along all three from the middle of the card."""
        import numpy as np

        rays = np.concatenate([(points - np.array(self.lens.size) / 2) / self.focal, np.ones((*points.shape[:-1], 1))], axis=-1) @ self.axes
        return np.asarray(self.camera + rays * ((place - self.camera[axis]) / rays[..., axis, None]))

    def on_face(self, points: Floats) -> Floats:
        """Return where points of the photo (…, 2) lie on the face of the card, along its two sides."""
        return self.on_plane(points, 2, 0.0)[..., :2]

    @property
    def camera(self) -> Floats:
        """Where the camera is, along the axes from the middle of the card."""
        return -self.shift @ self.axes


def lines(gray: Gray, card: Floats) -> Floats:
    """Return the straight lines in a photo outside the card, longest first: rows of x, y, x, y (von Gioi and others, LSD, 2012)."""
    import cv2
    import numpy as np

    found = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD).detect(gray)[0]
    if found is None:
        return np.zeros((0, 4))
    every = found.reshape(-1, 4).astype(np.float64)
    around = (card + _CARD * (card - card.mean(axis=0))).astype(np.float32)
    middles = (every[:, :2] + every[:, 2:]) / 2
    every = every[[cv2.pointPolygonTest(around, (float(x), float(y)), measureDist=False) < 0 for x, y in middles]]
    lengths = np.hypot(every[:, 2] - every[:, 0], every[:, 3] - every[:, 1])
    order = np.argsort(-lengths)[:_MOST]
    return np.asarray(every[order[lengths[order] >= _SHORTEST * max(gray.shape)]])


def stands(card: Flat, lens: Lens, seen: Floats) -> Iterator[Stand]:
    """Yield how the box may stand, for both poses of the card and the likeliest turns under it, and for some focal lengths where it is not known."""
    import cv2
    import numpy as np

    flat = np.column_stack([own(card), np.zeros(4)])
    corners = np.array(card.corners, np.float64)
    for steps in (0, -1, 1) if lens.error > 0.1 else (0,):  # noqa: PLR2004 - as where the box is fitted
        focal = lens.focal * math.exp(0.8 * steps * lens.error)
        camera = np.array([(focal, 0, lens.size[0] / 2), (0, focal, lens.size[1] / 2), (0, 0, 1)], np.float64)
        _, poses, shifts, _ = cv2.solvePnPGeneric(flat, corners, camera, None, flags=cv2.SOLVEPNP_IPPE)
        for pose, place in zip(poses, shifts, strict=True):
            axes, shift = np.asarray(cv2.Rodrigues(pose)[0], np.float64), np.asarray(place[:, 0], np.float64)
            for turn in _turns_of(Stand(axes, shift, 0.0, focal, lens), seen):
                stand = _settled(Stand(_turned(axes, turn), shift, -turn, focal, lens), card, seen)
                if abs(math.log(stand.focal / lens.focal)) <= 3 * lens.error:
                    yield stand


def _turned(axes: Floats, turn: float) -> Floats:
    import numpy as np

    return np.asarray(axes @ np.array([(math.cos(turn), -math.sin(turn), 0), (math.sin(turn), math.cos(turn), 0), (0, 0, 1)]))


def past(stand: Stand, seen: Floats) -> Floats:
    """Return by how much each line leads past each of the three vanishing points: the sine of the angle, one row for each line."""
    import numpy as np

    return np.asarray(_past(stand.axes[None], np.array([stand.focal]), stand.lens, seen)[0])


def _past(axes: Floats, focal: Floats, lens: Lens, seen: Floats) -> Floats:
    """The same for several poses at once."""
    import numpy as np

    middle = (seen[:, :2] + seen[:, 2:]) / 2 - np.array(lens.size) / 2
    way = seen[:, 2:] - seen[:, :2]
    way = way / np.maximum(np.linalg.norm(way, axis=1), 1e-9)[:, None]
    to = focal[:, None, None, None] * axes[:, None, :2].transpose(0, 1, 3, 2) - middle[None, :, None] * axes[:, None, 2, :, None]
    cross = way[None, :, None, 0] * to[..., 1] - way[None, :, None, 1] * to[..., 0]
    return np.asarray(cross / np.maximum(np.linalg.norm(to, axis=-1), 1e-9))


def _turns_of(flat: Stand, seen: Floats) -> Iterator[float]:
    """Yield the turns under the card for which the most lines lead to a vanishing point."""
    import numpy as np

    every = np.arange(_TURNS) * (math.pi / 2 / _TURNS)
    axes = np.stack([_turned(flat.axes, turn) for turn in every])
    off = np.abs(_past(axes[:, :, :2], np.full(_TURNS, flat.focal), flat.lens, seen)).min(axis=2)
    lengths = np.hypot(seen[:, 2] - seen[:, 0], seen[:, 3] - seen[:, 1])
    score = (np.maximum(0, 1 - off / _FOLLOWS) * lengths).sum(axis=1)
    for _ in range(_WAYS):
        best = int(score.argmax())
        if score[best] <= 0:
            return
        yield float(every[best])
        apart = np.abs((np.arange(_TURNS) - best + _TURNS // 2) % _TURNS - _TURNS // 2)
        score = np.where(apart < _APART, 0, score)


def _settled(stand: Stand, card: Flat, seen: Floats) -> Stand:
    """Fit pose, turn and focal length to the card and to the lines that follow the box."""
    import numpy as np

    for limit in (2 * _FOLLOWS, _FOLLOWS, _SURELY, _SURELY):
        off = np.abs(past(stand, seen))
        family, near = off.argmin(axis=1), off.min(axis=1) <= limit
        stand = _fitted(stand, card, seen[near], family[near]) or stand
    return stand


def _fitted(stand: Stand, card: Flat, seen: Floats, family: NDArray[np.intp]) -> Stand | None:
    import numpy as np

    lens, unit = stand.lens, float(np.linalg.norm(stand.shift))
    lengths = np.hypot(seen[:, 2] - seen[:, 0], seen[:, 3] - seen[:, 1])
    weights = 1 / np.hypot(_FINE, _ALONG / np.maximum(lengths, 1)) / math.sqrt(max(1.0, len(seen) / 30))  # hundreds of lines are not independent
    flat, corners, rows = own(card), np.array(card.corners, np.float64), np.arange(len(seen))

    def unpacked(at: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        return stand.axes @ turns(at[:, :3]), at[:, 3:6] * unit, at[:, 6], stand.focal * np.exp(at[:, 7])

    def off(at: Floats) -> Floats:
        axes, shift, turn, focal = unpacked(at)
        cosine, sine = np.cos(turn)[:, None], np.sin(turn)[:, None]
        laid = np.stack([cosine * flat[:, 0] - sine * flat[:, 1], sine * flat[:, 0] + cosine * flat[:, 1]], axis=2)
        space = laid @ axes[:, :, :2].transpose(0, 2, 1) + shift[:, None]
        moved = (focal[:, None, None] * space[..., :2] / space[..., 2:] + np.array(lens.size) / 2 - corners) / card.error
        led = _past(axes, focal, lens, seen)[:, rows, family] * weights
        known = (np.log(focal / lens.focal) / lens.error)[:, None]
        return np.concatenate([moved.reshape(len(at), -1), led, known], axis=1)

    with np.errstate(all="ignore"):
        found = least(off, np.concatenate([np.zeros(3), stand.shift / unit, [stand.turn, 0.0]]))
    if found is None:
        return None
    axes, shift, turn, focal = (each[0] for each in unpacked(found.parameters[None]))
    return Stand(axes, shift, float(turn), float(focal), lens)
