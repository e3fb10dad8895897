"""Finds the straight borders of something pale: outward from within it, and then to a part of a pixel.

It looks at how light falls from one pixel to the next, and not at any level: so it errs otherwise than what cuts a photo at levels.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inboundcheck.photos.faces.quads import diagonal
from inboundcheck.photos.opening.pixels import light_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.faces.papers import Corners, Pixels

    Floats = NDArray[np.float64]

_FALL = 14.0
"""By how much it must grow darker over a border, of 255."""
_LINES = 48
"""How many lines are looked along for one border."""
_SEEN = 0.65
"""The share of those lines that must show it, for the nearest fall to be the border."""
_SLANTS = 13
_SLANT = 0.2
"""How far a border may be from parallel to where it is looked for from, in pixels for each pixel along it."""
_REACH = 4
"""Over how many pixels on either side the light is averaged."""
_PALE_BEYOND = 0.4
"""The share of a side beyond which something as pale may lie: another label, or a bright thing behind the box."""
_PARALLEL = 1e-6
_NEAR = 1.5
"""How far a point may be from its line, in pixels."""


def outward(even: Pixels, start: Corners, farthest: float) -> Corners | None:
    """Look outward from a four-sided start for the nearest straight border on each side.

    Args:
        even: how pale each pixel of the copy is, print closed over.
        start: four corners, clockwise, within the sheet.
        farthest: how far to look, in pixels of the copy.

    Returns:
        The four corners where the borders meet, clockwise; None where one was not found.
    """
    lines = [_nearest(even, start[at], start[(at + 1) % 4], farthest) for at in range(4)]
    if any(each is None for each in lines):
        return None
    rough = met(lines)  # type: ignore[arg-type]
    if rough is None:
        return None
    fine = sharpened(even, rough, reach=max(6.0, 0.03 * diagonal(rough)))
    return fine[0] if fine else None


def _nearest(even: Pixels, one: Corners, other: Corners, farthest: float) -> Corners | None:
    """Return two points of the nearest border beyond the side from one corner to the other."""
    import numpy as np

    length = float(np.linalg.norm(other - one))
    along = (other - one) / max(length, 1e-6)
    out = np.array((along[1], -along[0]))  # to the left of a clockwise side lies the outside
    places = np.linspace(0.05, 0.95, _LINES) * length
    steps = np.arange(-2.0, farthest)
    light = light_along(even, one + places[:, None] * along, out, steps)
    fall = _fall(light) > _FALL
    best: tuple[int, float] | None = None
    for slant in np.linspace(-_SLANT, _SLANT, _SLANTS):
        shifts = np.round(slant * (places - length / 2)).astype(int)
        columns = np.arange(len(steps))[None, :] + shifts[:, None]
        inside = (columns >= 0) & (columns < len(steps))
        shown = (inside & np.take_along_axis(fall, columns.clip(0, len(steps) - 1), axis=1)).mean(axis=0)
        at = np.flatnonzero(shown >= _SEEN)
        if len(at) and (best is None or at[0] < best[0]):
            run = at[at < at[0] + 2 * _REACH]
            best = (int(at[0]), slant) if len(run) < 1 else (int(run[np.argmax(shown[run])]), slant)
    if best is None:
        return None
    ends = [best[1] * (place - length / 2) + steps[best[0]] for place in (0.0, length)]
    return np.array([one + out * ends[0], other + out * ends[1]])


def light_along(picture: Pixels, feet: Corners, out: Floats, steps: Floats) -> Floats:
    """Return the light along lines outward, one row for each foot; beyond the photo as at its edge."""
    found: Floats = light_at(picture, feet[:, None, :] + steps[None, :, None] * out)
    return found


def _fall(light: Floats) -> Floats:
    """Return by how much the light falls at each step: what is before it less what is after it, each averaged over a few steps."""
    import numpy as np

    sums = np.cumsum(np.pad(light, ((0, 0), (_REACH + 1, _REACH)), mode="edge"), axis=1)
    count = light.shape[1]
    before = sums[:, _REACH : _REACH + count] - sums[:, :count]
    after = sums[:, 2 * _REACH : 2 * _REACH + count] - sums[:, _REACH : _REACH + count]
    return (before - after) / _REACH


def sharpened(picture: Pixels, rough: Corners, *, reach: float) -> tuple[Corners, float] | None:
    """Lay the four sides onto the steepest fall of light near them.

    Args:
        picture: gray, or how pale each pixel is.
        rough: four corners, clockwise, in its pixels.
        reach: how far on either side to look.

    Returns:
        The four corners, and the share of the lines that show the side that is seen worst; None where the sides do not meet.
    """
    found = [_sharpest(picture, rough[at], rough[(at + 1) % 4], reach) for at in range(4)]
    if any(each is None for each in found):
        return None
    corners = met([each[0] for each in found if each])
    return None if corners is None else (corners, min(each[1] for each in found if each))


def ends(even: Pixels, print_closed: Pixels, corners: Corners, beyond: float) -> bool:
    """Whether what is pale ends at each of four sides: there is nothing as pale a little way beyond. Print across a sheet looks like its border.

    Args:
        even: how pale each pixel of the copy is, fine print closed over.
        print_closed: the same, with bold print closed over too: so pale is the paper.
        corners: clockwise.
        beyond: how far to look, in pixels of the copy.
    """
    import numpy as np

    within = corners.mean(axis=0) + 0.8 * (corners - corners.mean(axis=0))
    for at in range(4):
        one, other = corners[at], corners[(at + 1) % 4]
        along = (other - one) / max(float(np.linalg.norm(other - one)), 1e-6)
        out = np.array((along[1], -along[0]))
        shares = np.linspace(0.1, 0.9, _LINES // 2)[:, None]
        paper = np.median(light_along(print_closed, within[at] + shares * (within[(at + 1) % 4] - within[at]), out, np.zeros(1)))
        after = light_along(even, one + shares * (other - one), out, np.arange(2.0, max(beyond, 4.0)))
        if float((after.max(axis=1) > paper - _FALL).mean()) > _PALE_BEYOND:
            return False
    return True


def _sharpest(picture: Pixels, one: Corners, other: Corners, reach: float) -> tuple[Corners, float] | None:
    import numpy as np

    length = float(np.linalg.norm(other - one))
    if length < 2 * _REACH:
        return None
    along = (other - one) / length
    out = np.array((along[1], -along[0]))
    places = np.linspace(0.06, 0.94, 2 * _LINES) * length
    steps = np.linspace(-reach, reach, int(2 * reach) + 1)
    fall = _fall(light_along(picture, one + places[:, None] * along, out, steps))
    peak = fall.argmax(axis=1)
    strong = fall.max(axis=1) > _FALL / 2
    offsets = steps[peak] + _part(fall, peak) - (steps[1] - steps[0]) / 2
    fitted = _fitted(places[strong], offsets[strong])
    if fitted is None:
        return None
    slope, base = fitted
    near = strong & (np.abs(offsets - (slope * places + base)) <= _NEAR)
    return np.array([one + out * base, other + out * (slope * length + base)]), float(near.mean())


def _part(fall: Floats, peak: NDArray[np.intp]) -> Floats:
    """Return by what part of a step the peak lies beside its place (the top of a parabola through three points)."""
    import numpy as np

    rows = np.arange(len(peak))
    middle = peak.clip(1, fall.shape[1] - 2)
    left, top, right = fall[rows, middle - 1], fall[rows, middle], fall[rows, middle + 1]
    bend = left - 2 * top + right
    return np.where((bend < 0) & (peak == middle), 0.5 * (left - right) / np.where(bend < 0, bend, -1.0), 0.0).clip(-0.5, 0.5)


def _fitted(places: Floats, offsets: Floats) -> tuple[float, float] | None:
    """Fit a line to points of which up to half are of something else: the pair through which the most run, then least squares over those."""
    import numpy as np

    if len(places) < _LINES // 2:
        return None
    ends = np.array_split(np.arange(len(places)), 4)
    best = np.zeros(len(places), bool)
    for first in ends[0][::2]:
        for last in ends[3][::2]:
            slope = (offsets[last] - offsets[first]) / (places[last] - places[first])
            near = np.abs(offsets - offsets[first] - slope * (places - places[first])) <= _NEAR
            best = near if near.sum() > best.sum() else best
    if best.sum() < _LINES // 2:
        return None
    slope, base = np.polyfit(places[best], offsets[best], 1)
    return float(slope), float(base)


def met(lines: Sequence[Corners]) -> Corners | None:
    """Return where each line meets the next, beginning with the last and the first; None where two of them do not."""
    import numpy as np

    corners = []
    for at in range(4):
        (x1, y1), (x2, y2), (x3, y3), (x4, y4) = (*lines[at - 1], *lines[at])
        across = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
        if abs(across) < _PARALLEL:
            return None
        one, two = x1 * y2 - y1 * x2, x3 * y4 - y3 * x4
        corners.append(((one * (x3 - x4) - (x1 - x2) * two) / across, (one * (y3 - y4) - (y1 - y2) * two) / across))
    return np.array(corners)
