"""Whether a label lies on a seam: the truth table of what lines on its face prove. Pure functions; the lines come from a person or a finder.

A seam runs along the middle of a face that is closed by flaps. Tape looks alike, and its ends reach over the edge onto the next faces: a line
under a label is a seam only where it is seen on both sides of the label, or from the label to the border of a face that is known to close.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from inboundcheck.answers import NONE, Nothing
from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.quads import Flat

SURE: Final = 0.8
"""From here on a line is one."""
NONE_UNDER: Final = 0.2
"""Up to here a line is none; between the two nobody knows."""
BAND: Final = 0.10
"""By how much a line must reach into a label, or keep away from it, in widths of the label across it. In between it cannot be told."""
BESIDE: Final = 0.5
"""How near to a label a line must be seen, in lengths of the label along it."""
BORDER: Final = 0.12
"""How near to the border of the face a line that reaches it must be seen, in sides of the face."""
_ENDS: Final = 2
_ONE_LINE: Final = 0.03
"""Parts of one line are no further apart than this, in sides of the face."""
_NEARER: Final = "take the photo straight on and from nearer, in even light"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line that was seen on a face, from end to end."""

    one: Point
    """In the unit square of the face, as the other end."""
    other: Point
    half: float = 0.0
    """How far the seam may run beside this line, in sides of the face."""
    confidence: float = 1.0

    @classmethod
    def seen(cls, polygon: Sequence[Point], flat: Flat, confidence: float) -> Line:
        """Bring the polygon of a seam that was seen, a line or a strip, to the unit square of its face."""
        ends = [flat(point) for point in polygon]
        if len(ends) == _ENDS:
            return cls(ends[0], ends[1], confidence=confidence)
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = ends
        half = max(math.dist(ends[0], ends[1]), math.dist(ends[2], ends[3])) / 2
        return cls(((ax + bx) / 2, (ay + by) / 2), ((cx + dx) / 2, (cy + dy) / 2), half, confidence)

    def place(self, point: Point) -> Point:
        """Return where a point is along the line from its first end, and how far beside it, in sides of the face."""
        length = math.dist(self.one, self.other)
        x, y = (self.other[0] - self.one[0]) / length, (self.other[1] - self.one[1]) / length
        dx, dy = point[0] - self.one[0], point[1] - self.one[1]
        return dx * x + dy * y, dy * x - dx * y


@dataclass(frozen=True, slots=True, kw_only=True)
class Seam:
    """What is known of a label and the seams of its face."""

    clearance: float | Nothing | None = None
    """At least, in sides of the face: 0 where it lies on one, `none` where the face has none, None where that cannot be told."""
    at_most: float = 0.0
    """What the clearance can be at most, where it is known and is not 0."""
    over_tape: bool | None = None
    """True where it lies on tape that comes over the edge from a face that is closed."""
    confidence: float = 1.0
    """Of the lines that decided."""
    widths: float | None = None
    """How far the nearest line is from the label, in widths of the label across it; less than 0 where it runs under it."""
    reason: str = ""
    """Why it cannot be told, with what to do about it."""


@dataclass(frozen=True, slots=True)
class _Beside:
    """One line and the label: how far it keeps away, and where it is seen."""

    line: Line
    gap: tuple[float, float]
    """How far it is from the label at least and at most, in sides of the face; less than 0: so far it runs under it."""
    width: float
    """Of the label across the line, in sides of the face."""
    before: bool
    """Whether it is seen beside the label, on the side of its first end."""
    after: bool
    to_border: bool
    """Whether it is seen from the label to a border of the face."""

    @property
    def crosses(self) -> bool:
        """Whether it surely runs under the label."""
        return self.gap[1] < -BAND * self.width

    @property
    def clear(self) -> bool:
        """Whether it surely runs beside the label."""
        return self.gap[0] >= BAND * self.width

    @property
    def widths(self) -> float:
        """How far the middle of it is from the label, in widths of the label."""
        return sum(self.gap) / 2 / self.width


def seam_of(label: Sequence[Point], lines: Sequence[Line], *, kind: str | None, searched: str | None) -> Seam:
    """Say whether a label lies on a seam.

    Args:
        label: its corners in the unit square of its face, without fault.
        lines: every line that was seen on the face; of one that the label interrupts, each part.
        kind: `closing`, `end` or `side`; None where nobody knows what the face is made of.
        searched: None where the face was seen so well that no line on it can have been missed; else what is wrong, with what to do about it.
    """
    found = [_beside(label, line, lines) for line in lines if line.confidence > NONE_UNDER and math.dist(line.one, line.other) > 0]
    nearest = min((each.widths for each in found), default=None)
    at_label = [each for each in found if not each.clear]
    under = [each for each in at_label if each.crosses and each.line.confidence >= SURE]
    if under:
        return _on_line(under, kind, nearest)
    if at_label:
        near = not all(each.crosses for each in at_label)
        what = "a line runs so close to the border of the label that it may touch it" if near else "what runs under the label may be a seam or not"
        return Seam(widths=nearest, reason=f"{what}; {_NEARER}")
    if searched is not None:
        return Seam(widths=nearest, reason=searched)
    clear = [each for each in found if each.line.confidence >= SURE]
    if clear:
        beside = min(clear, key=lambda each: each.gap)
        return Seam(clearance=beside.gap[0], at_most=beside.gap[1], widths=beside.widths, confidence=beside.line.confidence)
    return _without_line(kind, nearest)


def _on_line(under: Sequence[_Beside], kind: str | None, nearest: float | None) -> Seam:
    """Say what a line under a label is."""
    surest = max(each.line.confidence for each in under)
    both, to_border = any(each.before and each.after for each in under), any(each.to_border for each in under)
    if kind in ("end", "side"):
        over = True if to_border else None
        return Seam(
            over_tape=over, confidence=surest if over else 1.0, widths=nearest,
            reason="the label lies on a line that is no seam of this face; put it beside the tape, or take a photo that shows what it is",
        )  # fmt: skip
    if both or (kind == "closing" and to_border):
        return Seam(clearance=0.0, confidence=surest, widths=nearest)
    if kind == "closing":
        return Seam(widths=nearest, reason=f"a line ends at the label and is not seen beyond it, nor as far as the border; {_NEARER}")
    return Seam(
        widths=nearest,
        reason="a line is seen on one side of the label only: a seam, or the end of a tape; say what the face is (`face_kind`: closing, end or side)",
    )


def _without_line(kind: str | None, nearest: float | None) -> Seam:
    """Say what it means that no line was found on a face that was seen well."""
    if kind in ("end", "side"):
        return Seam(clearance=NONE)
    if kind == "closing":
        return Seam(widths=nearest, reason=f"the seam of the face was not found, so the label may hide it; {_NEARER}, with the whole seam in it")
    return Seam(
        widths=nearest, reason="no seam was found, and nobody says whether the face has one; say what it is (`face_kind`: closing, end or side)"
    )


def _beside(label: Sequence[Point], line: Line, lines: Sequence[Line]) -> _Beside:
    """Measure one line against a label, with its other parts beyond the label."""
    along, aside = zip(*(line.place(corner) for corner in label), strict=True)
    gap = max(min(aside), -max(aside))
    start, end = min(along), max(along)
    parts = list(_parts(line, lines))
    reach = BESIDE * (end - start)
    # Where the line enters and leaves the face; it may run askew, so the nearer border of the two counts.
    borders = sorted(_crossings(line))
    before = [(low, high) for low, high in parts if low < start and high >= start - reach]
    after = [(low, high) for low, high in parts if high > end and low <= end + reach]
    to_border = any(low <= borders[0] + BORDER for low, _ in before) or any(high >= borders[-1] - BORDER for _, high in after)
    return _Beside(line, (gap - line.half, gap + line.half), max(aside) - min(aside), bool(before), bool(after), to_border)


def _parts(line: Line, lines: Sequence[Line]) -> Iterator[tuple[float, float]]:
    """The parts of a line that are surely seen, along it: itself, and every other that continues it."""
    for each in lines:
        (from_, one), (to, other) = line.place(each.one), line.place(each.other)
        if each.confidence >= min(SURE, line.confidence) and max(abs(one), abs(other)) <= _ONE_LINE:
            yield min(from_, to), max(from_, to)


def _crossings(line: Line) -> list[float]:
    """Where a line crosses the two borders that it runs between, along it."""
    dx, dy = line.other[0] - line.one[0], line.other[1] - line.one[1]
    axis, step = (0, dx) if abs(dx) > abs(dy) else (1, dy)
    return [(border - line.one[axis]) / step * math.hypot(dx, dy) for border in (0.0, 1.0)]
