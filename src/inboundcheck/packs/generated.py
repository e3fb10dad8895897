"""Cases made from the limits of a rule: at each limit, a hair beyond it, at it in every other unit, and with nothing known.

Nobody has to say what should come out: where the limit decides at all, its two sides must differ, a unit must not matter, and what is
not known must leave the rule open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inboundcheck.conditions import Given, On, Range, Rule, leaves
from inboundcheck.errors import Problem
from inboundcheck.facts.kinds import QUANTITIES
from inboundcheck.packs.changes import bounds, kind_of, moved, quantum
from inboundcheck.packs.examples import Case, case_of
from inboundcheck.packs.pack import Pack, PackRule
from inboundcheck.packs.settings import bound
from inboundcheck.report import Outcome


@dataclass(frozen=True, slots=True)
class Generated:
    """What came of the generated cases of a pack."""

    limits: int
    cases: int
    problems: tuple[Problem, ...]


def generated_cases(pack: Pack) -> Generated:
    """Judge the generated cases of the pack's own rules."""
    limits, cases, problems = 0, 0, []
    for rule in pack.rules:
        if rule.off or rule.pack != pack.name:
            continue
        bases = _bases(pack, rule)
        for period in rule.periods:
            for on in (on for node in period.rule.clauses for on in leaves(node) if isinstance(on.condition, Range)):
                for limit in bounds(on):
                    limits += 1
                    for number, found in _cases(rule, period.rule, on, limit, bases):
                        cases += number
                        problems.extend(found)
    return Generated(limits, cases, tuple(problems))


def _bases(pack: Pack, rule: PackRule) -> list[Case]:
    """The examples of a rule, as places to put a value into."""
    found = []
    for example in rule.examples:
        try:
            case = case_of(pack, rule.newest.subject, example)
        except (ValueError, TypeError):
            continue
        if not bound(rule.newest, case.settings).settings:
            found.append(case)
    return found


def _cases(rule: PackRule, judged: Rule, on: On, limit: Any, bases: list[Case]) -> Iterator[tuple[int, list[Problem]]]:
    """Judge around one limit, in the first example in which it decides."""
    step = quantum(on.ref, on.unit, judged.rounding)
    beyond = [value for value in (moved(limit, step), moved(limit, -step)) if value is not None]
    for base in bases:
        at = base.outcome_with(judged, on.ref, limit)
        sides = [base.outcome_with(judged, on.ref, value) for value in beyond]
        if all(side is at for side in sides):
            continue
        problems = [_problem(rule, on, text, outcome, at) for text, outcome in _in_units(base, judged, on, limit) if outcome is not at]
        unknown = base.outcome_with(judged, on.ref, None)
        harmless = unknown is Outcome.PASS and Outcome.VIOLATION not in (at, *sides)  # what is required holds, wherever the rule applies
        harmless = harmless or (unknown is Outcome.NOT_APPLICABLE and _asks_whether_given(judged, on))
        if unknown is not Outcome.INCONCLUSIVE and not harmless:
            problems.append(_problem(rule, on, "nothing known", unknown, Outcome.INCONCLUSIVE))
        yield 1 + len(sides) + len(_units(on)) + 1, problems
        return


def _asks_whether_given(rule: Rule, on: On) -> bool:
    """Whether the rule says itself that it does not apply where the input says nothing of the fact."""
    return any(each.ref == on.ref and isinstance(each.condition, Given) for node in rule.clauses for each in leaves(node))


def _units(on: On) -> list[str]:
    kind = kind_of(on.ref)
    return [unit for unit in QUANTITIES[kind.name].units if unit != on.unit] if kind.name in QUANTITIES else []


def _in_units(base: Case, judged: Rule, on: On, limit: Any) -> Iterator[tuple[str, Outcome]]:
    """The outcome at the limit, written in every unit that can write it exactly."""
    kind = kind_of(on.ref)
    for unit in _units(on):
        text = kind.show(limit, unit)
        if not text.startswith("about"):
            yield text, base.outcome_with(judged, on.ref, kind.parse(text))


def _problem(rule: PackRule, on: On, value: str, outcome: Outcome, expected: Outcome) -> Problem:
    found = f"rule {rule.name} comes out {outcome} for {on.ref.name} {value}, at the limit {on.right}"
    return Problem(found, on.place or rule.place, expected=str(expected))
