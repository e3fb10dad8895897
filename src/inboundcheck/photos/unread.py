"""Tells bars that nobody could read from print, carpet and stripes, which are not bars."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from inboundcheck.photos.reads import Read

if TYPE_CHECKING:
    from inboundcheck.photos.linear import Place

_EDGES = 40
"""Edges on a line across; of the symbols on boxes only UPC-E and the shortest Code 39 have fewer."""
_BANDS = 0.6
"""The share of the height that must show the same bars."""


def unread(places: Iterable[Place], reads: Iterable[Read]) -> list[Place]:
    """Return the places that look like a barcode, and in which nothing is known to be."""
    reads = list(reads)
    return [each for each in places if _like_bars(each) and not any(read.holds(each.region.centre, room=0.1) for read in reads)]


def _like_bars(place: Place) -> bool:
    return place.edges >= _EDGES and place.bands >= _BANDS
