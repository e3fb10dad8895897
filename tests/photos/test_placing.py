"""Where labels lie that a person marked: the lengths, the kind, and what is said of the face."""

import pytest

import inboundcheck as ic
from inboundcheck.answers import NONE
from inboundcheck.model import Barcode, BarcodeSeen, FaceSeen, Label, LabelSeen, Photo, QualitySeen, SeamSeen
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.seams.placing import placed

FACE = ((500, 500), (3500, 500), (3500, 2500), (500, 2500))
"""300 by 200 mm at 10 pixels a millimetre."""
CORNERS = ((800, 700), (1400, 700), (1400, 1100), (800, 1100))
"""From 0.1 to 0.3 and from 0.1 to 0.3 of the face."""
MIDDLE = SeamSeen(polygon=((2000, 520), (2000, 2480)), confidence=0.9)
MARKER = FaceSeen(face="top", detector="seams", closed=True, by="seam finder")
BOX = ic.Box(id="A1", length="300 mm", width="200 mm", height="100 mm")


BOX_LABEL = Label(kind="box_id")


def seen(*sightings, box=BOX, label=BOX_LABEL, corners=CORNERS, size=(4000, 3000), **said):
    photo = Photo(path="p.jpg", **{"view": "top", "face_corners": FACE, **said})
    marked = LabelSeen(label=label, polygon=corners, by="maria")
    return placed(Frame(photo, *size, (marked, *sightings)), box)


def label_of(sightings):
    (found,) = [each for each in sightings if isinstance(each, LabelSeen)]
    return found


def faces_of(sightings):
    return {each.detector: each.reason for each in sightings if isinstance(each, FaceSeen)}


def reason(*sightings, **more):
    return faces_of(seen(*sightings, **more))["seams"]


def test_a_length_is_that_share_of_the_shortest_side_and_of_the_longest():
    found = label_of(seen(MIDDLE, MARKER))
    assert (found.label.flat_on_one_face, found.label.face, found.confidence) == (True, "top", 0.9)
    # The label ends at 0.3 of the face, the line is at 0.5; the least side is 100 mm, the greatest 300 mm.
    assert found.label.seam_clearance.text == "20 mm to 60 mm"
    low, high = found.label.edge_clearance.low.amount, found.label.edge_clearance.high.amount
    assert low < 0.1 * 100e6 < 0.1 * 300e6 < high


def test_without_the_sides_the_clearance_is_only_more_than_none():
    found = label_of(seen(MIDDLE, MARKER, box=ic.Box(id="A1")))
    assert found.label.seam_clearance.low.amount > 0
    assert found.label.seam_clearance.high.amount == 2_000_000_000


def test_a_label_over_an_edge_has_no_clearance():
    found = label_of(seen(MARKER, corners=((300, 700), (900, 700), (900, 1100), (300, 1100))))
    assert (found.label.flat_on_one_face, str(found.label.edge_clearance)) == (False, "0 mm")


def test_what_a_person_said_of_the_label_stays():
    said = Label(kind="carrier", face="front", seam_clearance="1 in", flat_on_one_face=False)
    found = label_of(seen(MIDDLE, MARKER, label=said))
    assert found.label == said.model_copy(update={"edge_clearance": found.label.edge_clearance})
    assert found.confidence == 1


def test_a_face_without_a_seam_has_none():
    assert label_of(seen(MARKER, face_kind="end")).label.seam_clearance is NONE


def own(kind, left, **more):
    polygon = ((left, 800), (left + 100, 800), (left + 100, 900), (left, 900))
    return BarcodeSeen(barcode=Barcode(kind=kind, text="1", belongs_to="this_box", **more), polygon=polygon)


@pytest.mark.parametrize(
    ("codes", "kind"),
    [
        ([], None),
        ([own("box_id", 900)], "box_id"),
        ([own("box_id", 900), own("box_id", 1100)], "box_id"),
        ([own("box_id", 900), own("carrier", 1100)], None),
        ([own("gtin", 900)], None),
        ([own("box_id", 1350)], None),
        ([own("box_id", 2000)], None),
    ],
)
def test_a_label_is_what_the_codes_on_it_say(codes, kind):
    assert label_of(seen(*codes, label=Label())).label.kind == kind


def test_both_looks_at_the_face_are_told():
    assert faces_of(seen(MIDDLE, MARKER)) == {"edges": "", "seams": ""}


def test_without_a_marked_label_nothing_is_told():
    bare = (MIDDLE, LabelSeen(label=Label()))
    assert placed(Frame(Photo(view="top", face_corners=FACE), 4000, 3000, bare), BOX) == bare


def test_without_a_view_nothing_passes_and_no_face_is_named():
    found = seen(MIDDLE, view=None)
    assert not faces_of(found)
    assert label_of(found).label.seam_clearance is None


@pytest.mark.parametrize(
    ("sightings", "more", "words"),
    [
        ([MIDDLE], {}, "nobody has looked for seams in the photo"),
        ([MIDDLE, MARKER], {"face_corners": ()}, "nobody says where the face is in the photo; mark its four corners (`face_corners`)"),
        ([MIDDLE, MARKER], {"face_corners": FACE[:2] + FACE[:1:-1]}, "the face has corners that do not go round it; mark all four in their order"),
        ([MIDDLE, MARKER, QualitySeen(flaw="blurred", reason="blurred: hold still")], {}, "blurred: hold still"),
        ([MIDDLE, MARKER], {"size": (3400, 3000)}, "the face is cut off by the border of the photo; take it with a hand's width around it"),
        (
            [MIDDLE, MARKER],
            {"box": ic.Box(length="4 m", width="3 m", height="3 m")},
            "too far away: 0.5 pixels a millimetre, and a seam needs 1; go closer",
        ),
        (
            [MIDDLE, MARKER],
            {"box": ic.Box(length="900 mm", width="200 mm", height="60 mm")},
            "the photo was taken too much from one side; hold the phone straight before the middle of the face",
        ),
    ],
)
def test_what_keeps_the_face_open_is_said(sightings, more, words):
    assert reason(*sightings, **more).startswith(words)


def test_a_face_with_few_pixels_shows_no_seam():
    corners, label = (((500, 500), (700, 500), (700, 590), (500, 590)), ((520, 510), (560, 510), (560, 530), (520, 530)))
    line = SeamSeen(polygon=((600, 501), (600, 589)))
    found = reason(line, MARKER, face_corners=corners, corners=label, box=ic.Box())
    assert found == "too far away: the face has 90 pixels one way, and a seam needs 100; take it straight on and from nearer"


def test_the_word_of_a_person_goes_before_that_of_the_finder():
    said = FaceSeen(face="top", detector="seams", closed=True, by="maria")
    found = seen(MIDDLE, said, QualitySeen(flaw="dark"))
    assert label_of(found).label.seam_clearance.text == "20 mm to 60 mm"
    assert [each.by for each in found if isinstance(each, FaceSeen) and each.detector == "seams"] == ["maria"]
    assert label_of(seen(MIDDLE, said.model_copy(update={"closed": False, "reason": "a hand is in front"}))).label.seam_clearance is None


def test_any_two_sides_of_the_box_may_be_those_of_the_face():
    wall = ic.Box(id="A1", length="600 mm", width="300 mm", height="120 mm")
    corners = ((500, 500), (3500, 500), (3500, 1100), (500, 1100))
    label = ((800, 560), (1400, 560), (1400, 900), (800, 900))
    marker = MARKER.model_copy(update={"face": "front"})
    assert reason(marker, box=wall, face_corners=corners, corners=label, view="front", face_kind="side") == ""
