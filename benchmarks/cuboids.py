"""How well the three sides of a box are measured from one photo of a corner of it: `python -m benchmarks.cuboids [COUNT] [SEED]`.

Nothing is rendered: the corners of boxes before a camera of 1,600 by 1,200 pixels are moved at random, as a person's or a detector's are, and those
of a label of 4 by 6 inches on the face that is seen best. The principal point is off the middle of the photo by up to 1 % of its width.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from inboundcheck.photos.sizes.cuboid import Fitted, fit, likeliest
from inboundcheck.photos.sizes.sight import FACES, Flat, Lens, Sight

SIZE = (1600, 1200)
Points = NDArray[np.float64]
CASES = (
    ("label 0.5 px, box 2 px, focal length known", 0.5, 2.0, 0.001),
    ("label 1 px, box 3 px, focal length known", 1.0, 3.0, 0.001),
    ("label 1 px, box 3 px, focal length by EXIF, 4 %", 1.0, 3.0, 0.04),
    ("label 1 px, box 3 px, focal length not known, 25 %", 1.0, 3.0, 0.25),
    ("label 2 px, box 6 px, focal length by EXIF, 4 %", 2.0, 6.0, 0.04),
    ("label 2 px, box 6 px, focal length not known, 25 %", 2.0, 6.0, 0.25),
)


@dataclass
class Scene:
    """A box before a camera."""

    sides: tuple[float, float, float]
    """In millimetres; the third is the height."""
    corners: Points
    """All eight, by their number, in pixels."""
    seen: tuple[int, ...]
    """The corners to be seen."""
    label: Points
    face: int
    focal: float


def main(count: int, seed: int) -> None:
    """Fit and print."""
    for name, label, box, wrong in CASES:
        dice = np.random.default_rng(seed)
        errors, held, wide, rivals, lost = [], 0, [], 0, 0
        for _ in range(count):
            made = scene(dice)
            found = measured(made, dice, label=label, box=box, wrong=wrong)
            if not found:
                lost += 1
                continue
            rivals += len(found) > 1
            errors.append([abs(one / true - 1) for one, true in zip(found[0].sides, made.sides, strict=True)])
            within = [abs(one - true) <= 1.645 * error for one, true, error in zip(found[0].sides, made.sides, found[0].errors, strict=True)]
            held += sum(within)
            wide.append([3.29 * error / true for error, true in zip(found[0].errors, made.sides, strict=True)])
        every = np.array(errors)
        flat, high = np.percentile(every[:, :2], [50, 90]), np.percentile(every[:, 2], [50, 90])
        print(
            f"{name}: {lost} of {count} not fitted; length and width {flat[0]:.1%} (median), {flat[1]:.1%} (p90), height {high[0]:.1%}, "
            f"{high[1]:.1%}; "
            f"the 90 % interval, {np.median(wide):.1%} wide, holds {held} of {every.size}; worst {every.max():.1%}"
        )


def scene(dice: Generator) -> Scene:
    """Set a box of 200 to 600 mm before the camera, so that three of its faces are seen whole."""
    while True:
        length = float(dice.uniform(200, 600))
        sides = (length, length * float(dice.uniform(0.5, 1)), float(dice.uniform(100, 450)))
        focal = SIZE[0] * float(dice.uniform(0.75, 1.3))
        up, round_it = np.deg2rad(dice.uniform(20, 60)), np.deg2rad(dice.uniform(15, 75))
        away = float(np.linalg.norm(sides)) * focal / SIZE[0] * float(dice.uniform(1.25, 2.0))
        made = _seen(dice, sides, focal, (float(up), float(round_it)), away)
        if made is not None:
            return made


def _seen(dice: Generator, sides: tuple[float, float, float], focal: float, at: tuple[float, float], away: float) -> Scene | None:
    # The box goes from corner 0, the near one at the top, along x, along y and down; the camera looks from below zero on x and y, and from above.
    up, aside = at
    eye = np.array(sides) / 2 + away * np.array([-math.cos(up) * math.cos(aside), -math.cos(up) * math.sin(aside), -math.sin(up)])
    ahead = np.array(sides) / 2 + dice.normal(0, 0.03 * away, 3) * 0.3 - eye
    ahead /= np.linalg.norm(ahead)
    down = np.array([0, 0, 1.0])
    right = np.cross(down, ahead)
    right /= np.linalg.norm(right)
    turn = np.stack([right, np.cross(ahead, right), ahead])
    middle = np.array(SIZE) / 2 + dice.uniform(-0.01, 0.01, 2) * SIZE[0]

    def project(points: Points) -> Points:
        space = (points - eye) @ turn.T
        return np.asarray(focal * space[:, :2] / space[:, 2:] + middle)

    bits = np.array([[number >> bit & 1 for bit in range(3)] for number in range(8)], np.float64)
    corners = project(bits * sides)
    axes = [0, 1, 2] if _clockwise(corners[list(FACES[0])]) else [1, 0, 2]
    if axes[0]:
        sides = (sides[1], sides[0], sides[2])
        corners = corners[[0, 2, 1, 3, 4, 6, 5, 7]]
    width, height = 101.6, 152.4
    face = max(range(3), key=lambda each: _area(corners[list(FACES[each])]))
    one, other = sides[face], sides[(face + 1) % 3]
    if (one > other) != (width > height):
        width, height = height, width
    if one < width + 10 or other < height + 10:
        return None
    left, top = dice.uniform(4, one - width - 4), dice.uniform(4, other - height - 4)
    own = np.zeros((4, 3))
    own[:, axes[face]] = [left, left + width, left + width, left]
    own[:, axes[(face + 1) % 3]] = [top, top, top + height, top + height]
    if corners.min() < 0 or (corners > SIZE).any():
        return None
    seen = tuple(sorted({number for each in FACES for number in each}))
    return Scene(sides, corners, seen, project(own), face, focal)


def measured(made: Scene, dice: Generator, *, label: float, box: float, wrong: float) -> tuple[Fitted, ...]:
    """Move the corners as somebody would who marks them, and fit."""
    given = {
        number: (float(x), float(y))
        for number, (x, y) in zip(made.seen, made.corners[list(made.seen)] + dice.normal(0, box, (len(made.seen), 2)), strict=True)
    }
    moved = made.label + dice.normal(0, label, (4, 2))
    wide = math.dist(made.label[0], made.label[1]) > 0 and _label_width(made)
    known = Flat(tuple((float(x), float(y)) for x, y in moved), *((101.6, 152.4) if wide else (152.4, 101.6)), label)
    lens = Lens(SIZE, made.focal * math.exp(float(dice.normal(0, wrong))), wrong)
    return likeliest(fit(Sight(corners=given, error=box, flat=known, face=made.face, lens=lens)))


def _label_width(made: Scene) -> bool:
    return made.sides[made.face] <= made.sides[(made.face + 1) % 3]


def _area(points: Points) -> float:
    x, y = points.T
    return abs(float(x @ np.roll(y, -1) - y @ np.roll(x, -1))) / 2


def _clockwise(points: Points) -> bool:
    x, y = points.T
    return float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) > 0


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
