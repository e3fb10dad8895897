"""`pint.Quantity` goes in and comes out exactly, for every kind of number that a registry can have."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck.model import Box
from inboundcheck.quantities import Duration, Length, Mass, Volume

pint = pytest.importorskip("pint")

FLOAT, DECIMAL, FRACTION = (pint.UnitRegistry(non_int_type=kind) for kind in (float, Decimal, Fraction))
EVERY = pytest.mark.parametrize("registry", [FLOAT, DECIMAL, FRACTION], ids=["float", "Decimal", "Fraction"])


@EVERY
@pytest.mark.parametrize(
    ("kind", "number", "unit", "text"),
    [
        (Length, "25", "inch", "25 in"),
        (Length, "25.5", "inch", "25 1/2 in"),
        (Length, "63.5", "centimeter", "25 in"),
        (Length, "635", "millimeter", "25 in"),
        (Length, "0.635", "meter", "25 in"),
        (Length, "2.5", "foot", "30 in"),
        (Length, "1", "yard", "36 in"),
        (Length, "10", "thou", "10 mil"),
        (Length, "72", "point", "1 in"),
        (Mass, "22.6796185", "kilogram", "50 lb"),
        (Mass, "22679.6185", "gram", "50 lb"),
        (Mass, "50", "pound", "50 lb"),
        (Mass, "3", "ounce", "3 oz"),
        (Volume, "1.5", "liter", "1.5 l"),
        (Duration, "2", "week", "14 days"),
    ],
)
def test_a_pint_quantity_is_read_exactly(registry, kind, number, unit, text):
    given_one = registry.Quantity(registry.non_int_type(number), unit)
    assert kind.accept(given_one) == kind(text)
    assert kind(kind.accept(given_one).text) == kind(text), "its text, which is what JSON keeps, reads as the same amount"


@EVERY
def test_a_box_takes_one_wherever_it_takes_a_text(registry):
    box = Box(id="A17", length=registry.Quantity(registry.non_int_type("63.5"), "cm"), weight=registry.Quantity(50, "lb"))
    assert (box.length, box.weight) == (Length("25 in"), Mass("50 lb"))
    assert Box.model_validate_json(box.model_dump_json()) == box


@given(st.fractions(0, 99_999, max_denominator=999), st.sampled_from([(kind, unit) for kind in (Length, Mass, Duration) for unit in kind.units]))
def test_fractions_come_out_and_go_in_unchanged(number, kind_and_unit):
    kind, unit = kind_and_unit
    quantity = kind.exactly(number * kind.units[unit], "", unit)
    assert quantity.to_pint(FRACTION).magnitude == number
    assert kind.accept(quantity.to_pint(FRACTION)) == quantity


@given(st.decimals(0, 99_999, places=6), st.sampled_from([(kind, unit) for kind in (Length, Mass, Volume, Duration) for unit in kind.units]))
def test_decimals_come_out_and_go_in_unchanged(number, kind_and_unit):
    kind, unit = kind_and_unit
    quantity = kind(f"{number:f} {unit}")
    assert kind.accept(quantity.to_pint(DECIMAL)) == quantity
    assert kind.accept(quantity.to_pint(FLOAT)) == quantity, "eleven digits fit a float"


@given(st.integers(1, 2000), st.sampled_from([FLOAT, DECIMAL, FRACTION]))
def test_a_length_at_the_limit_in_centimetres_is_at_it(tenths, registry):
    limit = Length.of(Decimal(tenths) / 10, "in")
    centimetres = registry.Quantity(registry.non_int_type(str(Decimal(tenths) * 254 / 1000)), "cm")
    assert Length.accept(centimetres) == limit


@EVERY
@pytest.mark.parametrize("kind", [Length, Mass, Volume, Duration])
def test_what_comes_out_has_the_same_dimension_and_size(registry, kind):
    base = {Length: ("nanometer", 1), Mass: ("nanogram", 1), Volume: ("nanometer ** 3", 1), Duration: ("day", 1)}[kind][0]
    for unit, amount in kind.units.items():
        out = kind(f"1 {unit}").to_pint(registry)
        assert float(out.to(base).magnitude) == pytest.approx(float(amount), rel=1e-12), unit


def test_without_a_registry_the_application_s_is_used():
    assert Length("25 in").to_pint() == pint.get_application_registry().Quantity(25, "inch")


def refusals():
    yield "another dimension", FLOAT.Quantity(3, "pound")
    yield "no dimension", FLOAT.Quantity(3)
    yield "a unit that is not on the list", FLOAT.Quantity(3, "kilometer")
    yield "an angle, which pint calls mil", FLOAT.Quantity(3, "mil")
    yield "an area", FRACTION.Quantity(Fraction(3), "inch ** 2")
    yield "not a number", FLOAT.Quantity(float("nan"), "inch")
    yield "infinite", FLOAT.Quantity(float("inf"), "inch")
    yield "negative", FLOAT.Quantity(-3, "inch")
    yield "negative by half", FRACTION.Quantity(Fraction(-1, 2), "inch")
    yield "more digits than anything measures", DECIMAL.Quantity(Decimal("1e300000"), "inch")
    yield "too large", FLOAT.Quantity(1e22, "inch")


@pytest.mark.parametrize("given_one", [pytest.param(each, id=name) for name, each in refusals()])
def test_this_is_refused(given_one):
    with pytest.raises(ValueError, match="is not a length"):
        Length.accept(given_one)


def test_a_pint_of_milk_is_no_length_however_the_registry_prints_it():
    registry = pint.UnitRegistry()
    registry.formatter.default_format = "~P"
    assert str(registry.Quantity(1, "pint").units) == "pt"
    with pytest.raises(ValueError, match="is not a length"):
        Length.accept(registry.Quantity(1, "pint"))
    assert Length.accept(registry.Quantity(25, "inch")) == Length("25 in")


def test_reading_texts_loads_no_pint(run_python):
    done = run_python("-c", "import sys, json; from inboundcheck.quantities import Length; Length('25 in'); print(json.dumps('pint' in sys.modules))")
    assert json.loads(done.stdout) is False
