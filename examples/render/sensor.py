"""What the light of the room, the lens and the sensor of a phone make of a scene."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.labels import Colour
from numpy.random import Generator

BLUR = (0.5, 1.2)
"""How far a point is spread, in pixels."""
NOISE = (2.0, 6.0)
"""How far the light of a pixel is off, of 255."""


def taken(image: Colour, dice: Generator, *, blur: tuple[float, float] = BLUR, noise: tuple[float, float] = NOISE) -> Colour:
    """Light the scene unevenly, blur it and add noise; blur and noise are drawn from their ranges."""
    rows, columns = image.shape[:2]
    across, down = np.meshgrid(np.linspace(-1, 1, 64, dtype=np.float32), np.linspace(-1, 1, 48, dtype=np.float32))
    lamp = dice.uniform(0.75, 1.1) + dice.uniform(-0.2, 0.2) * across + dice.uniform(-0.15, 0.15) * down - 0.1 * (across**2 + down**2) / 2
    tint = np.float32((dice.uniform(0.95, 1.05), 1.0, dice.uniform(0.92, 1.04)))
    light = cv2.resize(lamp, (columns, rows), interpolation=cv2.INTER_LINEAR)
    lit = cv2.multiply(image, cv2.merge([light * each for each in tint]), dtype=cv2.CV_8U)
    soft = cv2.GaussianBlur(lit, (0, 0), dice.uniform(*blur))
    grain = (dice.standard_normal((rows, columns), dtype=np.float32) * np.float32(dice.uniform(*noise))).astype(np.int16)
    return cv2.add(soft, cv2.merge([grain] * 3), dtype=cv2.CV_8U)


def jpeg(image: Colour, dice: Generator, *, quality: tuple[int, int] = (82, 94)) -> bytes:
    """Write it as a phone does."""
    bgr = cv2.cvtColor(image, cv2.COLOR_RGB2BGR)
    return cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, int(dice.integers(*quality))])[1].tobytes()
