"""A rule as it stands on one day, and what it says of one subject."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from inboundcheck.answers import Truth, all_of, any_of, not_
from inboundcheck.conditions.asking import Asker
from inboundcheck.conditions.tree import TRUE, Node, Ref, Setting, inside
from inboundcheck.facts import ASPECTS
from inboundcheck.facts.known import with_photos_by_id
from inboundcheck.facts.rounding import Rounding
from inboundcheck.report import Coverage, Effect, Outcome, Severity, Source

_WORST_FIRST = (Outcome.VIOLATION, Outcome.INCONCLUSIVE, Outcome.PASS, Outcome.NOT_APPLICABLE)
DEFAULT_CONFIDENCE = 0.8


@dataclass(frozen=True)
class Exemption:
    """One way out of a rule."""

    because: str
    clause: Node
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Rule:
    """One rule in force."""

    pack: str
    name: str
    title: str
    subject: str
    severity: Severity
    require: Node
    when: Node = TRUE
    unless: tuple[Exemption, ...] = ()
    effect: Effect | None = None
    why: str = ""
    fix: str = ""
    sources: tuple[Source, ...] = ()
    min_confidence: float = DEFAULT_CONFIDENCE
    coverage: Coverage = "declared"
    """What shows that there is no more of something on the box."""
    waivable: bool = True
    rounding: Rounding | None = None
    """How the sides and the weight of a box are rounded before the rule looks at them."""
    covered_by: str = ""
    """The rule of the same pack whose violation makes this one's not worth showing."""
    lapsed: str = ""
    """Set when its last known period is over and nobody knows what holds now: every outcome is then inconclusive."""

    @property
    def id(self) -> str:
        """`pack/rule`."""
        return f"{self.pack}/{self.name}"

    @property
    def clauses(self) -> tuple[Node, ...]:
        """All that it asks: what must hold, where it applies, what lifts it."""
        return (self.require, self.when, *(each.clause for each in self.unless))

    @cached_property
    def settings(self) -> tuple[str, ...]:
        """The settings that it needs and that are not set."""
        found = (on.condition for node in self.clauses for on in inside(node))
        return tuple(dict.fromkeys(each.name for each in found if isinstance(each, Setting)))

    @cached_property
    def refs(self) -> tuple[Ref, ...]:
        """Every fact of the subject, and of those above it, that the rule reads."""
        return tuple(dict.fromkeys(ref for node in self.clauses for ref in node.refs()))

    @cached_property
    def aspects(self) -> tuple[str, ...]:
        """What its facts are about."""
        found = {ref.fact.aspect for ref in self.refs if ref.fact and ref.subject != "shipment"}
        return tuple(aspect for aspect in ASPECTS if aspect in found)

    def applies(self, ask: Asker) -> Truth:
        """Say whether the rule applies: `when` and none of `unless`."""
        when = self.when.holds(ask)
        return when if when is False or not self.unless else all_of((when, not_(any_of(each.clause.holds(ask) for each in self.unless))))

    def judge(self, ask: Asker) -> Outcome:
        """Judge one subject in one world."""
        if self.lapsed:
            return Outcome.INCONCLUSIVE
        applies = self.applies(ask)
        return Outcome.NOT_APPLICABLE if applies is False else table(applies, self.require.holds(ask))


def table(applies: Truth, required: Truth) -> Outcome:
    """The outcome table: A = `when` and not `unless`, Q = `require`."""
    if applies is False:
        return Outcome.NOT_APPLICABLE
    if required is True:
        return Outcome.PASS
    return Outcome.VIOLATION if applies and required is False else Outcome.INCONCLUSIVE


def judge_all_ways(rule: Rule, ask: Asker) -> tuple[Outcome, bool]:
    """Judge a subject each way that its evidence can be read; say too whether the ways lead to different outcomes.

    Where they differ, the worst outcome stands if photos lead to it in which the box's ID was read; else, or where photos contradict
    each other, nothing is decided.
    """
    outcomes = {rule.judge(world) for world in ask.worlds(rule.refs)}
    if len(outcomes) == 1:
        return outcomes.pop(), False
    worst = next(each for each in _WORST_FIRST if each in outcomes)
    sure = not any(ask.photos_disagree(ref) for ref in rule.refs) and worst in _by_id_alone(rule, ask)
    return (worst if sure else Outcome.INCONCLUSIVE), True


def _by_id_alone(rule: Rule, ask: Asker) -> set[Outcome]:
    """The outcomes with those photos alone that belong to the box by an ID that was read in them."""
    known = with_photos_by_id(ask.known)
    if known is None:
        return set()
    alone = replace(ask, known=known)
    return {rule.judge(world) for world in alone.worlds(rule.refs)}


def judge_unseen(rule: Rule, ask: Asker) -> Outcome:
    """Judge a thing of which nothing is known, on behalf of all that an unknown or open list may hold.

    It may not be there at all, so it never breaks a rule.
    """
    outcome, _ = judge_all_ways(rule, ask)
    return Outcome.INCONCLUSIVE if outcome is Outcome.VIOLATION else outcome
