"""Finds the corners of a box on which the printed card lies, in the photo itself.

How the box stands comes from the card and the lines around it (`box_lines`), and from there what box may be there (`box_guesses`). What is told is a
box whose outline is seen along most of five of its six edges, and two of the three edges within it too; whose corners, laid onto these edges, fit a
cuboid; whose edges do not go on beyond its ends, as those of a stack do, or of a box with tape round it; round which no line goes, as between two
boxes side by side; and beside which no other box of another size is to be seen so well. A box that another one hides in part can deceive it.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from inboundcheck.model import BoxSeen, Photo, ScaleSeen
from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.faces.quads import projected
from inboundcheck.photos.opening.pixels import shrunk
from inboundcheck.photos.sizes.box_edges import Edges
from inboundcheck.photos.sizes.box_guesses import REACH, ROUGHLY, guesses
from inboundcheck.photos.sizes.box_lines import lines, stands
from inboundcheck.photos.sizes.joint_size import BoxSize, box_size, flat_of, lens_of
from inboundcheck.photos.sizes.sight import EDGES, FACES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.opening.pixels import Gray

    Floats = NDArray[np.float64]

LOOKED_AT = 1600
"""Pixels of the longer side of the copy in which the box is looked for."""
BY: Final = "box finder"
_CONFIDENCE = 0.7
"""It is for a person to look at: no verdict rests on it unless a rule asks for less than is usual. Too few real photos were at hand to say more."""
_SEEN = 0.6
"""The share of an edge along which it must be seen."""
_ONTO = 1.5
"""How far from the edges of the cuboid that was fitted, in pixels of the copy."""
_BOXES = 24
"""How many boxes are laid onto the edges, the most likely first."""
_OFF = 0.006
"""By how much the corners may be off those of a cuboid, as a share of the longest diagonal."""
_SLIM = 0.05
"""How wide a face must be to be seen, as a share of the box in the photo."""
_INNER = 3
"""How many of the edges lie within the outline: the first ones."""
_MAY_BE_UNSEEN = frozenset({*EDGES[:_INNER], (6, 4), (4, 5)})
"""Those within the outline, and those in the shadow of the box."""
_MARGIN, _CUTS = 0.08, 90
"""How far from the ends of the box a line round it is looked for, as a share of the side, and at how many places."""
_ROUND = 0.8
"""The share of it that must be seen."""
_AGAIN = 3
"""How many times a corner at which one edge alone is seen is put right."""
_SIDES = (((0, 1), (2, 3), (4, 5)), ((0, 2), (1, 3), (4, 6)), ((0, 4), (1, 5), (2, 6)))
"""The three edges along each side, from the near end to the far one."""
_FARTHER = 0.25
"""How far beyond an end of the box one looks whether it goes on, in its edge."""
_OUTLINE = {True: (1, 3, 2, 6, 4, 5), False: (2, 3, 1, 5, 4, 6)}
"""The corners of the outline, clockwise: where sides 0, 1 and 2 follow each other clockwise, and where they do not."""


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
    found = _likeliest(small, Frame(Photo(), width, height, (shown,), focal * share), shown)
    if found is None:
        return None
    *outline, near = _moved((*found.polygon, found.near or (0.0, 0.0)), 1 / share)
    return BoxSeen(polygon=tuple(outline), near=near, error=1 / share, confidence=_CONFIDENCE, by=BY)


def _moved(points: tuple[Point, ...], share: float) -> tuple[Point, ...]:
    """Move points from a photo to a copy of it: the middle of a pixel is at a whole number in both."""
    return tuple(((x + 0.5) * share - 0.5, (y + 0.5) * share - 0.5) for x, y in points)


def _likeliest(gray: Gray, frame: Frame, card: ScaleSeen) -> BoxSeen | None:
    """Return the box that fits best, where no other one is told beside it that cannot be the same."""
    import numpy as np

    around = np.array(card.polygon)
    edges, seen = Edges(gray), lines(gray, around)
    ways = stands(flat_of(card), lens_of(frame), seen)
    every = sorted((each for stand in ways for each in guesses(stand, edges, seen, around)), key=lambda each: -each.score)
    told = []
    for guess in every[:_BOXES]:
        box, size = _sized(guess.points, edges, frame)
        if box and size and size.fitted.off <= _OFF * _span(box) and _is_seen(size, edges) and not _goes_on(size, edges) and not _is_cut(size, edges):
            told.append((size.fitted.off, box, size))
    if not told:
        return None
    _, best, found = min(told, key=lambda each: each[0])
    return None if any(_differ(found, other) for _, _, other in told) else best


def _sized(points: Floats, edges: Edges, frame: Frame) -> tuple[BoxSeen | None, BoxSize | None]:
    """Lay a box onto the edges in the photo, and measure it. A corner at which one edge alone is seen is put where the others say that it is."""
    met = _laid(points, edges)
    if met is None:
        return None, None
    order = _OUTLINE[_goes_clockwise(points)]
    outline = [met[number][0] for number in order]
    loose = [place for place, number in enumerate(order) if met[number][1] < 2]  # noqa: PLR2004 - lines that meet
    for _ in range(1 + _AGAIN * len(loose)):
        box = BoxSeen(polygon=tuple(outline), near=met[0][0], error=1.0)
        made = box_size(box, replace(frame, sightings=(box, *frame.sightings)))
        if isinstance(made, str):
            break
        for place in loose:
            outline[place] = made.fitted.corners[_OUTLINE[True][place]]
    return (None, None) if isinstance(made, str) else (box, made)


def _span(box: BoxSeen) -> float:
    return max(math.dist(one, other) for one in box.polygon for other in box.polygon)


def _differ(one: BoxSize, other: BoxSize) -> bool:
    """Whether two boxes cannot be one."""
    return any(low > other_high or other_low > high for (low, high), (other_low, other_high) in zip(one.sides, other.sides, strict=True))


def _is_seen(size: BoxSize, edges: Edges) -> bool:
    """Whether five of the six edges of the outline are seen, and two of the three within it."""
    import numpy as np

    shown = edges.seen(np.array(size.fitted.corners)[np.array(EDGES)], _ONTO)
    thirds = np.stack([each.any(axis=1) for each in np.array_split(shown, 3, axis=1)]).all(axis=0)
    enough = (shown.mean(axis=1) >= _SEEN) & thirds
    return bool(enough[_INNER:].sum() >= len(EDGES) - _INNER - 1 and enough[:_INNER].sum() >= _INNER - 1)


def _goes_on(size: BoxSize, edges: Edges) -> bool:
    """Whether two of three edges side by side go on beyond an end of the box: then that end is a tape, or the box below or beside it."""
    import numpy as np

    corners = np.array(size.fitted.corners)
    ends = [
        (corners[end], corners[end] + _FARTHER * (corners[end] - corners[start]))
        for start, end in ((one, other) if far else (other, one) for side in _SIDES for far in (False, True) for one, other in side)
    ]
    shown = edges.seen(np.array(ends), _ONTO).mean(axis=1) >= _SEEN
    return bool((shown.reshape(-1, 3).sum(axis=1) > 1).any())


def _is_cut(size: BoxSize, edges: Edges) -> bool:
    """Whether a line goes round the box: two boxes side by side show one between them, but so does a box with tape or a strap round it."""
    import cv2
    import numpy as np

    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
    shares = np.linspace(_MARGIN, 1 - _MARGIN, _CUTS)
    across = np.stack([np.column_stack([shares, at]) for at in (np.zeros(_CUTS), np.ones(_CUTS))], axis=1)  # of each line, its two ends
    ways = []
    for face in FACES:
        onto = cv2.getPerspectiveTransform(square, np.array([size.fitted.corners[at] for at in face], np.float32))
        ways += [edges.seen(projected(ends, onto), REACH).mean(axis=1) >= _ROUND for ends in (across, across[..., ::-1])]
    along = [(ways[2 * side], ways[2 * ((side + 2) % 3) + 1]) for side in range(3)]  # a side lies on its own face, and on the one before
    return any(bool((one & other).any()) for one, other in along)


def _laid(points: Floats, edges: Edges) -> dict[int, tuple[Point, int]] | None:
    """Lay the edges of a box onto those in the photo; its corners are where they meet.

    Returns:
        Each corner by its number, and how many edges were seen there; None where too few are.
    """
    if _is_slim(points):
        return None
    found = {}
    for one, other in EDGES:
        line = edges.laid(points[[one, other]], REACH)
        if line is not None and line[1] >= ROUGHLY:
            found[one, other] = line[0]
    unseen = [edge for edge in EDGES if edge not in found]
    within = [edge for edge in unseen if edge in EDGES[:_INNER]]
    if len(within) > 1 or len(unseen) - len(within) > 1 or not _MAY_BE_UNSEEN.issuperset(unseen):
        return None
    meeting = {number: [line for ends, line in found.items() if number in ends] for number in (0, *_OUTLINE[True])}
    met = {number: (_meeting(lines_, points[number]), len(lines_)) for number, lines_ in meeting.items()}
    lost = met[4][1] < 2 or any(math.dist(at, points[number]) > 4 * REACH for number, (at, _) in met.items())  # noqa: PLR2004 - lines that meet
    return None if lost else met


def _goes_clockwise(points: Floats) -> bool:
    one, other = points[1] - points[0], points[2] - points[0]
    return float(one[0] * other[1] - one[1] * other[0]) > 0


def _is_slim(points: Floats) -> bool:
    """Whether one of the three faces is not seen from outside, or from so far aside that it is a line."""
    import numpy as np

    for face in FACES:
        x, y = points[list(face)].T
        area = float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2 * (1 if _goes_clockwise(points) else -1)
        if area < (_SLIM * float(np.ptp(points, axis=0).max())) ** 2:
            return True
    return False


def _meeting(ends: list[Floats], start: Floats) -> Point:
    """Return where lines meet: the point with the least sum of squared distances from them; on a line that is alone, the one nearest to a start."""
    import numpy as np

    out = np.stack([(line[1] - line[0])[::-1] * (1, -1) / np.linalg.norm(line[1] - line[0]) for line in ends])
    away = np.einsum("ij,ij->i", out, np.stack([line[0] for line in ends]) - start)
    found = start + np.linalg.lstsq(out, away, rcond=None)[0]
    return float(found[0]), float(found[1])
