"""Finds where a stripe lies over the line along which two boxes touch: a dark gap that runs up to it on both sides and is hidden under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

from inboundcheck.photos.binders.colours import cardboard, own_colour
from inboundcheck.photos.binders.places import MOST
from inboundcheck.photos.opening.pixels import light_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.binders.stripes import Stripe

    Floats = NDArray[np.float64]

_BROAD = 0.35
"""How wide a binder is at most, as a share of its length: a tape of 48 mm that reaches 7 cm onto either box."""
_LIGHT = 0.6
"""A stripe that is darker than this share of the board must have a colour of its own, or it is a gap itself."""
_DEPTH = 0.2
"""How much darker the gap is than the board beside it, as a share of the board's lightness."""
_HIDDEN = 0.5
"""How much of its depth may be seen through the stripe: tape is seen through."""
_AROUND = (5.0, 16.0)
"""Where the board beside the gap is looked at, in pixels from its middle."""
_SAME = 12.0
"""How much the boards of two boxes that are bound together differ at most; what differs more is a box and something else."""
_LONG = 0.12
"""How far the gap runs on at one side of the stripe at least, as a share of the longer side of the photo."""
_FOLLOWED = 0.8
"""The share of that way on which it is seen."""
_TURNS = 9
_TURN = 0.25
"""How far from square to the stripe the gap may run, in radians, beyond what its two ends say."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A stripe over a gap, in pixels of the copy."""

    binder: Stripe
    gap: Any
    """(2, 2): the gap from where it meets the left side of the stripe to where it leaves the right."""


def crossings(lab: Floats, stripes: Sequence[Stripe]) -> list[Crossing]:
    """Return where stripes lie over a gap between two boards that look alike.

    Args:
        lab: the CIELAB of each pixel of the copy.
        stripes: all that were found in it.
    """
    return [crossing for each in stripes if _as_a_binder(each) for crossing in _over(lab, each)]


def _as_a_binder(stripe: Stripe) -> bool:
    dark = stripe.colour[0] < _LIGHT * stripe.ground[0]
    board = bool(cardboard(stripe.ground))
    return board and stripe.width <= _BROAD * stripe.length and (not dark or own_colour(stripe.colour, stripe.ground))


def _over(lab: Floats, stripe: Stripe) -> Iterator[Crossing]:
    import numpy as np

    across = (stripe.right - stripe.left) / stripe.width
    aside = min(max(0.35 * stripe.width, 4.0), MOST / 2)
    left, right = (_dips(lab, line, stripe.ground) for line in (stripe.left - aside * across, stripe.right + aside * across))
    for (one, deep), (other, as_deep) in product(left, right):
        if abs(one - other) > 0.7 * stripe.width + 2 * aside:
            continue
        shares = np.array([one, other]) / stripe.length
        ends = np.array([line[0] + share * (line[1] - line[0]) for line, share in zip((stripe.left, stripe.right), shares, strict=True)])
        if _through(lab, stripe, ends) <= _HIDDEN * min(deep, as_deep) and _runs_on(lab, ends, aside):
            yield Crossing(stripe, ends)


def _dips(lab: Floats, line: Floats, ground: Floats) -> list[tuple[float, float]]:
    """Where a line crosses narrow dark gaps, in pixels from its start, and how deep they are: the deepest place of each."""
    import numpy as np

    length = float(np.linalg.norm(line[1] - line[0]))
    along = np.arange(_AROUND[1], length - _AROUND[1], 1.0)
    if not len(along):
        return []
    points = line[0] + (along / length)[:, None] * (line[1] - line[0])
    depth = _depth(lab, points, (line[1] - line[0]) / length)
    edges = np.flatnonzero(np.diff(np.pad((depth >= _DEPTH).astype(np.int8), 1)))
    deepest = [int(start + depth[start:end].argmax()) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [(float(along[at]), float(depth[at])) for at in deepest if not own_colour(light_at(lab, points[at : at + 1])[0], ground)]


def _depth(lab: Floats, points: Floats, way: Floats) -> Floats:
    """How much darker points are than the board on both sides of them (n,), as a share of its lightness; 0 where there are not two like boards.

    Both sides are looked at along a way.
    """
    import numpy as np

    steps = np.linspace(*_AROUND, 5)
    sides = [np.median(light_at(lab, points[:, None] + side * steps[None, :, None] * way), axis=1) for side in (-1, 1)]
    lightness = light_at(lab, points[:, None] + np.arange(-1.0, 1.5)[None, :, None] * way)[..., 0].min(axis=1)
    like = cardboard(sides[0]) & cardboard(sides[1]) & (np.linalg.norm(sides[0] - sides[1], axis=1) <= _SAME)
    board = np.maximum(np.minimum(sides[0][:, 0], sides[1][:, 0]), 1.0)
    return np.where(like, 1 - lightness / board, 0.0)


def _through(lab: Floats, stripe: Stripe, ends: Floats) -> float:
    """How deep the gap is as far as it is seen on the stripe itself, as a share of the board's lightness."""
    import numpy as np

    way = (stripe.middle[1] - stripe.middle[0]) / stripe.length
    steps = np.arange(-_AROUND[1], _AROUND[1] + 0.5)
    feet = ends[0] + np.array([0.35, 0.5, 0.65])[:, None] * (ends[1] - ends[0])
    lightness = np.median(light_at(lab, feet[:, None] + steps[None, :, None] * way)[..., 0], axis=0)
    return float(np.median(lightness) - lightness.min()) / max(float(stripe.ground[0]), 1.0)


def _runs_on(lab: Floats, ends: Floats, aside: float) -> bool:
    """Whether the gap runs on for long at one side of the stripe, straight."""
    import numpy as np

    reach = _LONG * max(lab.shape[:2])
    way = (ends[1] - ends[0]) / max(float(np.linalg.norm(ends[1] - ends[0])), 1e-6)
    away = np.arange(aside, reach, 2.0)
    for foot, out in ((ends[0], -way), (ends[1], way)):
        for turn in np.linspace(-_TURN, _TURN, _TURNS):
            ray = np.array((out[0] * np.cos(turn) - out[1] * np.sin(turn), out[0] * np.sin(turn) + out[1] * np.cos(turn)))
            if (_depth(lab, foot + away[:, None] * ray, np.array((-ray[1], ray[0]))) >= _DEPTH / 2).mean() >= _FOLLOWED:
                return True
    return False
