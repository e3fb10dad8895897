"""Board, and what is printed on it: pictures of 320 by 320 pixels as float32 RGB between 0 and 1, the face being the inner 256 by 256."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Real = NDArray[np.float32]
SIDE, MARGIN = 256, 32
"""Pixels of a side of the face, and of the ground around it that a quad which is off takes in."""
FULL = SIDE + 2 * MARGIN
_POOL = 24
_COLOURS = {
    "kraft": ((0.75, 0.59, 0.42), 0.55),
    "recycled": ((0.60, 0.52, 0.42), 0.12),
    "dark": ((0.38, 0.28, 0.20), 0.10),
    "white": ((0.90, 0.89, 0.86), 0.15),
    "coloured": ((0.5, 0.5, 0.5), 0.08),
}


@cache
def _pool(cells: int) -> list[Real]:
    """Smooth noise with a spread of 1, in about so many spots a side; drawn once, and then only cut and turned."""
    dice = np.random.default_rng(cells)
    rough = dice.standard_normal((_POOL, cells + 2, cells + 2)).astype(np.float32)
    return [cv2.resize(each, (FULL, FULL), interpolation=cv2.INTER_CUBIC) for each in rough]


def clouds(dice: Generator, cells: int) -> Real:
    """Return smooth noise around 0 with a spread of about 1, in about so many spots a side."""
    field = _pool(cells)[dice.integers(_POOL)]
    field = np.roll(field, tuple(dice.integers(0, FULL, 2)), (0, 1)) if cells > 40 else field
    field = field.T if dice.random() < 0.5 else field
    return np.ascontiguousarray(field[:: dice.choice((-1, 1)), :: dice.choice((-1, 1))])


def shade(dice: Generator) -> Real:
    """Return the colour of some board."""
    names = list(_COLOURS)
    name = dice.choice(names, p=[_COLOURS[each][1] for each in names])
    base = np.array(_COLOURS[name][0], np.float32)
    if name == "coloured":
        base = (0.5 * dice.uniform(0.1, 0.95) + 0.5 * dice.uniform(0.1, 0.95, 3)).astype(np.float32)
    return np.clip(base * dice.uniform(0.8, 1.12) * (1 + 0.05 * dice.standard_normal(3)), 0.04, 1).astype(np.float32)


def board(dice: Generator, colour: Real) -> Real:
    """Return a sheet of board of this colour, with its flutes and its grain."""
    grain = dice.uniform(0, 0.05) * clouds(dice, 4) + dice.uniform(0, 0.025) * clouds(dice, 30) + dice.uniform(0, 0.03) * clouds(dice, 160)
    if dice.random() < 0.5:
        wave = np.sin(np.arange(FULL, dtype=np.float32) * (2 * np.pi / dice.uniform(2.5, 9)) + dice.uniform(0, 6)) * dice.uniform(0.003, 0.025)
        grain = grain + (wave[None, :] if dice.random() < 0.5 else wave[:, None])
    return (colour * (1 + grain)[..., None]).astype(np.float32)


def ground(dice: Generator) -> Real:
    """Return what is seen around a face: another face, a floor, or things."""
    sheet = board(dice, shade(dice) * np.float32(dice.uniform(0.3, 1.1)))
    for _ in range(dice.integers(0, 4)):
        (x1, y1), (x2, y2) = dice.integers(-40, FULL + 40, (2, 2)).tolist()
        cv2.line(sheet, (x1, y1), (x2, y2), tuple(dice.uniform(0, 1, 3).tolist()), int(dice.integers(1, 60)))
    return sheet


def blend(sheet: Real, mask: NDArray[np.uint8], colour: Real, strength: float) -> None:
    """Lay a colour over a sheet where the mask says so."""
    x, y, wide, high = cv2.boundingRect(mask)
    if wide and high:
        part, over = sheet[y : y + high, x : x + wide], mask[y : y + high, x : x + wide, None].astype(np.float32) * np.float32(strength / 255)
        part += (colour - part) * over


def ink(dice: Generator) -> tuple[Real, float]:
    """Return a colour that boards are printed in, and how much it covers."""
    black = dice.random() < 0.6
    colour = np.full(3, 0.08, np.float32) if black else dice.uniform(0, 0.9, 3).astype(np.float32)
    return colour, float(dice.uniform(0.35, 0.95))


def print_on(dice: Generator, sheet: Real) -> None:
    """Print words, rules, bars and signs on a board, some large, some along the middle of it."""
    for _ in range(dice.choice((1, 2, 3, 5), p=(0.4, 0.3, 0.2, 0.1))):
        mask = np.zeros((FULL, FULL), np.uint8)
        PRINTS[dice.choice(len(PRINTS), p=(0.45, 0.2, 0.12, 0.23))](dice, mask)
        if dice.random() < 0.4:
            turn = dice.choice((90, 180, 270)) if dice.random() < 0.7 else dice.uniform(0, 360)
            mask = cv2.warpAffine(mask, cv2.getRotationMatrix2D((FULL / 2, FULL / 2), float(turn), 1), (FULL, FULL))
        blend(sheet, mask, *ink(dice))


def words(dice: Generator, mask: NDArray[np.uint8]) -> None:
    """Write some lines of letters."""
    size = float(np.exp(dice.uniform(np.log(0.25), np.log(5))))
    x, y = (int(each) for each in dice.integers(0, FULL - 20, 2))
    letters = list("ABCDEFGHIKLMNOPRSTUVWXYZabcdefghiklmnoprstuvwz0123456789.-/")
    for _ in range(dice.integers(1, 3 if size > 1.5 else 7)):
        text = "".join(dice.choice(letters, dice.integers(2, 22)))
        font = int(dice.choice((cv2.FONT_HERSHEY_SIMPLEX, cv2.FONT_HERSHEY_DUPLEX, cv2.FONT_HERSHEY_COMPLEX, cv2.FONT_HERSHEY_TRIPLEX)))
        cv2.putText(mask, text, (x, y), font, size, 255, max(1, round(size * dice.uniform(0.8, 6))), cv2.LINE_AA)
        y += round(32 * size)


def rules(dice: Generator, mask: NDArray[np.uint8]) -> None:
    """Draw one straight bar or more, short or long, perhaps where a seam would be."""
    at = FULL / 2 + dice.normal(0, 20) if dice.random() < 0.5 else dice.uniform(0, FULL)
    for _ in range(dice.integers(1, 4)):
        wide = int(dice.choice((1, 2, 4, 10, 30)))
        start, length = dice.uniform(0, FULL * 0.8), dice.uniform(0.1, 0.85) * SIDE
        cv2.line(mask, (round(at), round(start)), (round(at), round(start + length)), 255, wide)
        at += wide + dice.uniform(2, 40)


def bars(dice: Generator, mask: NDArray[np.uint8]) -> None:
    """Print a barcode."""
    x, y, wide, high = (*dice.integers(0, FULL, 2).tolist(), *dice.integers(16, 120, 2).tolist())
    edges = x + np.cumsum(dice.integers(1, 5, 80))
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        if right < x + wide:
            mask[y : y + high, left:right] = 255


def signs(dice: Generator, mask: NDArray[np.uint8]) -> None:
    """Draw frames, discs and angular shapes, as logos and handling signs are."""
    x, y, size = [*dice.integers(0, FULL, 2).tolist(), int(np.exp(dice.uniform(np.log(8), np.log(130))))]
    kind, wide = dice.integers(4), int(dice.choice((-1, 1, 2, 4)))
    if kind == 0:
        cv2.circle(mask, (x, y), size // 2 + 1, 255, wide, cv2.LINE_AA)
    elif kind == 1:
        cv2.rectangle(mask, (x, y), (x + size, y + int(size * dice.uniform(0.3, 2))), 255, wide)
    else:
        corners = (np.array((x, y)) + dice.uniform(-0.5, 0.5, (dice.integers(3, 7), 2)) * size).astype(np.int32)
        cv2.fillPoly(mask, [corners], 255, cv2.LINE_AA) if wide < 0 else cv2.polylines(mask, [corners], isClosed=True, color=255, thickness=wide)


PRINTS = (words, rules, bars, signs)
