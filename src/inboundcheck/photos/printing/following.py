"""Follows the bars of a linear symbol from line to line, up and down from where a decoder saw them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboundcheck.photos.barcodes.strips import strip
from inboundcheck.photos.printing.profiles import light

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.barcodes.reads import Corners
    from inboundcheck.photos.barcodes.strips import Lines, Strip
    from inboundcheck.photos.opening.pixels import Gray

BESIDE = 14.0
"""How far beside the bars clear space is looked for, in modules: the widest that a symbology asks for is 11."""
_ALIKE = 0.6
"""How far a line must correlate with the others to show the same bars."""
_GAP = 0.1
"""The widest gap over which lines belong to one symbol, as a share of its length: two copies of a code lie further apart."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A strip with a symbol in it, as lines from its upper side to its lower side. Places are in samples of a line."""

    upright: Strip
    lines: Lines
    """Amounts of light."""
    module: float
    shifts: NDArray[np.float64]
    """By how much the bars lie to the right in each line."""
    alike: tuple[bool, ...]
    """Which lines show the bars."""
    first: int
    """The first line of the symbol."""
    last: int

    @property
    def start(self) -> float:
        """Where the bars should begin."""
        return BESIDE * self.module

    @property
    def end(self) -> float:
        """Where the bars should end."""
        return float(self.lines.shape[1]) - BESIDE * self.module

    def outline(self) -> Corners:
        """The corners of the bars in the photo, as far as they were followed."""
        rows = self.upright.pixels.shape[0] / len(self.lines)
        top, bottom = self.first * rows, (self.last + 1) * rows
        one, other = (float(self.shifts[at]) for at in (self.first, self.last))
        return self.upright.in_photo(((self.start + one, top), (self.end + one, top), (self.end + other, bottom), (self.start + other, bottom)))


def follow(gray: Gray, corners: Corners, module: float, *, beyond: float, number: int, scale: float | None = None) -> Followed | None:
    """Follow the symbol between four corners, whose module has so many pixels; None where its bars are not there.

    It is looked for `beyond` so many pixels above and below the corners, too: decoders often place a symbol on a few of its lines only.
    `number` is how many lines there are at most, and `scale` how many samples a pixel, more for shorter symbols where it is left out.
    """
    length, height = (math.dist(corners[0], each) for each in (corners[1], corners[3]))
    if min(length, height) < 1 or module <= 0:
        return None
    tall = height + 2 * beyond
    upright = strip(gray, _taller(corners, beyond / height), quiet=BESIDE * module / length, scale=scale, rows=min(4 * number, round(tall)))
    lines = _averaged(light(upright.pixels), number)
    samples = upright.scale * module
    seen_from, seen_to = (len(lines) * each / tall for each in (beyond, beyond + height))
    start, end = round(BESIDE * samples), lines.shape[1] - round(BESIDE * samples)
    middle = _clearest(lines[:, start:end], seen_from, seen_to)
    shifts, alike = _followed(lines, start, end, middle, max(3, round(2 * samples)))
    first, last = _connected(alike, middle, gap=_GAP * length / tall * len(lines))
    return Followed(upright, lines, samples, shifts, tuple(alike), first, last)


def _taller(corners: Corners, share: float) -> Corners:
    """Move the upper side up and the lower side down, by a share of the height."""
    top_left, top_right, bottom_right, bottom_left = corners

    def beyond(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
        return end[0] + (end[0] - start[0]) * share, end[1] + (end[1] - start[1]) * share

    return beyond(bottom_left, top_left), beyond(bottom_right, top_right), beyond(top_right, bottom_right), beyond(top_left, bottom_left)


def _averaged(pixels: Lines, number: int) -> Lines:
    """Lines of the strip, each the mean of neighbouring rows: the spot with which a verifier measures is about as wide as a bar, too."""
    import numpy as np

    return np.stack([each.mean(axis=0) for each in np.array_split(pixels, min(number, len(pixels)))])


def _clearest(lines: Lines, seen_from: float, seen_to: float) -> int:
    """The line that is most like the others, of those that the decoder saw: the symbol's own bars, and no dirt."""
    import numpy as np

    first = int(seen_from)
    own = lines[first : max(first + 1, math.ceil(seen_to))]
    own = own + np.linspace(0, 1e-6, own.shape[1], dtype=np.float32)  # a line without any change is like no other
    likeness = np.atleast_2d(np.corrcoef(own)) if len(own) > 1 else np.ones((1, 1))
    return first + int((likeness.sum(axis=0) * (own.std(axis=1) > 0.5 * own.std(axis=1).max())).argmax())


def _followed(lines: Lines, start: int, end: int, middle: int, reach: int) -> tuple[NDArray[np.float64], list[bool]]:
    """Follow the bars from the middle line up and down: by how much they lie to the right in each, and whether they are there at all."""
    import cv2
    import numpy as np

    pattern, shifts, alike = np.ascontiguousarray(lines[middle, start:end]), np.zeros(len(lines)), [False] * len(lines)
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


def _connected(alike: list[bool], middle: int, *, gap: float) -> tuple[int, int]:
    """The first and the last line that hang together with one in the middle."""
    first = last = middle
    for at in range(middle, len(alike)):
        if alike[at] and at <= last + 1 + gap:
            last = at
    for at in range(middle, -1, -1):
        if alike[at] and at >= first - 1 - gap:
            first = at
    return first, last
