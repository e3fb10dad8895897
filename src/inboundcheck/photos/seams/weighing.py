"""What two observers of a seam are worth together: the lines that stand out on a face, and the net that was shown it. Pure functions.

A line that stands out much is sure by itself, unless the net sees a seam elsewhere. A line that stands out a little is sure where it was found along
the seam that the net sees; one that may be chance is, where the net is sure that there is none. The net alone proves no seam.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from inboundcheck.photos.nets.on_face import OnFace
from inboundcheck.photos.seams.midlines import OFF, SIDE, Candidate

HIGH: Final = 6.0
"""How much stronger than the usual column of the face a line is that surely is one."""
LOW: Final = 4.0
"""Up to here it is none."""
RIVAL: Final = 1.5
"""How much stronger the line of one midline must be than that of the other: a face closes one way."""
WHOLE: Final = 0.6
"""A seam runs from border to border: so much of what no label hides of it must be seen."""
SAYS: Final = 0.9
"""From here on the net is sure that a seam runs one way; for the other way it must say as little as that leaves."""
LEANS: Final = 0.6
"""From here on it takes it so, and what it says of where counts."""
NOTHING: Final = 0.05
"""Up to here, both ways, it is sure that there is none."""
DOUBT: Final = 0.03
"""How far the net may be in doubt where, to be sure; in sides of the face."""
SPREADS: Final = 2.0
"""No further than so many times that a seam runs from where the net sees it."""
WEAK: Final = 2.5
"""How strong a line along the seam that the net sees must be."""
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
    """The seam that the net sees."""
    along: Candidate | None = None
    """The strongest line along that."""
    none: bool = False
    """Whether the net is sure that there is no seam."""


@dataclass(frozen=True, slots=True)
class Favoured:
    """A seam that the net sees."""

    upright: bool
    """Whether it runs from top to bottom."""
    ends: tuple[float, float]
    """As `Way.ends`."""
    spread: float
    """As `Way.spread`."""
    sure: bool
    """Whether the net is sure of it: that there is one, which way it runs, and where."""


def favoured(seen: OnFace) -> Favoured | None:
    """Return the seam that the net sees, where it takes it that there is one, and one only."""
    for way, other, upright in ((seen.down, seen.across, True), (seen.across, seen.down, False)):
        if way.seam >= LEANS and other.seam <= 1 - LEANS:
            return Favoured(upright, way.ends, way.spread, way.seam >= SAYS and other.seam <= 1 - SAYS and way.spread <= DOUBT)
    return None


def none(seen: OnFace) -> bool:
    """Whether the net is sure that a face has no seam."""
    return max(seen.down.seam, seen.across.seam) <= NOTHING


def weighed(seen: Seen) -> Iterator[tuple[Candidate, float]]:
    """Give each line that may be a seam, and how sure it is."""
    if seen.by_net and seen.by_net.sure and seen.along and seen.along.strength >= WEAK and seen.along.share >= WHOLE:
        yield _narrowed(seen.along, seen.by_net) or seen.along, FOUND
        return
    best, rival = sorted((seen.down, seen.across), key=lambda each: -each.strength)
    alone = best.strength > RIVAL * rival.strength
    sure = alone and best.strength >= HIGH and best.share >= WHOLE
    if sure and seen.by_net:
        same = seen.by_net.upright is (best is seen.down)
        narrowed = _narrowed(best, seen.by_net) if same else None
        yield narrowed or best, FOUND if narrowed or not seen.by_net.sure else DOUBTFUL
        return
    for each in (best,) if alone else (best, rival):
        if each.strength >= LOW and (sure or not seen.none):
            yield each, FOUND if sure else DOUBTFUL


def _narrowed(line: Candidate, seam: Favoured) -> Candidate | None:
    """Say where a seam is that both see: where a line and what the net sees have room in common; None where they have none."""
    axis = 0 if seam.upright else 1
    own, told = (sum(end[axis] for end in line.ends) / 2, sum(seam.ends) / 2 * SIDE)
    reach = max(OFF, SPREADS * seam.spread * SIDE)
    low, high = max(own - line.half, told - reach), min(own + line.half, told + reach)
    if low > high:
        return None
    half = max((high - low) / 2, min(OFF, line.half))
    moved = (low + high) / 2 - own
    (x1, y1), (x2, y2) = line.ends
    ends = ((x1 + moved, y1), (x2 + moved, y2)) if seam.upright else ((x1, y1 + moved), (x2, y2 + moved))
    return replace(line, ends=ends, half=half)
