"""How wide the narrowest bar or dot of a read symbol is in the photo: its length over the number of modules that it must have.

Where a number is not certain, the largest that it can be is taken, so that a width is never overstated: a face counts as seen
only at so many pixels per module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inboundcheck.photos.barcodes.bars import bars_on
from inboundcheck.photos.barcodes.reads import Read

if TYPE_CHECKING:
    from inboundcheck.photos.opening.pixels import Gray

_FIXED = {"ean_13": 95, "upc_a": 95, "ean_8": 67, "upc_e": 51}
"""GS1 General Specifications, 5.2: guards, digits and centre."""
_DATABAR = {"DataBarOmni": 96, "DataBarLtd": 79}
_LINES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
"""Where across the height of a symbol its bars are counted."""


def module_width(read: Read, gray: Gray) -> float | None:
    """Return the width of one module in pixels, None where the number of modules of this symbology is not known from its data."""
    number = read.modules or _modules(read, gray)
    return round(read.length / number, 2) or None if number and read.text else None


def _modules(read: Read, gray: Gray) -> int | None:
    size = len(read.text)
    if read.symbology in _FIXED:
        return _FIXED[read.symbology]
    if read.name in _DATABAR:
        return _DATABAR[read.name]
    if read.name.upper() == "CODE128":
        return 11 * _code_128_symbols(read, gray) + 13
    if read.symbology == "itf":
        return 9 * size + 9  # wide bars are 2 to 3 modules (ISO/IEC 16390), 3 on the ITF-14 of most printers
    if read.symbology == "code_39":
        return 16 * (size + 2) - 1  # as above (ISO/IEC 16388), with gaps of one module
    return None


def _code_128_symbols(read: Read, gray: Gray) -> int:
    """How many symbols of 11 modules come before the stop: counted in the photo, for pairs of digits may or may not share one."""
    fewest, most = code_128_bounds(read.text, gs1=read.gs1)
    if fewest == most:
        return most
    counts = [(bars - 4) // 3 for bars in bars_on(read, gray, _LINES) if bars % 3 == 1]  # 3 bars a symbol, 4 in the stop
    fitting = [count for count in counts if fewest <= count <= most]
    return max(set(fitting), key=lambda count: (fitting.count(count), count)) if fitting else most


def code_128_bounds(text: str, *, gs1: bool) -> tuple[int, int]:
    """Return the fewest and the most symbols that a sensible encoder needs, start and check included (ISO/IEC 15417).

    The fewest: pairs of digits in runs of four or more share a symbol, and no changes of the code set are counted. The most: each
    character has its own, with a change of the code set before and after each control character.
    """
    pairs, run = 0, 0
    for character in text + " ":
        if "0" <= character <= "9":
            run += 1
            continue
        pairs += run // 2 if run >= 4 or run == len(text) else 0  # noqa: PLR2004 - a shorter run costs more than it saves
        run = 0
    controls = sum(character < " " and character != "\x1d" for character in text)
    most = 2 + len(text) + gs1 + 2 * controls
    return 2 + len(text) - pairs + gs1, most
