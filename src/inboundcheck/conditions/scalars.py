"""Conditions on one value. Each is a set of values; an answer that is only partly known decides only when all of it lies on one side."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Protocol

from inboundcheck.answers import NONE, Answer, Span, Truth, high, low


class Scalar(Protocol):
    """A set of values."""

    def holds(self, answer: Answer) -> Truth:
        """Say whether the answer lies in the set; None where that is not known."""
        ...


@dataclass(frozen=True, slots=True)
class Range:
    """The values between two bounds: `at_most`, `at_least`, `more_than`, `less_than`, and `equals` of ordered kinds."""

    low: Any = -math.inf
    high: Any = math.inf
    low_in: bool = True
    high_in: bool = True

    def has(self, value: Any) -> bool:
        """Whether a plain value lies in the range."""
        over = self.low == -math.inf or (value >= self.low if self.low_in else value > self.low)
        return bool(over and (self.high == math.inf or (value <= self.high if self.high_in else value < self.high)))

    def holds(self, answer: Answer) -> Truth:
        """`none` is no ordered value: it lies in no range."""
        if answer is None:
            return None
        if answer is NONE:
            return False
        if answer.__class__ is not Span:
            return self.has(answer)
        if self._reaches_down_to(answer.low) and self._reaches_up_to(answer.high):
            return True
        above = self.high != math.inf and (answer.low > self.high or (answer.low == self.high and not self.high_in))
        below = self.low != -math.inf and (answer.high < self.low or (answer.high == self.low and not self.low_in))
        return False if above or below else None

    def _reaches_down_to(self, value: Any) -> bool:
        return bool(self.low == -math.inf or (value >= self.low if self.low_in else value > self.low))

    def _reaches_up_to(self, value: Any) -> bool:
        return bool(self.high == math.inf or (value <= self.high if self.high_in else value < self.high))


@dataclass(frozen=True, slots=True)
class Choice:
    """The value is one of some (`wanted`), or none of them: `equals` of words, `one_of`, `none_of`."""

    values: frozenset[Any]
    wanted: bool = True

    def holds(self, answer: Answer) -> Truth:
        """An interval is one of finitely many values only if it is a point; it is none of them if it holds none."""
        if answer is None:
            return None
        if answer.__class__ is not Span:
            return (answer in self.values) is self.wanted
        if any(value is not NONE and answer.low <= value <= answer.high for value in self.values):
            return None if answer.low != answer.high else self.wanted
        return not self.wanted


@dataclass(frozen=True, slots=True)
class Matches:
    """The whole text matches a pattern; only patterns that run in linear time are taken (see `packs.patterns`)."""

    pattern: str

    def holds(self, answer: Answer) -> Truth:
        """`none` matches nothing."""
        if answer is None:
            return None
        return answer is not NONE and re.fullmatch(self.pattern, answer) is not None


@dataclass(frozen=True, slots=True)
class Present:
    """There is one in the world (`present: true`), or there is none. What is missing from the file is not known."""

    wanted: bool = True

    def holds(self, answer: Answer) -> Truth:
        """A list, even an empty one, is there."""
        return None if answer is None else (answer is not NONE) is self.wanted


@dataclass(frozen=True, slots=True)
class Given:
    """The file says something of it (`given: true`), or nothing. Never unknown."""

    wanted: bool = True

    def holds(self, answer: Answer) -> Truth:
        """`none` is something said."""
        return (answer is not None) is self.wanted


@dataclass(frozen=True, slots=True)
class Always:
    """The set of all values: what a limit of `none` comes to."""

    def holds(self, answer: Answer) -> Truth:  # noqa: ARG002 - a limit of none asks for nothing
        """Hold for everything, known or not."""
        return True


@dataclass(frozen=True, slots=True)
class Never:
    """A table's row that is not there: nothing is known of its limit."""

    def holds(self, answer: Answer) -> Truth:  # noqa: ARG002
        """Decide nothing."""
        return None


def versus(operator: str, left: Answer, right: Answer) -> Truth:
    """Compare two answers: `{at_most: {fact: NAME}}`. A limit that is `none` is no limit."""
    if operator == "equals":
        return _equal(left, right)
    if right is None or right is NONE:
        return None if right is None else True
    if left is None or left is NONE:
        return None if left is None else False
    if operator in ("at_least", "more_than"):
        left, right, operator = right, left, {"at_least": "at_most", "more_than": "less_than"}[operator]
    if operator == "at_most":
        return True if high(left) <= low(right) else False if low(left) > high(right) else None
    return True if high(left) < low(right) else False if low(left) >= high(right) else None


def _equal(left: Answer, right: Answer) -> Truth:
    if left is None or right is None:
        return None
    if NONE in (left, right) or Span not in (left.__class__, right.__class__):
        return bool(left == right)
    if high(left) < low(right) or low(left) > high(right):
        return False
    return True if low(left) == high(left) == low(right) == high(right) else None
