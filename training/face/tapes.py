"""Tape: a strip of some kind laid over a face, from one point to another."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from training.face.boards import FULL, MARGIN, PRINTS, SIDE, Real, blend, clouds

_KINDS = ("brown", "clear", "printed", "paper", "white", "coloured", "reinforced")
_SHARES = (0.24, 0.22, 0.35, 0.07, 0.04, 0.04, 0.04)
_WIDE = 64
"""Pixels across the strip as it is drawn, before it is laid."""


def tape_kind(dice: Generator) -> str:
    """Choose a kind of tape."""
    return str(dice.choice(_KINDS, p=_SHARES))


def lay(dice: Generator, sheet: Real, ends: Real, wide: float, kind: str, *, torn: bool = False) -> Real:
    """Lay tape of a kind, so many pixels wide, from one end to the other; `torn` where its ends are seen.

    Returns:
        The four corners of the strip.
    """
    one, other = ends
    along = (other - one) / max(float(np.linalg.norm(other - one)), 1e-6)
    aside = np.array((-along[1], along[0]), np.float32) * np.float32(wide / 2)
    corners = np.stack([one - aside, other - aside, other + aside, one + aside]).astype(np.float32)
    strip, cover = _strip(dice, kind)
    if torn:
        _tear(dice, cover)
    source = np.array([(0, 0), (FULL, 0), (FULL, _WIDE), (0, _WIDE)], np.float32)
    # Nothing lies further out than what is drawn: only the part around the strip is laid.
    x, y = np.floor(np.clip(corners.min(0) - 1, 0, FULL - 2)).astype(int)
    right, below = (int(each) for each in np.ceil(np.clip(corners.max(0) + 1, (x + 1, y + 1), FULL)))
    matrix = cv2.getPerspectiveTransform(source, corners - np.array((x, y), np.float32))
    size = (right - x, below - y)
    colour, alpha = cv2.warpPerspective(strip, matrix, size, borderMode=cv2.BORDER_REPLICATE), cv2.warpPerspective(cover, matrix, size)
    part = sheet[y:below, x:right]
    part += (colour - part) * alpha[..., None]
    return corners


def _strip(dice: Generator, kind: str) -> tuple[Real, Real]:
    """Draw a strip of tape lying across, and how much it covers."""
    base, cover = {
        "brown": ((0.62, 0.45, 0.28), dice.uniform(0.4, 0.95)),
        "clear": ((0.80, 0.76, 0.68), dice.uniform(0.06, 0.4)),
        "paper": ((0.72, 0.56, 0.40), dice.uniform(0.85, 1.0)),
        "white": ((0.90, 0.90, 0.88), dice.uniform(0.8, 1.0)),
        "reinforced": ((0.70, 0.58, 0.44), dice.uniform(0.5, 1.0)),
    }.get(kind, (dice.uniform(0.05, 0.9, 3), dice.uniform(0.8, 1.0)))
    colour = np.clip(np.array(base, np.float32) * dice.uniform(0.7, 1.2) * (1 + 0.05 * dice.standard_normal(3)), 0, 1).astype(np.float32)
    rows = slice(at := int(dice.integers(0, FULL - _WIDE)), at + _WIDE)
    strip = colour * (1 + dice.uniform(0, 0.06) * clouds(dice, 30)[rows] + dice.uniform(0, 0.05) * clouds(dice, 4)[rows])[..., None].astype(
        np.float32
    )
    alpha = np.full((_WIDE, FULL), cover, np.float32)
    if kind == "printed" or (kind in ("brown", "clear", "white", "paper") and dice.random() < 0.15):
        _pattern(dice, strip, alpha)
    if kind == "reinforced":
        strip[:: int(dice.integers(4, 14))] *= np.float32(dice.uniform(0.75, 1.1))
    if kind != "paper":
        shine = np.clip(np.repeat(clouds(dice, 4)[rows][:1], _WIDE, 0) + 0.6 * clouds(dice, 30)[rows] - dice.uniform(0.6, 1.6), 0, 1)
        strip += (dice.uniform(0, 0.6) * shine)[..., None]
        alpha = np.clip(alpha + 0.6 * shine, 0, 1)
        if dice.random() < 0.3:
            wrinkle = np.abs(clouds(dice, 30)[rows]) < dice.uniform(0.01, 0.06)
            strip += (wrinkle * dice.uniform(-0.15, 0.3))[..., None]
            alpha[wrinkle] = np.maximum(alpha[wrinkle], 0.4)
    edge = int(dice.integers(1, 5))
    dark, light = dice.uniform(0.7, 1.0), dice.uniform(0, 0.12)
    for outer in (slice(edge), slice(-edge, None)):
        strip[outer] = strip[outer] * dark + light
        alpha[outer] = np.maximum(alpha[outer], dice.uniform(0.1, 0.7))
    return np.clip(strip, 0, 1.1).astype(np.float32), alpha.astype(np.float32)


def _pattern(dice: Generator, strip: Real, alpha: Real) -> None:
    """Print something on it, again and again, in colours that stand out or in colours that do not."""
    long = int(_WIDE * dice.uniform(0.8, 4))
    for _ in range(dice.integers(1, 6)):
        mask = np.zeros((FULL, FULL), np.uint8)
        PRINTS[dice.choice((0, 1, 2, 3), p=(0.45, 0.05, 0.05, 0.45))](dice, mask)
        tile = cv2.resize(mask[MARGIN : MARGIN + SIDE, MARGIN : MARGIN + SIDE], (long, _WIDE), interpolation=cv2.INTER_AREA)
        mask = np.ascontiguousarray(np.tile(tile if dice.random() < 0.7 else tile[::-1], (1, FULL // long + 1))[:, :FULL])
        colour = dice.uniform(0, 1, 3).astype(np.float32)
        if dice.random() < 0.6 and abs(float(colour.mean()) - float(strip.mean())) < 0.3:
            colour = 1 - colour if abs(float(strip.mean()) - 0.5) < 0.2 else np.full(3, round(1 - float(strip.mean())), np.float32)
        blend(strip, mask, colour, float(dice.uniform(0.5, 1)))
        np.maximum(alpha, mask.astype(np.float32) / 255 * dice.uniform(0.5, 1), out=alpha)


def _tear(dice: Generator, cover: Real) -> None:
    """Cut both ends of a strip, straight or as the teeth of a dispenser or a hand do."""
    jag = dice.uniform(0, 14) * clouds(dice, int(dice.choice((4, 30))))[0, :_WIDE]
    columns = np.arange(FULL, dtype=np.float32)[None, :]
    cover *= (columns > 8 + jag[:, None]) & (columns < FULL - 8 + jag[::-1, None])


def outline(corners: Real, size: int) -> NDArray[np.uint8]:
    """Return a square of so many pixels in which a strip is 255."""
    mask = np.zeros((size, size), np.uint8)
    cv2.fillConvexPoly(mask, np.clip(np.round(corners), -size, 2 * size).astype(np.int32), 255)
    return mask
