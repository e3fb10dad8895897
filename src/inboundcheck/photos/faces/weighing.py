"""What two observers of a seam are worth together: the lines that stand out on a face, and the net that was shown it. Pure functions.

A line that stands out much is sure by itself, unless the net sees a seam elsewhere. A line that stands out a little is sure where it was found along
the seam that the net sees. The net alone proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from inboundcheck.photos.faces.midlines import OFF, SIDE, Candidate
from inboundcheck.photos.nets.on_face import OnFace, Way

HIGH: Final = 6.0
"""How much stronger than the usual column of the face a line is that surely is one."""
LOW: Final = 4.0
"""Up to here it is none."""
RIVAL: Final = 1.5
"""How much stronger the line of one midline must be than that of the other: a face closes one way."""
WHOLE: Final = 0.6
"""A seam runs from border to border: so much of what no label hides of it must be seen."""
SAYS: Final = 0.9
"""From here on the net takes it that a seam runs one way; for the other way it must say as little as that leaves."""
DOUBT: Final = 0.03
"""How far the net may be in doubt where, in sides of the face."""
WEAK: Final = 2.5
"""How strong a line along the seam that the net sees must be."""
NEAR: Final = 0.04
"""What runs no further apart is one, in sides of the face."""
FOUND, DOUBTFUL = 0.9, 0.5
"""The confidences of a line that is sure, and of one that may be a seam or not."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen on a face."""

    down: Candidate
    """The strongest line from top to bottom."""
    across: Candidate
    """That from left to right."""
    by_net: Favoured | None = None
    """The one seam that the net is sure of."""
    along: Candidate | None = None
    """The strongest line along that."""


@dataclass(frozen=True, slots=True)
class Favoured:
    """A seam that the net is sure of."""

    upright: bool
    """Whether it runs from top to bottom."""
    ends: tuple[float, float]
    """As `Way.ends`."""


def favoured(seen: OnFace) -> Favoured | None:
    """Return the seam that the net sees, where it is sure that there is one, which way it runs, and where."""
    for way, other, upright in ((seen.down, seen.across, True), (seen.across, seen.down, False)):
        if _sure(way, other):
            return Favoured(upright, way.ends)
    return None


def _sure(way: Way, other: Way) -> bool:
    return way.seam >= SAYS and other.seam <= 1 - SAYS and way.spread <= DOUBT


def weighed(seen: Seen) -> Iterator[tuple[Candidate, float]]:
    """Give each line that may be a seam, and how sure it is."""
    best, rival = sorted((seen.down, seen.across), key=lambda each: -each.strength)
    if seen.by_net and seen.along and seen.along.strength >= WEAK and seen.along.share >= WHOLE:
        yield _placed(seen.along, seen.by_net), FOUND
        return
    alone = best.strength > RIVAL * rival.strength
    elsewhere = seen.by_net is not None and not _at(best, seen.by_net, upright=best is seen.down)
    for each in (best,) if alone else (best, rival):
        if each.strength >= LOW:
            yield each, FOUND if alone and not elsewhere and each.strength >= HIGH and each.share >= WHOLE else DOUBTFUL


def _at(line: Candidate, seam: Favoured, *, upright: bool) -> bool:
    """Whether a line runs where the net sees a seam, as far as it is known where either runs."""
    if upright is not seam.upright:
        return False
    axis = 0 if upright else 1
    return all(abs(end[axis] - place * SIDE) <= line.half + NEAR * SIDE for end, place in zip(line.ends, seam.ends, strict=True))


def _placed(line: Candidate, seam: Favoured) -> Candidate:
    """Say where a seam is that both see: where both borders of the line are known, in their middle; else where the net sees it."""
    if line.half <= OFF:
        return line
    start, end = (each * SIDE for each in seam.ends)
    ends = ((start, 0.0), (end, float(SIDE))) if seam.upright else ((0.0, start), (float(SIDE), end))
    return replace(line, ends=ends, half=OFF)
