"""Code as users write it, for the type checkers. Every line that is marked as ignored must be an error to both of them."""

from __future__ import annotations

from datetime import date
from typing import Literal, assert_type

from inboundcheck.answers import NONE, Nothing, Open
from inboundcheck.model import Barcode, Between, Box, Item, Label, Pallet, Shipment
from inboundcheck.quantities import Length, Mass


def built_from_texts() -> Shipment:
    """A shipment as README writes it."""
    box = Box(
        id="A17",
        count=2,
        length="27 in",
        width="12 in",
        height=Length("10 in"),
        weight="31 lb",
        items=[Item(sku="MUG-1", quantity=4, expires="2027-01-31"), Item(sku="MUG-2", expires=NONE)],
        labels=[Label(kind="box_id", face="front", seam_clearance="2 in")],
        barcodes=[],
        dunnage=["air_pillow"],
        joined_to=(),
        facts={"pallet_ready": True},
    )
    return Shipment(id="S1", program="fba", market="US", ship_date=date(2026, 11, 23), boxes=[box], pallets=[Pallet(id="P1", height="60 in")])


def built_from_what_is_half_known() -> Box:
    """Intervals, open lists, and what is known to be none."""
    return Box(
        length=Between(low=Length("24.5 in"), high=Length("25.5 in")),
        width={"low": "11 in", "high": "12 in"},
        weight=None,
        barcodes=Open((Barcode(kind="gtin"),)),
        items=(Item(expires=date(2027, 1, 31)) for _ in range(3)),
        pallet=NONE,
    )


def read_back(box: Box) -> None:
    """What comes out is what is kept, not what was given."""
    assert_type(box.length, Length | Between | Nothing | None)
    assert_type(box.weight, Mass | Between | Nothing | None)
    assert_type(box.id, str | Nothing | None)
    assert_type(box.count, int)
    assert_type(box.items, tuple[Item, ...] | Open[Item] | None)
    assert_type(box.joined_to, tuple[str, ...] | Open[str] | None)
    assert_type(box.contents_move, bool | Nothing | None)
    assert_type(box.contents_kind, Literal["case_pack", "individual"] | Nothing | None)
    assert_type(Item().expires, date | Nothing | None)
    if isinstance(box.length, Length):
        assert_type(box.length < Length("25 in"), bool)
        assert_type(box.length.text, str)
    if isinstance(box.items, tuple):
        assert_type(box.items[0].quantity, int | Nothing | None)


def wrong(box: Box) -> None:
    """What a user must be told before it runs; none of it ever runs."""
    Box(length=3.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Box(length=27)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Box(weight=Length("27 in"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Box(items=Item(sku="MUG-1"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Box(items=["MUG-1"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    Box(dunnage=["popcorn"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    Box(contents_kind="casepack")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Box(lenght="27 in")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Shipment(program="fbaa")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    _ = Length("25 in") < Mass("3 lb")  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnknownVariableType]
    _ = Length("25 in") < 25  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnknownVariableType]
    _ = box.length.text  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess, reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
