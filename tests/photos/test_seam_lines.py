"""The seam finder on rendered faces, and what a check makes of it from the photo file to the finding."""

from datetime import date

import pytest

pytest.importorskip("cv2", reason="photos need the extra 'photo'")
from PIL import Image

import inboundcheck as ic
from inboundcheck.answers import NONE
from inboundcheck.model import FaceSeen, Label, LabelSeen, Photo, SeamSeen
from inboundcheck.photos.faces.quads import Quad
from inboundcheck.photos.seams.seam_lines import seam_lines
from inboundcheck.photos.seams.seams import Line, seam_of
from tests.photos.faces import OBLIQUE, STRAIGHT, board, shot, stick

ON, BESIDE = (75, 40), (8, 40)
"""Where a label lies over the middle of the face, and where it does not."""


def taped(seed=1):
    face = board(seed)
    face.seam(across=False)
    return face


def bare(seed=1):
    face = board(seed)
    face.seam(across=False, taped=False)
    return face


def tail(seed=1):
    face = board(seed)
    face.tail(75)
    return face


def judged(face, place, *, corners=STRAIGHT, kind="closing", jitter=0):
    label = stick(face, *place)
    photo, (quad,) = shot(face, label, corners=corners)
    marked = Quad(corners=tuple((x + jitter * (-1) ** at, y + jitter) for at, (x, y) in enumerate(corners)))
    seen = seam_lines(Image.fromarray(photo), marked, [Quad(corners=quad)])
    flat = marked.flat()
    return seam_of([flat(each) for each in quad], [Line.seen(each.polygon, flat, each.confidence) for each in seen], kind=kind, searched=None)


@pytest.mark.parametrize("corners", [STRAIGHT, OBLIQUE])
@pytest.mark.parametrize("face", [taped, bare])
def test_the_seam_is_found_under_a_label_and_beside_one(face, corners):
    assert judged(face(), ON, corners=corners).clearance == 0
    found = judged(face(), BESIDE, corners=corners)
    assert found.clearance > 0
    # The label ends 59 mm from the left, the seam is 100 mm from it: 0.206 sides of 200 mm.
    assert found.clearance <= 0.206 <= found.at_most


def test_corners_that_are_off_by_a_hundredth_change_nothing():
    assert judged(taped(), ON, jitter=16).clearance == 0
    assert judged(taped(), BESIDE, jitter=16).clearance > 0


def test_a_face_without_a_line_has_none_of_which_anybody_is_sure():
    assert judged(board(), ON, kind="end").clearance is NONE
    assert judged(board(), ON).clearance is None


def test_the_tail_of_a_tape_is_no_seam():
    found = judged(tail(), (75, 65), kind="end")
    assert (found.clearance, found.over_tape) == (None, True)
    assert judged(tail(), (75, 65), kind=None).clearance is None


def test_a_smaller_copy_of_the_photo_gives_the_same_places():
    face = taped()
    photo, (quad,) = shot(face, stick(face, *ON))
    image, marked, labels = Image.fromarray(photo), Quad(corners=STRAIGHT), [Quad(corners=quad)]
    whole = seam_lines(image, marked, labels)
    half = seam_lines(image.resize((800, 600), Image.Resampling.LANCZOS), marked, labels, scale=0.5)
    assert len(whole) == len(half) == 2
    for one, other in zip(whole, half, strict=True):
        assert [pytest.approx(each, abs=25) for each in one.polygon] == list(other.polygon)


def checked(tmp_path, face, place, *, labels=(), **said):
    """Check a box of which one photo is there, with its label and its face marked in the spec."""
    photo, (quad,) = shot(face, stick(face, *place))
    Image.fromarray(photo).save(tmp_path / "top.jpg", quality=90)
    seen = Photo(path="top.jpg", **{"view": "top", "face_corners": STRAIGHT, **said}, sightings=(LabelSeen(label=Label(), polygon=quad),))
    box = ic.Box(
        id="A1",
        box_id="FBA15EXAMPLEU000001",
        length="200 mm",
        width="160 mm",
        height="150 mm",
        photos=(seen,),
        labels=labels or (Label(kind="box_id"),),
    )
    shipment = ic.Shipment(id="FBA15EXAMPLE", program="fba", market="US", mode="spd", boxes=[box])
    return ic.check(shipment, packs=["amazon-fba-us"], as_of=date(2026, 11, 23), only=["labels"])


@pytest.fixture(autouse=True)
def in_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def of_seam(report):
    return [each for each in report.findings if "amazon-fba-us/label-on-seam" in (each.rule, *each.rules)]


def test_a_label_on_a_seam_is_a_violation_that_points_at_the_label(tmp_path):
    report = checked(tmp_path, taped(), ON)
    (finding,) = of_seam(report)
    assert finding.outcome == "violation"
    (seen,) = [each for each in finding.evidence if getattr(each, "photo", "")]
    assert (seen.fact, seen.value, seen.photo) == ("seam_clearance", "0 mm", "top.jpg")
    assert len(seen.polygon) == 4
    assert seen.confidence == pytest.approx(0.9)


def test_a_label_beside_the_seam_passes(tmp_path):
    report = checked(tmp_path, taped(), BESIDE)
    assert not of_seam(report)
    (photo,) = report.photos
    kinds = [each for each in photo.sightings if isinstance(each, LabelSeen | SeamSeen | FaceSeen)]
    (label,) = [each.label for each in kinds if isinstance(each, LabelSeen)]
    assert (label.face, label.flat_on_one_face, label.over_tape) == ("top", True, None)
    assert any(isinstance(each, SeamSeen) for each in kinds)
    assert {each.detector: each.closed for each in kinds if isinstance(each, FaceSeen)} == {"barcodes": False, "edges": True, "seams": True}


def test_what_is_undecided_says_which_photo_to_take_again(tmp_path):
    report = checked(tmp_path, board(), ON)
    (finding,) = of_seam(report)
    assert finding.outcome == "inconclusive"
    assert [each for each in finding.needs if each.startswith("top.jpg again (the seam of the face was not found")]


def test_corners_from_another_photo_are_survived(tmp_path):
    for corners in (((1e9, 0), (2e9, 0), (2e9, 1e9), (1e9, 1e9)), ((0, 0), (1e-9, 0), (1e-9, 1e-9), (0, 1e-9)), ((0, 0),) * 4):
        (finding,) = of_seam(checked(tmp_path, taped(), ON, face_corners=corners))
        assert finding.outcome == "inconclusive"
