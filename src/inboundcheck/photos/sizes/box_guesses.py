"""Boxes that may be there: around the card in the plane of its face, and into the depth from there, as far as edges are seen where they should be.

Of the three edges at the near corner, one may be unseen: two faces are often lit alike. So may one of the two that are farthest from the card, which
often lie in shadow. Where one side of the card's own face is unseen, the lines
into the depth, which begin at its ends, say where it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from inboundcheck.photos.sizes.box_edges import Edges
from inboundcheck.photos.sizes.box_lines import Stand, past

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

REACH = 4.0
"""How far from where it is expected an edge is looked for, in pixels of the copy."""
ROUGHLY = 0.5
"""The share of an edge along which it must be seen."""
_FOLLOWS = math.radians(1.5)
"""By how much a line of the box may lead past its vanishing point."""
_BEYOND = 3.0
"""How far beyond the card a side of the face must lie, in millimetres: nearer, and it is the card's own."""
_MOST, _MORE = 5, 2
"""How many lines are tried for each side of the face, and how many places besides at which lines into the depth begin."""
_FACES = 30
"""How many faces are tried for their depth."""
_THINNEST, _DEEPEST = 0.04, 3.0
"""The least and the greatest depth, in longer sides of the face."""
_SAME = 0.005
"""Depths that differ by less are tried once, in the same; lines that are nearer to each other, in twice the card's sides, are one."""


@dataclass(frozen=True, eq=False)
class Guess:
    """A box that may be there."""

    points: Floats
    """(8, 2): its corners in the photo, by number; corner 0 is the near one of the face with the card."""
    score: float
    """How well the worst of the edges is seen that must be."""


class _Lines:
    """The lines of the photo that follow each of the three directions of the box."""

    def __init__(self, stand: Stand, seen: Floats) -> None:
        import numpy as np

        self.stand = stand
        self.ends = seen.reshape(-1, 2, 2)
        self.lengths = np.hypot(seen[:, 2] - seen[:, 0], seen[:, 3] - seen[:, 1])
        self.flat = stand.on_face(self.ends)
        self.follows = (np.abs(past(stand, seen)) <= _FOLLOWS) & np.isfinite(self.flat.reshape(-1, 4)).all(axis=1, keepdims=True)

    def across(self, axis: int) -> tuple[Floats, Floats]:
        """Return where the lines lie on the face that run across this direction of it, and how long they are."""
        kept = self.follows[:, 1 - axis]
        return self.flat[kept][:, :, axis].mean(axis=1), self.lengths[kept]

    def crossing(self, axis: int, place: float) -> tuple[Floats, Floats]:
        """Return where lines into the depth begin along this direction of the face, at a side of it across the other; and how long they are."""
        import numpy as np

        kept = self.follows[:, 2]
        one, other = self.flat[kept][:, 0], self.flat[kept][:, 1]
        share = (place - one[:, 1 - axis]) / (other[:, 1 - axis] - one[:, 1 - axis])
        at = one[:, axis] + share * (other[:, axis] - one[:, axis])
        return at[np.isfinite(at)], self.lengths[kept][np.isfinite(at)]

    def deep(self, near: Floats, longest: float) -> Floats:
        """Return how deep below the face lines lie that follow it, were they on the two faces at its near corner."""
        import numpy as np

        found = [self.stand.on_plane(self.ends[self.follows[:, 1 - axis]], axis, float(near[axis]))[:, :, 2].mean(axis=1) for axis in (0, 1)]
        every = np.sort(np.concatenate(found))
        every = every[(every >= _THINNEST * longest) & (every <= _DEEPEST * longest)]
        return every[np.diff(every, prepend=-math.inf) > _SAME * longest]


def guesses(stand: Stand, edges: Edges, seen: Floats, card: Floats) -> Iterator[Guess]:
    """Yield boxes that stand like this: for each face around the card that is seen, each depth at which the rest of the outline is.

    Args:
        stand: how the box stands.
        edges: where the light changes in the photo.
        seen: the straight lines in the photo.
        card: its four corners in the photo.
    """
    import numpy as np

    lines = _Lines(stand, seen)
    faces = sorted(_faces(lines, edges, card), key=lambda each: -each[2])
    for near, far, score in faces[:_FACES]:
        depths = lines.deep(near, float(np.abs(far - near).max()))
        corners = np.zeros((len(depths), 8, 3))
        numbers = np.arange(8)
        corners[:, :, 0] = np.where(numbers & 1, far[0], near[0])
        corners[:, :, 1] = np.where(numbers & 2, far[1], near[1])
        corners[:, :, 2] = np.where(numbers & 4, depths[:, None], 0)
        points = stand.project(corners)
        ahead = (corners @ stand.axes.T + stand.shift)[:, :, 2].min(axis=1) > 0
        shown = edges.seen(points[:, [(1, 5), (2, 6), (4, 5), (4, 6)]], REACH).mean(axis=2)
        worst = np.minimum(shown[:, :2].min(axis=1), shown[:, 2:].max(axis=1))
        yield from (Guess(points[at], min(score, float(worst[at]))) for at in np.flatnonzero(ahead & (worst >= ROUGHLY)))


def _faces(lines: _Lines, edges: Edges, card: Floats) -> Iterator[tuple[Floats, Floats, float]]:
    """Yield faces around the card that are seen: their corner that is nearest to the camera, the opposite one, and a score."""
    import numpy as np

    for near, far in _sides(lines, card):
        corners = lines.stand.project(np.array([(near[0], near[1], 0), (far[0], near[1], 0), (far[0], far[1], 0), (near[0], far[1], 0)]))
        shown = edges.seen(np.stack([corners, np.roll(corners, -1, axis=0)], axis=1), REACH).mean(axis=1)
        score = float(min(shown[1], shown[2], max(shown[0], shown[3])))
        if score >= ROUGHLY:
            yield near, far, score


def _sides(lines: _Lines, card: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Yield where the near and the far sides of the face may lie, across each of its two directions."""
    import numpy as np

    lying = lines.stand.on_face(card)
    ends, camera = (lying.min(axis=0), lying.max(axis=0)), lines.stand.camera
    for ways in product((-1, 1), repeat=2):  # on which side of the card the near sides are
        near, far = ([_beyond(lines.across(axis), ends, axis, way * toward)[:_MOST] for axis, way in enumerate(ways)] for toward in (1, -1))
        for one, other in product(*far):
            begin = [_beyond(lines.crossing(axis, place), ends, axis, ways[axis])[:_MORE] for axis, place in ((0, other), (1, one))]
            for first, second in product(*(_united(more, rest) for more, rest in zip(near, begin, strict=True))):
                if ways[0] * (camera[0] - first) > 0 and ways[1] * (camera[1] - second) > 0:  # else the faces there are not seen
                    yield np.array((first, second)), np.array((one, other))


def _beyond(found: tuple[Floats, Floats], card: tuple[Floats, Floats], axis: int, way: int) -> list[float]:
    """Return the places of lines on one side of the card, those with the longest lines first; lines near each other are one."""
    import numpy as np

    places, lengths = found
    bound, wide = float(card[way > 0][axis]), 2 * _SAME * float(card[1][axis] - card[0][axis])
    kept = way * (places - bound) >= _BEYOND
    places, lengths = places[kept], lengths[kept]
    made: list[float] = []
    while len(places) and len(made) < _MOST:
        near = np.abs(places[:, None] - places) <= wide
        best = int((near @ lengths).argmax())
        made.append(float(np.average(places[near[best]], weights=lengths[near[best]])))
        left = np.abs(places - places[best]) > 2 * wide
        places, lengths = places[left], lengths[left]
    return made


def _united(places: Sequence[float], more: Sequence[float]) -> list[float]:
    return [*places, *(each for each in more if all(abs(each - other) > 1 for other in places))]
