"""How well a barcode is printed looks different in every photo, and makes no second barcode of it."""

from fractions import Fraction

import pytest

from inboundcheck.answers import Span
from inboundcheck.facts import VOCABULARY
from inboundcheck.facts.seen import Sightings, merge
from inboundcheck.model import Barcode, BarcodeSeen, Photo, Range

ZONE = VOCABULARY["barcode", "quiet_zone_modules"].declared


def barcode(**more):
    return Barcode(text="FBA15ABCDEFU000001", kind="box_id", **more)


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ({"scannable": True}, {}, {"scannable": True}),
        ({"scannable": True}, {"scannable": False}, {"scannable": None}),
        ({"quiet_zone_modules": {"low": 8, "high": 10}}, {"quiet_zone_modules": {"low": 9}}, {"quiet_zone_modules": Range(low=9, high=10)}),
        ({"quiet_zone_modules": {"low": 8, "high": 10}}, {"quiet_zone_modules": {"low": 11}}, {"quiet_zone_modules": None}),
    ],
)
def test_two_photos_of_one_barcode_make_one(one, other, both):
    assert merge(barcode(**one), barcode(**other)) == barcode(**both)


def test_a_doubtful_read_is_settled_by_a_sure_one_however_well_it_is_printed():
    sure = Photo(path="1.jpg", sightings=[BarcodeSeen(barcode=barcode(scannable=True))])
    doubtful = Photo(path="2.jpg", sightings=[BarcodeSeen(barcode=barcode(scannable=False, quiet_zone_modules={"low": 3}), confidence=0.5)])
    assert not Sightings((sure, doubtful), 0.8).doubtful("barcode")


@pytest.mark.parametrize(
    ("given", "answer"),
    [
        ({"low": 9.5, "high": 10.5}, Span(Fraction(19, 2), Fraction(21, 2))),
        ({"low": 12}, Span(Fraction(12), float("inf"))),
        ("9.999999", Fraction(9_999_999, 1_000_000)),
        (10, Fraction(10)),
    ],
)
def test_a_measured_number_is_an_exact_interval(given, answer):
    assert ZONE(barcode(quiet_zone_modules=given)) == answer


@pytest.mark.parametrize("wrong", [{"low": 2, "high": 1}, {"low": -1}, {"high": 3}, True, [1], "ten", float("nan"), float("inf")])
def test_what_is_no_such_number_is_refused(wrong):
    with pytest.raises(ValueError, match="quiet_zone_modules"):
        barcode(quiet_zone_modules=wrong)
