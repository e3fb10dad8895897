"""Finds PDF417 by its two ends: start and stop are bars over its whole height, and between them everything is dense with edges.

The middle of the symbol has edges both ways, so that of a small one only the ends are found as places whose edges run one way.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from inboundcheck.photos.barcodes.reads import Corners
    from inboundcheck.photos.barcodes.regions import Region, Tensor

_PARALLEL = math.radians(15)
_AS_HIGH = 0.6
"""The least height of one end, as a share of the other's."""
_LONGEST = 9.0
"""How far the middles of the ends may lie apart, in heights."""
_ASKEW = 0.4
"""How far the row may lie off square to its bars: the tangent of 22 degrees."""
_DENSE = 0.35
"""How much changes at places between the ends, as a share of what does at the fainter one."""
_PLACES = (0.25, 0.4, 0.5, 0.6, 0.75)


def pairs(tensor: Tensor, regions: Sequence[Region]) -> list[Corners]:
    """Return the corners, in pixels of the photo, of what lies between two regions that may be the ends of a PDF417."""
    means = [_strength(tensor, each.centre) for each in regions]
    found = []
    for first, one in enumerate(regions):
        for second, other in enumerate(regions):
            if _beside(one, other) and all(each >= _DENSE * min(means[first], means[second]) for each in _between(tensor, one, other)):
                start, end = one.corners(), other.corners()
                found.append((start[0], end[1], end[2], start[3]))
    return found


def _beside(one: Region, other: Region) -> bool:
    """Whether the other lies to the right of the one as bars stand upright, in its row, and is as high."""
    if one is other or not _AS_HIGH <= one.height / other.height <= 1 / _AS_HIGH:
        return False
    if abs((one.angle - other.angle + math.pi / 2) % math.pi - math.pi / 2) > _PARALLEL:
        return False
    x, y = other.centre[0] - one.centre[0], other.centre[1] - one.centre[1]
    along, below = x * math.cos(one.angle) + y * math.sin(one.angle), y * math.cos(one.angle) - x * math.sin(one.angle)
    return (one.length + other.length) / 2 < along < _LONGEST * one.height and abs(below) < _ASKEW * along


def _between(tensor: Tensor, one: Region, other: Region) -> Iterator[float]:
    (x, y), (to_x, to_y) = one.centre, other.centre
    return (_strength(tensor, (x + (to_x - x) * share, y + (to_y - y) * share)) for share in _PLACES)


def _strength(tensor: Tensor, point: tuple[float, float]) -> float:
    rows, columns = tensor.across.shape
    row, column = min(rows - 1, int(point[1] / tensor.pool)), min(columns - 1, int(point[0] / tensor.pool))
    return float(tensor.across[row, column] + tensor.down[row, column])
