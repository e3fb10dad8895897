"""Puts the shipment of a notice together, whichever of the two standards it was written in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from inboundcheck.readers.assembly import Assembly
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.lines import products
from inboundcheck.readers.edi.packages import Line, Package
from inboundcheck.readers.edi.records import Record, RecordPlaces
from inboundcheck.readers.parts import Part, Parts
from inboundcheck.readers.reading import Reading


class Found(NamedTuple):
    """What a notice holds, as parts. What they were made from is let go before they are checked."""

    head: Part
    boxes: Parts
    pallets: Parts | None
    products: Parts | None


def found(
    head: Record, boxes: Sequence[Package], pallets: Sequence[Package], loose: Sequence[Line], *, complete: bool, all_lines: bool, issues: Issues
) -> Found:
    """Turn packages into parts. Boxes are all there are where the notice is complete and every item line lies in one of them."""
    for box in boxes:
        box.all_lines = box.all_lines and all_lines
        box.settle("boxes", issues)
    for pallet in pallets:
        pallet.settle("pallets", issues)
    box_parts = tuple(part for box in boxes for part in box.boxes(issues))
    pallet_parts = tuple(part for pallet in pallets for part in pallet.pallets(issues))
    return Found(
        Part(head.tree, RecordPlaces(issues.file, head)),
        Parts(box_parts, closed=complete and bool(boxes) and not loose),
        Parts(pallet_parts, closed=complete) if pallets else None,
        products(loose, issues, boxes=bool(boxes)),
    )


def assembled(parts: Found, defaults: Defaults, issues: Issues) -> Reading:
    """Check the parts, and return them as a reading."""
    assembly = Assembly(parts.head, defaults, products=parts.products, pallets=parts.pallets, files=(issues.file,))
    return assembly.reading(parts.boxes, issues.taken())
