"""Rules with one thing changed a little: what the examples of a rule must notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from inboundcheck.conditions import AllOf, AnyOf, Choice, Count, Matches, Node, Not, On, Range, Ref, Setting, Table, Versus, inside
from inboundcheck.facts.kinds import QUANTITIES
from inboundcheck.facts.known import VALUE
from inboundcheck.facts.rounding import Rounding
from inboundcheck.packs.changes import changes, kind_of, quantum
from inboundcheck.packs.clauses import unit_of
from inboundcheck.places import Place

_OTHERS = {
    "at_most": ("less_than",), "less_than": ("at_most",), "at_least": ("more_than",), "more_than": ("at_least",), "equals": ("at_most", "at_least"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A changed clause."""

    what: str
    """What was changed, in words: `longest_side at_most 36 in, as less than`."""
    node: Node
    place: Place | None = None
    ref: Ref | None = None
    """The fact of which some value tells the change, where there is one."""
    telling: tuple[Any, ...] = ()
    """Values of it to try."""


def mutants(node: Node, rounding: Rounding | None) -> Iterator[Mutant]:
    """Yield every small change of a clause."""
    if isinstance(node, On):
        yield from _of_condition(node, rounding)
    elif isinstance(node, Not):
        yield replace(_dropped(node.part, rounding, node.part), what=f"{words(node.part)}, without the not")
        yield from (replace(each, node=Not(each.node)) for each in mutants(node.part, rounding))
    else:
        yield from _of_parts(node, rounding)


def _of_parts(node: AllOf | AnyOf, rounding: Rounding | None) -> Iterator[Mutant]:
    for at, part in enumerate(node.parts):
        before, after = node.parts[:at], node.parts[at + 1 :]
        if len(node.parts) > 1:
            yield _dropped(part, rounding, replace(node, parts=(*before, *after)))
        yield from (replace(each, node=replace(node, parts=(*before, each.node, *after))) for each in mutants(part, rounding))


def _dropped(part: Node, rounding: Rounding | None, node: Node) -> Mutant:
    """What comes of taking a condition away; values that break it may tell."""
    on = next(inside(part), None)
    if on is None:
        return Mutant(f"{words(part)}, taken away", node)
    ref, telling = _telling(on, rounding)
    return Mutant(f"{words(part)}, taken away", node, on.place, ref, telling)


def _telling(on: On, rounding: Rounding | None) -> tuple[Ref | None, tuple[Any, ...]]:
    """Values on which a condition hangs: those at its limits, and those that its own small changes tell."""
    condition = on.condition
    if isinstance(condition, Count):
        where = condition.where
        if condition.element != VALUE or not isinstance(where, On) or not isinstance(where.condition, Choice):
            return on.ref, ((),)
        return on.ref, ((), *((value,) for value in sorted(where.condition.values, key=str)))
    if isinstance(condition, Range | Choice):
        found = [value for _, _, values in changes(condition, quantum(on.ref, on.unit, rounding)) for value in values]
        return on.ref, tuple(dict.fromkeys(found))
    return on.ref, (True, False) if kind_of(on.ref).name == "yes-no" else ()


def _of_condition(on: On, rounding: Rounding | None) -> Iterator[Mutant]:
    condition = on.condition
    if isinstance(condition, Count):
        yield from _of_count(on, condition, rounding)
    elif isinstance(condition, Table):
        yield from _of_table(on, condition, rounding)
    elif isinstance(condition, Versus | Setting):
        for other in _OTHERS[condition.operator] if kind_of(on.ref).ordered else ():
            yield Mutant(f"{words(on)}, as {other.replace('_', ' ')}", replace(on, condition=replace(condition, operator=other)), on.place)
    elif isinstance(condition, Matches):
        yield Mutant(f"{words(on)}, turned round", Not(on), on.place)
    else:
        for what, changed, telling in changes(condition, quantum(on.ref, on.unit, rounding)):  # type: ignore[arg-type]
            yield Mutant(f"{words(on)}, {what}", replace(on, condition=changed), on.place, on.ref, telling)


def _of_count(on: On, count: Count, rounding: Rounding | None) -> Iterator[Mutant]:
    if on.operator == "count":
        for what, changed, _ in changes(count.number, 1, least=0):
            if isinstance(changed, Range):
                yield Mutant(f"{words(on)}, {what}", replace(on, condition=replace(count, number=changed)), on.place, on.ref, ((),))
        if count.distinct is not None:
            yield Mutant(f"{words(on)}, without distinct", replace(on, condition=replace(count, distinct=None)), on.place)
        if count.where is not None:
            yield Mutant(f"{words(on)}, without where", replace(on, condition=replace(count, where=None)), on.place)
    if count.where is None or on.operator == "includes":
        return
    for each in mutants(count.where, rounding):
        plain = each.ref is not None and each.ref.fact is None
        yield Mutant(
            f"{on.ref.name}: {each.what}", replace(on, condition=replace(count, where=each.node)), each.place or on.place,
            on.ref if plain else None, tuple((value,) for value in each.telling) if plain else (),
        )  # fmt: skip


def _of_table(on: On, table: Table, rounding: Rounding | None) -> Iterator[Mutant]:
    """Change what each row asks, and where each step ends."""
    for at, (when, then, right) in enumerate(table.rows):
        unit = unit_of(kind_of(on.ref), right) if kind_of(on.ref).name in QUANTITIES else ""
        for what, changed, telling in changes(then, quantum(on.ref, unit, rounding)):
            changed_on = _with_rows(on, table, at, (when, changed, right))
            yield Mutant(f"{on.ref.name} {on.operator}: the row {right}, {what}", changed_on, on.place, on.ref, telling)
        following = table.rows[at + 1] if at + 1 < len(table.rows) else None
        if isinstance(when, Range) and following and isinstance(following[0], Range):
            edges = (replace(when, high_in=not when.high_in), then, right), (replace(following[0], low_in=not following[0].low_in), *following[1:])
            what = f"{words(on)}: the end of the step with {right} moved a hair"
            yield Mutant(what, _with_rows(on, table, at, *edges), on.place, table.by, (when.high,))


def _with_rows(on: On, table: Table, at: int, *rows: tuple[Any, Any, str]) -> On:
    """A condition with some rows of its table replaced, from one on."""
    return replace(on, condition=replace(table, rows=(*table.rows[:at], *rows, *table.rows[at + len(rows) :])))


def words(node: Node) -> str:
    """A clause in a few words, as it is written."""
    if isinstance(node, On):
        return f"{node.ref.name} {node.operator} {node.right}".strip()
    if isinstance(node, Not):
        return f"not ({words(node.part)})"
    return (" and " if isinstance(node, AllOf) else " or ").join(map(words, node.parts)) or "anything"
