"""Conditions as pairs of Python expressions: what must hold whatever the gaps hide, and what may. Text only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inboundcheck.conditions import Asker, Choice, Count, On, Range
from inboundcheck.conditions.tree import judge
from inboundcheck.facts.known import VALUE, Known


@dataclass(frozen=True, slots=True)
class Sure:
    """A condition as two Python expressions: what must hold, and what may."""

    must: str
    may: str

    @property
    def decided(self) -> bool:
        """Whether it is never open."""
        return self.must == self.may


def joined(parts: Sequence[Sure], word: str) -> Sure:
    """Join pairs by `and` or `or`."""
    if len(parts) == 1:
        return parts[0]
    empty = "True" if word == "and" else "False"
    must, may = (f" {word} ".join(each) or empty for each in ([part.must for part in parts], [part.may for part in parts]))
    return Sure(f"({must})", f"({may})")


def of_truth(text: str) -> Sure:
    """The pair of a variable that holds true, false or None."""
    return Sure(f"({text} is True)", f"({text} is not False)")


def of_unknown(node: On) -> Any:
    """What holds of an answer that is not known."""
    return judge(node.condition, node.ref, None, Asker(Known("shipment", None)))


def is_every(count: Count) -> bool:
    """Whether it is `every`."""
    return count.failing and count.number == Range(high=0)


def is_some(count: Count) -> bool:
    """Whether it is `some`."""
    return not count.failing and count.number == Range(low=1)


def _single(node: On) -> str:
    """The text that a list of words must hold, or must not hold, where that is all that is asked of it; its words are all known."""
    count, fact = node.condition, node.ref.fact
    if not isinstance(count, Count) or not isinstance(count.where, On) or not isinstance(choice := count.where.condition, Choice):
        return ""
    alone = fact is not None and fact.attribute and count.element == VALUE and len(choice.values) == 1 and choice.wanted is is_some(count)
    value = next(iter(choice.values), None)
    return str(value) if alone and isinstance(value, str) and (is_some(count) or is_every(count)) else ""


def without_loop(node: On, name: str) -> str:
    """What needs no loop: how long a list is, or whether it holds one word."""
    count: Any = node.condition
    if count.where is None:
        return within_range(count.number, (f"len({name})", f"len({name})"))
    word = _single(node)
    return f"{word!r} {'not in' if is_every(count) else 'in'} {name}" if word else ""


def decides(count: Count) -> bool:
    """Whether one element can decide: `every` and `some`."""
    return is_every(count) or is_some(count)


def step(count: Count, local: str, clause: Sure) -> list[str]:
    """What one element does to a count."""
    if is_every(count):
        return [f"if not {clause.must}: {local} = {'False' if clause.decided else f'None if {local} is not False and {clause.may} else False'}"]
    if is_some(count):
        return [f"if {clause.must}: {local} = True", *([] if clause.decided else [f"elif {local} is False and {clause.may}: {local} = None"])]
    return [f"if {clause.must}: {local}_sure += 1", *([] if clause.decided else [f"elif {clause.may}: {local}_open += 1"])]


def writable(count: Count) -> bool:
    """Whether a condition on a list is one that loops are written for."""
    return count.distinct is None and is_plain(count.number) and (is_every(count) or not count.failing)


def is_plain(condition: Range) -> bool:
    """Whether both ends are whole numbers, or open."""
    return all(bound.__class__ is int or bound in (math.inf, -math.inf) for bound in (condition.low, condition.high))


def within_range(condition: Range, ends: tuple[str, str]) -> str:
    """Whether all from one end to the other lies in a range; with the two exchanged, whether any of it may."""
    least, most = ends
    if least == most and condition.low == condition.high:
        return f"{least} == {condition.low!r}"
    low = "" if condition.low == -math.inf else f"{condition.low!r} {'<=' if condition.low_in else '<'} {least}"
    high = "" if condition.high == math.inf else f"{most} {'<=' if condition.high_in else '<'} {condition.high!r}"
    return " and ".join(filter(None, (high, low))) or "True"
