"""Draws the truth of a render as the maps that the net is to give, and says which cells count.

A map of flat things is drawn `FINE` times larger and shrunk by area, so that a border within a cell is a share. Hills are exp(-d2 / 2 s2).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
from examples.render.cartons.truth import BoxTruth, FaceTruth, LabelTruth, Shot
from numpy.typing import NDArray

from inboundcheck.photos.faces.papers import clockwise
from training.where.maps import BOX, CORNER, DEPTH, FACE_NAMES, FACES, HAND, INTERIOR, LABEL, PAPER, QUAD, REACH, STRIDE

Map: TypeAlias = NDArray[np.float32]
Points: TypeAlias = NDArray[np.float64]
FINE = 4
VISIBLE = 0.5
"""Labels and faces of which less is seen count neither way."""
SMALLEST = 3.0
"""Nor do labels whose long side is shorter, in cells: 12 pixels of the net's 384."""
_TOLD = 0.6
"""From this height of a hill on its cells tell the corners."""


@dataclass(frozen=True)
class Target:
    """What the net is to give for one picture."""

    maps: Map
    """`DEPTH` by cells by cells."""
    counts: Map
    """Of the same shape: 0 where nobody says what is right."""


def target(shot: Shot, turn: Points, size: int, *, hill: float = 1.5) -> Target:
    """Draw the truth of a picture.

    Args:
        shot: the truth.
        turn: 2 by 3, what brings a point of the picture to the square that the net sees.
        size: pixels of that square.
        hill: how wide the hill at a corner is (s), in cells.
    """
    cells = size // STRIDE
    to_cells = np.asarray(turn, np.float64) / STRIDE
    maps, counts = np.zeros((DEPTH, cells, cells), np.float32), np.ones((DEPTH, cells, cells), np.float32)
    _areas(maps, shot, to_cells)
    corners = [moved(box.corners, to_cells)[np.array(box.seen, bool)] for box in shot.boxes]
    for x, y in np.concatenate([*corners, np.zeros((0, 2))]):
        _raise(maps[CORNER], x, y, hill)
    counts[QUAD] = 0
    for box in shot.boxes:
        for face in box.faces:
            for label in face.labels:
                _label(maps, counts, label, moved(label.corners, to_cells))
    return Target(maps, counts)


def moved(points: Points, turn: Points) -> Points:
    """Bring points where a 2 by 3 matrix says."""
    return points @ turn[:, :2].T + turn[:, 2]


def _areas(maps: Map, shot: Shot, to_cells: Points) -> None:
    cells = maps.shape[1]
    hands = _drawn([moved(each, to_cells) for each in shot.hands], cells)
    maps[HAND] = _shrunk(hands)
    whole, inside, paper = (np.zeros_like(hands) for _ in range(3))
    faces = np.zeros((len(FACE_NAMES), *hands.shape), np.uint8)
    for box in shot.boxes:
        seen = _drawn([moved(box.outline, to_cells)], cells) & ~hands
        whole |= seen
        if box.interior is not None:
            inner = _drawn([moved(box.interior, to_cells)], cells) & ~hands
            inside |= inner
            seen &= ~inner
        for face, name in named(box, to_cells):
            drawn = _drawn([moved(face.corners, to_cells)], cells) & seen
            faces[FACE_NAMES.index(name)] |= drawn
            paper |= _drawn([moved(each.corners, to_cells) for each in face.labels], cells) & seen
    maps[BOX], maps[INTERIOR], maps[PAPER] = _shrunk(whole), _shrunk(inside), _shrunk(paper)
    for at in range(1, len(FACE_NAMES)):
        maps[FACES.start + at] = _shrunk(faces[at])
    together = maps[FACES].sum(axis=0)
    maps[FACES] /= np.maximum(together, 1.0)
    maps[FACES.start] = np.maximum(0.0, 1.0 - together)


def named(box: BoxTruth, turn: Points) -> Iterable[tuple[FaceTruth, str]]:
    """Give each face with the name that it has in a picture that may be mirrored: one alone is the front, of two upright ones one is left."""
    seen = [each for each in box.faces if each.visible > 0]
    upright = sorted((each for each in seen if each.name != "top"), key=lambda each: float(moved(each.corners, turn)[:, 0].mean()))
    for each in seen:
        if len(seen) == 1 or (len(upright) == 1 and each is upright[0]):
            yield each, "front"
        elif each.name == "top":
            yield each, "top"
        else:
            yield each, "left" if each is upright[0] else "right"


def _label(maps: Map, counts: Map, label: LabelTruth, corners: Points) -> None:
    """Draw the hill at the middle of a label, and its corners beside it."""
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)
    x, y = corners.mean(axis=0)
    cells = maps.shape[1]
    if not (0 <= x < cells and 0 <= y < cells):
        return
    if label.visible < VISIBLE or sides.max() < SMALLEST:
        around = _drawn([corners], cells)
        counts[LABEL][_shrunk(around) > 0] = 0
        return
    hill = float(np.clip(sides.min() / 5, 0.8, 2.5))
    _raise(maps[LABEL], x, y, hill)
    rows, columns = np.mgrid[0:cells, 0:cells] + 0.5
    near = np.exp(-((columns - x) ** 2 + (rows - y) ** 2) / (2 * hill**2)) >= _TOLD
    near[int(y), int(x)] = True
    ordered = clockwise(corners)
    for at, value in enumerate(ordered.ravel()):
        here = columns if at % 2 == 0 else rows
        maps[QUAD.start + at][near] = (value - here[near]) / REACH
        counts[QUAD.start + at][near] = 1


def _raise(heat: Map, x: float, y: float, hill: float) -> None:
    cells = heat.shape[0]
    across, down = (np.exp(-((np.arange(cells) + 0.5 - at) ** 2) / (2 * hill**2)) for at in (x, y))
    np.maximum(heat, np.outer(down, across), out=heat, casting="same_kind")


def _drawn(outlines: Sequence[Points], cells: int) -> NDArray[np.bool_]:
    mask = np.zeros((cells * FINE, cells * FINE), np.uint8)
    for each in outlines:
        if len(each) >= 3:
            cv2.fillPoly(mask, [np.round((each * FINE - 0.5) * 16).astype(np.int32)], 1, cv2.LINE_8, 4)
    return mask > 0


def _shrunk(mask: NDArray[np.bool_]) -> Map:
    share = cv2.resize(mask.astype(np.uint8) * np.uint8(255), None, fx=1 / FINE, fy=1 / FINE, interpolation=cv2.INTER_AREA)
    return share.astype(np.float32) / 255
