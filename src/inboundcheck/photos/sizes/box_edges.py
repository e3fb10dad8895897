"""Whether an edge is to be seen along a straight line in a photo, and where exactly it runs.

A line is cut into blocks, and in each the light is averaged along it: so a faint edge stands out that no pixel alone shows. It must stand out from
what is around it too, for on a carpet there is an edge everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.opening.pixels import Gray

    Floats = NDArray[np.float64]

BLOCKS: Final = 10
"""Into how many blocks a line is cut."""
_PLACES = 4
"""How many places are looked at in each."""
_ENDS = 0.03
"""What is left out at either end, as a share of the line: corners are round."""
_AROUND = 10
"""How far on either side of a line one looks, in pixels."""
_STEP = 1.5
"""By how much light must change from one pixel to the next across an edge, of 255."""
_STANDS_OUT = 3.0
"""How many times as much as it changes around it (the median)."""
_STRAIGHT = 0.85
"""How much of the change of light must be across the edge."""
_NEAR = 1.5
"""How far a block may lie from the line through the others, in pixels."""
_LEAST = 5
"""Blocks that make a line."""


class Edges:
    """How light changes everywhere in a photo."""

    def __init__(self, gray: Gray) -> None:
        import cv2
        import numpy as np

        smooth = cv2.GaussianBlur(gray, (0, 0), 1.0).astype(np.float32)
        across, down = (cv2.Sobel(smooth, cv2.CV_32F, *way, scale=1 / 8) for way in ((1, 0), (0, 1)))
        self.height, self.width = gray.shape
        self.change = np.stack([across, down], axis=2)
        self.change[[0, -1]] = self.change[:, [0, -1]] = 0

    def seen(self, ends: Floats, reach: float) -> NDArray[np.bool_]:
        """Return in which blocks of each line (…, 2, 2) an edge is seen within so many pixels of it."""
        return self._peaks(ends, reach)[0]

    def laid(self, ends: Floats, reach: float) -> tuple[Floats, float] | None:
        """Lay a line onto the edge that most of it shows: its new ends, and the share of its blocks that show it; None where there is none."""
        import numpy as np

        shown, peak = self._peaks(ends, reach)
        places = _middles()
        best = np.zeros(BLOCKS, bool)
        for first in np.flatnonzero(shown[: BLOCKS // 2]):
            for last in np.flatnonzero(shown[BLOCKS // 2 :]) + BLOCKS // 2:
                slope = (peak[last] - peak[first]) / (places[last] - places[first])
                near = shown & (np.abs(peak - peak[first] - slope * (places - places[first])) <= _NEAR)
                best = near if near.sum() > best.sum() else best
        if best.sum() < _LEAST:
            return None
        slope, base = np.polyfit(places[best], peak[best], 1)
        out = _out(ends)
        return np.stack([ends[0] + base * out, ends[1] + (base + slope) * out]), float(best.mean())

    def _peaks(self, ends: Floats, reach: float) -> tuple[NDArray[np.bool_], Floats]:
        """Return in which blocks of each line an edge is seen, and how far beside the line it is there, to a part of a pixel."""
        import numpy as np

        offsets = np.arange(-_AROUND, _AROUND + 1.0)
        change = self._change(ends, offsets)
        out = _out(ends)[..., None, None, :]
        steep, size = np.abs((change * out).sum(axis=-1)), np.linalg.norm(change, axis=-1)
        near = np.abs(offsets) <= reach
        inner = np.where(near & (steep >= _STRAIGHT * size), steep, 0.0)
        at = inner.argmax(axis=-1)
        top = np.take_along_axis(inner, at[..., None], axis=-1)[..., 0]
        beside = np.abs(offsets - offsets[at][..., None]) > 2  # noqa: PLR2004 - the edge itself is so wide
        around = np.nanmedian(np.where(beside, steep, np.nan), axis=-1)
        return (top >= _STEP) & (top >= _STANDS_OUT * around), offsets[at] + _part(steep, at)

    def _change(self, ends: Floats, offsets: Floats) -> Floats:
        """Return how light changes beside each line, averaged over each block; outside the photo it does not."""
        import numpy as np

        places = np.linspace(_ENDS, 1 - _ENDS, BLOCKS * _PLACES)[:, None]
        feet = ends[..., None, 0, :] + places * (ends[..., None, 1, :] - ends[..., None, 0, :])
        points = np.rint(feet[..., None, :] + offsets[:, None] * _out(ends)[..., None, None, :])
        column, row = (
            np.clip(np.nan_to_num(points[..., at], nan=-1), 0, most - 1).astype(np.intp) for at, most in ((0, self.width), (1, self.height))
        )
        change = self.change[row, column]
        return np.asarray(change.reshape(*change.shape[:-3], BLOCKS, _PLACES, len(offsets), 2).mean(axis=-3), np.float64)


def _part(steep: Floats, at: NDArray[np.intp]) -> Floats:
    """Return by what part of a pixel the peak lies beside its place (the top of a parabola through three points)."""
    import numpy as np

    middle = at.clip(1, steep.shape[-1] - 2)
    left, top, right = (np.take_along_axis(steep, (middle + by)[..., None], axis=-1)[..., 0] for by in (-1, 0, 1))
    bend = left - 2 * top + right
    return np.where((bend < 0) & (middle == at), 0.5 * (left - right) / np.where(bend < 0, bend, -1.0), 0.0).clip(-0.5, 0.5)


def _middles() -> Floats:
    import numpy as np

    return np.asarray(np.linspace(_ENDS, 1 - _ENDS, BLOCKS * _PLACES).reshape(BLOCKS, _PLACES).mean(axis=1))


def _out(ends: Floats) -> Floats:
    """Return the unit vector across each line."""
    import numpy as np

    way = ends[..., 1, :] - ends[..., 0, :]
    way = way / np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), 1e-9)
    return np.asarray(np.stack([way[..., 1], -way[..., 0]], axis=-1), np.float64)
