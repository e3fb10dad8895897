"""Whose code a barcode is: this box's, this shipment's, another box's. It is the shipment that says, not the barcode alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from inboundcheck.answers import listed
from inboundcheck.identifiers import identify, numbers_in
from inboundcheck.identifiers.box_content import orders_in
from inboundcheck.model import Barcode, Box, Shipment

_SSCC = 18
_FEDEX = {34: slice(-12, None), 32: slice(16, 28)}
"""Where FedEx's barcodes hold the tracking number that people are told, by their length."""
_ROUTING = (8, 12)
"""How long the routing data (420 and the postal code) is that USPS puts before its number."""
_NAMES = {"box_id": "box_id", "sscc": "sscc", "tracking": "carrier", "package_id": "box_id", "id": "box_id"}
"""The fields that name one box, the surest first, with the kind of barcode in which each is written."""
_NAMED_BY = frozenset({"box_id", "sscc", "carrier", "box_content", None})
"""The kinds of declared barcodes that can tell one box from the others; product codes cannot."""
_OF_A_BOX = {"box_id": "box_id", "sscc": "sscc"}
"""The kinds of barcode that only ever name one box, with the field that would declare it."""

_TELLING = 16
"""From so many characters on a number with a right check digit is no chance: UPS's have 18, USPS's 20 and more."""
_SHIPMENT = re.compile(r"FBA[0-9A-Z]{7,10}", re.ASCII)
"""How Amazon names a shipment: other names are the sender's own, and say nothing against a code."""


@dataclass
class Owners:
    """The codes that the boxes of a shipment are known by."""

    shipment: Shipment
    _texts: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def boxes(self) -> tuple[Box, ...]:
        """The boxes, in their order."""
        return listed(self.shipment.boxes)

    @cached_property
    def _by_text(self) -> dict[str, dict[int, str]]:
        """For each text, the numbers of the boxes that it names, and the kind of code that it is there."""
        found: dict[str, dict[int, str]] = defaultdict(dict)
        for number, box in enumerate(self.boxes):
            for text, kind in _declared(box):
                found[text].setdefault(number, kind)
        return dict(found)

    @cached_property
    def _on_pallets(self) -> frozenset[str]:
        """The SSCCs of the pallets."""
        return frozenset(_bare(each.sscc, "sscc") for each in listed(self.shipment.pallets) if isinstance(each.sscc, str))

    def named_by(self, barcode: Barcode) -> dict[int, str]:
        """Return the numbers of the boxes that a read barcode names, each with the kind of code that it is there."""
        return next((boxes for text in self._readings(barcode) if (boxes := self._by_text.get(text))), {})

    def box_of(self, barcode: Barcode) -> int | None:
        """Return the number of the one box that a barcode names; None where it names none, or several."""
        named = self.named_by(barcode)
        return next(iter(named)) if len(named) == 1 else None

    def is_foreign(self, barcode: Barcode, number: int) -> bool:
        """Whether it is the ID of a box, but of none in the shipment, although this box says what its own ID is."""
        if barcode.kind not in _OF_A_BOX or self.named_by(barcode) or self._is_of_a_pallet(barcode):
            return False
        return isinstance(getattr(self.boxes[number], _OF_A_BOX[barcode.kind]), str)

    def told(self, barcode: Barcode, number: int) -> Barcode:
        """Return a barcode seen on a box with whose it is, and its kind where the shipment settles that."""
        if not isinstance(barcode.text, str) or barcode.belongs_to is not None:
            return barcode
        named = self.named_by(barcode)
        if number in named:
            whose = "this_box" if len(named) == 1 else "this_shipment"
            return barcode.model_copy(update={"belongs_to": whose, "kind": barcode.kind or named[number]})
        if named or self.is_foreign(barcode, number) or self._of_another_journey(barcode, number):
            kinds = [barcode.kind, *named.values()]
            return barcode.model_copy(update={"belongs_to": "another", "kind": next((each for each in kinds if each), None)})
        if self._of_the_shipment(barcode, number):
            return barcode.model_copy(update={"belongs_to": "this_shipment"})
        return barcode

    def _of_the_shipment(self, barcode: Barcode, number: int) -> bool:
        """Whether the text names the shipment: a box ID without a box of its own, or the receiver's code of the contents."""
        text = barcode.text
        ids = self._ids(number)
        if not isinstance(text, str):
            return False
        if self._is_of_a_pallet(barcode):
            return True
        if barcode.kind == "box_content":
            return any(text.startswith(f"AMZN,PO:{each},") for each in ids)
        return barcode.kind == "box_id" and any(text.startswith(f"{each}U") for each in ids)

    def _of_another_journey(self, barcode: Barcode, number: int) -> bool:
        """Whether it is a tracking number, or a code of contents, and surely not this journey's.

        A tracking number is another's if it has the form and the right check digit of the declared one, which no other box shares: a number that
        boxes share is the journey's, and each box has its own beside it. Numbers of other carriers stand on one label together.
        """
        if not isinstance(barcode.text, str):
            return False
        if barcode.kind == "box_content":
            orders, own = orders_in(barcode.text), [each for each in self._ids(number) if _SHIPMENT.fullmatch(each)]
            return bool(own) and bool(orders) and not any(each in own for each in orders) and all(_SHIPMENT.fullmatch(each) for each in orders)
        tracking = self.boxes[number].tracking
        if barcode.kind != "carrier" or not isinstance(tracking, str) or len(self._by_text.get(_bare(tracking, "carrier"), {})) != 1:
            return False
        read = {form for text in self._readings(barcode) for form in _journeys(text)}
        return bool(_journeys(tracking) & read)

    def _ids(self, number: int) -> set[str]:
        """What the shipment of a box is known by."""
        return {each for each in (self.shipment.id, *listed(self.boxes[number].shipment_ids)) if isinstance(each, str) and each}

    def _is_of_a_pallet(self, barcode: Barcode) -> bool:
        return any(text in self._on_pallets for text in self._readings(barcode))

    def _readings(self, barcode: Barcode) -> tuple[str, ...]:
        """Every text that a read barcode may stand for, as itself first."""
        text = barcode.text
        if not isinstance(text, str):
            return ()
        if text not in self._texts:
            symbology = barcode.symbology if isinstance(barcode.symbology, str) else None
            self._texts[text] = tuple(dict.fromkeys(_readings(text, symbology)))
        return self._texts[text]


def _journeys(text: str) -> set[tuple[str, int]]:
    """The carriers of which a text is a number with a right check digit, each with its length; short ones fit too many texts by chance."""
    found = [each for each in identify(text, symbology="code_128") if each.kind == "carrier" and each.check]
    return {(each.carrier, len(each.text)) for each in found if len(each.text) >= _TELLING}


def _declared(box: Box) -> Iterator[tuple[str, str]]:
    for name, named_as in _NAMES.items():
        text = getattr(box, name)
        if isinstance(text, str) and text:
            yield _bare(text, named_as), named_as
    for barcode in listed(box.barcodes):
        kind = barcode.kind if isinstance(barcode.kind, str) else None
        if isinstance(barcode.text, str) and kind in _NAMED_BY and barcode.belongs_to in (None, "this_box"):
            yield _bare(barcode.text, kind or ""), kind or "other"


def _bare(text: str, kind: str) -> str:
    packed = "".join(text.split())
    if kind != "sscc":
        return packed
    digits = "".join(each for each in packed if each.isdigit())
    return digits[-_SSCC:] if len(digits) >= _SSCC else packed


def _readings(text: str, symbology: str | None) -> Iterator[str]:
    yield "".join(text.split())
    yield from numbers_in(text)
    for each in identify(text, symbology=symbology):
        yield each.text
        if each.carrier == "fedex" and len(each.text) in _FEDEX:
            yield each.text[_FEDEX[len(each.text)]]
        if each.carrier == "usps" and each.text.startswith("420"):
            yield from (each.text[length:] for length in _ROUTING)
