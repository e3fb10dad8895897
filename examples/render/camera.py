"""A camera that looks at boxes on a table: faces in perspective, soft light and shadow, and what a phone's sensor adds."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from examples.render.labels import Colour
from examples.render.surfaces import Cardboard, Real, clouds, mat
from numpy.random import Generator
from numpy.typing import NDArray

Points = NDArray[np.float64]
NEAREST = 150
"""How far before the camera a thing must lie to be drawn, in millimetres."""

_COARSE = 6


@dataclass
class Cuboid:
    """A box on the table: lengths in millimetres, x to the right, y away from the camera, z up."""

    x: float
    y: float
    width: float
    depth: float
    height: float
    top: Cardboard
    front: Cardboard
    side: Cardboard | None = None
    """Its left and right, for a camera that may see one of them."""

    def faces(self) -> list[tuple[Cardboard, Points, float]]:
        """Return the faces with their corners in space (as their pictures': from upper left, clockwise), and how much light falls on them.

        A camera whose eye is between the box's left and right sides sees none but the top and the front.
        """
        x1, x2, y1, y2, z = self.x, self.x + self.width, self.y, self.y + self.depth, self.height
        sides = []
        if self.side:
            left = np.array([(x1, y2, z), (x1, y1, z), (x1, y1, 0), (x1, y2, 0)], dtype=np.float64)
            right = np.array([(x2, y1, z), (x2, y2, z), (x2, y2, 0), (x2, y1, 0)], dtype=np.float64)
            sides = [(self.side, left, 0.7), (self.side, right, 0.62)]
        return [
            *sides,
            (self.top, np.array([(x1, y2, z), (x2, y2, z), (x2, y1, z), (x1, y1, z)], dtype=np.float64), 0.95),
            (self.front, np.array([(x1, y1, z), (x2, y1, z), (x2, y1, 0), (x1, y1, 0)], dtype=np.float64), 0.82),
        ]


@dataclass
class Camera:
    """Where it is, what it looks at, and what it takes."""

    eye: tuple[float, float, float]
    target: tuple[float, float, float]
    size: tuple[int, int] = (2880, 2160)
    zoom: float = 1.3
    """The focal length, in widths of the picture."""
    roll: float = 0.0
    """How far it is held askew, in degrees."""
    blur: float = 0.7
    """How far a point is spread, in pixels."""
    light: float = 1.0
    boxes: list[Cuboid] = field(default_factory=list)

    def project(self, points: Points) -> NDArray[np.float32]:
        """Return where points in space lie in the picture."""
        forward, side, upward = self._axes()
        away = points - np.array(self.eye)
        flat = np.stack([away @ side, -(away @ upward)], axis=1) / (away @ forward)[:, None] * self.zoom * self.size[0]
        turn = np.deg2rad(self.roll)
        rotated = flat @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        return (rotated + np.array(self.size) / 2).astype(np.float32)

    def _axes(self) -> tuple[Points, Points, Points]:
        """Return where forward, right and up are; it never looks straight down."""
        forward = np.subtract(self.target, self.eye) / np.linalg.norm(np.subtract(self.target, self.eye))
        side = np.cross(forward, (0.0, 0.0, 1.0))
        side /= np.linalg.norm(side)
        return forward, side, np.cross(side, forward)

    def depth(self, points: Points) -> Points:
        """Return how far before the camera points in space are, in millimetres."""
        return (points - np.array(self.eye)) @ self._axes()[0]

    def photo(self, dice: Generator) -> Colour:
        """Take the photo."""
        image = self._table(dice)
        for box in self.boxes:
            self._shadow(image, box)
        for box in sorted(self.boxes, key=self._distance, reverse=True):
            for face, corners, light in box.faces():
                self.paint(image, face.paper, corners, light)
        return self._developed(image, dice)

    def _table(self, dice: Generator) -> Real:
        """Begin with a bench, and the mat on it that the boxes stand on."""
        image = np.zeros((self.size[1], self.size[0], 3), np.float32)
        image[:] = (150, 146, 140)
        image *= (1 + 0.02 * clouds(dice, self.size[1], self.size[0], 1200, 500))[..., None]
        near = next(y for y in range(-420, 640, 20) if self.depth(np.array([(0, y, 0)]))[0] > NEAREST)
        corners = np.array([(-500, 640, 0), (1300, 640, 0), (1300, near, 0), (-500, near, 0)], dtype=np.float64)
        self.paint(image, mat(dice, 1800, round(640 - near)), corners, 0.95)
        return image

    def _distance(self, box: Cuboid) -> float:
        middle = (box.x + box.width / 2, box.y + box.depth / 2, box.height / 2)
        return float(np.linalg.norm(np.subtract(self.eye, middle)))

    def paint(self, image: Real, picture: Real, corners: Points, light: float) -> None:
        """Lay a flat picture into the photo, where it faces the camera."""
        seen = self.project(corners)
        area = cv2.contourArea(seen, oriented=True)
        if area <= 0:
            return
        rows, columns = picture.shape[:2]
        shrink = min(1.0, 1.25 * np.sqrt(area / (rows * columns)))
        small = cv2.resize(picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else picture
        rows, columns = small.shape[:2]
        flat = np.float32([(0, 0), (columns, 0), (columns, rows), (0, rows)])
        turn = cv2.getPerspectiveTransform(flat, seen)
        mask = cv2.warpPerspective(np.ones((rows, columns), np.float32), turn, self.size)[..., None]
        image *= 1 - mask
        image += cv2.warpPerspective(small, turn, self.size, borderMode=cv2.BORDER_REPLICATE) * mask * light

    def _shadow(self, image: Real, box: Cuboid) -> None:
        """Darken the table round the box: closely where it stands, and softly away from the lamp."""
        reach = box.height * 0.35
        for right, around, soft, dark in ((6, 6, 14, 0.55), (reach, 12, 90, 0.40)):
            x1, x2, y1, y2 = box.x - around, box.x + box.width + right, box.y - right, box.y + box.depth + around
            corners = np.array([(x1, y2, 0), (x2, y2, 0), (x2, y1, 0), (x1, y1, 0)], dtype=np.float64)
            # Soft edges need no fine grid, and a wide blur on a fine one takes longer than all the rest.
            small = np.zeros((self.size[1] // _COARSE, self.size[0] // _COARSE), np.float32)
            cv2.fillConvexPoly(small, (self.project(corners) / _COARSE).astype(np.int32), 1.0)
            mask = cv2.resize(cv2.GaussianBlur(small, (0, 0), soft / _COARSE), self.size, interpolation=cv2.INTER_CUBIC)
            image *= (1 - dark * mask)[..., None]

    def _developed(self, image: Real, dice: Generator) -> Colour:
        """Add the light of the room, the lens and the sensor."""
        columns, rows = self.size
        x, y = np.meshgrid(np.linspace(-1, 1, columns, dtype=np.float32), np.linspace(-1, 1, rows, dtype=np.float32))
        lamp = 1.06 + 0.10 * np.exp(-((x + 0.5) ** 2 + (y + 0.6) ** 2)) - 0.11 * (x**2 + y**2) / 2 - 0.03 * x
        image = image * (lamp * self.light)[..., None] * np.float32((1.02, 1.0, 0.965))
        image = cv2.GaussianBlur(image, (0, 0), self.blur)
        noise = 1.6 * clouds(dice, rows, columns, 2.2, 2.2)
        return np.clip(image + noise[..., None], 0, 255).astype(np.uint8)
