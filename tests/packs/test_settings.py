"""A limit that nobody set judges nothing and is listed; a value that is set is a limit like any other."""

from datetime import date

import pytest

from inboundcheck import Box, PackError, Shipment, UsageError, check, load_pack
from inboundcheck.packs.selftest import run_examples

PACK = """\
format: 1
pack: our-dock
title: Our dock
version: "1"
settings:
  most_units: {type: int, title: The most units in one box}
  heaviest: {type: mass, title: The heaviest box, value: 20 kg}
rules:
  too-many:
    title: Too many units
    for: box
    severity: error
    require: {unit_count: {at_most: {setting: most_units}}}
    why: Counting takes time.
    fix: "Pack {unit_count.limit} at most."
    source: {authority: Us, standing: house}
    examples:
      - {name: at it, settings: {most_units: 3}, given: {unit_count: 3}, expect: pass}
      - {name: over it, settings: {most_units: 3}, given: {unit_count: 4}, expect: violation}
  too-heavy:
    title: Too heavy
    for: box
    severity: error
    require: {weight: {at_most: {setting: heaviest}}}
    why: Backs.
    fix: "{weight.limit} at most, which is {weight.over} less."
    source: {authority: Us, standing: house}
    examples:
      - {name: at the usual value, given: {weight: 20 kg}, expect: pass}
      - {name: over another, settings: {heaviest: 10 kg}, given: {weight: 20 kg}, expect: violation}
"""
BOX = Box(id="B1", weight="12 kg", items=[{"sku": "A", "quantity": 5}])


@pytest.fixture
def pack(tmp_path):
    path = tmp_path / "our-dock.yaml"
    path.write_text(PACK, encoding="utf-8")
    return path


def judged(pack, shipment=None, **settings):
    return check(shipment or Shipment(boxes=[BOX]), packs=[pack], as_of=date(2026, 11, 23), settings=settings or None)


def test_a_setting_that_is_not_set_turns_its_rule_off_and_lists_it(pack):
    report = judged(pack)
    found = next(each for each in report.rules if each.rule == "our-dock/too-many")
    assert (found.state, found.reason) == ("setting missing", "most_units is not set, for example --set most_units='4'")
    assert report.ok  # the other rule has decided something


def test_a_setting_is_a_limit(pack):
    found = judged(pack, most_units="4", heaviest="11 kg").violations
    assert [each.message for each in found] == ["unit count is 5; at most 4", "weight is 12 kg; at most 11 kg"]
    assert found[1].fix == "11 kg at most, which is 1 kg less."


def test_the_spec_sets_settings_and_the_call_wins(pack):
    shipment = Shipment(settings={"most_units": "4"}, boxes=[BOX])
    assert len(judged(pack, shipment).violations) == 1
    assert not judged(pack, shipment, most_units="5").violations


def test_settings_of_two_shipments_do_not_mix(pack):
    shipments = [Shipment(settings={"most_units": each}, boxes=[BOX]) for each in ("4", "5")]
    report = check(shipments, packs=[pack], as_of=date(2026, 11, 23))
    assert len(report.violations) == 1


def test_a_pack_that_extends_sets_what_the_other_left_open(pack):
    child = pack.with_name("child.yaml")
    child.write_text('{format: 1, pack: child, title: Child, version: "1", extends: our-dock, settings: {most_units: {value: 2}}}', encoding="utf-8")
    assert [each.message for each in judged(child).violations] == ["unit count is 5; at most 2"]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"most_unit": "4"}, "'most_unit' is neither a fact of the shipment nor a setting of a pack that judges; did you mean 'most_units'"),
        ({"most_units": "four"}, "the setting most_units: 'four' is not a int; write for example 4"),
        ({"heaviest": "4"}, "the setting heaviest: '4' is not a mass"),
    ],
)
def test_a_wrong_setting_is_told(pack, settings, words):
    with pytest.raises(UsageError) as trouble:
        judged(pack, **settings)
    assert str(trouble.value).startswith(words)


def test_examples_set_settings(pack):
    assert [each.problem for each in run_examples(load_pack(pack))] == [None] * 4


def test_an_example_without_the_setting_is_told(pack):
    pack.write_text(PACK.replace("settings: {most_units: 3}, given: {unit_count: 3}", "given: {unit_count: 3}"), encoding="utf-8")
    problem = run_examples(load_pack(pack))[0].problem
    assert str(problem) == f"{pack}:18:9: example 'at it' of rule too-many does not set most_units; expected settings: {{NAME: VALUE}} beside given"


def test_a_setting_is_compared_with_facts_of_its_kind_only(pack):
    pack.write_text(PACK.replace("{setting: heaviest}", "{setting: most_units}"), encoding="utf-8")
    with pytest.raises(PackError, match=r"24:43: the setting most_units is a int, which cannot be compared with a mass"):
        load_pack(pack)
