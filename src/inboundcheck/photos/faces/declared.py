"""Whether four corners that were found in a photo can be those of a face of the box as its sides are declared.

It is a check of its own: neither the lines nor the board know the sides. Half a face, or two faces taken for one, has other sides.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import Final

from inboundcheck.answers import high as high_of
from inboundcheck.answers import low as low_of
from inboundcheck.model import Between, Box
from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.quads import Quad
from inboundcheck.quantities import Length

_LENSES: Final = tuple(0.35 * 1.12**step for step in range(22))
"""Focal lengths of phones, in longer sides of the photo: from a wide lens (13 mm on full frame) to one that enlarges five times."""
_ASKEW: Final = math.sin(math.radians(3))
"""How far from square a face may come out under a lens that is possible."""
_OFF: Final = 0.04
"""How far the ratio of its sides may be off: boxes bulge, and sides are declared to a part of an inch."""
_SIDES: Final = 3


def sides_agree(corners: Sequence[Point], size: tuple[int, int], box: Box) -> bool | None:
    """Say whether a face between these corners can have two of the declared sides; None where these are not declared.

    The lens is not known: each that makes the face a rectangle gives a ratio of its sides (Zhang and He, Whiteboard scanning, 2007), for a photo
    that is not cut to one side.

    Args:
        corners: going round, without fault, in pixels of the upright photo.
        size: its width and height.
        box: as it is declared.
    """
    sides = [each.amount for each in (box.length, box.width, box.height) if isinstance(each, Length | Between)]
    if len(sides) < _SIDES:
        return None
    ratios = list(_ratios(corners, size))
    if not ratios:
        return False
    low, high = min(ratios) * (1 - _OFF), max(ratios) * (1 + _OFF)
    return any(low * low_of(other) <= high_of(one) and low_of(one) <= high * high_of(other) for one, other in permutations(sides, 2))


def _ratios(corners: Sequence[Point], size: tuple[int, int]) -> Iterator[float]:
    """Yield the ratio of the first side to the second under each lens that makes the corners those of a rectangle."""
    middle = size[0] / 2, size[1] / 2
    (ax, ay, az), (bx, by, bz) = Quad(corners=tuple((x - middle[0], y - middle[1]) for x, y in corners)).spans()
    for lens in _LENSES:
        focal = lens * max(size)
        first, second = math.hypot(ax / focal, ay / focal, az), math.hypot(bx / focal, by / focal, bz)
        if abs((ax * bx + ay * by) / focal**2 + az * bz) <= _ASKEW * first * second:
            yield first / second
