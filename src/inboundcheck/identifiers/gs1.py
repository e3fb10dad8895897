"""GS1 element strings and the numbers inside them; the parsing and the check digits are biip's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from inboundcheck.identifiers.identity import Identity

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

_AIM = {"data_matrix": "]d2", "qr": "]Q3", "databar": "]e0"}
"""How biip is told which symbol an element string stood in (ISO/IEC 15424); all others are told as GS1-128."""
_BRACKETED = re.compile(r"\(([0-9]{2,4})\)([^()]*)", re.ASCII)
_ROUTING = frozenset({"403", "420", "421"})
_GS = "\x1d"


def without_brackets(text: str) -> str | None:
    """Turn `(00)1…` as printed under a symbol into the element string that it stands for; None where it is no such text."""
    parts = _BRACKETED.findall(text)
    if not parts or "".join(f"({ai}){value}" for ai, value in parts) != text:
        return None
    return _GS.join(f"{ai}{value}" for ai, value in parts)


def in_element_strings(text: str, symbology: str | None) -> Iterator[Identity]:
    """Give what a text that began with FNC1 says, in GS1's order of importance: the logistic unit, then the trade item, then the rest."""
    import biip

    try:
        message = biip.parse(_AIM.get(symbology or "", "]C1") + text).gs1_message
    except biip.ParseError:
        return
    if message is None:
        return
    found = [each for element in message.element_strings for each in _of_element(element)]
    rank = ["sscc", "itf14", "gtin", "carrier_routing", "serial"]
    yield from sorted(found, key=lambda each: rank.index(each.kind))


def in_web_address(text: str) -> Iterator[Identity]:
    """Give what a GS1 Digital Link says; other addresses say nothing."""
    import biip

    try:
        link = biip.parse(text).gs1_digital_link_uri
    except biip.ParseError:
        return
    for element in link.element_strings if link else ():
        yield from _of_element(element)


def _of_element(element: GS1ElementString) -> Iterator[Identity]:
    number = element.ai.ai
    if number == "00":
        yield Identity("sscc", "", element.value, element.sscc_error is None)
    elif number in ("01", "02"):
        yield Identity("gtin", "", element.value, element.gtin_error is None)
    elif number in _ROUTING:
        yield Identity("carrier_routing", "", element.value, None)
    elif number == "21":
        yield Identity("serial", "", element.value, None)
