"""Rules that compare subjects with each other: `unique_within`. They wait until all subjects have passed."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inboundcheck.answers import NONE, Truth
from inboundcheck.conditions import Asker, On, Rule, Unique, judge_all_ways, judge_unseen, leaves
from inboundcheck.engine.findings import violation
from inboundcheck.facts.known import Known
from inboundcheck.places import Nowhere, Places
from inboundcheck.report import Finding, Outcome, Param, Subject, Told

if TYPE_CHECKING:
    from inboundcheck.engine.run import Run


@dataclass(slots=True)
class _Entry:
    """A subject whose outcome depends on whether its value is unique; the subject itself is not kept."""

    number: int
    subject: Subject
    value: Any
    if_unique: Outcome
    if_not: Outcome
    if_unknown: Outcome
    told: Told
    violation: Finding | None
    """What to show where being unique is the defect."""


class Late:
    """The waiting subjects of one shipment. Holds their values, not their boxes."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.entries: list[_Entry] = []
        self.values: dict[tuple[int, str], Counter[Any]] = defaultdict(Counter)

    def add(self, number: int, known: Known, subject: Subject, places: Places) -> None:
        """Judge a subject both ways, and keep it where the two ways differ."""
        rule = self.run.rules[number]
        on = unique_condition(rule)
        unknown, unique, repeated = (self._ask(rule, known, truth) for truth in (None, True, False))
        value = unknown.answer(on.ref)
        self.values[number, _scope(on, subject)][value] += 1
        outcomes = [judge_all_ways(rule, ask)[0] for ask in (unique, repeated)]
        if outcomes[0] is outcomes[1]:
            self.run.record(number, unknown, subject, outcomes[0], places)
            return
        fact = on.ref.fact
        name = fact.reads[0] if fact and fact.reads else on.ref.name
        pointer = f"{subject.pointer}/{name}"
        told = Told(on.ref.name, str(value), pointer, places.find(pointer))
        broken = violation(rule, unique, subject) if outcomes[0] is Outcome.VIOLATION else None
        open_outcome, _ = judge_all_ways(rule, unknown)
        self.entries.append(_Entry(number, subject, value, outcomes[0], outcomes[1], open_outcome, told, broken))

    def add_blank(self, number: int, known: Known, subject: Subject, places: Places) -> None:
        """Judge a thing of which nothing is known: its value may repeat any other."""
        rule = self.run.rules[number]
        self.values[number, _scope(unique_condition(rule), subject)][None] += 1
        ask = self._ask(rule, known, None)
        self.run.record(number, ask, subject, judge_unseen(rule, ask), places)

    def _ask(self, rule: Rule, known: Known, truth: Truth) -> Asker:
        return Asker(known, rule.min_confidence, masked=self.run.checker.masked, unique_check=lambda *_: truth)

    def finish(self) -> None:
        """Decide every waiting subject."""
        for entry in self.entries:
            rule = self.run.rules[entry.number]
            on = unique_condition(rule)
            values = self.values[entry.number, _scope(on, entry.subject)]
            if entry.value is not None and values[entry.value] > 1:
                self._repeated(entry, on, entry.if_not)
            elif entry.value is None or (values[None] and entry.value is not NONE):
                if entry.if_unknown is not Outcome.INCONCLUSIVE:
                    self.run.count(entry.number, entry.if_unknown, entry.subject.count)
                    continue
                needs = "" if entry.value is None else " of every other " + entry.subject.kind
                self.run.open_late(entry.number, entry.subject, on, needs)
            else:
                self.run.count(entry.number, entry.if_unique, entry.subject.count)
                if entry.violation is not None:
                    self.run.show(entry.violation, rule, Nowhere())
        self.entries.clear()

    def _repeated(self, entry: _Entry, on: On, outcome: Outcome) -> None:
        rule = self.run.rules[entry.number]
        self.run.count(entry.number, outcome, entry.subject.count)
        if outcome is not Outcome.VIOLATION:
            return
        others = [str(each.subject) for each in self.entries if each.number == entry.number and each.value == entry.value and each is not entry]
        also = f"; also on {', '.join(others[:5])}" if others else ""
        label = on.ref.fact.label if on.ref.fact else on.ref.name
        self.run.show(
            Finding(
                Outcome.VIOLATION, rule.id, rule.title, rule.severity, (entry.subject,), f"{label} {entry.value} is not unique{also}", rule.effect,
                (Param(on.ref.name, "unique_within", str(entry.value), on.right),), (entry.told,), why=rule.why, fix=rule.fix, sources=rule.sources,
                boxes=entry.subject.count, aspect=rule.aspects[0] if rule.aspects else "",
            ), rule, Nowhere(),
        )  # fmt: skip


def within(rule: Rule) -> str:
    """The scope within which a rule compares."""
    condition = unique_condition(rule).condition
    return condition.within if isinstance(condition, Unique) else ""


def _scope(on: On, subject: Subject) -> str:
    within = on.condition.within if isinstance(on.condition, Unique) else ""
    return subject.pointer.split("/")[2] if within == "box" else ""


def unique_condition(rule: Rule) -> On:
    """The condition of a rule that compares."""
    nodes = (rule.require, rule.when, *(each.clause for each in rule.unless))
    return next(on for node in nodes for on in leaves(node) if isinstance(on.condition, Unique))
