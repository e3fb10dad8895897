"""Finds the corners of a box on which the printed card lies, in the photo itself.

How the box stands comes from the card and the lines around it (`box_lines`). Then its face is looked for among the lines in the card's plane, and its
depth along the direction into it. What is told is a box of which each of the nine edges is seen along most of it, whose corners, laid onto these
edges, fit a cuboid; and only where no other such box of another size is to be seen: in a stack, or with tape all round, there is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

from inboundcheck.model import BoxSeen, Photo, ScaleSeen
from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.box_edges import Edges
from inboundcheck.photos.faces.box_lines import Stand, lines, past, stands
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.faces.joint_size import BoxSize, box_size, flat_of, lens_of
from inboundcheck.photos.faces.sight import EDGES, FACES, Lens
from inboundcheck.photos.opening.pixels import shrunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.opening.pixels import Gray

    Floats = NDArray[np.float64]

LOOKED_AT = 1600
"""Pixels of the longer side of the copy in which the box is looked for."""
BY = "box finder"
_SEEN = 0.6
"""The share of an edge along which it must be seen."""
_ROUGHLY = 0.5
"""The same, before the lines are laid onto the edges."""
_REACH = 4.0
"""How far from where it is expected an edge is looked for, in pixels of the copy."""
_FOLLOWS = math.radians(1.5)
"""By how much a line of the face may lead past its vanishing point."""
_NEIGHBOURS = 6
"""How many lines are tried for each side of the face."""
_FACES = 40
"""How many faces are tried for their depth."""
_THINNEST, _DEEPEST = 0.04, 3.0
"""The least and the greatest depth, in longer sides of the face."""
_SAME = 0.005
"""Depths that differ by less are tried once, in the same."""
_BEYOND = 3.0
"""How far beyond the card a side of the face must lie, in millimetres: nearer, and it is the card's own."""
_BOXES = 12
"""How many boxes are laid onto the edges."""
_OFF = 0.006
"""By how much the corners may be off those of a cuboid, as a share of the longest diagonal."""
_OUTLINE = (1, 3, 2, 6, 4, 5)
_INNER = 3
"""How many of the edges lie within the outline: the first ones."""


@dataclass(frozen=True, eq=False)
class _Guess:
    """A box that may be there: where its corners are along the axes, and how well its worst edge is seen."""

    stand: Stand
    corners: Floats
    """(8, 3), by number: corner 0 is the near one of the face with the card."""
    score: float


def find_box(gray: Gray, card: ScaleSeen, focal: float) -> BoxSeen | None:
    """Find the box on which the card lies in an upright gray photo; None where it is not surely seen.

    Args:
        gray: the photo.
        card: as it was found there.
        focal: the focal length in pixels; 0 where it is not known.
    """
    small = shrunk(gray, LOOKED_AT)
    share = max(small.shape) / max(gray.shape)
    height, width = small.shape
    shown = card.model_copy(update={"polygon": _moved(card.polygon, share), "error": max(0.3, card.error * share)})
    frame = Frame(Photo(), width, height, (shown,), focal * share)
    found = _likeliest(small, frame, shown)
    if found is None:
        return None
    return found.model_copy(
        update={"polygon": _moved(found.polygon, 1 / share), "near": _moved((found.near,), 1 / share)[0], "error": (found.error or 1.0) / share}  # type: ignore[arg-type]
    )


def _moved(polygon: tuple[Point, ...], share: float) -> tuple[Point, ...]:
    """Move points from a photo to a copy of it, of which the middle of a pixel is at a whole number too."""
    return tuple(((x + 0.5) * share - 0.5, (y + 0.5) * share - 0.5) for x, y in polygon)


def _likeliest(gray: Gray, frame: Frame, card: ScaleSeen) -> BoxSeen | None:
    edges, seen = Edges(gray), lines(gray)
    guesses = [guess for stand in stands(flat_of(card), lens_of(frame), seen) for guess in _guesses(stand, edges, seen, frame)]
    guesses.sort(key=lambda each: -each.score)
    told: list[tuple[BoxSeen, BoxSize]] = []
    for guess in guesses[:_BOXES]:
        laid = _laid(guess, edges)
        if laid is None:
            continue
        size = box_size(laid, replace(frame, sightings=(laid, card)))
        if isinstance(size, BoxSize) and size.fitted.off <= _OFF * _span(laid) and _all_seen(edges, _drawn(size), 1.5):
            told.append((laid, size))
    if not told:
        return None
    best, size = min(told, key=lambda each: each[1].fitted.off)
    return None if any(_differ(size, other) for _, other in told) else best


def _span(box: BoxSeen) -> float:
    return max(math.dist(one, other) for one in box.polygon for other in box.polygon)


def _drawn(size: BoxSize) -> Floats:
    import numpy as np

    return np.array(size.fitted.corners)[np.array(EDGES)]


def _differ(one: BoxSize, other: BoxSize) -> bool:
    """Whether two boxes cannot be one."""
    return any(low > other_high or other_low > high for (low, high), (other_low, other_high) in zip(one.sides, other.sides, strict=True))


def _all_seen(edges: Edges, ends: Floats, reach: float) -> bool:
    """Whether the whole outline is seen, and two of the three edges within it: the faces at one of these may be lit alike."""
    import numpy as np

    shown = edges.seen(ends, reach)
    halves = np.stack([each.any(axis=1) for each in np.array_split(shown, 3, axis=1)]).all(axis=0)
    enough = (shown.mean(axis=1) >= _SEEN) & halves
    return bool(enough[_INNER:].all() and enough[:_INNER].sum() >= _INNER - 1)


def _guesses(stand: Stand, edges: Edges, seen: Floats, frame: Frame) -> Iterator[_Guess]:
    """Yield boxes that may be there: for each face that is seen all round, each depth at which the rest of it is."""
    for near, far, score in sorted(_faces(stand, edges, seen, frame), key=lambda each: -each[2])[:_FACES]:
        yield from _depths(stand, edges, seen, near, far, score)


def _faces(stand: Stand, edges: Edges, seen: Floats, frame: Frame) -> Iterator[tuple[Floats, Floats, float]]:
    """Yield faces around the card that are seen: their corner that is nearest to the camera, the opposite one, and a score.

    Of the two sides at the near corner, which are edges within the box, one may be unseen. Then the lines into the depth say where it is.
    """
    import numpy as np

    sides = _sides(stand, seen, np.array(frame.sightings[0].polygon))
    for near, far in sides:
        flat = _lifted(np.array([(near[0], near[1]), (far[0], near[1]), (far[0], far[1]), (near[0], far[1])]))
        corners = stand.project(flat)
        shown = edges.seen(np.stack([corners, np.roll(corners, -1, axis=0)], axis=1), _REACH).mean(axis=1)
        worst = float(min(shown[1], shown[2], max(shown[0], shown[3])))
        if worst >= _ROUGHLY:
            yield near, far, worst


def _sides(stand: Stand, seen: Floats, card: Floats) -> Iterator[tuple[Floats, Floats]]:
    """Yield where the near and the far sides of the face may lie, across each of its two directions."""
    import numpy as np

    lying = stand.on_face(card)
    low, high = lying.min(axis=0), lying.max(axis=0)
    family = np.abs(past(stand, seen)) <= _FOLLOWS
    ends = stand.on_face(seen.reshape(-1, 2, 2))
    lengths = np.hypot(seen[:, 2] - seen[:, 0], seen[:, 3] - seen[:, 1])
    places = [ends[:, :, axis].mean(axis=1) for axis in (0, 1)]
    # A side across one direction runs along the other.
    follows = [family[:, 1 - axis] & np.isfinite(ends).all(axis=(1, 2)) for axis in (0, 1)]
    camera = stand.camera
    for ways in product((-1, 1), repeat=2):  # on which side of the card the near side is
        step = high - low
        bounds = [(high[axis], low[axis]) if way > 0 else (low[axis], high[axis]) for axis, way in enumerate(ways)]
        near, far = [], []
        for axis, way in enumerate(ways):
            at, length = places[axis][follows[axis]], lengths[follows[axis]]
            beyond, before = way * (at - bounds[axis][0]) >= _BEYOND, way * (at - bounds[axis][1]) <= -_BEYOND
            near.append(_clustered(at[beyond], length[beyond], step[axis]))
            far.append(_clustered(at[before], length[before], step[axis]))
        deep = _crossings(stand, seen[family[:, 2]])
        for one, other in product(*far):
            crossed = [_clustered(at[way * (at - bound[0]) >= _BEYOND], weight[way * (at - bound[0]) >= _BEYOND], by) for (at, weight), way, bound, by in zip((deep(1, other), deep(0, one)), ways, bounds, step, strict=True)]
            for first, second in product(_with(near[0], crossed[0]), _with(near[1], crossed[1])):
                # The camera is beyond the near sides, else the faces there are not seen.
                if ways[0] * (camera[0] - first) > 0 and ways[1] * (camera[1] - second) > 0:
                    yield np.array((first, second)), np.array((one, other))


def _with(near: list[float], more: list[float]) -> list[float]:
    return near + [each for each in more[:3] if all(abs(each - other) > 1 for other in near)]


def _crossings(stand: Stand, deep: Floats) -> Callable[[int, float], tuple[Floats, Floats]]:
    """Return what gives, for a side of the face, where the lines into the depth cross it, and how long they are."""
    import numpy as np

    lengths = np.hypot(deep[:, 2] - deep[:, 0], deep[:, 3] - deep[:, 1])
    ends = stand.on_face(deep.reshape(-1, 2, 2))
    good = np.isfinite(ends).all(axis=(1, 2))
    ends, lengths = ends[good], lengths[good]

    def crossings(axis: int, place: float) -> tuple[Floats, Floats]:
        one, other = ends[:, 0], ends[:, 1]
        along = (place - one[:, axis]) / (other[:, axis] - one[:, axis])
        at = one[:, 1 - axis] + along * (other[:, 1 - axis] - one[:, 1 - axis])
        kept = np.isfinite(at)
        return at[kept], lengths[kept]

    return crossings


def _clustered(places: Floats, lengths: Floats, step: float) -> list[float]:
    """Return the places of the lines on one side of the card, those with the longest lines first: lines within a fiftieth of it are one."""
    import numpy as np

    wide = 0.01 * abs(step)
    found: list[float] = []
    left = np.ones(len(places), bool)
    while left.any() and len(found) < _NEIGHBOURS:
        sums = np.array([lengths[left & (np.abs(places - place) <= wide)].sum() if free else -1 for place, free in zip(places, left, strict=True)])
        best = int(sums.argmax())
        near = left & (np.abs(places - places[best]) <= wide)
        found.append(float(np.average(places[near], weights=lengths[near])))
        left &= np.abs(places - places[best]) > 2 * wide
    return found


def _lifted(flat: Floats) -> Floats:
    import numpy as np

    return np.column_stack([flat, np.zeros(len(flat))])


def _depths(stand: Stand, edges: Edges, seen: Floats, near: Floats, far: Floats, score: float) -> Iterator[_Guess]:
    """Yield boxes below a face at which the other four edges of the outline are seen."""
    import numpy as np

    depths = _deep(stand, seen, near, float(np.abs(far - near).max()))
    if not len(depths):
        return
    bits = np.array([[number >> at & 1 for at in range(3)] for number in range(8)], np.float64)
    corners = np.zeros((len(depths), 8, 3))
    corners[:, :, :2] = near + bits[:, :2] * (far - near)
    corners[:, :, 2] = bits[:, 2] * depths[:, None]
    points = stand.project(corners)
    ahead = (corners @ stand.axes.T + stand.shift)[:, :, 2].min(axis=1) > 0
    worst = edges.seen(points[:, [(1, 5), (2, 6), (4, 5), (4, 6)]], _REACH).mean(axis=2).min(axis=1)
    for at in np.flatnonzero(ahead & (worst >= _ROUGHLY)):
        yield _Guess(stand, corners[at], min(score, float(worst[at])))


def _deep(stand: Stand, seen: Floats, near: Floats, longest: float) -> Floats:
    """Return how deep below the face lines lie that follow it, were they on the two faces at its near corner."""
    import numpy as np

    family = np.abs(past(stand, seen)) <= _FOLLOWS
    ends = seen.reshape(-1, 2, 2)
    found = [stand.on_plane(ends[family[:, 1 - axis]], axis, float(near[axis]))[:, :, 2].mean(axis=1) for axis in (0, 1)]
    every = np.sort(np.concatenate(found))
    every = every[(every >= _THINNEST * longest) & (every <= _DEEPEST * longest)]
    return every[np.concatenate([[True], np.diff(every) > _SAME * longest])] if len(every) else every


def _laid(guess: _Guess, edges: Edges) -> BoxSeen | None:
    """Lay the nine edges of a box onto those in the photo; its corners are where they meet."""
    import numpy as np

    points = guess.stand.project(guess.corners)
    if _turned_away(points):
        return None
    found = {}
    for number, (one, other) in enumerate(EDGES):
        line = edges.laid(points[[one, other]], _REACH)
        if line is not None and line[1] >= _ROUGHLY:
            found[one, other] = line[0]
        elif one or len(found) < number - 1:
            return None
    met = {number: _meeting([line for ends, line in found.items() if number in ends]) for number in (0, *_OUTLINE)}
    if any(math.dist(at, points[number]) > 4 * _REACH for number, at in met.items()):
        return None
    outline = tuple(met[number] for number in (_OUTLINE if _is_right_handed(points) else (2, 3, 1, 5, 4, 6)))
    return BoxSeen(polygon=outline, near=met[0], error=1.0, confidence=0.9, by=BY)


def _is_right_handed(points: Floats) -> bool:
    """Whether sides 0, 1 and 2 follow each other clockwise as they are seen."""
    one, other = points[1] - points[0], points[2] - points[0]
    return float(one[0] * other[1] - one[1] * other[0]) > 0


def _turned_away(points: Floats) -> bool:
    """Whether one of the three faces is not seen from outside, or from so far aside that it is a line."""
    import numpy as np

    right = _is_right_handed(points)
    for face in FACES:
        x, y = points[list(face)].T
        area = float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) * (1 if right else -1) / 2
        if area < (0.05 * float(np.ptp(points, axis=0).max())) ** 2:
            return True
    return False


def _meeting(ends: list[Floats]) -> Point:
    """Return where lines meet: the point with the least sum of squared distances from them."""
    import numpy as np

    out = np.stack([(line[1] - line[0])[::-1] * (1, -1) / np.linalg.norm(line[1] - line[0]) for line in ends])
    found = np.linalg.lstsq(out, np.einsum("ij,ij->i", out, np.stack([line[0] for line in ends])), rcond=None)[0]
    return float(found[0]), float(found[1])
