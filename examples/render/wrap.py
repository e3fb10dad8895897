"""Stretch wrap: a film over the box, with folds that bend what is behind them, streaks, and glare."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.labels import Colour
from examples.render.surfaces import clouds
from numpy.random import Generator
from numpy.typing import NDArray

Real = NDArray[np.float32]
_COARSE = 4
"""Nothing of a film is finer than so many pixels, but its folds, which are drawn apart."""


def wrapped(image: Colour, dice: Generator) -> None:
    """Lay the film over all of the picture, in place."""
    rows, columns = image.shape[:2]
    _bend(image, dice)
    light = shine(dice, rows, columns)
    haze = dice.uniform(0.82, 0.95)
    image[:] = cv2.add(cv2.convertScaleAbs(image, alpha=haze, beta=(1 - haze) * 150), cv2.merge([light] * 3), dtype=cv2.CV_8U)


def shine(dice: Generator, rows: int, columns: int) -> Real:
    """Return the light that a film adds to each pixel of a picture of about 12 megapixels."""
    light = cv2.resize(_streaks(dice, rows // _COARSE, columns // _COARSE) + _glare(dice, rows // _COARSE, columns // _COARSE), (columns, rows))
    return light + _folds(dice, rows, columns)


def _bend(image: Colour, dice: Generator) -> None:
    """Move what lies behind by up to about two pixels: the film is not flat."""
    rows, columns = image.shape[:2]
    shift = [1.2 * clouds(dice, rows // _COARSE, columns // _COARSE, 60, 60) for _ in range(2)]
    across, down = (cv2.resize(each, (columns, rows), interpolation=cv2.INTER_LINEAR) for each in shift)
    across += np.arange(columns, dtype=np.float32)[None]
    down += np.arange(rows, dtype=np.float32)[:, None]
    image[:] = cv2.remap(image, across, down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def _streaks(dice: Generator, rows: int, columns: int) -> Real:
    """Thin long shines along the way that the film was pulled."""
    size = int(np.hypot(rows, columns)) + 2
    drawn = clouds(dice, size, size, 240, 4) * (0.4 + 0.6 * np.abs(clouds(dice, size, size, 500, 300)))
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), dice.uniform(-35, 35), 1.0)
    turned = cv2.warpAffine(drawn, turn, (size, size), borderMode=cv2.BORDER_REFLECT)
    top, left = (size - rows) // 2, (size - columns) // 2
    return 42 * np.maximum(turned[top : top + rows, left : left + columns] - 0.75, 0)


def _glare(dice: Generator, rows: int, columns: int) -> Real:
    """One to three lamps that the film throws back, long across its folds."""
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    image = np.zeros((rows, columns), np.float32)
    for _ in range(int(dice.integers(1, 4))):
        turn, wide, high = dice.uniform(0, np.pi), dice.uniform(15, 70), dice.uniform(60, 220)
        across, down = x - dice.uniform(0, columns), y - dice.uniform(0, rows)
        along, beside = across * np.cos(turn) + down * np.sin(turn), down * np.cos(turn) - across * np.sin(turn)
        image += dice.uniform(60, 260) * np.exp(-((along / high) ** 2) - (beside / wide) ** 2)
    return image


def _folds(dice: Generator, rows: int, columns: int) -> Real:
    """Creases: fine bright lines, nearly straight, with a darker one beside."""
    image = np.zeros((rows, columns), np.float32)
    for _ in range(int(dice.integers(5, 14))):
        start, turn = dice.uniform(0, (columns, rows)), dice.uniform(0, np.pi)
        end = start + dice.uniform(600, 2600) * np.array((np.cos(turn), np.sin(turn)))
        middle = (start + end) / 2 + dice.uniform(-60, 60, 2)
        steps = np.linspace(0, 1, 24)[:, None]
        path = (start * (1 - steps) ** 2 + 2 * middle * steps * (1 - steps) + end * steps**2).astype(np.int32)
        cv2.polylines(image, [path + 2], isClosed=False, color=-dice.uniform(8, 30), thickness=2, lineType=cv2.LINE_AA)
        cv2.polylines(image, [path], isClosed=False, color=dice.uniform(20, 120), thickness=int(dice.integers(1, 4)), lineType=cv2.LINE_AA)
    return image
