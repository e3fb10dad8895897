"""What can be known of a fact, and three-valued logic over it.

An answer has one of six shapes: a plain value; `NONE` (known: there is none, as in `expires: none`); a `Span` (an ordered
value known only to lie between two others); a tuple (a *closed* list: all of them); an `Open` list (at least these); and
`None` (not known). True, False and `None` are likewise the three truth values of Kleene's strong logic (S. C. Kleene,
Introduction to Metamathematics, 1952, section 64).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Generic, TypeAlias, TypeVar

Element = TypeVar("Element", covariant=True)


class Nothing(Enum):
    """The type of `NONE`."""

    NONE = "none"

    def __repr__(self) -> str:
        return "NONE"

    def __str__(self) -> str:
        return "none"

    def __bool__(self) -> bool:
        return False


NONE = Nothing.NONE
"""Known: there is none (`expires: none`). Not the same as `None`, which is: not known."""


@dataclass(frozen=True, slots=True)
class Span:
    """An ordered value that is known to lie in `[low, high]`; `math.inf` where one side is open."""

    low: Any
    """It is this or more."""
    high: Any
    """It is this or less."""


@dataclass(frozen=True, slots=True)
class Open(Generic[Element]):
    """A list that holds at least these: there may be more of them."""

    items: tuple[Element, ...] = ()
    """Those that are known."""


Truth: TypeAlias = bool | None
Answer: TypeAlias = Any
"""A value, `Span`, tuple, `Open` or None: see the module's text. Any, because its type is a fact's kind."""


def all_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's and: false if any is false, else unknown if any is unknown."""
    result: Truth = True
    for truth in truths:
        if truth is False:
            return False
        if truth is None:
            result = None
    return result


def any_of(truths: Iterable[Truth]) -> Truth:
    """Kleene's or: true if any is true, else unknown if any is unknown."""
    result: Truth = False
    for truth in truths:
        if truth is True:
            return True
        if truth is None:
            result = None
    return result


def not_(truth: Truth) -> Truth:
    """Kleene's not: unknown stays unknown."""
    return None if truth is None else not truth


def total(amounts: Iterable[Any | None], *, least: int = 0) -> Answer:
    """Add amounts of which some may be unknown: a number, or a span from the known part upwards.

    `least` is what an unknown amount is at the least (a quantity in an item line is at least 1).
    """
    known: Any = 0
    unknown = 0
    for amount in amounts:
        if amount is None:
            unknown += 1
        else:
            known += amount
    return Span(known + unknown * least, math.inf) if unknown else known


def largest(amounts: Iterable[Any | None]) -> Answer:
    """Return the largest of amounts; with one unknown, at least the largest known one; with none known, None."""
    listed = list(amounts)
    known = [amount for amount in listed if amount is not None]
    if not known:
        return None
    return max(known) if len(known) == len(listed) else Span(max(known), math.inf)


def low(answer: Any) -> Any:
    """The least that the answer can be."""
    return answer.low if answer.__class__ is Span else answer


def high(answer: Any) -> Any:
    """The most that the answer can be."""
    return answer.high if answer.__class__ is Span else answer


def listed(answer: Any) -> tuple[Any, ...]:
    """The elements that are known of a list: all of a closed one, those seen of an open one, none of an unknown one."""
    if answer.__class__ is Open:
        items: tuple[Any, ...] = answer.items
        return items
    return answer if isinstance(answer, tuple) else ()
