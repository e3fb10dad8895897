"""What came, went and changed between two packs or two days, and for which boxes it matters."""

from collections import Counter
from datetime import date

import pytest
from inline_snapshot import snapshot

from inboundcheck import load_pack
from inboundcheck.cli import main
from inboundcheck.packs import bundled
from inboundcheck.packs.difference import _flat, differences

PACK = """\
pack: dock
title: A dock
version: "1"
rules:
  too-long:
    title: Too long
    for: box
    severity: error
    require: {longest_side: {at_most: 36 in}, labels: {count: {where: {kind: sscc}, equals: 1}}}
    unless: [{because: A rod., unit_count: 1}]
    why: W.
    fix: F.
    source: {authority: A, standing: house}
    periods:
      - {from: 2020-01-01, require: {longest_side: {at_most: 25 in}}}
      - {from: 2025-06-20}
    examples: [{name: e, given: {length: 40 in}, expect: violation}]
  too-heavy:
    title: Too heavy
    for: box
    severity: error
    require: {weight: {at_most: 50 lb}}
    why: W.
    fix: F.
    source: {authority: A, standing: house}
    examples: [{name: e, given: {weight: 51 lb}, expect: violation}]
"""
SPEC = "id: S\nship_date: 2025-06-20\nboxes: [{id: B1, length: 30 in, width: 9 in, height: 9 in, weight: 1 lb, items: [{sku: A, quantity: 2}], labels: [{kind: sscc}]}]\n"


def compared(tmp_path, *changes, **days):
    one, other = tmp_path / "dock.yaml", tmp_path / "other.yaml"
    text = PACK
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    one.write_text(PACK)
    other.write_text(text)
    return [(each.what, each.rule, each.details) for each in differences(load_pack(one), load_pack(other), **days)]


def test_a_pack_does_not_differ_from_itself(tmp_path):
    assert compared(tmp_path) == []
    assert compared(tmp_path, day=date(2025, 6, 19), other_day=date(2020, 1, 1)) == []


def test_one_limit_in_two_units_is_the_same_limit(tmp_path):
    assert compared(tmp_path, ("50 lb", "22.6796185 kg")) == [
        ("changed", "too-heavy", ("require weight at_most: 50 lb -> 22.6796185 kg, the same limit",))
    ]


def test_limits_operators_severities_sources_and_exceptions_are_told(tmp_path):
    found = compared(
        tmp_path, ("50 lb", "23 kg"), ("{longest_side: {at_most: 36 in}", "{longest_side: {less_than: 36 in}"), ("A rod.", "A long rod."),
        ("severity: error\n    require: {weight", "severity: warning\n    require: {weight"), ("equals: 1", "at_most: 1"), ("authority: A,", "authority: B,"),
    )  # fmt: skip
    assert found == snapshot(
        [
            (
                "changed",
                "too-long",
                (
                    "- require longest_side at_most 36 in",
                    "require labels count of kind equals sscc: equals 1 -> at most 1",
                    "- unless (A rod) unit_count equals 1",
                    "+ require longest_side less_than 36 in",
                    "+ unless (A long rod) unit_count equals 1",
                    "- source A, house",
                    "+ source B, house",
                ),
            ),
            (
                "changed",
                "too-heavy",
                ("severity: error -> warning", "require weight at_most: 50 lb -> 23 kg", "- source A, house", "+ source B, house"),
            ),
        ]
    )


def test_one_pack_on_two_days(tmp_path):
    found = compared(tmp_path, day=date(2025, 6, 19), other_day=date(2025, 6, 20))
    assert found == [("changed", "too-long", ("require longest_side at_most: 25 in -> 36 in", "+ require labels count of kind equals sscc equals 1"))]
    assert compared(tmp_path, day=date(2019, 1, 1), other_day=date(2021, 1, 1))[0][:2] == ("came", "too-long")


def test_a_rule_that_is_switched_off_went_and_says_why(tmp_path):
    compared(tmp_path)
    child = tmp_path / "child.yaml"
    child.write_text("pack: child\ntitle: C\nversion: '1'\nextends: dock\nchange: {too-heavy: {because: We have cranes., off: true}}\n")
    found = differences(load_pack(tmp_path / "dock.yaml"), load_pack(child))
    assert [(each.what, each.rule, each.details) for each in found] == [("went", "too-heavy", ("off: We have cranes.",))]


def ran(monkeypatch, capsys, *arguments):
    monkeypatch.setattr("sys.argv", ["inboundcheck", "pack", "diff", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    return end.value.code, capsys.readouterr()


def test_boxes_whose_outcome_changes_are_named(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dock.yaml").write_text(PACK)
    (tmp_path / "shipment.yaml").write_text(SPEC)
    code, out = ran(monkeypatch, capsys, "dock.yaml@2025-06-20", "dock.yaml@2025-06-19", "--against", "shipment.yaml")
    assert (code, out.out.splitlines()[-2:]) == (1, ["box B1: too-long: nothing found -> error", "outcomes that change: 1"])
    code, out = ran(monkeypatch, capsys, "dock.yaml", "dock.yaml")
    assert (code, out.out) == (0, "no rule differs\n")


def test_a_day_that_is_none_is_told(tmp_path, monkeypatch, capsys):
    code, out = ran(monkeypatch, capsys, "amazon-fba-us@2025-6-1", "amazon-fba-us")
    assert code == 2
    assert out.err == "error: '2025-6-1' is not a date; write PACK@year-month-day, for example amazon-fba-us@2025-06-20\n"


@pytest.mark.parametrize("name", bundled())
def test_every_bundled_pack_can_be_compared_rule_by_rule(name):
    pack = load_pack(name)
    assert differences(pack, pack, day=date(2026, 11, 23), other_day=date(2026, 11, 23)) == ()
    keys = [key for rule in pack.rules if not rule.off for key in Counter(key for key, _ in _flat(rule.newest)).items()]
    assert all(number == 1 for _, number in keys), "two conditions of a rule under one name would hide each other"
