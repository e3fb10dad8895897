"""What is drawn of sightings, and with which meaning."""

from datetime import date

import pytest

from inboundcheck.model import (
    Barcode,
    BarcodeSeen,
    DunnageSeen,
    FaceSeen,
    JoinSeen,
    Label,
    LabelSeen,
    MarkSeen,
    OverwrapSeen,
    PrintSeen,
    QualitySeen,
    SeamSeen,
)
from inboundcheck.photos.marking.outlines import caption, flaws, meaning, outlines
from inboundcheck.report import Finding, Outcome, PhotoUsed, Report, Seen, Severity, Subject, Waiver

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
OTHER = ((20.0, 0.0), (30.0, 0.0), (30.0, 10.0), (20.0, 10.0))


def code(kind="gtin", text="4006381333931", belongs_to=None, polygon=SQUARE, confidence=0.99, **others):
    return BarcodeSeen(barcode=Barcode(kind=kind, text=text, belongs_to=belongs_to), polygon=polygon, confidence=confidence, **others)


def report(*evidence, outcome=Outcome.VIOLATION, waiver=None):
    finding = Finding(outcome, "p/stray-barcode", "t", Severity.ERROR, (Subject("box", "A1"),), "m", evidence=evidence, waiver=waiver)
    return Report((finding,), date(2026, 11, 23), (), 1)


def seen(polygon=SQUARE, photo="a.jpg"):
    return Seen("outside_barcodes", "gtin 4006381333931", photo, polygon, 0.99)


@pytest.mark.parametrize(
    ("sighting", "words"),
    [
        (code("box_id", "FBA15EXAMPLEU000003", "this_box"), "box id FBA15…U000003: this box"),
        (code(belongs_to="another"), "gtin 4006381333931: another's"),
        (code(belongs_to="this_shipment"), "gtin 4006381333931: this shipment"),
        (code(), "gtin 4006381333931: not known whose"),
        (code(None, "12345678", candidates=("gtin", "serial")), "gtin 12345678: not known whose"),
        (code(None, None), "a code that could not be read"),
        (QualitySeen(flaw="dark", reason="too dark; switch on a light"), "too dark; switch on a light"),
        (QualitySeen(flaw="blurred"), "blurred"),
        (FaceSeen(face="top", detector="barcodes", closed=True), "top, looked at for barcodes"),
        (
            FaceSeen(face="top", detector="barcodes", closed=False, reason="its right border is cut"),
            "top, looked at for barcodes: its right border is cut",
        ),
        (LabelSeen(label=Label(kind="box_id")), "label box id"),
        (LabelSeen(label=Label()), "label"),
        (LabelSeen(label=Label(kind="box_id", flat_on_one_face=True, seam_clearance="0 in")), "label box id: flat, on a seam"),
        (LabelSeen(label=Label(kind="box_id", flat_on_one_face=False)), "label box id: over an edge"),
        (LabelSeen(label=Label(over_tape=True)), "label: on tape"),
        (LabelSeen(label=Label(seam_clearance={"low": "1 mm", "high": "9 mm"})), "label: clear of the seam"),
        (LabelSeen(label=Label(seam_clearance="none")), "label: no seam on its face"),
        (SeamSeen(polygon=((0, 0), (1, 1))), "seam"),
        (SeamSeen(polygon=((0, 0), (1, 1)), confidence=0.5), "a line that may be a seam"),
        (DunnageSeen(dunnage="foam_chips"), "dunnage foam chips"),
        (MarkSeen(mark="team_lift", face="top"), "mark team lift"),
        (OverwrapSeen(overwrap="strap"), "overwrap strap"),
        (OverwrapSeen(overwrap="strap", confidence=0.5), "overwrap strap, not sure"),
        (JoinSeen(joined=True, to="A2"), "joined to A2"),
        (JoinSeen(joined=True, confidence=0.5), "joined to another box, not sure"),
        (JoinSeen(joined=False), "alone"),
    ],
)
def test_a_caption_names_what_was_seen(sighting, words):
    assert caption(sighting) == words


def test_a_caption_says_why_a_code_does_not_scan():
    faint = PrintSeen(contrast=0.1, modulation=0.5, defects=0.1, grade=0.0, undamaged=1.0, blur=0.3, before=12, after=12, reason="faint bars")
    read = code("box_id", "FBA15EXAMPLEU000003", "this_box", print=faint)
    assert caption(read) == "box id FBA15…U000003: this box"
    unsound = read.model_copy(update={"barcode": read.barcode.model_copy(update={"scannable": False})})
    assert caption(unsound) == "box id FBA15…U000003: this box, does not scan: faint bars"


@pytest.mark.parametrize(
    ("sighting", "meant"),
    [
        (code(belongs_to="this_box"), "fine"),
        (code(belongs_to="this_shipment"), "fine"),
        (code(belongs_to="another"), "doubtful"),
        (code(), "doubtful"),
        (code(None, None, "this_box"), "doubtful"),
        (code(belongs_to="this_box", confidence=0.79), "doubtful"),
        (QualitySeen(flaw="glare", polygon=SQUARE), "doubtful"),
        (FaceSeen(face="top", detector="barcodes", closed=False), "doubtful"),
        (FaceSeen(face="top", detector="barcodes", closed=True), "fine"),
    ],
)
def test_what_no_violation_rests_on_is_fine_or_doubtful(sighting, meant):
    assert meaning(sighting) == meant


def test_what_a_violation_rests_on_breaks_a_rule_and_the_box_s_own_codes_beside_it_do_not():
    own = code("box_id", "FBA15EXAMPLEU000003", "this_box", polygon=OTHER)
    drawn = outlines(PhotoUsed("a.jpg", "a.jpg", "A1", (code(), own)), report(seen(), seen(OTHER)))
    assert [(each.caption, each.meaning) for each in drawn] == [("gtin 4006381333931: stray", "breaks"), ("box id FBA15…U000003: this box", "fine")]


@pytest.mark.parametrize(
    "about",
    [report(seen(photo="b.jpg")), report(seen(), outcome=Outcome.INCONCLUSIVE), report(seen(), waiver=Waiver("r", "w", "o", date(2027, 1, 1)))],
)
def test_another_photo_an_open_question_and_a_waived_finding_break_nothing(about):
    assert [each.meaning for each in outlines(PhotoUsed("a.jpg", "a.jpg", "A1", (code(),)), about)] == ["doubtful"]


def test_a_place_that_only_the_evidence_names_is_drawn_too():
    drawn = outlines(PhotoUsed("a.jpg", "a.jpg"), report(seen()))
    assert [(each.caption, each.meaning, each.polygon) for each in drawn] == [("outside barcodes: gtin 4006381333931", "breaks", SQUARE)]


@pytest.mark.parametrize(("label", "drawn"), [(Label(), 1), (Label(flat_on_one_face=True), 2)])
def test_the_face_is_drawn_where_something_was_said_of_a_label_by_it(label, drawn):
    photo = PhotoUsed("a.jpg", "a.jpg", "A1", (LabelSeen(label=label, polygon=SQUARE),), face=OTHER)
    made = outlines(photo, report())
    assert len(made) == drawn
    assert [(each.caption, each.meaning) for each in made if each.polygon == OTHER] == [("the face of the label", "fine")] * (drawn - 1)


def test_what_has_no_place_in_the_photo_is_said_and_not_drawn():
    photo = PhotoUsed("a.jpg", "a.jpg", "A1", (QualitySeen(flaw="blurred", reason="hold it still"), LabelSeen(label=Label(kind="box_id"))))
    assert outlines(photo, report()) == []
    assert flaws(photo) == ["hold it still"]
