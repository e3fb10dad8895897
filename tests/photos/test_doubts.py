"""What is told of a photo and left to a person: a possible strap, and a possible join."""

import pytest

import inboundcheck as ic
from inboundcheck.model import Barcode, BarcodeSeen, FaceSeen, JoinSeen, OverwrapSeen, Photo
from inboundcheck.photos import Looked
from inboundcheck.photos.binding import bind

PATH = "photos/A1/front.jpg"
SQUARE = ((10, 10), (90, 10), (90, 20), (10, 20))
JOIN = JoinSeen(joined=True, confidence=0.5, polygon=SQUARE, by="join finder")
STRAP = OverwrapSeen(overwrap="strap", confidence=0.5, polygon=SQUARE, by="strap finder")


def bound(*sightings, path=PATH, by_hand=(), **said):
    photos = [Photo(path=path, sightings=by_hand)] if by_hand else None
    boxes = [ic.Box(id="A1", box_id="FBA15ABCDEFU000001", photos=photos, **said), ic.Box(id="A2", box_id="FBA15ABCDEFU000002")]
    return bind(ic.Shipment(boxes=boxes), [Looked(path=path, width=4000, height=3000, sightings=sightings)])


def rules(*sightings, **more):
    return [each.rule for each in bound(*sightings, **more).findings]


def code(number):
    return BarcodeSeen(barcode=Barcode(text=f"FBA15ABCDEFU{number:06}", kind="box_id"))


def test_a_possible_join_is_a_warning_that_shows_where_to_look():
    (finding,) = bound(JOIN, joined_to=[]).findings
    assert (finding.rule, finding.severity.value, finding.outcome.value, finding.aspect) == (
        "photos/possibly-joined",
        "warning",
        "inconclusive",
        "packing",
    )
    assert finding.message == "photo photos/A1/front.jpg: a stripe lies over a line along which two boxes may touch"
    assert finding.needs == ("a look at box A1: whether anything holds it to another box",)
    assert (finding.subjects[0].id, finding.subjects[0].box) == (PATH, "box A1")
    assert (finding.evidence[-1].photo, finding.evidence[-1].polygon) == (PATH, SQUARE)


def test_a_possible_strap_is_advice():
    (finding,) = bound(STRAP, STRAP).findings
    assert (finding.rule, finding.severity.value) == ("photos/possibly-strapped", "advice")
    assert finding.message == "photo photos/A1/front.jpg: 2 stripes look like a strap"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"joined_to": ["A2"]}, ["photos/possibly-strapped"]),
        ({"overwraps": ["strap"]}, ["photos/possibly-joined"]),
        ({"overwraps": ["elastic", "tape"], "joined_to": ["A2"]}, []),
        ({"overwraps": ["tape"], "joined_to": []}, ["photos/possibly-joined", "photos/possibly-strapped"]),
        ({}, ["photos/possibly-joined", "photos/possibly-strapped"]),
    ],
)
def test_what_is_declared_anyway_is_not_asked(said, told):
    assert rules(JOIN, STRAP, **said) == told


@pytest.mark.parametrize(
    ("by_hand", "told"),
    [
        (JoinSeen(joined=False), ["photos/possibly-strapped"]),
        (JoinSeen(joined=True, to="A2"), ["photos/possibly-strapped"]),
        (OverwrapSeen(overwrap="strap"), ["photos/possibly-joined"]),
        (FaceSeen(face="front", detector="joins", closed=True), ["photos/possibly-joined"]),
        (FaceSeen(face="front", detector="joins", closed=False), ["photos/possibly-joined", "photos/possibly-strapped"]),
        (FaceSeen(face="front", detector="barcodes", closed=True), ["photos/possibly-joined", "photos/possibly-strapped"]),
    ],
)
def test_a_person_who_looked_at_the_photo_has_settled_it(by_hand, told):
    assert rules(JOIN, STRAP, by_hand=(by_hand,)) == told


def test_what_is_sure_is_for_the_rules_to_judge():
    sure = [each.model_copy(update={"confidence": 0.9}) for each in (JOIN, STRAP)]
    assert rules(*sure) == []


def test_a_photo_of_two_boxes_tells_of_both_and_gives_neither_a_join():
    result = bound(code(1), code(2), JOIN, STRAP, path="photos/both.jpg")
    join = next(each for each in result.findings if each.rule == "photos/possibly-joined")
    assert (join.boxes, join.needs) == (2, ("a look at box A1 and box A2: whether anything holds it to another box",))
    assert all(each.kind != "join" for box in result.shipment.boxes for photo in box.photos for each in photo.sightings)


@pytest.mark.parametrize("said", [{"joined_to": [], "overwraps": []}, {}])
def test_a_doubt_judges_nothing(said):
    pack = "receiving-basics"
    outcomes = []
    for sightings in ((code(1),), (code(1), JOIN, STRAP)):
        shipment = bound(*sightings, **said).shipment
        report = ic.check(shipment, packs=[pack], only=["packing"])
        outcomes.append({(each.rule, each.outcome) for each in report.findings if each.subjects[0].id == "A1"})
    assert outcomes[0] == outcomes[1]
