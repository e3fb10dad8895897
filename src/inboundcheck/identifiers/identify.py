"""From the text of a barcode to everything that it can be.

What the symbol itself says comes before what its text looks like: FNC1 announces GS1 element strings, and EAN, UPC and ITF-14
hold trade items. Then come the forms that Amazon alone uses, then the carriers'. Forms collide: the SSCC 00106141412345678908
is a USPS number too. All that fit are given, the likeliest first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from inboundcheck.identifiers.carriers import carriers_of
from inboundcheck.identifiers.gs1 import in_element_strings, in_web_address, without_brackets
from inboundcheck.identifiers.identity import Identity
from inboundcheck.identifiers.sorting import SORTING, numbers_in
from inboundcheck.identifiers.standard import check_digit_ok

_RETAIL = {"ean_13", "ean_8", "upc_a", "upc_e", "databar"}
_PATTERNS = {
    "box_id": re.compile(r"FBA[0-9A-Z]{7,10}U[0-9]{6}", re.ASCII),
    "fnsku": re.compile(r"X0[0-9A-Z]{8}", re.ASCII),
    "asin": re.compile(r"B0[0-9A-Z]{8}", re.ASCII),
    "lpn": re.compile(r"LPN[A-Z]{2}[0-9A-Z]{8,12}", re.ASCII),
    "box_content": re.compile(r"AMZN,PO:.*", re.ASCII | re.DOTALL),
}
"""Amazon's own forms; they carry no check digits."""
_WEB = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_UPC_E = 8
_ITF14 = 14
_SSCC = 18


def identify(text: str, *, symbology: str | None = None, gs1: bool = False) -> tuple[Identity, ...]:
    """Give everything that the text of a barcode can be, the likeliest first; nothing where no known form fits.

    `symbology` is a word of the model's list (`code_128`, `ean_13` …), and `gs1` says that the symbol began with FNC1.
    A check digit that is wrong is told only where the symbol announces the form; a mere look-alike with a wrong digit is none.
    """
    text = text.strip()
    bracketed = without_brackets(text)
    found = _announced(bracketed or text, symbology, gs1=gs1 or symbology == "gs1_128" or bracketed is not None)
    return tuple(dict.fromkeys(found))


def readable(text: str) -> str:
    """Give the text of a barcode as people know it: of sorting data, the number of the parcel in it; any other as it is."""
    return next((number for number in numbers_in(text) if identify(number)), text)


def _announced(text: str, symbology: str | None, *, gs1: bool) -> Iterator[Identity]:
    if gs1:
        said = list(in_element_strings(text, symbology))
        standing = [each for each in said if each.kind in ("sscc", "gtin")]
        yield from standing
        if not standing:
            # USPS and FedEx write their numbers as application identifiers that GS1 leaves to companies (91 to 99).
            yield from _carriers(text, symbology)
            yield from (each for each in said if each not in standing)
        return
    if symbology in _RETAIL:
        yield _trade_item(text, symbology)
        return
    yield from _of_form(text, symbology)


def _trade_item(text: str, symbology: str | None) -> Identity:
    if symbology == "upc_e" and len(text) == _UPC_E:
        return Identity("gtin", "", text, _upc_e_ok(text))
    return Identity("gtin", "", text, check_digit_ok(text, "gtin"))


def _upc_e_ok(text: str) -> bool:
    import biip

    try:
        return biip.parse("]E0" + text).upc is not None or biip.parse(text).upc is not None
    except biip.ParseError:
        return False


def _of_form(text: str, symbology: str | None) -> Iterator[Identity]:
    for kind, pattern in _PATTERNS.items():
        if pattern.fullmatch(text):
            yield Identity(kind, "", text, None)
    if _WEB.fullmatch(text):
        yield from in_web_address(text)
        yield Identity("web_address", "", text, None)
    if symbology == "maxicode" or text.startswith(SORTING):
        yield Identity("carrier_routing", "", text, None)
    yield from _numbers(text, symbology)


def _numbers(text: str, symbology: str | None) -> Iterator[Identity]:
    """Bare numbers, of which nothing but the length and the check digit speaks."""
    sscc = text[2:] if len(text) == _SSCC + 2 and text.startswith("00") else text
    if len(sscc) == _SSCC and check_digit_ok(sscc, "sscc"):
        yield Identity("sscc", "", sscc, check=True)
    if symbology == "itf" and len(text) == _ITF14:
        yield Identity("itf14", "", text, check_digit_ok(text, "itf14"))
    item = [Identity("gtin", "", text, check=True)] if symbology != "itf" and check_digit_ok(text, "gtin") else []
    # A trade item outside its own symbols is rare; where the symbol is not known, it is the likelier.
    yield from item if symbology is None else ()
    in_itf14 = symbology == "itf" and check_digit_ok(text, "itf14")
    yield from (each for each in _carriers(text, symbology) if each.check or not in_itf14)
    yield from item if symbology is not None else ()


def _carriers(text: str, symbology: str | None) -> Iterator[Identity]:
    packed = "".join(text.split())
    for form in carriers_of(text, symbology=symbology):
        yield Identity("carrier", form.carrier, packed, True if form.check else None)
