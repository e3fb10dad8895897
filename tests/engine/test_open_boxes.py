"""What is counted over boxes of which there may be more."""

from pathlib import Path

import pytest

import inboundcheck as ic
from inboundcheck.answers import Open

PACK = """\
pack: counts
title: Counts
version: "1"
rules:
  not-all-packed:
    title: Not all units are packed
    for: product
    severity: error
    require: {units_packed: {equals: {fact: units_planned}}}
    why: The plan says how many.
    fix: Pack them all.
    source: {authority: us, page: house, read: 2026-11-23, standing: house}
    examples: [{name: two short, given: {units_packed: 4, units_planned: 6}, expect: violation}]
"""


@pytest.mark.parametrize("is_open", [True, False])
def test_the_units_of_an_open_list_of_boxes_are_at_least_those_seen(tmp_path: Path, *, is_open: bool) -> None:
    (tmp_path / "counts.yaml").write_text(PACK)
    boxes = (ic.Box(id="A1", items=[ic.Item(sku="MUG", quantity=4)]),)
    shipment = ic.Shipment(boxes=Open(boxes) if is_open else boxes, products=[{"sku": "MUG", "units_planned": 6}])
    report = ic.check(shipment, packs=[tmp_path / "counts.yaml"])
    assert [finding.subject.id for finding in report.violations] == ([] if is_open else ["MUG"])
