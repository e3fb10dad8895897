"""Labels, as things that lie on a face: a sheet of some colour with print on it, and its shadow."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.face.boards import FULL, MARGIN, SIDE, Real, blend, ink, words


def anywhere(dice: Generator) -> Real:
    """Choose the corners of a label that lies almost wholly on the face."""
    sides = dice.uniform(0.12, 0.5, 2) * SIDE
    middle = MARGIN + sides / 2 + dice.uniform(-0.05, 1.05, 2) * (SIDE - sides)
    return turned(middle, sides, dice.normal(0, 3) if dice.random() < 0.85 else dice.uniform(0, 90))


def turned(middle: Real, sides: Real, degrees: float) -> Real:
    """Return the corners of a rectangle."""
    return cv2.boxPoints(((float(middle[0]), float(middle[1])), (float(sides[0]), float(sides[1])), float(degrees))).astype(np.float32)


def stick(dice: Generator, sheet: Real, corners: Real, *, blank: bool = False) -> None:
    """Stick a label on at some corners; nothing need be written on one that is masked."""
    mask = np.zeros((FULL, FULL), np.uint8)
    cv2.fillConvexPoly(mask, np.round(corners).astype(np.int32), 255, cv2.LINE_AA)
    shadow = cv2.GaussianBlur(np.roll(mask, tuple(dice.integers(-3, 4, 2)), (0, 1)), (0, 0), float(dice.uniform(0.8, 4)))
    blend(sheet, shadow, np.zeros(3, np.float32), float(dice.uniform(0, 0.4)))
    paper = np.full(3, dice.uniform(0.75, 1), np.float32) if dice.random() < 0.8 else dice.uniform(0.1, 1, 3).astype(np.float32)
    blend(sheet, mask, paper, float(dice.uniform(0.9, 1)))
    if blank:
        return
    written = np.zeros((FULL, FULL), np.uint8)
    for _ in range(dice.integers(1, 4)):
        words(dice, written)
    x, y, wide, high = cv2.boundingRect(mask)
    if dice.random() < 0.25:
        _matrix(dice, written[y : y + high, x : x + wide])
    code = np.repeat(dice.integers(0, 2, FULL, dtype=np.uint8) * np.uint8(255), 2)
    place = written[y + high // 2 : y + high * 3 // 4, x + wide // 8 : x + wide * 7 // 8]
    place[:] = code[: place.shape[1]]
    blend(sheet, cv2.bitwise_and(written, mask), *ink(dice))


def _matrix(dice: Generator, place: NDArray[np.uint8]) -> None:
    """Print a code of squares, large or small."""
    cells = int(dice.choice((6, 8, 21, 33)))
    size = int(min(place.shape) * dice.uniform(0.3, 0.9))
    code = cv2.resize(dice.integers(0, 2, (cells, cells), dtype=np.uint8) * np.uint8(255), (max(size, 1),) * 2, interpolation=cv2.INTER_NEAREST)
    top, left = (np.array(place.shape) - size) // dice.integers(1, 4, 2)
    place[top : top + size, left : left + size] = code[: place.shape[0] - top, : place.shape[1] - left]
