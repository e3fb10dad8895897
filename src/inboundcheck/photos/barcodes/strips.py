"""Turns a place in the photo upright: a strip in which the bars stand straight, and one line through it that all of its height speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.barcodes.reads import Corners, Point
    from inboundcheck.photos.opening.pixels import Gray

    Lines: TypeAlias = NDArray[np.float32]
    """Gray values, line by line."""

_MOST_ROWS = 64
_BANDS = 6
_LEAST_ROWS = 4
"""Rows of a band, so that their mean has half the noise."""
_ALIKE = 0.5
"""How far a band must correlate with the middle to show the same bars: below, it is covered or print."""
_NEAR = 24
"""Pixels around each point in which its light and dark are looked for."""
_FAINT = 0.35
"""The share of the strongest contrast on a line that an edge has at least."""
_FINE = ((900, 3.0), (1800, 2.0))
"""How many samples a pixel is given along a strip that is shorter than so many pixels; one in a longer one."""


@dataclass(frozen=True, slots=True)
class Strip:
    """A place in the photo, upright: the bars run from top to bottom."""

    pixels: Gray
    scale: float
    """Samples for each pixel of the photo, along the reading direction."""
    corners: Corners
    """Of what it shows, in the photo."""

    def place(self, x: float, y: float) -> Point:
        """Say where a point of the strip lies in the photo."""
        height, width = self.pixels.shape
        (left, top), (right, side), _, (low, bottom) = self.corners
        return left + (right - left) * x / width + (low - left) * y / height, top + (side - top) * x / width + (bottom - top) * y / height

    def in_photo(self, corners: Corners) -> Corners:
        """Say where four points of the strip lie in the photo."""
        first, second, third, fourth = (self.place(*each) for each in corners)
        return first, second, third, fourth


def strip(gray: Gray, corners: Corners, *, quiet: float = 0.0, scale: float | None = None, rows: int = _MOST_ROWS) -> Strip:
    """Cut a place out of a photo and turn it upright.

    Args:
        gray: the upright photo.
        corners: top left, top right, bottom right and bottom left of the symbol, in pixels; those of a `BarcodeSeen.polygon` will do.
        quiet: how much to show at both ends beside it, as a share of its length.
        scale: samples for each pixel along it; more for shorter ones when left out.
        rows: the most rows that it gets.
    """
    import cv2
    import numpy as np

    wide = _wider(corners, quiet)
    top_left, top_right, _, bottom_left = (np.array(each) for each in wide)
    length, height = float(np.hypot(*(top_right - top_left))), float(np.hypot(*(bottom_left - top_left)))
    scale = scale or next((fine for below, fine in _FINE if length < below), 1.0)
    size = max(8, round(length * scale)), max(_LEAST_ROWS, min(rows, round(height)))
    three = np.array([top_left, top_right, bottom_left], np.float32)
    move = cv2.getAffineTransform(three, np.array([[0, 0], [size[0], 0], [0, size[1]]], np.float32))
    pixels = cv2.warpAffine(gray, move, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return Strip(pixels, scale, wide)  # type: ignore[arg-type]  # 8 bits stay 8 bits


def _wider(corners: Corners, quiet: float) -> Corners:
    """Move both ends outwards."""
    top_left, top_right, bottom_right, bottom_left = corners

    def beyond(start: Point, end: Point) -> Point:
        return end[0] + (end[0] - start[0]) * quiet, end[1] + (end[1] - start[1]) * quiet

    return beyond(top_right, top_left), beyond(top_left, top_right), beyond(bottom_left, bottom_right), beyond(bottom_right, bottom_left)


def aligned(upright: Strip) -> tuple[Lines, float]:
    """Return the strip in a few bands from top to bottom, each the mean of its rows moved under the one with most bars.

    Seen from the side, bars lean and draw together; so each band is moved by what fits best at its left and at its right half. Bands that
    show something else (print, tape, a hand) are left out. There is at least one; the share of those that were kept is returned beside them.
    """
    import numpy as np

    bands = _bands(upright.pixels)
    reach, width = max(3, round(4 * upright.scale)), bands.shape[1]
    if len(bands) < 3 or width < 8 * reach:  # noqa: PLR2004 - with two, nobody knows which is wrong
        return bands, 1.0
    middle = max(range(len(bands)), key=lambda number: edges(bands[number], upright.scale) * float(bands[number].std()))
    kept = {middle: bands[middle]}
    for step in (-1, 1):
        left, right = 0.0, 0.0
        for number in range(middle + step, len(bands) if step > 0 else -1, step):
            moved, likeness, (left, right) = _moved(bands[number], bands[middle], reach, left, right)
            if likeness >= _ALIKE:
                kept[number] = moved
    return np.stack([kept[number] for number in sorted(kept)]), len(kept) / len(bands)


def _bands(pixels: Gray) -> Lines:
    import numpy as np

    number = max(1, min(_BANDS, pixels.shape[0] // _LEAST_ROWS))
    height = pixels.shape[0] // number
    bands: Lines = pixels[: number * height].reshape(number, height, -1).mean(axis=1, dtype=np.float32)
    return bands


def _moved(band: Lines, middle: Lines, reach: int, left: float, right: float) -> tuple[Lines, float, tuple[float, float]]:
    """Move one band onto the middle one; `left` and `right` is where the band before it lay."""
    import numpy as np

    width = len(band)
    x = np.arange(width, dtype=np.float32)

    def sampled(left: float, right: float) -> Lines:
        return np.interp(x + left + (right - left) * (x / width), x, band).astype(np.float32)

    moved = sampled(left, right)
    half = width // 2
    left_by, left_like = _shift(middle[: half + reach], moved[: half + reach], reach)
    right_by, right_like = _shift(middle[half - reach :], moved[half - reach :], reach)
    likeness = min(left_like, right_like)
    if likeness < _ALIKE:
        return moved, likeness, (left, right)
    # what was measured lies at a quarter and at three quarters of the length
    left, right = left - (1.5 * left_by - 0.5 * right_by), right - (1.5 * right_by - 0.5 * left_by)
    return sampled(left, right), likeness, (left, right)


def _shift(middle: Lines, band: Lines, reach: int) -> tuple[float, float]:
    """By how much a band must be moved to lie on the middle one, to a part of a sample, and how alike they are then (1 is the same)."""
    import cv2

    likeness = cv2.matchTemplate(middle[None], band[None, reach:-reach], cv2.TM_CCOEFF_NORMED)[0]
    best = int(likeness.argmax())
    exact = float(best)
    if 0 < best < len(likeness) - 1:
        before, at, after = (float(each) for each in likeness[best - 1 : best + 2])
        bend = before - 2 * at + after
        exact += 0.5 * (before - after) / bend if bend else 0.0
    return exact - reach, float(likeness[best])


def edges(line: Lines, scale: float) -> int:
    """Count the changes between dark and light on a line."""
    return len(crossings(line, scale)[0])


def crossings(line: Lines, scale: float) -> tuple[NDArray[np.intp], Lines]:
    """Say where dark and light change on a line, by the middle between the lightest and the darkest nearby, and how strong the contrast is."""
    import cv2
    import numpy as np

    near = np.ones((1, int(_NEAR * scale) | 1), np.uint8)
    light, dark = cv2.dilate(line[None], near)[0], cv2.erode(line[None], near)[0]
    contrast: Lines = light - dark
    strong = contrast > _FAINT * np.partition(contrast, len(line) * 9 // 10)[len(line) * 9 // 10]
    below = line < (light + dark) / 2
    return np.flatnonzero((below[1:] != below[:-1]) & strong[1:]), contrast
