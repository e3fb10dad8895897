"""Rounding: inputs first, exactly; what is worked out of them follows, and messages show both."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck import Box, Shipment, check, load_pack
from inboundcheck.facts.rounding import Step
from inboundcheck.quantities import Length

PACK = """\
format: 1
pack: carrier
title: A carrier
version: "1"
rounding: {sides: up to 1 in, weight: up to 1 lb}
rules:
  too-large:
    title: Too large
    for: box
    severity: error
    require: {longest_side: {at_most: 108 in}, length_plus_girth: {at_most: 165 in}, volume: {at_most: 20000 in3}, weight: {at_most: 150 lb}}
    why: W.
    fix: F.
    source: {authority: A, standing: house}
    periods:
      - {from: 2010-01-01, rounding: {sides: nearest 1 in}}
      - {from: 2025-08-18}
      - {from: 2026-11-24, rounding: none}
    examples:
      - {name: e, given: {weight: 200 lb}, expect: violation}
"""


def outcome(tmp_path, day="2026-11-23", **box):
    path = tmp_path / "carrier.yaml"
    path.write_text(PACK, encoding="utf-8")
    report = check(Shipment(boxes=[Box(id="B", **box)]), packs=[path], as_of=date.fromisoformat(day))
    return [each.message for each in (*report.violations, *report.inconclusive)]


SMALL = {"width": "10 in", "height": "10 in", "weight": "10 lb"}


def test_at_the_step_itself_nothing_is_added(tmp_path):
    assert outcome(tmp_path, length="274.32 cm", **SMALL) == []


def test_a_hair_over_the_step_counts_as_the_next(tmp_path):
    assert outcome(tmp_path, length="2743.200001 mm", **SMALL) == ["longest side is 2743.200001 mm, counted as 109 in; at most 108 in"]


def test_the_girth_is_that_of_the_rounded_sides(tmp_path):
    found = outcome(tmp_path, length="107 1/8 in", width="14.2 in", height="14 in", weight="20 lb")
    assert found == [
        "length plus girth is 163.525 in, counted as 166 in; at most 165 in; volume is 21296.45 in3, counted as 22680 in3; at most 20000 in3"
    ]


def test_the_weight_is_rounded_too(tmp_path):
    assert outcome(tmp_path, length="9 in", **{**SMALL, "weight": "150.01 lb"}) == ["weight is 150.01 lb, counted as 151 lb; at most 150 lb"]


def test_both_ends_of_an_interval_are_rounded(tmp_path):
    assert outcome(tmp_path, length={"low": "107.1 in", "high": "107.9 in"}, **SMALL) == []
    assert outcome(tmp_path, length={"low": "107.1 in", "high": "108.1 in"}, **SMALL)[0].startswith("not known")


def test_a_period_rounds_its_own_way(tmp_path):
    assert outcome(tmp_path, "2025-08-17", length="108.4 in", **SMALL) == []
    assert outcome(tmp_path, "2025-08-17", length="108.5 in", **SMALL) == ["longest side is 108.5 in, counted as 109 in; at most 108 in"]
    assert outcome(tmp_path, "2025-08-18", length="108.4 in", **SMALL) == ["longest side is 108.4 in, counted as 109 in; at most 108 in"]
    assert outcome(tmp_path, "2026-11-24", length="108.4 in", **SMALL) == ["longest side is 108.4 in; at most 108 in"]


def test_a_girth_that_is_stated_alone_is_the_least_that_it_can_be(tmp_path):
    stated = {"weight": "10 lb", "length": "50 in", "facts": {"length_plus_girth": "164 in", "volume": "9 in3"}}
    assert outcome(tmp_path, **stated)[0].startswith("not known")
    stated["facts"]["length_plus_girth"] = "165.5 in"
    assert outcome(tmp_path, **stated) == ["length plus girth is 165.5 in, counted as at least 165.5 in; at most 165 in"]


def test_sides_seen_in_photos_are_rounded(tmp_path):
    side = {"kind": "side", "side": "longest", "low": "107.9 in", "high": "108.3 in"}
    photos = [{"bound_by": "id", "sightings": [side]}]
    assert outcome(tmp_path, length="107.95 in", photos=photos, **SMALL) == []
    found = outcome(tmp_path, length="100 in", photos=photos, **SMALL)
    assert found[0].startswith("not decided: longest side is declared as 100 in, and a photo shows 108 in to 109 in")


def test_a_rule_that_looks_at_neither_sides_nor_weight_does_not_round(tmp_path):
    path = tmp_path / "carrier.yaml"
    path.write_text(
        PACK.replace(
            "require: {longest_side: {at_most: 108 in}, length_plus_girth: {at_most: 165 in}, volume: {at_most: 20000 in3}, weight:",
            "require: {contents_weight:",
        )
    )
    assert [period.rule.rounding for period in load_pack(path).rules[0].periods] == [None] * 3


@given(st.integers(1, 10**12), st.integers(1, 10**9), st.integers(1, 50))
def test_rounding_up_adds_less_than_a_step_and_never_takes_away(amount, size, part):
    step = Step(Length.exactly(Fraction(size, part), "", "mm"))
    rounded = step.of(amount)
    assert amount <= rounded < amount + Fraction(size, part)
    assert Fraction(rounded) / Fraction(size, part) % 1 == 0
    assert step.of(rounded) == rounded


@pytest.mark.parametrize(("amount", "rounded"), [(0, 0), (4, 0), (5, 10), (14, 10), (15, 20)])
def test_half_a_step_goes_up(amount, rounded):
    assert Step(Length.exactly(10, "", "mm"), nearest=True).of(amount) == rounded
