"""Puts straight lines together to the four borders of the face that labels lie on.

A label is a rectangle on the face, and nearly square to it. Brought upright, label and face are seen without perspective but for their aspect: so
the borders of the face run with the sides of the label, two and two alike. They meet in four corners, and they end there: what runs on is the
seam or a tape across the face, taken for its border, or the border of something else.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from inboundcheck.photos.faces.borders import met
from inboundcheck.photos.faces.quads import diagonal

if TYPE_CHECKING:
    from inboundcheck.photos.faces.papers import Corners
    from inboundcheck.photos.faces.straights import Straight

SHORTEST: Final = 0.06
"""How much of a line must be seen at least, in longer sides of the photo."""
_TURNED: Final = math.tan(math.radians(20))
"""How far a label may be turned on its face, and the perspective by which it is brought upright be off."""
_ALIKE: Final = math.tan(math.radians(4))
"""How far opposite borders may be from parallel, in the plane of the label."""
_SQUARE: Final = math.tan(math.radians(12))
"""How far the two pairs may be from square to each other there: the aspect of the label is guessed."""
_AT_LABEL: Final = 0.02
"""How far a border may cut into a label, in its shorter sides: so exactly are its corners known."""
_MOST: Final = 10
"""How many lines are tried for each side."""
_HORIZON: Final = 0.15
"""How near to the horizon of the label's plane a line may be, as its depth in those of the label's first corner."""
_SEEN: Final = 0.75
"""How much of each border must be seen."""
_MEETS: Final = 0.03
"""How far from a corner its borders must be seen, in diagonals of the face."""
_RUNS_ON: Final = (0.012, 0.06)
"""Where it is looked whether a border runs on beyond its corner, in diagonals."""
_MOST_BEYOND: Final = 0.5
"""How much of that may be seen. One line in the background may be in line with a border; a tape or a seam shows it at two corners."""
_RIM: Final = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Bordered:
    """Four borders that meet."""

    corners: Corners
    """Clockwise, from the one beside the label's first, in pixels of the copy."""
    seen: float
    """The share of the border that is seen worst."""
    beyond: int
    """At how many corners a border runs on."""


def bordered(lines: Sequence[Straight], labels: Sequence[Corners], size: tuple[int, int]) -> list[Bordered]:
    """Return every four lines that may be the borders of the face, the best seen first.

    Args:
        lines: what runs straight in the copy and is no label.
        labels: the corners of those that are known, clockwise, in pixels of the copy.
        size: its width and height.
    """
    upper, right, lower, left = _sides(lines, labels)
    found = []
    for (one, lean), (other, opposite) in product(upper, lower):
        if abs(lean - opposite) > _ALIKE:
            continue
        for (first, tilt), (last, facing) in product(left, right):
            if abs(tilt - facing) <= _ALIKE and abs(lean + opposite + tilt + facing) / 2 <= _SQUARE:
                face = _face((one, last, other, first), size)
                found += [face] if face is not None else []
    return sorted(found, key=lambda each: (each.beyond, -each.seen))


def _sides(lines: Sequence[Straight], labels: Sequence[Corners]) -> list[list[tuple[Straight, float]]]:
    """Return the lines above, right of, below and left of all labels, each with how it leans against the label's own side."""
    import cv2
    import numpy as np

    largest = max(labels, key=lambda each: float(cv2.contourArea(each.astype(np.float32))))
    wide, high = ((math.dist(largest[a], largest[b]) + math.dist(largest[c], largest[d])) / 2 for a, b, c, d in ((0, 1, 2, 3), (1, 2, 3, 0)))
    turn = cv2.getPerspectiveTransform(largest.astype(np.float32), np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32))
    sheets = _upright(turn, np.concatenate(labels))
    cuts = _AT_LABEL * min(wide, high)
    sides: list[list[tuple[Straight, float]]] = [[], [], [], []]
    for line in lines:
        ends = line.at + np.outer((line.runs[0, 0], line.runs[-1, 1]), line.along)
        if (ends @ turn[2, :2] + turn[2, 2] < _HORIZON).any():
            continue
        one, other = _upright(turn, ends)
        run = np.abs(other - one)
        if run.min() > _TURNED * run.max():
            continue
        along = int(run.argmax())  # 0: it runs with the label's upper and lower side
        lean = (other - one)[1 - along] / (other - one)[along]
        aside = sheets[:, 1 - along] - one[1 - along] - lean * (sheets[:, along] - one[along])
        if (aside >= -cuts).all():
            sides[3 * along].append((line, float(lean)))
        elif (aside <= cuts).all():
            sides[2 - along].append((line, float(lean)))
    return [each[:_MOST] for each in sides]


def _upright(turn: Any, points: Corners) -> Corners:
    import cv2

    brought: Corners = cv2.perspectiveTransform(points.reshape(1, -1, 2), turn)[0]
    return brought


def _face(borders: tuple[Straight, Straight, Straight, Straight], size: tuple[int, int]) -> Bordered | None:
    """Say what four lines, going round from the upper one, enclose; None where that is no face, or not all of it is in the photo."""
    import numpy as np

    corners = met([np.array((each.at, each.at + each.along)) for each in borders])
    if corners is None or (corners < _RIM).any() or (corners > np.array(size) - 1 - _RIM).any():
        return None
    across = diagonal(corners)
    shares, beyond = [], np.zeros(4, int)
    for at, line in enumerate(borders):
        places = [line.place(corners[at]), line.place(corners[(at + 1) % 4])]
        start, end = sorted(places)
        if line.share(start, end) < _SEEN or any(gap > _MEETS * across for gap in _gaps(line, start, end)):
            return None
        shares.append(line.share(start, end))
        near, far = (each * across for each in _RUNS_ON)
        runs_on = [line.share(start - far, start - near) > _MOST_BEYOND, line.share(end + near, end + far) > _MOST_BEYOND]
        if places[0] > places[1]:
            runs_on.reverse()
        beyond[at] |= runs_on[0]
        beyond[(at + 1) % 4] |= runs_on[1]
    return Bordered(corners, min(shares), int(beyond.sum()))


def _gaps(line: Straight, start: float, end: float) -> Iterator[float]:
    """How far from each end of a border it is seen first."""
    inside = line.runs[(line.runs[:, 1] > start) & (line.runs[:, 0] < end)]
    yield inside[0, 0] - start
    yield end - inside[-1, 1]
