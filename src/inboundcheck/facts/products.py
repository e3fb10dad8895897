"""The facts of a product: all units of one SKU in a shipment."""

from __future__ import annotations

import math
from fractions import Fraction

from inboundcheck.answers import NONE, Answer, Open, Span, listed
from inboundcheck.answers import high as high_of
from inboundcheck.answers import low as low_of
from inboundcheck.facts.boxes import known
from inboundcheck.facts.fact import Table
from inboundcheck.facts.kinds import INT, NUMBER, TEXT, YES_NO, enum, list_of
from inboundcheck.model import PackedProduct, Product
from inboundcheck.model.words import ContentsKind, Owner, Prep, Trait, UnitLabel, words

PRODUCT = Table("product", Product)


def _said(product: PackedProduct, name: str) -> Answer:
    """What the product's own entry says, else what all of its item lines say alike."""
    if product.product is not None and (value := getattr(product.product, name)) is not None:
        return value
    values = {getattr(line.item, name) for line in product.lines}
    return values.pop() if len(values) == 1 else None


def _only_declared(product: PackedProduct, name: str) -> Answer:
    return None if product.product is None else getattr(product.product, name)


@PRODUCT.fact(TEXT, "identity", "sku")
def sku(product: PackedProduct) -> Answer:
    """The seller's own identifier."""
    return product.sku


@PRODUCT.fact(TEXT, "identity", "fnsku")
def fnsku(product: PackedProduct) -> Answer:
    """Amazon's fulfilment SKU, printed on units that carry its label."""
    return _said(product, "fnsku")


@PRODUCT.fact(INT, "identity", "plan_lines")
def plan_lines(product: PackedProduct) -> Answer:
    """Lines of the plan that name this SKU."""
    return _only_declared(product, "plan_lines")


@PRODUCT.fact(INT, "contents", "items")
def units_packed(product: PackedProduct) -> Answer:
    """Units of it in all boxes together."""
    quantities = [(known(line.item.quantity), line.boxes) for line in product.lines]
    units = sum((1 if quantity is None else quantity) * boxes for quantity, boxes in quantities)
    return units if product.complete and all(quantity is not None for quantity, _ in quantities) else Span(units, math.inf)


@PRODUCT.fact(INT, "contents", "units_planned")
def units_planned(product: PackedProduct) -> Answer:
    """Units of it that the plan announces."""
    return _only_declared(product, "units_planned")


@PRODUCT.fact(list_of(INT), "contents", "items")
def units_per_case(product: PackedProduct) -> Answer:
    """Units of it in each box, one number for each kind of line."""
    units = tuple(known(line.item.quantity) for line in product.lines)
    return units if product.complete else Open(units)


@PRODUCT.fact(enum(words(ContentsKind)), "contents", "contents_kind")
def contents_kind(product: PackedProduct) -> Answer:
    """Whether its boxes are declared as case packs or as individual products; not known where they differ."""
    kinds = {line.contents_kind for line in product.lines}
    return kinds.pop() if len(kinds) == 1 and product.complete else None


@PRODUCT.fact(list_of(enum(words(Trait))), "nature", "traits")
def traits(product: PackedProduct) -> Answer:
    """What it is by nature; `expires` among it where an expiry date is declared, whatever else is said or left out."""
    said = _said(product, "traits")
    dated = any(line.item.expires is not None and line.item.expires is not NONE for line in product.lines)
    if not dated or (said is not None and "expires" in listed(said)):
        return said
    if said is None:
        return Open(("expires",))
    return Open((*said.items, "expires")) if isinstance(said, Open) else (*said, "expires")


@PRODUCT.fact(list_of(enum(words(Prep))), "prep", "prep")
def prep(product: PackedProduct) -> Answer:
    """The preparation that its units have."""
    return _said(product, "prep")


@PRODUCT.fact(enum(words(Owner)), "prep", "prep_owner")
def prep_owner(product: PackedProduct) -> Answer:
    """Who preps its units."""
    return _said(product, "prep_owner")


@PRODUCT.fact(enum(words(Owner)), "prep", "label_owner")
def label_owner(product: PackedProduct) -> Answer:
    """Who labels its units."""
    return _said(product, "label_owner")


@PRODUCT.fact(enum(words(UnitLabel)), "prep", "unit_label")
def unit_label(product: PackedProduct) -> Answer:
    """The barcode on each unit that the receiver is to scan."""
    return _only_declared(product, "unit_label")


@PRODUCT.fact(YES_NO, "prep", "has_maker_barcode")
def has_maker_barcode(product: PackedProduct) -> Answer:
    """Whether the maker printed a barcode on it."""
    return _only_declared(product, "has_maker_barcode")


@PRODUCT.fact(list_of("barcode"), "prep", "open_barcodes")
def open_barcodes(product: PackedProduct) -> Answer:
    """The barcodes that can be scanned on one packed unit."""
    return _only_declared(product, "open_barcodes")


@PRODUCT.fact(INT, "contents", "items", "units_planned")
def over_delivery_units(product: PackedProduct) -> Answer:
    """Units of it that are packed beyond the plan; 0 where there are none too many."""
    planned, packed = units_planned(product), units_packed(product)
    if planned is None or planned is NONE:
        return planned
    low, high = max(0, low_of(packed) - planned), max(0, high_of(packed) - planned)
    return low if low == high else Span(low, high)


@PRODUCT.fact(NUMBER, "contents", "items", "units_planned")
def over_delivery_ratio(product: PackedProduct) -> Answer:
    """Units packed for each unit planned: 1.1 where a tenth more is packed than planned; `none` where none is planned."""
    planned, packed = units_planned(product), units_packed(product)
    if planned is None:
        return None
    if planned is NONE or planned == 0:
        return NONE
    low, high = Fraction(low_of(packed)) / planned, math.inf if high_of(packed) == math.inf else Fraction(high_of(packed)) / planned
    return low if low == high else Span(low, high)
