"""When a photo shows a face so well that no barcode on it can have been missed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import inboundcheck as ic
from inboundcheck.model import Barcode, BarcodeSeen, Photo, QualitySeen
from inboundcheck.photos.faces.closing import SCALE, Frame, close

BOX = ic.Box(id="A1", length="300 mm", width="200 mm", height="100 mm")
STRAIGHT = ((100, 100), (3700, 100), (3700, 2500), (100, 2500))
"""300 by 200 mm at 12 pixels a millimetre."""


def frame(*sightings, size=(4000, 3000), **said):
    return Frame(Photo(path="p.jpg", **{"view": "top", **said}), *size, sightings)


def reason(shot, box=BOX):
    closed = close(shot, box)
    assert closed.closed == (not closed.reason)
    return closed.reason


@pytest.mark.parametrize("said", [{"whole_face": True}, {"face_corners": STRAIGHT}])
def test_a_straight_photo_of_a_whole_face_closes_it(said):
    closed = close(frame(**said), BOX)
    assert (closed.face, closed.detector, closed.closed, closed.confidence) == ("top", "barcodes", True, 1.0)


def test_an_overview_says_nothing_of_any_face():
    assert close(frame(view=None, whole_face=True), BOX) is None


@pytest.mark.parametrize("said", [{}, {"whole_face": False}])
def test_somebody_has_to_say_that_the_whole_face_is_there(said):
    assert (
        reason(frame(**said))
        == "nothing says that all of the top side is in the photo; take the whole side straight on, and write `whole_face: true`"
    )


def test_what_is_wrong_with_the_photo_is_said_in_its_own_words():
    assert reason(frame(QualitySeen(flaw="dark", reason="too dark; switch on a light"), whole_face=True)) == "too dark; switch on a light"
    assert reason(frame(QualitySeen(flaw="blurred"), whole_face=True)) == "the photo is blurred; take it again"


def test_glare_may_cover_five_hundredths_of_a_face_whose_corners_are_known():
    def glare(width):
        return QualitySeen(flaw="glare", polygon=((200, 200), (200 + width, 200), (200 + width, 1200), (200, 1200)), reason="glare; tilt the phone")

    area = 3600 * 2400
    assert not reason(frame(glare(0.05 * area / 1000), face_corners=STRAIGHT))
    assert reason(frame(glare(0.051 * area / 1000), face_corners=STRAIGHT)) == "glare; tilt the phone"
    assert reason(frame(glare(10), whole_face=True)) == "glare; tilt the phone"
    assert reason(frame(glare(0.03 * area / 1000), glare(0.03 * area / 1000), face_corners=STRAIGHT)) == "glare; tilt the phone"


def test_the_sides_of_the_box_give_the_scale():
    assert reason(frame(whole_face=True), ic.Box(id="A1", length="300 mm", width="200 mm")).startswith("the sides of the box are not declared")
    assert reason(frame(size=(0, 0), whole_face=True)) == "the size of the photo is not known"


@pytest.mark.parametrize(("size", "far"), [((2700, 2025), False), ((2699, 2025), True), ((2025, 2700), False), ((4000, 1799), True)])
def test_the_narrowest_bar_needs_six_pixels_a_millimetre(size, far):
    assert SCALE == 6
    assert ("too far away" in reason(frame(size=size, whole_face=True))) == far


def test_how_far_is_told_in_pixels_a_millimetre():
    assert reason(frame(size=(1350, 1350), whole_face=True)) == (
        "too far away: 3.0 pixels a millimetre, and the narrowest bars need 6; go closer, or take it with more pixels"
    )


def test_a_read_code_bounds_the_scale():
    def code(module, symbology="ean_13"):
        return BarcodeSeen(barcode=Barcode(text="4006381333931", symbology=symbology), module=module)

    assert "too far away: 5.7" in reason(frame(code(1.5), face_corners=STRAIGHT))
    assert not reason(frame(code(1.6), face_corners=STRAIGHT))
    assert not reason(frame(code(1.5, "code_128"), face_corners=STRAIGHT))


def test_a_face_seen_from_the_side_is_open():
    oblique = ((100, 100), (3700, 100), (3700, 900), (100, 900))
    assert reason(frame(face_corners=oblique)) == "the photo was taken too much from one side; hold the phone straight before the middle of the face"
    keystone = ((100, 100), (3700, 1100), (3700, 1500), (100, 2500))
    assert "too much from one side" in reason(frame(face_corners=keystone))


def test_what_could_not_be_read_keeps_its_own_face_open():
    here = BarcodeSeen(barcode=Barcode(), polygon=((500, 500), (700, 500), (700, 600), (500, 600)))
    beside = BarcodeSeen(barcode=Barcode(), polygon=((3800, 2600), (3900, 2600), (3900, 2700), (3800, 2700)))
    assert "could not be read" in reason(frame(here, face_corners=STRAIGHT))
    assert not reason(frame(beside, face_corners=STRAIGHT))
    assert "could not be read" in reason(frame(beside, whole_face=True))
    assert not reason(frame(here.model_copy(update={"confidence": 0.2}), face_corners=STRAIGHT))


@given(st.floats(0.1, 4), st.integers(0, 3), st.booleans())
def test_a_face_that_is_farther_away_is_never_closed_better(shrink, turn, mirrored):
    corners = [(x * shrink, y * shrink) for x, y in STRAIGHT]
    corners = corners[turn:] + corners[:turn]
    closed = close(frame(face_corners=tuple(reversed(corners) if mirrored else corners)), BOX).closed
    assert closed == (12 * shrink >= SCALE)


def test_a_face_has_four_corners():
    with pytest.raises(ValueError, match="3 corners are no face"):
        Photo(face_corners=((0, 0), (1, 0), (1, 1)))
