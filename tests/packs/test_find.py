"""Packs of the user's own: a file, a folder, or an installed package. Nothing of a pack is ever run as code."""

import sys

import pytest

from inboundcheck import Box, PackError, Shipment, check, load_pack
from inboundcheck.packs import available, find, load_all

PACK = """\
pack: {name}
title: T
version: "1"
rules:
  heavy:
    title: Heavy
    for: box
    severity: error
    require: {{weight: {{at_most: 5 kg}}}}
    why: W.
    fix: F.
    source: {{authority: A, standing: house}}
    examples: [{{name: e, given: {{weight: 6 kg}}, expect: violation}}]
"""


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """A package with a pack, as pip lays it out."""
    package = tmp_path / "their_packs"
    (package / "rules").mkdir(parents=True)
    (package / "__init__.py").write_text("raise SystemExit('the package was imported')\n")
    (package / "their-dock.yaml").write_text(PACK.format(name="their-dock"))
    (package / "rules" / "their-gate.yaml").write_text(PACK.format(name="their-gate").replace("heavy:", "heavier:"))
    metadata = tmp_path / "their_packs-1.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: their-packs\nVersion: 1\n")
    points = "their-dock = their_packs\ntheir-gate = their_packs.rules\nnot-there = their_packs\nnot-installed = no_such_package\n"
    (metadata / "entry_points.txt").write_text(f"[inboundcheck.packs]\n{points}")
    monkeypatch.syspath_prepend(str(tmp_path))
    find._installed.cache_clear()
    yield package
    find._installed.cache_clear()


def test_an_installed_pack_goes_by_its_name_and_is_not_imported(installed):
    assert load_pack("their-dock").rules[0].id == "their-dock/heavy"
    assert load_pack("their-gate").rules[0].id == "their-gate/heavier"
    assert {"their-dock", "their-gate"} <= set(available())
    assert not {"not-there", "not-installed"} & set(available())
    assert "their_packs" not in sys.modules


def test_an_installed_pack_can_be_extended(installed, tmp_path):
    child = tmp_path / "child.yaml"
    child.write_text("pack: child\ntitle: C\nversion: '1'\nextends: their-dock\n")
    assert load_pack(child).rules[0].id == "their-dock/heavy"


def test_a_folder_stands_for_all_its_packs(tmp_path):
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").write_text(PACK.format(name=name))
    assert [each.name for each in load_all(tmp_path)] == ["one", "two"]
    report = check(Shipment(boxes=[Box(id="B", weight="6 kg")]), packs=[tmp_path])
    assert [each.rule for each in report.violations] == ["one/heavy", "two/heavy"]


def test_a_folder_without_a_pack_is_told(tmp_path):
    with pytest.raises(PackError, match="there is no pack in the folder"):
        load_all(tmp_path)


def test_a_pack_that_many_extend_is_read_once(tmp_path, monkeypatch):
    from inboundcheck.packs import load

    read = []
    written = load.read_yaml
    monkeypatch.setattr(load, "read_yaml", lambda text, file, error: read.append(file) or written(text, file, error))
    (tmp_path / "base.yaml").write_text(PACK.format(name="base"))
    for name in ("one", "two", "three"):
        (tmp_path / f"{name}.yaml").write_text(f"pack: {name}\ntitle: C\nversion: '1'\nextends: base\n")
        load_pack(tmp_path / f"{name}.yaml")
    load_pack(tmp_path / "base.yaml")
    assert len(read) == 4


@pytest.mark.parametrize("name", ["x" * 5000, "a\0b", "format: 1\npack: no path but a pack\n" * 300])
def test_what_can_be_no_path_is_no_pack(name):
    with pytest.raises(PackError, match="there is no pack"):
        load_all(name)
