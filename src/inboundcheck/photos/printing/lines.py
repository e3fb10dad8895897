"""The lines of a read linear symbol, from its top to its bottom, in the full resolution of the photo."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboundcheck.photos.printing.following import Followed, follow
from inboundcheck.photos.printing.profiles import Profile, profile

if TYPE_CHECKING:
    from inboundcheck.photos.barcodes.reads import Corners
    from inboundcheck.photos.opening.pixels import Gray

_ROUGHLY, _LINES = 48, 24
"""Lines with which a symbol is looked for, and with which it is measured; the standard takes ten over its height."""
_CLIPPED = 250
"""The gray value from which on a camera tells no difference."""
_REACH = 0.6
"""How far above and below a symbol is looked for at first, as a share of its length."""
_ROOM = 0.1
"""The same once it is found, as a share of its height."""


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
    """Measure the symbol between four corners, with its module in pixels and the number of its edges; None where its bars are not found again."""
    rough = follow(gray, corners, module, beyond=_REACH * math.dist(corners[0], corners[1]), number=_ROUGHLY, scale=1.0)
    if rough is None:
        return None
    outline = rough.outline()
    found = follow(gray, outline, module, beyond=_ROOM * math.dist(outline[0], outline[3]), number=_LINES)
    if found is None:
        return None
    profiles = tuple(_profile(found, at, expected) for at in range(found.first, found.last + 1))
    if not any(profiles):
        return None
    return Symbol(
        profiles, _clipped(found, profiles), _blur(found, profiles), found.module, _corners(found, profiles), _inside(gray, found, profiles)
    )


def _profile(found: Followed, at: int, expected: int) -> Profile | None:
    if not found.alike[at]:
        return None
    return profile(found.lines[at], found.start + found.shifts[at], found.end + found.shifts[at], found.module, expected=expected)


def _clipped(found: Followed, profiles: tuple[Profile | None, ...]) -> float:
    """How much of the lines that do not show the bars is whiter than the camera can tell."""
    import numpy as np

    groups = np.array_split(found.upright.pixels, len(found.lines))[found.first : found.last + 1]
    lost = [each[:, int(found.start) : int(found.end)] for each, line in zip(groups, profiles, strict=True) if line is None]
    return float(np.mean([(each >= _CLIPPED).mean() for each in lost])) if lost else 0.0


def _middle(found: Followed, profiles: tuple[Profile | None, ...]) -> tuple[int, Profile]:
    """The number of a line in the middle of those that show the bars, and its profile."""
    own = [(at, each) for at, each in enumerate(profiles, found.first) if each is not None]
    return own[len(own) // 2]


def _blur(found: Followed, profiles: tuple[Profile | None, ...]) -> float:
    """How blurred a symbol is, in modules: from its steepest edges, as if the blur were a Gaussian's."""
    import numpy as np

    at, one = _middle(found, profiles)
    part = found.lines[at][int(one.start) : int(one.end) + 2]
    steepest = float(np.sort(np.abs(np.diff(part)))[-6:].mean())
    return float(np.ptp(part)) / (steepest * math.sqrt(2 * math.pi)) / found.module if steepest > 0 else math.inf


def _corners(found: Followed, profiles: tuple[Profile | None, ...]) -> Corners:
    """Where the bars lie in the photo."""
    rows = found.upright.pixels.shape[0] / len(found.lines)
    good = [(at, each) for at, each in enumerate(profiles, found.first) if each is not None]
    (top, one), (bottom, other) = good[0], good[-1]
    above, below = top * rows, (bottom + 1) * rows
    return found.upright.in_photo(((one.start, above), (one.end, above), (other.end, below), (other.start, below)))


def _inside(gray: Gray, found: Followed, profiles: tuple[Profile | None, ...]) -> tuple[float, float]:
    """How far the photo goes on before and after the bars, in modules; not further than was looked."""
    height, width = gray.shape
    at, middle = _middle(found, profiles)
    y = found.upright.pixels.shape[0] * (at + 0.5) / len(found.lines)

    def steps(start: float, way: int) -> float:
        end = start
        while 0 <= end <= found.lines.shape[1]:
            x, z = found.upright.place(end, y)
            if not (0 <= x < width and 0 <= z < height):
                break
            end += way * found.module / 4
        return max(0.0, abs(end - start) / found.module - 0.25)

    return steps(middle.start, -1), steps(middle.end, 1)
