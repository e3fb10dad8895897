"""Reads every barcode in a photo: the whole photo first, then the places that look like one, each in the way that suits its kind.

1. The whole photo, by zxing-cpp: what lies straight and is large enough.
2. The bull's-eye of a MaxiCode, at any angle (`maxicode`).
3. Places whose edges run one way (`regions`): linear symbols at any angle, turned upright and averaged (`linear`), and PDF417 (`stacked`), also
   between its two ends (`pairs`).
4. Places that are dense with edges (`areas`): QR, Data Matrix and Aztec codes, sharpened and enlarged.
5. A small photo in which nothing was read: once more with other light and at other sizes (`whole`).
6. What was read of one symbol is put together (`merging`) and weighed (`trust`); bars that nobody could read are told as such (`unread`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from inboundcheck.identifiers import identify
from inboundcheck.model import Barcode
from inboundcheck.model.sightings import BarcodeSeen
from inboundcheck.model.words import BarcodeKind
from inboundcheck.photos.barcodes.areas import dense_areas, read_areas
from inboundcheck.photos.barcodes.bars import copies
from inboundcheck.photos.barcodes.linear import Place, read_places
from inboundcheck.photos.barcodes.maxicode import read_maxicodes
from inboundcheck.photos.barcodes.merging import Symbol, put_together, run_on, same_place
from inboundcheck.photos.barcodes.modules import module_width
from inboundcheck.photos.barcodes.pairs import pairs
from inboundcheck.photos.barcodes.reads import RETAIL, Read
from inboundcheck.photos.barcodes.regions import linear_regions, structure
from inboundcheck.photos.barcodes.stacked import read_stacked
from inboundcheck.photos.barcodes.trust import DOUBTFUL, UNREAD, confidence
from inboundcheck.photos.barcodes.unread import unread
from inboundcheck.photos.barcodes.whole import read_again, read_once

if TYPE_CHECKING:
    from inboundcheck.photos.opening.pixels import Gray


def barcodes(gray: Gray) -> tuple[BarcodeSeen, ...]:
    """Read all barcodes of an upright gray photo, from top to bottom. What looks like one and could not be read comes without text."""
    reads, places = _read(gray)
    symbols = run_on(put_together([each for read in reads for each in copies(read, gray)]), gray)
    sure = any(len(each.decoders) > 1 and each.best.symbology in RETAIL for each in symbols)
    seen = [_seen(each, symbols, gray, sure=sure) for each in symbols]
    seen += [_not_read(each) for each in unread(gray, places, [symbol.best for symbol in symbols])]
    return tuple(sorted(seen, key=lambda each: (each.polygon[0][1], each.polygon[0][0])))


def _read(gray: Gray) -> tuple[list[Read], list[Place]]:
    """Everything that was read anywhere, and the places that look like bars."""
    tensor = structure(gray)
    reads = [*read_once(gray), *read_maxicodes(gray, tensor)]
    regions = linear_regions(tensor)
    places = read_places(gray, regions)
    reads += [read for place in places for read in place.reads]
    reads += read_stacked(gray, places, pairs(tensor, regions), reads)
    reads += read_areas(gray, dense_areas(tensor), reads)
    if not any(each.text for each in reads):
        reads += read_again(gray)
    return reads, places


def _not_read(place: Place) -> BarcodeSeen:
    return BarcodeSeen(barcode=Barcode(text=None), polygon=place.region.corners(), confidence=UNREAD, by="bars that no decoder reads")


def _seen(symbol: Symbol, symbols: list[Symbol], gray: Gray, *, sure: bool) -> BarcodeSeen:
    best = symbol.best
    width = module_width(best, gray)
    trust = confidence(symbol, width, sure=sure)
    rivals = [
        each
        for each in symbols
        if each is not symbol and each.best.key[1] == best.key[1] and same_place(each.best, best) and len(each.decoders) >= len(symbol.decoders)
    ]  # bars and dots beside each other are two symbols
    if best.text and rivals:
        trust = min(trust, DOUBTFUL)
    kinds = _kinds(best)
    return BarcodeSeen(
        barcode=Barcode(text=best.text or None, symbology=best.symbology, kind=kinds[0] if len(kinds) == 1 else None),
        candidates=kinds if len(kinds) > 1 else (),
        module=width,
        polygon=best.corners,
        confidence=trust,
        by=" and ".join(symbol.decoders),
    )


def _kinds(read: Read) -> tuple[BarcodeKind, ...]:
    """Every kind of code that the text can be, the likeliest first."""
    if not read.text:
        return ()
    found = identify(read.text, symbology=read.symbology or "code_128", gs1=read.gs1)
    return tuple(dict.fromkeys(cast("BarcodeKind", each.kind) for each in found))
