"""A face that was found in a photo is believed only where the declared sides agree, and then its labels are judged on it."""

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import cv2
import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import inboundcheck as ic
from inboundcheck.answers import NONE
from inboundcheck.model import Between, FaceSeen, LabelSeen, Photo, SeamSeen
from inboundcheck.photos import Looked
from inboundcheck.photos.binding import bind
from inboundcheck.photos.binding.found_faces import found_face
from inboundcheck.photos.eyes import look
from inboundcheck.photos.faces.declared import sides_agree
from inboundcheck.photos.faces.label_quads import SURE
from inboundcheck.photos.faces.papers import apart
from tests.photos.faces import STRAIGHT, board, shot, stick

BOX = ic.Box(id="A1", box_id="FBA15EXAMPLEU000001", length="219 mm", width="160 mm", height="90 mm")
"""The face of `STRAIGHT`: it is a little longer there than it was drawn."""
OTHER = ic.Box(id="A1", length="500 mm", width="90 mm", height="80 mm")
BARE = ic.Box(id="A1")
SIZE = (1600, 1200)


def seen(confidence, corners=STRAIGHT):
    return Looked(path="A1.jpg", width=SIZE[0], height=SIZE[1], face=corners, face_confidence=confidence, face_advice="")


@pytest.mark.parametrize(("box", "reason"), [(BOX, ""), (BARE, "the sides of the box are not declared"), (OTHER, "what looks like the whole face")])
def test_a_face_is_trusted_where_the_declared_sides_agree(box, reason):
    corners, why = found_face(seen(0.85), box)
    assert (bool(corners), why[: len(reason)]) == (not reason, reason)


def test_what_is_no_face_has_the_reason_why_it_was_not_found():
    assert found_face(Looked(path="a.jpg", face_advice="step back"), BOX) == ((), "step back")


def projected(width, height, tilts, lens, size=SIZE):
    """The corners of a rectangle that is seen by a lens of so many longer sides of the photo."""
    flat = np.array([(-width, -height, 0), (width, -height, 0), (width, height, 0), (-width, height, 0)]) / 2.0
    for axis, tilt in enumerate(tilts):
        flat = flat @ cv2.Rodrigues(np.eye(3)[axis] * np.deg2rad(tilt))[0].T
    focal = lens * max(size)
    points = flat + np.array((0.02 * width, -0.03 * height, 1.6 * lens * max(width, height * size[0] / size[1])))
    return tuple((float(x), float(y)) for x, y in points[:, :2] / points[:, 2:] * focal + np.array(size) / 2)


@given(
    st.tuples(*[st.floats(100, 600)] * 3), st.tuples(*[st.floats(-25, 25)] * 3), st.floats(0.4, 3.0), st.permutations(["length", "width", "height"])
)
def test_a_face_agrees_with_its_own_sides_whichever_way_they_are_declared_and_whatever_lens_saw_it(sides, tilts, lens, names):
    box = ic.Box(**{name: f"{each:.1f} mm" for name, each in zip(names, sides, strict=True)})
    assert sides_agree(projected(*sides[:2], tilts, lens), SIZE, box)


@pytest.mark.parametrize("tilts", [(0, 0, 0), (12, -9, 3)])
def test_half_a_face_has_other_sides(tilts):
    whole = projected(400, 300, tilts, 0.8)
    half = projected(400, 150, tilts, 0.8)
    box = ic.Box(length="400 mm", width="300 mm", height="250 mm")
    assert (sides_agree(whole, SIZE, box), sides_agree(half, SIZE, box)) == (True, False)


def test_sides_that_are_not_all_declared_say_nothing():
    assert sides_agree(STRAIGHT, SIZE, ic.Box(length="400 mm", width="300 mm")) is None


def looked_at(tmp_path, *, seam=""):
    """Look at a photo of a face with a label near its left side; a seam runs down or across its middle."""
    paper = board()
    if seam:
        paper.seam(across=seam == "across")
    photo, (truth,) = shot(paper, stick(paper, 11, 20, size=0.75))
    path = tmp_path / "A1.jpg"
    Image.fromarray(photo).save(path, quality=92)
    return look(path).model_copy(update={"path": "A1.jpg"}), np.array(truth)


def given_to(box, looked, **said):
    """Give a photo to its box; what is said of the photo stands in the spec."""
    own = box.model_copy(update={"photos": (Photo(path="A1.jpg", **said),)}) if said else box
    (photo,) = bind(ic.Shipment(boxes=[own]), [looked]).shipment.boxes[0].photos
    return photo


def label_of(photo):
    (found,) = [each for each in photo.sightings if isinstance(each, LabelSeen)]
    return found


def test_a_photo_of_which_nothing_is_said_tells_that_its_label_is_clear_of_seam_and_edge(tmp_path):
    looked, truth = looked_at(tmp_path, seam="down")
    photo = given_to(BOX, looked)
    assert looked.face_confidence >= SURE
    assert apart(np.array(STRAIGHT), np.array(photo.face_corners)) < 0.01
    found = label_of(photo)
    assert apart(truth, np.array(found.polygon)) < 0.01
    assert found.label.kind == "box_id"
    assert found.label.flat_on_one_face is True
    assert isinstance(found.label.seam_clearance, Between)
    assert isinstance(found.label.edge_clearance, Between)
    assert found.confidence >= SURE
    assert not [each for each in photo.sightings if isinstance(each, FaceSeen)]


def test_a_label_on_the_seam_of_a_face_that_was_found_is_told_where_the_face_is_known_to_close(tmp_path):
    looked, _ = looked_at(tmp_path, seam="across")
    assert [each for each in looked.sightings if isinstance(each, SeamSeen)]
    assert str(label_of(given_to(BOX, looked, view="top")).label.seam_clearance) == "0 mm"
    assert label_of(given_to(BOX, looked)).label.seam_clearance is None  # the tail of a tape looks like that


def test_without_a_seam_nothing_is_told_of_one_until_somebody_says_what_the_face_is(tmp_path):
    looked, _ = looked_at(tmp_path)
    found = label_of(given_to(BOX, looked)).label
    assert (found.flat_on_one_face, found.seam_clearance) == (True, None)
    assert label_of(given_to(BOX, looked, view="front", face_kind="end")).label.seam_clearance is NONE


def test_a_face_that_does_not_fit_the_box_judges_nothing(tmp_path):
    looked, _ = looked_at(tmp_path)
    photo = given_to(OTHER.model_copy(update={"box_id": BOX.box_id}), looked, view="top")
    assert label_of(photo).label.flat_on_one_face is None
    assert photo.face_corners == ()
    reasons = {each.detector: each.reason for each in photo.sightings if isinstance(each, FaceSeen)}
    assert reasons["edges"].startswith("what looks like the whole face has not the sides of this box")


def test_a_face_that_was_found_closes_nothing_for_barcodes(tmp_path):
    looked, _ = looked_at(tmp_path)
    (barcodes,) = [each for each in given_to(BOX, looked, view="front").sightings if isinstance(each, FaceSeen) and each.detector == "barcodes"]
    assert not barcodes.closed
