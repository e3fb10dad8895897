"""Every way in which people write a quantity is read right or refused with a hint: never misread, never a crash, never a hang."""

import time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from inline_snapshot import snapshot

from inboundcheck.documents import Text
from inboundcheck.quantities import Duration, Length, Mass, Volume

INCH, POUND = 25_400_000, 453_592_370_000

READ = [
    (Length, "25 in", 25 * INCH, "in"),
    (Length, " 25 in ", 25 * INCH, "in"),
    (Length, "25in", 25 * INCH, "in"),
    (Length, "25  in", 25 * INCH, "in"),
    (Length, "25\u00a0in", 25 * INCH, "in"),
    (Length, "00025 in", 25 * INCH, "in"),
    (Length, "25.0 in", 25 * INCH, "in"),
    (Length, "25 1/2 in", 25 * INCH + INCH // 2, "in"),
    (Length, "25  1/2 in", 25 * INCH + INCH // 2, "in"),
    (Length, "1/2 in", INCH // 2, "in"),
    (Length, ".5 in", INCH // 2, "in"),
    (Length, "25 1/3 in", 25 * INCH + Fraction(INCH, 3), "in"),
    (Length, '25"', 25 * INCH, "in"),
    (Length, "25″", 25 * INCH, "in"),
    (Length, "25”", 25 * INCH, "in"),
    (Length, "25 IN", 25 * INCH, "in"),
    (Length, "25 in.", 25 * INCH, "in"),
    (Length, "25 Inches", 25 * INCH, "in"),
    (Length, "1 inch", INCH, "in"),
    (Length, "2'", 24 * INCH, "ft"),
    (Length, "2'1\"", 25 * INCH, "ft"),
    (Length, "2' 1\"", 25 * INCH, "ft"),
    (Length, "2′ 1″", 25 * INCH, "ft"),
    (Length, "2’ 1”", 25 * INCH, "ft"),
    (Length, "2 ft 1 in", 25 * INCH, "ft"),
    (Length, "2 feet 1 1/2 inches", 25 * INCH + INCH // 2, "ft"),
    (Length, "63.5 cm", 25 * INCH, "cm"),
    (Length, "63.5 Centimetres", 25 * INCH, "cm"),
    (Length, "635 mm", 25 * INCH, "mm"),
    (Length, "0.635 m", 25 * INCH, "m"),
    (Length, "0.635 Meter", 25 * INCH, "m"),
    (Length, "1 yd", 36 * INCH, "yd"),
    (Length, "1 Yard", 36 * INCH, "yd"),
    (Length, "10 mil", INCH // 100, "mil"),
    (Length, "72 pt", INCH, "pt"),
    (Length, "0 in", 0, "in"),
    (Length, "12.598425196850394 in", Fraction("12.598425196850394") * INCH, "in"),
    (Length, "0.30000000000000004 cm", Fraction("3000000.0000000004"), "cm"),
    (Mass, "50 lb", 50 * POUND, "lb"),
    (Mass, "50 lbs", 50 * POUND, "lb"),
    (Mass, "50 LBS.", 50 * POUND, "lb"),
    (Mass, "50 Pounds", 50 * POUND, "lb"),
    (Mass, "5 lb 3 oz", 5 * POUND + 3 * POUND // 16, "lb"),
    (Mass, "5lb3oz", 5 * POUND + 3 * POUND // 16, "lb"),
    (Mass, "5 lbs 3.5 oz", 5 * POUND + Fraction(7, 2) * POUND / 16, "lb"),
    (Mass, "5 lb 3 1/2 oz", 5 * POUND + Fraction(7, 2) * POUND / 16, "lb"),
    (Mass, "22.6796185 kg", 50 * POUND, "kg"),
    (Mass, "22679.6185 g", 50 * POUND, "g"),
    (Mass, "22.6796185000000001 kg", 50 * POUND + Fraction(1, 10_000), "kg"),
    (Mass, "5 KG", 5 * 10**12, "kg"),
    (Volume, "1 ft3", (12 * INCH) ** 3, "ft3"),
    (Volume, "1.5 l", 1500 * 10**21, "l"),
    (Duration, "2 weeks", 14, "weeks"),
    (Duration, "90 days", 90, "days"),
]


@pytest.mark.parametrize(("kind", "text", "amount", "unit"), READ, ids=[text for _, text, _, _ in READ])
def test_this_is_read_right(kind, text, amount, unit):
    quantity = kind(text)
    assert (quantity.amount, quantity.unit, quantity.text) == (amount, unit, text.strip())


def complaint(kind, text):
    with pytest.raises(ValueError, match=r"\S") as caught:
        kind(text)
    assert caught.type is ValueError
    return str(caught.value)


def test_what_is_refused_says_what_to_write():
    refused = [
        "25",
        "25,4 cm",
        "1,000 in",
        "-5 in",
        "nan in",
        "1e400 in",
        "9**9**9 in",
        "25 inchs",
        "25 lbf",
        "25 1/0 in",
        "25 3/2 in",
        "25 x 18 in",
        "50 lb",
    ]
    refused += ["2 ft 13 in", "2.5 ft 1 in", "2 1/2 ft 1 in", "٢٥ in", "12345678 in", "9" * 5000 + " in", ""]
    assert {text[:20]: complaint(Length, text) for text in refused} == snapshot(
        {
            "25": "'25' is not a length (the unit is missing); write a number and a unit, for example '27 in'",
            "25,4 cm": "'25,4 cm' is not a length (write the decimal with a point, and no thousands separator); write a number and a unit, for example '27 in'",
            "1,000 in": "'1,000 in' is not a length (write the decimal with a point, and no thousands separator); write a number and a unit, for example '27 in'",
            "-5 in": "'-5 in' is not a length (it cannot be negative); write a number and a unit, for example '27 in'",
            "nan in": "'nan in' is not a length; write a number and a unit, for example '27 in'",
            "1e400 in": "'1e400 in' is not a length; write a number and a unit, for example '27 in'",
            "9**9**9 in": "'9**9**9 in' is not a length; write a number and a unit, for example '27 in'",
            "25 inchs": "'25 inchs' is not a length (the unit 'inchs' is not known; did you mean 'inches'?); write a number and a unit, for example '27 in'",
            "25 lbf": "'25 lbf' is not a length (the unit 'lbf' is not known); write a number and a unit, for example '27 in'",
            "25 1/0 in": "'25 1/0 in' has the fraction 1/0, which is not less than one; write for example '25 1/2 in'",
            "25 3/2 in": "'25 3/2 in' has the fraction 3/2, which is not less than one; write for example '25 1/2 in'",
            "25 x 18 in": "'25 x 18 in' is not a length; write a number and a unit, for example '27 in'",
            "50 lb": "'50 lb' is not a length but a mass; write a number and a unit, for example '27 in'",
            "2 ft 13 in": "'2 ft 13 in' is not a length; write a number and a unit, for example '27 in' (in part is a whole ft or more)",
            "2.5 ft 1 in": "'2.5 ft 1 in' is not a length; write a number and a unit, for example '27 in'",
            "2 1/2 ft 1 in": "'2 1/2 ft 1 in' is not a length; write a number and a unit, for example '27 in'",
            "٢٥ in": "'٢٥ in' is not a length; write a number and a unit, for example '27 in'",
            "12345678 in": "'12345678 in' is not a length (at most 7 digits before the point and 24 after it); write a number and a unit, for example '27 in'",
            "99999999999999999999": "'99999999999999999999999999999999999999999999999999999999999999999999999999999999…' is not a length (at most 7 digits before the point and 24 after it); write a number and a unit, for example '27 in'",
            "": "'' is not a length; write a number and a unit, for example '27 in'",
        }
    )
    assert {text: complaint(Mass, text) for text in ("50 #", "50", "5 lb 16 oz", "5 oz 3 lb", "22,68 kg", "25 in")} == snapshot(
        {
            "50 #": "'50 #' is not a mass; write a number and a unit, for example '31 lb'",
            "50": "'50' is not a mass (the unit is missing); write a number and a unit, for example '31 lb'",
            "5 lb 16 oz": "'5 lb 16 oz' is not a mass; write a number and a unit, for example '31 lb' (oz part is a whole lb or more)",
            "5 oz 3 lb": "'5 oz 3 lb' is not a mass; write a number and a unit, for example '31 lb'",
            "22,68 kg": "'22,68 kg' is not a mass (write the decimal with a point, and no thousands separator); write a number and a unit, for example '31 lb'",
            "25 in": "'25 in' is not a mass but a length; write a number and a unit, for example '31 lb'",
        }
    )


REFUSED = [
    *(
        "in",
        " ",
        "none",
        "null",
        "true",
        "inf in",
        "Infinity in",
        "+25 in",
        "--5 in",
        "25 in 5",
        "25 in in",
        "25 in..",
        "5. in",
        "25.4.1 cm",
        "25 ° in",
        "1_000 in",
    ),
    *(
        "25-1/2 in",
        "25 1 / 2 in",
        "25½ in",
        "½ in",
        "25 1/2",
        "1/0 in",
        "25 1/2/2 in",
        "1e3 in",
        "0x19 in",
        "25 e in",
        "25 in 25 cm",
        "12 in 1 ft",
        "2' 1'",
    ),
    *(
        "25''",
        "25 cm 4 mm",
        "25\tin",
        "25\nin",
        "25\u200bin",
        "25\x00in",
        "25 in\x00",
        "２５ in",
        "২৫ in",
        "25 ſin",
        "25 \u212ag",
        "25,5 in",
        "25;4 in",
        "25 in;",
    ),
    *(
        "=25 in",
        "__import__('os') in",
        "25 {unit} in",
        "[25] in",
        "(25) in",
        "25 km",
        "25 miles",
        "25 micron",
        "25 #",
        "25 stone",
        "25 t",
        "25 inches long",
    ),
    *("about 25 in", "~25 in", "<25 in", "25 in max", "25 to 26 in", "25±1 in", "25 x 18 x 12 in", '25" x 18"', "25 in x 18 in"),
]


@pytest.mark.parametrize("text", REFUSED)
def test_this_is_refused_as_every_quantity(text):
    for kind in (Length, Mass, Volume, Duration):
        assert repr(text)[1:20] in complaint(kind, text)


ALMOST = st.text("0123456789 ./'\"″inchlbozftckgmydsp,-+eE*x#½٢\u00a0\t\n", max_size=40)


@given(st.text() | ALMOST | st.from_regex(r"\s*[0-9./ ]+ ?[a-zA-Z'\"]+\.?( [0-9./]+ ?[a-z]+)?", fullmatch=True))
@example("2 1/2 ft 1 in")
@example("1/2' 1/2\"")
def test_no_text_does_anything_but_read_or_raise_value_error(text):
    for kind in (Length, Mass, Volume, Duration):
        try:
            quantity = kind(text)
        except ValueError:
            assert len(complaint(kind, text)) < 400
        else:
            assert quantity.amount >= 0
            assert quantity.unit in kind.units


@given(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.binary()
    | st.lists(st.text())
    | st.dictionaries(st.text(), st.text())
)
def test_no_other_value_does_anything_but_raise_value_error(value):
    for kind in (Length, Mass):
        assert complaint(kind, value)


@pytest.mark.parametrize(
    "text",
    [
        "9" * 10**6 + " in",
        "1" * 10**6,
        " " * 10**6 + "in",
        "1/" * 10**5,
        "1 " * 10**5,
        "1." * 10**5,
        "1 in " * 10**5,
        "a" * 10**6,
        "9**9**9 in",
        "1e999999999 in",
    ],
    ids=lambda text: text[:6],
)
def test_no_text_keeps_the_reader_busy(text):
    started = time.perf_counter()
    for kind in (Length, Mass):
        complaint(kind, text)
    assert time.perf_counter() - started < 2


class Written(StrEnum):
    SIDE = "25 in"


@pytest.mark.parametrize("text", [Text("25 in", 1, 1), Written.SIDE])
def test_a_text_of_another_class_is_read_like_any_other(text):
    quantity = Length(text)
    assert quantity == Length("25 in")
    assert type(quantity.text) is str


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (25, "25 in"),
        (25.5, "25.5 in"),
        (1e-5, "0.00001 in"),
        (0.1 + 0.2, "0.30000000000000004 in"),
        ("25.50", "25.50 in"),
        (Decimal("1E+2"), "100 in"),
        (Decimal("25.10"), "25.10 in"),
    ],
)
def test_a_number_and_a_unit_are_read_as_their_shortest_decimal(number, text):
    quantity = Length.of(number, "in")
    assert (quantity, quantity.text) == (Length(text), text)


@pytest.mark.parametrize(
    "number", [float("nan"), float("inf"), -1, -0.5, True, 1e22, Decimal("1e400"), Decimal("1e300000"), Decimal("NaN"), "1e3", "٢٥", ""]
)
def test_a_number_that_is_no_amount_is_refused(number):
    with pytest.raises(ValueError, match="is not a length"):
        Length.of(number, "in")


@given(st.floats(0, 9_999_999, allow_subnormal=False).filter(lambda number: number == 0 or number > 1e-3))
def test_every_float_of_this_world_is_read_as_it_prints(number):
    assert Length.of(number, "in").amount == Fraction(repr(number)) * INCH
