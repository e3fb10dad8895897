"""Lays an ellipse through the rings around one place: what of the photo is a bull's-eye, and how it is slanted.

Rays run from the place over the rings. Where each crosses their edges, to a part of a pixel, is known in widths of a hexagon, so that all
edges together give one middle and one shape by least squares.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from inboundcheck.photos.opening.pixels import light_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.opening.pixels import Gray

    Floats: TypeAlias = NDArray[np.float64]
    Bits: TypeAlias = NDArray[np.bool_]

EDGES = (0.578, 1.362, 2.147, 2.932, 3.716, 4.5)
"""Where the rings begin and end, in widths of a hexagon from the middle: light inside the first, then dark and light in turn."""
_RAYS = 64
_FEW = 8
"""Rays that are followed first: most places are no bull's-eye, and these tell."""
_GOOD = 0.6
"""The share of the rays that must cross the rings as they should."""
_REACHING = 1.05
"""How far rays are followed, in lengths of the line: an ellipse on the slant is longer than the lines across it."""
_OFF = 0.2
"""How far an edge may be from its ring, in widths of a hexagon."""
_FLATTEST = 2.5
"""How much longer than wide an ellipse may be: at 66 degrees off-axis."""


@dataclass(frozen=True, slots=True)
class Bullseye:
    """One bull's-eye: a circle around its middle is an ellipse in the photo."""

    middle: tuple[float, float]
    """In pixels of the photo: x, y."""
    shape: tuple[tuple[float, float], tuple[float, float]]
    """Turns a point in widths of a hexagon into pixels from the middle; by which angle the symbol is turned is not known yet."""


def fitted(picture: Gray, mean: Gray, middle: tuple[float, float], across: float) -> Bullseye | None:
    """Follow rays from a place over the rings, and lay an ellipse through the edges; None where there are no rings."""
    for _ in range(2):  # the second time from the middle that the first has found
        points, rings = _edges(picture, mean, middle, across * _REACHING)
        if len(points) < _GOOD * _RAYS * (len(EDGES) - 1):
            return None
        solved = _ellipse(points, rings)
        if solved is None:
            return None
        middle, shape = solved
    (a, b), (c, d) = shape.tolist()
    return Bullseye(middle, ((a, b), (c, d)))


def _edges(picture: Gray, mean: Gray, middle: tuple[float, float], reach: float) -> tuple[Floats, Floats]:
    """Return the edges that rays cross, and how far from the middle each should be, in widths of a hexagon."""
    import numpy as np

    rings = np.array(EDGES[:-1])  # the last edge may run into the hexagons around
    turns = np.linspace(0, 2 * np.pi, _RAYS, endpoint=False)
    ways = np.stack([np.cos(turns), np.sin(turns)], axis=1)
    relief, start = _relief(picture, mean, middle, reach)
    few = ways[:: _RAYS // _FEW]
    if len(_on_rings(few, middle, *_crossing(relief, start, few, reach))) < _GOOD * _FEW:
        return np.empty((0, 2)), np.empty(0)
    found = _on_rings(ways, middle, *_crossing(relief, start, ways, reach))
    return found.reshape(-1, 2), np.tile(rings, len(found))


def _on_rings(ways: Floats, middle: tuple[float, float], fit: Bits, values: Floats, changes: Bits) -> Floats:
    """Return the edges (rays, rings, x and y) on each ray where they are as far from each other as those of the rings."""
    import numpy as np

    rings = np.array(EDGES[:-1])
    at = np.argsort(~changes[fit], axis=1, kind="stable")[:, : len(rings)]  # the first places that change
    before, after = (np.take_along_axis(values[fit], each, axis=1) for each in (at, at + 1))
    far = (at + before / (before - after)) * 0.5
    good = np.abs(far / far[:, -1:] * rings[-1] - rings).max(axis=1) <= 3 * _OFF
    found: Floats = np.array(middle) + ways[fit][good, None, :] * far[good, :, None]
    return found


def _relief(picture: Gray, mean: Gray, middle: tuple[float, float], reach: float) -> tuple[NDArray[np.float32], Floats]:
    """Return how much darker each pixel near the middle is than those around it, and where in that the middle is."""
    import numpy as np

    x, y = middle
    left, top = max(0, int(x - reach) - 1), max(0, int(y - reach) - 1)
    part = np.s_[top : int(y + reach) + 3, left : int(x + reach) + 3]
    return mean[part].astype(np.float32) - picture[part], np.array((x - left, y - top))


def _crossing(relief: NDArray[np.float32], start: Floats, ways: Floats, reach: float) -> tuple[Bits, Floats, Bits]:
    """Follow rays: return which cross as many edges as the rings have, what lies along each, and where it changes sign."""
    import numpy as np

    values = light_at(relief, start + ways[:, None] * np.arange(0, reach, 0.5)[:, None])
    changes = (values[:, 1:] > 0) != (values[:, :-1] > 0)
    return (values[:, 0] <= 0) & (np.count_nonzero(changes, axis=1) >= len(EDGES) - 1), values, changes


def _ellipse(points: Floats, rings: Floats) -> tuple[tuple[float, float], Floats] | None:
    """Lay ellipses of one middle and one shape through edges, by least squares: return the middle and the shape."""
    import numpy as np

    start = points.mean(axis=0)
    kept = np.ones(len(points), bool)
    for _ in range(3):
        x, y = (points[kept] - start).T
        known, *_ = np.linalg.lstsq(np.stack([x * x, 2 * x * y, y * y, -2 * x, -2 * y, np.ones(len(x))], axis=1), rings[kept] ** 2, rcond=None)
        form = np.array([[known[0], known[1]], [known[1], known[2]]])
        sizes, axes = np.linalg.eigh(form)
        if sizes[0] <= 0 or sizes[1] > sizes[0] * _FLATTEST**2:
            return None
        middle = np.linalg.solve(form, known[3:5])
        away = points - start - middle
        off = np.abs(np.sqrt(np.maximum(np.einsum("ni,ij,nj->n", away, form, away), 0)) - rings)
        kept = off < _OFF
        if kept.mean() < _GOOD:
            return None
    shape = axes @ np.diag(sizes**-0.5) @ axes.T
    return (float(start[0] + middle[0]), float(start[1] + middle[1])), shape
