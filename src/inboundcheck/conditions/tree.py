"""The condition tree: what a rule requires, as nodes that say what holds. Built by `packs`, judged here, compiled by `engine`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from inboundcheck.answers import NONE, Answer, Open, Span, Truth, all_of, any_of, listed, not_
from inboundcheck.conditions.scalars import Given, Range, Scalar, versus
from inboundcheck.places import Place

if TYPE_CHECKING:
    from inboundcheck.conditions.asking import Asker
    from inboundcheck.facts import Fact


@dataclass(frozen=True, slots=True)
class Ref:
    """A fact of the subject, of one above it, or of a list's element; `fact` is None for an element that is a plain value."""

    subject: str
    fact: Fact | None = None

    @property
    def name(self) -> str:
        """The fact's name, as messages say it."""
        return self.fact.name if self.fact else "value"

    def __hash__(self) -> int:
        return hash((self.subject, self.name))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ref) and (self.subject, self.name) == (other.subject, other.name)


@dataclass(frozen=True, slots=True)
class Versus:
    """Another fact is the limit: `{at_most: {fact: option_max_weight}}`."""

    operator: str
    other: Ref


@dataclass(frozen=True, slots=True)
class Setting:
    """A limit that whoever uses the pack sets: `{at_most: {setting: NAME}}`. A rule is judged only once it is bound to a value."""

    operator: str
    name: str

    def holds(self, answer: Answer) -> Truth:  # noqa: ARG002 - nobody knows the limit yet
        """Decide nothing."""
        return None


@dataclass(frozen=True, slots=True)
class Table:
    """Which limit holds depends on another fact: `{by: mode, is: {…}}`, `{by: FACT, steps: […]}`. The rows exclude each other."""

    by: Ref
    rows: tuple[tuple[Scalar, Scalar, str], ...]
    """When the row holds (a set of `by`), what it requires, and its limit as written."""


@dataclass(frozen=True, slots=True)
class Unique:
    """No other subject of the same kind has the same value within a shipment, a box or the whole run."""

    within: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many elements satisfy a clause: `count`, and `every` (none fails) and `some` (one at least) as counts."""

    where: Node | None
    number: Range
    element: str
    """The subject that the elements are, or `value`."""
    failing: bool = False
    """Count the elements that fail `where`, as `every` does."""
    distinct: Ref | None = None
    """Count the different values of this fact among them."""


Condition: TypeAlias = "Scalar | Versus | Setting | Table | Unique | Count"


@dataclass(frozen=True, slots=True)
class On:
    """One condition on one fact, with the words its author wrote."""

    ref: Ref
    operator: str
    condition: Condition
    right: str = ""
    """The right side as written: `36 in`."""
    unit: str = ""
    """The unit of the right side, in which amounts are shown."""
    place: Place | None = field(default=None, compare=False)
    """Where it is written."""

    def holds(self, ask: Asker) -> Truth:
        """Judge it by what is known."""
        return judge(self.condition, self.ref, ask.answer(self.ref), ask)

    def refs(self) -> Iterator[Ref]:
        """The facts it reads, those inside a list's clause among them."""
        yield self.ref
        if isinstance(self.condition, Versus):
            yield self.condition.other
        elif isinstance(self.condition, Table):
            yield self.condition.by
        elif isinstance(self.condition, Count) and self.condition.where is not None:
            yield from (ref for ref in self.condition.where.refs() if ref.subject != self.condition.element)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds; holds when there is no part."""

    parts: tuple[Node, ...] = ()

    def holds(self, ask: Asker) -> Truth:
        """Kleene's and."""
        return all_of(part.holds(ask) for part in self.parts)

    def refs(self) -> Iterator[Ref]:
        """The facts of all parts."""
        for part in self.parts:
            yield from part.refs()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part holds."""

    parts: tuple[Node, ...]

    def holds(self, ask: Asker) -> Truth:
        """Kleene's or."""
        return any_of(part.holds(ask) for part in self.parts)

    def refs(self) -> Iterator[Ref]:
        """The facts of all parts."""
        for part in self.parts:
            yield from part.refs()


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Node

    def holds(self, ask: Asker) -> Truth:
        """Kleene's not."""
        return not_(self.part.holds(ask))

    def refs(self) -> Iterator[Ref]:
        """The facts of the part."""
        return self.part.refs()


Node: TypeAlias = On | AllOf | AnyOf | Not
TRUE = AllOf()


def leaves(node: Node) -> Iterator[On]:
    """Yield the conditions of a tree, without those inside the clauses of lists."""
    if isinstance(node, On):
        yield node
    elif isinstance(node, Not):
        yield from leaves(node.part)
    else:
        for part in node.parts:
            yield from leaves(part)


def inside(node: Node) -> Iterator[On]:
    """Yield the conditions of a tree, those inside the clauses of lists among them."""
    for on in leaves(node):
        yield on
        if isinstance(on.condition, Count) and on.condition.where is not None:
            yield from inside(on.condition.where)


def mapped(node: Node, change: Callable[[On], Node]) -> Node:
    """The tree with each condition changed, those inside the clauses of lists first."""
    if isinstance(node, Not):
        return Not(mapped(node.part, change))
    if not isinstance(node, On):
        return replace(node, parts=tuple(mapped(part, change) for part in node.parts))
    if isinstance(node.condition, Count) and node.condition.where is not None:
        node = replace(node, condition=replace(node.condition, where=mapped(node.condition.where, change)))
    return change(node)


def judge(condition: Condition, ref: Ref, answer: Answer, ask: Asker) -> Truth:
    """Judge one condition on an answer."""
    if isinstance(condition, Versus):
        return versus(condition.operator, answer, ask.answer(condition.other))
    if isinstance(condition, Table):
        return _by_table(condition, answer, ask.answer(condition.by))
    if isinstance(condition, Unique):
        return True if answer is NONE else ask.unique(ref, condition.within)
    if isinstance(condition, Count):
        return condition.number.holds(counted(condition, answer, ask))
    if isinstance(condition, Given) and ask.unseen(ref):
        return None
    return condition.holds(answer)


def _by_table(table: Table, answer: Answer, by: Answer) -> Truth:
    """Judge every row that may be the one; they must agree. `none` is in no step."""
    results = {then.holds(answer) for when, then, _ in table.rows if when.holds(by) is not False}
    return results.pop() if len(results) == 1 else None


def counted(count: Count, answer: Answer, ask: Asker) -> Answer:
    """How many elements count: a number, or an interval where elements or the list itself are only partly known."""
    if answer is None:
        return Span(0, math.inf)
    sure: list[Any] = []
    possible: list[Any] = []
    for element in listed(answer):
        truth = True if count.where is None else count.where.holds(ask.within(count.element, element))
        truth = not_(truth) if count.failing else truth
        if truth is not False:
            (sure if truth else possible).append(element)
    if count.distinct is None:
        least, most = len(sure), len(sure) + len(possible)
    else:
        least, most = _distinct(count, sure, possible, ask)
    if isinstance(answer, Open):
        return Span(least, math.inf)
    return least if least == most else Span(least, most)


def _distinct(count: Count, sure: list[Any], possible: list[Any], ask: Asker) -> tuple[int, int]:
    """The least and the most different values that the counted elements can have."""
    ref = count.distinct or Ref(count.element)
    answers = [ask.within(count.element, each).answer(ref) for each in sure]
    known = {each for each in answers if each is not None and each.__class__ is not Span}
    others = [ask.within(count.element, each).answer(ref) for each in possible]
    further = len(answers) - sum(1 for each in answers if each in known) + sum(1 for each in others if each not in known)
    return max(len(known), 1 if sure else 0), len(known) + further
