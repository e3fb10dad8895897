"""Whether an edge is to be seen along a straight line in a photo, and where exactly it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.opening.pixels import Gray

    Floats = NDArray[np.float64]

_SAMPLES = 48
"""Places along an edge at which it is looked for."""
_ENDS = 0.04
"""What is left out at either end, as a share of it: corners are round."""
_STEP = 5.0
"""By how much light must change from one pixel to the next across an edge, of 255."""
_STANDS_OUT = 0.5
"""How steep light must change across an edge, as a share of how steep it changes any way."""
_NEAR = 1.5
"""How far a place may lie from the line through the others, in pixels."""
_LEAST = 8
"""Places that make a line."""


class Edges:
    """The steepness of light everywhere in a photo."""

    def __init__(self, gray: Gray) -> None:
        import cv2
        import numpy as np

        smooth = cv2.GaussianBlur(gray, (0, 0), 1.0).astype(np.float32)
        self.across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=1 / 8)
        self.down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=1 / 8)
        self.height, self.width = gray.shape

    def seen(self, ends: Floats, reach: float) -> NDArray[np.bool_]:
        """Return, for each line (…, 2, 2) from one end to the other, at which places along it an edge is seen within so many pixels of it."""
        steep, _ = self._steepness(ends, reach)
        return steep.max(axis=-1) >= _STEP

    def laid(self, ends: Floats, reach: float) -> tuple[Floats, float] | None:
        """Lay one line onto the edge that most of it shows: its new ends, and the share of its places that show it; None where there is none."""
        import numpy as np

        steep, offsets = self._steepness(ends, reach)
        shown, peak = steep.max(axis=-1) >= _STEP, offsets[steep.argmax(axis=-1)]
        places = _places()
        best = np.zeros(len(places), bool)
        for first in np.flatnonzero(shown[: _SAMPLES // 3]):
            for last in np.flatnonzero(shown[-(_SAMPLES // 3) :]) + _SAMPLES - _SAMPLES // 3:
                slope = (peak[last] - peak[first]) / (places[last] - places[first])
                near = shown & (np.abs(peak - peak[first] - slope * (places - places[first])) <= _NEAR)
                best = near if near.sum() > best.sum() else best
        if best.sum() < _LEAST:
            return None
        slope, base = np.polyfit(places[best], peak[best], 1)
        out = _out(ends)
        return np.stack([ends[0] + base * out, ends[1] + (base + slope) * out]), float(best.mean())

    def _steepness(self, ends: Floats, reach: float) -> tuple[Floats, Floats]:
        """Return how steep light changes across a line at each of its places, and so many pixels beside it; outside the photo it does not."""
        import numpy as np

        offsets = np.arange(-reach, reach + 0.25, 0.5)
        out = _out(ends)
        feet = ends[..., None, 0, :] + _places()[:, None] * (ends[..., None, 1, :] - ends[..., None, 0, :])
        points = feet[..., None, :] + offsets[:, None] * out[..., None, None, :]
        x, y = np.rint(points[..., 0]), np.rint(points[..., 1])
        inside = (x >= 1) & (y >= 1) & (x < self.width - 1) & (y < self.height - 1)
        column, row = np.where(inside, x, 0).astype(np.intp), np.where(inside, y, 0).astype(np.intp)
        across, down = self.across[row, column], self.down[row, column]
        steep = np.abs(across * out[..., None, None, 0] + down * out[..., None, None, 1])
        square = steep >= _STANDS_OUT * np.hypot(across, down) * 1.7  # within 30 degrees
        return np.where(inside & square, steep, 0.0), offsets


def _places() -> Floats:
    import numpy as np

    return np.linspace(_ENDS, 1 - _ENDS, _SAMPLES)


def _out(ends: Floats) -> Floats:
    """Return the unit vector across each line."""
    import numpy as np

    way = ends[..., 1, :] - ends[..., 0, :]
    way = way / np.maximum(np.linalg.norm(way, axis=-1, keepdims=True), 1e-9)
    return np.stack([way[..., 1], -way[..., 0]], axis=-1)
