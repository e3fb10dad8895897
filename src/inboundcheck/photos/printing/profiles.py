"""Grades one line across the bars of a linear symbol as ISO/IEC 15416 grades a scan reflectance profile.

A photo has no calibrated white: light is taken in shares of the lightest space, so `contrast` is the print contrast signal
(Rmax - Rmin) / Rmax. It is never less than the standard's symbol contrast Rmax - Rmin, for nothing is lighter than white.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.barcodes.strips import Lines
    from inboundcheck.photos.opening.pixels import Gray

_CONTRAST = (0.20, 0.40, 0.55, 0.70)
_MODULATION = (0.40, 0.50, 0.60, 0.70)
_DEFECTS = (0.30, 0.25, 0.20, 0.15)
"""ISO/IEC 15416, table of grades: from where on a value is a D, C, B and A; for defects, up to where."""
_EDGE_CONTRAST = 0.15
"""The least contrast of an edge: below, the line fails."""
_WIDE = 1.5
"""From how many modules on an element is wide."""
_ENDS = 3.0
"""How far the ends of the bars may lie from where the decoder saw them, in modules."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What one line across the bars shows. Places are in samples of the line."""

    edges: tuple[float, ...]
    """Where light and dark change, from the start of the first bar to the end of the last."""
    contrast: float
    modulation: float
    """The least edge contrast, as a share of the whole contrast."""
    defects: float
    """The greatest unevenness inside one bar or space, as a share of the whole contrast."""
    before: float
    """The clear space before the first bar."""
    after: float
    """The clear space after the last bar."""

    @property
    def start(self) -> float:
        """Where the first bar begins."""
        return self.edges[0]

    @property
    def end(self) -> float:
        """Where the last bar ends."""
        return self.edges[-1]

    @property
    def grade(self) -> int:
        """From 0 (fails) to 4: the least of its parts, without decodability and quiet zones."""
        if self.modulation * self.contrast < _EDGE_CONTRAST:
            return 0
        parts = (
            sum(self.contrast >= each for each in _CONTRAST),
            sum(self.modulation >= each for each in _MODULATION),
            sum(self.defects <= each for each in _DEFECTS),
        )
        return min(parts)


def light(gray: Gray) -> Lines:
    """Turn gray values into amounts of light from 0 to 1, as the sRGB curve has it (IEC 61966-2-1)."""
    import numpy as np

    values = np.arange(256) / 255
    curve = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4).astype(np.float32)  # noqa: PLR2004 - the standard's
    linear: Lines = curve[gray]
    return linear


def profile(line: Lines, start: float, end: float, module: float, *, expected: int) -> Profile | None:
    """Measure a line whose bars were seen between two places; None where no bars are there. All places are in samples.

    Args:
        line: amounts of light.
        start: where the first bar should begin.
        end: where the last bar should end.
        module: the width of the narrowest bar.
        expected: how many edges the symbol has; where a choice of ends gives as many, it is taken.
    """
    import numpy as np

    inside = line[max(0, round(start)) : round(end) + 1]
    if len(inside) < 8:  # noqa: PLR2004 - less is no symbol
        return None
    most, least = float(np.percentile(inside, 96)), float(np.percentile(inside, 4))
    middle = (most + least) / 2
    edges = _crossings(line, middle)
    reach = _ENDS * module
    into_dark = [each for each in edges.tolist() if abs(each - start) <= reach and line[int(each)] > middle]
    out_of_dark = [each for each in edges.tolist() if abs(each - end) <= reach and line[int(each)] <= middle]
    if not into_dark or not out_of_dark or most <= 0:
        return None
    number = {each: at for at, each in enumerate(edges.tolist())}

    def strangeness(ends: tuple[float, float]) -> tuple[bool, float]:
        return number[ends[1]] - number[ends[0]] + 1 != expected, abs(ends[0] - start) + abs(ends[1] - end)

    first, last = min(product(into_dark, out_of_dark), key=strangeness)
    own = edges[(edges >= first) & (edges <= last)]
    if last <= first or len(own) < 2:  # noqa: PLR2004 - one bar has two
        return None
    outside = edges[edges < first], edges[edges > last]
    before, after = first - (outside[0][-1] if len(outside[0]) else 0.0), (outside[1][0] if len(outside[1]) else len(line) - 1) - last
    contrast = most - least
    modulation, defects = _elements(line, own, contrast, module)
    return Profile(tuple(own.tolist()), contrast / most, modulation, defects, float(before), float(after))


def _crossings(line: Lines, middle: float) -> NDArray[np.float64]:
    """Where a line crosses a level, to a part of a sample."""
    import numpy as np

    dark = line <= middle
    at = np.flatnonzero(dark[1:] != dark[:-1])
    places: NDArray[np.float64] = at + (line[at] - middle) / (line[at] - line[at + 1]).astype(np.float64)
    return places


def _elements(line: Lines, edges: NDArray[np.float64], contrast: float, module: float) -> tuple[float, float]:
    """Return the least edge contrast and the greatest unevenness of one element, both as shares of the contrast.

    Narrow elements are left out for the unevenness: a photo shows nothing inside them.
    """
    import numpy as np

    at = np.unique(edges.astype(np.intp) + 1)
    darkest, lightest = (np.asarray(each.reduceat(line, at)[:-1]) for each in (np.minimum, np.maximum))
    peaks = np.where(np.arange(len(darkest)) % 2 == 0, darkest, lightest)
    wide = [(one, other, number % 2 == 0) for number, (one, other) in enumerate(pairwise(at.tolist())) if other - one > _WIDE * module]
    defects = max((_uneven(line[one:other] if dark else -line[one:other]) for one, other, dark in wide), default=0.0)
    steps = np.abs(np.diff(peaks))
    return float(steps.min() if len(steps) else contrast) / contrast, defects / contrast


def _uneven(part: Lines) -> float:
    """How far a bar grows lighter inside, between two of its darkest places."""
    import numpy as np

    if len(part) < 3:  # noqa: PLR2004 - a rise and a fall take three
        return 0.0
    risen = part - np.minimum.accumulate(part)
    falls = part - np.minimum.accumulate(part[::-1])[::-1]
    return float(np.minimum(risen, falls).max())
