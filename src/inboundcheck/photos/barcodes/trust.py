"""Says how far to trust what was read of one symbol.

The confidence of a sighting is a word of a small scale, not a probability. What was measured gives the order of it: 1,301 photos with known
content, 621 without any barcode, 1,148 degraded renderings; and once more on 815 of the photos with what is written here, see docs/photos.md.

- Two decoders that agree were right, but for one symbol of 230 that both read wrongly on a single line of pixels: so a read that is
  less than three pixels high is doubtful, whoever reads it. Error correction (QR, Data Matrix, PDF417 …) was never wrong.
- One decoder alone is trusted where the symbol has a check of its own and is long: Code 128, EAN-13, Code 39
  from 5 characters on. Below 1.8 pixels a module even the check of Code 128 was passed by wrong reads.
- Sharpening makes other bars: an EAN-13 was invented from a blurred UPC-A in a sharpened photo, so one decoder is trusted in plain ones only.
- ITF cut short by glare was read by both decoders, as six digits of fourteen: it is trusted from 8 digits on, with a right mod-10 digit.
- Short or unchecked symbols by one decoder alone (EAN-8, UPC-E, Codabar) were most of the wrong reads, and so were retail codes
  that pyzbar alone saw, or that stood alone beside one that both saw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboundcheck.identifiers import check_digit_ok
from inboundcheck.photos.barcodes.reads import RETAIL, TWO_DIMENSIONAL, Read

if TYPE_CHECKING:
    from inboundcheck.photos.barcodes.merging import Symbol

AGREED, CORRECTED, CHECKED, DOUBTFUL, UNREAD = 0.99, 0.97, 0.9, 0.5, 0.3
"""The scale: two decoders, error correction, a check of its own, one decoder alone without one, seen and not read."""
FINEST = 1.8
"""Pixels for each module under which wrong reads of Code 128 passed its check."""
_THIN = 3
"""Pixels of height under which even two decoders can be wrong together: they read the same disturbed line."""
_SHORTEST_ITF, _SHORTEST_CODE_39 = 8, 5
_NEVER_ALONE = frozenset({"ean_8", "upc_e", "codabar"})


def confidence(symbol: Symbol, width: float | None, *, sure: bool) -> float:
    """Return a step of the scale; `width` is that of a module in pixels, `sure` whether both decoders read a retail code elsewhere."""
    best = symbol.best
    if not best.text:
        return UNREAD
    if best.symbology in TWO_DIMENSIONAL:
        return CORRECTED
    if max(read.height for read in symbol.reads if read.decoder == best.decoder) < _THIN:
        return DOUBTFUL
    if best.symbology == "itf" and not _whole_itf(best.text):
        return DOUBTFUL
    if len(symbol.decoders) > 1:
        return AGREED
    plain = any(each.plain for each in symbol.reads)
    return CHECKED if plain and _stands_alone(best, width, sure=sure) else DOUBTFUL


def _stands_alone(read: Read, width: float | None, *, sure: bool) -> bool:
    """Whether one decoder is enough for a linear symbol."""
    if (width is not None and width < FINEST) or read.symbology in _NEVER_ALONE:
        return False
    if read.symbology in RETAIL:
        return read.decoder == "zxing-cpp" and not sure
    return read.symbology != "code_39" or len(read.text) >= _SHORTEST_CODE_39


def _whole_itf(text: str) -> bool:
    """Whether an ITF is surely not a part of a longer one: any two wide bars in it look like its end, to both decoders."""
    return len(text) >= _SHORTEST_ITF and bool(check_digit_ok(text, "itf14"))
