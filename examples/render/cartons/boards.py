"""The board of a carton's faces: its colour, its grain, its flutes and what wear left on it; and where flaps meet."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from examples.render.cartons.solids import Carton, Face
from examples.render.cartons.view import Points
from examples.render.surfaces import Real, clouds
from numpy.random import Generator

BROWN, WHITE = (188, 148, 108), (222, 219, 212)
_FINE = 2.5
"""Pixels to the millimetre from which on fibres can be seen."""
_COLOURS = ((54, 92, 150), (170, 48, 44), (60, 120, 80), (42, 42, 46), (226, 174, 40), (120, 110, 160), (205, 120, 150), (90, 150, 165))


@dataclass(frozen=True)
class Board:
    """What all faces of a carton have in common."""

    colour: Real
    flutes: float
    """How much they show through, as a share of the light."""
    grain: float
    worn: float
    """How far its edges are."""


def board(dice: Generator) -> Board:
    """Choose one: three of four are brown."""
    kind = dice.random()
    if kind < 0.76:
        colour = np.array(BROWN) * dice.uniform(0.72, 1.16) * (dice.uniform(0.95, 1.06), 1, dice.uniform(0.85, 1.12))
    elif kind < 0.9:
        colour = np.array(WHITE) * dice.uniform(0.85, 1.08) * (1, 1, dice.uniform(0.94, 1.02))
    else:
        colour = np.array(_COLOURS[dice.integers(len(_COLOURS))]) * dice.uniform(0.7, 1.15)
    flutes = dice.uniform(0, 0.03) if dice.random() < 0.6 else 0.0
    return Board(colour.astype(np.float32), flutes, dice.uniform(0.6, 1.5), dice.uniform(0, 1.2))


def bare(dice: Generator, face: Face, made: Board, rows: int, columns: int) -> None:
    """Give a face its picture, so many pixels high and wide, with nothing on it yet."""
    face.picture = np.empty((rows, columns, 3), np.float32)
    face.picture[:] = made.colour
    across, down = face.scale
    light = made.grain * 0.028 * clouds(dice, rows, columns, 120 * across, 90 * down)
    light += made.grain * 0.012 * clouds(dice, rows, columns, max(1.5, 2 * across), max(1.5, 7 * down))
    light += dice.standard_normal((rows, columns), dtype=np.float32) * np.float32(0.008 * made.grain)
    if across > _FINE:
        light += made.grain * 0.012 * clouds(dice, rows, columns, 0.5 * across, 0.9 * down)
    if made.flutes and across > 0.4:
        light += np.sin(np.arange(columns, dtype=np.float32) / np.float32(across) * np.float32(2 * np.pi / dice.uniform(6, 9)))[None] * made.flutes
    light += _leaning(dice, rows, columns)
    face.picture *= (1 + light)[..., None]
    _scuffs(dice, face)
    _edges(dice, face, made.worn)


def _leaning(dice: Generator, rows: int, columns: int) -> Real:
    """A panel is never quite flat: light changes over it."""
    across, down, bulge = dice.normal(0, (0.05, 0.06, 0.04))
    x, y = np.linspace(-1, 1, columns, dtype=np.float32)[None], np.linspace(-1, 1, rows, dtype=np.float32)[:, None]
    return np.float32(across) * x + np.float32(down) * y + np.float32(bulge) * (x * x + y * y - 0.7)


def _scuffs(dice: Generator, face: Face) -> None:
    """Dents, rubbed places and scratches."""
    picture, scale = face.seen, float(face.scale.mean())
    for _ in range(int(dice.poisson(1.2))):
        place, size = dice.uniform((0, 0), (face.width, face.height)), dice.uniform(3, 40, 2)
        turn = dice.uniform(0, np.pi)
        along = np.array((np.cos(turn), np.sin(turn))) * size[0]
        ends = np.array([place - along, place + along])
        soft_line(picture, ends * face.scale, max(1.0, size[1] * 0.2 * scale), 1 + dice.uniform(-0.25, 0.2))


def soft_line(picture: Real, ends: Points, wide: float, light: float) -> None:
    """Multiply the light along a line, so many pixels wide and soft at its sides."""
    reach = wide * 1.5 + 2
    low = np.maximum(np.floor(ends.min(0) - reach).astype(int), 0)
    high = np.minimum(np.ceil(ends.max(0) + reach).astype(int), (picture.shape[1], picture.shape[0]))
    if (high <= low).any():
        return
    mask = np.zeros((high[1] - low[1], high[0] - low[0]), np.float32)
    first, last = np.round((ends - low - 0.5) * 16).astype(int).tolist()
    cv2.line(mask, first, last, 1.0, max(1, round(wide * 0.6)), cv2.LINE_AA, 4)
    mask = cv2.GaussianBlur(mask, (0, 0), max(0.5, wide / 3))
    picture[low[1] : high[1], low[0] : high[0]] *= (1 + np.float32(light - 1) * mask)[..., None]


def _edges(dice: Generator, face: Face, worn: float) -> None:
    """Where the board is folded it catches the light, and is rubbed."""
    picture, (across, down) = face.seen, face.scale
    for side, scale in enumerate((down, across, down, across)):
        line = picture if side % 2 == 0 else picture.transpose(1, 0, 2)
        wide = min(max(1, round(dice.uniform(2, 6) * scale)), line.shape[0])
        fade = np.linspace(1, 0, wide, dtype=np.float32)[:, None] * (
            1 + np.float32(worn) * 0.7 * clouds(dice, wide, line.shape[1], 12 * scale + 2, 4)
        )
        strength = dice.normal(0.02, 0.09)
        band = line[:wide] if side in {0, 3} else line[::-1][:wide]
        band *= (1 + strength * fade)[..., None]


def seam(dice: Generator, carton: Carton, face: Face) -> None:
    """Let two flaps meet about the middle of a closing face, along its seam."""
    level = face.along(carton.turn[carton.seam_way])
    long, wide = (face.width, face.height) if level else (face.height, face.width)
    middle = wide / 2 + dice.normal(0, 0.008) * wide
    lean = dice.normal(0, 0.004) * long
    ends = np.array([(0, middle - lean), (long, middle + lean)]) if level else np.array([(middle - lean, 0), (middle + lean, long)])
    if face.picture is not None and dice.random() < 0.5:
        half = np.array([(0, 0), (face.width, ends[0, 1]), (face.width, ends[1, 1]), (0, ends[0, 1])])
        lower = half if level else np.array([(0, 0), (ends[0, 0], 0), (ends[1, 0], face.height), (0, face.height)])
        _shade(face, lower, dice.normal(1, 0.05))
    slit(dice, face, ends, dice.choice([0.8, 1.5, 3, 6]) * dice.uniform(0.7, 1.3))
    if face.picture is not None:
        _flap_ends(dice, face, level=level)


def _flap_ends(dice: Generator, face: Face, *, level: bool) -> None:
    """Show the cut edges of the outer flaps, just within the ends of a closing face."""
    scale = float(face.scale.mean())
    for far in (0, 1):
        at = abs(far * (face.width if level else face.height) - dice.uniform(0.5, 3))
        ends = np.array([(at, 0), (at, face.height)] if level else [(0, at), (face.width, at)])
        soft_line(face.seen, ends * face.scale, max(1.0, dice.uniform(0.8, 2) * scale), dice.uniform(0.55, 0.95))


def _shade(face: Face, corners: Points, light: float) -> None:
    mask = np.zeros(face.seen.shape[:2], np.float32)
    cv2.fillConvexPoly(mask, np.round(corners * face.scale).astype(np.int32), 1.0, cv2.LINE_AA)
    face.seen[:] *= (1 + np.float32(light - 1) * mask)[..., None]


def slit(dice: Generator, face: Face, ends: Points, gap: float) -> None:
    """Draw where two pieces of board meet, with a gap of so many millimetres, and add it to the seams of the face."""
    face.seams.append(ends)
    if face.picture is None:
        return
    scale = float(face.scale.mean())
    across = np.array((ends[1, 1] - ends[0, 1], ends[0, 0] - ends[1, 0])) / np.linalg.norm(ends[1] - ends[0])
    beside = float(dice.choice([-1, 1])) * across * (gap / 2 + 1.2)
    soft_line(face.seen, (ends + beside) * face.scale, max(1.0, 2 * scale), 1 + dice.uniform(0.02, 0.14))
    soft_line(face.seen, (ends - beside * 2) * face.scale, max(1.5, 5 * scale), 1 - dice.uniform(0.02, 0.14))
    soft_line(face.seen, ends * face.scale, max(1.2, gap * scale * 1.4), dice.uniform(0.25, 0.6))


def joint(dice: Generator, face: Face, closing: Points) -> None:
    """Show where the maker glued the board: near an edge that goes from one closing face to the other, whose way in space is given."""
    place, lean = float(dice.choice([1, -1]) * dice.uniform(26, 38)), dice.normal(0, 0.5)
    if face.along(closing):
        slit(dice, face, np.array([(0.0, place % face.height), (face.width, place % face.height + lean)]), 0.6)
    else:
        slit(dice, face, np.array([(place % face.width, 0.0), (place % face.width + lean, face.height)]), 0.6)
