"""Code as users write it, for the type checkers. Every line that is marked as ignored must be an error to both of them."""

from __future__ import annotations

from datetime import date
from typing import Literal, assert_type

import inboundcheck as ic
from inboundcheck.answers import Nothing
from inboundcheck.testing import assert_ok, assert_pack_holds, assert_passes, assert_violates


def built_from_texts() -> ic.Shipment:
    """A shipment as README writes it."""
    box = ic.Box(
        id="A17",
        count=2,
        length="27 in",
        width="12 in",
        height=ic.Length("10 in"),
        weight="31 lb",
        items=[ic.Item(sku="MUG-1", quantity=4, expires="2027-01-31"), ic.Item(sku="MUG-2", expires=ic.NONE)],
        labels=[ic.Label(kind="box_id", face="front", seam_clearance="2 in")],
        barcodes=[],
        dunnage=["air_pillow"],
        joined_to=(),
        facts={"pallet_ready": True},
    )
    return ic.Shipment(id="S1", program="fba", market="US", ship_date=date(2026, 11, 23), boxes=[box], pallets=[ic.Pallet(id="P1", height="60 in")])


def built_from_what_is_half_known() -> ic.Box:
    """Intervals, open lists, and what is known to be none."""
    return ic.Box(
        length=ic.Between(low="24.5 in", high=ic.Length("25.5 in")),
        width={"low": "11 in", "high": "12 in"},
        weight=None,
        barcodes=ic.Open((ic.Barcode(kind="gtin"),)),
        items=(ic.Item(expires=date(2027, 1, 31)) for _ in range(3)),
        pallet=ic.NONE,
    )


def read_back(box: ic.Box) -> None:
    """What comes out is what is kept, not what was given."""
    assert_type(box.length, ic.Length | ic.Between | Nothing | None)
    assert_type(box.weight, ic.Mass | ic.Between | Nothing | None)
    assert_type(box.id, str | Nothing | None)
    assert_type(box.count, int)
    assert_type(box.items, tuple[ic.Item, ...] | ic.Open[ic.Item] | None)
    assert_type(box.joined_to, tuple[str, ...] | ic.Open[str] | None)
    assert_type(box.contents_move, bool | Nothing | None)
    assert_type(box.contents_kind, Literal["case_pack", "individual"] | Nothing | None)
    assert_type(ic.Item().expires, date | Nothing | None)
    if isinstance(box.length, ic.Length):
        assert_type(box.length < ic.Length("25 in"), bool)
        assert_type(box.length.text, str)
    if isinstance(box.items, tuple):
        assert_type(box.items[0].quantity, int | Nothing | None)


def judged(shipment: ic.Shipment) -> None:
    """A check gives a report, and a report gives findings."""
    report = ic.check(shipment, packs=["amazon-fba-us"], as_of=date(2026, 11, 23), only=["size"])
    assert_type(report, ic.Report)
    assert_type(report.ok, bool)
    assert_type(report.violations, tuple[ic.Finding, ...])
    for finding in report.violations:
        assert_type(finding.severity, ic.Severity)
        assert_type(finding.subject.kind, str)
        assert_type(finding.source.url if finding.source else "", str)
    for finding in report.inconclusive:
        assert_type(finding.needs, tuple[str, ...])
    ic.save(report, "report.json")
    report.raise_unless_ok()


def read_from_a_file(path: str) -> None:
    """A reading holds the shipment, and beside it what was wrong and where things stand."""
    reading = ic.read(path)
    assert_type(reading.shipment, ic.Shipment)
    assert_type(reading.issues, tuple[ic.Problem, ...])
    ic.check(reading)
    ic.check(path, defaults="defaults.yaml")
    ic.check([reading.shipment, ic.Box(id="A17")])


def test_a_pack(box: ic.Box) -> None:
    """Assertions take what `check` takes, and no other word."""
    assert_type(assert_ok(box, fail_on="warning", as_of=date(2026, 11, 23), only=["data"]), ic.Report)
    assert_type(assert_violates([box], rule="box-too-long", packs=["amazon-fba-us"]), tuple[ic.Finding, ...])
    assert_passes("shipment.yaml", rule="box-too-long", settings={"lift": "30 lb"})
    assert_pack_holds("rules/house.yaml")
    assert_passes(box)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    assert_passes(box, rule="box-too-long", pack="amazon-fba-us")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def wrong(box: ic.Box) -> None:
    """What a user must be told before it runs; none of it ever runs."""
    ic.Box(length=3.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ic.Box(length=27)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ic.Box(weight=ic.Length("27 in"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ic.Box(items=ic.Item(sku="MUG-1"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ic.Box(items=["MUG-1"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    ic.Box(dunnage=["popcorn"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    ic.Box(contents_kind="casepack")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    ic.Box(lenght="27 in")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ic.Shipment(program="fbaa")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    _ = ic.Length("25 in") < ic.Mass("3 lb")  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnknownVariableType]
    _ = ic.Length("25 in") < 25  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue, reportUnknownVariableType]
    _ = box.length.text  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess, reportAttributeAccessIssue, reportUnknownMemberType, reportUnknownVariableType]
    ic.check(box, ["amazon-fba-us"])  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    ic.check(27)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
