"""What is round a carton: a floor or a bench, walls, things that lie and stand about, and papers that are no labels."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from examples.render.cartons.prints import logo, words
from examples.render.cartons.view import Points, View
from examples.render.places import boards as planks
from examples.render.places import bricks, corrugated, fence, floor, page, shelves, weave
from examples.render.surfaces import Real, clouds, mat
from numpy.random import Generator

_TILE = 512
"""Pixels of a picture of the floor or a wall, which repeats as in a mirror."""


@dataclass(frozen=True, eq=False)
class Wall:
    """A plane without end, or the floor."""

    origin: Points
    right: Points
    down: Points
    picture: Real
    grain: float
    """Millimetres to a pixel of the picture."""

    @property
    def normal(self) -> Points:
        """Return where it faces."""
        return np.cross(self.down, self.right)


@dataclass(frozen=True, eq=False)
class Post:
    """A round thing that stands: where its middle is, and how large it is, in millimetres."""

    at: Points
    radius: float
    height: float
    colour: Real


@dataclass(eq=False)
class Room:
    """What there is besides boxes."""

    walls: list[Wall]
    things: list[tuple[Points, Real]] = field(default_factory=list)
    """Flat things: corners in space, and a picture."""
    posts: list[Post] = field(default_factory=list)


def plain(dice: Generator, width: int, height: int) -> Real:
    """Paint, plaster, laminate or a bench top of any colour."""
    light = 0.03 * clouds(dice, height, width, 200, 150) + 0.012 * clouds(dice, height, width, 5, 5)
    colour = dice.uniform(40, 245) * (1 + dice.normal(0, 0.06, 3)) if dice.random() < 0.75 else dice.uniform(20, 235, 3)
    return np.float32(colour) * (1 + light)[..., None]


def tiles(dice: Generator, width: int, height: int) -> Real:
    """Tiles, or plates with joints."""
    step, joint = int(dice.integers(40, 260)), int(dice.integers(1, 6))
    image = np.float32(dice.uniform(60, 235) * (1 + dice.normal(0, 0.04, 3))) * (1 + 0.04 * clouds(dice, height, width, 90, 90))[..., None]
    dark = dice.uniform(0.4, 1.3)
    for at in range(0, max(width, height), step):
        image[at : at + joint] *= dark
        image[:, at : at + joint] *= dark
    return image


def ruled(dice: Generator, width: int, height: int) -> Real:
    """A cutting mat."""
    made = mat(dice, width // 2 + 1, height // 2 + 1)[:height, :width]
    return made * dice.uniform(0.7, 1.3)


_FLOORS = (plain,) * 6 + (floor,) * 4 + (planks,) * 4 + (tiles, tiles, ruled, weave, corrugated)
_WALLS = (plain,) * 6 + (bricks, shelves, shelves, fence, tiles, page, planks)


def _wall(dice: Generator, makers: tuple, origin: Points, right: Points, down: Points) -> Wall:
    made = makers[int(dice.integers(len(makers)))]
    picture = made(dice, _TILE, _TILE).clip(0, 255).astype(np.float32)
    return Wall(origin, right, down, picture, float(np.exp(dice.uniform(np.log(0.8), np.log(4.0)))) * (2 if makers is _WALLS else 1))


def room(dice: Generator, view: View, middle: Points, reach: float) -> Room:
    """Furnish a room round the place that the camera looks at."""
    ways = np.eye(3)
    walls = [_wall(dice, _FLOORS, np.zeros(3), ways[0], -ways[1])]
    ahead = middle - view.eye
    ahead = np.array((ahead[0], ahead[1], 0.0)) / (np.hypot(*ahead[:2]) + 1e-6)
    if np.hypot(*ahead[:2]) < 0.5:
        ahead = np.array((0.0, 1.0, 0.0))
    for turn in dice.permutation([-0.9, 0.0, 0.9])[: dice.integers(1, 3)]:
        angle = turn + dice.normal(0, 0.3)
        out = np.array((ahead[0] * np.cos(angle) - ahead[1] * np.sin(angle), ahead[0] * np.sin(angle) + ahead[1] * np.cos(angle), 0.0))
        away = reach * dice.uniform(1.05, 6)
        walls.append(_wall(dice, _WALLS, middle * (1, 1, 0) + away * out, np.cross(out, ways[2]), -ways[2]))
    made = Room(walls)
    _litter(dice, made, middle, reach)
    return made


def _litter(dice: Generator, made: Room, middle: Points, reach: float) -> None:
    """Put papers and things on the floor and on the walls."""
    for _ in range(int(dice.poisson(1.6))):
        angle, away = dice.uniform(0, 2 * np.pi), reach * dice.uniform(0.9, 2.4)
        at = middle * (1, 1, 0) + away * np.array((np.cos(angle), np.sin(angle), 0.0))
        made.things.append(_flat(dice, at, np.array((1.0, 0, 0)), np.array((0, -1.0, 0)), lying=True))
    for wall in made.walls[1:]:
        for _ in range(int(dice.poisson(0.8))):
            at = wall.origin + wall.right * dice.normal(0, reach) - wall.down * dice.uniform(0.2, 2.0) * reach + 2 * wall.normal
            made.things.append(_flat(dice, at, wall.right, wall.down, lying=False))
    for _ in range(int(dice.poisson(0.9))):
        angle, away = dice.uniform(0, 2 * np.pi), reach * dice.uniform(1.1, 2.6)
        at = middle * (1, 1, 0) + away * np.array((np.cos(angle), np.sin(angle), 0.0))
        made.posts.append(Post(at, dice.uniform(8, 70), dice.uniform(30, 330), np.float32(dice.uniform(20, 240, 3))))


def _flat(dice: Generator, at: Points, right: Points, down: Points, *, lying: bool) -> tuple[Points, Real]:
    """A sheet of paper with words, a picture, a board, a thing seen from above."""
    wide, high = ((210.0, 297.0), (148, 210), (80, 80), (dice.uniform(30, 400), dice.uniform(20, 300)))[dice.integers(4)]
    turn = dice.uniform(0, 2 * np.pi) if lying else dice.normal(0, 0.02)
    one, two = np.cos(turn) * right + np.sin(turn) * down, np.cos(turn) * down - np.sin(turn) * right
    lift = np.array((0, 0, 0.5)) if lying else np.zeros(3)
    corners = at + lift + np.array([-one * wide - two * high, one * wide - two * high, one * wide + two * high, -one * wide + two * high]) / 2
    return corners, paper(dice, int(wide), int(high)) if dice.random() < 0.6 else _plate(dice, int(wide), int(high))


def paper(dice: Generator, wide: int, high: int) -> Real:
    """A white sheet with words and a picture on it, 1 pixel to the millimetre."""
    sheet = np.full((max(8, high), max(8, wide), 3), dice.uniform(215, 250), np.float32)
    y = 8
    while y < high - 24 and dice.random() < 0.85:
        ink = logo(dice) if dice.random() < 0.15 else words(dice)
        shrink = min(1.0, (wide - 12) / ink.shape[1], dice.uniform(10, 90) / ink.shape[0])
        small = cv2.resize(ink, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)[: high - y - 4, : wide - 8]
        sheet[y : y + small.shape[0], 6 : 6 + small.shape[1]] *= (1 - 0.85 * small)[..., None]
        y += small.shape[0] + int(dice.integers(2, 30))
    return sheet


def _plate(dice: Generator, wide: int, high: int) -> Real:
    shape = (max(8, high), max(8, wide))
    return np.float32(dice.uniform(20, 240, 3)) * (1 + 0.06 * clouds(dice, *shape, 60, 60))[..., None]


def backdrop(view: View, made: Room, fine: int) -> Real:
    """Draw its walls and floor, each pixel so many pixels of the picture wide."""
    columns, rows = view.size[0] // fine, view.size[1] // fine
    x, y = np.meshgrid((np.arange(columns, dtype=np.float32) + 0.5) * fine, (np.arange(rows, dtype=np.float32) + 0.5) * fine)
    flat = np.stack([(x - view.size[0] / 2) / view.focal, (y - view.size[1] / 2) / view.focal, np.ones_like(x)], axis=-1)
    rays = flat.astype(np.float32) @ view.axes.astype(np.float32)
    nearest = np.full((rows, columns), np.float32(1e7))
    image = np.full((rows, columns, 3), 128, np.float32)
    for wall in made.walls:
        toward = rays @ wall.normal.astype(np.float32)
        away = np.float32((wall.origin - view.eye) @ wall.normal) / np.where(np.abs(toward) < 1e-6, np.float32(1e-6), toward)
        hit = (away > 0) & (away < nearest)
        if not hit.any():
            continue
        nearest[hit] = away[hit]
        start = view.eye - wall.origin
        across, down = (away * (rays @ way.astype(np.float32)) + np.float32(start @ way) for way in (wall.right, wall.down))
        drawn = cv2.remap(wall.picture, _mirrored(across / wall.grain), _mirrored(down / wall.grain), cv2.INTER_LINEAR)
        image[hit] = drawn[hit]
    return image


def _mirrored(at: Real) -> Real:
    """Fold a place on a plane without end into its picture."""
    last = np.float32(_TILE - 1)
    return last - np.abs(np.mod(np.clip(at, -1e6, 1e6), 2 * last) - last)
