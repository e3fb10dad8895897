"""Facts that set two things side by side which are said apart: what a label and the data say, the parts and their sum."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from inboundcheck.answers import NONE, Answer, Open, Span, listed
from inboundcheck.answers import high as high_of
from inboundcheck.answers import low as low_of
from inboundcheck.facts.boxes import BOX, known, longest_item_side, longest_side, unit_count
from inboundcheck.facts.kinds import DURATION, INT, LENGTH, MASS, NUMBER, TEXT, YES_NO, list_of
from inboundcheck.facts.things import BARCODE, ITEM, SHIPMENT
from inboundcheck.identifiers import check_digit_ok
from inboundcheck.identifiers.element_strings import element_strings, weight_said
from inboundcheck.model import Barcode, Box, Item, Range, Shipment

_SSCC_LENGTH = 18
_GS1_SYMBOLS = ("gs1_128", "code_128", "databar", "data_matrix", "qr")

# --- shipment -------------------------------------------------------------------------------------------------------------


def _over_boxes(shipment: Shipment, amounts: Iterator[Answer]) -> Answer:
    """Add amounts of all boxes; a list of boxes that is open gives a lower bound only."""
    if shipment.boxes is None:
        return None
    listed_amounts = list(amounts)
    low = sum(0 if each is None else low_of(each) for each in listed_amounts)
    high = sum(math.inf if each is None else high_of(each) for each in listed_amounts)
    return low if low == high and isinstance(shipment.boxes, tuple) else Span(low, math.inf if isinstance(shipment.boxes, Open) else high)


@SHIPMENT.fact(INT, "counts", "boxes")
def units_in_boxes(shipment: Shipment) -> Answer:
    """Sellable units in all boxes together."""

    def units(box: Box) -> Answer:
        count = unit_count(box)
        return None if count is None else _times(count, box.count)

    return _over_boxes(shipment, (units(box) for box in listed(shipment.boxes)))


@SHIPMENT.fact(MASS, "weight", "boxes")
def gross_weight(shipment: Shipment) -> Answer:
    """The weights of all boxes together."""
    weights = ((None if known(box.weight) is None else box.weight.amount, box.count) for box in listed(shipment.boxes))
    return _over_boxes(shipment, (None if weight is None else _times(weight, count) for weight, count in weights))


def _times(amount: Answer, count: int) -> Answer:
    return Span(amount.low * count, amount.high * count) if isinstance(amount, Span) else amount * count


@SHIPMENT.fact(INT, "counts", "pallets")
def pallet_count(shipment: Shipment) -> Answer:
    """The number of pallets, each entry counted as often as its `count` says."""
    if shipment.pallets is None:
        return None
    count = sum(pallet.count for pallet in listed(shipment.pallets))
    return Span(count, math.inf) if isinstance(shipment.pallets, Open) else count


@SHIPMENT.fact(DURATION, "dates", "created_on", "arrival_date")
def time_to_arrival(shipment: Shipment) -> Answer:
    """The days from the creation of the shipment to its arrival; 0 where it would arrive before."""
    created, arrives = shipment.created_on, shipment.arrival_date
    if not (isinstance(created, date) and isinstance(arrives, date)):
        return None
    return max(0, (arrives - created).days)


@SHIPMENT.fact(list_of(TEXT), "packing", "boxes")
def absent_neighbours(shipment: Shipment) -> Answer:
    """The names that are written in some `joined_to` and are the ID of no box of the shipment.

    It is about the input, as `given` is: a box that says nothing of its neighbours names none.
    """
    if shipment.boxes is None:
        return None
    boxes = listed(shipment.boxes)
    names = {name for box in boxes for name in (box.id, box.box_id) if isinstance(name, str)}
    absent = tuple(dict.fromkeys(name for box in boxes for name in listed(box.joined_to) if name not in names))
    # A box that is not listed, or whose ID is not, may be the neighbour that seems to be absent.
    return absent if isinstance(shipment.boxes, tuple) and all(box.id is not None for box in boxes) else Open(())


# --- box ------------------------------------------------------------------------------------------------------------------


@BOX.fact(LENGTH, "size", "length", "width", "height", "items")
def longest_side_slack(box: Box) -> Answer:
    """How much longer the box is than its longest unit; `none` where the box is empty."""
    outside, inside = longest_side(box), longest_item_side(box)
    if inside is NONE:
        return NONE
    if outside is None or inside is None:
        return None
    low, high = max(0, low_of(outside) - high_of(inside)), max(0, high_of(outside) - low_of(inside))
    return low if low == high else Span(low, high)


@BOX.fact(YES_NO, "identity", "sscc")
def sscc_check_digit_ok(box: Box) -> Answer:
    """Whether the check digit of its SSCC is right."""
    return check_digit_ok(box.sscc, "sscc") if isinstance(box.sscc, str) else box.sscc


@BOX.fact(MASS, "labels", "barcodes", "weight")
def label_weight_difference(box: Box) -> Answer:
    """The difference between its weight and the gross weight in its barcodes (AI 330n, 340n), the largest; `none` where they hold none."""
    said = [weight for barcode in listed(box.barcodes) for weight in _weights(barcode)]
    whole = isinstance(box.barcodes, tuple) and not any(_unread(barcode) for barcode in box.barcodes)
    if not said:
        return NONE if whole else None
    weight = known(box.weight)
    if weight is None:
        return None
    ends = [(abs(low_of(weight.amount) - each), abs(high_of(weight.amount) - each)) for each in said]
    inside = [low_of(weight.amount) <= each <= high_of(weight.amount) for each in said]
    low = max(0 if within else min(pair) for pair, within in zip(ends, inside, strict=True))
    high = max(max(pair) for pair in ends) if whole else math.inf
    return low if low == high else Span(low, high)


@BOX.fact(list_of(TEXT), "labels", "barcodes")
def ais_outside(box: Box) -> Answer:
    """The GS1 application identifiers in all barcodes on its outside: what belongs together may stand in two barcodes of one label."""
    if box.barcodes is None:
        return None
    found = tuple(dict.fromkeys(ai for barcode in listed(box.barcodes) for ai, _ in _pairs(barcode) or ()))
    return found if isinstance(box.barcodes, tuple) and not any(_unread(barcode) for barcode in box.barcodes) else Open(found)


def _unread(barcode: Barcode) -> bool:
    """Whether it may hold element strings that nobody has read."""
    may = barcode.kind in (None, "sscc", "other") and barcode.symbology in (None, *_GS1_SYMBOLS)
    return may and (barcode.text is None or (barcode.kind == "sscc" and _pairs(barcode) is None))


def _weights(barcode: Barcode) -> Iterator[Fraction]:
    for ai, value in _pairs(barcode) or ():
        weight = weight_said(ai, value)
        if weight is not None:
            yield weight


# --- item -----------------------------------------------------------------------------------------------------------------


@ITEM.fact(INT, "contents", "case_count", "units_per_case")
def units_in_cases(item: Item) -> Answer:
    """Inner cases times units in each; `none` where the line is not packed in cases."""
    if NONE in (item.case_count, item.units_per_case):
        return NONE
    if item.case_count is None or item.units_per_case is None:
        return None
    return item.case_count * item.units_per_case  # type: ignore[operator]


@ITEM.fact(YES_NO, "identity", "gtin")
def gtin_check_digit_ok(item: Item) -> Answer:
    """Whether the check digit of its GTIN is right."""
    return check_digit_ok(item.gtin, "gtin") if isinstance(item.gtin, str) else item.gtin


# --- barcode --------------------------------------------------------------------------------------------------------------


def _pairs(barcode: Barcode) -> tuple[tuple[str, str], ...] | None:
    """The element strings of a barcode that is GS1's; None for any other, or where nobody has read it."""
    if not isinstance(barcode.text, str):
        return None
    marked = barcode.text.startswith(("(", "]C1", "]d2", "]Q3", "]e0")) or "\x1d" in barcode.text
    if not (marked or barcode.kind == "sscc" or barcode.symbology == "gs1_128"):
        return None
    return element_strings(barcode.text)


@BARCODE.fact(list_of(TEXT), "labels", "text", "kind", "symbology")
def ais(barcode: Barcode) -> Answer:
    """The GS1 application identifiers that it holds, in their order; not known for other barcodes."""
    pairs = _pairs(barcode)
    return None if pairs is None else tuple(ai for ai, _ in pairs)


@BARCODE.fact(TEXT, "labels", "text", "kind", "symbology")
def sscc_read(barcode: Barcode) -> Answer:
    """The SSCC that it holds, 18 digits; `none` where it is read and holds none."""
    pairs = _pairs(barcode)
    if pairs is None:
        digits = barcode.text if isinstance(barcode.text, str) and barcode.kind == "sscc" else ""
        return digits if len(digits) == _SSCC_LENGTH and digits.isascii() and digits.isdigit() else None
    return next((value for ai, value in pairs if ai == "00"), NONE)


@BARCODE.fact(NUMBER, "labels", "quiet_zone_modules", "quiet_zone", "x_dimension")
def quiet_zone_modules(barcode: Barcode) -> Answer:
    """Its quiet zone, the narrower of the two, in widths of its narrowest bar."""
    zone, module = known(barcode.quiet_zone), known(barcode.x_dimension)
    if isinstance(counted := barcode.quiet_zone_modules, Range):
        least, most = Fraction(str(counted.low)), math.inf if counted.high is None else Fraction(str(counted.high))
        return least if least == most else Span(least, most)
    if zone is None or module is None or not low_of(module.amount):
        return None
    low, high = Fraction(low_of(zone.amount)) / high_of(module.amount), Fraction(high_of(zone.amount)) / low_of(module.amount)
    return low if low == high else Span(low, high)


BARCODE.field("scannable", YES_NO, "labels")
for _name in ("bars_above_base", "bars_from_edge", "zone_from_edge", "quiet_zone", "bar_height", "symbol_length"):
    BARCODE.field(_name, LENGTH, "labels")
