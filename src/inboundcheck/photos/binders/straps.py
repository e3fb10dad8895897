"""Tells which stripes may be straps round a box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from inboundcheck.photos.binders.colours import cardboard, own_colour

if TYPE_CHECKING:
    from inboundcheck.photos.binders.stripes import Stripe

_WIDTH = 5.0
"""Of a strap at least, in pixels of the copy: narrower stripes are creases, gaps and the edges of tape."""
_SLENDER = 0.085
"""How wide it is at most, as a share of its length: 19 mm on 23 cm. Tape of 48 mm is as slender on 57 cm."""
_LENGTH = 0.2
"""How long it is at least, as a share of the longer side of the photo."""
_CONTRAST = 14.0
_NEAR = 6.0
"""How far one bar of a pattern is from the next at most, in widths."""
_ABREAST = 0.5
"""Along how much of its length another one must run beside it."""
_PATTERN = 5
"""So many stripes side by side are bars of a barcode, bricks or boards of a floor."""


def straps(stripes: Sequence[Stripe], *, longest: int) -> list[Stripe]:
    """Return the stripes that may be straps.

    Args:
        stripes: all that were found in a copy of a photo.
        longest: the longer side of the copy, in pixels.
    """
    return [each for each in stripes if each.length >= _LENGTH * longest and _as_a_strap(each) and not _in_a_pattern(each, stripes)]


def _as_a_strap(stripe: Stripe) -> bool:
    if not _WIDTH <= stripe.width <= _SLENDER * stripe.length or stripe.contrast < _CONTRAST or "free" in stripe.ends:
        return False
    return bool(cardboard(stripe.ground)) and own_colour(stripe.colour, stripe.ground)


def _in_a_pattern(stripe: Stripe, stripes: Sequence[Stripe]) -> bool:
    """Whether it is one of many that run side by side, each near to the next."""
    near, rest = [stripe], [each for each in stripes if each is not stripe]
    for one in near:  # it grows as it goes
        near += [each for each in rest if _beside(one, each)]
        rest = [each for each in rest if all(each is not other for other in near)]
    return len(near) >= _PATTERN


def _beside(stripe: Stripe, other: Stripe) -> bool:
    (x1, y1), (x2, y2) = stripe.middle
    along = ((x2 - x1) / stripe.length, (y2 - y1) / stripe.length)
    shares = sorted(((x - x1) * along[0] + (y - y1) * along[1]) / stripe.length for x, y in other.middle)
    away = [abs((y - y1) * along[0] - (x - x1) * along[1]) for x, y in other.middle]
    return bool(min(shares[1], 1) - max(shares[0], 0) >= _ABREAST and stripe.width < max(away) <= _NEAR * stripe.width)
