"""Photographs drawn faces: quads that are off, light, masked labels, few pixels, noise; and brings the truth to what the net learns."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.face.boards import FULL, MARGIN, SIDE, Real, clouds
from training.face.stickers import stick, turned
from training.face.tapes import outline
from training.face.textures import KINDS, Face, face

STRIPS, PLACES = 8, 64
"""Along a line it is told in so many strips where it is, at one of so many places."""
SHOTS = 4
"""Photos of each drawn face: drawing it costs more."""
_SQUARE = np.array([(0, 0), (SIDE, 0), (SIDE, SIDE), (0, SIDE)], np.float32)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture for the net, and its truth; first of what runs from top to bottom, then from left to right."""

    picture: NDArray[np.uint8]
    """256 by 256 by red, green, blue and what is hidden (255)."""
    seam: Real
    """(2, 8): where the seam is in each strip, in sides of the face; NaN where none runs that way."""
    tape: NDArray[np.uint8]
    """(2, 8, 64): how much of each place tape covers that runs that way; 255 is all."""
    kind: int


def shots(seed: tuple[int, ...], number: int = SHOTS) -> list[Shot]:
    """Draw the face of a seed and take some photos of it."""
    drawn = face(seed)
    return [shot(np.random.default_rng((*seed, 7, each)), drawn) for each in range(number)]


def shot(dice: Generator, drawn: Face) -> Shot:
    """Take one photo of a face."""
    sheet, labels = drawn.sheet, [_place(dice) for _ in range(dice.choice(4, p=(0.15, 0.5, 0.25, 0.1)))]
    if labels and dice.random() < 0.6:
        sheet = sheet.copy()
        for label in labels:
            stick(dice, sheet, label, blank=True)
    corners = np.array([(MARGIN, MARGIN), (FULL - MARGIN, MARGIN), (FULL - MARGIN,) * 2, (MARGIN, FULL - MARGIN)], np.float32)
    off = dice.choice((0.0, 0.01, 0.02, 0.04)) * SIDE
    corners += np.clip(dice.normal(0, 1, (4, 2)) * off, -MARGIN, MARGIN).astype(np.float32)
    corners = np.roll(corners, dice.integers(4), 0)
    corners = corners[::-1].copy() if dice.random() < 0.5 else corners
    matrix = cv2.getPerspectiveTransform(corners, _SQUARE)
    flat = cv2.warpPerspective(sheet, matrix, (SIDE, SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    picture = _taken(dice, flat)
    hidden = np.zeros((SIDE, SIDE), np.uint8)
    for label in labels:
        grown = label + (label - label.mean(0)) * np.float32(dice.uniform(0.01, 0.08))
        cv2.fillConvexPoly(hidden, np.round(_moved(matrix, grown)).astype(np.int32), 255)
    picture[hidden > 0] = 0
    tapes = [_moved(matrix, each) for each in drawn.tapes]
    seam = None if drawn.seam is None else _moved(matrix, drawn.seam)
    return Shot(np.dstack([picture, hidden]), _seam(seam), _covered(tapes), KINDS.index(drawn.kind))


def _place(dice: Generator) -> Real:
    """Choose the corners of a label that is masked: anywhere, or by the seam or the tape; or of what lies outside a photo that cuts the face off."""
    sides = dice.uniform(0.15, 0.6, 2) * SIDE
    middle = MARGIN + dice.uniform(0.1, 0.9, 2) * SIDE
    if dice.random() < 0.06:
        return turned(MARGIN + dice.integers(0, 2, 2) * SIDE, sides, dice.uniform(0, 90))
    if dice.random() < 0.4:
        middle[0] = FULL / 2 + dice.normal(0, 0.3) * sides[0]
    return turned(middle, sides, dice.normal(0, 4))


def _moved(matrix: NDArray[np.float64], points: Real) -> Real:
    return cv2.perspectiveTransform(points[None].astype(np.float64), matrix)[0].astype(np.float32)


def _taken(dice: Generator, flat: Real) -> NDArray[np.uint8]:
    """Light a face, and photograph it with some lens, some sensor and some JPEG."""
    light = (
        1
        + dice.normal(0, 0.12) * np.linspace(-1, 1, SIDE, dtype=np.float32)[None, :]
        + dice.normal(0, 0.12) * np.linspace(-1, 1, SIDE, dtype=np.float32)[:, None]
    )
    light = light * (1 + dice.uniform(0, 0.08) * clouds(dice, 4)[:SIDE, :SIDE])
    if dice.random() < 0.35:
        light = light * _shadow(dice)
    colour = (dice.uniform(0.55, 1.2) * (1 + 0.06 * dice.standard_normal(3))).astype(np.float32)
    lit = flat * (light[..., None] * colour)
    if dice.random() < 0.2:
        spot = np.clip(clouds(dice, 4)[:SIDE, :SIDE] - dice.uniform(0.5, 1.5), 0, 1)
        lit += (dice.uniform(0.2, 1) * spot)[..., None].astype(np.float32)
    lit = np.clip(lit, 0, 1)
    if dice.random() < 0.35:
        lit = lit ** np.float32(dice.uniform(0.7, 1.5))
    # A face that is seen from one side has fewer pixels one way; the longer way is what the photo has of it.
    longer = np.exp(dice.uniform(np.log(110), np.log(400)))
    size = tuple(int(np.clip(longer * each, 60, SIDE)) for each in ((1, dice.uniform(0.4, 1)) if dice.random() < 0.5 else (dice.uniform(0.4, 1), 1)))
    if min(size) < SIDE:
        lit = cv2.resize(lit, size, interpolation=cv2.INTER_AREA)
    if dice.random() < 0.4:
        lit = cv2.GaussianBlur(lit, (0, 0), float(dice.uniform(0.3, 1.6)))
    noise = dice.choice((0.0, 0.008, 0.02, 0.04), p=(0.3, 0.35, 0.25, 0.1))
    grey = (lit + noise * clouds(dice, 160)[: lit.shape[0], : lit.shape[1], None] if noise else lit) * 255
    taken = np.clip(grey, 0, 255).astype(np.uint8)
    if dice.random() < 0.6:
        _, packed = cv2.imencode(".jpg", taken, (cv2.IMWRITE_JPEG_QUALITY, int(dice.integers(30, 95))))
        taken = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return taken if taken.shape[0] == taken.shape[1] == SIDE else cv2.resize(taken, (SIDE, SIDE), interpolation=cv2.INTER_LINEAR)


def _shadow(dice: Generator) -> Real:
    """Shade one side of a line, with a hard border or a soft one; some run as a seam does."""
    turn = np.radians(dice.uniform(0, 360) if dice.random() < 0.6 else dice.choice((0, 90, 180, 270)) + dice.normal(0, 4))
    y, x = np.ogrid[0:SIDE, 0:SIDE]
    away = (x - SIDE / 2) * np.cos(turn) + (y - SIDE / 2) * np.sin(turn) + dice.uniform(-100, 100)
    return 1 - dice.uniform(0.1, 0.6) / (1 + np.exp(-np.clip(away / dice.uniform(0.6, 20), -30, 30))).astype(np.float32)


def _seam(ends: Real | None) -> Real:
    """Say where a seam is in each strip."""
    places = np.full((2, STRIPS), np.nan, np.float32)
    if ends is not None:
        (x1, y1), (x2, y2) = ends / SIDE
        strips = (np.arange(STRIPS, dtype=np.float32) + 0.5) / STRIPS
        if abs(y2 - y1) >= abs(x2 - x1):
            places[0] = x1 + (strips - y1) / (y2 - y1) * (x2 - x1)
        else:
            places[1] = y1 + (strips - x1) / (x2 - x1) * (y2 - y1)
    return places


def _covered(tapes: list[Real]) -> NDArray[np.uint8]:
    """Say which places tape covers, by the way it runs."""
    both = np.zeros((2, SIDE, SIDE), np.uint8)
    for corners in tapes:
        along = np.abs(corners[1] - corners[0])
        way = int(along[0] > along[1])
        both[way] |= outline(corners, SIDE).T if way else outline(corners, SIDE)
    return np.stack([cv2.resize(each, (PLACES, STRIPS), interpolation=cv2.INTER_AREA) for each in both])
