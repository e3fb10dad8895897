"""The facts of a product that tell how each unit is packed, labelled, tested and dated."""

from __future__ import annotations

import math
from typing import Any

from inboundcheck.answers import NONE, Answer, Span
from inboundcheck.answers import high as high_of
from inboundcheck.answers import low as low_of
from inboundcheck.facts.fact import Aspect, Fact
from inboundcheck.facts.kinds import DURATION, INT, LENGTH, QUANTITIES, TEXT, YES_NO, Kind, enum, list_of
from inboundcheck.facts.products import PRODUCT
from inboundcheck.model import PackedProduct, Product
from inboundcheck.model.words import ExpiryPlace, UnitPackaging, words


def _declare(name: str, kind: Kind, aspect: Aspect) -> None:
    """Add a fact that is a field of the product's own entry."""

    def declared(product: PackedProduct) -> Answer:
        value: Any = None if product.product is None else getattr(product.product, name)
        return value.amount if kind.name in QUANTITIES and value is not None and value is not NONE else value

    PRODUCT.facts.append(Fact(name, "product", kind, aspect, Product.model_fields[name].description or "", declared, (name,)))


_declare("unit_label_long_side", LENGTH, "prep")
_declare("unit_label_short_side", LENGTH, "prep")
_declare("unit_label_side_margin", LENGTH, "prep")
_declare("unit_label_end_margin", LENGTH, "prep")
_declare("packaging", enum(words(UnitPackaging)), "prep")
_declare("bag_opening", LENGTH, "prep")
_declare("bag_thickness", LENGTH, "prep")
_declare("bag_beyond_product", LENGTH, "prep")
_declare("bag_see_through", YES_NO, "prep")
_declare("bag_sealed", YES_NO, "prep")
_declare("warning_font", LENGTH, "prep")
_declare("drop_height_passed", LENGTH, "prep")
_declare("drops_passed", INT, "prep")
_declare("expiry_mark_on", list_of(enum(words(ExpiryPlace))), "prep")
_declare("expiry_font", LENGTH, "prep")
_declare("expiry_format", TEXT, "prep")
_declare("meltable_exempt", YES_NO, "nature")
_declare("stock_cover", DURATION, "nature")


@PRODUCT.fact(LENGTH, "prep", "bag_length", "bag_width")
def bag_length_plus_width(product: PackedProduct) -> Answer:
    """The length and the width of its poly bag together, measured flat."""
    sides = (None, None) if product.product is None else (product.product.bag_length, product.product.bag_width)
    if NONE in sides:
        return NONE
    known = [side.amount for side in sides if side is not None and side is not NONE]
    if len(known) == len(sides):
        low = sum(low_of(each) for each in known)
        high = sum(each.high if isinstance(each, Span) else each for each in known)
        return low if low == high else Span(low, high)
    return Span(low_of(known[0]), math.inf) if known else None


@PRODUCT.fact(DURATION, "nature", "expires")
def life_at_arrival(product: PackedProduct) -> Answer:
    """What is left of its life when the shipment arrives: expiry, less arrival; the units that expire first count.

    `none` where nothing of it expires. An expiry date that is missing can only shorten it.
    """
    dates = [line.item.expires for line in product.lines]
    known = [each for each in dates if each is not None and each is not NONE]
    certain = product.complete and None not in dates and bool(dates)
    if certain and not known:
        return NONE
    if not known or product.arrives is None or product.arrives is NONE:
        return None
    left: Any = (min(known) - product.arrives).days
    return left if certain else Span(-math.inf, left)


@PRODUCT.fact(DURATION, "nature", "expires", "time_to_use")
def life_after_use(product: PackedProduct) -> Answer:
    """What is left of its life when the shipment arrives and a buyer has used a unit up: `life_at_arrival`, less `time_to_use`."""
    left = life_at_arrival(product)
    use = None if product.product is None else product.product.time_to_use
    if left is None or left is NONE or use is NONE:
        return left
    if use is None:
        return Span(-math.inf, high_of(left))
    less = low_of(use.amount)
    return Span(left.low - less, left.high - less) if isinstance(left, Span) else left - less
