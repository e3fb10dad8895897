"""Knowing less never contradicts knowing more: with fields missing, a computed fact answers with something that holds the full answer."""

from __future__ import annotations

import math
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboundcheck.answers import NONE, Open, Span
from inboundcheck.facts import VOCABULARY, Fact
from inboundcheck.model import Barcode, Box, Item, PackedLine, PackedProduct, Pallet, Product, Shipment

_FIRST = date(2026, 3, 1)
_SSCC = "(00)106141412345678908"


def _mm(low: int = 1, high: int = 3000) -> st.SearchStrategy[str]:
    return st.integers(low, high).map("{} mm".format)


_kilograms = st.integers(1, 40_000).map("{} g".format)
_days = st.dates(_FIRST, _FIRST + timedelta(days=900))
_items = st.builds(
    lambda sides, quantity, cases, each, expires: {
        "sku": "A", **dict(zip(("length", "width", "height"), sides, strict=True)),
        "quantity": quantity, "case_count": cases, "units_per_case": each, "expires": expires,
    },
    st.tuples(_mm(), _mm(), _mm()), st.integers(1, 50), st.integers(1, 9), st.integers(1, 9), _days | st.just("none"),
)  # fmt: skip
_barcodes = st.builds(
    lambda weight, zone, bar: {"kind": "sscc", "text": f"{_SSCC}(3303){weight:06d}", "quiet_zone": zone, "x_dimension": bar},
    st.integers(1, 40_000), _mm(1, 20), _mm(1, 3),
)  # fmt: skip
_boxes = st.builds(
    lambda name, sides, weight, items, barcodes, joined: {
        "id": name, **dict(zip(("length", "width", "height"), sides, strict=True)),
        "weight": weight, "items": items, "barcodes": barcodes, "joined_to": joined, "sscc": _SSCC[4:],
    },
    st.sampled_from("AB"), st.tuples(_mm(), _mm(), _mm()), _kilograms, st.lists(_items, max_size=3), st.lists(_barcodes, max_size=2),
    st.lists(st.sampled_from("ABC"), max_size=2),
)  # fmt: skip
_pallets = st.builds(lambda length, width, count: {"length": length, "width": width, "count": count}, _mm(), _mm(), st.integers(1, 4))
_shipments = st.builds(
    lambda boxes, pallets, arrives: {"boxes": boxes, "pallets": pallets, "created_on": _FIRST, "arrival_date": arrives},
    st.lists(_boxes, max_size=3), st.lists(_pallets, max_size=2), _days,
)  # fmt: skip
_FULL = {
    "shipment": (Shipment, _shipments), "box": (Box, _boxes), "item": (Item, _items), "barcode": (Barcode, _barcodes), "pallet": (Pallet, _pallets),
}  # fmt: skip
_KEPT = frozenset({"kind", "count", "sku"})
"""What says of which thing one speaks."""


def _thin(value: Any, draw: Any) -> Any:
    """Leave fields out anywhere, and open lists whose end is not known."""
    if isinstance(value, dict):
        return {key: _thin(each, draw) for key, each in value.items() if key in _KEPT or draw(st.integers(0, 3))}
    if isinstance(value, list):
        kept = [_thin(each, draw) for each in value if draw(st.integers(0, 3))]
        return {"open": True, "seen": kept} if len(kept) < len(value) else kept
    return value


def holds(less: Any, more: Any) -> bool:
    """Whether what is known with less may be what is known with more."""
    if less is None or less == more:
        return True
    if isinstance(less, Open):
        return more is None or set(less.items) <= set(more.items if isinstance(more, Open) else more)
    if more is None or more is NONE or not isinstance(less, Span):
        return False
    low, high = (more.low, more.high) if isinstance(more, Span) else (more, more)
    return bool(less.low <= low and high <= less.high)


_ABOUT_THE_INPUT = (VOCABULARY["shipment", "absent_neighbours"],)


def _computed(*subjects: str) -> list[Fact]:
    return [
        fact for fact in VOCABULARY.values() if fact.subject in subjects and fact not in _ABOUT_THE_INPUT and not (fact.attribute or fact.question)
    ]


@pytest.mark.parametrize("fact", _computed(*_FULL), ids=str)
@settings(max_examples=20)  # for each of some forty facts
@given(data=st.data())
def test_what_is_said_with_fields_missing_holds_what_is_said_with_all(fact: Fact, data: st.DataObject) -> None:
    model, full = _FULL[fact.subject]
    fields = data.draw(full)
    if fact.name == "products":
        fields.pop("items")
    less = _thin(fields, data.draw)
    assert holds(fact.declared(model.model_validate(less)), fact.declared(model.model_validate(fields))), (less, fields)


@given(expires=st.lists(_days | st.none() | st.just(NONE), max_size=3), use=st.none() | st.just("none") | st.integers(0, 90), whole=st.booleans())
def test_life_is_never_longer_than_with_more_known(expires: list[Any], use: Any, *, whole: bool) -> None:
    fact = VOCABULARY["product", "life_after_use"]

    def life(dates: list[Any], use: Any, *, complete: bool) -> Any:
        lines = tuple(PackedLine(Item(sku="A", expires=each), 1) for each in dates)
        product = Product(sku="A", time_to_use=f"{use} days" if isinstance(use, int) else use)
        return fact.declared(PackedProduct("A", lines, product, complete, _FIRST))

    known = [NONE if each is None else each for each in expires]
    full = life(known, "none" if use is None else use, complete=True)
    less = life(expires, use, complete=whole)
    assert holds(less, full) or full is NONE


def test_life_after_use_is_expiry_less_arrival_less_use() -> None:
    fact = VOCABULARY["product", "life_after_use"]
    line = PackedLine(Item(sku="A", expires="2026-07-01"), 1)
    later = PackedLine(Item(sku="A", expires="2026-08-01"), 3)
    product = PackedProduct("A", (line, later), Product(sku="A", time_to_use="30 days"), complete=True, arrives=_FIRST)
    assert fact.declared(product) == (date(2026, 7, 1) - _FIRST).days - 30


@pytest.mark.parametrize(
    ("text", "difference"),
    [
        ("(00)106141412345678908(3302)001250", 0),  # 12.50 kg
        ("(00)106141412345678908(3303)012600", 10**11),  # 12.600 kg
        ("00106141412345678908\x1d3301000120", 5 * 10**11),  # 12.0 kg, as a scanner gives it
        ("(00)106141412345678908(3400)000027", abs(12_500 * 10**9 - 27 * 453_592_370_000)),  # 27 lb
        ("(00)106141412345678908", NONE),
    ],
)
def test_the_weight_on_a_label_is_read_with_its_decimals(text: str, difference: object) -> None:
    box = Box(weight="12.5 kg", barcodes=[Barcode(kind="sscc", text=text)])
    assert VOCABULARY["box", "label_weight_difference"].declared(box) == difference


def test_the_sscc_of_a_label_with_more_on_it_is_checked_by_its_own_digits() -> None:
    fact = VOCABULARY["barcode", "check_digit_ok"]
    assert fact.declared(Barcode(kind="sscc", text="(00)106141412345678908(3302)001250")) is True
    assert fact.declared(Barcode(kind="sscc", text="(00)106141412345678907(3302)001250")) is False


def test_a_neighbour_is_absent_only_where_every_box_is_known_by_its_id() -> None:
    fact = VOCABULARY["shipment", "absent_neighbours"]
    joined, alone = Box(id="A", joined_to=["B", "C"]), Box(id="B")
    assert fact.declared(Shipment(boxes=[joined, alone])) == ("C",)
    assert fact.declared(Shipment(boxes=[joined, alone, Box(id="C")])) == ()
    assert fact.declared(Shipment(boxes=[joined, alone, Box(weight="3 lb")])) == Open(())
    assert fact.declared(Shipment(boxes=Open((joined, alone)))) == Open(())
    assert fact.declared(Shipment()) is None


@pytest.mark.parametrize(
    ("quantity", "planned", "complete", "units", "ratio"),
    [
        (22, 20, True, 2, Fraction(11, 10)),
        (18, 20, True, 0, Fraction(9, 10)),
        (20, 20, True, 0, 1),
        (22, 20, False, Span(2, math.inf), Span(Fraction(11, 10), math.inf)),
        (22, None, True, None, None),
        (22, 0, True, 22, NONE),
        (22, "none", True, NONE, NONE),
    ],
)
def test_over_delivery_is_what_is_packed_beyond_the_plan(quantity: int, planned: Any, units: Any, ratio: Any, *, complete: bool) -> None:
    lines = (PackedLine(Item(sku="A", quantity=quantity), 1),)
    product = PackedProduct("A", lines, Product(sku="A", units_planned=planned), complete)
    assert VOCABULARY["product", "over_delivery_units"].declared(product) == units
    assert VOCABULARY["product", "over_delivery_ratio"].declared(product) == ratio


@pytest.mark.parametrize(
    ("length", "width", "total"),
    [("20 cm", "10 cm", 3 * 10**8), ("20 cm", None, Span(2 * 10**8, math.inf)), (None, None, None), ("20 cm", "none", NONE)],
)
def test_the_sides_of_a_bag_add_up(length: Any, width: Any, total: Any) -> None:
    product = PackedProduct("A", (), Product(sku="A", bag_length=length, bag_width=width))
    assert VOCABULARY["product", "bag_length_plus_width"].declared(product) == total
