"""Tells where boxes, their corners and faces, labels, open insides and hands are in a photo, as far as a small net sees it at 384 pixels.

All of it is a proposal: a score says how much the net is taken by it, and nothing here is measured well enough to be trusted alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.papers import clockwise
from inboundcheck.photos.nets.network import network, scale_to
from training.where.maps import (
    BOX,
    CORNER,
    FACE_NAMES,
    FACES,
    HAND,
    INTERIOR,
    LABEL,
    PAPER,
    STRIDE,
    four_sided,
    outlines,
    peaks,
    quad_at,
)

if TYPE_CHECKING:
    from inboundcheck.photos.nets.network import Colour
    from training.where.maps import Map, Points

NAME: Final = "where"
_SNAPPED: Final = 2.5
"""How far the corner of a face may lie from a corner of the box to be moved onto it, in cells."""
_SHARED: Final = 0.3
"""Two labels that share more of the smaller one are one."""
_MIDDLE: Final = 0.8
"""How much of a label is asked whether it is paper: its borders lie within cells."""
_STRAIGHT: Final = 0.5
"""How far an outline that is told may leave the one that was found, in cells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Something that the net points at."""

    points: tuple[Point, ...]
    """A point; four corners, clockwise as seen; or an outline. In pixels of the upright photo."""
    score: float
    """From 0 to 1; not a probability."""
    name: str = ""
    """Which face, of `maps.FACE_NAMES`; empty for all else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """All that the net points at in a photo."""

    boxes: tuple[Proposed, ...] = ()
    """Outlines; boxes that touch share one."""
    corners: tuple[Proposed, ...] = ()
    """Of boxes, one point each."""
    faces: tuple[Proposed, ...] = ()
    """Four corners each, of faces that look whole."""
    labels: tuple[Proposed, ...] = ()
    """Four corners each, the first of which is the nearest to the upper left of the photo."""
    interiors: tuple[Proposed, ...] = ()
    """Outlines of what is seen of the inside of open boxes."""
    hands: tuple[Proposed, ...] = ()
    """Outlines."""


def where(rgb: Colour, *, scale: float = 1.0) -> Where | str:
    """Look for boxes and what is on them.

    Args:
        rgb: the upright photo, or a copy of it of at least 384 pixels.
        scale: how long a side of the photo is for one of the copy.

    Returns:
        What is seen, in pixels of the photo; or why nothing was looked for: this installation comes without the net.

    Raises:
        UsageError: the net is not the one that was published, or OpenCV cannot run it.
    """
    net = network(NAME)
    if isinstance(net, str):
        return net
    cell = STRIDE / scale_to(rgb, net.card.size) * scale
    return read(net.run(rgb)["maps"], net.card.thresholds, cell=cell)


def read(maps: Map, thresholds: Mapping[str, float], *, cell: float) -> Where:
    """Take from the maps what is at least as sure as the thresholds for `box`, `corner`, `face` and `label`; a cell is so many pixels wide."""
    tops = [(x, y, score) for x, y, score in peaks(maps[CORNER], thresholds["corner"])]
    corners = [_proposed([(x, y)], score, cell) for x, y, score in tops]
    return Where(
        boxes=_areas(maps[BOX], thresholds["box"], cell),
        corners=tuple(corners),
        faces=tuple(_faces(maps[FACES], [(x, y) for x, y, _ in tops], thresholds["face"], cell)),
        labels=tuple(_proposed(quad, score, cell) for quad, score in _labels(maps, thresholds["label"])),
        interiors=_areas(maps[INTERIOR], thresholds["box"], cell),
        hands=_areas(maps[HAND], thresholds["box"], cell),
    )


def _proposed(points: Sequence[Sequence[float]] | Points, score: float, cell: float, name: str = "") -> Proposed:
    """Bring points from cells to pixels, of which the middle of the first is (0, 0)."""
    return Proposed(points=tuple((float(x) * cell - 0.5, float(y) * cell - 0.5) for x, y in points), score=score, name=name)


def _areas(sure: Map, least: float, cell: float) -> tuple[Proposed, ...]:
    import cv2
    import numpy as np

    found = []
    for outline in outlines(sure, least):
        simple = cv2.approxPolyDP(outline.astype(np.float32), _STRAIGHT, closed=True)[:, 0].astype(np.float64)
        found.append(_proposed(simple, _within(sure, outline), cell))
    return tuple(found)


def _within(sure: Map, outline: Points) -> float:
    """Return how sure a map is on average within an outline."""
    import cv2
    import numpy as np

    mask = np.zeros(sure.shape, np.uint8)
    cv2.fillPoly(mask, [np.floor(outline).astype(np.int32)], 1)
    return float(sure[mask > 0].mean()) if mask.any() else 0.0


def _faces(sure: Map, tops: list[tuple[float, float]], least: float, cell: float) -> list[Proposed]:
    """Take each face that has four straight sides; its corners are laid onto those of the box where these are near."""
    import numpy as np

    found = []
    known = np.array(tops, dtype=np.float64).reshape(-1, 2)
    for name, one in zip(FACE_NAMES[1:], sure[1:], strict=True):
        for outline in outlines(np.ascontiguousarray(one)):
            corners, score = four_sided(outline), _within(one, outline)
            if corners is None or score < least:
                continue
            found.append(_proposed(_snapped(corners, known), score, cell, name))
    return sorted(found, key=lambda each: -each.score)


def _snapped(corners: Points, known: Points) -> Points:
    import numpy as np

    if not len(known):
        return corners
    away = np.linalg.norm(corners[:, None] - known[None], axis=2)
    near = known[away.argmin(axis=1)]
    return np.where((away.min(axis=1) <= _SNAPPED)[:, None], near, corners)


def _labels(maps: Map, least: float) -> list[tuple[Points, float]]:
    """Take each label; where two overlap the surer one. It is as sure as its middle, and as the paper within its corners."""
    import cv2
    import numpy as np

    found: list[tuple[Points, float]] = []
    for x, y, score in peaks(maps[LABEL], least):
        quad = clockwise(quad_at(maps, x, y))
        area = cv2.contourArea(quad.astype(np.float32))
        sure = min(score, _within(maps[PAPER], quad.mean(axis=0) + _MIDDLE * (quad - quad.mean(axis=0))))
        if sure >= least and area >= 1 and cv2.isContourConvex(quad.astype(np.float32)):
            found.append((quad, sure))
    kept: list[tuple[Points, float]] = []
    for quad, sure in sorted(found, key=lambda each: -each[1]):
        if not any(_touch(quad, other) for other, _ in kept):
            kept.append((quad, sure))
    return kept


def _touch(one: Points, other: Points) -> bool:
    import cv2
    import numpy as np

    a, b = one.astype(np.float32), other.astype(np.float32)
    return bool(cv2.intersectConvexConvex(a, b)[0] > _SHARED * min(cv2.contourArea(a), cv2.contourArea(b)))
