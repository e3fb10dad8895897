"""Tells bars that nobody could read from print, carpet, wood and stripes, which are no barcode.

A barcode is a row of many bars of a few widths, the same over its height, dark on light or faint, with nothing beside it. Chosen on 140 places
in photos without barcodes and on rendered codes too small, too blurred or too faint to be read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboundcheck.photos.barcodes.linear import Place, upright_place
from inboundcheck.photos.barcodes.reads import Read
from inboundcheck.photos.barcodes.strips import aligned, crossings

if TYPE_CHECKING:
    import numpy as np

    from inboundcheck.photos.barcodes.strips import Lines
    from inboundcheck.photos.opening.pixels import Gray

_EDGES = 28
"""Edges without a gap; of the symbols on boxes only very short ones have fewer, and a blur takes half of an EAN-13's 60."""
_BANDS = 0.6
"""The share of the height that must show the same bars."""
_CLEAN = 1.55
"""How much more may change along the rows than along their mean: 1 for straight bars, 2 for carpet of stripes, more for print."""
_UNEVEN, _WIDE = 0.42, 1.8
"""How much the widths of bars and spaces must differ (their deviation over their mean), and wide from narrow ones: those of stripes hardly do."""
_DARK, _QUIET = 60, 0.5
"""The contrast of bars on a label, in gray values, and how much of it there may be beside them, on one side at least."""
_FAINT, _CALM = 12, 0.15
"""The contrast of faint bars, and how much of it there may be beside them, on both sides."""


@dataclass(frozen=True, slots=True)
class Bars:
    """What a line across a place shows where most edges follow each other."""

    edges: int
    uneven: float
    wide: float
    contrast: float
    beside: tuple[float, float]
    """How much changes within ten modules before and after them, as a share of their contrast."""


def unread(gray: Gray, places: Iterable[Place], reads: Iterable[Read]) -> list[Place]:
    """Return the places that look like a barcode, and in which nothing is known to be; of those that overlap, one."""
    reads = list(reads)
    found: list[Place] = []
    for place in places:
        known = any(each.holds(place.region.centre, room=0.1) for each in reads) or any(each.region.holds(place.region.centre) for each in found)
        if not known and place.edges >= _EDGES and place.bands >= _BANDS and _like_a_barcode(gray, place):
            found.append(place)
    return found


def _like_a_barcode(gray: Gray, place: Place) -> bool:
    upright = upright_place(gray, place.region)
    line = aligned(upright)[0].mean(axis=0)
    bars = bars_of(line, upright.scale)
    if upright.pixels.var(axis=1).mean() > _CLEAN * line.var() or bars is None or bars.edges < _EDGES or bars.uneven < _UNEVEN or bars.wide < _WIDE:
        return False
    dark = bars.contrast >= _DARK and min(bars.beside) <= _QUIET
    return dark or (bars.contrast >= _FAINT and max(bars.beside) <= _CALM)


def bars_of(line: Lines, scale: float) -> Bars | None:
    """Measure the bars on a line where most edges follow each other without a gap; None where there are none."""
    import numpy as np

    at, contrast = crossings(line, scale)
    if len(at) < 3:  # noqa: PLR2004 - one bar has two edges
        return None
    widths = np.diff(at) / scale
    gaps = np.flatnonzero(widths > max(8 * np.percentile(widths, 25), 6))
    longest = max(np.split(at, gaps + 1), key=len)
    widths = np.diff(longest) / scale
    if not len(widths):
        return None
    module = float(np.percentile(widths, 20))
    strength = float(np.median(contrast[longest[0] : longest[-1] + 1]))
    beside = _beside(line, int(longest[0]), int(longest[-1]), scale, 8 * module)
    shares = beside[0] / max(1.0, strength), beside[1] / max(1.0, strength)
    return Bars(len(longest), float(widths.std() / widths.mean()), float(np.percentile(widths, 90)) / module, strength, shares)


def _beside(line: Lines, first: int, last: int, scale: float, reach: float) -> tuple[float, float]:
    """How much changes before the first and after the last bar; without a place to look, everything."""
    import numpy as np

    room, near = int(reach * scale + 2 * scale), int(1.5 * scale)
    sides: tuple[np.ndarray, ...] = (line[max(0, first - room) : max(0, first - near)], line[last + near : last + room])
    before, after = (float(np.ptp(side)) if len(side) > 2 else 255.0 for side in sides)  # noqa: PLR2004
    return before, after
