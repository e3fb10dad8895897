"""Photos with codes that are cut off by the edge of the photo or half hidden: each is there, and must not be read."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from examples.render.labels import Colour
from examples.render.scenes import SIZE, Scene, Stuck, lay, photo, scene
from examples.render.sheets import LINEAR, Printed, Quad, Sheet
from numpy.random import Generator
from numpy.typing import NDArray

_GRID = 40
"""In how many rows and columns a code is looked at for what is hidden of it."""
_LOST = 0.4
"""The share of a code of two dimensions that no error correction makes up for: at most 30 % of a QR code, less of all others."""
_SEEN = 0.2
"""The share of a code that must be in the photo to say that it is there."""


def parts(dice: Generator) -> tuple[Colour, dict[str, Any]]:
    """Take a photo of a scene with some codes cut or hidden; return it and its line of the manifest, without the picture's name.

    `expected` are those that are whole, `unread` those that nobody can read, with the corners that they would have; `unclear` ones may be
    read or not.
    """
    made = scene(dice)
    window = _window(made, dice)
    hidden = np.zeros((SIZE[1], SIZE[0]), np.uint8)
    strips = [_strip(made, stuck, code, dice) for stuck in made.stuck for code in stuck.sheet.codes if dice.random() < 0.4]
    image = photo(made, dice, over=lambda bare: _hide(bare, hidden, strips, dice))
    left, top, right, bottom = window
    found: dict[str, list[dict[str, Any]]] = {"expected": [], "unread": [], "unclear": []}
    for stuck in made.stuck:
        for code in stuck.sheet.codes:
            where = _state(_whole(made, stuck, code, hidden, window), linear=code.format in LINEAR)
            told = made.truth(stuck, code)
            told["polygon"] = np.round(np.array(told["polygon"]) - (left, top), 1).tolist()
            found.setdefault(where, []).append(told)
    found.pop("outside", None)
    return np.ascontiguousarray(image[top:bottom, left:right]), {**found, "w": right - left, "h": bottom - top, "complete": True}


def _window(made: Scene, dice: Generator) -> tuple[int, int, int, int]:
    """Cut the photo on one side so that its edge runs through a code."""
    stuck = made.stuck[int(dice.integers(len(made.stuck)))]
    corners = made.code(stuck, stuck.sheet.codes[0])
    middle = corners.mean(0) + dice.uniform(-0.2, 0.2, 2) * np.ptp(corners, axis=0)
    x, y = (int(each) // 8 * 8 for each in middle)
    if abs(x - SIZE[0] / 2) / SIZE[0] > abs(y - SIZE[1] / 2) / SIZE[1]:
        return (x, 0, *SIZE) if x < SIZE[0] / 2 else (0, 0, x, SIZE[1])
    return (0, y, *SIZE) if y < SIZE[1] / 2 else (0, 0, SIZE[0], y)


def _strip(made: Scene, stuck: Stuck, code: Printed, dice: Generator) -> Quad:
    """Return where a strip lies that hides some of a code, from end to end of its bars."""
    first = dice.uniform(0.05, 0.5)
    last = first + dice.uniform(0.2, 0.45)
    top_left, top_right, _, bottom_left = code.corners
    along, high = top_right - top_left, (bottom_left - top_left) * 0.25
    edge = np.array([top_left + along * first, top_left + along * last, bottom_left + along * last, bottom_left + along * first])
    return made.in_photo(stuck.on_face(edge + np.array([-high, -high, high, high])))


def _hide(image: Colour, hidden: NDArray[np.uint8], strips: list[Quad], dice: Generator) -> None:
    for corners in strips:
        shade = int(dice.integers(90, 210))
        lay(image, Sheet("strip", np.full((200, 400), shade, np.uint8), ()), corners, dice)
        cv2.fillConvexPoly(hidden, np.round(corners).astype(np.int32), 1)


def _whole(made: Scene, stuck: Stuck, code: Printed, hidden: NDArray[np.uint8], window: tuple[int, int, int, int]) -> NDArray[np.bool_]:
    """Say for a grid over a code which points of it are in the photo and not hidden."""
    share = (np.arange(_GRID) + 0.5) / _GRID
    top_left, top_right, _, bottom_left = code.corners
    points = top_left + share[None, :, None] * (top_right - top_left) + share[:, None, None] * (bottom_left - top_left)
    x, y = np.round(made.in_photo(stuck.on_face(points.reshape(-1, 2)))).astype(int).T
    left, top, right, bottom = window
    inside = (x >= left) & (x < right) & (y >= top) & (y < bottom)
    seen = inside & (hidden[y.clip(0, SIZE[1] - 1), x.clip(0, SIZE[0] - 1)] == 0)
    return seen.reshape(_GRID, _GRID)


def _state(whole: NDArray[np.bool_], *, linear: bool) -> str:
    """Say whether a code can be read: expected, unread, unclear, or outside of the photo."""
    share = whole.mean()
    if share == 1:
        return "expected"
    if share == 0:
        return "outside"
    if share < _SEEN:
        return "unclear"
    if linear:
        rows = whole.all(axis=1).mean()
        return "unread" if rows == 0 else "expected" if rows > 0.5 else "unclear"
    return "unread" if share <= 1 - _LOST else "unclear"
