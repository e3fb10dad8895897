"""What the packing material in an open box looks like, by a small net: a group of kinds, and never more than a reason for a person to look.

The net sees 7 by 7 places of 96 pixels that overlap by half. What it says counts where two by two neighbours say it together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inboundcheck.photos.nets.network import Network, scale_to

if TYPE_CHECKING:
    from inboundcheck.photos.nets.network import Colour, Maps

GROUPS: Final = ("loose_fill", "shreds", "air", "paper", "foam", "none")
"""What the net tells apart, in the order of its outputs."""
GROUP_OF: Final = {
    "peanuts": "loose_fill", "starch_peanuts": "loose_fill", "foam_chips": "loose_fill",
    "shredded_paper": "shreds", "crinkle_paper": "shreds",
    "air_pillow": "air", "bubble_wrap": "air", "polythene_roll": "air", "thermal_pack": "air",
    "paper_sheet": "paper", "newspaper": "paper",
    "foam_sheet": "foam", "foam_insert": "foam", "thermocol_sheet": "foam", "styrofoam": "foam",
    "corrugated_insert": "none", "products": "none", "flaps": "none", "bare": "none",
}  # fmt: skip
"""The group of each kind; board is not told from the box that it lies in."""
SIZE: Final = 384
"""Pixels of the square that the net sees."""
PLACE: Final = 96
"""Pixels of a side of one place."""
STEP: Final = 48
"""Pixels from one place to the next."""
_PROHIBITED: Final = ("loose_fill", "shreds")
_TOGETHER: Final = 2
"""So many places down and across must say the same."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The part of a picture that looks most like loose fill or shreds."""

    group: str
    """`loose_fill` or `shreds`, whichever it is more like."""
    share: float
    """How much it looks like either, from 0 to 1: the mean over the places of that part."""
    corners: tuple[tuple[float, float], ...]
    """Of that part, clockwise from the upper left, in pixels of the picture."""


def most_alike(net: Network, rgb: Colour) -> Likeness:
    """Find the part of a picture of the inside of a box that looks most like loose fill or shreds. It may not look like them at all."""
    height, width = rgb.shape[:2]
    maps = net.run(rgb)["groups"]
    scale = scale_to(rgb, SIZE)
    found = [(_mean(maps, row, column), row, column) for row in _blocks(height * scale) for column in _blocks(width * scale)]
    shares, row, column = max(found, key=lambda each: sum(each[0]))
    side = (PLACE + STEP * (_TOGETHER - 1)) / scale
    left, top = column * STEP / scale, row * STEP / scale
    right, bottom = min(left + side, width), min(top + side, height)
    return Likeness(_PROHIBITED[shares.index(max(shares))], round(sum(shares), 2), ((left, top), (right, top), (right, bottom), (left, bottom)))


def _blocks(pixels: float) -> range:
    """The first places of the blocks that lie inside so many pixels of the square; of a narrow picture the first block is all there is."""
    return range(max(1, int((pixels - PLACE) / STEP + 1e-6) + 2 - _TOGETHER))


def _mean(maps: Maps, row: int, column: int) -> tuple[float, ...]:
    """How much a block of places looks like each group that is prohibited, on the whole."""
    block = maps[:, row : row + _TOGETHER, column : column + _TOGETHER]
    return tuple(float(block[GROUPS.index(name)].mean()) for name in _PROHIBITED)
