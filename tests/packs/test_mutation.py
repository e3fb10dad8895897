"""Every small change of a rule is noticed by an example; what is not is told with its place and an example that would."""

from dataclasses import replace
from datetime import date

import pytest

from inboundcheck import load_pack
from inboundcheck.documents import plain, read_yaml
from inboundcheck.errors import PackError
from inboundcheck.packs import Example, bundled
from inboundcheck.packs.generated import generated_cases
from inboundcheck.packs.mutation import mutation_check
from inboundcheck.report import Outcome

PACK = """\
format: 1
pack: dock
title: A dock
version: "1"
{more}
rules:
  wrong:
    title: Wrong
    for: box
    severity: error
    {rule}
    why: W.
    fix: F.
    source: {{authority: A, standing: house}}
    examples:
      {examples}
"""


def pack(tmp_path, rule, *examples, more=""):
    path = tmp_path / "dock.yaml"
    path.write_text(PACK.format(rule=rule, more=more, examples="\n      ".join(f"- {{name: e{n}, {each}}}" for n, each in enumerate(examples))))
    return load_pack(path)


def unnoticed(tmp_path, rule, *examples, more=""):
    problems = mutation_check(pack(tmp_path, rule, *examples, more=more)).problems
    return [each.found.removeprefix("no example of rule wrong notices this change: ") for each in problems]


AT, OVER, UNDER = "given: {weight: 20 kg}", "given: {weight: 20.000001 kg}", "given: {weight: 19.999999 kg}"


@pytest.mark.parametrize(
    ("operator", "examples", "found"),
    [
        ("at_most", [f"{AT}, expect: pass", f"{OVER}, expect: violation"], []),
        ("at_most", ["given: {weight: 2 kg}, expect: pass", f"{OVER}, expect: violation"], ["as less than"]),
        ("at_most", [f"{AT}, expect: pass", "given: {weight: 21 kg}, expect: violation"], ["a hair higher"]),
        ("less_than", [f"{UNDER}, expect: pass", f"{AT}, expect: violation"], []),
        ("less_than", ["given: {weight: 2 kg}, expect: pass", f"{OVER}, expect: violation"], ["as at most", "a hair lower"]),
        ("at_least", [f"{AT}, expect: pass", f"{UNDER}, expect: violation"], []),
        ("at_least", ["given: {weight: 21 kg}, expect: pass", "given: {weight: 2 kg}, expect: violation"], ["as more than", "a hair lower"]),
        ("more_than", [f"{OVER}, expect: pass", f"{AT}, expect: violation"], []),
        ("more_than", ["given: {weight: 21 kg}, expect: pass", f"{UNDER}, expect: violation"], ["as at least", "a hair higher"]),
        ("equals", [f"{AT}, expect: pass", f"{OVER}, expect: violation"], ["as at most"]),
    ],
)
def test_each_side_of_a_limit_wants_an_example(tmp_path, operator, examples, found):
    told = unnoticed(tmp_path, f"require: {{weight: {{{operator}: 20 kg}}}}", *examples)
    assert told == [f"require weight {operator} 20 kg, {each}" for each in found]


@pytest.mark.parametrize(
    ("rule", "examples", "found"),
    [
        ("require: {container: {none_of: [bag, lidless]}}", ["given: {container: bag}, expect: violation"], ["without lidless"]),
        ("require: {weight: {given: true}}", ["given: {rma: A}, expect: violation"], []),
        ("require: {rma: {matches: 'R[0-9]'}}", ["given: {rma: A}, expect: violation"], []),
        ("require: {weight: {given: true}}\n    when: {container: bag}", ["given: {container: bag}, expect: violation"], ["when, taken away"]),
        ("require: {weight: {given: true}, rma: {given: true}}", ["given: {}, expect: violation"], ["weight given true, taken away"]),
        ("require: {unit_count: {at_most: {fact: count}}}", ["given: {unit_count: 3}, expect: violation"], ["as less than"]),
        ("require: {labels: {count: {where: {kind: sscc}, at_most: 1}}}", ["given: {labels: [{kind: sscc}, {kind: sscc}]}, expect: violation"],
         ["as less than", "without where"]),
    ],
)  # fmt: skip
def test_operators_and_conditions_are_changed_too(tmp_path, rule, examples, found):
    told = unnoticed(tmp_path, rule, *examples)
    assert all(any(each in one for one in told) for each in found)
    assert found or not told


def test_an_exception_that_no_example_needs_is_told(tmp_path):
    rule = "require: {weight: {given: true}}\n    unless: [{because: A letter., container: bag}]"
    assert unnoticed(tmp_path, rule, "given: {rma: A, container: lidless}, expect: violation") == ["the exception 'A letter.', taken away"]
    assert unnoticed(tmp_path, rule, "given: {container: lidless}, expect: violation", "given: {container: bag}, expect: not_applicable") == []


def test_rows_and_steps_of_a_table_are_changed(tmp_path):
    rule = "require: {weight: {at_most: {by: longest_side, steps: [{upto: 1 m, is: 20 kg}, {is: 10 kg}]}}}"
    told = unnoticed(
        tmp_path, rule, "given: {longest_side: 1 m, weight: 20 kg}, expect: pass", "given: {longest_side: 2 m, weight: 11 kg}, expect: violation"
    )
    assert told == [
        "require weight at_most: the row 20 kg, a hair higher",
        "require weight at_most: the row 10 kg, as less than",
        "require weight at_most: the row 10 kg, a hair higher",
    ]


def test_where_a_rule_rounds_a_limit_is_moved_by_a_whole_step(tmp_path):
    more = "rounding: {sides: up to 1 in}"
    rule = "require: {longest_side: {at_most: 48 in}}"
    assert (
        unnoticed(
            tmp_path,
            rule,
            "given: {length: 47.1 in, width: 1 in, height: 1 in}, expect: pass",
            "given: {length: 48.1 in}, expect: violation",
            more=more,
        )
        == []
    )


def test_each_period_wants_what_it_writes_itself(tmp_path):
    rule = "require: {weight: {at_most: 20 kg}}\n    periods: [{from: 2020-01-01, require: {weight: {at_most: 23 kg}}}, {from: 2026-01-01}]"
    newest = [f"{AT}, expect: pass", f"{OVER}, expect: violation"]
    old = [f"as_of: 2025-12-31, {each}" for each in ("given: {weight: 23 kg}, expect: pass", "given: {weight: 23.000001 kg}, expect: violation")]
    assert unnoticed(tmp_path, rule, *newest, *old) == []
    assert unnoticed(tmp_path, rule, *newest, old[1]) == ["require weight at_most 23 kg, as less than"]


def test_what_a_changed_rule_takes_over_is_not_asked_again(tmp_path):
    pack(tmp_path, "require: {weight: {at_most: 20 kg}}", f"{OVER}, expect: violation")
    child = tmp_path / "child.yaml"
    child.write_text(
        "pack: child\ntitle: C\nversion: '1'\nextends: dock\nchange:\n  wrong:\n    because: So.\n    when: {container: {none_of: [bag]}}\n"
        "    examples: [{name: a, given: {weight: 21 kg, container: lidless}, expect: violation}]\n"
    )
    problems = mutation_check(load_pack(child)).problems
    assert [(each.place.file, each.place.line) for each in problems] == [(str(child), 8)] * len(problems)
    assert problems


def test_a_place_and_an_example_are_told(tmp_path):
    found = mutation_check(pack(tmp_path, "require: {weight: {at_most: 20 kg}}", f"{OVER}, expect: violation")).problems[0]
    assert (found.place.line, found.place.column) == (11, 24)
    assert found.example == "{name: …, given: {weight: 20 kg}, expect: pass}"


@pytest.mark.parametrize("name", bundled())
def test_an_example_that_is_proposed_is_noticed(name):
    """Leave one example of each rule; add each one that is proposed, and the change that it is for is noticed."""
    whole = load_pack(name)
    bare = replace(
        whole, rules=tuple(replace(rule, examples=tuple(e for e in rule.examples if e.expect is Outcome.VIOLATION)[:1]) for rule in whole.rules)
    )
    found = mutation_check(bare).problems
    proposed = [each for each in found if each.example]
    assert len(proposed) > len(found) / 4 or not any(rule.pack == name for rule in whole.rules)  # a pack may only take over
    for problem in proposed[::5]:
        rule = next(rule for rule in bare.rules if f"of rule {rule.name} notices" in problem.found)
        if rule.newest.rounding:
            continue  # what is proposed is a size after rounding, and `given` takes sizes before it
        node = plain(read_yaml(problem.example, "example", PackError))
        as_of = date.fromisoformat(node["as_of"]) if "as_of" in node else None
        example = Example("added", node["given"], Outcome(node["expect"]), as_of, rule.place)
        one = replace(bare, rules=(replace(rule, examples=(*rule.examples, example)),))
        assert problem.found not in [each.found for each in mutation_check(one).problems]


@pytest.mark.parametrize("name", bundled())
def test_every_change_of_a_bundled_rule_is_noticed(name):
    assert [str(each) for each in mutation_check(load_pack(name)).problems] == []


@pytest.mark.parametrize("name", bundled())
def test_cases_made_from_the_limits_of_bundled_rules_hold(name):
    assert [str(each) for each in generated_cases(load_pack(name)).problems] == []


def test_a_limit_that_passes_when_nothing_is_known_is_told(tmp_path):
    rule = "require: {any: [{weight: {at_most: 20 kg}}, {weight: {given: false}}]}"
    problems = generated_cases(pack(tmp_path, rule, f"{OVER}, expect: violation")).problems
    assert [each.found for each in problems] == ["rule wrong comes out pass for weight nothing known, at the limit 20 kg"]
