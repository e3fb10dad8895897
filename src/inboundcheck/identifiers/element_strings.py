"""Element strings: what a GS1 barcode says, as pairs of an application identifier and its value."""

from __future__ import annotations

import re
from fractions import Fraction

_BRACKETED = re.compile(r"(?:\(\d{2,4}\)[^()]+)+", re.ASCII)
_PAIR = re.compile(r"\((\d{2,4})\)([^()]+)", re.ASCII)
_FLAG = re.compile(r"\](?:C1|d2|Q3|e0)", re.ASCII)
_WEIGHT = re.compile(r"(33|34)0([0-5])", re.ASCII)
_KILOGRAM, _POUND = 10**12, 453_592_370_000


def element_strings(text: str) -> tuple[tuple[str, str], ...] | None:
    """Split the text of a GS1 barcode, bracketed `(00)106141412345678908` or as a scanner gives it; None where it cannot be read.

    In a scanner's text a value of variable length ends with the separator FNC1 (character 29): GS1 General Specifications, section 7.8.
    """
    text = _FLAG.sub("", text, count=1)
    if _BRACKETED.fullmatch(text):
        return tuple(_PAIR.findall(text))
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    try:
        message = GS1Message.parse(text)
    except (ParseError, ValueError):
        return None
    return tuple((each.ai.ai, each.value) for each in message.element_strings)


def weight_said(ai: str, value: str) -> Fraction | None:
    """The gross weight in nanograms of the identifiers 330n (kg) and 340n (lb), `n` being the number of decimals; None for any other."""
    found = _WEIGHT.fullmatch(ai)
    if found is None or not (value.isascii() and value.isdigit()):
        return None
    return Fraction(int(value), 10 ** int(found[2])) * (_KILOGRAM if found[1] == "33" else _POUND)
