"""Says how high the bars of a symbol are in its strip: the rows that show the same bars, at its left and at its right.

Print, rules and folds above and below bars have as much contrast as bars, but not at the same places.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inboundcheck.photos.barcodes.reads import Corners
    from inboundcheck.photos.barcodes.strips import Lines, Strip

_PARTS = 4
"""Parts of its length that are looked at one by one."""
_REACH = 4
"""Pixels by which bars may be moved in a row that shows them: they lean, and draw together."""
_ALIKE = 0.6
"""How far a row must correlate with the line that the symbol was read on."""
_CONTRAST = 0.35
"""The share of the usual contrast that it has at least: in a row of noise, chance can look alike."""


def bars_between(upright: Strip, lines: Lines, start: float, end: float) -> Corners:
    """Return the corners of the bars between two places of a strip, in its samples: top left, top right, bottom right, bottom left."""
    import numpy as np

    first, last = max(0, int(start)), min(upright.pixels.shape[1], int(end) + 2)
    line = lines.mean(axis=0)
    bounds = np.linspace(first, last, _PARTS + 1).astype(int)
    seen = [((low + high) / 2, *rows) for low, high in pairwise(bounds) if (rows := _rows(upright, line, low, high))]
    if not seen:
        return _corners(start, end, (0.0, 0.0), (upright.pixels.shape[0],) * 2)
    at, tops, bottoms = np.array(seen).T
    return _corners(start, end, *(_through(at, each, start, end, upright.pixels.shape[0]) for each in (tops, bottoms)))


def _corners(start: float, end: float, top: tuple[float, float], bottom: tuple[float, float]) -> Corners:
    return (start, top[0]), (end, top[1]), (end, bottom[1]), (start, bottom[0])


def _rows(upright: Strip, line: Lines, low: int, high: int) -> tuple[int, int] | None:
    """The first and one past the last row that shows the bars of one part."""
    import cv2
    import numpy as np

    reach = round(_REACH * upright.scale)
    part = upright.pixels[:, max(0, low - reach) : high + reach].astype(np.float32)
    wanted = line[low:high]
    if len(wanted) < reach or part.shape[1] < len(wanted) or not wanted.std():
        return None
    alike = cv2.matchTemplate(part, wanted[None], cv2.TM_CCOEFF_NORMED).max(axis=1)
    contrast = part.std(axis=1)
    on = np.flatnonzero((alike >= _ALIKE) & (contrast >= _CONTRAST * np.percentile(contrast, 75)))
    return (int(on[0]), int(on[-1]) + 1) if len(on) else None


def _through(at: Lines, heights: Lines, start: float, end: float, rows: int) -> tuple[float, float]:
    """The heights at both ends on the straight line that most parts speak for (Theil and Sen's), within the strip."""
    import numpy as np

    first, second = np.triu_indices(len(at), 1)
    slope = float(np.median((heights[second] - heights[first]) / (at[second] - at[first]))) if len(first) else 0.0
    level = float(np.median(heights - slope * at))
    return min(max(level + slope * start, 0.0), float(rows)), min(max(level + slope * end, 0.0), float(rows))
