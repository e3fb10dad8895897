"""The facts of shipments, items, labels and barcodes."""

from __future__ import annotations

from datetime import date

from inboundcheck.answers import Answer, Open, Span, listed
from inboundcheck.facts.boxes import side_bounds
from inboundcheck.facts.fact import Table
from inboundcheck.facts.kinds import DATE, INT, LENGTH, MASS, MONTH_DAY, TEXT, YES_NO, enum, list_of
from inboundcheck.identifiers import check_digit_ok as check_digit
from inboundcheck.identifiers.element_strings import element_strings
from inboundcheck.model import Barcode, Item, Label, Photo, Shipment
from inboundcheck.model.words import (
    BarcodeKind,
    BelongsTo,
    Carrier,
    Condition,
    Country,
    Covering,
    Face,
    LabelKind,
    Market,
    Mode,
    Owner,
    Prep,
    Printing,
    Program,
    SellerRole,
    Service,
    SitsOn,
    Symbology,
    Trait,
    words,
)

# --- shipment -------------------------------------------------------------------------------------------------------------

SHIPMENT = Table("shipment", Shipment)
SHIPMENT.field("shipment_id", TEXT, "identity", attribute="id")
SHIPMENT.field("program", enum(words(Program)), "identity")
SHIPMENT.field("market", enum(words(Market)), "identity")
SHIPMENT.field("mode", enum(words(Mode)), "identity")
SHIPMENT.field("carrier", enum(words(Carrier)), "identity")
SHIPMENT.field("service", enum(words(Service)), "identity")
SHIPMENT.field("destination_country", enum(words(Country)), "identity")
SHIPMENT.field("seller_role", enum(words(SellerRole)), "identity")
SHIPMENT.field("created_on", DATE, "dates")
SHIPMENT.field("arrival_date", DATE, "dates")
SHIPMENT.field("declared_box_count", INT, "counts")
SHIPMENT.field("declared_unit_count", INT, "counts")


@SHIPMENT.fact(MONTH_DAY, "dates", "arrival_date")
def arrival_month_day(shipment: Shipment) -> Answer:
    """The day of the year on which it arrives."""
    arrives = shipment.arrival_date
    return (arrives.month, arrives.day) if isinstance(arrives, date) else arrives


@SHIPMENT.fact(INT, "counts", "boxes")
def box_count(shipment: Shipment) -> Answer:
    """The number of boxes, each entry counted as often as its `count` says."""
    if shipment.boxes is None:
        return None
    count = sum(box.count for box in listed(shipment.boxes))
    return Span(count, float("inf")) if isinstance(shipment.boxes, Open) else count


# --- item -----------------------------------------------------------------------------------------------------------------

ITEM = Table("item", Item)
ITEM.field("sku", TEXT, "contents")
ITEM.field("quantity", INT, "contents")
ITEM.field("units_per_case", INT, "contents")
ITEM.field("case_count", INT, "contents")
ITEM.field("condition", enum(words(Condition)), "contents")
ITEM.field("expires", DATE, "contents")
ITEM.field("lot", TEXT, "contents")
ITEM.field("on_rma", YES_NO, "contents")
ITEM.field("fnsku", TEXT, "identity")
ITEM.field("asin", TEXT, "identity")
ITEM.field("gtin", TEXT, "identity")
ITEM.field("traits", list_of(enum(words(Trait))), "nature")
ITEM.field("prep", list_of(enum(words(Prep))), "prep")
ITEM.field("prep_owner", enum(words(Owner)), "prep")
ITEM.field("label_owner", enum(words(Owner)), "prep")
ITEM.field("weight", MASS, "contents")


def _item_side(item: Item, which: int) -> Answer:
    bounds = side_bounds(item)
    if bounds is None:
        return None
    low, high = bounds[0][which], bounds[1][which]
    return low if low == high else Span(low, high)


@ITEM.fact(LENGTH, "contents", "length", "width", "height")
def longest_side(item: Item) -> Answer:
    """The longest side of one unit."""
    return _item_side(item, 2)


@ITEM.fact(LENGTH, "contents", "length", "width", "height")
def second_side(item: Item) -> Answer:
    """The second longest side of one unit."""
    return _item_side(item, 1)


@ITEM.fact(LENGTH, "contents", "length", "width", "height")
def shortest_side(item: Item) -> Answer:
    """The shortest side of one unit."""
    return _item_side(item, 0)


# --- label ----------------------------------------------------------------------------------------------------------------

LABEL = Table("label", Label)
LABEL.field("kind", enum(words(LabelKind)), "labels")
LABEL.field("sits_on", enum(words(SitsOn)), "labels")
LABEL.field("face", enum(words(Face)), "labels")
LABEL.field("flat_on_one_face", YES_NO, "labels")
LABEL.field("seam_clearance", LENGTH, "labels")
LABEL.field("edge_clearance", LENGTH, "labels")
LABEL.field("over_tape", YES_NO, "labels")
LABEL.field("covered_by", enum(words(Covering)), "labels")
LABEL.field("long_side", LENGTH, "labels")
LABEL.field("short_side", LENGTH, "labels")
LABEL.field("outside_wrap", YES_NO, "labels")
LABEL.field("printed_by", enum(words(Printing)), "labels")
LABEL.field("text", TEXT, "labels")

_LONGEST_SSCC = len("(00)106141412345678908")

# --- barcode --------------------------------------------------------------------------------------------------------------

BARCODE = Table("barcode", Barcode)
BARCODE.field("kind", enum(words(BarcodeKind)), "labels")
BARCODE.field("text", TEXT, "labels")
BARCODE.field("sits_on", enum(words(SitsOn)), "labels")
BARCODE.field("symbology", enum(words(Symbology)), "labels")
BARCODE.field("face", enum(words(Face)), "labels")
BARCODE.field("belongs_to", enum(words(BelongsTo)), "labels")
BARCODE.field("x_dimension", LENGTH, "labels")
BARCODE.field("data_length", INT, "labels")


@BARCODE.fact(YES_NO, "labels", "check_digit_ok", "text", "kind")
def check_digit_ok(barcode: Barcode) -> Answer:
    """Whether the check digit of an SSCC or GTIN is right."""
    if barcode.check_digit_ok is not None or not isinstance(barcode.text, str):
        return barcode.check_digit_ok
    kind = barcode.kind if isinstance(barcode.kind, str) else ""
    if kind == "sscc" and len(barcode.text) > _LONGEST_SSCC:
        pairs = element_strings(barcode.text)
        found = next((value for ai, value in pairs or () if ai == "00"), None)
        return None if found is None else check_digit(found, kind)
    return check_digit(barcode.text, kind)


# --- photo ----------------------------------------------------------------------------------------------------------------

PHOTO = Table("photo", Photo)
PHOTO.field("path", TEXT, "labels")
PHOTO.field("view", enum(words(Face)), "labels")
