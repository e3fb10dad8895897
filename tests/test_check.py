"""What `check` does around the engine: choosing packs, and telling what stands in the way."""

from pathlib import Path

import pytest

import inboundcheck as ic


def test_a_mistyped_programme_is_told_where_no_pack_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("shipment.yaml").write_text("format: 1\nprogram: FBA\nmarket: US\nboxes: []\n", encoding="utf-8")
    with pytest.raises(ic.PackError) as raised:
        ic.check("shipment.yaml")
    first, second = raised.value.problems
    assert str(first).startswith("shipment.yaml:2:10: shipment, program: 'FBA' is not one of fba, awd,")
    assert str(first).endswith("did you mean 'fba'?")
    assert str(second).startswith("no pack fits: the shipment says market US;")
