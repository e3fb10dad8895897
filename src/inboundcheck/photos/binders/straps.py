"""Tells which stripes may be straps round a box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inboundcheck.photos.binders.stripes import Stripe

_WIDTH = 5.0
"""Of a strap at least, in pixels of the copy: narrower stripes are creases, gaps and the edges of tape."""
_SLENDER = 0.07
"""How wide it is at most, as a share of its length: 16 mm on 23 cm. Tape of 48 mm is as slender on 70 cm."""
_LENGTH = 0.2
"""How long it is at least, as a share of the longer side of the photo."""
_CONTRAST = 14.0
_CHROMA = 12.0
"""How strong the colour of cardboard is at least, in units of CIELAB, and between which hues, in degrees."""
_HUES = (40.0, 100.0)
_CAVITY = 0.045
"""What reflects less than this share of the light of the board beside it is a gap into which no light falls: black straps reflect 8 % and more."""
_OWN = 5.0
"""How far its colour is at least from that of the board in another light: shadows, creases, brown tape and brown print have the board's."""
_NEAR = 4.0
"""How far away stripes side by side are of one print, in widths."""
_ABREAST = 0.5
_BARS = 2


def straps(stripes: Sequence[Stripe], *, longest: int) -> list[Stripe]:
    """Return the stripes that may be straps.

    Args:
        stripes: all that were found in a copy of a photo.
        longest: the longer side of the copy, in pixels.
    """
    return [each for each in stripes if each.length >= _LENGTH * longest and _as_a_strap(each) and not _print(each, stripes)]


def _as_a_strap(stripe: Stripe) -> bool:
    slender = stripe.width >= _WIDTH and stripe.width <= _SLENDER * stripe.length
    return slender and stripe.contrast >= _CONTRAST and "free" not in stripe.ends and cardboard(stripe.ground) and own_colour(stripe)


def cardboard(colour: Sequence[float]) -> bool:
    """Whether a CIELAB colour may be that of brown cardboard."""
    _, a, b = colour
    return math.hypot(a, b) >= _CHROMA and _HUES[0] <= math.degrees(math.atan2(b, a)) <= _HUES[1]


def own_colour(stripe: Stripe) -> bool:
    """Whether it is no gap, and not the board itself in another light."""
    if _light(stripe.colour[0]) < _CAVITY * _light(stripe.ground[0]):
        return False
    shade = min(float(stripe.colour[0] / stripe.ground[0]), 1.0)
    return math.dist(stripe.colour[1:], shade * stripe.ground[1:]) >= _OWN


def _light(lightness: float) -> float:
    """How much light is reflected, by the lightness of CIELAB: CIE 1976."""
    return ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3  # noqa: PLR2004


def _print(stripe: Stripe, stripes: Sequence[Stripe]) -> bool:
    """Whether it is one of several bars side by side, as of a barcode."""
    return sum(_beside(stripe, each) for each in stripes if each is not stripe) >= _BARS


def _beside(stripe: Stripe, other: Stripe) -> bool:
    (x1, y1), (x2, y2) = stripe.middle
    along = ((x2 - x1) / stripe.length, (y2 - y1) / stripe.length)
    shares = sorted(((x - x1) * along[0] + (y - y1) * along[1]) / stripe.length for x, y in other.middle)
    away = [abs((y - y1) * along[0] - (x - x1) * along[1]) for x, y in other.middle]
    return min(shares[1], 1) - max(shares[0], 0) >= _ABREAST and max(away) <= _NEAR * stripe.width and other.length <= 2 * stripe.length
