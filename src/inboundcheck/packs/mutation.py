"""The mutation check: every small change of a rule must be noticed by one of its examples."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from inboundcheck.answers import NONE
from inboundcheck.conditions import TRUE, Node, Ref, Rule, inside, leaves
from inboundcheck.documents import plain, read_yaml
from inboundcheck.errors import PackError, Problem
from inboundcheck.facts.kinds import QUANTITIES
from inboundcheck.packs.changes import kind_of
from inboundcheck.packs.examples import Case, case_of
from inboundcheck.packs.mutants import Mutant, mutants
from inboundcheck.packs.pack import Example, Pack, PackRule
from inboundcheck.places import Place
from inboundcheck.report import Outcome

_DECIMALS = 9
_CLEAR = (Outcome.PASS, Outcome.VIOLATION, Outcome.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Noticed:
    """What the examples of a pack noticed."""

    changes: int
    problems: tuple[Problem, ...]
    """One for each change that no example noticed."""


@dataclass(frozen=True, slots=True)
class _Sample:
    """An example as it is judged in its period."""

    period: int
    example: Example
    case: Case
    outcome: Outcome


def mutation_check(pack: Pack) -> Noticed:
    """Change every operator, limit, condition and exception of the pack's own rules a little, and see which change no example notices."""
    total, problems = 0, []
    for rule in pack.rules:
        if rule.off or rule.pack != pack.name:
            continue
        samples = _samples(pack, rule)
        for versions in _changed(rule):
            if _taken_over(rule, versions):
                continue
            total += 1
            if not any(sample.case.outcome(versions[sample.period][0]) is not sample.outcome for sample in samples if sample.period in versions):
                problems.append(_problem(pack, rule, versions, samples))
    return Noticed(total, tuple(problems))


def _samples(pack: Pack, rule: PackRule) -> list[_Sample]:
    """The examples that come out as they say, each with its period."""
    found = []
    for example in rule.examples:
        day = example.as_of or date.max
        period = rule.on(day) if example.as_of else rule.periods[-1]
        if period is None or (example.as_of and period.ends and day > period.ends):
            continue
        try:
            case = case_of(pack, period.rule.subject, example)
        except (ValueError, TypeError):
            continue
        if case.outcome(period.rule) is example.expect:
            found.append(_Sample(rule.periods.index(period), example, case, example.expect))
    return found


def _taken_over(rule: PackRule, versions: _Versions) -> bool:
    """Whether what is changed stands in the pack that is extended: its own examples are there."""
    return all(mutant.place is not None and mutant.place.file != rule.place.file for _, mutant in versions.values())


_Versions = dict[int, tuple[Rule, Mutant]]
"""One change of a rule, in each of the periods to which it belongs."""


def _changed(rule: PackRule) -> Iterator[_Versions]:
    """Yield each change of what is written once, together in all periods that share it."""
    written = rule.written.get("periods") or [{}]
    for key in ("require", "when", "unless"):
        sharing = [number for number, part in enumerate(written) if key not in part]
        groups = ([sharing] if sharing else []) + [[number] for number, part in enumerate(written) if key in part]
        for group in groups:
            every = [[*_versions(rule.periods[number].rule, key)] for number in group]
            for together in zip(*every, strict=False):
                yield dict(zip(group, together, strict=True))


def _versions(rule: Rule, key: str) -> Iterator[tuple[Rule, Mutant]]:
    """Yield each change of one key of a rule."""
    if key == "unless":
        for at, each in enumerate(rule.unless):
            without = (*rule.unless[:at], *rule.unless[at + 1 :])
            yield replace(rule, unless=without), Mutant(f"the exception {each.because!r}, taken away", TRUE, _place(each.clause))
            for mutant in mutants(each.clause, rule.rounding):
                changed = (*rule.unless[:at], replace(each, clause=mutant.node), *rule.unless[at + 1 :])
                yield replace(rule, unless=changed), replace(mutant, what=f"unless {mutant.what}")
        return
    clause: Node = getattr(rule, key)
    if key == "when" and clause is not TRUE:
        yield replace(rule, when=TRUE), Mutant("when, taken away", TRUE, _place(clause))
    for mutant in mutants(clause, rule.rounding):
        changed_rule = replace(rule, require=mutant.node) if key == "require" else replace(rule, when=mutant.node)
        yield changed_rule, replace(mutant, what=f"{key} {mutant.what}")


def _place(node: Node) -> Place | None:
    return next((on.place for on in inside(node)), None)


# --- what to add ----------------------------------------------------------------------------------------------------------


def _problem(pack: Pack, rule: PackRule, versions: _Versions, samples: Sequence[_Sample]) -> Problem:
    mutant = next(reversed(versions.values()))[1]
    found = f"no example of rule {rule.name} notices this change: {mutant.what}"
    example = _suggestion(pack, rule, versions, samples)
    return Problem(found, mutant.place or rule.place, expected="an example that comes out otherwise", example=example)


def _suggestion(pack: Pack, rule: PackRule, versions: _Versions, samples: Sequence[_Sample]) -> str:
    """An example that would notice: one of those there are, with one fact changed, or two."""
    unclear = ""
    for sample in samples:
        if sample.period not in versions:
            continue
        changed, mutant = versions[sample.period]
        original = rule.periods[sample.period].rule
        for answers in _candidates(original, mutant):
            case = sample.case
            for ref, value in answers:
                case = case.with_answer(ref, value)
            outcome = case.outcome(original)
            if outcome is not case.outcome(changed):
                text = _written(original, sample.example, answers, outcome)
                if not original.rounding and not _stands(pack, original, changed, text):
                    continue
                if outcome in _CLEAR:
                    return text
                unclear = unclear or text
    return unclear


def _stands(pack: Pack, original: Rule, changed: Rule, text: str) -> bool:
    """Whether an example still tells when it is read anew: what follows from a changed fact, as a month from its date, changes with it."""
    node = plain(read_yaml(text, "example", PackError))
    outcome = Outcome(node["expect"])
    try:
        case = case_of(pack, original.subject, Example("", node["given"], outcome, None, Place("example", 1, 1), node.get("settings", {})))
    except ValueError:
        return False
    return case.outcome(original) is outcome is not case.outcome(changed)


_Answers = tuple[tuple[Ref, Any], ...]


def _candidates(rule: Rule, mutant: Mutant) -> Iterator[_Answers]:
    """Yield what to change in an example: a value that tells, alone and beside each value on which another condition hangs."""
    telling = [(mutant.ref, near) for value in mutant.telling for near in _writable(mutant.ref, value, rule)] if mutant.ref else []
    around = {(each.ref, value): None for node in rule.clauses for each in mutants(node, rule.rounding) if each.ref for value in each.telling}
    others = [(ref, near) for ref, value in around for near in _writable(ref, value, rule)]
    yield from ((each,) for each in telling)
    yield from ((each,) for each in others)
    yield from ((other, each) for each in telling for other in others if other[0] != each[0])


def _unit(ref: Ref, rule: Rule) -> str:
    """The unit in which a rule writes a fact."""
    return next((on.unit for node in rule.clauses for on in leaves(node) if on.ref == ref and on.unit), "")


def _writable(ref: Ref, value: Any, rule: Rule) -> Iterator[Any]:
    """A value, or its neighbours that decimals can write."""
    kind = QUANTITIES.get(kind_of(ref).name)
    unit = _unit(ref, rule)
    if kind is None or value is NONE or not kind.show(value, unit).startswith("about"):
        yield value
        return
    whole = kind.units[unit or next(iter(kind.units))]
    digits = math.floor(Fraction(value) / whole * 10**_DECIMALS)
    yield from (Fraction(each, 10**_DECIMALS) * whole for each in (digits, digits + 1))


def _text(ref: Ref, value: Any, rule: Rule) -> str:
    """A value as it is written in an example, in the unit that the rule writes."""
    kind = kind_of(ref)
    if value is NONE:
        return "none"
    if isinstance(value, tuple) and kind.name == "list":
        return f"[{', '.join(str(each) for each in value)}]"
    return str(value) if kind.name == "enum" else {"yes": "true", "no": "false"}.get(shown := kind.show(value, _unit(ref, rule)), shown)


def _written(rule: Rule, example: Example, answers: _Answers, outcome: Outcome) -> str:
    given: dict[str, Any] = dict(example.given)
    for ref, value in answers:
        text = _text(ref, value, rule)
        if ref.subject == rule.subject:
            given[ref.name] = text
        else:
            given[ref.subject] = {**(given.get(ref.subject) or {}), ref.name: text}
    day = f"as_of: {example.as_of}, " if example.as_of else ""
    settings = f"settings: {_flow(dict(example.settings))}, " if example.settings else ""
    return f"{{name: …, {day}{settings}given: {_flow(given)}, expect: {outcome}}}"


def _flow(node: Any) -> str:
    if isinstance(node, dict):
        return "{" + ", ".join(f"{name}: {_flow(value)}" for name, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(_flow(each) for each in node) + "]"
    return str(node)
