"""What a photo of one box says of another that is like it."""

from datetime import date

import pytest

import inboundcheck as ic
from inboundcheck.model import Barcode, BarcodeSeen, DunnageSeen, JoinSeen, Label, LabelSeen, OverwrapSeen, Photo, SideSeen
from inboundcheck.photos import Looked
from inboundcheck.photos.binding import bind
from inboundcheck.photos.binding.alike import shared
from inboundcheck.report import Outcome

DAY = date(2026, 11, 23)
ID = BarcodeSeen(barcode=Barcode(text="FBA15ABCDEFU000001", kind="box_id"), confidence=0.99)
SIDES = {"length": "14 in", "width": "12 in", "height": "10 in"}


def check(*sightings, second=None, **first):
    """A1 with one photo, and A2, which is like it and has none."""
    a1 = ic.Box(id="A1", box_id="FBA15ABCDEFU000001", **first)
    a2 = ic.Box(id="A2", box_id="FBA15ABCDEFU000002", same_as="A1", **(second or {}))
    shipment = ic.Shipment(id="FBA15ABCDEF", program="fba", market="US", mode="spd", boxes=[a1, a2])
    photo = Looked(path="photos/A1/front.jpg", width=4000, height=3000, sightings=(ID, *sightings))
    return ic.check(shipment, packs=["amazon-fba-us"], as_of=DAY, photos=[photo])


def violated(report, rule):
    return {str(each.subject) for each in report.violations if each.rule == f"amazon-fba-us/{rule}"}


LOOSE, LONG = DunnageSeen(dunnage="peanuts"), SideSeen(side="longest", low="37 in", high="38 in")


def test_dunnage_is_seen_once_for_all_that_are_alike():
    assert violated(check(LOOSE), "loose-fill") == {"box A1", "box A2"}


def test_size_is_measured_once_for_all_that_are_alike():
    (found,) = [each for each in check(LONG).findings if each.rule == "amazon-fba-us/box-too-long"]
    assert found.leaning, "over the limit, unless it holds one longer unit"
    assert {str(each) for each in found.subjects} == {"box A1", "box A2"}


def test_what_a_box_says_otherwise_is_its_own():
    assert violated(check(LOOSE, second={"dunnage": ["paper_sheet"]}), "loose-fill") == {"box A1"}
    longer = check(LONG, second=SIDES)
    assert not [each for each in longer.findings if each.rule == "amazon-fba-us/box-too-long" and "box A2" in map(str, each.subjects)]


@pytest.mark.parametrize(
    "seen",
    [
        BarcodeSeen(barcode=Barcode(text="4006381333931", kind="gtin")),
        LabelSeen(label=Label(kind="old")),
        LabelSeen(label=Label(kind="box_id", seam_clearance="0 in")),
        JoinSeen(joined=True),
        JoinSeen(joined=False),
        OverwrapSeen(overwrap="strap"),
        DunnageSeen(dunnage="peanuts", confidence=0.5),
    ],
)
def test_nothing_else_counts_for_a_twin(seen):
    """Nobody has seen it on A2: it is neither there nor known to be absent."""
    boxes = [ic.Box(id="A1", box_id="FBA15ABCDEFU000001"), ic.Box(id="A2", same_as="A1")]
    looked = Looked(path="photos/A1/front.jpg", width=4000, height=3000, sightings=(ID, seen))
    first, twin = shared(bind(ic.Shipment(boxes=boxes), [looked]).shipment).boxes
    assert {each.kind for photo in first.photos for each in photo.sightings} >= {seen.kind}
    assert [each.kind for photo in twin.photos or () for each in photo.sightings] == (["dunnage"] if seen.kind == "dunnage" else [])
    assert not [each for each in check(seen).violations if "A2" in str(each.subject)]


def test_a_photo_stays_that_of_its_own_box():
    report = check(LOOSE)
    assert [(each.name, each.box) for each in report.photos] == [("photos/A1/front.jpg", "A1")]
    assert {each.photo for found in report.violations for each in found.evidence if isinstance(each, ic.Seen)} == {"photos/A1/front.jpg"}


def test_a_photo_that_only_a_likeness_gives_outweighs_no_declaration():
    """A1's ID was read in the photo, and A2's was not: of A2 nothing is decided, whatever is declared for both."""
    report = check(LOOSE, dunnage=["paper_sheet"])
    assert violated(report, "loose-fill") == {"box A1"}
    (twin,) = [each for each in report.findings if each.rule == "amazon-fba-us/loose-fill" and str(each.subject) == "box A2"]
    assert twin.outcome is Outcome.INCONCLUSIVE


def test_where_the_flaps_are_is_said_once_for_all_that_are_alike():
    corners = ((100, 100), (3900, 100), (3900, 2900), (100, 2900))
    said = Photo(path="photos/A1/front.jpg", view="front", face_kind="closing", face_corners=corners)
    own = said.model_copy(update={"path": "photos/A2/front.jpg", "face_kind": None})
    other = own.model_copy(update={"path": "photos/A2/back.jpg", "view": "back"})
    boxes = [ic.Box(id="A1", photos=[said]), ic.Box(id="A2", same_as="A1", photos=[own, other])]
    looked = [Looked(path=each.path, width=4000, height=3000) for each in (own, other)]
    bound = bind(ic.Shipment(boxes=boxes), looked)
    assert {each.path: each.face_kind for each in bound.shipment.boxes[1].photos} == {own.path: "closing", other.path: None}
