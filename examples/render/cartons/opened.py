"""An open box seen from above: its flaps, its inside, what lies in it: dunnage of every kind, goods, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from examples.render.cartons import arrangements, boards, told
from examples.render.cartons.painting import Canvas, filled, looked_at, sized, whose
from examples.render.cartons.prints import printed
from examples.render.cartons.solids import Carton, Face
from examples.render.cartons.truth import BoxTruth
from examples.render.cartons.view import Aim, Points, View, aimed
from examples.render.dunnage import KINDS, texture
from examples.render.surfaces import Real, clouds
from numpy.random import Generator

from inboundcheck.model.words import Dunnage

_INSIDE, _FLAPS = 7, 8
"""Marks of the pixels of the inside, and of the first flap, after those of the faces."""
_GOODS = ("products", "flaps", "bare")
Held = tuple[tuple[Dunnage, ...], bool]
"""The dunnage that can be seen in a box, and whether goods can."""
PACKING: tuple[Dunnage, ...] = tuple(kind for kind in KINDS if kind not in _GOODS)  # type: ignore[misc]


@dataclass(frozen=True, eq=False)
class Flap:
    """A flap: its corners in space, from the hinge's; where its wall faces; its board."""

    corners: Points
    out: Points
    picture: Real


def seen(dice: Generator, box: Carton, size: tuple[int, int]) -> View:
    """Look into a box from above, most of the time as far as its bottom."""
    high, away = np.deg2rad(dice.uniform(38, 88)), dice.uniform(0, 2 * np.pi)
    way = np.array((np.cos(high) * np.cos(away), np.cos(high) * np.sin(away), np.sin(high)))
    top = box.corners[4:]
    share = dice.uniform(0.4, 0.85) if dice.random() < 0.8 else dice.uniform(0.85, 1.2)
    return aimed(Aim(top.mean(axis=0), way, top, share, dice.uniform(0.7, 1.3), dice.normal(0, 0.08)), size, _reached(box))


def _reached(box: Carton) -> Points:
    """Return the corners of the box and of the space that its flaps may take."""
    middle, top = box.middle, box.corners[4:]
    out = min(box.sides[:2]) / 2
    wider = top + (top - middle) * np.array((1, 1, 0)) / (box.sides[0] + box.sides[1]) * 4 * out
    return np.concatenate([box.corners, wider, wider + np.array((0, 0, out))])


def flaps(dice: Generator, view: View, box: Carton, made: boards.Board) -> list[Flap]:
    """Open its four flaps outward, each as far as it likes; now and then one is missing."""
    found = []
    for side in ("front", "right", "back", "left"):
        wall = box.faces[side]  # type: ignore[index]
        if dice.random() < 0.06:
            continue
        lean, long = np.deg2rad(dice.uniform(5, 160)), min(box.sides[:2]) / 2 * dice.uniform(0.92, 1.0)
        way = wall.normal * np.sin(lean) + np.array((0, 0, 1.0)) * np.cos(lean)
        left, right = wall.space(wall.outline[:2])
        inset = (right - left) * dice.uniform(0, 0.02)
        corners = np.array([left, right, right - inset + way * long, left + inset + way * long])
        face = Face(wall.side, corners[0], wall.right, way, wall.width, long)
        boards.bare(dice, face, made, *sized(view, face, finer=1.0))
        found.append(Flap(corners, wall.normal, face.seen))
    return found


def paint_open(dice: Generator, canvas: Canvas, number: int, box: Carton, hinged: Sequence[Flap]) -> Held:
    """Paint a box with its inside and flaps; return what can be seen in it."""
    far = [flap for flap in hinged if canvas.view.faces(flap.corners[0], flap.out) <= 0]
    near = [flap for flap in hinged if canvas.view.faces(flap.corners[0], flap.out) > 0]
    for at, flap in enumerate(_from_the_far(canvas.view, far)):
        _paint_flap(canvas, flap, 1 + number * 16 + _FLAPS + at)
    held = _paint_inside(dice, canvas, number, box)
    for face in looked_at(canvas.view, box):
        if face.side != "top":
            canvas.paint(face.space(face.outline), face.seen, canvas.light.on(face.normal), whose(number, face))
    for at, flap in enumerate(_from_the_far(canvas.view, near)):
        _paint_flap(canvas, flap, 1 + number * 16 + _FLAPS + 4 + at)
    return held


def _from_the_far(view: View, hinged: Sequence[Flap]) -> list[Flap]:
    return sorted(hinged, key=lambda flap: -float(np.linalg.norm(flap.corners.mean(axis=0) - view.eye)))


def _paint_flap(canvas: Canvas, flap: Flap, mark: int) -> None:
    normal = np.cross(flap.corners[3] - flap.corners[0], flap.corners[1] - flap.corners[0])
    normal /= np.linalg.norm(normal)
    picture = flap.picture
    if canvas.view.faces(flap.corners[0], normal) < 0:
        normal, picture = -normal, picture * np.float32(0.96)
    canvas.paint(flap.corners, picture, canvas.light.on(normal), mark)


def _paint_inside(dice: Generator, canvas: Canvas, number: int, box: Carton) -> Held:
    """Paint the inner walls and what the box holds, within its rim."""
    top = box.faces["top"]
    rim = top.in_photo(canvas.view, top.outline)
    window = np.zeros(canvas.view.size[::-1], np.float32)
    mask, (left, up, right, low) = filled(rim, canvas.view.size)
    window[up:low, left:right] = mask
    inner, mark = replace(canvas, window=window), 1 + number * 16 + _INSIDE
    for face in box.faces.values():
        if face.side not in {"top", "bottom"} and canvas.view.faces(face.origin, -face.normal) > 0:
            _inner_wall(dice, inner, face, mark, box.faces["top"].seen.mean(axis=(0, 1)))
    return _fill(dice, inner, box, mark)


def _inner_wall(dice: Generator, canvas: Canvas, face: Face, mark: int, colour: Real) -> None:
    """Paint the inner side of a wall: darker toward the bottom."""
    light = np.linspace(0.95, dice.uniform(0.3, 0.7), 64, dtype=np.float32)[:, None] * (1 + 0.03 * clouds(dice, 64, 96, 30, 30))
    canvas.paint(face.space(face.outline)[[1, 0, 3, 2]], colour * light[..., None], canvas.light.on(-face.normal), mark)


def _fill(dice: Generator, canvas: Canvas, box: Carton, mark: int) -> Held:
    """Fill it: full of one or two kinds of dunnage, goods among them or not, goods alone, or nothing."""
    high, way = box.sides[2], dice.choice(["full", "part", "goods", "empty"], p=[0.5, 0.26, 0.17, 0.07])
    kinds: list[Dunnage] = [PACKING[at] for at in dice.permutation(len(PACKING))[: 1 if dice.random() < 0.8 else 2]]
    seen_kinds, goods = [], False
    if way == "full":
        level = dice.uniform(0.45, 0.97) * high
        for at, kind in enumerate(kinds):
            shown = _layer(dice, canvas, box, level + 3 * at, kind, mark=mark, whole=at == 0)
            seen_kinds += [kind] if shown else []
        goods = dice.random() < 0.35 and _goods(dice, canvas, box, level, mark, most=2)
        return tuple(sorted(seen_kinds)), goods
    _layer(dice, canvas, box, dice.uniform(0.01, 0.04) * high, str(dice.choice(["bare", "flaps"])), mark=mark, whole=True)
    if way != "empty":
        level = dice.uniform(0.15, 0.8) * high
        goods = _goods(dice, canvas, box, level, mark, most=7)
        if way == "part":
            for at, kind in enumerate(kinds):
                shown = _layer(dice, canvas, box, min(0.95 * high, level * dice.uniform(0.7, 1.15) + 3 * at), kind, mark=mark, whole=False)
                seen_kinds += [kind] if shown else []
    return tuple(sorted(seen_kinds)), goods


def _layer(dice: Generator, canvas: Canvas, box: Carton, level: float, kind: str, *, mark: int, whole: bool) -> bool:
    """Lay something flat in the box so many millimetres above its bottom: all over it, or a heap; return whether much of it can be seen."""
    top = box.faces["top"]
    corners = top.space(top.outline) - (0, 0, box.sides[2] - level)
    seen_at = canvas.view.project(corners)
    fine = min(1.0, 340 / max(canvas.view.size[0] / 3, float(np.ptp(seen_at, axis=0).max()))) * float(np.ptp(seen_at, axis=0).max())
    wide = max(48, round(fine * min(1, top.width / top.height)))
    high = max(48, round(fine * min(1, top.height / top.width)))
    picture = texture(kind, dice, wide, high, scale=wide / top.width).astype(np.float32)
    alpha = np.ones((high, wide), np.float32)
    if not whole:
        x, y = np.meshgrid(np.linspace(-1, 1, wide, dtype=np.float32), np.linspace(-1, 1, high, dtype=np.float32))
        middle, reach = dice.uniform(-0.8, 0.8, 2), dice.uniform(0.5, 1.1, 2)
        alpha = 1.0 - ((x - middle[0]) / reach[0]) ** 2 - ((y - middle[1]) / reach[1]) ** 2 + 0.3 * clouds(dice, high, wide, wide / 5, high / 5)
        alpha = np.clip(alpha * 12, 0, 1).astype(np.float32)
    depth = 0.6 + 0.4 * level / box.sides[2]
    before = canvas.drawn
    canvas.paint(corners, picture, canvas.light.on(np.array((0, 0, 1.0))) * depth, mark, alpha=alpha)
    return canvas.drawn - before > 0.002 * canvas.owner.size


def _goods(dice: Generator, canvas: Canvas, box: Carton, level: float, mark: int, *, most: int) -> bool:
    """Stand boxes, bags and bottles in it; return whether any can be seen."""
    before = canvas.drawn
    up, made = box.sides[2] - level, [float(each) for each in box.sides[:2]]
    for _ in range(int(dice.integers(1, most + 1))):
        size = (made[0] * dice.uniform(0.15, 0.45), made[1] * dice.uniform(0.15, 0.45), min(up * 0.9, dice.uniform(5, 0.3 * made[0])))
        x, y = ((dice.uniform(0.05, 0.95) * (made[at] - size[at]) + size[at] / 2) for at in (0, 1))
        at = box.at + (x * box.turn[0] + y * box.turn[1]) + (0, 0, level)
        ware = arrangements.standing(size, at, np.arctan2(box.turn[0, 1], box.turn[0, 0]) + dice.normal(0, 0.04))
        board = boards.Board(np.float32(dice.uniform(10, 245, 3)), 0.0, 0.3, 0.5)
        for face in looked_at(canvas.view, ware):
            boards.bare(dice, face, board, *sized(canvas.view, face))
        printed(dice, ware)
        for face in looked_at(canvas.view, ware):
            canvas.paint(face.space(face.outline), face.seen, canvas.light.on(face.normal), mark)
    return canvas.drawn - before > 0.001 * canvas.owner.size


def truth(canvas: Canvas, number: int, box: Carton, held: Held) -> BoxTruth:
    """Return the truth of an open box: its top is no face."""
    whole = told.box(canvas, number, box)
    inside = told.outline(canvas.owner == 1 + number * 16 + _INSIDE)
    faces = tuple(each for each in whole.faces if each.name != "top")
    return replace(whole, faces=faces, interior=inside if len(inside) else None, dunnage=held[0], products=held[1])
