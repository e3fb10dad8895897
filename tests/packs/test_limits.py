"""The largest box that packs accept is worked out of the rules; what judges boxes agrees with it."""

import json
from datetime import date
from fractions import Fraction
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck import Box, Shipment, check, load_pack
from inboundcheck.cli import main
from inboundcheck.facts.rounding import Step
from inboundcheck.packs.bounds import Bound, before_rounding, limits
from inboundcheck.packs.largest import conflict, largest, tightest
from inboundcheck.quantities import Length
from inboundcheck.report import Severity

INCH, DAY = 25_400_000, date(2026, 11, 23)
PACK = """\
pack: {name}
title: T
version: "1"
{more}
rules:
  wrong:
    title: Wrong
    for: box
    severity: {severity}
    {rule}
    why: W.
    fix: F.
    source: {{authority: A, standing: house}}
    examples: [{{name: e, given: {{weight: 200 lb}}, expect: violation}}]
"""


def pack(tmp_path, rule, name="dock", more="", severity="error"):
    path = tmp_path / f"{name}.yaml"
    path.write_text(PACK.format(name=name, rule=rule, more=more, severity=severity))
    return load_pack(path)


def solved(*packs, **options):
    return largest(limits(packs, as_of=DAY, **options).bounds)


def inches(found):
    return tuple(Fraction(side, INCH) for side in found.sides)


def accepted(sides, *packs):
    box = Box(**dict(zip(("length", "width", "height"), (Length.exactly(side, "", "in") for side in sides), strict=True)), weight="1 lb")
    report = check(Shipment(boxes=[box]), packs=packs, as_of=DAY)
    assert not report.inconclusive
    return not report.violations


def test_the_tightest_of_several_packs_counts(tmp_path):
    one = pack(tmp_path, "require: {longest_side: {at_most: 36 in}, second_side: {at_most: 25 in}}")
    other = pack(tmp_path, "require: {longest_side: {at_most: 63.5 cm}, weight: {less_than: 23 kg}}", "other")
    assert inches(solved(one)) == (36, 25, 25)
    assert inches(solved(one, other)) == (25, 25, 25)
    weight = tightest(limits([one, other], as_of=DAY).bounds, "weight")
    assert (weight.text, weight.included, weight.accepts(23 * 10**12)) == ("23 kg", False, False)


def test_a_girth_is_shared_out(tmp_path):
    dock = pack(tmp_path, "require: {longest_side: {at_most: 108 in}, length_plus_girth: {at_most: 165 in}}")
    assert inches(solved(dock)) == (55, Fraction(55, 2), Fraction(55, 2))
    dock = pack(tmp_path, "require: {longest_side: {at_most: 45 in}, length_plus_girth: {at_most: 165 in}}", "two")
    assert inches(solved(dock)) == (45, 30, 30)
    dock = pack(tmp_path, "require: {length_plus_girth: {at_most: 165 in}, shortest_side: {at_most: 10 in}}", "three")
    assert inches(solved(dock)) == (Fraction(145, 2), Fraction(145, 4), 10)


def test_where_sides_are_rounded_the_best_box_has_whole_steps(tmp_path):
    rule = "require: {longest_side: {at_most: 108 in}, length_plus_girth: {at_most: 165 in}}"
    carrier = pack(tmp_path, rule, more="rounding: {sides: up to 1 in}")
    found = solved(carrier)
    assert inches(found) == (55, 28, 27)
    assert accepted(found.sides, carrier)
    assert not accepted((found.sides[0] + 1, *found.sides[1:]), carrier)


MEASURES = ("longest_side", "second_side", "shortest_side", "length_plus_girth")


def bound(measure, amount, *, upper=True, included=True, step=None):
    return Bound(measure, "p/r", upper, amount, included, "", "in", step)


@given(st.tuples(*[st.integers(5, 60)] * 3, st.integers(40, 200)), st.tuples(*[st.integers(1, 60 * INCH)] * 3), st.booleans())
def test_no_box_that_keeps_to_the_bounds_is_larger(amounts, box, stepped):
    step = Step(Length("1 in")) if stepped else None
    steps = (None, None, None, step)
    bounds = [bound(measure, amount * INCH, step=each) for measure, amount, each in zip(MEASURES, amounts, steps, strict=True)]
    sides = sorted(box, reverse=True)

    def keeps(three):
        counted = [step.of(side) if step else side for side in three]
        return all(bound.accepts(side) for bound, side in zip(bounds, [*three, counted[0] + 2 * (counted[1] + counted[2])], strict=True))

    best = largest(bounds).sides
    assert keeps(best)
    assert not keeps(sides) or prod(sides) <= prod(best)


def test_what_holds_on_a_condition_is_listed_with_it_and_counts(tmp_path):
    rule = "when: {mode: spd}\n    require: {longest_side: {at_most: {by: carrier, is: {ups: 48 in, fedex: 40 in}, else: none}}}"
    found = limits([pack(tmp_path, rule)], as_of=DAY).bounds
    assert [(each.text, each.condition) for each in found] == [
        ("40 in", "mode equals spd and carrier fedex"), ("48 in", "mode equals spd and carrier ups"),
    ]  # fmt: skip
    given_facts = {"mode": "spd", "carrier": "ups"}
    assert [(each.text, each.condition) for each in limits([pack(tmp_path, rule)], as_of=DAY, given=given_facts).bounds] == [("48 in", "")]
    assert limits([pack(tmp_path, rule)], as_of=DAY, given={"mode": "ltl"}).bounds == ()


def test_what_must_all_hold_is_counted_however_it_is_written(tmp_path):
    dock = pack(tmp_path, "require: {all: [{longest_side: {at_most: 36 in}}, {all: [{second_side: {at_most: 25 in}}]}]}")
    assert inches(solved(dock)) == (36, 25, 25)


def test_what_is_no_single_bound_is_said(tmp_path):
    rule = "require: {weight: {at_most: {fact: option_max_weight}}, any: [{longest_side: {at_most: 1 m}}, {weight: {at_most: 9 kg}}]}"
    assert limits([pack(tmp_path, rule)], as_of=DAY).others == (
        ("dock/wrong", "weight at_most option max weight"), ("dock/wrong", "longest_side at_most 1 m or weight at_most 9 kg"),
    )  # fmt: skip


def test_packs_that_no_box_suits_are_told(tmp_path):
    small = pack(tmp_path, "require: {longest_side: {at_most: 10 in}}")
    large = pack(tmp_path, "require: {longest_side: {at_least: 1 ft}}", "large")
    found = solved(small, large)
    assert (found.sides, found.why_not) == (None, "large/wrong wants at least 12 in, and dock/wrong takes at most 10 in".replace("12 in", "1 ft"))
    assert conflict(limits([small], as_of=DAY).bounds) is None


def test_a_severity_on_from_which_limits_count(tmp_path):
    dock = pack(tmp_path, "require: {longest_side: {at_most: 48 in}}", severity="warning")
    assert limits([dock], as_of=DAY).bounds == ()
    assert len(limits([dock], as_of=DAY, severity=Severity.WARNING).bounds) == 1


@given(st.integers(1, 500), st.integers(1, 40), st.integers(0, 700), st.tuples(*[st.booleans()] * 3))
def test_a_limit_before_rounding_accepts_what_rounds_to_what_is_accepted(limit, size, value, how):
    included, upper, nearest = how
    step = Step(Length.exactly(size, "", "mm"), nearest=nearest)
    amount, still = before_rounding(step, limit, included, upper=upper)
    before, after = bound("weight", amount, upper=upper, included=still), bound("weight", limit, upper=upper, included=included)
    assert before.accepts(value) is after.accepts(step.of(value))


def test_the_command_prints_them_and_the_room_that_boxes_have(tmp_path, monkeypatch, capsys):
    pack(tmp_path, "require: {longest_side: {at_most: 36 in}, second_side: {at_most: 25 in}}\n    unless: [{because: A rod., unit_count: 1}]")
    (tmp_path / "shipment.yaml").write_text("boxes: [{id: B1, length: 30 in, width: 63.6 cm, height: 9 in}]\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["inboundcheck", "pack", "limits", "dock.yaml", "--as-of", "2026-11-23", "--against", "shipment.yaml"])
    with pytest.raises(SystemExit):
        main()
    assert capsys.readouterr().out.splitlines() == [
        "as of 2026-11-23:",
        "  longest side       at most    36 in        dock/wrong (unless: A rod)",
        "  second side        at most    25 in        dock/wrong (unless: A rod)",
        "the largest box: 36 in x 25 in x 25 in",
        "the greatest weight: nothing bounds it",
        "box B1: longest side: 6 in left to 36 in (dock/wrong)",
        "box B1: second side: about 0.039370079 in beyond 25 in (dock/wrong)",
    ]
    monkeypatch.setattr("sys.argv", ["inboundcheck", "pack", "limits", "dock.yaml", "--against", "shipment.yaml", "--format", "json"])
    with pytest.raises(SystemExit):
        main()
    data = json.loads(capsys.readouterr().out)
    assert data["largest"]["sides"] == [914400000, 635000000, 635000000]
    assert [each["room"] for each in data["room"]] == [6 * INCH, -1_000_000]
