"""The strongest line near the midline of a face that was brought to a square, and where a seam runs by it.

A seam, or the tape over it, is a step of colour and a step back, in the same column of most blocks of rows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from inboundcheck.model.sightings import Point

SIDE: Final = 320
"""Pixels of a side of the square that the face is brought to."""
MIDDLE: Final = 0.16
"""How far from the midline a seam may run, in sides of the face."""
ALONG: Final = 0.03
"""The same, from where somebody else sees it."""
ANGLES: Final = tuple(range(-6, 7))
"""How askew it may run, in degrees."""
_BLOCK, _FINE = 24, 12
"""Rows of a block: to find a line, and to tell in which parts it is seen."""
_EDGE = 16
"""Rows and columns at the border of the face that are left out: there it is folded."""
_LEAST_BLOCKS = 4
"""So many blocks of a column must not be hidden."""
_LEAST_FINE = 2
"""A single block in which a line seems to be seen is chance."""
_STEP, _BROAD = 3, 8
"""Half the width of a step, in columns: of a straight border, and of one that is crushed or blurred."""
_PLAIN = 6.0
"""How strong both borders must be that are seen as broad steps only."""
_SEEN = 0.35
"""How strong a step is where it is seen at least, of what it usually is in its column."""
_BACK = 0.25
"""How strong the step back is at least, of the step."""
OFF: Final = 0.02 * SIDE
"""How far a seam may run beside where it is seen."""
_ASKEW = 0.06 * SIDE
"""How far from the middle of the face the flaps may meet, where only a border of their tape is seen."""
_THIN = 0.04 * SIDE
"""What is no wider than this may be the edge of a tape, which shines or casts a shadow."""
_WIDEST = round(0.42 * SIDE)
"""How wide a tape may be: 50 mm on a face of 120 mm."""
_CHROMA = (0.6, 1.0, 1.0)
"""Shadows change the lightness and leave the colour."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The strongest line near one midline."""

    strength: float
    ends: tuple[Point, Point]
    """Where it enters and leaves the square, in its pixels."""
    stretches: tuple[tuple[float, float], ...]
    """The parts in which it is seen, from 0 at the first end to 1 at the other."""
    half: float
    """How far the seam may run beside the line between its ends, in pixels."""
    share: float
    """Of what no label hides of it, the part in which it is seen. Print on the board comes in pieces."""


def strongest(colour: Any, mask: Any) -> Candidate:
    """Find the strongest line that runs from top to bottom near the middle, whichever way it leans.

    Where only one border of it is found, both are looked for once more as broad steps.
    """
    fine = max((_upright(colour, mask, angle) for angle in ANGLES), key=lambda each: each.strength)
    if fine.half <= OFF:
        return fine
    broad = max((_upright(colour, mask, angle, step=_BROAD) for angle in ANGLES), key=lambda each: each.strength)
    return broad if broad.half <= OFF and broad.strength >= _PLAIN else fine


def strongest_along(colour: Any, mask: Any, ends: tuple[float, float]) -> Candidate:
    """Find the strongest line along one that somebody else sees from top to bottom; `ends` are its places at both, in sides of the square."""
    angle = -math.degrees(math.atan(ends[1] - ends[0]))
    middle = SIDE / 2 + math.cos(math.radians(angle)) * (sum(ends) / 2 - 0.5) * SIDE
    return _upright(colour, mask, angle, middle=middle, reach=ALONG * SIDE)


def _upright(colour: Any, mask: Any, angle: float, *, middle: float = SIDE / 2, reach: float = MIDDLE * SIDE, step: int = _STEP) -> Candidate:
    """Turn the square by an angle, and find the column with the strongest step in most of its blocks, no further from a middle than it reaches."""
    import cv2
    import numpy as np

    turn = cv2.getRotationMatrix2D((SIDE / 2, SIDE / 2), angle, 1)
    turned = cv2.GaussianBlur(cv2.warpAffine(colour, turn, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE), (0, 0), 1)
    hidden = cv2.dilate(cv2.warpAffine(mask, turn, (SIDE, SIDE)), np.ones((1, 2 * step + 1), np.uint8)) > 0
    steps = np.zeros_like(turned)
    steps[:, step:-step] = (turned[:, 2 * step :] - turned[:, : -2 * step]) * np.array(_CHROMA, np.float32)
    steps[hidden] = np.nan
    blocks = _means(steps, _BLOCK)
    usual = np.nan_to_num(_median(blocks))
    column = np.abs(usual).max(-1)
    column[(~np.isnan(blocks[..., 0])).sum(0) < _LEAST_BLOCKS] = 0
    strength = column / (np.median(column[30:-30]) + 0.4)
    borders, score = _borders(usual * (strength / np.maximum(column, 1e-6))[:, None], middle, reach)
    centre, half = _place([at for at, _ in borders])
    ends = np.array([(centre, 0), (centre, SIDE)]) @ cv2.invertAffineTransform(turn)[:, :2].T + cv2.invertAffineTransform(turn)[:, 2]
    fine = _means(steps, _FINE)
    stretches, share = _stretches([(fine[:, at - 1 : at + 2, channel], float(usual[at, channel])) for at, channel in borders])
    return Candidate(score, (tuple(map(float, ends[0])), tuple(map(float, ends[1]))), stretches, half, share)  # type: ignore[arg-type]


def _borders(steps: Any, middle: float, reach: float) -> tuple[list[tuple[int, int]], float]:
    """Find the step and the step back between which a seam lies, in one channel: of the tape over it, or of the gap; or the one step there is.

    Returns each as its column and channel, and how strong the weaker of the two is.
    """
    import numpy as np

    best: tuple[list[tuple[int, int]], float] = ([], 0.0)
    columns = np.arange(SIDE)
    inner = (columns >= _EDGE) & (columns < SIDE - _EDGE)
    between = (columns[:, None] + columns[None, :]) / 2
    apart = columns[None, :] - columns[:, None]
    fits = (np.abs(between - middle) <= reach) & (apart > 0) & (apart <= _WIDEST) & inner[:, None] & inner[None, :]
    for channel in range(steps.shape[1]):
        step = steps[:, channel]
        pair = np.where(fits & (step[:, None] * step[None, :] < 0), np.minimum(np.abs(step)[:, None], np.abs(step)[None, :]), 0)
        one, other = np.unravel_index(int(pair.argmax()), pair.shape)
        if pair[one, other] > best[1]:
            best = [(int(one), channel), (int(other), channel)], float(pair[one, other])
    near = np.abs(np.where((np.abs(columns - middle) <= reach)[:, None], steps, 0))
    at, only = (int(each) for each in np.unravel_index(int(near.argmax()), near.shape))
    return best if best[0] and best[1] >= _BACK * near[at, only] else ([(at, only)], float(near[at, only]))


def _place(borders: Sequence[int]) -> tuple[float, float]:
    """Say where the seam runs, and how far it may be beside that.

    It is in the middle of the two borders of a tape. One border alone, or a thin line, may be the seam itself, or a border of a tape whose other one
    is hidden or faint: then the seam is between it and the middle of the face, or a little beyond that.
    """
    if max(borders) - min(borders) > _THIN:
        return sum(borders) / len(borders), OFF
    at, middle = sum(borders) / len(borders), SIDE / 2
    away = at - middle
    beyond = middle - math.copysign(OFF + min(abs(away), _ASKEW), away)
    outside = at + math.copysign(OFF, away)
    return (beyond + outside) / 2, abs(beyond - outside) / 2


def _means(steps: Any, block: int) -> Any:
    """Average the steps of each column over blocks of rows, the border of the face left out: blocks by columns by channels."""
    import numpy as np

    inner = steps[_EDGE : SIDE - _EDGE]
    with np.errstate(all="ignore"):
        known = ~np.isnan(inner[..., 0])
        parts = inner.reshape(-1, block, *inner.shape[1:])
        number = known.reshape(-1, block, inner.shape[1]).sum(1)[..., None]
        return np.where(number > 0, np.nan_to_num(parts).sum(1) / np.maximum(number, 1), np.nan)


def _median(blocks: Any) -> Any:
    import warnings

    import numpy as np

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of columns that a label hides whole
        return np.nanmedian(blocks, 0)


def _stretches(borders: Sequence[tuple[Any, float]]) -> tuple[tuple[tuple[float, float], ...], float]:
    """Return the parts in which a border of the line is seen, and their share of what is not hidden.

    One block in which none is seen may lie between two in which one is.
    """
    import numpy as np

    seen = np.zeros(len(borders[0][0]), bool)
    hidden = np.ones_like(seen)
    for blocks, usual in borders:
        seen |= (np.nan_to_num(blocks * np.sign(usual)) >= max(_SEEN * abs(usual), 1e-3)).any(1)
        hidden &= np.isnan(blocks).all(1)
    between = np.zeros_like(seen)
    between[1:-1] = seen[:-2] & seen[2:] & ~hidden[1:-1]
    ends = np.flatnonzero(np.diff(np.concatenate([[False], seen | between, [False]]).astype(np.int8)))
    pairs = [(start, end) for start, end in ends.reshape(-1, 2).tolist() if end - start >= _LEAST_FINE]
    runs = tuple(((_EDGE + start * _FINE) / SIDE, (_EDGE + end * _FINE) / SIDE) for start, end in pairs)
    return runs, float(((seen | between) & ~hidden).sum() / max((~hidden).sum(), 1))
