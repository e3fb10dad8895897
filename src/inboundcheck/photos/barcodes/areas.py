"""Reads two-dimensional symbols where a photo is dense with edges of all directions: enlarged and sharpened, when the whole photo gave nothing there.

Looking for Data Matrix in a whole photo takes a decoder more time than all other kinds together; in a few small parts it takes next to none.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inboundcheck.photos.barcodes.decoders import part_by_zxing
from inboundcheck.photos.barcodes.reads import Point, Read

if TYPE_CHECKING:
    from inboundcheck.photos.barcodes.regions import Tensor
    from inboundcheck.photos.opening.pixels import Gray

_DENSE = ((3_000.0, 3, 6), (25_000.0, 5, 4))
"""Squared slopes that a dense place has at least; and in places of the tensor, how wide a bridge must be to join two, and the shorter side of an
area. The second finds small codes that touch print, a rule or another code."""
_ANY_WAY = 0.6
"""The most of them that run one way; in a linear symbol all do."""
_LONGEST = 2.2
"""The longer side of an area, in shorter ones."""
_FILLED = 0.4
_AROUND = 0.3
"""How much is shown around an area, as a share of its longer side."""
_STRONG, _LARGE, _SQUARE = 0.25, 56, 1.6
"""The contrast, the longer side in pixels and the sides' proportion within which an area is tried in every way."""
_ENLARGED = 300
"""The longest side of an area that is enlarged, in pixels: the dots of a larger one are large enough."""


@dataclass(frozen=True, slots=True)
class Area:
    """An upright rectangle that is dense with edges, in pixels of the photo."""

    left: int
    top: int
    width: int
    height: int
    contrast: float
    """How much changes in it, as a share of the place in the photo where most does."""

    @property
    def middle(self) -> Point:
        """Its middle."""
        return self.left + self.width / 2, self.top + self.height / 2

    @property
    def like_a_code(self) -> bool:
        """Whether it is as square, large and rich in contrast as codes are; of print, one area of twenty is."""
        return self.contrast >= _STRONG and _LARGE <= max(self.width, self.height) <= _SQUARE * min(self.width, self.height)


def dense_areas(tensor: Tensor) -> list[Area]:
    """Return the places that are dense with edges of all directions and about as high as wide. Most of them are print."""
    found: list[Area] = []
    for level, bridge, least in _DENSE:
        found += [each for each in _areas(tensor, level, bridge, least) if not any(_same(each, other) for other in found)]
    return found


def _areas(tensor: Tensor, level: float, bridge: int, least: int) -> Iterator[Area]:
    import cv2
    import numpy as np

    dense = (tensor.strength > level) & (tensor.one_way < _ANY_WAY * tensor.strength)
    closed = cv2.morphologyEx(dense.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    mask = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((bridge, bridge), np.uint8))
    number, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    strength, pool = tensor.strength, tensor.pool
    strongest = strength.max()
    for label, (left, top, width, height, filled) in enumerate(stats[1:number].tolist(), 1):
        if min(width, height) >= least and max(width, height) <= _LONGEST * min(width, height) and filled >= _FILLED * width * height:
            inside = labels[top : top + height, left : left + width] == label
            mean = float(strength[top : top + height, left : left + width][inside].mean() / strongest)
            yield Area(left * pool, top * pool, width * pool, height * pool, mean)


def _same(one: Area, other: Area) -> bool:
    larger = max(one.width, one.height, other.width, other.height)
    return math.dist(one.middle, other.middle) < 0.25 * larger and 0.6 * larger <= min(max(one.width, one.height), max(other.width, other.height))


def read_areas(gray: Gray, areas: Iterable[Area], known: Iterable[Read]) -> list[Read]:
    """Read what two-dimensional symbols there are in areas where nothing is known yet."""
    known = [each for each in known if each.text]
    found: list[Read] = []
    for area in areas:
        if not any(each.holds(area.middle) for each in (*known, *found)):
            found += _read(gray, area)
    return found


def _read(gray: Gray, area: Area) -> list[Read]:
    """Read one area, in one picture of it after the other."""
    around = int(max(area.width, area.height) * _AROUND) + 8
    left, top = max(0, area.left - around), max(0, area.top - around)
    part = gray[top : area.top + area.height + around, left : area.left + area.width + around]
    for picture, scale in _pictures(part, area):
        if found := part_by_zxing(picture):
            return [_placed(each, left, top, scale) for each in found]
    return []


def _pictures(part: Gray, area: Area) -> Iterator[tuple[Gray, float]]:
    """A part of a photo sharpened; then twice as large, with even light, light on dark, and half as large."""
    import cv2
    import numpy as np

    yield _sharp(part, 1.5), 1.0
    if not area.like_a_code:
        return
    if max(area.width, area.height) <= _ENLARGED:
        yield _sharp(cv2.resize(part, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), 2.0), 2.0  # type: ignore[arg-type]  # 8 bits stay 8 bits
    yield cv2.createCLAHE(3.0, (4, 4)).apply(np.ascontiguousarray(part)), 1.0  # type: ignore[misc]
    yield 255 - part, 1.0
    yield cv2.resize(part, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), 0.5  # type: ignore[misc]


def _sharp(picture: Gray, width: float) -> Gray:
    import cv2

    return cv2.addWeighted(picture, 3.0, cv2.GaussianBlur(picture, (0, 0), width), -2.0, 0)  # type: ignore[return-value]


def _placed(read: Read, left: int, top: int, scale: float) -> Read:
    first, second, third, fourth = ((left + x / scale, top + y / scale) for x, y in read.corners)
    return replace(read, corners=(first, second, third, fourth))
