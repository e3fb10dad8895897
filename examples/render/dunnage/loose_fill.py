"""Loose fill and shreds, heaped: packing peanuts, starch peanuts, foam chips, shredded and crinkled paper."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from examples.render.dunnage.relief import Piece, Relief, mixed
from examples.render.surfaces import Real, clouds
from numpy.random import Generator

_KINDS = 14
"""Different pieces of one heap; each lies in it many times."""
_STRIP_STEP = 3.0
"""Millimetres between two corners of a strip."""


def peanuts(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Foam pieces bent to a C or an S, thicker at their ends: white, pink, green or cream."""
    thick, long = dice.uniform(11, 17) * scale, dice.uniform(26, 42) * scale
    colour = mixed(dice, (0.95, 0.95, 0.94), (0.95, 0.95, 0.94), (0.95, 0.95, 0.94), (0.96, 0.78, 0.82), (0.74, 0.9, 0.76), (0.95, 0.9, 0.78))
    curl, waist = dice.uniform(0.3, 1.3), dice.uniform(0.65, 1.0)
    made = [_worm(dice, thick, long, colour, curl=dice.normal(0, curl), turn=dice.normal(0, curl), waist=waist, rough=0.03) for _ in range(_KINDS)]
    return _heap(dice, rows, columns, made, 0.5 * (thick + long), wrap=0.55)


def starch_peanuts(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Straight puffed cylinders with rough ends: cream, or a pale green."""
    thick, long = dice.uniform(14, 24) * scale, dice.uniform(22, 45) * scale
    colour = mixed(dice, (0.93, 0.9, 0.8), (0.93, 0.9, 0.8), (0.9, 0.92, 0.78), (0.95, 0.94, 0.9))
    made = [_worm(dice, thick, long * dice.uniform(0.7, 1.1), colour, curl=dice.normal(0, 0.15), turn=0, waist=1, rough=0.09) for _ in range(_KINDS)]
    return _heap(dice, rows, columns, made, 0.5 * (thick + long), wrap=0.4)


def foam_chips(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Cut or torn bits of foam with flat sides, of one colour or of many."""
    size = dice.uniform(10, 30) * scale
    palette = ((0.93, 0.93, 0.93), (0.25, 0.26, 0.28), (0.55, 0.7, 0.9), (0.93, 0.87, 0.6), (0.7, 0.7, 0.72), (0.9, 0.6, 0.6), (0.6, 0.82, 0.65))
    many = dice.random() < 0.4
    one = mixed(dice, *palette[:5])
    made = [
        _chip(dice, size * dice.uniform(0.5, 1.3), mixed(dice, *palette) if many else one * np.float32(dice.uniform(0.9, 1.05))) for _ in range(20)
    ]
    return _heap(dice, rows, columns, made, size, wrap=0.4)


def _heap(dice: Generator, rows: int, columns: int, pieces: list[Piece], across: float, *, wrap: float) -> Relief:
    """Drop pieces all over until nothing of the bottom is seen, or here and there a little."""
    heap = Relief(rows, columns, (0.2, 0.16, 0.12), grain=0.6 * across, wrap=wrap)
    count = int(dice.uniform(5, 9) * (rows + across) * (columns + across) / (across * across))
    for _ in range(count):
        piece = pieces[int(dice.integers(len(pieces)))]
        height, width = piece.height.shape
        heap.drop(piece, dice.uniform(-width, columns), dice.uniform(-height, rows), sink=dice.uniform(0.4, 0.9))
    return heap


def _worm(dice: Generator, thick: float, long: float, colour: Real, *, curl: float, turn: float, waist: float, rough: float) -> Piece:
    """A round thing along a bent line, thick at both ends and with a waist between; it may lie with one end up."""
    steps, around = 17, thick * 0.5
    way = dice.uniform(0, 2 * np.pi) + np.linspace(-curl, curl, steps) + np.linspace(0, turn, steps) ** 2
    lean = dice.uniform(0, 0.7) * dice.random()  # up at one end, in radians
    points = np.cumsum(np.stack([np.cos(way), np.sin(way)], 1) * max(1.0, long - thick) / steps * np.cos(lean), axis=0)
    margin = around * 1.2 + 2
    points -= points.min(0) - margin
    width, height = (int(np.ceil(each + margin)) for each in points.max(0))
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    shape = np.zeros((height, width), np.float32)
    for number, (px, py) in enumerate(points):
        middle = abs(2 * number / (steps - 1) - 1)
        radius = around * (waist + (1 - waist) * middle)
        ball = radius**2 - (x - px) ** 2 - (y - py) ** 2
        lift = np.sin(lean) * max(1.0, long - thick) * number / steps
        shape = np.maximum(shape, np.where(ball > 0, np.sqrt(np.clip(ball, 0, None)) + lift + 0.3 * around, 0))
    bumps = 1 + rough * clouds(dice, height, width, max(2, thick * 0.2), max(2, thick * 0.2))
    pores = 1 + 0.5 * rough * dice.standard_normal((height, width)).astype(np.float32)
    return Piece(shape * bumps, colour * pores[..., None])


def _chip(dice: Generator, size: float, colour: Real) -> Piece:
    """A flat-sided bit: a many-cornered outline, cut off by a plane at the top."""
    side = int(size * 1.3) + 4
    angles = np.sort(dice.uniform(0, 2 * np.pi, int(dice.integers(4, 8))))
    reach = size * 0.5 * dice.uniform(0.6, 1.1, angles.size)
    outline = np.stack([side / 2 + np.cos(angles) * reach, side / 2 + np.sin(angles) * reach], 1)
    mask = np.zeros((side, side), np.uint8)
    cv2.fillPoly(mask, [np.round(outline).astype(np.int32)], 1)
    x, y = np.meshgrid(np.linspace(-1, 1, side, dtype=np.float32), np.linspace(-1, 1, side, dtype=np.float32))
    plane = size * (0.45 + dice.normal(0, 0.22) * x + dice.normal(0, 0.22) * y)
    torn = 1 + 0.04 * clouds(dice, side, side, 4, 4)
    edge = np.minimum(cv2.distanceTransform(mask, cv2.DIST_L2, 3) * 2.5, plane * torn)
    return Piece(np.where(mask > 0, np.clip(edge, 0.5, None), 0).astype(np.float32), colour * torn[..., None])


def shredded_paper(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Strips of office paper, printed or not, or of brown paper."""
    wide = max(1.6, dice.uniform(2.5, 6.5) * scale)
    base = mixed(dice, (0.94, 0.94, 0.92), (0.94, 0.94, 0.92), (0.72, 0.56, 0.4), (0.85, 0.82, 0.75))
    printed = dice.random() < 0.6
    others = [mixed(dice, (0.9, 0.85, 0.55), (0.75, 0.82, 0.92), (0.93, 0.75, 0.78))] if dice.random() < 0.3 else []

    def shade(at: int) -> Real:
        colour = others[0] if others and dice.random() < 0.2 else base
        ink = 0.45 if printed and at % 2 and dice.random() < 0.3 else 1.0
        return colour * np.float32(ink)

    return _strips(dice, rows, columns, scale, wide=wide, long=dice.uniform(50, 200), curl=dice.uniform(0.05, 0.35), fold=0.0, shade=shade)


def crinkle_paper(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Narrow strips folded to and fro like an accordion: brown, white, bright, or mixed."""
    wide = max(1.6, dice.uniform(2, 4) * scale)
    palette = (
        (0.72, 0.56, 0.38), (0.72, 0.56, 0.38), (0.92, 0.91, 0.88), (0.85, 0.2, 0.22), (0.3, 0.6, 0.35), (0.9, 0.75, 0.3), (0.25, 0.35, 0.65),
        (0.15, 0.15, 0.16), (0.9, 0.6, 0.72),
    )  # fmt: skip
    drawn = [mixed(dice, *palette) for _ in range(1 if dice.random() < 0.65 else 3)]

    def shade(_: int) -> Real:
        return drawn[int(dice.integers(len(drawn)))]

    return _strips(dice, rows, columns, scale, wide=wide, long=dice.uniform(30, 90), curl=0.12, fold=dice.uniform(0.35, 0.9), shade=shade)


def _strips(
    dice: Generator, rows: int, columns: int, scale: float, *, wide: float, long: float, curl: float, fold: float, shade: Callable[[int], Real]
) -> Relief:
    """Lay strips over each other, each a chain of short straight parts that are tilted one by one; with `fold`, to and fro."""
    heap = Relief(rows, columns, (0.16, 0.13, 0.1), grain=1.6 * wide)
    step_long = dice.uniform(4.5, 8) if fold else _STRIP_STEP
    parts, pitch = max(4, int(long / step_long)), step_long * scale
    count = int(dice.uniform(2.5, 4.5) * (rows + 40) * (columns + 40) / (parts * pitch * wide)) + 1
    for number in range(count):
        at = np.array([dice.uniform(-20, columns + 20), dice.uniform(-20, rows + 20)])
        way, bend = dice.uniform(0, 2 * np.pi), dice.normal(0, 0.5 * curl)
        level = number / count * 3 * wide + dice.uniform(0, 1.2 * wide)
        colour, tilt = shade(0), 0.0
        for part in range(parts):
            to_and_fro = (fold if part % 2 else -fold) * dice.uniform(0.6, 1.2)
            step = np.array([np.cos(way + to_and_fro), np.sin(way + to_and_fro)]) * pitch
            tilt = 0.9 * tilt + dice.normal(0, 0.05) if not fold else (0.2 if part % 2 else -0.2) * dice.uniform(0.3, 1.3)
            level += dice.normal(0, 0.03 * wide)
            ink = shade(part) if not fold and part % 2 else colour
            _part(heap, at, at + step, wide=wide, level=level, colour=np.clip(ink * np.float32(0.9 + tilt), 0, 1))
            bend += dice.normal(0, 0.2 * curl)
            at, way = at + step, way + bend
    return heap


def _part(heap: Relief, start: Real, end: Real, *, wide: float, level: float, colour: Real) -> None:
    along = end - start
    side = np.array([-along[1], along[0]]) / max(1e-6, float(np.hypot(*along))) * wide / 2
    corners = np.round(np.array([start - side, start + side, end + side, end - side]) * 16).astype(np.int32)
    cv2.fillConvexPoly(heap.colour, corners, [float(each) for each in colour], cv2.LINE_8, 4)
    cv2.fillConvexPoly(heap.height, corners, float(max(0.1, level)), cv2.LINE_8, 4)
