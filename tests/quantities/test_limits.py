"""A limit written in one unit and a value written exactly in another: at the limit is not over it, a hair more is."""

from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck.quantities import Length, Mass

# One of the first unit is exactly so many of the second.
EXACT = [
    (Length, "in", "cm", Fraction("2.54")),
    (Length, "in", "mm", Fraction("25.4")),
    (Mass, "lb", "kg", Fraction("0.45359237")),
    (Mass, "lb", "g", Fraction("453.59237")),
    (Length, "ft", "in", Fraction(12)),
]
PAIRS = pytest.mark.parametrize(("kind", "unit", "other", "factor"), EXACT, ids=[f"{unit}-{other}" for _, unit, other, _ in EXACT])
LIMITS = [Fraction(number, 10) for number in range(1, 2001)]
HAIR = 1 + Fraction(1, 10**9)


def digits(number):
    """Write a number whose decimals end, with all of them."""
    with localcontext(prec=60):
        written = f"{Decimal(number.numerator) / Decimal(number.denominator):f}"
    assert Fraction(written) == number
    return written


def assert_is_at(value, limit):
    assert value == limit
    assert value <= limit
    assert value >= limit
    assert not value > limit
    assert not value < limit
    assert hash(value) == hash(limit)


def assert_is_over(value, limit):
    assert value > limit
    assert value != limit
    assert not value <= limit


@PAIRS
def test_what_equals_the_limit_in_another_unit_is_at_it(kind, unit, other, factor):
    for limit in LIMITS:
        assert_is_at(kind(f"{digits(limit * factor)} {other}"), kind(f"{digits(limit)} {unit}"))


@PAIRS
def test_one_part_in_a_billion_over_the_limit_is_over_it(kind, unit, other, factor):
    for limit in LIMITS:
        here, there = kind(f"{digits(limit)} {unit}"), kind(f"{digits(limit * factor)} {other}")
        assert_is_over(kind(f"{digits(limit * factor * HAIR)} {other}"), here)
        assert_is_over(kind(f"{digits(limit * HAIR)} {unit}"), there)


@PAIRS
def test_one_part_in_a_billion_under_the_limit_is_under_it(kind, unit, other, factor):
    for limit in LIMITS:
        here, there = kind(f"{digits(limit)} {unit}"), kind(f"{digits(limit * factor)} {other}")
        assert_is_over(here, kind(f"{digits(limit * factor * (2 - HAIR))} {other}"))
        assert_is_over(there, kind(f"{digits(limit * (2 - HAIR))} {unit}"))


@given(pair=st.sampled_from(EXACT), limit=st.integers(1, 10_000_000).map(lambda thousandths: Fraction(thousandths, 1000)))
def test_no_limit_whatever_moves_with_the_unit(pair, limit):
    kind, unit, other, factor = pair
    here, there = kind(f"{digits(limit)} {unit}"), kind(f"{digits(limit * factor)} {other}")
    assert_is_at(there, here)
    assert_is_over(kind(f"{digits(limit * factor * HAIR)} {other}"), here)
    assert_is_over(kind(f"{digits(limit * HAIR)} {unit}"), there)


@given(sixty_fourths=st.integers(1, 64 * 500))
def test_inches_in_sixty_fourths_are_whole_nanometres(sixty_fourths):
    whole, part = divmod(sixty_fourths, 64)
    written = Length(f"{whole} {part}/64 in")
    assert isinstance(written.amount, int)
    assert written == Length(f"{digits(Fraction(sixty_fourths, 64))} in")


def test_floats_would_get_these_limits_wrong():
    """What the cases above are worth: the usual way judges hundreds of these lengths over their own limit."""
    over = [limit for limit in LIMITS if float(limit) * 2.54 / 2.54 > float(limit) or float(limit * Fraction("2.54")) / 2.54 > float(limit)]
    assert len(over) > 100
