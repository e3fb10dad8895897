"""What a user changes of a pack: severity, limits, or a rule off; with a reason, and never silently."""

from datetime import date

import pytest

from inboundcheck import Box, PackError, Shipment, check, load_pack
from inboundcheck.packs.selftest import run_examples

BASE = """\
pack: base
title: B
version: "1"
rules:
  heavy:
    title: Heavy
    for: box
    severity: error
    require: {weight: {at_most: 20 kg}, unit_count: {at_most: 100}}
    why: W.
    fix: F.
    source: {authority: A, standing: official}
    examples: [{name: e, given: {weight: 21 kg}, expect: violation}]
"""


@pytest.fixture
def changed(tmp_path):
    (tmp_path / "base.yaml").write_text(BASE)

    def write(change):
        path = tmp_path / "ours.yaml"
        path.write_text(f"pack: ours\ntitle: O\nversion: '1'\nextends: base\nchange:\n  heavy: {{{change}}}\n")
        return path

    return write


def judged(path, weight="15 kg", units=1):
    box = Box(id="B", weight=weight, items=[{"sku": "A", "quantity": units}])
    return check(Shipment(boxes=[box]), packs=[path], as_of=date(2026, 11, 23))


def test_a_severity_is_changed_and_the_examples_stay(changed):
    path = changed("because: We pay for it., severity: warning")
    found = judged(path, "21 kg").violations[0]
    assert (found.rule, found.severity) == ("ours/heavy", "warning")
    assert [each.passed for each in run_examples(load_pack(path))] == [True]


def test_a_limit_is_changed_and_what_is_beside_it_stays(changed):
    examples = "examples: [{name: e, given: {weight: 11 kg}, expect: violation}]"
    path = changed(f"because: Our backs., require: {{weight: {{at_most: 10 kg}}}}, {examples}")
    assert [each.message for each in judged(path).violations] == ["weight is 15 kg; at most 10 kg"]
    assert [each.message for each in judged(path, "9 kg", 101).violations] == ["unit count is 101; at most 100"]


def test_a_changed_limit_wants_examples_of_its_own(changed):
    with pytest.raises(PackError, match="rule heavy has no examples"):
        load_pack(changed("because: Our backs., require: {weight: {at_most: 10 kg}}"))


def test_a_rule_that_is_off_is_listed_with_its_reason(changed):
    report = judged(changed("because: We have cranes., off: true"), "900 kg")
    assert [(each.rule, each.state, each.reason) for each in report.rules] == [("base/heavy", "off", "We have cranes.")]
    assert not report.ok  # nothing judged is not a pass
    assert report.exit_code() == 2


def test_a_change_without_a_reason_is_refused(changed):
    with pytest.raises(PackError, match="the change of heavy has no because"):
        load_pack(changed("off: true"))


def test_two_packs_that_take_a_rule_over_unchanged_judge_it_once(changed, tmp_path):
    (tmp_path / "other.yaml").write_text("pack: other\ntitle: O\nversion: '1'\nextends: base\n")
    report = check(Shipment(boxes=[Box(id="B", weight="21 kg")]), packs=[tmp_path / "other.yaml", tmp_path / "base.yaml"], as_of=date(2026, 11, 23))
    assert [each.rule for each in report.violations] == ["base/heavy"]
