"""Finds where bars may be in a photo, at any angle: places whose slopes all run one way, by the structure tensor.

The tensor of a place (the mean of the slopes' products, Förstner and Gülch 1987) says how much changes there and how much of it in one direction.
It is taken at full resolution and then pooled, so that bars of one pixel still count. Two levels of strength are cut: the low one finds
faint symbols, the high one parts a symbol from faint lines that touch it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.barcodes.reads import Corners
    from inboundcheck.photos.opening.pixels import Gray

    Map: TypeAlias = NDArray[np.float32]
    Indices: TypeAlias = NDArray[np.intp]

_LEVELS = (15_000.0, 900.0)
"""Squared slopes (in eighths of a gray value for each pixel) that a place must reach: a noise of four gray values has 400."""
_ONE_WAY = 0.5
"""The least share of the slopes that must run one way: (λ1 - λ2) / (λ1 + λ2)."""
_SECTORS = 6
"""Directions that are looked at one by one, so that symbols side by side that lie differently stay two."""
_SECTOR = math.radians(24)
"""How far to both sides of its middle a sector reaches: they overlap, so that none cuts a symbol."""
_BAND = 512
"""Rows that are worked on at once: they fit into the cache, and a large photo takes no more memory than a small one."""
_FILLED = 0.35
"""The least share of its parallelogram that a region fills."""
_LEANS = 0.7
"""The most that a region leans: the tangent of 35 degrees."""


@dataclass(frozen=True, slots=True)
class Tensor:
    """The structure tensor of a photo, pooled: three maps of one shape."""

    across: Map
    down: Map
    mixed: Map
    pool: int
    """Pixels of the photo for one of a map, each way."""

    @property
    def strength(self) -> Map:
        """How much changes at each place: the trace."""
        return self.across + self.down

    @property
    def one_way(self) -> Map:
        """How much of it changes in one direction more than across it: the difference of the two eigenvalues."""
        import numpy as np

        difference: Map = np.sqrt((self.across - self.down) ** 2 + 4 * self.mixed**2)
        return difference


@dataclass(frozen=True, slots=True)
class Region:
    """A parallelogram in which bars may stand, in pixels of the photo: seen from the side, bars do not stand square to their row."""

    centre: tuple[float, float]
    angle: float
    """The direction across the bars, in radians from the photo's x axis to its y axis, between -π/2 and π/2."""
    length: float
    """Along that direction."""
    height: float
    """Along the bars."""
    lean: float
    """How far its middle line goes along the bars for each pixel across them: 0 in a rectangle."""
    weight: float
    """How much changes in all of it."""
    cells: int
    """How many places of the tensor it fills."""

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether a point lies in it."""
        x, y = point[0] - self.centre[0], point[1] - self.centre[1]
        along, beside = x * math.cos(self.angle) + y * math.sin(self.angle), y * math.cos(self.angle) - x * math.sin(self.angle)
        return abs(along) <= self.length / 2 and abs(beside - self.lean * along) <= self.height / 2

    def corners(self, *, beyond: float = 0.0, above: float = 0.0) -> Corners:
        """Its corners from the top left on, as bars stand upright, with so many pixels more at both ends, and above and below."""
        along = math.cos(self.angle), math.sin(self.angle)
        half, tall = self.length / 2 + beyond, self.height / 2 + above
        own = ((half * x, tall * y + self.lean * half * x) for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)))
        first, second, third, fourth = ((self.centre[0] + along[0] * x - along[1] * y, self.centre[1] + along[1] * x + along[0] * y) for x, y in own)
        return first, second, third, fourth


def structure(gray: Gray, *, pool: int = 8) -> Tensor:
    """Return the structure tensor of an upright gray photo, each place being the mean over `pool` by `pool` pixels, smoothed once."""
    import cv2
    import numpy as np

    height, width = (side // pool * pool for side in gray.shape)
    maps = np.zeros((3, max(1, height // pool), max(1, width // pool)), np.float32)
    for top in range(0, height, _BAND):
        end = min(height, top + _BAND)
        first = max(0, top - 1)
        band = gray[first : end + 1, :width]
        across, down = (cv2.Scharr(band, cv2.CV_16S, *way)[top - first :][: end - top] for way in ((1, 0), (0, 1)))
        for number, (one, other) in enumerate(((across, across), (down, down), (across, down))):
            product = cv2.multiply(one, other, scale=1 / 16, dtype=cv2.CV_32F)  # as strong as by Sobel's kernel, which bends the angle more
            maps[number, top // pool : end // pool] = cv2.resize(product, (width // pool, (end - top) // pool), interpolation=cv2.INTER_AREA)
    across, down, mixed = (cv2.blur(each, (3, 3)) for each in maps)
    return Tensor(across, down, mixed, pool)


def linear_regions(tensor: Tensor, *, shortest: float = 40.0, lowest: float = 8.0) -> list[Region]:
    """Return where bars may stand, those with most change first; each place once. Lengths are in pixels of the photo."""
    strength = tensor.strength
    found = [_region(tensor, strength, rows, columns) for rows, columns in _blobs(tensor, strength, shortest)]
    kept: list[Region] = []
    for region in sorted(found, key=lambda each: -each.weight):
        filled = region.cells * tensor.pool**2 >= _FILLED * region.length * region.height
        if filled and region.length >= shortest and region.height >= lowest and not any(_same(region, each) for each in kept):
            kept.append(region)
    return kept


def _blobs(tensor: Tensor, strength: Map, shortest: float) -> Iterator[tuple[Indices, Indices]]:
    """Yield the places that hang together and run one way, as rows and columns of the maps."""
    import cv2
    import numpy as np

    one_way = tensor.one_way > _ONE_WAY * strength
    direction = 0.5 * np.arctan2(2 * tensor.mixed, tensor.across - tensor.down)
    square, round_5 = np.ones((3, 3), np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (5, 5))
    for sector in range(_SECTORS):
        middle = math.pi * (sector + 0.5) / _SECTORS - math.pi / 2
        this_way = one_way & (np.abs((direction - middle + math.pi / 2) % math.pi - math.pi / 2) < _SECTOR)
        for level in _LEVELS:
            mask = cv2.morphologyEx((this_way & (strength > level)).astype(np.uint8), cv2.MORPH_CLOSE, square)
            mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, round_5)  # single edges, which are narrow, fall away
            number, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
            for label, (left, top, width, height, _) in enumerate(stats[1:number].tolist(), 1):
                if max(width, height) * tensor.pool >= shortest / 2:
                    rows, columns = np.nonzero(labels[top : top + height, left : left + width] == label)
                    yield rows + top, columns + left


def _region(tensor: Tensor, strength: Map, rows: Indices, columns: Indices) -> Region:
    """The parallelogram around some places: two sides run along the bars, as most slopes say, and two as the places lie."""
    import numpy as np

    across, down, mixed = (float(each[rows, columns].sum()) for each in (tensor.across, tensor.down, tensor.mixed))
    angle = 0.5 * math.atan2(2 * mixed, across - down)
    along = np.array([math.cos(angle), math.sin(angle)])
    beside = np.array([-along[1], along[0]])
    points = (np.stack([columns, rows], axis=1) + 0.5) * tensor.pool
    x, y = points @ along, points @ beside
    lean = _lean(x, y)
    y -= lean * x
    middle = (x.min() + x.max()) / 2
    centre = along * middle + beside * ((y.min() + y.max()) / 2 + lean * middle)
    length, height = float(np.ptp(x)) + tensor.pool, float(np.ptp(y)) + tensor.pool
    return Region((float(centre[0]), float(centre[1])), angle, length, height, lean, float(strength[rows, columns].sum()), len(rows))


def _lean(x: NDArray[np.float64], y: NDArray[np.float64]) -> float:
    """The slope of the middle line of places that lie in a parallelogram; 0 where a rectangle is no higher, as around print."""
    import numpy as np

    spread = float(x.var())
    lean = float(np.mean((x - x.mean()) * (y - y.mean()))) / spread if spread else 0.0
    return lean if abs(lean) <= _LEANS and np.ptp(y - lean * x) < np.ptp(y) else 0.0


def _same(one: Region, other: Region) -> bool:
    """Whether two regions are one that two sectors or levels found."""
    longer = max(one.length, other.length)
    near = math.dist(one.centre, other.centre) < 0.25 * longer
    return near and 0.6 * longer < min(one.length, other.length) and 0.6 * max(one.height, other.height) < min(one.height, other.height)
