"""Photos of a box face with several labels on it, 12 megapixels as a phone takes them, and the exact truth of what codes are where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from examples.render.camera import Camera, Cuboid
from examples.render.labels import SCALE, Colour
from examples.render.places import BEHIND, place
from examples.render.sensor import taken
from examples.render.sheets import FORMATS, Printed, Quad, Sheet
from examples.render.surfaces import Cardboard
from numpy.random import Generator

SIZE = (4032, 3024)
FINEST, COARSEST = 1.3, 4.0
"""Pixels to the narrowest bar before the face is turned away; the dots of MaxiCode and some others are larger."""
_EDGE = 24
"""How far a whole label stays from the edge of the photo, in pixels."""
_TRIES = 60


@dataclass(frozen=True)
class Stuck:
    """A sheet on the face of the box."""

    sheet: Sheet
    middle: tuple[float, float]
    """In millimetres from the face's upper left corner."""
    turn: float
    """Clockwise, in degrees."""

    def on_face(self, points: Quad) -> Quad:
        """Return where points of the sheet lie on the face, in millimetres."""
        rows, columns = self.sheet.picture.shape
        turn = np.deg2rad(self.turn)
        along = np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
        return (points - (columns / 2, rows / 2)) / SCALE @ along + self.middle

    def outline(self) -> Quad:
        """Return its own corners on the face."""
        rows, columns = self.sheet.picture.shape
        return self.on_face(np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], dtype=np.float64))


@dataclass
class Scene:
    """A camera before a box, and what sticks on the box."""

    camera: Camera
    box: Cuboid
    stuck: list[Stuck] = field(default_factory=list)

    def in_photo(self, face: Quad) -> Quad:
        """Return where points of the face, in millimetres, lie in the photo, in pixels."""
        return self.camera.project(self._in_space(face)).astype(np.float64)

    def _in_space(self, face: Quad) -> Quad:
        return np.stack([face[:, 0], np.zeros(len(face)), self.box.height - face[:, 1]], axis=1)

    def scale(self, middle: tuple[float, float]) -> float:
        """Return how many pixels a millimetre there has if it is seen straight on."""
        return float(self.camera.zoom * self.camera.size[0] / self.camera.depth(self._in_space(np.array([middle])))[0])

    def code(self, stuck: Stuck, code: Printed) -> Quad:
        """Return the corners of a code in the photo."""
        return self.in_photo(stuck.on_face(code.corners))

    def truth(self, stuck: Stuck, code: Printed) -> dict[str, Any]:
        """Return what the manifest says of a code."""
        corners = self.code(stuck, code)
        top_left, top_right, bottom_right, bottom_left = corners
        across = np.linalg.norm((top_right + bottom_right - top_left - bottom_left) / 2) / code.across
        down = np.linalg.norm((bottom_left + bottom_right - top_left - top_right) / 2) / code.down if code.down else across
        return {
            "format": code.format,
            "text": code.text,
            "polygon": np.round(corners, 1).tolist(),
            "module": round(float(min(across, down)), 2),
            "label": stuck.sheet.name,
        }


def scene(dice: Generator, *, least: int = 4, most: int = 7) -> Scene:
    """Set a box before the camera and stick so many labels on it; what the ranges are is written down in benchmarks/README.md."""
    number = int(dice.integers(least, most + 1))
    while True:
        made = _empty(dice)
        for name in dice.permutation(list(FORMATS)):
            _stick(made, dice, str(name))
            if len(made.stuck) == number:
                break
        if len(made.stuck) >= least:
            return made


def _empty(dice: Generator) -> Scene:
    """A box and a camera that sees most of its face."""
    scale = dice.uniform(4.4, 9.0)
    seen_wide, seen_high = SIZE[0] / scale, SIZE[1] / scale
    width, height = seen_wide * dice.uniform(0.9, 1.25), seen_high * dice.uniform(0.9, 1.2)
    shade = dice.uniform(0.75, 1.15)
    faces = [Cardboard(dice, wide, high, shade, scale=3) for wide, high in ((width, 200), (width, height), (200, height))]
    _used(dice, faces[1])
    box = Cuboid(0, 0, width, 200, height, *faces)
    yaw, up = np.deg2rad(dice.uniform(0, 40) * dice.choice([-1, 1])), np.deg2rad(dice.uniform(-5, 15))
    zoom = dice.uniform(0.8, 1.5)
    target = np.array((width / 2, 0, height / 2)) + dice.uniform(-0.05, 0.05, 3) * (width, 0, height)
    eye = target + zoom * SIZE[0] / scale * np.array((np.sin(yaw) * np.cos(up), -np.cos(yaw) * np.cos(up), np.sin(up)))
    return Scene(Camera(tuple(eye), tuple(target), SIZE, zoom, roll=dice.uniform(-15, 15), boxes=[box]), box)


def _used(dice: Generator, face: Cardboard) -> None:
    """Tape it, strap it and print words on it, or not."""
    if dice.random() < 0.5:
        face.seam(across=bool(dice.random() < 0.5), taped=bool(dice.random() < 0.8))
    if dice.random() < 0.2:
        face.band(dice.uniform(0.2, 0.8) * face.height)
    for word in dice.permutation(["FRAGILE", "RECYCLE  200 lb  ECT 32", "THIS WAY UP", "6 x 12 oz"])[: dice.integers(0, 4)]:
        face.print_text(str(word), dice.uniform(0, 0.6) * face.width, dice.uniform(0.05, 0.9) * face.height, dice.uniform(5, 16))
    face.worn_edges()


def _stick(made: Scene, dice: Generator, name: str) -> None:
    """Find a place for a label where nothing else is, all of it in the photo."""
    for _ in range(_TRIES):
        middle = (dice.uniform(0, made.box.width), dice.uniform(0, made.box.height))
        scale = made.scale(middle)
        module = int(dice.integers(np.ceil(FINEST * SCALE / scale), max(FINEST * SCALE / scale, COARSEST * SCALE / scale) + 1))
        stuck = Stuck(FORMATS[name](dice, module), middle, float(dice.choice([0, 90, 180, 270]) + dice.uniform(-10, 10)))
        if _whole(made, stuck) and not any(_touch(stuck, other) for other in made.stuck):
            made.stuck.append(stuck)
            return


def _whole(made: Scene, stuck: Stuck) -> bool:
    """Whether it lies on the face and in the photo."""
    face, photo = stuck.outline(), made.in_photo(stuck.outline())
    on_face = face.min() > 0 and (face < (made.box.width, made.box.height)).all()
    return bool(on_face and photo.min() > _EDGE and (photo < np.array(SIZE) - _EDGE).all())


def _touch(one: Stuck, other: Stuck) -> bool:
    return cv2.intersectConvexConvex(one.outline().astype(np.float32), other.outline().astype(np.float32))[0] > 0


def photo(made: Scene, dice: Generator, *, over: Callable[[Colour], None] | None = None) -> Colour:
    """Take the photo of a scene; `over` draws in place what lies over the box: tape, or stretch wrap."""
    image = _background(made, dice)
    for stuck in made.stuck:
        lay(image, stuck.sheet, made.in_photo(stuck.outline()), dice)
    if over:
        over(image)
    return taken(image, dice)


def _background(made: Scene, dice: Generator) -> Colour:
    """The place and the bare box. Nothing on them is fine, so half of the pixels do."""
    camera = Camera(made.camera.eye, made.camera.target, (SIZE[0] // 2, SIZE[1] // 2), made.camera.zoom, made.camera.roll)
    image = cv2.GaussianBlur(place(str(dice.choice(BEHIND)), dice, *camera.size), (0, 0), dice.uniform(0.6, 4)).astype(np.float32)
    for face, corners, light in made.box.faces():
        camera.paint(image, face.paper, corners, light * dice.uniform(0.9, 1.1))
    return cv2.resize(image.clip(0, 255).astype(np.uint8), SIZE, interpolation=cv2.INTER_LINEAR)


def lay(image: Colour, sheet: Sheet, corners: Quad, dice: Generator) -> None:
    """Lay a sheet into the photo with its corners there, each pixel the mean of 16; ink alone lets the cardboard through."""
    low, high = np.floor(corners.min(0)).astype(int) - 14, np.ceil(corners.max(0)).astype(int) + 15
    low, high = np.maximum(low, 0), np.minimum(high, (image.shape[1], image.shape[0]))
    if (high <= low).any():
        return
    part = image[low[1] : high[1], low[0] : high[0]].astype(np.float32)
    cover, ink = _seen(sheet, corners - low, (high - low).tolist())
    if sheet.printed:
        part *= (1 - (1 - ink) * cover * dice.uniform(0.6, 0.85))[..., None]
    else:
        black, white = dice.uniform(10, 60), dice.uniform(205, 245)
        shadow = cv2.GaussianBlur(np.roll(cover, (3, 2), (0, 1)), (0, 0), 4)
        part *= (1 - 0.3 * shadow)[..., None]
        paper = (black + (white - black) * ink)[..., None] * np.float32((1.0, 0.995, 0.97))
        part += (paper - part) * cover[..., None]
    image[low[1] : high[1], low[0] : high[0]] = part.clip(0, 255)


_FINER = 4


def _seen(sheet: Sheet, corners: Quad, size: tuple[int, int]) -> tuple[Any, Any]:
    """Return how much of each pixel the sheet covers, and how light its print is there, both from 0 to 1."""
    rows, columns = sheet.picture.shape
    flat = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], dtype=np.float32) - 0.5  # a pixel's middle is its number
    turn = cv2.getPerspectiveTransform(flat, (corners * _FINER - 0.5).astype(np.float32))
    fine = (size[0] * _FINER, size[1] * _FINER)
    ink = cv2.warpPerspective(sheet.picture, turn, fine, flags=cv2.INTER_NEAREST, borderValue=255)
    cover = cv2.warpPerspective(np.full_like(sheet.picture, 255), turn, fine, flags=cv2.INTER_NEAREST)
    return tuple(cv2.resize(each, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255 for each in (cover, ink))


def row(made: Scene) -> dict[str, Any]:
    """Return the line of the manifest for a photo of a scene, without the name of the picture: every code in it."""
    expected = [made.truth(stuck, code) for stuck in made.stuck for code in stuck.sheet.codes]
    return {"expected": expected, "w": SIZE[0], "h": SIZE[1], "complete": True}
