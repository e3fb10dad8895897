"""How well the sides of a face are measured by the printed card, on rendered photos with exact truth: `python -m benchmarks.sizes [COUNT] [SEED]`.

Each photo shows one face with the card on it, at 12 megapixels, tilted by up to 30 degrees, blurred and noisy; the corners of the face are given
with the error of a careful finger (0.2 % of the diagonal). Printed: the error of a side, and how often the interval holds the truth.
"""

from __future__ import annotations

import sys

import cv2
import numpy as np
from examples.render.surfaces import Cardboard
from numpy.random import Generator
from numpy.typing import NDArray

from inboundcheck.photos.sizes.card import find_card
from inboundcheck.photos.sizes.card_page import card
from inboundcheck.photos.sizes.measuring import measured

SIZE = (4000, 3000)
"""Of a photo, in pixels."""
Points = NDArray[np.float64]


def main(count: int, seed: int) -> None:
    """Render, measure and print."""
    dice = np.random.default_rng(seed)
    errors: list[float] = []
    wide: list[float] = []
    held = lost = refused = 0
    for _ in range(count):
        width, height = float(dice.uniform(220, 700)), float(dice.uniform(170, 500))
        photo, corners = rendered(dice, width, height)
        found = find_card(photo)
        if found is None:
            lost += 1
            continue
        finger = dice.normal(0, 0.002 * np.linalg.norm(corners[2] - corners[0]), corners.shape)
        sides = measured([(float(x), float(y)) for x, y in corners + finger], found)
        if sides is None:
            refused += 1
            continue
        for side, true in zip(sides, (width, height), strict=True):
            errors.append(abs(side.length - true) / true)
            wide.append((side.high - side.low) / true)
            held += side.low <= true <= side.high
    print(f"{count} photos: the card was not found in {lost}, {refused} were not measured")
    if errors:
        median, ninetieth = np.percentile(errors, [50, 90])
        print(f"error of a side: median {median:.2%}, p90 {ninetieth:.2%}, worst {max(errors):.2%}")
        print(f"the interval holds the truth in {held} of {len(errors)} sides; it is {np.median(wide):.1%} of the side wide (median)")


def rendered(dice: Generator, width: float, height: float) -> tuple[NDArray[np.uint8], Points]:
    """Return a gray photo of a face with the card on it, and where the face's corners are, in pixels."""
    face = Cardboard(dice, width, height)
    pasted = np.repeat(np.array(card())[..., None], 3, axis=2)
    face.stick(pasted, dice.uniform(5, width - 155), dice.uniform(5, height - 105), turn=float(dice.uniform(-5, 5)))
    gray = face.paper.mean(axis=2)
    corners = seen(dice, width, height)
    rows, columns = gray.shape
    turn = cv2.getPerspectiveTransform(np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32), corners.astype(np.float32))
    shown = cv2.warpPerspective(gray, turn, SIZE, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=90)
    blurred = cv2.GaussianBlur(shown, (0, 0), float(dice.uniform(0.6, 1.6)))
    return (blurred + dice.normal(0, 3, blurred.shape)).clip(0, 255).astype(np.uint8), corners


def seen(dice: Generator, width: float, height: float) -> Points:
    """Return where the corners of a face before the camera lie in the photo: tilted by up to 30 degrees, filling most of it."""
    tilt, side, roll = np.deg2rad(dice.uniform(-30, 30, 3) * (1, 1, 0.3))
    turn, _ = cv2.Rodrigues(np.array([tilt, 0, 0]))
    aside, _ = cv2.Rodrigues(np.array([0, side, 0]))
    askew, _ = cv2.Rodrigues(np.array([0, 0, roll]))
    flat = np.array([(-width, -height, 0), (width, -height, 0), (width, height, 0), (-width, height, 0)]) / 2
    turned = flat @ (turn @ aside @ askew).T
    away = 1.4 * max(width, height * SIZE[0] / SIZE[1])
    points = turned[:, :2] / (turned[:, 2:] + away) * SIZE[0]
    fill = 0.85 * min(SIZE[0] / np.ptp(points[:, 0]), SIZE[1] / np.ptp(points[:, 1]))
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    return (points - middle) * min(fill, 1.5) + np.array(SIZE) / 2


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
