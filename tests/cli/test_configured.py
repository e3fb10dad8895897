"""The configuration file and the command: the command line wins, and the user is told which file counts."""

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from inboundcheck.cli import main

HOUSE = """\
format: 1
pack: house
title: Our own rules
version: "1"
settings:
  limit: {type: mass, title: What one person lifts, value: 20 lb}
rules:
  too-heavy:
    title: Heavier than we lift
    for: box
    severity: warning
    require: {weight: {at_most: {setting: limit}}}
    why: One person lifts it.
    fix: Repack.
    source: {authority: Us, page: Handbook, read: 2026-11-23, standing: house}
    examples: [{name: over, given: {weight: 21 lb}, expect: violation}]
"""


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """Run the command in a folder with a shipment, a house pack and a configuration."""
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "house.yaml").write_text(HOUSE, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "shipment.yaml").write_text("format: 1\nship_date: 2026-11-23\nboxes: [{id: A1, weight: 21 lb}]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run_command(*arguments, config='packs = ["rules/house.yaml"]\n'):
        Path("inboundcheck.toml").write_text(config, encoding="utf-8")
        monkeypatch.setattr("sys.argv", ["inboundcheck", "check", "out", "-q", *arguments])
        with pytest.raises(SystemExit) as end:
            main()
        return end.value.code or 0, *capsys.readouterr()

    return run_command


FOUND = "out/shipment.yaml:3:26: warning: house/too-heavy: box A1: weight is 21 lb; at most 20 lb\n"


def test_what_the_file_says_holds_and_is_told(run):
    assert run() == (0, FOUND, "note: options from inboundcheck.toml\n")


def test_it_is_found_from_what_is_checked_and_not_from_the_current_folder(run, monkeypatch):
    run()
    monkeypatch.chdir("rules")
    monkeypatch.setattr("sys.argv", ["inboundcheck", "check", "../out", "-q"])
    with pytest.raises(SystemExit) as end:
        main()
    assert not end.value.code


def test_the_line_for_failing_may_stand_in_the_file(run):
    assert run(config='packs = ["rules/house.yaml"]\nfail_on = "warning"')[0] == 1


def test_the_command_line_wins(run):
    config = 'packs = ["rules/house.yaml"]\nfail_on = "warning"\nonly = ["labels"]\nsettings = {limit = "10 lb"}'
    assert run(config=config)[0] == 2
    assert run("--only", "", "--fail-on", "error", "--set", "limit=20 lb", config=config)[:2] == (0, FOUND)
    assert run("--only", "weight", "--set", "limit=21 lb", config=config)[:2] == (0, "")


def test_what_is_written_may_stand_in_the_file(run):
    assert run(config='packs = ["rules/house.yaml"]\noutput = ["out/report.json"]')[0] == 0
    assert Path("out/report.json").is_file()
    assert run("-o", "other.json", config='packs = ["rules/house.yaml"]\noutput = ["out/second.json"]')[0] == 0
    assert not Path("out/second.json").exists()


def test_a_file_may_be_named_or_left_out(run):
    Path("other.toml").write_text('packs = ["rules/house.yaml"]\nfail_on = "warning"', encoding="utf-8")
    assert run("--config", "other.toml") == (1, FOUND, "note: options from other.toml\n")
    assert run("--no-config", "-p", "rules/house.yaml") == (0, FOUND, "")
    assert run("--no-config", "--config", "other.toml") == (2, "", "error: --config and --no-config do not go together\n")


def test_a_wrong_file_stops_the_run_before_anything_is_judged(run):
    assert run(config='pcks = ["rules/house.yaml"]') == snapshot(
        (
            2,
            "",
            "error: inboundcheck.toml: pcks: 'pcks' is not a key of the configuration; did you mean 'packs'?; expected one of packs, as_of, only, given, settings, defaults, columns, photos, waivers, answers, coverage, baseline, fail_on, format, output; for example packs = [\"amazon-fba-us\"]\n",
        )
    )


def test_a_baseline_in_the_file_can_be_kept_up_to_date(run):
    config = 'packs = ["rules/house.yaml"]\nfail_on = "warning"\nbaseline = "known.yaml"'
    run("--update-baseline", config=config)
    known = Path("known.yaml")
    known.write_text(known.read_text(encoding="utf-8").replace('"WHY"', "agreed").replace('"WHO"', "maria"), encoding="utf-8")
    assert run(config=config)[:2] == (0, "")


def test_show_shows_what_is_checked(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("boxes.csv").write_text("Nr,kg\nA1,3\n", encoding="utf-8")
    Path("map.yaml").write_text("columns: {Nr: box.id, kg: {is: box.weight, unit: kg}}\n", encoding="utf-8")
    Path("inboundcheck.toml").write_text('columns = "map.yaml"\n', encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["inboundcheck", "show", "boxes.csv"])
    with pytest.raises(SystemExit) as end:
        main()
    told = capsys.readouterr()
    assert not end.value.code
    assert "3 kg" in told.out
    assert told.err == "note: options from inboundcheck.toml\n"


def test_a_path_that_can_be_none_is_told_plainly(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["inboundcheck", "check", "x" * 5000])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert "cannot be read: File name too long" in capsys.readouterr().err
