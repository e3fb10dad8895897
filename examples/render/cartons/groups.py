"""Several boxes beside and upon each other, loose, and what binds them: tape over where they touch, straps round them, a film round all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from examples.render.cartons import arrangements, tapes
from examples.render.cartons.boards import soft_line
from examples.render.cartons.flat import strip
from examples.render.cartons.painting import Canvas, looked_at
from examples.render.cartons.solids import ROUND, Carton, Face
from examples.render.cartons.truth import Binder
from examples.render.cartons.view import Points, View
from examples.render.wrap import shine
from numpy.random import Generator

Join = tuple[Points, Binder]
_LARGE = 3200
"""Pixels of the longer side of a picture for which `wrap` draws."""
_NEAR = 8.0
"""How far apart two faces may be that touch, in millimetres."""


def loose(dice: Generator) -> list[Carton]:
    """A stack, a row, a row with boxes on it, or the boxes of a pallet, none quite in line."""
    kind = dice.choice(["stack", "row", "both", "pallet"], p=[0.42, 0.33, 0.15, 0.1])
    if kind == "pallet":
        return _pallet(dice)
    turn, even = dice.uniform(0, 2 * np.pi), dice.random() < 0.6
    if kind == "stack":
        return _stack(dice, int(dice.integers(2, 5)), turn, even=even, off=dice.uniform(0, 0.08))
    boxes = _row(dice, int(dice.integers(2, 5 if kind == "row" else 4)), turn, even=even, off=dice.uniform(0, 0.06))
    if kind == "both":
        below = boxes[int(dice.integers(len(boxes)))]
        lengths = (below.sides[0] * dice.uniform(0.6, 1.0), below.sides[1] * dice.uniform(0.6, 1.0), arrangements.sides(dice, 400)[2])
        boxes.append(arrangements.standing(lengths, below.middle * (1, 1, 0) + (0, 0, below.sides[2]), turn + dice.normal(0, 0.05)))
    return boxes


def aligned(dice: Generator) -> list[Carton]:
    """Two or three like boxes that somebody has put together to bind them."""
    turn, number = dice.uniform(0, 2 * np.pi), int(dice.choice([2, 3], p=[0.75, 0.25]))
    return _stack(dice, number, turn, even=True, off=0.0) if dice.random() < 0.5 else _row(dice, number, turn, even=True, off=0.0)


def _stack(dice: Generator, number: int, turn: float, *, even: bool, off: float) -> list[Carton]:
    first, high, boxes = arrangements.sides(dice, 520), 0.0, []
    for _ in range(number):
        lengths = first if even else (first[0] * dice.uniform(0.6, 1.05), first[1] * dice.uniform(0.6, 1.05), arrangements.sides(dice, 400)[2])
        at = dice.normal(0, 1, 2) * off * lengths[0]
        boxes.append(arrangements.standing(lengths, (float(at[0]), float(at[1]), high), turn + dice.normal(0, 1) * off))
        high += lengths[2]
    return boxes


def _row(dice: Generator, number: int, turn: float, *, even: bool, off: float) -> list[Carton]:
    first, along, boxes = arrangements.sides(dice, 520), 0.0, []
    for _ in range(number):
        lengths = first if even else (first[0] * dice.uniform(0.6, 1.1), first[1] * dice.uniform(0.7, 1.1), first[2] * dice.uniform(0.6, 1.2))
        x, y = along + lengths[0] / 2, dice.normal(0, 1) * off * lengths[1]
        at = (x * np.cos(turn) - y * np.sin(turn), x * np.sin(turn) + y * np.cos(turn), 0.0)
        boxes.append(arrangements.standing(lengths, at, turn + min(off, 0.02) * dice.normal(0, 0.5)))
        along += lengths[0] + (dice.uniform(0.5, 8) + 0.03 * lengths[1] if off else 0.5)
    return boxes


def _pallet(dice: Generator) -> list[Carton]:
    lengths, turn = arrangements.sides(dice, 420), dice.uniform(0, 2 * np.pi)
    boxes = []
    across, deep, layers = (int(each) for each in dice.integers((2, 1, 2), (4, 3, 4)))
    for layer in range(layers):
        for x in range(across):
            for y in range(deep):
                if layer == layers - 1 and dice.random() < 0.25:
                    continue
                place = (x * (lengths[0] + 4) + dice.normal(0, 1.5), y * (lengths[1] + 4) + dice.normal(0, 1.5))
                at = (place[0] * np.cos(turn) - place[1] * np.sin(turn), place[0] * np.sin(turn) + place[1] * np.cos(turn), layer * lengths[2])
                boxes.append(arrangements.standing(lengths, at, turn))
    return boxes


def contacts(canvas: Canvas, carton: Carton) -> None:
    """Darken where a box stands on something."""
    view = canvas.view
    for face in looked_at(view, carton):
        if face.side in ROUND:
            ends = face.in_photo(view, face.outline[2:])
            fine = float(np.linalg.norm(ends[1] - ends[0])) / face.width
            soft_line(canvas.image, ends, max(2.0, min(60.0, 7 * fine)), 0.7)


def bound(dice: Generator, view: View, boxes: Sequence[Carton]) -> list[Join]:
    """Bind each box of a stack or a row to the next, with tape or straps, before they are painted; return where that can be seen."""
    upright = boxes[1].at[2] > 1
    if dice.random() < 0.45:
        return _strapped(dice, view, boxes, upright=upright)
    pairs = list(pairwise(boxes))
    kind, width = tapes.kind_of(dice), float(dice.choice([48, 48, 60, 72]))
    found = []
    for one, other in pairs:
        shared = [(a, b) for a in looked_at(view, one) for b in looked_at(view, other) if a.side == b.side and _level(a, b)]
        for at in dice.permutation(len(shared))[: dice.integers(1, 3)]:
            found += _taped(dice, view, (one, other), shared[at], (kind, width))
    return found


def _level(one: Face, other: Face) -> bool:
    return bool(abs((other.origin - one.origin) @ one.normal) < _NEAR and one.normal @ other.normal > 0.999)


def _taped(dice: Generator, view: View, boxes: tuple[Carton, Carton], faces: tuple[Face, Face], made: tuple[str, float]) -> list[Join]:
    """Stick tape over the line where two level faces touch: across it, once or more often, or along it."""
    (one, other), (face, next_) = boxes, faces
    shift = face.flat(next_.origin[None])[0]
    right = abs(shift[0]) > abs(shift[1])
    line = (max(0.0, shift[0]) if right else max(0.0, shift[1])), (face.height if right else face.width)
    joins: list[Join] = []
    for _ in range(int(dice.integers(1, 4))):
        along = dice.uniform(0.12, 0.88) * line[1]
        reach = dice.uniform(60, 260, 2)
        ends = [(line[0] - reach[0], along + dice.normal(0, 4)), (line[0] + reach[1], along + dice.normal(0, 4))]
        if dice.random() < 0.2:
            ends = [(line[0] + dice.normal(0, 6), line[1] * 0.05), (line[0] + dice.normal(0, 6), line[1] * 0.95)]
        points = [end if right else (end[1], end[0]) for end in ends]
        state = dice.bit_generator.state
        tapes.stick_tape(dice, one, face, points, made)
        dice.bit_generator.state = state
        tapes.stick_tape(dice, other, next_, [tuple(np.array(each) - shift) for each in points], made)
        joins.append((_cut(view, strip(*points, made[1]), faces), "tape"))
    return joins


def _cut(view: View, corners: Points, faces: tuple[Face, Face]) -> Points:
    """Return the part of a strip that lies on two level faces, in the photo."""
    both = np.concatenate([faces[0].outline, faces[0].flat(faces[1].space(faces[1].outline))]).astype(np.float32)
    part = cv2.intersectConvexConvex(corners.astype(np.float32), cv2.convexHull(both).reshape(-1, 2))[1]
    return faces[0].in_photo(view, part.reshape(-1, 2).astype(np.float64))


def _strapped(dice: Generator, view: View, boxes: Sequence[Carton], *, upright: bool) -> list[Join]:
    """Put straps round all of them."""
    ways = [0, 1] if upright else [1, 2]
    width, colour = tapes.strap_of(dice)
    found: list[Join] = []
    for way in [ways[int(dice.integers(2))]] if dice.random() < 0.7 else ways:
        for place in dice.permutation([0.5, 0.25, 0.75])[: dice.integers(1, 3)]:
            at = float(place + dice.normal(0, 0.03)) * boxes[0].sides[way]
            for box in boxes:
                tapes.around(dice, box, (way, at), width, colour)
            for one, other in pairwise(boxes):
                found += _bridges(view, one, other, (way, at), width)
    return found


def _bridges(view: View, one: Carton, other: Carton, where: tuple[int, float], width: float) -> list[Join]:
    """Return where a strap goes from one box to the next on level faces that are looked at."""
    way, at = where
    joins: list[Join] = []
    for face in looked_at(view, one):
        next_ = other.faces[face.side]
        if abs(face.normal @ one.turn[way]) < 0.5 and _level(face, next_):
            point = face.flat((one.at + at * one.turn[way])[None])[0]
            level = not face.along(one.turn[way])
            far = face.flat(next_.space(next_.outline))
            low, high = np.minimum(far.min(0), 0), np.maximum(far.max(0), (face.width, face.height))
            ends = [(low[0], point[1]), (high[0], point[1])] if level else [(point[0], low[1]), (point[0], high[1])]
            joins.append((face.in_photo(view, strip(*ends, width)), "strap"))
    return joins


def film(dice: Generator, canvas: Canvas) -> Points:
    """Wrap all boxes in stretch film; return its outline in the picture."""
    mine = (canvas.owner > 0).astype(np.uint8)
    mine = cv2.dilate(mine, np.ones((3, 3), np.uint8), iterations=max(1, canvas.view.size[0] // 500))
    x, y, wide, high = cv2.boundingRect(mine)
    if wide < 16 or high < 16:
        return np.zeros((0, 2))
    size = np.array((high, wide)) * _LARGE // max(high, wide)
    light = cv2.resize(shine(dice, *np.maximum(size, 400).tolist()), (wide, high), interpolation=cv2.INTER_AREA) * np.float32(dice.uniform(0.3, 0.9))
    cover = cv2.GaussianBlur(mine[y : y + high, x : x + wide].astype(np.float32), (0, 0), 1.0)[..., None]
    shown, haze = canvas.image[y : y + high, x : x + wide], np.float32(dice.uniform(0.8, 0.97))
    shown += (shown * (haze - 1) + (1 - haze) * 165 + light[..., None]) * cover
    contours, _ = cv2.findContours(mine, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    return cv2.approxPolyDP(max(contours, key=cv2.contourArea), 1.5, closed=True).reshape(-1, 2) + 0.5
