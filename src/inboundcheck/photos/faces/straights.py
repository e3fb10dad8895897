"""Finds what runs straight in a photo: segments at several sizes and in each colour (Grompone von Gioi et al., LSD, IPOL 2012), joined to lines.

It looks at no area and at no colour of its own: so it errs otherwise than what asks where the board ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.faces.papers import Corners, Pixels

    Segments = NDArray[np.float64]
    """Both ends of each: n by 2 by 2, in pixels of the copy."""

_SIZES: Final = ((1.0, (1.0, 3.0, 3.0)), (0.5, (2.0, 4.0, 4.0)), (0.25, (3.0, 5.0, 5.0)))
"""The sizes at which the copy is searched, and how much lightness and both hues are stretched: made small, a faint border is steep enough."""
_LIGHT: Final = 50.0
"""Over how many pixels of the copy the light is evened before it is stretched."""
_SHORTEST: Final = 12.0
"""Of a segment, in pixels of the copy."""
_FIRST: Final = 24.0
"""Of the longest segment of a line."""
_GROWN: Final = 1.06
"""How far around a label nothing is looked at: its own borders and its print."""
_RIM: Final = 0.06
"""So much further the ends of what was left out may be, as a share of the label: a segment that lies half on it is left out whole."""
_STEPS: Final = 60
_BESIDE: Final = 2.5
"""How far beside a line a segment of it may end, in pixels of the copy."""
_ASKEW: Final = 0.06
"""How much it may lean against the line, in pixels beside for each pixel along."""
_GAP: Final = 4.0
"""Runs that are no further apart are one."""
_ROUNDS: Final = 2


@dataclass(frozen=True, slots=True, eq=False)
class Straight:
    """A straight line, and where along it something is seen."""

    at: Corners
    """A point on it, in pixels of the copy."""
    along: Corners
    """Its direction, one pixel long."""
    runs: Corners
    """From where to where it is seen, in pixels from that point: n by 2, in their order."""

    @property
    def seen(self) -> float:
        """How much of it is seen, in pixels."""
        return float((self.runs[:, 1] - self.runs[:, 0]).sum())

    def hidden_by(self, labels: Sequence[Corners]) -> Straight:
        """Return the same line with what labels hide of it counted as seen."""
        import numpy as np

        return self.also(np.array([span for corners in labels if (span := self._within(corners)) is not None]).reshape(-1, 2))

    def also(self, spans: Corners) -> Straight:
        """Return the same line with what is seen of it besides."""
        import numpy as np

        return replace(self, runs=_runs(np.concatenate([self.runs, spans]))) if len(spans) else self

    def _within(self, corners: Corners) -> tuple[float, float] | None:
        """From where to where it runs on a label, with what is left out around that; None where it does not."""
        import cv2
        import numpy as np

        middle = corners.mean(axis=0)
        outline = middle + (_GROWN + _RIM) * (corners - middle)
        reach = np.abs((outline - middle) @ self.along).max()
        places = self.place(middle) + np.linspace(-reach, reach, _STEPS)
        points = self.at + places[:, None] * self.along
        inside = [cv2.pointPolygonTest(outline.astype(np.float32), (float(x), float(y)), measureDist=False) >= 0 for x, y in points]
        return (float(places[inside][0]), float(places[inside][-1])) if any(inside) else None

    def place(self, point: Corners) -> float:
        """Return where the foot of a point is along it."""
        return float((point - self.at) @ self.along)

    def share(self, start: float, end: float) -> float:
        """Return how much of it is seen between two places."""
        if end <= start:
            return 0.0
        inside = self.runs.clip(start, end)
        return float((inside[:, 1] - inside[:, 0]).sum() / (end - start))


def straights(rgb: Pixels, labels: Sequence[Corners], *, shortest: float) -> list[Straight]:
    """Return the lines of a photo that no label makes, the longest first.

    Args:
        rgb: a copy of the upright photo in colour, of about 1,000 pixels.
        labels: the corners of each label, in its pixels.
        shortest: how much of a line must be seen, in pixels.
    """
    import numpy as np

    segments = _beside_labels(_segments(rgb), labels)
    lengths = np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1)
    left = segments[np.argsort(-lengths)][: int((lengths >= _FIRST).sum())]
    lines = []
    while len(left):
        at, along, taken = _fitted(left)
        left = left[~taken]
        beside = _along(segments, at, along)  # another line may have taken a part of this one: an edge of board is not quite straight
        lines.append(Straight(at, along, _runs(np.sort((segments[beside] - at) @ along, axis=1))))
    return sorted((each for each in lines if each.seen >= shortest), key=lambda each: -each.seen)


def _segments(rgb: Pixels) -> Segments:
    """Find segments at each size, in lightness and in both hues."""
    import cv2
    import numpy as np

    finder = cv2.createLineSegmentDetector(cv2.LSD_REFINE_STD)
    found = [np.zeros((0, 2, 2))]
    for size, gains in _SIZES:
        small = rgb if size == 1 else cv2.resize(rgb, None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
        colours = cv2.cvtColor(small, cv2.COLOR_RGB2LAB).astype(np.float32)
        for channel, gain in enumerate(gains):
            plane = colours[..., channel]
            even = cv2.GaussianBlur(plane, (0, 0), _LIGHT * size) if channel == 0 and gain > 1 else np.float32(128)
            lines = finder.detect(np.clip((plane - even) * gain + 128, 0, 255).astype(np.uint8))[0]
            if lines is not None:
                found.append((np.asarray(lines, np.float64).reshape(-1, 2, 2) + 0.5) / size - 0.5)
    segments: Segments = np.concatenate(found)
    long: NDArray[np.bool_] = np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1) >= _SHORTEST
    return segments[long]


def _beside_labels(segments: Segments, labels: Sequence[Corners]) -> Segments:
    """Leave out what lies on a label or along its border."""
    import cv2
    import numpy as np

    kept = np.ones(len(segments), bool)
    for corners in labels:
        middle = corners.mean(axis=0)
        outline = (middle + _GROWN * (corners - middle)).astype(np.float32)
        kept &= np.array([cv2.pointPolygonTest(outline, (float(x), float(y)), measureDist=False) < 0 for x, y in segments.mean(axis=1)], bool)
    return segments[kept]


def _fitted(segments: Segments) -> tuple[Corners, Corners, NDArray[np.bool_]]:
    """Lay a line along the first segment and all that lie along it; return a point of it, its direction, and which they are."""
    import numpy as np

    at, along = segments[0, 0], segments[0, 1] - segments[0, 0]
    lengths = np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1)
    taken = np.zeros(len(segments), bool)
    for _ in range(_ROUNDS):
        taken = _along(segments, at, along / np.linalg.norm(along))
        taken[0] = True
        weights = np.repeat(lengths[taken], 2)[:, None]
        points = segments[taken].reshape(-1, 2)
        at = (points * weights).sum(axis=0) / weights.sum()
        along = np.linalg.svd((points - at) * np.sqrt(weights), full_matrices=False)[2][0]
    return at, along, taken


def _along(segments: Segments, at: Corners, along: Corners) -> NDArray[np.bool_]:
    """Say which segments lie along a line."""
    import numpy as np

    across = np.array((-along[1], along[0]))
    ends = (segments - at) @ across
    lean = np.abs(ends[:, 1] - ends[:, 0])
    beside: NDArray[np.bool_] = (np.abs(ends).max(axis=1) < _BESIDE) & (lean < _ASKEW * np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1))
    return beside


def _runs(spans: Corners) -> Corners:
    """Join spans that overlap or nearly touch."""
    import numpy as np

    runs: list[list[float]] = []
    for start, end in spans[np.argsort(spans[:, 0])]:
        if runs and start <= runs[-1][1] + _GAP:
            runs[-1][1] = max(runs[-1][1], end)
        else:
            runs.append([start, end])
    return np.array(runs)
