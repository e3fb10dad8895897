"""The facts of a pallet."""

from __future__ import annotations

from inboundcheck.answers import NONE, Answer, Span
from inboundcheck.answers import high as high_of
from inboundcheck.answers import low as low_of
from inboundcheck.facts.fact import Table
from inboundcheck.facts.kinds import LENGTH, MASS, TEXT, YES_NO, enum, list_of
from inboundcheck.model import Pallet
from inboundcheck.model.words import PalletGrade, PalletMaterial, PalletPool, words

PALLET = Table("pallet", Pallet)
PALLET.field("height", LENGTH, "pallets")
PALLET.field("weight", MASS, "pallets")
PALLET.field("labels", list_of("label"), "pallets")
PALLET.field("double_stacked", YES_NO, "pallets")
PALLET.field("stack_height", LENGTH, "pallets")
PALLET.field("tallest_item_height", LENGTH, "pallets")
PALLET.field("overhang", LENGTH, "pallets")
PALLET.field("pool", enum(words(PalletPool)), "pallets")
PALLET.field("material", enum(words(PalletMaterial)), "pallets", doc="What the pallet is made of.")
PALLET.field("grade", enum(words(PalletGrade)), "pallets", doc="Its grade by the Grocery Manufacturers Association.")
PALLET.field("four_way", YES_NO, "pallets")
PALLET.field("stackable", YES_NO, "pallets", doc="Whether another pallet may stand on it.")
PALLET.field("shipment_ids", list_of(TEXT), "pallets")


def _footprint(pallet: Pallet, which: int) -> Answer:
    """One side of the base; with the other missing, the known one bounds it."""
    sides = [side.amount for side in (pallet.length, pallet.width) if side is not None and side is not NONE]
    if not sides:
        return None
    if len(sides) == 1:
        return Span(low_of(sides[0]), float("inf")) if which else Span(0, high_of(sides[0]))
    low, high = sorted(low_of(each) for each in sides)[which], sorted(high_of(each) for each in sides)[which]
    return low if low == high else Span(low, high)


@PALLET.fact(LENGTH, "pallets", "length", "width")
def footprint_long(pallet: Pallet) -> Answer:
    """The longer side of the pallet's base."""
    return _footprint(pallet, 1)


@PALLET.fact(LENGTH, "pallets", "length", "width")
def footprint_short(pallet: Pallet) -> Answer:
    """The shorter side of the pallet's base."""
    return _footprint(pallet, 0)
