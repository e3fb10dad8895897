"""What holds of every quantity: it is a value, ordered by its amount alone, and survives being stored."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck.model import Between, Box
from inboundcheck.quantities import Duration, Length, Mass, Quantity, Volume

KINDS = (Length, Mass, Volume, Duration)

whole = st.integers(0, 9_999_999).map(str)
decimal = st.builds("{}.{}".format, st.integers(0, 9_999), st.from_regex(r"[0-9]{1,9}", fullmatch=True))
mixed = st.integers(2, 999).flatmap(lambda bottom: st.builds("{} {}/{}".format, st.integers(0, 9_999), st.integers(0, bottom - 1), st.just(bottom)))
number = whole | decimal | mixed


def texts(kind):
    """Texts that the kind reads, compound ones among them."""
    simple = st.builds("{} {}".format, number, st.sampled_from(sorted(kind.spellings)))
    compounds = [st.builds(f"{{}} {one} {{}} {two}".format, whole, st.integers(0, 11)) for one, two in kind.compounds.items()]
    return st.one_of(simple, *compounds)


def quantities(*kinds):
    return st.one_of([texts(kind).map(kind) for kind in kinds])


@given(quantities(*KINDS))
def test_its_own_text_reads_as_itself(quantity):
    again = quantity.__class__(quantity.text)
    assert (again, again.text, again.unit) == (quantity, quantity.text, quantity.unit)


@given(st.sampled_from(KINDS), st.data())
def test_spelling_case_space_and_full_stop_change_nothing(kind, data):
    digits = data.draw(number)
    spelling = data.draw(st.sampled_from(sorted(kind.spellings)))
    short = kind(f"{digits} {kind.spellings[spelling]}")
    space, stop = data.draw(st.sampled_from(["", " ", "  ", "\u00a0"])), data.draw(st.sampled_from(["", "."]))
    written = data.draw(st.sampled_from([spelling, spelling.upper(), spelling.title()]))
    assert kind(f" {digits}{space}{written}{stop} ") == short
    assert kind(f"{digits}{space}{written}{stop}").unit == short.unit


@given(quantities(Length), quantities(Length), quantities(Length))
def test_order_is_total_and_transitive(one, two, three):
    assert (one < two) + (one == two) + (one > two) == 1
    assert (one <= two) == (not one > two)
    assert (one >= two) == (not one < two)
    low, middle, high = sorted((one, two, three))
    assert low <= middle <= high
    assert low <= high
    assert (one < two) == (one.amount < two.amount)


@given(quantities(Mass), quantities(Mass))
def test_equal_quantities_are_one_key(one, two):
    assert len({one, two}) == 1 + (one != two)
    if one == two:
        assert hash(one) == hash(two)


@given(quantities(*KINDS), quantities(*KINDS))
def test_quantities_of_two_dimensions_are_never_equal_and_have_no_order(one, two):
    if one.__class__ is two.__class__:
        return
    assert one != two
    for compare in (one.__class__.__lt__, one.__class__.__le__, one.__class__.__gt__, one.__class__.__ge__):
        assert compare(one, two) is NotImplemented
    with pytest.raises(TypeError):
        _ = one < two


@pytest.mark.parametrize("other", [25, 25.0, "25 in", None, 635_000_000])
def test_a_quantity_is_not_comparable_with_a_bare_number_or_text(other):
    assert Length("25 in") != other
    with pytest.raises(TypeError):
        _ = Length("25 in") < other


@given(quantities(*KINDS))
def test_a_copy_is_the_same_value(quantity):
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(quantity, protocol))  # noqa: S301 - what is being tested
        assert (again.__class__, again, again.text, again.unit) == (quantity.__class__, quantity, quantity.text, quantity.unit)
    assert copy.copy(quantity) is quantity
    assert copy.deepcopy(quantity) is quantity


@given(quantities(*KINDS))
def test_a_quantity_does_not_change(quantity):
    before = (quantity.amount, quantity.text, quantity.unit)
    for name in ("amount", "text", "unit", "anything"):
        with pytest.raises(AttributeError):
            setattr(quantity, name, 1)
    assert (quantity.amount, quantity.text, quantity.unit) == before


@given(quantities(Length).filter(lambda each: each.amount), quantities(Mass).filter(lambda each: each.amount))
def test_a_box_keeps_its_quantities_through_json(length, weight):
    box = Box(id="A17", length=length, weight=weight, cushioning="none", width=Between(low="24.5 in", high="25.5 in"))
    again = Box.model_validate_json(box.model_dump_json())
    assert again == box
    assert (again.length.text, again.weight.text) == (length.text, weight.text)
    assert Box.model_validate(box.model_dump()) == box


@given(quantities(*KINDS), st.data())
def test_what_is_shown_in_a_unit_is_exact_or_says_about(quantity, data):
    unit = data.draw(st.sampled_from(sorted(quantity.units)))
    shown = quantity.show(quantity.amount, unit)
    if shown.startswith("about "):
        return
    digits, _, name = shown.partition(" ")
    assert name == unit
    if len(digits.partition(".")[0]) <= 7:
        assert quantity.__class__(shown) == quantity


@given(quantities(*KINDS))
def test_repr_shows_how_to_write_it(quantity):
    assert repr(quantity) == f"{quantity.__class__.__name__}({quantity.text!r})"
    assert str(quantity) == quantity.text


def test_each_dimension_has_a_right_example():
    for kind in Quantity.__subclasses__():
        assert kind(kind.example).text == kind.example
