"""Stripes of one colour and one width on brown board, followed from border to border of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from inboundcheck.photos.binders.colours import cardboard
from inboundcheck.photos.binders.edges import Pair, pairs
from inboundcheck.photos.binders.places import ALIKE, CONTRAST, LEAST, ON_ONE, STEP, Places, alike, run, seen_at, within
from inboundcheck.photos.opening.pixels import light_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

End: TypeAlias = Literal["ground", "photo", "free"]
"""Why a stripe ends: its ground ends there (a fold, or the box), the photo does, or nothing that is seen."""
_MOST = 40
"""How many pairs of borders are followed, the longest first."""
_FEET = 60
"""At how many places a border is laid onto the change of colour, at most."""
_ROUNDS = 8
_GROW = 0.5
"""How much farther it is looked for in each round, as a share of its length to either side."""
_CHANGE = 7.0
"""By how much the ground changes where it ends; or a line differs from it there, on both sides: what is beyond may look like it."""
_RIM = 4
_BOARD = 0.3
"""How much of the ground must be board."""


@dataclass(frozen=True, slots=True)
class Stripe:
    """One straight stripe, in pixels of the copy."""

    left: Any
    """(2, 2): the ends of its left side, as it is followed."""
    right: Any
    """(2, 2): the ends of its right side, abreast of these."""
    width: float
    length: float
    contrast: float
    """By how much it differs from the ground, in units of CIELAB."""
    colour: Any
    """(3,): its CIELAB."""
    ground: Any
    """(3,): that of the ground."""
    seen: float
    """The share of its length where it is seen as it."""
    ends: tuple[End, End]

    @property
    def middle(self) -> Any:
        """(2, 2): the ends of its middle line."""
        return (self.left + self.right) / 2


def stripes(lab: Floats, pale: NDArray[np.uint8]) -> list[Stripe]:
    """Return the stripes on brown board in a small copy of a photo, the longest first.

    Args:
        lab: the CIELAB of each pixel, lightness from 0 to 100.
        pale: the weakest of its three colours.
    """
    found: list[Stripe] = []
    for pair in _promising(lab, pairs(pale)):
        if any(_holds(each, pair) for each in found):
            continue
        stripe = _followed(lab, pair)
        if stripe is not None:
            found.append(stripe)
    return sorted(found, key=lambda each: -each.length)


def _promising(lab: Floats, found: Sequence[Pair]) -> Iterator[Pair]:
    """The pairs on board with another colour between them than on both sides; a quick look at a few places of each."""
    import numpy as np

    if not found:
        return
    shares = np.linspace(0.1, 0.9, 9)[None, :, None]
    lefts, rights = (np.array([getattr(each, side) for each in found]) for side in ("one", "other"))
    lefts, rights = (each[:, :1] + shares * (each[:, 1:] - each[:, :1]) for each in (lefts, rights))
    across = rights - lefts
    away = across * np.maximum(0.5, LEAST / np.linalg.norm(across, axis=-1, keepdims=True))
    inside, left, right = (light_at(lab, each) for each in ((lefts + rights) / 2, lefts - away, rights + away))
    contrast = np.minimum(*(np.linalg.norm(inside - each, axis=-1) for each in (left, right)))
    even = np.linalg.norm(inside - np.median(inside, axis=1, keepdims=True), axis=-1)
    usual = np.median(contrast, axis=1)
    one_ground = np.quantile(np.linalg.norm(left - right, axis=-1), ON_ONE, axis=1) <= ALIKE * usual
    board = (cardboard(left) | cardboard(right)).mean(axis=1) >= _BOARD
    good = board & (usual >= CONTRAST) & one_ground & (np.median(even, axis=1) <= ALIKE * usual)
    yield from (found[at] for at in np.flatnonzero(good)[:_MOST])


def _holds(stripe: Stripe, pair: Pair) -> bool:
    """Whether both sides of a pair lie in a stripe or at its sides."""
    import numpy as np

    start, way = stripe.middle[0], stripe.middle[1] - stripe.middle[0]
    forward = way / max(float(np.linalg.norm(way)), 1e-6)
    for points in (pair.one, pair.other):
        away = points.mean(axis=0) - start
        if abs(forward[0] * away[1] - forward[1] * away[0]) > 0.75 * stripe.width or not 0 <= away @ forward <= stripe.length:
            return False
    return True


def _followed(lab: Floats, pair: Pair) -> Stripe | None:
    """Follow a pair of borders both ways as far as there is a stripe between them."""
    import numpy as np

    left, right = np.asarray(pair.one), np.asarray(pair.other)
    core = (0.0, 0.0)
    for _ in range(_ROUNDS):
        length = float(np.linalg.norm(left[1] - left[0]))
        more = max(_GROW * length, 20.0)
        first, last = within(lab, left, right)
        places = seen_at(lab, left, right, max(-more, first), min(length + more, last))
        here = alike(places, (0.0, length))
        if here is None:
            return None
        low, high = run(places, here, length)
        left, right = _fitted(lab, left, right, places.along[here & (places.along >= low) & (places.along <= high)], (low, high))
        core = (low, high)
        if low > -STEP and high < length + STEP:
            break
    return None if core[1] - core[0] < 1 else _measured(lab, left, right)


def _fitted(lab: Floats, left: Floats, right: Floats, along: Floats, reach: tuple[float, float]) -> tuple[Floats, Floats]:
    """Lay both lines onto the steepest change of colour near them, and let them begin and end with the stripe."""
    import numpy as np

    along = along[:: len(along) // _FEET + 1]
    length = max(float(np.linalg.norm(left[1] - left[0])), 1e-6)
    forward = (left[1] - left[0] + right[1] - right[0]) / np.linalg.norm(left[1] - left[0] + right[1] - right[0])
    aside = np.array((-forward[1], forward[0]))
    width = float(np.linalg.norm(left.mean(axis=0) - right.mean(axis=0)))
    steps = np.arange(-1, 1.01, 0.125) * min(max(0.3 * width, 2.0), 6.0)
    found = []
    for line in (left, right):
        feet = line[0] + (along / length)[:, None] * (line[1] - line[0])
        ring = [light_at(lab, feet[:, None] + (steps + side)[None, :, None] * aside) for side in (-1.0, 1.0)]
        best = steps[np.linalg.norm(ring[1] - ring[0], axis=-1).argmax(axis=1)]
        slope, base = _line(along, best)
        found.append(np.array([line[0] + at / length * (line[1] - line[0]) + (slope * at + base) * aside for at in reach]))
    return found[0], found[1]


def _line(x: Floats, y: Floats) -> tuple[float, float]:
    """Fit a line to points of which some are of something else."""
    import numpy as np

    kept = np.ones(len(x), bool)
    slope, base = 0.0, float(np.median(y))
    for _ in range(3):
        if kept.sum() < 5:  # noqa: PLR2004 - too few for a slope
            break
        slope, base = np.polyfit(x[kept], y[kept], 1)
        off = np.abs(y - slope * x - base)
        kept = off <= max(1.0, 1.5 * float(np.median(off)))
    return float(slope), float(base)


def _measured(lab: Floats, left: Floats, right: Floats) -> Stripe | None:
    """Measure a stripe, and say why it ends."""
    import numpy as np

    length = float(np.linalg.norm((left[1] - left[0] + right[1] - right[0]) / 2))
    places = seen_at(lab, left, right, 0.0, length)
    if len(places.along) < 5:  # noqa: PLR2004 - too short to say anything
        return None
    here = alike(places, (0.0, length))
    if here is None or places.width < 3:  # noqa: PLR2004 - pixels
        return None
    beyond = 4 * places.width + 12
    more = seen_at(lab, left, right, -beyond, length + beyond)
    first, last = within(lab, left, right)
    rim = _RIM + places.width / 2
    ends = (
        "photo" if first > -rim else _end(more, -more.along),
        "photo" if last < length + rim else _end(more, more.along - length),
    )
    return Stripe(
        left, right, places.width, length, float(np.median(places.contrast)), np.median(places.inside, axis=0),
        _ground(places.flanks.reshape(-1, 3)), float(here.mean()), ends,
    )  # fmt: skip


def _ground(colours: Floats) -> Floats:
    """The colour of the ground (3,): that of the board, where some of it is board; labels lie on it too."""
    import numpy as np

    board = cardboard(colours)
    ground: Floats = np.median(colours[board] if board.mean() >= _BOARD else colours, axis=0)
    return ground


def _end(places: Places, out: Any) -> End:
    """Why it ends at one end within the picture; `out` (n,) is how far beyond it each place is."""
    import numpy as np

    reach = max(2 * places.width, 10.0)
    before, after = (out < -0.3 * places.width) & (out > -reach), (out > max(0.3 * places.width, STEP)) & (out < reach)
    usual = [np.median(each[before], axis=0) for each in places.flanks]
    changes = [float(np.linalg.norm(one - np.median(each[after], axis=0))) for one, each in zip(usual, places.flanks, strict=True)]
    near = np.abs(out) < max(1.2 * places.width, 8.0)
    lines = [float(np.linalg.norm(each[near] - one, axis=1).max()) for one, each in zip(usual, places.flanks, strict=True)]
    return "ground" if max(changes) >= _CHANGE or min(lines) >= _CHANGE else "free"
