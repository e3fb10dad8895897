"""Reads linear symbols where bars may stand: each place turned upright, averaged along its bars, and sharpened until two decoders agree.

What a decoder misses in the whole photo (a symbol turned by 20 degrees, one pixel a module, noise, a fold across it) it reads in such a strip, and
most places are no barcode at all and are turned away after their edges were counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from inboundcheck.photos.barcodes.decoders import bars_by_zbar, bars_by_zxing
from inboundcheck.photos.barcodes.heights import bars_between
from inboundcheck.photos.barcodes.reads import Read
from inboundcheck.photos.barcodes.sharpening import as_picture, unsharp, without_blur
from inboundcheck.photos.barcodes.strips import Strip, aligned, edges, strip

if TYPE_CHECKING:
    from inboundcheck.photos.barcodes.regions import Region
    from inboundcheck.photos.barcodes.strips import Lines
    from inboundcheck.photos.opening.pixels import Gray

_QUIET = 0.16
"""How much is shown beside a region, as a share of its length, and `_BEYOND` in pixels: the quiet zones, and ends that the region misses."""
_BEYOND = 12.0
_FEWEST_EDGES = 14
"""Edges on a line across a place below which nothing is tried: the shortest symbols have 33. Of places without a barcode, nine of ten have fewer."""
_ROUGH = 16
"""Rows of a place that are looked at first."""
_LIKE_BARS, _ALIKE = 30, 0.5
"""Edges, and the share of the height that shows the same bars, from which on every way to sharpen is tried."""
_BLURS = ((0.7, 0.03), (1.3, 0.03), (1.3, 0.01), (1.1, 0.003), (0.9, 0.003), (1.3, 0.003))
"""Blurs that are undone last, as the width of a Gaussian in pixels of the photo, each with the noise that is put up with."""


@dataclass(frozen=True, slots=True)
class Place:
    """A region that was looked at closely: what was read there, and how much it looks like bars."""

    region: Region
    edges: int
    """How often dark and light change on the line that all of its height speaks for."""
    bands: float
    """The share of its height that shows the same bars."""
    reads: tuple[Read, ...]


def read_places(gray: Gray, regions: Iterable[Region]) -> list[Place]:
    """Look closely at each region in which bars may stand; those without edges enough are left out."""
    places: list[Place] = []
    agreed: list[Read] = []
    for region in regions:
        if not any(each.holds(region.centre) for each in agreed) and (place := _place(gray, region)) is not None:
            places.append(place)
            agreed += _agreed(place.reads)
    return places


def _place(gray: Gray, region: Region) -> Place | None:
    corners = region.corners(beyond=_BEYOND)
    rough = strip(gray, corners, quiet=_QUIET, scale=1.0, rows=_ROUGH)
    if edges(rough.pixels.mean(axis=0, dtype="float32"), rough.scale) < _FEWEST_EDGES:
        return None
    upright = upright_place(gray, region)
    lines, share = aligned(upright)
    number = edges(lines.mean(axis=0), upright.scale)
    return Place(region, number, share, tuple(_reads(upright, lines, thorough=number >= _LIKE_BARS and share >= _ALIKE)))


def upright_place(gray: Gray, region: Region) -> Strip:
    """Turn a region upright, with the quiet zones beside it."""
    return strip(gray, region.corners(beyond=_BEYOND), quiet=_QUIET)


def _reads(upright: Strip, lines: Lines, *, thorough: bool) -> list[Read]:
    """Read a strip in one picture of it after the other until two decoders agree on something."""
    found: list[Read] = []
    for picture, plain in _pictures(lines, upright.scale, thorough=thorough):
        found += [replace(_placed(each, upright, lines), plain=plain) for read in (bars_by_zxing, bars_by_zbar) for each in read(picture)]
        if _agreed(found):
            break
    return found


def _agreed(reads: Iterable[Read]) -> list[Read]:
    """The reads that another decoder confirms."""
    return [one for one, other in combinations(reads, 2) if one.key == other.key and one.decoder != other.decoder]


def _pictures(lines: Lines, scale: float, *, thorough: bool) -> Iterator[tuple[Gray, bool]]:
    """Pictures of a strip, and whether it is seen in them as it is."""
    yield as_picture(unsharp(lines, scale)), False
    yield as_picture(lines), True
    if thorough:
        for width, noise in _BLURS:
            yield as_picture(without_blur(lines, width * scale, noise)), False


def _placed(read: Read, upright: Strip, lines: Lines) -> Read:
    """Bring a read in a strip back into the photo; it is as high as its bars are, whichever line it was read on."""
    top_left, top_right, bottom_right, bottom_left = read.corners
    start, end = (top_left[0] + bottom_left[0]) / 2, (top_right[0] + bottom_right[0]) / 2
    first, second, third, fourth = bars_between(upright, lines, min(start, end), max(start, end))
    corners = (first, second, third, fourth) if start <= end else (third, fourth, first, second)
    return replace(read, corners=upright.in_photo(corners), turned=True)
