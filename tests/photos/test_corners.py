"""The corners of labels and of their face are found on rendered photos, told only where two ways agree, and a doubt says what to do."""

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import cv2
import numpy as np
from examples.render.labels import Box, carrier_label
from examples.render.surfaces import Cardboard

from inboundcheck.photos.barcodes import barcodes
from inboundcheck.photos.faces.board import Board
from inboundcheck.photos.faces.bordered import bordered
from inboundcheck.photos.faces.borders import ends, outward, sharpened
from inboundcheck.photos.faces.face_quads import CUT, face
from inboundcheck.photos.faces.label_quads import SURE, TOO_FAR_BY, labels
from inboundcheck.photos.faces.papers import apart, clockwise
from inboundcheck.photos.faces.quads import Quad
from inboundcheck.photos.faces.straights import straights
from tests.photos.faces import OBLIQUE, STRAIGHT, board, shot, stick

OFF = 0.01
"""How far a corner may be off, in diagonals."""


def seen(photo):
    """What is found of labels in a colour photo."""
    gray = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY)
    share = min(1.0, 1000 / max(gray.shape))
    return labels(gray, cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), barcodes(gray))


def found_face(photo, marked):
    """The face that is found around labels."""
    share = min(1.0, 1000 / max(photo.shape))
    return face(cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA), marked, scale=1 / share)


def off(found, truth):
    """How far the corners are apart at most, in their order."""
    one, other = np.array(truth), np.array(found)
    return np.linalg.norm(one - other, axis=1).max() / np.linalg.norm(one[0] - one[2])


@pytest.mark.parametrize("corners", [STRAIGHT, OBLIQUE])
def test_the_corners_of_a_label_are_those_of_its_paper(corners):
    paper = board()
    photo, (truth,) = shot(paper, stick(paper, 60, 14, size=0.85), corners=corners)
    (label,) = seen(photo)
    assert label.confidence >= SURE
    assert off(label.polygon, truth) < OFF


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_corners_begin_at_the_upper_left_of_what_is_read_whichever_way_it_is_turned(turns):
    paper = board()
    photo, (truth,) = shot(paper, stick(paper, 60, 14, size=0.85))
    turned = np.ascontiguousarray(np.rot90(photo, turns))
    height, width = photo.shape[:2]
    for _ in range(turns):
        truth, height, width = [(y, width - 1 - x) for x, y in truth], width, height
    (label,) = seen(turned)
    assert off(label.polygon, truth) < OFF


def test_two_labels_are_two():
    paper = board()
    carrier = cv2.resize(
        carrier_label(Box(1, 1, "", "1Z999AA10123456784", "MUG-1", 4, "12 lb")), None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA
    )
    paper.stick(carrier, 15, 15)
    outline = [(15, 15), (91.2, 15), (91.2, 129.3), (15, 129.3)]
    photo, truth = shot(paper, outline, stick(paper, 110, 25, size=0.75))
    found = sorted((each for each in seen(photo) if each.confidence >= SURE), key=lambda each: each.polygon[0])
    assert [off(each.polygon, corners) < OFF for each, corners in zip(found, truth, strict=True)] == [True, True]


def test_a_label_with_few_pixels_is_too_far_away_for_its_corners():
    paper = board()
    photo, _ = shot(paper, stick(paper, 60, 30, size=0.3), corners=tuple((x / 2, y / 2) for x, y in STRAIGHT), size=(800, 600))
    assert {(each.confidence >= SURE, each.by) for each in seen(photo)} <= {(False, TOO_FAR_BY)}


def test_a_label_on_white_board_is_never_wrong_and_trusted():
    paper = Cardboard(np.random.default_rng(1), 200, 160)
    paper.paper[:] = 243
    photo, (truth,) = shot(paper, stick(paper, 60, 14, size=0.85))
    assert not [each for each in seen(photo) if each.confidence >= SURE and off(each.polygon, truth) > OFF]


@pytest.mark.parametrize("level", [0, 128, 255])
def test_nothing_is_found_in_an_even_picture(level):
    assert seen(np.full((600, 800, 3), level, np.uint8)) == ()


@pytest.mark.parametrize("corners", [STRAIGHT, OBLIQUE])
def test_the_face_is_found_around_its_label(corners):
    paper = board()
    photo, marked = shot(paper, stick(paper, 60, 20, size=0.75), corners=corners)
    found = found_face(photo, marked)
    assert isinstance(found, Quad)
    assert off(found.corners, corners) < OFF


def test_a_face_that_the_photo_cuts_off_is_none_and_the_advice_is_to_step_back():
    paper = board()
    photo, marked = shot(paper, stick(paper, 60, 20, size=0.75), corners=((-80, -60), (1700, -60), (1700, 1290), (-80, 1290)))
    assert found_face(photo, marked) == CUT


def test_tape_across_a_face_is_not_its_border():
    paper = board()
    paper.paper[600:1100] *= np.float32((0.55, 0.5, 0.45))
    photo, marked = shot(paper, stick(paper, 60, 115, size=0.25))
    found = found_face(photo, marked)
    assert isinstance(found, str) or off(found.corners, STRAIGHT) < OFF


def _seam(paper, *, until=2000):
    """Draw a dark gap across the middle of a face, as far as so many pixels from the left."""
    paper.paper[790:810, :until] *= 0.35


@pytest.mark.parametrize("at", [(60, 20), (60, 100)])
def test_half_a_face_that_a_seam_ends_is_none(at):
    paper = board()
    _seam(paper)
    photo, marked = shot(paper, stick(paper, *at, size=0.35))
    found = found_face(photo, marked)
    assert isinstance(found, Quad)
    assert off(found.corners, STRAIGHT) < OFF


def test_lines_that_run_on_beyond_their_corners_are_told():
    paper = board()
    _seam(paper)
    photo, marked = shot(paper, stick(paper, 60, 20, size=0.35))
    small = cv2.resize(photo, None, fx=0.625, fy=0.625, interpolation=cv2.INTER_AREA)
    sheets = [(np.array(each) + 0.5) * 0.625 - 0.5 for each in marked]
    found = bordered(small, straights(small, sheets, shortest=60), sheets[0], sheets)
    whole = (np.array(STRAIGHT) + 0.5) * 0.625 - 0.5
    assert apart(whole, found[0].corners) < OFF
    assert found[0].beyond == 0
    assert all(each.beyond >= 2 for each in found if apart(whole, each.corners) > 0.1)


def test_a_line_in_pieces_is_one_line():
    picture = np.full((300, 400, 3), 60, np.uint8)
    picture[150:, 20:180] = 200
    picture[150:, 230:380] = 200
    lines = straights(picture, [], shortest=200)
    (line,) = [each for each in lines if abs(each.along[0]) > 0.9 and abs(each.at[1] - 149.5) < 2]
    assert line.share(*sorted((line.place(np.array((20, 150))), line.place(np.array((180, 150)))))) > 0.9
    assert line.share(*sorted((line.place(np.array((190, 150))), line.place(np.array((220, 150)))))) < 0.1


def test_what_a_label_makes_is_no_line():
    paper = board()
    photo, (marked,) = shot(paper, stick(paper, 60, 20, size=0.75))
    sheet = np.array(marked)
    middles = [each.at for each in straights(photo, [sheet], shortest=40)]
    assert middles
    assert not any(cv2.pointPolygonTest(sheet.astype(np.float32), (float(x), float(y)), measureDist=False) > 0 for x, y in middles)


def test_the_board_ends_at_the_borders_of_its_face_and_nowhere_within():
    paper = board()
    photo, marked = shot(paper, stick(paper, 60, 20, size=0.75))
    seen_board = Board.around(photo, np.array(marked[0]))
    whole = np.array(STRAIGHT, float)
    within = whole.mean(axis=0) + 0.8 * (whole - whole.mean(axis=0))
    assert seen_board.ends(whole)
    assert max(seen_board.ended(within)) < 0.2


def _sheet(corners, size=(400, 300)):
    picture = np.full((size[1], size[0]), 60, np.uint8)
    cv2.fillConvexPoly(picture, np.array(corners, np.int32), 220)
    return cv2.GaussianBlur(picture, (0, 0), 1)


def test_looking_outward_finds_the_nearest_border_on_each_side():
    corners = np.array([(100, 60), (310, 72), (300, 240), (90, 225)], float)
    start = corners.mean(axis=0) + 0.3 * (corners - corners.mean(axis=0))
    assert apart(corners, outward(_sheet(corners), start, 400)) < OFF


def test_rough_corners_are_laid_onto_the_border():
    corners = np.array([(100, 60), (310, 72), (300, 240), (90, 225)], float)
    fine, share = sharpened(_sheet(corners), corners + np.array([(4, -3), (-3, 3), (2, 4), (-4, 2)]), reach=10)
    assert apart(corners, fine) < OFF / 2
    assert share > 0.9


def test_paper_that_goes_on_beyond_does_not_end_there():
    corners = np.array([(100, 60), (310, 72), (300, 240), (90, 225)], float)
    picture = _sheet(corners)
    assert ends(picture, picture, corners, 20)
    smaller = corners.mean(axis=0) + 0.8 * (corners - corners.mean(axis=0))
    assert not ends(picture, picture, smaller, 20)


@pytest.mark.parametrize("turn", range(4))
def test_outlines_are_alike_whichever_corner_they_begin_with(turn):
    corners = np.array([(100, 60), (310, 72), (300, 240), (90, 225)], float)
    assert apart(corners, np.roll(corners, turn, axis=0)) == 0
    assert (clockwise(np.roll(corners, turn, axis=0)) == corners).all()
