"""What differs between two packs, or between one pack on two days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from inboundcheck.conditions import TRUE, AnyOf, Count, Node, Not, On, Rule
from inboundcheck.packs.mutants import words
from inboundcheck.packs.pack import Pack
from inboundcheck.packs.settings import bound

_SAID = ("title", "subject", "severity", "effect", "covered_by", "waivable", "min_confidence", "coverage")


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one rule."""

    rule: str
    what: str
    """`came`, `went` or `changed`."""
    title: str
    details: tuple[str, ...] = ()
    """Each thing that changed: `require longest_side at_most: 25 in -> 36 in`."""


def differences(one: Pack, other: Pack, *, day: date | None = None, other_day: date | None = None) -> tuple[Difference, ...]:
    """Compare two packs rule by rule, each as it stands on its day; without a day, as it stands in its newest periods."""
    before, after = _rules(one, day), _rules(other, other_day)
    off = {rule.name: (f"off: {rule.off}",) for rule in other.rules if rule.off}
    found = [Difference(name, "went", rule.title, off.get(name, ())) for name, rule in before.items() if name not in after]
    found += [Difference(name, "came", rule.title, tuple(_lines(rule))) for name, rule in after.items() if name not in before]
    for name, rule in after.items():
        details = tuple(_changes(before[name], rule)) if name in before else ()
        if details:
            found.append(Difference(name, "changed", rule.title, details))
    return tuple(found)


def _rules(pack: Pack, day: date | None) -> dict[str, Rule]:
    """The rules that judge, by name; those that are off or not in force are not there."""
    found = {}
    for rule in pack.rules:
        period = rule.on(day) if day else rule.periods[-1]
        if period is not None and not rule.off:
            found[rule.name] = bound(period.rule, pack.settings)
    return found


def _changes(one: Rule, other: Rule) -> Iterator[str]:
    for name in _SAID:
        before, after = getattr(one, name), getattr(other, name)
        if before != after:
            yield f"{name.replace('subject', 'for')}: {before if before is not None else 'none'} -> {after if after is not None else 'none'}"
    if one.rounding != other.rounding:
        yield f"rounding: {one.rounding or 'none'} -> {other.rounding or 'none'}"
    yield from _conditions(dict(_flat(one)), dict(_flat(other)))
    before_sources, after_sources = [*map(str, one.sources)], [*map(str, other.sources)]
    yield from (f"- source {each}" for each in before_sources if each not in after_sources)
    yield from (f"+ source {each}" for each in after_sources if each not in before_sources)
    yield from (f"{name} is worded anew" for name in ("why", "fix") if getattr(one, name) != getattr(other, name))


def _conditions(one: dict[str, On], other: dict[str, On]) -> Iterator[str]:
    """Compare conditions by where they stand: one limit in two units is the same limit."""
    for key, on in one.items():
        if key not in other:
            yield f"- {_line(key, on)}"
        elif on.condition != other[key].condition:
            yield f"{key}: {on.right} -> {other[key].right}"
        elif on.right != other[key].right:
            yield f"{key}: {on.right} -> {other[key].right}, the same limit"
    yield from (f"+ {_line(key, on)}" for key, on in other.items() if key not in one)


def _line(key: str, on: On) -> str:
    return key if on.operator == "includes" else f"{key} {on.right}".rstrip()


def _lines(rule: Rule) -> Iterator[str]:
    yield from (f"+ {_line(key, on)}" for key, on in _flat(rule))


def _flat(rule: Rule) -> Iterator[tuple[str, On]]:
    """Each condition with the words for where it stands."""
    clauses: list[tuple[str, Node]] = [("require", rule.require)]
    if rule.when is not TRUE:
        clauses.append(("when", rule.when))
    clauses += [(f"unless ({each.because.rstrip('.')})", each.clause) for each in rule.unless]
    seen: dict[str, int] = {}
    for name, node in clauses:
        for path, on in _leaves(node, name):
            # What a count counts is a part of its name: a rule may count several things in one list.
            counted = on.condition.where if isinstance(on.condition, Count) and on.operator == "count" else None
            key = f"{path} {on.ref.name} {on.operator}" + (f" of {words(counted)}" if counted is not None else "")
            key += f" {on.right}" if on.operator == "includes" else ""
            seen[key] = seen.get(key, 0) + 1
            yield (key if seen[key] == 1 else f"{key} ({seen[key]})"), on


def _leaves(node: Node, path: str) -> Iterator[tuple[str, On]]:
    if isinstance(node, On):
        yield path, node
    elif isinstance(node, Not):
        yield from _leaves(node.part, f"{path} not")
    elif isinstance(node, AnyOf):
        for number, part in enumerate(node.parts, 1):
            yield from _leaves(part, f"{path} any {number}")
    else:
        for part in node.parts:
            yield from _leaves(part, path)
