"""A heap of things seen from above, as a height and a colour for each pixel, and what the light of a room makes of it.

Things are dropped onto what lies there and hide what is lower, so that edges, overlaps and shadows come out as in a real heap.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from examples.render.surfaces import Real, clouds
from numpy.random import Generator

_REACH = 14
"""Steps that a shadow is followed towards the light."""


@dataclass(frozen=True)
class Piece:
    """A thing that is dropped: its height above its base in pixels, 0 where it is not, and its colour, from 0 to 1."""

    height: Real
    colour: Real
    gloss: float = 0.0


class Relief:
    """A surface with heights in pixels, colours from 0 to 1, and a gloss from 0 (paper) to 1 (film).

    `grain` is the size of one piece in pixels: how far hollows and shadows reach. `wrap` is how far light goes round an edge: more of it in
    foam, which shines through.
    """

    def __init__(self, rows: int, columns: int, colour: tuple[float, float, float] | Real, *, grain: float, wrap: float = 0.3) -> None:
        self.grain, self.wrap = max(1.5, grain), wrap
        self.height = np.zeros((rows, columns), np.float32)
        self.colour = np.empty((rows, columns, 3), np.float32)
        self.colour[:] = colour
        self.gloss = np.zeros((rows, columns), np.float32)

    def drop(self, piece: Piece, x: float, y: float, *, sink: float = 0.5) -> None:
        """Drop a piece with its upper left corner there; it sinks by a share of what stands out below it."""
        rows, columns = piece.height.shape
        left, top = round(x), round(y)
        own = slice(max(0, -top), min(rows, self.height.shape[0] - top)), slice(max(0, -left), min(columns, self.height.shape[1] - left))
        if own[0].stop <= own[0].start or own[1].stop <= own[1].start:
            return
        there = slice(top + own[0].start, top + own[0].stop), slice(left + own[1].start, left + own[1].stop)
        shape, below = piece.height[own], self.height[there]
        inside = shape > 0
        if not inside.any():
            return
        low, high = np.quantile(below[inside], (0.3, 0.95))
        raised = high + (low - high) * sink + shape
        seen = inside & (raised > below)
        below[seen] = raised[seen]
        self.colour[there][seen] = piece.colour[own][seen] if piece.colour.ndim > 1 else piece.colour
        self.gloss[there][seen] = piece.gloss

    def lit(self, dice: Generator) -> Real:
        """Light it: a lamp from one side, the light of the room, hollows darker, shadows of what stands out."""
        azimuth, rise = dice.uniform(0, 2 * np.pi), dice.uniform(0.5, 1.35)
        lamp = np.float32((np.cos(azimuth) * np.cos(rise), np.sin(azimuth) * np.cos(rise), np.sin(rise)))
        self.height = self.height.astype(np.float32)
        across, down = slopes(self.height)
        length = np.sqrt(across**2 + down**2 + 1)
        facing = (-across * lamp[0] - down * lamp[1] + lamp[2]) / length
        direct = np.clip((facing + self.wrap) / (1 + self.wrap), 0, None) * (1 - dice.uniform(0.3, 0.8) * self._shadow(lamp))
        open_sky = np.exp(-dice.uniform(0.9, 2.2) * self._hollow())
        share = dice.uniform(0.25, 0.75)
        light = (share * direct + (1 - share) * (0.6 + 0.4 / length)) * (0.2 + 0.8 * open_sky)
        light **= 1 - 0.5 * self.colour.mean(2)  # pale things light each other
        shine = np.clip((-across * lamp[0] - down * lamp[1] + lamp[2] + 1) / length / np.sqrt(2 + 2 * lamp[2]), 0, 1) ** dice.uniform(25, 120)
        return self.colour * light[..., None] + (self.gloss * shine * dice.uniform(0.5, 1.1))[..., None]

    def _hollow(self) -> Real:
        """How deep each point lies below what is around it."""
        deep = np.zeros_like(self.height)
        for reach in (0.2 * self.grain, 0.6 * self.grain, 1.6 * self.grain):
            spread = max(0.7, reach)
            deep += np.clip((cv2.GaussianBlur(self.height, (0, 0), spread) - self.height) / spread, 0, 1.2)
        return deep / 3

    def _shadow(self, lamp: Real) -> Real:
        """How far each point lies in the shadow of another, 0 to 1."""
        rows, columns = self.height.shape
        tangent = lamp[2] / max(0.05, float(np.hypot(lamp[0], lamp[1])))
        way = lamp[:2] / max(0.05, float(np.hypot(lamp[0], lamp[1])))
        dark = np.zeros_like(self.height)
        for step in range(1, _REACH + 1):
            far = step * max(1.0, 1.6 * self.grain / _REACH)
            move = np.float32([[1, 0, far * way[0]], [0, 1, far * way[1]]])
            other = cv2.warpAffine(self.height, move, (columns, rows), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE)
            np.maximum(dark, np.clip((other - self.height - far * tangent) / (0.15 * self.grain + 0.5), 0, 1), out=dark)
        return cv2.GaussianBlur(dark, (0, 0), max(0.6, 0.05 * self.grain))


def slopes(height: Real) -> tuple[Real, Real]:
    """How much a surface rises to the right and downwards, in pixels to the pixel."""
    flat = height.astype(np.float32)
    return cv2.Sobel(flat, cv2.CV_32F, 1, 0, ksize=3, scale=1 / 8), cv2.Sobel(flat, cv2.CV_32F, 0, 1, ksize=3, scale=1 / 8)


def facets(dice: Generator, rows: int, columns: int, size: float) -> Real:
    """Planes that meet in straight creases, about so many pixels wide, with a spread of about 1: how paper and film crumple."""
    total = np.zeros((rows, columns), np.float32)
    side = int(np.hypot(rows, columns)) + 4
    for _ in range(3):
        count = max(3, round(side / size / dice.uniform(0.8, 1.6)) + 2)
        rough = dice.standard_normal((count, max(3, round(count * dice.uniform(0.5, 1))))).astype(np.float32)
        flat = cv2.resize(rough, (side, side), interpolation=cv2.INTER_LINEAR)
        turn = cv2.getRotationMatrix2D((side / 2, side / 2), dice.uniform(0, 360), 1.0)
        turned = cv2.warpAffine(flat, turn, (side, side), borderMode=cv2.BORDER_REFLECT)
        top, left = (side - rows) // 2, (side - columns) // 2
        total += turned[top : top + rows, left : left + columns]
    return bent(dice, total / 1.4, 0.06 * size, 0.9 * size)


def bent(dice: Generator, picture: Real, by: float, over: float) -> Real:
    """Shift the points of a picture by about so many pixels, alike over so many."""
    rows, columns = picture.shape[:2]
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    right, below = (by * clouds(dice, rows, columns, over, over) for _ in range(2))
    return cv2.remap(picture.astype(np.float32), x + right, y + below, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)


def mixed(dice: Generator, *colours: tuple[float, float, float], spread: float = 0.05) -> Real:
    """Draw one of these colours, a little off."""
    drawn = np.float32(colours[int(dice.integers(len(colours)))])
    return np.clip(drawn * np.float32(1 + dice.normal(0, spread)) + dice.normal(0, spread / 3, 3).astype(np.float32), 0.02, 1)


def any_colour(dice: Generator) -> Real:
    """Draw a colour as goods have: many are pale, dark or dull, few are bright."""
    grey = dice.uniform(0.04, 0.96)
    return np.clip(np.float32(grey + (dice.random(3) - grey) * dice.beta(1, 1.4)), 0.02, 0.98)
