"""Whose a photo is, and whose each barcode in it is."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import inboundcheck as ic
from inboundcheck.identifiers import identify
from inboundcheck.model import Barcode, BarcodeSeen, FaceSeen, Label, LabelSeen, Photo
from inboundcheck.photos import Looked
from inboundcheck.photos.binding import bind

ID = "FBA15ABCDEFU{:06}"
DAY = date(2026, 11, 23)


def code(text, kind=None, **more):
    return BarcodeSeen(barcode=Barcode(text=text, kind=kind, symbology="code_128"), **more)


def photo(path, *sightings, **more):
    return Looked(path=path, width=4000, height=3000, sightings=sightings, **more)


def box(name, number=None, **more):
    return ic.Box(id=name, **({"box_id": ID.format(number)} if number else {}), **more)


SHIPMENT = ic.Shipment(id="FBA15ABCDEF", program="fba", market="US", mode="spd", boxes=[box("A1", 1), box("A2", 2), box("A10", 10), box("B")])


def bound(*looked, shipment=SHIPMENT, **more):
    result = bind(shipment, looked, **more)
    owners = {(each.id, photo.path, photo.bound_by) for each in result.shipment.boxes for photo in each.photos or ()}
    return owners, [finding.rule for finding in result.findings], result


@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("photos/A1/front.jpg", "A1"),
        ("photos/A1.jpg", "A1"),
        ("photos/A1-front.jpg", "A1"),
        ("photos/A1 front.jpg", "A1"),
        ("photos/A1front.jpg", "A1"),
        ("photos/A10.jpg", "A10"),
        ("photos/A10/2.jpg", "A10"),
        ("photos/monday/A2/1.jpg", "A2"),
        (f"photos/{ID.format(2)}.jpg", "A2"),
        ("photos/A100.jpg", None),
        ("photos/Box.jpg", None),
        ("photos/B2.jpg", None),
        ("photos/B-2.jpg", "B"),
        ("photos/IMG_1.jpg", None),
        ("A1.jpg", "A1"),
    ],
)
def test_the_place_in_the_folder_says_whose_a_photo_is(path, owner):
    owners, rules, _ = bound(photo(path))
    assert owners == ({(owner, path, "path")} if owner else set())
    assert rules == ([] if owner else ["photos/of-no-box"])


def test_below_a_named_folder_its_own_path_says_nothing():
    owners, *_ = bound(photo("/home/A1/pictures/A2.jpg"), folder="/home/A1/pictures")
    assert owners == {("A2", "/home/A1/pictures/A2.jpg", "path")}


def test_the_id_that_is_read_goes_before_the_place():
    owners, rules, _ = bound(photo("photos/IMG_1.jpg", code(ID.format(2), "box_id")), photo("photos/A1/x.jpg", code(ID.format(1), "box_id")))
    assert owners == {("A2", "photos/IMG_1.jpg", "id"), ("A1", "photos/A1/x.jpg", "id")}
    assert not rules


@pytest.mark.parametrize(
    ("field", "declared", "read", "symbology"),
    [
        ("sscc", "(00)006141411234567890", "00006141411234567890", "gs1_128"),
        ("sscc", "006141411234567890", "(00)006141411234567890", "code_128"),
        ("tracking", "1Z 7Q7Q 7Q03 1234 5676", "1Z7Q7Q7Q0312345676", "code_128"),
        ("tracking", "701122334455", "1001921334250001000300701122334455", "code_128"),
        ("tracking", "9400111123456789012345", "420941079400111123456789012345", "gs1_128"),
        ("package_id", "PK1", "PK1", "qr"),
    ],
)
def test_a_box_is_known_by_each_of_its_numbers(field, declared, read, symbology):
    shipment = ic.Shipment(boxes=[ic.Box(id="A1", **{field: declared}), ic.Box(id="A2")])
    seen = BarcodeSeen(barcode=Barcode(text=read, symbology=symbology))
    owners, _, result = bound(photo("IMG.jpg", seen), shipment=shipment)
    assert owners == {("A1", "IMG.jpg", "id")}, identify(read, symbology=symbology)
    assert result.shipment.boxes[0].photos[0].sightings[0].barcode.belongs_to == "this_box"


def test_a_doubtful_id_binds_nothing():
    owners, rules, _ = bound(photo("photos/A1.jpg", code(ID.format(2), "box_id", confidence=0.5)))
    assert owners == {("A1", "photos/A1.jpg", "path")}
    assert not rules


def test_another_boxs_id_is_told_and_counts_for_neither():
    owners, rules, result = bound(photo("photos/A1/x.jpg", code(ID.format(2), "box_id"), code("4006381333931", "gtin")))
    assert not owners
    assert rules == ["photos/of-another-box"]
    (finding,) = result.findings
    assert finding.message == "photo photos/A1/x.jpg: filed under box A1, and the ID of box A2 was read in it; it counts for neither"
    assert finding.severity == "error"
    assert [each.value for each in finding.evidence if isinstance(each, ic.report.Seen)] == [f"box id {ID.format(2)}", "gtin 4006381333931"]


def test_of_a_photo_with_several_boxes_only_the_ids_count():
    owners, rules, result = bound(photo("stack.jpg", code(ID.format(1), "box_id"), code(ID.format(2), "box_id"), code("4006381333931", "gtin")))
    assert owners == {("A1", "stack.jpg", "id"), ("A2", "stack.jpg", "id")}
    assert rules == ["photos/of-several-boxes"]
    texts = [each.barcode.text for each in result.shipment.boxes[0].photos[0].sightings if each.kind == "barcode"]
    assert texts == [ID.format(1)]


def test_an_id_that_nobody_has_leaves_the_photo_open_unless_the_boxs_own_is_there():
    foreign = code("FBA15ZZZZZZU000009", "box_id")
    owners, rules, _ = bound(photo("photos/A1/x.jpg", foreign))
    assert (owners, rules) == (set(), ["photos/of-an-unknown-box"])
    owners, rules, result = bound(photo("photos/A1/x.jpg", foreign, code(ID.format(1), "box_id")))
    assert (owners, rules) == ({("A1", "photos/A1/x.jpg", "id")}, [])
    assert [each.barcode.belongs_to for each in result.shipment.boxes[0].photos[0].sightings if each.kind == "barcode"] == ["another", "this_box"]
    # B does not say what its ID is, so the label may be its own.
    owners, rules, result = bound(photo("photos/B.jpg", foreign))
    assert (owners, rules) == ({("B", "photos/B.jpg", "path")}, [])
    assert result.shipment.boxes[3].photos[0].sightings[0].barcode.belongs_to is None


@pytest.mark.parametrize(
    ("text", "kind", "whose"),
    [
        (ID.format(1), "box_id", "this_box"),
        (ID.format(99), "box_id", "another"),
        ("AMZN,PO:FBA15ABCDEF,FNSKU:X00ABCDEF1,QTY:4", "box_content", "this_shipment"),
        ("AMZN,PO:FBA15OTHERS,FNSKU:X00ABCDEF1,QTY:4", "box_content", "another"),
        ("4006381333931", "gtin", None),
        ("1Z7Q7Q7Q0312345679", "carrier", None),
    ],
)
def test_whose_a_code_is(text, kind, whose):
    _, _, result = bound(photo("photos/A1.jpg", code(ID.format(1), "box_id"), code(text, kind)))
    assert [each.barcode.belongs_to for each in result.shipment.boxes[0].photos[0].sightings if each.kind == "barcode"][-1] == whose


def test_a_number_that_all_boxes_share_names_none_of_them():
    shipment = ic.Shipment(boxes=[ic.Box(id="A1", tracking="1Z7Q7Q7Q0312345676"), ic.Box(id="A2", tracking="1Z7Q7Q7Q0312345676")])
    owners, rules, _ = bound(photo("IMG.jpg", code("1Z7Q7Q7Q0312345676", "carrier")), shipment=shipment)
    assert (owners, rules) == (set(), ["photos/of-no-box"])
    _, _, result = bound(photo("A1.jpg", code("1Z7Q7Q7Q0312345676", "carrier")), shipment=shipment)
    assert result.shipment.boxes[0].photos[0].sightings[0].barcode.belongs_to == "this_shipment"


def test_the_spec_names_photos_and_what_it_says_of_them_stays():
    by_hand = (
        BarcodeSeen(barcode=Barcode(kind="other", text="4006381333931"), by="maria"),
        FaceSeen(face="front", detector="barcodes", closed=True, by="maria"),
    )
    shipment = ic.Shipment(
        boxes=[box("A1", 1, photos=[Photo(path="p/one.jpg", view="front", sightings=by_hand), Photo(path="p/two.jpg", view="left")])]
    )
    looked = [photo("spec/p/one.jpg", code("4006381333931", "gtin"), code("ABC")), photo("spec/p/two.jpg")]
    owners, _, result = bound(*looked, shipment=shipment, base="spec")
    assert owners == {("A1", "spec/p/one.jpg", "spec"), ("A1", "spec/p/two.jpg", "spec")}
    one, two = result.shipment.boxes[0].photos
    assert [(each.barcode.kind, each.barcode.text, each.by) for each in one.sightings if each.kind == "barcode"] == [
        ("other", "4006381333931", "maria"),
        (None, "ABC", ""),
    ]
    assert [each.by for each in one.sightings if each.kind == "face"] == ["maria"]
    assert [(each.face, each.closed) for each in two.sightings] == [("left", False)]


def test_a_photo_that_two_boxes_name_is_neithers():
    shipment = ic.Shipment(boxes=[box("A1", photos=[Photo(path="one.jpg")]), box("A2", photos=[Photo(path="one.jpg")])])
    _, rules, _ = bound(photo("one.jpg"), shipment=shipment)
    assert rules == ["photos/of-no-box"]


def test_the_sscc_of_a_pallet_is_the_shipments():
    shipment = SHIPMENT.model_copy(update={"pallets": (ic.Pallet(sscc="006141411234567890"),)})
    named = shipment.model_copy(update={"boxes": (ic.Box(id="A1", sscc="106141412345678908"),)})
    _, rules, result = bound(photo("A1.jpg", code("00006141411234567890", "sscc")), shipment=named)
    assert not rules
    assert result.shipment.boxes[0].photos[0].sightings[0].barcode.belongs_to == "this_shipment"


def test_a_read_code_shows_its_label_once():
    _, _, result = bound(photo("A1.jpg", code(ID.format(1), "box_id"), code(ID.format(1), "box_id", confidence=0.9)))
    labels = [each for each in result.shipment.boxes[0].photos[0].sightings if each.kind == "label"]
    assert labels == [LabelSeen(label=Label(kind="box_id"), by="its barcode")]


def test_a_label_has_the_corners_of_the_sheet_around_its_code_where_they_are_trusted():
    around, elsewhere, doubtful = (LabelSeen(label=Label(), polygon=square(at), confidence=sure) for at, sure in ((0, 0.9), (500, 0.9), (0, 0.5)))
    read = code(ID.format(1), "box_id").model_copy(update={"polygon": square(20, 60)})
    found = []
    for sheets in ((elsewhere, around), (elsewhere, doubtful), ()):
        _, _, result = bound(photo("A1.jpg", read).model_copy(update={"labels": sheets}))
        found += [each.polygon for each in result.shipment.boxes[0].photos[0].sightings if each.kind == "label"]
    assert found == [around.polygon, (), ()]


def square(at, side=100):
    return ((at, at), (at + side, at), (at + side, at + side), (at, at + side))


_CODES = st.sampled_from([ID.format(n) for n in (1, 2, 10, 77)] + ["FBA15ZZZZZZU000009", "4006381333931", "SERIAL"])
_PATHS = st.sampled_from(["photos/A1/x.jpg", "photos/A1.jpg", "photos/A10.jpg", "photos/A2/A1.jpg", "photos/IMG.jpg", "elsewhere/A2.jpg", "B.jpg"])


@given(st.lists(st.tuples(_PATHS, st.lists(st.tuples(_CODES, st.sampled_from([0.5, 0.9])), max_size=3), st.booleans()), max_size=6))
def test_no_photo_is_lost_and_none_counts_for_two_boxes(taken):
    looked = [
        photo(
            f"{n}/{path}",
            *(code(text, identify(text)[0].kind if identify(text) else None, confidence=sure) for text, sure in codes),
            trouble="cut" * broken,
        )
        for n, (path, codes, broken) in enumerate(taken)
    ]
    owners, _, result = bound(*looked)
    told = {subject.id for finding in result.findings for subject in finding.subjects}
    for each in looked:
        boxes = {name for name, path, _ in owners if path == each.path}
        assert boxes or each.path in told
        assert len(boxes) <= 1 or each.path in told, "more than one box takes IDs alone, and that is told"


def test_ten_thousand_photos_that_cannot_be_opened_are_one_finding_that_names_each():
    looked = [Looked(path=f"photos/IMG_{n}.jpg", trouble="it is cut short; send it again") for n in range(10_000)]
    report = ic.check(SHIPMENT, photos=looked, as_of=DAY)
    (finding,) = [each for each in report.findings if each.rule == "photos/not-looked-at"]
    assert finding.severity == "error"
    assert len(finding.subjects) == 10_000
    text = ic.outputs.render(report, "text")
    assert text.count("cut short") < 20
    written = json.loads(ic.outputs.render(report, "json"))
    named = next(each for each in written["findings"] if each["rule"] == "photos/not-looked-at")
    assert "photos/IMG_9999.jpg" in json.dumps(named)


def test_photos_that_were_looked_at_are_judged_with_their_boxes():
    stray = photo("photos/A1.jpg", code(ID.format(1), "box_id"), code("4006381333931", "gtin"))
    report = ic.check(SHIPMENT, photos=[stray], packs=["amazon-fba-us"], as_of=DAY, only=["labels"])
    assert [(each.rule, each.subject.id) for each in report.violations] == [("amazon-fba-us/stray-barcode", "A1")]


def test_photos_of_several_shipments_are_refused():
    with pytest.raises(ic.UsageError, match="one shipment"):
        ic.check([SHIPMENT, SHIPMENT], photos=[], as_of=DAY)


def on_sheet(left, right, *, marked=True):
    """A box-ID code on a sheet of paper that was found between two distances from the left, on a face from 100 to 1,100."""
    sheet = LabelSeen(label=Label(), polygon=((left, 200), (right, 200), (right, 700), (left, 700)), confidence=0.9)
    read = code(ID.format(1), "box_id", polygon=((left + 20, 300), (right - 20, 300), (right - 20, 400), (left + 20, 400)))
    face = {"face_corners": ((100, 100), (1100, 100), (1100, 900), (100, 900))} if marked else {}
    own = box("A1", 1, length="400 mm", width="300 mm", height="200 mm", photos=[Photo(path="A1.jpg", view="front", face_kind="end", **face)])
    looked = Looked(path="A1.jpg", width=1200, height=1000, sightings=(read,), labels=(sheet,))
    (photo,) = bind(ic.Shipment(boxes=[own]), [looked]).shipment.boxes[0].photos
    return next(each.label for each in photo.sightings if isinstance(each, LabelSeen))


@pytest.mark.parametrize(("ends", "flat"), [((300, 700), True), ((900, 1250), False), ((760, 1095), None)])
def test_a_label_whose_sheet_was_found_is_compared_with_the_face_that_a_person_marked(ends, flat):
    assert on_sheet(*ends).flat_on_one_face is flat


def test_no_label_is_compared_with_a_face_that_nobody_marked():
    assert on_sheet(900, 1250, marked=False).flat_on_one_face is None
