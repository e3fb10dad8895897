"""Reads PDF417 that lies at an angle: places with many edges that are no linear symbol, turned upright with much room around them.

A decoder finds PDF417 by its start and stop bars, and these lie outside the part whose edges run one way, or one half of it is found alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from inboundcheck.photos.decoders import stacked_by_zxing
from inboundcheck.photos.reads import Read
from inboundcheck.photos.strips import Strip, strip

if TYPE_CHECKING:
    from inboundcheck.photos.linear import Place
    from inboundcheck.photos.pixels import Gray

_MANY_EDGES = 30
"""PDF417 has at least 69 modules side by side, start and stop included."""
_HIGHER = 0.1
"""How much of its height is shown more at each side."""
_QUIET = (1.2, 0.5)
"""How much is shown at both ends, as a share of the length: so that the whole is seen when one half was found, and so that less else is."""
_MOST_ROWS = 2_000


def read_stacked(gray: Gray, places: Iterable[Place], known: Iterable[Read]) -> list[Read]:
    """Read PDF417 at places where nothing is known yet."""
    known = [each for each in known if each.text]
    found: list[Read] = []
    for place in places:
        if place.edges >= _MANY_EDGES and not place.reads and not any(each.holds(place.region.centre) for each in (*known, *found)):
            found += _read(gray, place)
    return found


def _read(gray: Gray, place: Place) -> list[Read]:
    for upright in _strips(gray, place):
        if found := stacked_by_zxing(upright.pixels):
            return [replace(each, corners=upright.in_photo(each.corners)) for each in found]
    return []


def _strips(gray: Gray, place: Place) -> Iterator[Strip]:
    import cv2

    corners = place.region.corners(above=_HIGHER * place.region.height)
    wide, narrow = (strip(gray, corners, quiet=quiet, scale=1.0, rows=_MOST_ROWS) for quiet in _QUIET)
    yield wide
    yield replace(narrow, pixels=cv2.addWeighted(narrow.pixels, 3.0, cv2.GaussianBlur(narrow.pixels, (0, 0), 1.0), -2.0, 0))  # type: ignore[arg-type]
    yield strip(gray, corners, quiet=_QUIET[1], scale=2.0, rows=_MOST_ROWS)
