"""Where boxes stand and from where they are seen: close-ups of one face, overviews from above a corner, and between."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from examples.render.cartons.solids import ROUND, Carton, Face, Side
from examples.render.cartons.view import UP, Aim, Points, View, aimed
from numpy.random import Generator


def sides(dice: Generator, most: float = 680) -> tuple[float, float, float]:
    """Choose how large a box is, in millimetres: from a mug's to one whose longest side is so long."""
    longest = float(np.exp(dice.uniform(np.log(160), np.log(most))))
    lengths = [longest, longest * dice.uniform(0.45, 1.0), longest * dice.uniform(0.25, 1.0)]
    first, second, third = (max(90.0, float(each)) for each in (lengths if dice.random() < 0.7 else dice.permutation(lengths)))
    return (first, second, third)


def standing(lengths: tuple[float, float, float], at: Sequence[float], turn: float, *, closing: int = 2) -> Carton:
    """Stand a box on the floor or on another, turned by so many radians as seen from above, its middle over a point."""
    cos, sin = np.cos(turn), np.sin(turn)
    ways = np.array([(cos, sin, 0), (-sin, cos, 0), (0, 0, 1.0)])
    corner = np.array(at, dtype=np.float64) - ways[0] * lengths[0] / 2 - ways[1] * lengths[1] / 2
    carton = Carton(lengths, ways, corner, closing)
    carton.slotted()
    return carton


def lone(dice: Generator, most: float = 680) -> Carton:
    """One box: three of four stand with their flaps at the top."""
    closing = int(dice.choice([2, 1, 0], p=[0.74, 0.14, 0.12]))
    return standing(sides(dice, most), (0, 0, 0), dice.uniform(0, 2 * np.pi), closing=closing)


def seen(dice: Generator, cartons: Sequence[Carton], size: tuple[int, int]) -> View:
    """Look at one box as phones do: one face straight on, or three faces, or between."""
    carton, way = cartons[0], dice.random()
    if way < 0.46:
        return close(dice, carton, size)
    if way < 0.84:
        return overview(dice, cartons, size)
    return level(dice, cartons, size)


def solid(cartons: Sequence[Carton]) -> Points:
    """Return the corners of all boxes."""
    return np.concatenate([each.corners for each in cartons])


def close(dice: Generator, carton: Carton, size: tuple[int, int], *, whole: bool = False) -> View:
    """Look at one face straight on, or nearly; it fills most of the picture, all of it is in the picture if it shall be whole."""
    side: Side = "top" if dice.random() < 0.4 else ROUND[dice.integers(4)]
    little = whole or dice.random() < 0.75
    tilt = np.deg2rad(dice.normal(0, 4.5, 2) if little else dice.uniform(-25, 25, 2))
    share = dice.uniform(0.6, 0.92) if whole or dice.random() < 0.84 else dice.uniform(0.92, 1.35)
    return aimed(_before_face(dice, carton.faces[side], (float(tilt[0]), float(tilt[1])), share, still=whole), size, carton.corners)


def _before_face(dice: Generator, face: Face, tilt: tuple[float, float], share: float, *, still: bool) -> Aim:
    way = face.normal + np.tan(tilt[0]) * face.right - np.tan(tilt[1]) * face.down
    if face.side != "top" and way[2] < -0.12:
        way[2] = -way[2]
    up = UP
    if face.side == "top":
        turn = dice.integers(4) * np.pi / 2
        up = np.cos(turn) * face.down + np.sin(turn) * face.right
    way = way / np.linalg.norm(way)
    middle, shift = face.space(face.outline).mean(axis=0), (dice.normal(0, 0.012 if still else 0.03), dice.normal(0, 0.012 if still else 0.03))
    return Aim(middle, way, face.space(face.outline), share, dice.uniform(0.7, 1.4), dice.normal(0, 0.03), shift, up)


def overview(dice: Generator, cartons: Sequence[Carton], size: tuple[int, int]) -> View:
    """Look from above a corner."""
    turn = np.arctan2(*cartons[0].turn[0, 1::-1])
    away = turn + dice.integers(4) * np.pi / 2 + np.deg2rad(dice.uniform(12, 78))
    return _round(dice, cartons, size, float(away), np.deg2rad(dice.uniform(12, 62)))


def level(dice: Generator, cartons: Sequence[Carton], size: tuple[int, int]) -> View:
    """Look at a side slightly off, so that one beside it or above is seen flat."""
    turn = np.arctan2(*cartons[0].turn[0, 1::-1])
    away = turn + dice.integers(4) * np.pi / 2 + np.deg2rad(dice.uniform(-20, 20))
    return _round(dice, cartons, size, float(away), np.deg2rad(dice.uniform(3, 80)))


def _round(dice: Generator, cartons: Sequence[Carton], size: tuple[int, int], away: float, high: float) -> View:
    points = solid(cartons)
    way = np.array((np.cos(high) * np.cos(away), np.cos(high) * np.sin(away), np.sin(high)))
    share = dice.uniform(0.4, 0.92) if dice.random() < 0.85 else dice.uniform(0.92, 1.25)
    shift = (dice.normal(0, 0.05), dice.normal(0, 0.05))
    return aimed(Aim(points.mean(axis=0), way, points, share, dice.uniform(0.7, 1.4), dice.normal(0, 0.06), shift), size, points)
