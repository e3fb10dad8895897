"""Limits as sets: how small a change of one is, and which small changes of a set there are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from inboundcheck.answers import NONE
from inboundcheck.conditions import Choice, Given, On, Present, Range, Ref, Scalar
from inboundcheck.facts.kinds import INT, QUANTITIES, Kind
from inboundcheck.facts.rounding import Rounding

HAIR = Fraction(1, 10**6)
"""The smallest change of a quantity that is tried: one millionth of the unit in which its limit is written."""
_LEAP_YEAR = 2024
_WORDS = {"at_most": "at most", "less_than": "less than", "at_least": "at least", "more_than": "more than"}


def kind_of(ref: Ref) -> Kind:
    """The kind of a fact; that of a plain element, whole numbers, unless its condition says otherwise."""
    return ref.fact.kind if ref.fact else INT


def quantum(ref: Ref, unit: str, rounding: Rounding | None) -> Any:
    """The least step by which a limit of a fact is changed: what rounding leaves, or a hair, or one."""
    kind = kind_of(ref)
    step = _rounded_step(ref, rounding)
    if step is not None:
        return step
    if kind.name == "duration":
        return 1
    if kind.name in QUANTITIES:
        units = QUANTITIES[kind.name].units
        return units[unit or next(iter(units))] * HAIR
    return HAIR if kind.name == "number" else 1


def _rounded_step(ref: Ref, rounding: Rounding | None) -> Any:
    if rounding is None or ref.subject != "box" or ref.fact is None:
        return None
    if ref.name == "weight":
        return rounding.weight.size.amount if rounding.weight else None
    if rounding.sides is None or ref.fact.aspect != "size":
        return None
    return rounding.sides.size.amount ** (3 if ref.fact.kind.name == "volume" else 1)


def moved(value: Any, step: Any) -> Any:
    """A value one step further; None where there is none."""
    if isinstance(value, date):
        return value + timedelta(days=int(step))
    if isinstance(value, tuple):
        day = date(_LEAP_YEAR, *value) + timedelta(days=int(step))
        return (day.month, day.day) if day.year == _LEAP_YEAR else None
    found = value + step
    if found < 0:
        return None
    return found.numerator if isinstance(found, Fraction) and found.denominator == 1 else found


def changes(scalar: Scalar, step: Any, *, least: int = 1) -> Iterator[tuple[str, Scalar, tuple[Any, ...]]]:
    """Yield each small change of a set: what it does, the set that comes of it, and values that tell the two apart."""
    if isinstance(scalar, Range):
        yield from _of_range(scalar, step, least)
    elif isinstance(scalar, Choice):
        values = sorted(scalar.values, key=str)
        if len(values) > 1:
            for value in values:
                yield f"without {_shown(value)}", replace(scalar, values=scalar.values - {value}), (value,)
        yield ("turned round", replace(scalar, wanted=not scalar.wanted), tuple(values))
    elif isinstance(scalar, Present | Given):
        yield ("turned round", replace(scalar, wanted=not scalar.wanted), (NONE,))


def _shown(value: Any) -> str:
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _of_range(limits: Range, step: Any, least: int) -> Iterator[tuple[str, Scalar, tuple[Any, ...]]]:
    low, high = limits.low, limits.high
    if low == high:
        above, below = moved(low, step), moved(low, -step)
        if above is not None:
            yield "as at least", Range(low=low), (above,)
        if below is not None and (not isinstance(low, int) or low > least or step != 1):
            yield "as at most", Range(high=high), (below,)
        return
    if high != math.inf:
        yield f"as {_WORDS['less_than' if limits.high_in else 'at_most']}", replace(limits, high_in=not limits.high_in), (high,)
        other = moved(high, step if limits.high_in else -step)
        if other is not None:
            yield f"a hair {'higher' if limits.high_in else 'lower'}", replace(limits, high=other), (other,)
    if low != -math.inf:
        yield f"as {_WORDS['more_than' if limits.low_in else 'at_least']}", replace(limits, low_in=not limits.low_in), (low,)
        other = moved(low, -step if limits.low_in else step)
        if other is not None:
            yield f"a hair {'lower' if limits.low_in else 'higher'}", replace(limits, low=other), (other,)


def bounds(on: On) -> tuple[Any, ...]:
    """The finite bounds of a condition on one value; empty for what has none."""
    found = on.condition
    return tuple(dict.fromkeys(each for each in (found.low, found.high) if each not in (math.inf, -math.inf))) if isinstance(found, Range) else ()
