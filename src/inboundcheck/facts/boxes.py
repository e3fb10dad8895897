"""The facts of a box."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from inboundcheck.answers import NONE, Answer, Open, Span, largest, listed, total
from inboundcheck.answers import high as high_of
from inboundcheck.answers import low as low_of
from inboundcheck.facts.fact import Table
from inboundcheck.facts.kinds import INT, LENGTH, MASS, TEXT, VOLUME, YES_NO, enum, list_of
from inboundcheck.facts.seen import Clash, Sightings
from inboundcheck.model import Box, Item, products_of
from inboundcheck.model.words import Closure, Container, ContentsKind, Dunnage, Face, Overwrap, words
from inboundcheck.quantities import Length

BOX = Table("box", Box)
_SIDES = ("length", "width", "height")
STRAPS: frozenset[str] = frozenset({"strap", "elastic"})
"""What of all that may go round a box is a strap."""
_BOX_ID = re.compile(r"(FBA[0-9A-Z]{7,10})U[0-9]{3,6}", re.ASCII)

# --- size -----------------------------------------------------------------------------------------------------------------


def side_bounds(thing: Box | Item) -> tuple[list[Any], list[Any]] | None:
    """Return the least and the greatest that the three sides can be, each list sorted; None where no side is known."""
    length, width, height = thing.length, thing.width, thing.height
    if length.__class__ is width.__class__ is height.__class__ is Length:
        exact = sorted((length.amount, width.amount, height.amount))
        return exact, exact
    sides = [side for side in (length, width, height) if side is not None and side is not NONE]
    if not sides:
        return None
    missing = 3 - len(sides)
    lows = sorted([low_of(side.amount) for side in sides] + [0] * missing)
    highs = sorted([high_of(side.amount) for side in sides] + [math.inf] * missing)
    return lows, highs


def _from_sides(thing: Box | Item, measure: Callable[[list[int]], int]) -> Answer:
    """Apply a measure that never falls when a side grows to the bounds of the sides."""
    bounds = side_bounds(thing)
    if bounds is None:
        return None
    low = measure(bounds[0])
    high = low if bounds[0] is bounds[1] else measure(bounds[1])
    if low == high:
        return low
    return Span(low, high) if low or high != math.inf else None


@BOX.fact(LENGTH, "size", *_SIDES, plain=max)
def longest_side(box: Box) -> Answer:
    """The longest outer side; with a side missing, at least the longest known one."""
    return _from_sides(box, lambda sides: sides[2])


@BOX.fact(LENGTH, "size", *_SIDES, plain=lambda *sides: sorted(sides)[1])
def second_side(box: Box) -> Answer:
    """The second longest outer side."""
    return _from_sides(box, lambda sides: sides[1])


@BOX.fact(LENGTH, "size", *_SIDES, plain=min)
def shortest_side(box: Box) -> Answer:
    """The shortest outer side."""
    return _from_sides(box, lambda sides: sides[0])


@BOX.fact(LENGTH, "size", *_SIDES, plain=lambda *sides: 2 * sum(sides) - max(sides))
def length_plus_girth(box: Box) -> Answer:
    """The longest side plus twice the sum of the other two."""
    return _from_sides(box, lambda sides: sides[2] + 2 * (sides[0] + sides[1]))


@BOX.fact(VOLUME, "size", *_SIDES, plain=lambda *sides: math.prod(sides))
def volume(box: Box) -> Answer:
    """The outer volume."""
    return _from_sides(box, lambda sides: 0 if 0 in sides else math.prod(sides))


BOX.field("height", LENGTH, "size", doc="The side declared as its height.")


def _measured(side: str) -> Callable[[Sightings], Answer]:
    return lambda seen: seen.measured(side)


BOX.in_photos("longest_side")(_measured("longest"))
BOX.in_photos("second_side")(_measured("second"))
BOX.in_photos("shortest_side")(_measured("shortest"))

# --- weight ---------------------------------------------------------------------------------------------------------------

BOX.field("weight", MASS, "weight")
BOX.field("option_min_weight", MASS, "weight")
BOX.field("option_max_weight", MASS, "weight")

# --- contents -------------------------------------------------------------------------------------------------------------

BOX.field("items", list_of("item"), "contents")
BOX.field("contents_kind", enum(words(ContentsKind)), "contents")
BOX.field("shipment_ids", list_of(TEXT), "contents")
BOX.field("count", INT, "counts")
BOX.field("rma", TEXT, "contents")


def known(value: Any) -> Any:
    """Treat `none` as not known, for fields of which a sum or a maximum is taken."""
    return None if value is NONE else value


def _amount(value: object) -> Answer:
    return None if value is None or value is NONE else value.amount  # type: ignore[attr-defined]


def _at_least(answer: Answer, *, whole: bool) -> Answer:
    """An answer over an open list is only a lower bound."""
    return answer if whole else Span(low_of(answer) if answer is not None else 0, math.inf)


@BOX.fact(INT, "contents", "items")
def unit_count(box: Box) -> Answer:
    """Sellable units in the box."""
    items = box.items
    if items.__class__ is tuple:
        count = 0
        for item in items:
            quantity = item.quantity
            if quantity.__class__ is not int:
                break
            count += quantity
        else:
            return count
    if items is None:
        return None
    return _at_least(total((known(item.quantity) for item in listed(items)), least=1), whole=not isinstance(items, Open))


@BOX.fact(MASS, "contents", "items")
def contents_weight(box: Box) -> Answer:
    """The weights of all units together."""
    if box.items is None:
        return None
    return _at_least(total(_line_weight(item) for item in listed(box.items)), whole=not isinstance(box.items, Open))


def _line_weight(item: Item) -> Answer:
    weight, quantity = _amount(item.weight), known(item.quantity)
    return low_of(weight) * quantity if weight is not None and quantity is not None and low_of(weight) == high_of(weight) else None


@BOX.fact(MASS, "contents", "items")
def heaviest_item(box: Box) -> Answer:
    """The weight of the heaviest single unit; `none` where the box is empty."""
    return _largest_of(box, lambda item: _amount(item.weight))


@BOX.fact(LENGTH, "contents", "items")
def longest_item_side(box: Box) -> Answer:
    """The longest side of any single unit; `none` where the box is empty."""
    return _largest_of(box, lambda item: _from_sides(item, lambda sides: sides[2]))


def _largest_of(box: Box, measure: Callable[[Item], Answer]) -> Answer:
    if box.items is None:
        return None
    if box.items == ():
        return NONE
    measures = [measure(item) for item in listed(box.items)]
    low, high = largest([low_of(each) for each in measures]), largest([high_of(each) for each in measures])
    if low is None:
        return None
    if isinstance(box.items, Open):
        return Span(low_of(low), math.inf)
    return low_of(low) if low_of(low) == high_of(high) else Span(low_of(low), high_of(high))


@BOX.fact(list_of("product"), "contents", "items")
def products(box: Box) -> Answer:
    """The products in the box: its items by SKU."""
    if box.items is None:
        return None
    found = products_of([box])
    return found if isinstance(box.items, tuple) and all(isinstance(item.sku, str) for item in box.items) else Open(found)


@BOX.fact(INT, "contents", "items")
def most_expiry_dates_of_a_sku(box: Box) -> Answer:
    """The largest number of different expiry dates that one SKU has in the box."""
    if box.items is None:
        return None
    dates: dict[object, set[object]] = {}
    unknown = isinstance(box.items, Open)
    for item in listed(box.items):
        unknown = unknown or item.expires is None or item.sku is None
        if item.sku is not None:
            dates.setdefault(item.sku, set()).add(item.expires)
    some = any(item.expires is not None for item in listed(box.items))
    most = max([int(some), *(len(each - {None}) for each in dates.values())])
    return Span(most, math.inf) if unknown else most


# --- identity -------------------------------------------------------------------------------------------------------------

BOX.field("box_id", TEXT, "identity")
BOX.field("sscc", TEXT, "identity")
BOX.field("tracking", TEXT, "identity")


@BOX.fact(TEXT, "identity", "box_id")
def box_id_shipment(box: Box) -> Answer:
    """The shipment ID inside an Amazon box ID (`FBA15ABCDEF` in `FBA15ABCDEFU000001`); not known for other forms."""
    if not isinstance(box.box_id, str):
        return box.box_id
    found = _BOX_ID.fullmatch(box.box_id)
    return found[1] if found else None


# --- labels and marks -----------------------------------------------------------------------------------------------------

BOX.field("labels", list_of("label"), "labels")
BOX.field("photos", list_of("photo"), "labels")
BOX.field("outside_barcodes", list_of("barcode"), "labels", attribute="barcodes")
BOX.field("team_lift_faces", list_of(enum(words(Face))), "marks", attribute="team_lift_marks")
BOX.field("mech_lift_faces", list_of(enum(words(Face))), "marks", attribute="mech_lift_marks")
BOX.field("heavy_mark_faces", list_of(enum(words(Face))), "marks", attribute="heavy_marks")


@BOX.in_photos("labels")
def _labels_seen(seen: Sightings) -> Answer:
    return seen.gathered("labels", "label", "label")


@BOX.in_photos("outside_barcodes")
def _barcodes_seen(seen: Sightings) -> Answer:
    return seen.gathered("barcodes", "barcode", "barcode")


def _marked(mark: str) -> Callable[[Sightings], Answer]:
    def faces(seen: Sightings) -> Answer:
        found = tuple(dict.fromkeys(each.face for _, each in seen.trusted("mark") if each.mark == mark))
        if seen.closed_faces("marks") >= frozenset(words(Face)) and not seen.doubtful("mark"):
            return found
        return Open(found) if found or seen.looked("marks") else None

    return faces


BOX.in_photos("team_lift_faces")(_marked("team_lift"))
BOX.in_photos("mech_lift_faces")(_marked("mech_lift"))
BOX.in_photos("heavy_mark_faces")(_marked("heavy"))

# --- packing --------------------------------------------------------------------------------------------------------------

BOX.field("container", enum(words(Container)), "packing")
BOX.field("joined_to", list_of(TEXT), "packing")
BOX.field("overwraps", list_of(enum(words(Overwrap))), "packing")
BOX.field("closures", list_of(enum(words(Closure))), "packing")
BOX.field("dunnage", list_of(enum(words(Dunnage))), "packing")
BOX.field("cushioning", LENGTH, "packing")
BOX.field("in_maker_packaging", YES_NO, "packing")
BOX.field("contents_move", YES_NO, "packing")
BOX.field("ect", INT, "packing")
BOX.field("burst_psi", INT, "packing")


@BOX.in_photos("joined_to")
def _joins_seen(seen: Sightings) -> Answer:
    joins = [each for _, each in seen.trusted("join")]
    found = tuple(dict.fromkeys(each.to for each in joins if each.joined))
    if found:
        alone = len(joins) > sum(each.joined for each in joins)
        return Clash((Open(found), ())) if alone else Open(found)
    return () if joins and not seen.doubtful("join") else None


@BOX.in_photos("overwraps")
def _overwraps_seen(seen: Sightings) -> Answer:
    return seen.gathered("joins", "overwrap", "overwrap")


@BOX.fact(YES_NO, "packing", "overwraps")
def strap_on_box(box: Box) -> Answer:
    """Whether a strap or an elastic band goes round the box; tape and string are none."""
    return _strapped(box.overwraps)


@BOX.in_photos("strap_on_box")
def _strap_seen(seen: Sightings) -> Answer:
    return _strapped(_overwraps_seen(seen))


def _strapped(overwraps: Answer) -> Answer:
    if not STRAPS.isdisjoint(listed(overwraps)):
        return True
    return None if overwraps is None or isinstance(overwraps, Open) else False


@BOX.in_photos("dunnage")
def _dunnage_seen(seen: Sightings) -> Answer:
    # What lies under the items is not seen: a photo never closes this list.
    found = tuple(dict.fromkeys(each.dunnage for _, each in seen.trusted("dunnage")))
    return Open(found) if found else None
