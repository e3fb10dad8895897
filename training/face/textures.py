"""Draws faces of boxes, flat and from the front, with the truth of what is on them: `face(seed)`.

A face that closes is drawn with its seam from top to bottom; a shot turns it by quarters. Nothing here comes from a photo.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.random import Generator

from training.face.boards import FULL, MARGIN, SIDE, Real, blend, board, clouds, ground, print_on, shade
from training.face.stickers import anywhere, stick
from training.face.tapes import lay, tape_kind

KINDS = ("closing", "end", "side")
_TOP, _BOTTOM, _MIDDLE = MARGIN, MARGIN + SIDE, FULL / 2
_SOME = (0.5, 0.28, 0.22)
"""How many of the faces are of each kind."""


@dataclass(slots=True)
class Face:
    """One face; places are in pixels of the whole picture of 320, whose inner 256 are the face."""

    sheet: Real
    kind: str
    seam: Real | None = None
    """Its two ends; None where the face has none."""
    tapes: list[Real] = field(default_factory=list)
    """The corners of every strip that lies on it; the first side runs along it."""


def face(seed: int | tuple[int, ...]) -> Face:
    """Draw the face of a seed."""
    dice = np.random.default_rng(seed)
    kind = str(dice.choice(KINDS, p=_SOME))
    colour = shade(dice)
    drawn = Face(board(dice, colour), kind)
    if kind == "closing":
        _flaps(dice, drawn, colour)
    elif dice.random() < 0.5:
        _joint(dice, drawn)
    if dice.random() < (0.45 if kind == "closing" else 0.75):
        print_on(dice, drawn.sheet)
    early = dice.random() < 0.25
    if early:
        _stickers(dice, drawn)
    _tape(dice, drawn)
    if dice.random() < 0.3:
        _creases(dice, drawn)
    if kind != "closing" and dice.random() < 0.15:
        _hole(dice, drawn)
    if dice.random() < 0.08:
        _strap(dice, drawn)
    if not early:
        _stickers(dice, drawn)
    _edges(dice, drawn, ground(dice))
    return drawn


def _stickers(dice: Generator, drawn: Face) -> None:
    """Stick on labels that are not told of: old ones, and those that nobody marked."""
    for _ in range(dice.choice(4, p=(0.5, 0.3, 0.15, 0.05))):
        stick(dice, drawn.sheet, anywhere(dice))


def _line(at: float, turn: float) -> Real:
    """Return the ends of a line from above the face to below it, through a place on its middle row, so many degrees askew."""
    lean = np.tan(np.radians(turn)) * FULL / 2
    return np.array([(at - lean, 0), (at + lean, FULL)], np.float32)


def _flaps(dice: Generator, drawn: Face, colour: Real) -> None:
    """Let two flaps meet: a gap, a step, an overlap or next to nothing to be seen."""
    sheet = drawn.sheet
    at = _MIDDLE + (dice.normal(0, 3.5) if dice.random() < 0.85 else dice.uniform(-36, 36))
    turn = dice.normal(0, 0.8)
    drawn.seam = _line(at, turn)
    rows = np.arange(FULL, dtype=np.float32)
    wobble = clouds(dice, 4)[0] * dice.choice((0.0, 0.6, 3.0), p=(0.5, 0.4, 0.1))
    middle = at + np.tan(np.radians(turn)) * (rows - FULL / 2) + wobble
    away = rows[None, :] - middle[:, None]
    right = np.clip(away + 0.5, 0, 1)
    step = dice.choice((0.0, 1.0), p=(0.4, 0.6)) * dice.normal(0, 0.06)
    tilt = dice.normal(0, 0.05) * np.clip(away / SIDE, -0.5, 0.5)
    light = 1 + step * right + tilt
    gap = dice.choice((0.6, 1.2, 2.5, 5.0, 9.0), p=(0.25, 0.3, 0.25, 0.15, 0.05)) * dice.uniform(0.6, 1.4)
    half = np.maximum(gap / 2 * (1 + dice.normal(0, 0.5) * (rows - FULL / 2) / SIDE), 0.2)[:, None]
    dark = dice.uniform(0.05, 0.8) * np.clip(half + 0.5 - np.abs(away), 0, 1)
    soft = dice.uniform(0, 0.25) * np.exp(-np.abs(away - dice.normal(0, 2)) / dice.uniform(2, 12))
    lit = dice.choice((0, 1)) * dice.uniform(0, 0.2) * np.exp(-(((away - (half + 1.2) * dice.choice((-1, 1))) / 1.2) ** 2))
    sheet *= (light * (1 - dark) * (1 - soft) * (1 + lit))[..., None].astype(np.float32)
    if gap > 4:
        inside = np.clip(half - 1 - np.abs(away), 0, 1)[..., None].astype(np.float32) * np.float32(dice.uniform(0, 0.9))
        sheet += (colour * np.float32(dice.uniform(0.15, 0.7)) - sheet) * inside


def _tape(dice: Generator, drawn: Face) -> None:
    """Close a face that closes; let tape from a neighbour hang over an end."""
    if drawn.kind == "closing":
        _closed(dice, drawn)
    if drawn.kind == "end":
        _tails(dice, drawn)


def _closed(dice: Generator, drawn: Face) -> None:
    """Tape the flaps: not at all, once, twice beside each other, crosswise, or along the edges too."""
    if drawn.seam is None or dice.random() < 0.12:
        return
    kind, wide = tape_kind(dice), float(np.exp(dice.uniform(np.log(18), np.log(92))))
    at, turn = float(drawn.seam.mean(0)[0]), float(np.degrees(np.arctan2(*(drawn.seam[1] - drawn.seam[0]))))
    shift = dice.normal(0, 0.12 if dice.random() < 0.8 else 0.3) * wide
    ends = _line(at + shift, turn + dice.normal(0, 0.7 if dice.random() < 0.8 else 2.5))
    short = dice.random() < 0.07
    if short:
        ends[:, 1] = (dice.uniform(0, 70), FULL) if dice.random() < 0.5 else (0, FULL - dice.uniform(0, 70))
    drawn.tapes.append(lay(dice, drawn.sheet, ends, wide, kind, torn=short))
    if dice.random() < 0.12:
        beside = _line(at + shift + dice.choice((-1, 1)) * wide * dice.uniform(0.3, 1.1), turn + dice.normal(0, 1))
        drawn.tapes.append(lay(dice, drawn.sheet, beside, wide, kind))
    if dice.random() < 0.08:
        across = _line(_MIDDLE + dice.normal(0, 25), dice.normal(0, 2))[:, ::-1].copy()
        drawn.tapes.append(lay(dice, drawn.sheet, across, wide, kind))
    if dice.random() < 0.15:
        for edge in (_TOP, _BOTTOM)[: dice.integers(1, 3)]:
            along = _line(edge + dice.normal(0, 4), dice.normal(0, 1))[:, ::-1].copy()
            drawn.tapes.append(lay(dice, drawn.sheet, along, wide, kind))
    if dice.random() < 0.5:
        _dent(dice, drawn, drawn.seam)


def _dent(dice: Generator, drawn: Face, seam: Real) -> None:
    """Let the gap show through the tape as a dent in the light."""
    away = np.arange(FULL, dtype=np.float32)[None, :] - np.linspace(*seam[:, 0], FULL, dtype=np.float32)[:, None]
    drawn.sheet *= (1 - dice.uniform(0, 0.3) * np.exp(-((away / dice.uniform(0.7, 4)) ** 2)))[..., None].astype(np.float32)


def _tails(dice: Generator, drawn: Face) -> None:
    """Let tape from the faces above and below reach over the edge; where a label hides the space between, it looks like a seam."""
    kind, wide = tape_kind(dice), float(np.exp(dice.uniform(np.log(20), np.log(100))))
    at = _MIDDLE + dice.normal(0, 6)
    for upper in (((True,), (False,), (True, False))[dice.integers(3)],):
        for top in upper:
            length = SIDE * dice.uniform(0.06, 0.48)
            line = _line(at + dice.normal(0, 3), dice.normal(0, 1.2))
            if top:
                line[1] = line[0] + (line[1] - line[0]) * np.float32((MARGIN + length) / FULL)
            else:
                line[0] = line[1] + (line[0] - line[1]) * np.float32((MARGIN + length) / FULL)
            drawn.tapes.append(lay(dice, drawn.sheet, line, wide, kind, torn=dice.random() < 0.7))


def _joint(dice: Generator, drawn: Face) -> None:
    """Glue the manufacturer's joint along an edge: a step at a fold, far from the middle."""
    at = MARGIN + SIDE * dice.uniform(0.02, 0.16)
    at = FULL - at if dice.random() < 0.5 else at
    away = np.arange(FULL, dtype=np.float32) - at
    drawn.sheet *= (1 + dice.normal(0, 0.04) * np.clip(away + 0.5, 0, 1) - dice.uniform(0, 0.35) * np.exp(-((away / dice.uniform(0.7, 2)) ** 2)))[
        None, :, None
    ].astype(np.float32)


def _creases(dice: Generator, drawn: Face) -> None:
    """Crease the board in soft lines any way, some of them straight."""
    for _ in range(dice.integers(1, 4)):
        turn = dice.uniform(-90, 90) if dice.random() < 0.7 else dice.choice((0, 90))
        centre = dice.uniform(MARGIN, FULL - MARGIN, 2)
        normal = np.array((np.cos(np.radians(turn)), np.sin(np.radians(turn))), np.float32)
        y, x = np.ogrid[0:FULL, 0:FULL]
        away = (x - centre[0]) * normal[0] + (y - centre[1]) * normal[1] + 2 * clouds(dice, 4)
        along = (y - centre[1]) * normal[0] - (x - centre[0]) * normal[1]
        depth = dice.uniform(-0.2, 0.25) * (np.abs(along) < dice.uniform(20, 170))
        drawn.sheet *= (1 - depth * np.exp(-((away / dice.uniform(0.8, 4)) ** 2)))[..., None].astype(np.float32)


def _hole(dice: Generator, drawn: Face) -> None:
    """Punch a hole to hold the box by."""
    mask = np.zeros((FULL, FULL), np.uint8)
    x, y = round(_MIDDLE + dice.normal(0, 5)), round(MARGIN + SIDE * dice.uniform(0.15, 0.4))
    axes = (int(dice.integers(16, 45)), int(dice.integers(6, 16)))
    cv2.ellipse(mask, (x, y), axes, 0, 0, 360, 255, -1, cv2.LINE_AA)
    blend(drawn.sheet, mask, np.float32((0.08, 0.06, 0.05)), float(dice.uniform(0.5, 1)))


def _strap(dice: Generator, drawn: Face) -> None:
    """Lay a strap over the face, which is neither tape nor seam."""
    line = _line(_MIDDLE + dice.uniform(-110, 110), dice.normal(0, 2))
    line = line[:, ::-1].copy() if dice.random() < 0.5 else line
    lay(dice, drawn.sheet, line, float(dice.uniform(4, 14)), str(dice.choice(("coloured", "white", "reinforced"))))


def _edges(dice: Generator, drawn: Face, around: Real) -> None:
    """Wear the edges of the face, and put it before what is around it."""
    inner = np.minimum(np.arange(FULL) - MARGIN, FULL - MARGIN - np.arange(FULL)).astype(np.float32)
    nearest = np.minimum(inner[:, None], inner[None, :]) + dice.choice((0.0, 1.0, 3.0)) * clouds(dice, 4)
    drawn.sheet *= (1 + dice.normal(0, 0.15) * np.exp(-np.clip(nearest, 0, None) / dice.uniform(1.5, 14)))[..., None].astype(np.float32)
    cover = np.clip(nearest + 0.5, 0, 1)[..., None].astype(np.float32)
    drawn.sheet = around + (drawn.sheet - around) * cover
