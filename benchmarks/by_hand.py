"""The rules of ten-rules.yaml as somebody would write them in Python: one function each, over the same boxes. The yardstick.

Like most such code it has two outcomes, not four: what is not known lets a box pass, and nobody hears of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from inboundcheck.model import Box

INCH, POUND = 25_400_000, 453_592_370_000
MAX_SIDE, MAX_WEIGHT, MAX_JEWELLERY_WEIGHT, MIN_CLEARANCE, MAX_UNITS = 25 * INCH, 50 * POUND, 40 * POUND, INCH, 150
OWN = frozenset({"this_box", "this_shipment"})
BINDERS = frozenset({"strap", "tape"})
ALLOWED = frozenset({"air_pillow", "bubble_wrap", "paper_sheet", "foam_sheet"})
LOOSE = frozenset({"peanuts", "shredded_paper", "styrofoam"})

Values = tuple[Any, ...] | None
"""What the message of a violation would say; None where there is none."""


def side(box: Box) -> Values:
    longest = -1
    for each in (box.length, box.width, box.height):
        if each is not None and each.amount > longest:
            longest = each.amount
    if longest > MAX_SIDE:
        items = box.items
        if items is None or (len(items) == 1 and items[0].quantity == 1 and _may_be_longer(items[0])):
            return None
        return longest, MAX_SIDE
    return None


def _may_be_longer(item: Any) -> bool:
    sides = [each.amount for each in (item.length, item.width, item.height) if each is not None]
    return len(sides) < 3 or max(sides) > MAX_SIDE


def weight(box: Box) -> Values:
    weight = box.weight
    if weight is not None and weight.amount > MAX_WEIGHT:
        items, labels = box.items, box.labels
        if items is None or (
            len(items) == 1
            and items[0].quantity == 1
            and (items[0].weight is None or items[0].weight.amount > MAX_WEIGHT)
            and (labels is None or any(label.kind == "team_lift" for label in labels))
        ):
            return None
        return weight.amount, MAX_WEIGHT
    return None


def jewellery_weight(box: Box) -> Values:
    weight = box.weight
    if weight is not None and weight.amount > MAX_JEWELLERY_WEIGHT:
        for item in box.items or ():
            if item.traits is not None and "jewellery" in item.traits:
                return weight.amount, MAX_JEWELLERY_WEIGHT
    return None


def joined(box: Box) -> Values:
    if box.joined_to:
        return box.joined_to
    wraps = box.overwraps
    if wraps:
        bad = [each for each in wraps if each in BINDERS]
        if bad:
            return tuple(bad)
    return None


def one_shipping_label(box: Box) -> Values:
    labels = box.labels
    if labels is not None:
        number = 0
        for label in labels:
            if label.kind == "box_id":
                number += 1
        if number != 1:
            return (number,)
    return None


def stray_barcode(box: Box) -> Values:
    if box.barcodes is not None:
        bad = None
        for barcode in box.barcodes:
            if barcode.kind != "box_id" and barcode.belongs_to is not None and barcode.belongs_to not in OWN:
                if bad is None:
                    bad = [barcode.text]
                else:
                    bad.append(barcode.text)
        if bad:
            return tuple(bad)
    return None


def label_near_seam(box: Box) -> Values:
    if box.labels is not None:
        nearest = None
        for label in box.labels:
            if label.kind == "box_id":
                clearance = label.seam_clearance
                if clearance is not None and clearance.amount < MIN_CLEARANCE and (nearest is None or clearance.amount < nearest):
                    nearest = clearance.amount
        if nearest is not None:
            return (nearest,)
    return None


def unknown_dunnage(box: Box) -> Values:
    dunnage = box.dunnage
    if dunnage:
        bad = [each for each in dunnage if each not in ALLOWED]
        if bad:
            return tuple(bad)
    return None


def loose_dunnage(box: Box) -> Values:
    dunnage = box.dunnage
    if dunnage:
        bad = [each for each in dunnage if each in LOOSE]
        if bad:
            return tuple(bad)
    return None


def units(box: Box) -> Values:
    number = 0
    for item in box.items or ():
        number += item.quantity
    if number > MAX_UNITS:
        return (number,)
    return None


RULES: tuple[tuple[str, Callable[[Box], Values]], ...] = (
    ("side", side), ("weight", weight), ("jewellery-weight", jewellery_weight), ("joined", joined), ("one-shipping-label", one_shipping_label),
    ("stray-barcode", stray_barcode), ("label-near-seam", label_near_seam), ("unknown-dunnage", unknown_dunnage), ("loose-dunnage", loose_dunnage),
    ("units", units),
)  # fmt: skip


def judge(boxes: Iterable[Box]) -> list[tuple[Any, str, Values]]:
    """Return (box, rule, values) for every violation."""
    found = []
    add = found.append
    for box in boxes:
        for name, rule in RULES:
            values = rule(box)
            if values is not None:
                add((box.id, name, values))
    return found
