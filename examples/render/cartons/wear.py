"""What happened to a label: its paper and print are not pure, it is creased, dirty, torn, crossed out; and the shadow at its rim."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.cartons.boards import soft_line
from examples.render.surfaces import Real, clouds
from numpy.random import Generator


def shadow(shape: tuple[int, int], scale: float) -> tuple[Real, Real]:
    """A thin soft dark rim, 3 mm wide."""
    rim = max(1, round(3 * scale))
    rows, columns = max(6, shape[0] // 2 + rim), max(6, shape[1] // 2 + rim)
    alpha = np.zeros((rows, columns), np.float32)
    alpha[rim:-rim, rim:-rim] = 0.5
    return np.full((rows, columns, 3), 25, np.float32), cv2.GaussianBlur(alpha, (0, 0), max(0.6, rim / 3))


def worn(dice: Generator, picture: Real) -> tuple[Real, Real]:
    """Waves in the paper, creases, dirt, a pen, a corner torn off."""
    rows, columns = picture.shape[:2]
    picture = picture * (1 + np.float32(dice.uniform(0.005, 0.05)) * clouds(dice, rows, columns, columns / 3 + 2, rows / 3 + 2))[..., None]
    alpha = np.ones((rows, columns), np.float32)
    ends = lambda: dice.uniform((0, 0), (columns, rows), (2, 2))  # noqa: E731
    for _ in range(int(dice.poisson(0.5))):
        crease, wide = ends(), max(1.0, columns / 150)
        soft_line(picture, crease, wide, dice.uniform(0.7, 1.0))
        soft_line(picture, crease + wide, wide, dice.uniform(1.0, 1.2))
    if dice.random() < 0.15:
        picture *= 1 - np.float32(dice.uniform(0.05, 0.35)) * np.clip(clouds(dice, rows, columns, 30, 30) - 0.8, 0, 1)[..., None]
    if dice.random() < 0.08:
        corner = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)])[dice.integers(4)]
        cv2.circle(alpha, corner.tolist(), max(1, int(columns * dice.uniform(0.05, 0.25))), 0.0, -1, cv2.LINE_AA)
    return picture, alpha


def crossed_out(dice: Generator, picture: Real) -> None:
    """Cross an old label out with a marker."""
    rows, columns = picture.shape[:2]
    colour, thick = dice.uniform(10, 60, 3).tolist(), max(1, columns // 30)
    for ends in (((0, 0), (columns, rows)), ((columns, 0), (0, rows)))[: dice.integers(1, 3)]:
        cv2.line(picture, *ends, colour, thick, cv2.LINE_AA)


def paper(dice: Generator, picture: Real) -> Real:
    """Its paper is not quite white, or coloured; its black is not black."""
    white = np.float32((238, 237, 232)) * np.float32(dice.uniform(0.88, 1.06))
    if dice.random() < 0.06:
        white = np.float32(((240, 220, 90), (180, 225, 170), (250, 180, 120), (170, 205, 240))[dice.integers(4)])
    black = np.float32(dice.uniform(12, 60))
    return black + (np.minimum(white, 255) - black) * (picture.astype(np.float32) / 255)
