"""Puts together what the decoders read: one sighting for each symbol in the photo, with how far to trust it.

The confidence of a sighting is a word of a small scale, not a probability. What was measured gives the order of it: 1,301 photos with known
content, 621 without any barcode, 1,148 degraded renderings; and once more on 815 of the photos with what is written here, see docs/photos.md.

- Two decoders that agree were right, but for one symbol of 230 that both read wrongly on a single line of pixels: so a read that is
  less than three pixels high is doubtful, whoever reads it. Error correction (QR, Data Matrix, PDF417 …) was never wrong.
- One decoder alone is trusted where the symbol has a check of its own and is long: Code 128, EAN-13, ITF from 8 digits on with a right
  mod-10 digit, Code 39 from 5 characters on. Below 1.8 pixels a module even the check of Code 128 was passed by wrong reads.
- Short or unchecked symbols by one decoder alone (ITF, EAN-8, UPC-E, Codabar) were most of the wrong reads, and so were retail codes
  that pyzbar alone saw, or that stood alone beside one that both saw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from inboundcheck.identifiers import check_digit_ok, identify
from inboundcheck.model import Barcode
from inboundcheck.model.sightings import BarcodeSeen
from inboundcheck.model.words import BarcodeKind
from inboundcheck.photos.bars import copies, joined
from inboundcheck.photos.decoders import read_with_zbar, read_with_zxing
from inboundcheck.photos.maxicode import read_maxicodes
from inboundcheck.photos.modules import module_width
from inboundcheck.photos.reads import RETAIL, TWO_DIMENSIONAL, Read

if TYPE_CHECKING:
    from inboundcheck.photos.pixels import Gray

AGREED, CORRECTED, CHECKED, DOUBTFUL, UNREAD = 0.99, 0.97, 0.9, 0.5, 0.3
"""The scale: two decoders, error correction, a check of its own, one decoder alone without one, seen and not read."""
FINEST = 1.8
"""Pixels for each module under which wrong reads of Code 128 passed its check."""
_THIN = 3
"""Pixels of height under which even two decoders can be wrong together: they read the same disturbed line."""
_SHORTEST = {"itf": 8, "code_39": 5}
_NEVER_ALONE = frozenset({"ean_8", "upc_e", "codabar"})
_PART = 0.8
"""A linear read that is shorter than this share of another at its place is a part of that one's bars."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol in the photo, with all reads of it."""

    reads: tuple[Read, ...]

    @property
    def best(self) -> Read:
        """The read to report: zxing-cpp's, which tells GS1-128 from Code 128 and gives the better outline."""
        return self.reads[0]

    @property
    def decoders(self) -> tuple[str, ...]:
        """Who read it."""
        return tuple(dict.fromkeys(read.decoder for read in self.reads))


def barcodes(gray: Gray) -> tuple[BarcodeSeen, ...]:
    """Read all barcodes of an upright gray photo, from top to bottom. What looks like one and could not be read comes without text."""
    found = [*read_with_zxing(gray), *read_with_zbar(gray), *read_maxicodes(gray)]
    symbols = _run_on(put_together([each for read in found for each in copies(read, gray)]), gray)
    sure = any(len(each.decoders) > 1 and each.best.symbology in RETAIL for each in symbols)
    seen = [_seen(each, symbols, gray, sure=sure) for each in symbols]
    return tuple(sorted(seen, key=lambda each: (each.polygon[0][1], each.polygon[0][0])))


def put_together(reads: list[Read]) -> list[Symbol]:
    """Join reads of one text at one place, and leave out what is only a part or a failed read of another symbol at its place.

    Two copies of one code at two places stay two symbols.
    """
    symbols: list[Symbol] = []
    for read in sorted(reads, key=lambda each: (each.decoder != "zxing-cpp", -each.height)):
        same = [number for number, each in enumerate(symbols) if _key(each.best) == _key(read) and _same_place(each.best, read)]
        if not same:
            symbols.append(Symbol((read,)))
        for number in same:  # zbar reports copies of one code as one, from the first to the last: it confirms each of them
            symbols[number] = Symbol((*symbols[number].reads, read))
    return [each for each in symbols if not any(_explains(other, each) for other in symbols if other is not each)]


def _run_on(symbols: list[Symbol], gray: Gray) -> list[Symbol]:
    """Join symbols of one text whose bars run on from one to the other."""
    whole: list[Symbol] = []
    for symbol in symbols:
        for number, each in enumerate(whole):
            together = joined(each.best, symbol.best, gray) if _key(each.best) == _key(symbol.best) else None
            if together:
                whole[number] = Symbol((together, *each.reads, *symbol.reads))
                break
        else:
            whole.append(symbol)
    return whole


def _key(read: Read) -> tuple[str, bool]:
    """What reads of one symbol have in common. A label often has one text in bars and in dots: these are two symbols."""
    text = read.text.zfill(14) if read.symbology in RETAIL and read.text else read.text
    return text, read.symbology in TWO_DIMENSIONAL


def _same_place(a: Read, b: Read) -> bool:
    """Whether the middle of one lies within the other, a tenth of its sides around it included: pyzbar cuts the ends off."""
    return _holds(a, b) or _holds(b, a)


def _holds(outer: Read, inner: Read) -> bool:
    left, top, right, bottom = outer.box
    across, down = (inner.box[0] + inner.box[2]) / 2, (inner.box[1] + inner.box[3]) / 2
    room = max(right - left, bottom - top) * 0.1
    return left - room <= across <= right + room and top - room <= down <= bottom + room


def _explains(whole: Symbol, part: Symbol) -> bool:
    """Whether a symbol that was read leaves nothing of another at its place: two cannot be printed over each other and both be read."""
    if not whole.best.text or not _same_place(whole.best, part.best):
        return False
    if not part.best.text:
        return True
    return len(part.decoders) == 1 and part.best.symbology not in TWO_DIMENSIONAL and part.best.length < _PART * whole.best.length


def _seen(symbol: Symbol, symbols: list[Symbol], gray: Gray, *, sure: bool) -> BarcodeSeen:
    best = symbol.best
    width = module_width(best, gray)
    confidence = _confidence(symbol, width, sure=sure)
    rivals = [each for each in symbols if each is not symbol and _same_place(each.best, best) and len(each.decoders) >= len(symbol.decoders)]
    if best.text and rivals:
        confidence = min(confidence, DOUBTFUL)
    kinds = _kinds(best)
    return BarcodeSeen(
        barcode=Barcode(text=best.text or None, symbology=best.symbology, kind=kinds[0] if len(kinds) == 1 else None),
        candidates=kinds if len(kinds) > 1 else (),
        module=width,
        polygon=best.corners,
        confidence=confidence,
        by=" and ".join(symbol.decoders),
    )


def _kinds(read: Read) -> tuple[BarcodeKind, ...]:
    """Every kind of code that the text can be, the likeliest first."""
    if not read.text:
        return ()
    found = identify(read.text, symbology=read.symbology or "code_128", gs1=read.gs1)
    return tuple(dict.fromkeys(cast("BarcodeKind", each.kind) for each in found))


def _confidence(symbol: Symbol, width: float | None, *, sure: bool) -> float:
    best = symbol.best
    if not best.text:
        return UNREAD
    if best.symbology in TWO_DIMENSIONAL:
        return CORRECTED
    if max(read.height for read in symbol.reads if read.decoder == best.decoder) < _THIN:
        return DOUBTFUL
    if len(symbol.decoders) > 1:
        return AGREED
    return CHECKED if _stands_alone(best, width, sure=sure) else DOUBTFUL


def _stands_alone(read: Read, width: float | None, *, sure: bool) -> bool:
    """Whether one decoder is enough for a linear symbol."""
    if (width is not None and width < FINEST) or read.symbology in _NEVER_ALONE:
        return False
    if read.symbology in RETAIL:
        return read.decoder == "zxing-cpp" and not sure
    if len(read.text) < _SHORTEST.get(read.symbology or "", 0):
        return False
    return read.symbology != "itf" or bool(check_digit_ok(read.text, "itf14"))
