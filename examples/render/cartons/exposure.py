"""What the light of a room, a lens, a sensor and a file make of a painted scene."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.cartons.painting import Canvas, Light
from examples.render.labels import Colour
from examples.render.sensor import jpeg
from examples.render.surfaces import Real
from numpy.random import Generator


def lamp(dice: Generator) -> Light:
    """Hang a lamp above, at any side."""
    high, round_ = np.deg2rad(dice.uniform(25, 80)), dice.uniform(0, 2 * np.pi)
    ambient = dice.uniform(0.45, 0.85)
    toward = np.array((np.cos(high) * np.cos(round_), np.cos(high) * np.sin(round_), np.sin(high)))
    return Light(toward, ambient, 1.1 - ambient * dice.uniform(0.7, 0.95))


def glints(dice: Generator, canvas: Canvas) -> None:
    """Let lamps shine back from what is glossy, and the photographer's shadow fall on it, now and then."""
    columns, rows = canvas.view.size
    coarse = max(2, columns // 256)
    x, y = np.meshgrid(np.arange(columns // coarse, dtype=np.float32), np.arange(rows // coarse, dtype=np.float32))
    light = np.zeros_like(x)
    if dice.random() < 0.14:
        for _ in range(int(dice.integers(1, 4))):
            turn, wide, high = dice.uniform(0, np.pi), dice.uniform(2, 16), dice.uniform(5, 40)
            across, down = x - dice.uniform(0, columns // coarse), y - dice.uniform(0, rows // coarse)
            along, beside = across * np.cos(turn) + down * np.sin(turn), down * np.cos(turn) - across * np.sin(turn)
            light += np.float32(dice.uniform(30, 220)) * np.exp(-((along / high) ** 2) - (beside / wide) ** 2)
        canvas.image += cv2.resize(light, (columns, rows))[..., None]
    if dice.random() < 0.22:
        mask = np.zeros_like(x)
        middle = dice.uniform((-0.2, -0.2), (1.2, 1.2)) * x.shape[::-1]
        hull = cv2.convexHull((middle + dice.normal(0, 0.35, (6, 2)) * x.shape[1]).astype(np.float32)).reshape(-1, 2)
        cv2.fillConvexPoly(mask, hull.astype(np.int32), 1.0)
        mask = cv2.GaussianBlur(mask, (0, 0), dice.uniform(1, 14))
        canvas.image *= (1 - np.float32(dice.uniform(0.15, 0.5)) * cv2.resize(mask, (columns, rows)))[..., None]


def exposed(dice: Generator, image: Real, *, sharp: bool) -> Colour:
    """Take the picture: uneven light, a tint, blur, noise, a tone curve, JPEG. `sharp` keeps narrow bars readable."""
    rows, columns = image.shape[:2]
    across, down = np.meshgrid(np.linspace(-1, 1, 64, dtype=np.float32), np.linspace(-1, 1, 48, dtype=np.float32))
    bright = dice.uniform(0.75, 1.15) if sharp or dice.random() < 0.85 else dice.uniform(0.35, 1.5)
    light = bright + np.float32(dice.uniform(-0.16, 0.16)) * across + np.float32(dice.uniform(-0.14, 0.14)) * down
    light -= np.float32(dice.uniform(0, 0.16)) * (across**2 + down**2)
    tint = np.float32((dice.uniform(0.9, 1.1), 1.0, dice.uniform(0.86, 1.08)))
    image *= cv2.resize(np.maximum(light, 0.1), (columns, rows))[..., None]
    image *= tint
    image = _blurred(dice, image, sharp=sharp)
    noise = dice.standard_normal((rows, columns), dtype=np.float32) * np.float32(dice.uniform(1, 4) if sharp else dice.uniform(1, 7))
    image += noise[..., None]
    np.clip(image, 0, 255, out=image)
    tone = (np.linspace(0, 1, 256) ** dice.uniform(0.85, 1.2) * 255).astype(np.uint8)
    taken = cv2.LUT(image.astype(np.uint8), tone)
    written = np.frombuffer(jpeg(taken, dice, quality=(80, 95) if sharp else (45, 96)), np.uint8)
    return cv2.cvtColor(cv2.imdecode(written, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def _blurred(dice: Generator, image: Real, *, sharp: bool) -> Real:
    if sharp:
        return cv2.GaussianBlur(image, (0, 0), dice.uniform(0.5, 1.0))
    if dice.random() < 0.08:
        size = int(dice.integers(3, 9))
        kernel = np.zeros((size, size), np.float32)
        cv2.line(kernel, (0, int(dice.integers(size))), (size - 1, int(dice.integers(size))), 1.0)
        return cv2.filter2D(image, -1, kernel / kernel.sum())
    return cv2.GaussianBlur(image, (0, 0), dice.uniform(0.3, 1.5)) if dice.random() < 0.75 else image
