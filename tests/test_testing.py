"""What users' own tests say when a rule does not judge as they think."""

from datetime import date
from pathlib import Path

import pytest
from inline_snapshot import snapshot

import inboundcheck as ic
from inboundcheck.testing import assert_inconclusive, assert_ok, assert_pack_holds, assert_passes, assert_violates

HOUSE = """\
format: 1
pack: house
title: Our own rules
version: "1"
settings:
  lift: {type: mass, title: What one person lifts}
rules:
  too-heavy:
    title: Heavier than we lift
    for: box
    severity: error
    require: {weight: {at_most: 20 lb}}
    unless: [{because: Drums are rolled., container: drum}]
    why: One person lifts it.
    fix: Repack.
    source: {authority: Us, page: Handbook, read: 2026-11-23, standing: house}
    examples:
      - {name: over, given: {weight: 20.1 lb, container: corrugated}, expect: violation}
      - {name: at, given: {weight: 320 oz}, expect: pass}
  too-long:
    title: Longer than our shelves
    for: box
    severity: error
    when: {container: corrugated}
    require: {longest_side: {at_most: 40 in}}
    why: Shelves are 40 in deep.
    fix: Repack.
    source: {authority: Us, page: Handbook, read: 2026-11-23, standing: house}
    examples: [{name: over, given: {length: 41 in, container: corrugated}, expect: violation}]
  needs-two:
    title: Needs two people
    for: box
    severity: warning
    require: {weight: {at_most: {setting: lift}}}
    why: Backs.
    fix: Ask somebody.
    source: {authority: Us, page: Handbook, read: 2026-11-23, standing: house}
    examples: [{name: over, given: {weight: 31 lb}, settings: {lift: 30 lb}, expect: violation}]
"""


@pytest.fixture
def house(tmp_path, monkeypatch):
    """The arguments that name a small pack and a day."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    Path("house.yaml").write_text(HOUSE, encoding="utf-8")
    return {"packs": ["house.yaml"], "as_of": date(2026, 11, 23)}


def box(**fields):
    return ic.Box(id="A1", container="corrugated", **fields)


def failure(call, *arguments, **options):
    with pytest.raises(AssertionError) as raised:
        call(*arguments, **options)
    return str(raised.value)


def test_a_rule_that_passes(house):
    assert_passes(box(weight="20 lb"), rule="too-heavy", **house)
    assert_passes(box(weight="20 lb"), rule="house/too-heavy", **house)


def test_the_violations_are_given_back(house):
    (found,) = assert_violates(box(weight="21 lb"), rule="too-heavy", **house)
    assert found.message == "weight is 21 lb; at most 20 lb"


def test_what_would_decide_it_is_given_back(house):
    (found,) = assert_inconclusive([box(weight="20 lb"), ic.Box(id="A2", container="corrugated")], rule="too-heavy", **house)
    assert found.needs == ("weight of box A2",)


def test_a_clean_report_is_given_back(house):
    report = assert_ok(box(weight="20 lb", length="40 in", width="10 in", height="10 in"), **house)
    assert report.boxes == 1


def test_a_violation_does_not_pass(house):
    assert failure(assert_passes, box(weight="21 lb"), rule="too-heavy", **house) == snapshot("""\
house/too-heavy does not pass: 1 violated
error: house/too-heavy: Heavier than we lift
  --> box A1
   = found:  weight is 21 lb; at most 20 lb
   = fix:    Repack.
   = source: Us, Handbook, read 2026-11-23 (house)
   = more:   inboundcheck explain house/too-heavy --pack house.yaml\
""")


def test_one_open_box_does_not_pass(house):
    assert failure(assert_passes, [box(weight="20 lb"), ic.Box(id="A2")], rule="too-heavy", **house) == snapshot("""\
house/too-heavy does not pass: 1 not decided, 1 passed
not decided: house/too-heavy: Heavier than we lift
  --> box A2
   = found:  not known: container, weight\
""")


def test_a_rule_that_does_not_apply_does_not_pass(house):
    assert failure(assert_passes, ic.Box(container="drum", length="50 in"), rule="too-long", **house) == snapshot(
        "house/too-long does not pass: 1 not applicable, never applied"
    )


def test_a_rule_without_its_setting_does_not_pass(house):
    assert failure(assert_passes, box(weight="20 lb"), rule="needs-two", **house) == snapshot(
        "house/needs-two does not pass: setting missing: lift is not set, for example --set lift='31 lb'"
    )


def test_a_rule_that_was_not_asked_does_not_pass(house):
    assert failure(assert_passes, box(weight="20 lb"), rule="too-heavy", only=["size"], **house) == snapshot(
        "house/too-heavy does not pass: 1 not asked: weight, packing"
    )


def test_a_waiver_does_not_make_it_pass(house):
    waiver = ic.Waiver("too-heavy", reason="agreed", owner="maria", expires=house["as_of"])
    assert failure(assert_passes, box(weight="21 lb"), rule="too-heavy", waivers=[waiver], **house).startswith(
        "house/too-heavy does not pass: 1 violated"
    )


def test_what_passes_is_not_violated_and_not_open(house):
    assert failure(assert_violates, box(weight="20 lb"), rule="too-heavy", **house) == snapshot("house/too-heavy is not violated: 1 passed")
    assert failure(assert_inconclusive, box(weight="21 lb"), rule="too-heavy", **house) == snapshot("""\
house/too-heavy is not left open: 1 violated
error: house/too-heavy: Heavier than we lift
  --> box A1
   = found:  weight is 21 lb; at most 20 lb
   = fix:    Repack.
   = source: Us, Handbook, read 2026-11-23 (house)
   = more:   inboundcheck explain house/too-heavy --pack house.yaml\
""")


def test_what_is_not_clean_is_shown_whole(house):
    Path("shipment.yaml").write_text("format: 1\nboxes:\n  - {id: A1, container: corrugated, weight: 21 lb}\n", encoding="utf-8")
    assert failure(assert_ok, "shipment.yaml", **house) == snapshot("""\
house/too-heavy: box A1: weight is 21 lb; at most 20 lb (and 1 more)
Judged as of 2026-11-23 by
  house 1 (named): Our own rules

error: house/too-heavy: Heavier than we lift
  --> shipment.yaml:3:45  box A1
   |
 3 |   - {id: A1, container: corrugated, weight: 21 lb}
   |                                             ^^^^^ weight is 21 lb; at most 20 lb
   |
   = fix:    Repack.
   = source: Us, Handbook, read 2026-11-23 (house)
   = more:   inboundcheck explain house/too-heavy --pack house.yaml

NOT CHECKED size: 1 rule, 1 box; nothing in the input speaks of size
   = need:   box.longest_side
   = fix:    Say it in the spec, or for all boxes at once in a file for --with. To judge
             only what the data hold: --only data.

Boxes with errors: A1.
Rules that judged nothing: 1 setting missing (-v names them).
NOT READY. 1 box, 2 rules judged on 2026-11-23: 1 error, 1 not decided, 0 passed.\
""")


def test_the_line_for_failing_can_be_moved(house):
    heavy = box(weight="19 lb", length="40 in", width="10 in", height="10 in")
    options = {**house, "settings": {"lift": "18 lb"}}
    assert assert_ok(heavy, **options).violations
    assert "warning: house/needs-two" in failure(assert_ok, heavy, fail_on="warning", **options)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("too-heavi", snapshot("no rule 'too-heavi' is in what judged: house; did you mean 'too-heavy'?")),
        ("other/too-heavy", snapshot("no rule 'other/too-heavy' is in what judged: house; did you mean 'house/too-heavy'?")),
    ],
)
def test_a_mistyped_rule_is_no_pass(house, rule, text):
    for call in (assert_passes, assert_violates, assert_inconclusive):
        with pytest.raises(ic.UsageError) as raised:
            call(box(weight="20 lb"), rule=rule, **house)
        assert str(raised.value) == text


def test_a_pack_that_holds(repository):
    assert_pack_holds(repository / "rules" / "receiving-basics.yaml")


def test_what_a_pack_does_not_hold_is_told(house):
    assert failure(assert_pack_holds, "house.yaml") == snapshot("""\
house.yaml:12:24: no example of rule too-heavy notices this change: require weight at_most 20 lb, a hair higher; expected an example that comes out otherwise; for example {name: …, given: {weight: 20.000001 lb, container: corrugated}, expect: violation}
house.yaml:13:54: no example of rule too-heavy notices this change: the exception 'Drums are rolled.', taken away; expected an example that comes out otherwise; for example {name: …, given: {weight: 20.1 lb, container: drum}, expect: not_applicable}
house.yaml:25:30: no example of rule too-long notices this change: require longest_side at_most 40 in, as less than; expected an example that comes out otherwise; for example {name: …, given: {length: 41 in, container: corrugated, longest_side: 40 in}, expect: pass}
house.yaml:25:30: no example of rule too-long notices this change: require longest_side at_most 40 in, a hair higher; expected an example that comes out otherwise; for example {name: …, given: {length: 41 in, container: corrugated, longest_side: 40.000001 in}, expect: violation}
house.yaml:24:23: no example of rule too-long notices this change: when, taken away; expected an example that comes out otherwise
house.yaml:34:24: no example of rule needs-two notices this change: require weight at_most setting lift, as less than; expected an example that comes out otherwise
house 1: 3 rules, 4 of 4 examples hold, 18 of 18 cases made from 2 limits hold, 3 of 9 changes are noticed, 6 problems\
""")
    assert failure(assert_pack_holds, ic.load_pack("house.yaml")) == failure(assert_pack_holds, "house.yaml")
