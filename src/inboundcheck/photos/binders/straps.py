"""Tells which stripes may be straps round a box."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inboundcheck.photos.binders.stripes import Stripe

_WIDTH = 5.0
"""Of a strap at least, in pixels of the copy: narrower stripes are creases, gaps and the edges of tape."""
_SLENDER = 0.085
"""How wide it is at most, as a share of its length: 19 mm on 23 cm. Tape of 48 mm is as slender on 57 cm."""
_LENGTH = 0.2
"""How long it is at least, as a share of the longer side of the photo."""
_CONTRAST = 14.0
_CHROMA = 12.0
"""How strong the colour of cardboard is at least, in units of CIELAB, and between which hues, in degrees."""
_HUES = (55.0, 100.0)
_CAVITY = 0.035
"""What reflects less than this share of the light of the board beside it is a gap into which no light falls: black straps reflect 8 % and more."""
_OWN = 5.0
"""How far its colour is at least from that of the board in another light: shadows, creases, brown tape and brown print have the board's."""
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
    slender = stripe.width >= _WIDTH and stripe.width <= _SLENDER * stripe.length
    return (
        slender
        and stripe.contrast >= _CONTRAST
        and "free" not in stripe.ends
        and cardboard(stripe.ground)
        and own_colour(stripe.colour, stripe.ground)
    )


def cardboard(colour: Sequence[float]) -> bool:
    """Whether a CIELAB colour may be that of brown cardboard."""
    _, a, b = colour
    return math.hypot(a, b) >= _CHROMA and _HUES[0] <= math.degrees(math.atan2(b, a)) <= _HUES[1]


def own_colour(colour: Sequence[float], ground: Sequence[float]) -> bool:
    """Whether something has a colour of its own: it is no gap, and not the board beside it in another light."""
    if _light(colour[0]) < _CAVITY * _light(ground[0]):
        return False
    shade = min(float(colour[0] / ground[0]), 1.0)
    return math.dist(colour[1:], [shade * each for each in ground[1:]]) >= _OWN


def _light(lightness: float) -> float:
    """How much light is reflected, by the lightness of CIELAB: CIE 1976."""
    return ((lightness + 16) / 116) ** 3 if lightness > 8 else lightness / 903.3  # noqa: PLR2004


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
    return min(shares[1], 1) - max(shares[0], 0) >= _ABREAST and stripe.width < max(away) <= _NEAR * stripe.width
