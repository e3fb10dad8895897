"""The lines of a read linear symbol, from its top to its bottom, in the full resolution of the photo."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboundcheck.photos.profiles import Profile, light, profile
from inboundcheck.photos.strips import strip

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.pixels import Gray
    from inboundcheck.photos.reads import Corners
    from inboundcheck.photos.strips import Lines, Strip

BESIDE = 14.0
"""How far beside the bars clear space is looked for, in modules: the widest that a symbology asks for is 11."""
_LINES = 24
"""Lines over the height that the decoder saw; the standard takes ten."""
_MOST = 72
"""Lines in all, with what lies above and below."""
_ALIKE = 0.6
"""How far a line must correlate with the middle to show the same bars."""
_CLIPPED = 250
"""The gray value from which on a camera tells no difference."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """The lines of one symbol. Lengths are in modules."""

    profiles: tuple[Profile | None, ...]
    """Of each line from the first that shows the bars to the last; None for one that does not show them."""
    clipped: float
    """The share of white that the camera could not resolve, in the lines that do not show the bars."""
    blur: float
    """How blurred the edges are: the width (standard deviation) of the blur."""
    module: float
    """The width of a module, in samples of a line."""
    corners: Corners
    """Of the bars, in the photo: top left, top right, bottom right, bottom left."""
    inside: tuple[float, float]
    """How much of the photo there is before and after the bars."""

    @property
    def good(self) -> tuple[Profile, ...]:
        """The lines that show the bars."""
        return tuple(each for each in self.profiles if each is not None)


def lines_of(gray: Gray, corners: Corners, module: float, *, expected: int) -> Symbol | None:
    """Measure the symbol between four corners, whose module has so many pixels and which has so many edges; None where its bars are not found again.

    Above and below the corners it is followed as far as lines show the same bars: decoders often place a symbol on a few of its lines only.
    """
    import numpy as np

    length, height = (math.dist(corners[0], each) for each in (corners[1], corners[3]))
    if min(length, height) < 1 or module <= 0:
        return None
    above = min((_MOST - _LINES) / 2 / _LINES * height + 0.0, 0.6 * length) if height > 0.2 * length else 0.6 * length
    tall = _taller(corners, above / height)
    upright = strip(gray, tall, quiet=BESIDE * module / length, rows=min(4 * _MOST, max(_LINES, round(height + 2 * above))))
    lines = _averaged(light(upright.pixels))
    width, samples = lines.shape[1], upright.scale * module
    start, end = BESIDE * samples, width - BESIDE * samples
    seen_from, seen_to = (len(lines) * each / (height + 2 * above) for each in (above, above + height))
    shifts, alike = _followed(lines, int(start), int(end), round((seen_from + seen_to) / 2), max(3, round(2 * samples)))
    first, last = _connected(alike, seen_from, seen_to)
    if first is None:
        return None
    own = range(first, last + 1)
    found = [profile(lines[at], start + shifts[at], end + shifts[at], samples, expected=expected) if alike[at] else None for at in own]
    if not any(found):
        return None
    lost = [each for each, line in zip(_rows(upright, len(lines))[first : last + 1], found, strict=True) if line is None]
    clipped = float(np.mean([(each[:, int(start) : int(end)] >= _CLIPPED).mean() for each in lost])) if lost else 0.0
    good = lines[[at for at in own if found[at - first] is not None]]
    corners = _corners(upright, found, first, len(lines))
    return Symbol(tuple(found), clipped, _blur(good, found) / samples, samples, corners, _inside(gray, upright, found, samples))


def _taller(corners: Corners, share: float) -> Corners:
    """Move the upper side up and the lower side down, by a share of the height."""
    top_left, top_right, bottom_right, bottom_left = corners

    def beyond(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
        return end[0] + (end[0] - start[0]) * share, end[1] + (end[1] - start[1]) * share

    return beyond(bottom_left, top_left), beyond(bottom_right, top_right), beyond(top_right, bottom_right), beyond(top_left, bottom_left)


def _rows(upright: Strip, number: int) -> list[Gray]:
    """The rows of a strip in so many groups."""
    import numpy as np

    return np.array_split(upright.pixels, number)


def _averaged(pixels: Lines) -> Lines:
    """Lines of the strip, each the mean of neighbouring rows: the spot with which a verifier measures is about as wide as a bar, too."""
    import numpy as np

    return np.stack([each.mean(axis=0) for each in np.array_split(pixels, min(_MOST, len(pixels)))])


def _followed(lines: Lines, start: int, end: int, middle: int, reach: int) -> tuple[NDArray[np.float64], list[bool]]:
    """Follow the bars from the middle line up and down: by how much they lie to the right in each, and whether they are there at all."""
    import cv2
    import numpy as np

    pattern, shifts, alike = _pattern(lines, start, end, middle), np.zeros(len(lines)), [False] * len(lines)
    for step in (-1, 1):
        shift = 0
        for at in range(middle, len(lines) if step > 0 else -1, step):
            low = max(0, start + shift - reach)
            window = lines[at][None, low : end + shift + reach]
            likeness = cv2.matchTemplate(window, pattern[None], cv2.TM_CCOEFF_NORMED)[0] if window.shape[1] >= len(pattern) else np.zeros(1)
            best = int(likeness.argmax())
            alike[at] = bool(likeness[best] >= _ALIKE)
            shift = low + best - start if alike[at] else shift
            shifts[at] = shift
    return shifts, alike


def _pattern(lines: Lines, start: int, end: int, middle: int) -> Lines:
    """The bars: the mean of the lines around the middle that go together best."""
    import numpy as np

    around = lines[max(0, middle - 2) : middle + 3, start:end]
    likeness = np.corrcoef(around) if len(around) > 1 else np.ones((1, 1))
    best = around[int(np.nan_to_num(likeness).sum(axis=0).argmax())]
    pattern: Lines = np.ascontiguousarray(best, np.float32)
    return pattern


def _connected(alike: list[bool], seen_from: float, seen_to: float) -> tuple[int | None, int]:
    """The first and the last line that belong to the symbol: those that the decoder saw, and what hangs together with them."""
    on = [at for at, each in enumerate(alike) if each]
    own = [at for at in on if seen_from - 1 <= at <= seen_to]
    if not own:
        return None, 0
    first, last = own[0], own[-1]
    for at in on:
        if last < at <= last + 1 + (last - first) / 2:
            last = at
    for at in reversed(on):
        if first - 1 - (last - first) / 2 <= at < first:
            first = at
    return first, last


def _blur(lines: Lines, found: list[Profile | None]) -> float:
    """How blurred a symbol is, in samples: from its steepest edges, as if the blur were a Gaussian's."""
    import numpy as np

    line = lines[len(lines) // 2]
    own = [each for each in found if each is not None]
    one = own[len(own) // 2]
    part = line[int(one.start) : int(one.end) + 2]
    steepest = float(np.sort(np.abs(np.diff(part)))[-6:].mean())
    return float(np.ptp(part)) / (steepest * math.sqrt(2 * math.pi)) if steepest > 0 else math.inf


def _corners(upright: Strip, found: list[Profile | None], first: int, number: int) -> Corners:
    """Where the bars lie in the photo."""
    rows = upright.pixels.shape[0] / number
    good = [(at, each) for at, each in enumerate(found, first) if each is not None]
    (top, one), (bottom, other) = good[0], good[-1]
    above, below = top * rows, (bottom + 1) * rows
    return upright.in_photo(((one.start, above), (one.end, above), (other.end, below), (other.start, below)))


def _inside(gray: Gray, upright: Strip, found: list[Profile | None], samples: float) -> tuple[float, float]:
    """How far the photo goes on before and after the bars, in modules; not further than was looked."""
    height, width = gray.shape
    own = [(at, each) for at, each in enumerate(found) if each is not None]
    at, middle = own[len(own) // 2]
    y = upright.pixels.shape[0] * (at + 0.5) / len(found)

    def steps(start: float, way: int) -> float:
        end = start
        while 0 <= end <= upright.pixels.shape[1]:
            x, z = upright.place(end, y)
            if not (0 <= x < width and 0 <= z < height):
                break
            end += way * samples / 4
        return max(0.0, abs(end - start) / samples - 0.25)

    return steps(middle.start, -1), steps(middle.end, 1)
