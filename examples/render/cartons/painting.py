"""Paints solids into a picture, the far ones first, and keeps whose each pixel is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from examples.render.cartons.solids import Carton, Face
from examples.render.cartons.view import NEAREST, Points, View
from examples.render.surfaces import Real
from numpy.random import Generator
from numpy.typing import NDArray

Owners = NDArray[np.int16]
NOBODY, HIDDEN = 0, -1
"""Whose a pixel of the room is, and of what stands or is held before the boxes."""
_SIDES = ("front", "right", "back", "left", "top", "bottom")


@dataclass(frozen=True, eq=False)
class Light:
    """A lamp far away, and the light from all round."""

    toward: Points
    """The unit vector from things to the lamp."""
    ambient: float
    direct: float

    def on(self, normal: Points) -> float:
        """Return how much falls on a face, about 1."""
        return self.ambient + self.direct * max(0.0, float(normal @ self.toward))


@dataclass(frozen=True, eq=False)
class Flat:
    """A flat thing as it was painted: its corners in space, its picture, how much that covers (None for all), and whose it is."""

    corners: Points
    picture: Real
    alpha: Real | None
    whose: int

    @property
    def panel(self) -> bool:
        """Whether it is a face of a box."""
        return self.whose > 0 and (self.whose - 1) % 16 < len(_SIDES)


@dataclass(eq=False)
class Canvas:
    """The picture, and whose each pixel is."""

    view: View
    image: Real
    owner: Owners
    light: Light
    window: Real | None = None
    """How much of each pixel may be painted; all of it where there is none."""
    drawn: int = 0
    """How many pixels were painted."""
    flats: list[Flat] = field(default_factory=list)
    """All that was painted."""

    def paint(self, corners: Points, picture: Real, light: float, whose: int, *, alpha: Real | None = None) -> None:
        """Paint a flat picture where its corners (4, 3) are in space; `alpha`, as large as it, says how much it covers."""
        if self.view.depth(corners).min() < NEAREST:
            return
        self.flats.append(Flat(corners, picture, alpha, whose))
        seen = self.view.project(corners)
        mask, (left, top, right, bottom) = filled(seen, self.view.size)
        if right <= left or bottom <= top:
            return
        rows, columns = picture.shape[:2]
        small = shrunk(picture, seen)
        rows, columns = small.shape[:2]
        flat = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32) - 0.5
        turn = cv2.getPerspectiveTransform(flat, (seen - (left, top) - 0.5).astype(np.float32))
        drawn = cv2.warpPerspective(small, turn, (right - left, bottom - top), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        if alpha is not None:
            cover = cv2.resize(alpha, (columns, rows), interpolation=cv2.INTER_AREA)
            mask = mask * cv2.warpPerspective(cover, turn, (right - left, bottom - top), flags=cv2.INTER_LINEAR)
        if self.window is not None:
            mask = mask * self.window[top:bottom, left:right]
        part = self.image[top:bottom, left:right]
        drawn *= np.float32(light)
        drawn -= part
        drawn *= mask[..., None]
        part += drawn
        self.owner[top:bottom, left:right][mask > 0.5] = whose
        self.drawn += int((mask > 0.5).sum())

    def fill(self, outline: Points, colour: Real, whose: int) -> None:
        """Fill an outline (n, 2) in the picture."""
        mask, (left, top, right, bottom) = filled(outline, self.view.size)
        if right > left and bottom > top:
            part = self.image[top:bottom, left:right]
            part += (colour - part) * mask[..., None]
            self.owner[top:bottom, left:right][mask > 0.5] = whose


def hidden(owner: Owners, outline: Points) -> float:
    """Return the share of what is seen of the boxes that an outline in the picture would hide."""
    mask, (left, top, right, bottom) = filled(outline, (owner.shape[1], owner.shape[0]))
    seen = int((owner > 0).sum())
    return float(((owner[top:bottom, left:right] > 0) & (mask > 0.5)).sum()) / seen if seen and mask.size else 0.0


def filled(outline: Points, size: tuple[int, int]) -> tuple[Real, tuple[int, int, int, int]]:
    """Return how much of each pixel an outline covers, in the window (left, top, right, bottom) round it."""
    low = np.maximum(np.floor(outline.min(0)).astype(int), 0)
    high = np.minimum(np.ceil(outline.max(0)).astype(int) + 1, size)
    mask = np.zeros(np.maximum(high - low, 0)[::-1].tolist(), np.float32)
    if mask.size:
        shown = np.clip(outline - low - 0.5, -16000, 16000)
        cv2.fillPoly(mask, [np.round(shown * 16).astype(np.int32)], 1.0, cv2.LINE_AA, 4)
    return mask, (int(low[0]), int(low[1]), int(high[0]), int(high[1]))


def shrunk(picture: Real, seen: Points) -> Real:
    """Return a picture with no more pixels than it is seen with."""
    wide = max(np.linalg.norm(seen[1] - seen[0]), np.linalg.norm(seen[2] - seen[3])) * 1.25
    high = max(np.linalg.norm(seen[3] - seen[0]), np.linalg.norm(seen[2] - seen[1])) * 1.25
    rows, columns = picture.shape[:2]
    size = (min(columns, max(2, int(wide) + 1)), min(rows, max(2, int(high) + 1)))
    return picture if size == (columns, rows) else cv2.resize(picture, size, interpolation=cv2.INTER_AREA)


def whose(number: int, face: Face) -> int:
    """Return the mark of a face of the box with some number, counted from 0."""
    return 1 + number * 16 + _SIDES.index(face.side)


def looked_at(view: View, carton: Carton) -> list[Face]:
    """Return the faces that are turned to the camera."""
    return [face for face in carton.faces.values() if view.faces(face.origin, face.normal) > 0.01]


def sized(view: View, face: Face, *, finer: float = 1.2) -> tuple[int, int]:
    """Return how many rows and columns the picture of a face needs."""
    seen = face.in_photo(view, face.outline)
    wide, high = (max(np.linalg.norm(seen[a] - seen[b]), np.linalg.norm(seen[c] - seen[d])) for a, b, c, d in ((0, 1, 2, 3), (0, 3, 1, 2)))
    limit = 1.5 * max(view.size)
    return int(np.clip(high * finer, 12, limit)), int(np.clip(wide * finer, 12, limit))


def paint_carton(dice: Generator, canvas: Canvas, number: int, carton: Carton) -> None:
    """Paint the faces of a closed box."""
    for face in looked_at(canvas.view, carton):
        light = canvas.light.on(face.normal) * dice.uniform(0.96, 1.04)
        canvas.paint(face.space(face.outline), face.seen, light, whose(number, face))


def from_the_far(view: View, cartons: Sequence[Carton]) -> list[int]:
    """Return the numbers of boxes so that none comes before one that is behind it."""
    left, order = list(range(len(cartons))), []
    while left:
        first = next((each for each in left if not any(_before(view, cartons[other], cartons[each]) for other in left if other != each)), left[0])
        order.append(first)
        left.remove(first)
    return order


def _before(view: View, back: Carton, front: Carton) -> bool:
    """Whether the second must be painted after the first: a face of either parts them."""
    for one, other, near in ((back, front, False), (front, back, True)):
        for face in one.faces.values():
            beyond = ((other.corners - face.origin) @ face.normal).min() > -1.0
            camera = (view.eye - face.origin) @ face.normal > 0
            if beyond:
                return bool(camera) != near
    return False


def shadows(dice: Generator, canvas: Canvas, cartons: Sequence[Carton]) -> None:
    """Darken the floor: closely where boxes stand, and away from the lamp."""
    size = canvas.view.size
    coarse = max(2, size[0] // 256)
    toward, dark = canvas.light.toward, dice.uniform(0.15, 0.55)
    for reach, soft, strength in ((0.0, 1.5, 0.5), (1.0, dice.uniform(1, 8), dark)):
        mask = np.zeros((size[1] // coarse, size[0] // coarse), np.float32)
        for carton in cartons:
            corners = carton.corners
            if not reach and corners[:, 2].min() > 1:
                continue
            thrown = corners - toward * (corners[:, 2:] * reach / max(toward[2], 0.3))
            thrown[:, 2] = 0
            if canvas.view.depth(thrown).min() > NEAREST:
                hull = cv2.convexHull((canvas.view.project(thrown) / coarse).astype(np.float32)).reshape(-1, 2)
                cv2.fillConvexPoly(mask, np.clip(hull, -4000, 4000).astype(np.int32), 1.0)
        mask = cv2.GaussianBlur(mask, (0, 0), soft)
        canvas.image *= (1 - np.float32(strength) * cv2.resize(mask, size, interpolation=cv2.INTER_LINEAR))[..., None]
