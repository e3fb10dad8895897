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
from typing import TYPE_CHECKING, Final

from inboundcheck.photos.faces.borders import met
from inboundcheck.photos.faces.planes import Plane
from inboundcheck.photos.faces.quads import diagonal
from inboundcheck.photos.faces.steps import colours_of, steps_along

if TYPE_CHECKING:
    from inboundcheck.photos.faces.papers import Corners, Pixels
    from inboundcheck.photos.faces.steps import Colours
    from inboundcheck.photos.faces.straights import Straight

SHORTEST: Final = 0.06
"""How much of a line must be seen at least, in longer sides of the photo."""
_ALIKE: Final = math.tan(math.radians(4))
"""How far opposite borders may be from parallel, in the plane of the label."""
_SQUARE: Final = math.tan(math.radians(12))
"""How far the two pairs may be from square to each other there: the aspect of the label is guessed."""
_AS_LINE, _SEEN = 0.4, 0.75
"""How much of each border must be seen as a line, and how much where its faint parts count too."""
_MEETS: Final = 0.03
"""How far from a corner its borders must be seen, in diagonals of the face."""
_RUNS_ON: Final = (0.012, 0.06)
"""Where it is looked whether a border runs on beyond its corner, in diagonals."""
_MOST_BEYOND: Final = 0.5
"""How much of that may be seen. One line in the background may be in line with a border; a tape or a seam shows it at two corners."""
_LEFT: Final = 0.4
"""How much of a border must not be hidden."""
_FURTHER: Final = 0.12
"""How far beyond its corners a border is followed, as a share of it."""
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


def bordered(rgb: Pixels, lines: Sequence[Straight], label: Corners, others: Sequence[Corners]) -> list[Bordered]:
    """Return every four lines that may be the borders of the face of a label, the best seen first.

    Args:
        rgb: a copy of the photo.
        lines: what runs straight in the copy and is no label.
        label: its corners, clockwise, in pixels of the copy.
        others: further labels. Those that lie in its plane are on the same face; the rest are not looked at.
    """
    upper, right, lower, left = Plane(label, others).sides(lines)
    photo = _Photo(colours_of(rgb), others)
    found = []
    for (one, lean), (other, opposite) in product(upper, lower):
        if abs(lean - opposite) > _ALIKE:
            continue
        for (first, tilt), (last, facing) in product(left, right):
            if abs(tilt - facing) <= _ALIKE and abs(lean + opposite + tilt + facing) / 2 <= _SQUARE:
                face = photo.face((one, last, other, first))
                found += [face] if face is not None else []
    return sorted(found, key=lambda each: (each.beyond, -each.seen))


class _Photo:
    """What lines are put to; how much is seen of a border is remembered, for many faces have one in common."""

    def __init__(self, colours: Colours, labels: Sequence[Corners]) -> None:
        self._colours, self._labels = colours, labels
        self._known: dict[tuple[int, float, float], tuple[Straight, Straight]] = {}

    def face(self, borders: Sequence[Straight]) -> Bordered | None:
        """Say what four lines, going round from the upper one, enclose; None where that is no face, or not all of it is in the photo."""
        import numpy as np

        corners = met([np.array((each.at, each.at + each.along)) for each in borders])
        if corners is None or (corners < _RIM).any() or (corners > np.array(self._colours.shape[1::-1]) - 1 - _RIM).any():
            return None
        spans = [(line.place(corners[at]), line.place(corners[(at + 1) % 4])) for at, line in enumerate(borders)]
        if any(line.share(*sorted(span)) < _AS_LINE for line, span in zip(borders, spans, strict=True)):
            return None
        across = diagonal(corners)
        shares, beyond = [], np.zeros(4, int)
        for at, (line, span) in enumerate(zip(borders, spans, strict=True)):
            seen, share = self._seen(line, min(span), max(span), across)
            if share < _SEEN:
                return None
            shares.append(share)
            beyond[[at, (at + 1) % 4]] |= [_runs_on(seen, span[0], span[1], across), _runs_on(seen, span[1], span[0], across)]
        return Bordered(corners, min(shares), int(beyond.sum()))

    def _seen(self, line: Straight, start: float, end: float, across: float) -> tuple[Straight, float]:
        """Return a border with its faint parts, and how much of it is seen between two corners; 0 where it is not seen near one of them.

        What a label hides of it counts neither as seen nor as not seen.
        """
        key = (id(line), start, end)
        if key not in self._known:
            further = _FURTHER * (end - start)
            seen = line.also(steps_along(self._colours, line.at, line.along, (start - further, end + further)))
            self._known[key] = seen, seen.hidden_by(self._labels)
        seen, known = self._known[key]
        if any(gap > _MEETS * across for gap in _gaps(known, start, end)):
            return seen, 0.0
        return seen, seen.share(start, end) / max(1 - (known.share(start, end) - seen.share(start, end)), _LEFT)


def _runs_on(line: Straight, corner: float, other: float, across: float) -> bool:
    """Whether a line is seen beyond one corner, on the side away from the other."""
    away = math.copysign(across, corner - other)
    start, end = sorted(corner + each * away for each in _RUNS_ON)
    return line.share(start, end) > _MOST_BEYOND


def _gaps(line: Straight, start: float, end: float) -> Iterator[float]:
    """How far from each end of a border it is seen first."""
    inside = line.runs[(line.runs[:, 1] > start) & (line.runs[:, 0] < end)]
    yield inside[0, 0] - start
    yield end - inside[-1, 1]
