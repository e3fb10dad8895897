"""What a photo of an open box says, and what it never says."""

from datetime import date

import pytest
from pydantic import ValidationError

import inboundcheck as ic
from inboundcheck.model import Barcode, BarcodeSeen, DunnageSeen, Photo
from inboundcheck.photos import Looked
from inboundcheck.photos.binding import bind
from inboundcheck.report import Seen, Severity

ID = "FBA15ABCDEFU000001"
DAY = date(2026, 11, 23)
PATH = "photos/A1/open.jpg"
AREA = ((500.0, 400.0), (900.0, 400.0), (900.0, 800.0), (500.0, 800.0))


def code(text, kind):
    return BarcodeSeen(barcode=Barcode(text=text, kind=kind, symbology="code_128"), confidence=0.99)


def like(kind="peanuts"):
    """What the photo stages tell of an open box."""
    return DunnageSeen(dunnage=kind, confidence=0.5, polygon=AREA, by="dunnage net")


def bound(*sightings, opened=True, **box):
    photos = [Photo(path=PATH, open_box=True)] if opened else None
    shipment = ic.Shipment(id="FBA15ABCDEF", program="fba", market="US", mode="spd", boxes=[ic.Box(id="A1", box_id=ID, photos=photos, **box)])
    return bind(shipment, [Looked(path=PATH, width=4000, height=3000, sightings=sightings)])


@pytest.mark.parametrize(
    ("declared", "seen", "told"),
    [
        (["paper_sheet"], "peanuts", "it looks like loose fill (packing peanuts); declared is paper sheet"),
        (["paper_sheet", "air_pillow"], "shredded_paper", "it looks like shredded or crinkled paper; declared is paper sheet, air pillow"),
        ([], "peanuts", "it looks like loose fill (packing peanuts); declared is no dunnage"),
        (["foam_chips"], "peanuts", None),
        (["crinkle_paper", "paper_sheet"], "shredded_paper", None),
        (ic.Open(["paper_sheet"]), "peanuts", None),
        (None, "peanuts", None),
    ],
)
def test_what_it_looks_like_is_held_against_what_is_declared(declared, seen, told):
    messages = [each.message for each in bound(like(seen), dunnage=declared).findings]
    assert messages == ([f"photo {PATH}: {told}"] if told else [])


def test_that_it_differs_is_advice_and_shows_where():
    (finding,) = bound(like(), dunnage=["paper_sheet"]).findings
    assert (finding.rule, finding.severity, finding.aspect) == ("photos/dunnage-differs", Severity.ADVICE, "packing")
    assert [each.polygon for each in finding.evidence if isinstance(each, Seen)] == [AREA]


def test_what_a_person_wrote_down_is_not_held_against_the_declaration_here():
    by_hand = DunnageSeen(dunnage="peanuts", by="maria")
    assert not bound(by_hand, dunnage=["paper_sheet"]).findings


@pytest.mark.parametrize("declared", [["paper_sheet"], None])
@pytest.mark.parametrize("sightings", [(code(ID, "box_id"), like()), (code(ID, "box_id"),)])
def test_it_neither_passes_dunnage_nor_breaks_a_rule(declared, sightings):
    report = ic.check(bound(*sightings, dunnage=declared).shipment, packs=["amazon-fba-us"], as_of=DAY)
    said = [each for each in report.findings if "amazon-fba-us/loose-fill" in (each.rule, *each.rules)]
    assert not report.violations
    assert bool(said) is (declared is None)


def test_where_nothing_is_declared_the_photo_is_named_for_a_look():
    report = ic.check(bound(code(ID, "box_id")).shipment, packs=["amazon-fba-us"], as_of=DAY)
    needs = {need for each in report.inconclusive for need in each.needs if "loose-fill" in " ".join((each.rule, *each.rules))}
    assert f"the kinds of dunnage in box A1, by a look at {PATH}" in needs


def test_codes_on_the_goods_inside_are_none_on_the_outside():
    shown = (code(ID, "box_id"), code("X00ABCDEF1", "fnsku"), code("4006381333931", "gtin"))
    (box,) = bound(*shown).shipment.boxes
    assert [each.barcode.text for each in box.photos[0].sightings if isinstance(each, BarcodeSeen)] == [ID]
    (box,) = bound(*shown, opened=False).shipment.boxes
    assert len([each for each in box.photos[0].sightings if isinstance(each, BarcodeSeen)]) == 3


@pytest.mark.parametrize(
    "said",
    [
        {"open_box": True, "whole_face": True},
        {"inside_corners": AREA, "face_corners": AREA},
        {"inside_corners": AREA[:2]},
    ],
)
def test_a_photo_is_of_an_open_box_or_of_a_closed_face(said):
    with pytest.raises(ValidationError, match=r"an open box shows no closed face|2 corners go round nothing"):
        Photo(**said)


def test_the_corners_of_the_inside_say_that_it_is_open():
    assert Photo(inside_corners=AREA).shows_inside
    assert not Photo(open_box=False).shows_inside
    assert not Photo().shows_inside
