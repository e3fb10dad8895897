"""What packs ask of the size and weight of a box on a day: the rules as bounds, each with its condition."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from inboundcheck.answers import NONE, Span
from inboundcheck.conditions import AllOf, Asker, Node, On, Range, Ref, Rule, Table, inside
from inboundcheck.facts.known import Known, Unseen
from inboundcheck.facts.rounding import Rounding, Step
from inboundcheck.model import Box, Shipment
from inboundcheck.packs.choose import given_by_scope, in_force
from inboundcheck.packs.clauses import unit_of
from inboundcheck.packs.mutants import words
from inboundcheck.packs.pack import Pack
from inboundcheck.report import Severity

SIDES = ("longest_side", "second_side", "shortest_side")
MEASURES = (*SIDES, "length_plus_girth", "volume", "weight")


@dataclass(frozen=True, slots=True)
class Bound:
    """One limit of one measure of a box."""

    measure: str
    rule: str
    """`pack/rule`."""
    upper: bool
    """Whether it bounds from above."""
    amount: Any
    """The limit, in canonical numbers, of what is measured before any rounding; but see `step`."""
    included: bool
    """Whether the limit itself is accepted."""
    text: str
    """The limit as written."""
    unit: str
    step: Step | None = None
    """For girth and volume: how the sides are rounded before."""
    condition: str = ""
    """Where it holds; empty where it always does."""
    unless: tuple[str, ...] = ()
    """What lifts it."""

    def accepts(self, amount: Any) -> bool:
        """Whether an amount keeps to the limit."""
        if amount == self.amount:
            return self.included
        return bool(amount < self.amount) is self.upper


@dataclass(frozen=True, slots=True)
class Limits:
    """All that packs ask of size and weight."""

    bounds: tuple[Bound, ...]
    others: tuple[tuple[str, str], ...]
    """What is no single bound: the rule, and its words. It is not counted in anything that is worked out of the bounds."""


def limits(packs: Iterable[Pack], *, as_of: date, severity: Severity = Severity.ERROR, given: Mapping[str, str] | None = None) -> Limits:
    """Take the bounds out of the rules that judge boxes on a day, from a severity on.

    `given` are facts of the shipment: what they decide is no condition any more. Each pack's scope counts as given.
    """
    bounds: list[Bound] = []
    others: list[tuple[str, str]] = []
    judging, idle = in_force(packs, as_of)
    shipment = Shipment.model_validate(dict(given or {}))
    for pack, rule in judging:
        if rule.subject != "box" or rule.severity.rank > severity.rank:
            continue
        known = Known("box", Unseen(), Known("shipment", shipment, given=given_by_scope(pack, shipment)))
        applies = rule.when.holds(Asker(known))
        if applies is not False:
            _take(rule, Asker(known), "" if applies else words(rule.when), bounds, others)
    waiting = (each for each in idle if each.state == "setting missing" and each.rule.newest.subject == "box")
    others += [(each.rule.id, each.reason) for each in waiting if _measures(each.rule.newest.require)]
    bounds.sort(key=lambda each: (MEASURES.index(each.measure), not each.upper, each.amount if each.upper else -each.amount))
    return Limits(tuple(bounds), tuple(others))


def _measures(node: Node) -> bool:
    return any(on.ref.subject == "box" and on.ref.name in MEASURES for on in inside(node))


def _take(rule: Rule, ask: Asker, condition: str, bounds: list[Bound], others: list[tuple[str, str]]) -> None:
    for part in _side_by_side(rule.require):
        if not _measures(part):
            continue
        found = [*_bounds(rule, part, ask, condition)] if isinstance(part, On) else []
        if found:
            bounds.extend(found)
        elif not (isinstance(part, On) and isinstance(part.condition, Table)):
            others.append((rule.id, words(part) + (f", where {condition}" if condition else "")))


def _side_by_side(node: Node) -> Iterator[Node]:
    """What must all hold."""
    if isinstance(node, AllOf):
        for part in node.parts:
            yield from _side_by_side(part)
    else:
        yield node


def _bounds(rule: Rule, on: On, ask: Asker, condition: str) -> Iterator[Bound]:
    if isinstance(on.condition, Range):
        yield from _of_range(rule, on, on.condition, on.right, condition)
    elif isinstance(on.condition, Table):
        by = ask.answer(on.condition.by)
        rows = [row for row in on.condition.rows if row[0].holds(by) is not False]
        for when, then, right in rows:
            if isinstance(then, Range):
                at = f"{on.condition.by.name} {_set(when, on.condition.by)}"
                yield from _of_range(rule, on, then, right, condition if len(rows) == 1 else " and ".join(filter(None, (condition, at))))


def _set(scalar: Any, by: Ref) -> str:
    """The values of a table's row in words."""
    kind = by.fact.kind if by.fact else None
    show = kind.show if kind else str
    if isinstance(scalar, Range):
        low = "" if scalar.low == -math.inf else f"{'from' if scalar.low_in else 'over'} {show(scalar.low)}"
        high = "" if scalar.high == math.inf else f"{'up to' if scalar.high_in else 'under'} {show(scalar.high)}"
        return " ".join(filter(None, (low, high)))
    return ("" if scalar.wanted else "other than ") + ", ".join(sorted(show(each) for each in scalar.values))


def _of_range(rule: Rule, on: On, limits: Range, right: str, condition: str) -> Iterator[Bound]:
    unless = tuple(each.because for each in rule.unless)
    kind = on.ref.fact.kind if on.ref.fact else None
    unit = on.unit or (unit_of(kind, right) if kind else "")
    for upper, amount, included in ((True, limits.high, limits.high_in), (False, limits.low, limits.low_in)):
        if amount in (math.inf, -math.inf):
            continue
        step = rule.rounding.step("weight" if on.ref.name == "weight" else "sides") if rule.rounding else None
        text = kind.show(amount, unit) if kind else str(amount)
        if step is not None and on.ref.name not in ("length_plus_girth", "volume"):
            amount, included = before_rounding(step, amount, included, upper=upper)  # noqa: PLW2901 - the same limit, of what is measured
            step = None
        yield Bound(on.ref.name, rule.id, upper, amount, included, text, unit, step, condition, unless)


def before_rounding(step: Step, amount: Any, included: bool, *, upper: bool) -> tuple[Any, bool]:  # noqa: FBT001
    """The limit of what is measured that a limit of what is rounded comes to: 108.4 in of whole inches is 108 in."""
    size = step.size.amount
    whole = amount // size * size
    half = Fraction(size) / 2
    if upper:
        greatest = whole if included or whole != amount else whole - size  # the greatest multiple that is accepted
        return (greatest + half, False) if step.nearest else (greatest, True)
    least = amount if included and whole == amount else whole + size  # the least multiple that is accepted
    return (least - half, True) if step.nearest else (least - size, False)


def room(bounds: Iterable[Bound], box: Box, *, facts: Mapping[str, Any]) -> Iterator[tuple[Bound, Any]]:
    """How far a box is from each bound, in canonical numbers: under nought where it is beyond it; nothing where the measure is not known.

    `facts` are the facts of a box, by name.
    """
    for each in bounds:
        thing = box
        if each.step is not None:
            thing = Rounding(sides=each.step).box(box)
        answer = Known("box", thing).alternatives(facts[each.measure], 0.0)[0]
        if answer is None or answer is NONE or isinstance(answer, Span):
            continue
        yield each, each.amount - answer if each.upper else answer - each.amount
