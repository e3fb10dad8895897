"""Reads PDF417 that lies at an angle: places with many edges that are no linear symbol, turned upright with much room around them.

A decoder finds PDF417 by its start and stop bars. Either these lie outside the part whose edges run one way, or one half of the symbol is found
alone, or only the two ends are (`pairs`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from inboundcheck.photos.barcodes.decoders import stacked_by_zxing
from inboundcheck.photos.barcodes.reads import Read
from inboundcheck.photos.barcodes.strips import Strip, strip

if TYPE_CHECKING:
    from inboundcheck.photos.barcodes.linear import Place
    from inboundcheck.photos.barcodes.reads import Corners, Point
    from inboundcheck.photos.opening.pixels import Gray

_MANY_EDGES = 30
"""PDF417 has at least 69 modules side by side, start and stop included."""
_HIGHER = 0.1
"""How much of its height is shown more at each side."""
_QUIET = (1.2, 0.5)
"""How much is shown at both ends, as a share of the length: so that the whole is seen when one half was found, and so that less else is."""
_BETWEEN = 0.12
"""How much is shown at both ends of what lies between a start and a stop."""
_MOST_ROWS = 2_000


def read_stacked(gray: Gray, places: Iterable[Place], between: Iterable[Corners], known: Iterable[Read]) -> list[Read]:
    """Read PDF417 at places where nothing is known yet, and between its ends."""
    known = [each for each in known if each.text]
    found: list[Read] = []

    def is_known(point: Point) -> bool:
        return any(each.holds(point) for each in (*known, *found))

    for corners in between:
        if not is_known(_middle(corners)):
            found += _read(_tight(gray, corners))
    for place in places:
        if place.edges >= _MANY_EDGES and not place.reads and not is_known(place.region.centre):
            found += _read(_wide(gray, place))
    return found


def _read(strips: Iterable[Strip]) -> list[Read]:
    for upright in strips:
        if found := stacked_by_zxing(upright.pixels):
            return [replace(each, corners=upright.in_photo(each.corners)) for each in found]
    return []


def _middle(corners: Corners) -> Point:
    return sum(x for x, _ in corners) / 4, sum(y for _, y in corners) / 4


def _tight(gray: Gray, corners: Corners) -> Iterator[Strip]:
    upright = strip(gray, corners, quiet=_BETWEEN, scale=2.0, rows=_MOST_ROWS)
    yield upright
    yield _sharpened(upright, 2.0)


def _wide(gray: Gray, place: Place) -> Iterator[Strip]:
    corners = place.region.corners(above=_HIGHER * place.region.height)
    wide, narrow = (strip(gray, corners, quiet=quiet, scale=1.0, rows=_MOST_ROWS) for quiet in _QUIET)
    yield wide
    yield _sharpened(narrow, 1.0)
    yield strip(gray, corners, quiet=_QUIET[1], scale=2.0, rows=_MOST_ROWS)


def _sharpened(upright: Strip, width: float) -> Strip:
    import cv2

    pixels = cv2.addWeighted(upright.pixels, 3.0, cv2.GaussianBlur(upright.pixels, (0, 0), width), -2.0, 0)
    return replace(upright, pixels=pixels)  # type: ignore[arg-type]  # 8 bits stay 8 bits
