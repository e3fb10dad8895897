"""What `check` does around the engine: choosing packs, and telling what stands in the way."""

from pathlib import Path

import pytest

import inboundcheck as ic
from inboundcheck.outputs import text


def test_a_mistyped_programme_is_told_where_no_pack_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shipment.yaml").write_text("format: 1\nprogram: FBA\nmarket: US\nboxes: []\n", encoding="utf-8")
    with pytest.raises(ic.PackError) as raised:
        ic.check("shipment.yaml")
    first, second = raised.value.problems
    assert str(first).startswith("shipment.yaml:2:10: shipment, program: 'FBA' is not one of fba, awd,")
    assert str(first).endswith("did you mean 'fba'?")
    assert str(second).startswith("no pack fits: the shipment says market US;")


HOUSE = """\
format: 1
pack: house
title: Our own rules
version: "1"
rules:
  too-heavy:
    title: Heavier than we lift
    for: box
    severity: error
    require: {weight: {at_most: 20 lb}}
    why: One person lifts it.
    fix: Repack.
    source: {authority: Us, page: Handbook, read: 2026-11-23, standing: house}
    examples: [{name: over, given: {weight: 21 lb}, expect: violation}, {name: at, given: {weight: 20 lb}, expect: pass}]
"""


def test_a_pack_that_a_spec_names_lies_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "spec").mkdir()
    (tmp_path / "spec" / "house.yaml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "spec" / "shipment.yaml").write_text("format: 1\npacks: [house.yaml]\nboxes: [{id: A1, weight: 21 lb}]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    report = ic.check("spec/shipment.yaml")
    assert [each.rule for each in report.violations] == ["house/too-heavy"]
    assert "more:   inboundcheck explain house/too-heavy --pack spec/house.yaml" in text.render(report)
