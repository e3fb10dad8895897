"""The corners of a box around the card, found in drawn photos."""

import cv2
import numpy as np
import pytest
from typer.testing import CliRunner

from inboundcheck.cli import app
from inboundcheck.photos.marking.outlines import caption, meaning
from inboundcheck.photos.sizes.box_corners import find_box
from inboundcheck.photos.sizes.card import find_card
from inboundcheck.photos.sizes.card_page import card
from inboundcheck.photos.sizes.joint_size import box_sides, box_size
from inboundcheck.photos.sizes.sight import FACES
from tests.photos.boxes import SIZE, Shot, frame

SHOT = Shot(away=1300.0)


def drawn(shot=SHOT, *, shades=(205, 150, 105), ground=40, laid=True):
    """A photo of a plain box on a plain ground, with the card on its top."""
    photo = np.full(SIZE[::-1], ground, np.uint8)
    for face, shade in zip(FACES, shades, strict=True):
        cv2.fillConvexPoly(photo, np.round(shot.corners[list(face)]).astype(np.int32), int(shade), cv2.LINE_AA)
    if laid:
        picture = np.array(card())
        rows, columns = picture.shape
        corners = np.array(shot.card(x=90.0, y=70.0, turn=0.15).polygon, np.float32)
        turn = cv2.getPerspectiveTransform(np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32), corners)
        mask = cv2.warpPerspective(np.full_like(picture, 255), turn, SIZE) > 127
        photo[mask] = cv2.warpPerspective(picture, turn, SIZE, flags=cv2.INTER_AREA)[mask]
    noise = np.random.default_rng(1).normal(0, 2, photo.shape)
    return (cv2.GaussianBlur(photo, (0, 0), 1.2) + noise).clip(0, 255).astype(np.uint8)


def found(photo, focal=3200.0):
    return find_box(photo, find_card(photo), focal)


@pytest.mark.parametrize("focal", [3200.0, 0.0])
def test_a_box_alone_is_found_and_measured_with_or_without_the_focal_length(focal):
    photo = drawn()
    box = found(photo, focal)
    size = box_size(box, frame(box, find_card(photo), focal=focal))
    for (low, high), true in zip(size.sides, sorted(SHOT.sides, reverse=True), strict=True):
        assert low < true < high
        assert (low + high) / 2 == pytest.approx(true, rel=0.02)
    assert np.abs(np.array(box.near) - SHOT.corners[0]).max() < 6


def test_what_is_found_is_for_a_person_to_confirm():
    assert found(drawn()).confidence < 0.8


def test_two_faces_that_are_lit_alike_still_make_a_box():
    assert found(drawn(shades=(205, 120, 120))) is not None


def test_a_box_whose_far_edges_are_lost_in_the_dark_is_not_guessed():
    assert found(drawn(shades=(205, 42, 42))) is None


def test_a_card_on_a_sheet_alone_is_on_no_box():
    assert found(drawn(shades=(205, 40, 40))) is None
    assert found(drawn(shades=(205, 205, 205), ground=205)) is None


def test_a_box_on_which_another_stands_flush_is_not_told_as_one():
    photo = drawn()
    points = SHOT.corners
    middle = np.array([points[0] + (points[4] - points[0]) / 2, points[1] + (points[5] - points[1]) / 2, points[2] + (points[6] - points[2]) / 2])
    for one, other in ((0, 1), (0, 2)):
        cv2.line(photo, tuple(map(int, middle[one])), tuple(map(int, middle[other])), 20, 7)
    assert found(photo) is None


def test_noise_and_stripes_are_no_box():
    card_there = find_card(drawn())
    dice = np.random.default_rng(3)
    for photo in (
        dice.integers(0, 255, SIZE[::-1]).astype(np.uint8),
        np.tile((np.indices((3000, 4000)).sum(axis=0) // 40 % 2 * 200).astype(np.uint8), (1, 1)),
        np.full(SIZE[::-1], 128, np.uint8),
    ):
        assert find_box(photo, card_there, 3200.0) is None


def test_look_prints_the_box_and_its_sides(tmp_path):
    cv2.imwrite(str(tmp_path / "box.png"), drawn())
    told = CliRunner().invoke(app, ["look", str(tmp_path / "box.png")]).output
    assert "box, to be checked by eye: {kind: box, polygon: [[" in told
    assert "its sides, by the card: 39" in told


def test_sides_are_drawn_along_their_edges_as_doubtful_while_nobody_has_looked():
    box = found(drawn())
    sides = box_sides(frame(box, find_card(drawn())))
    assert [caption(each).split(":")[0] for each in (box, *sides)] == ["box, not sure", "longest side", "second side", "shortest side"]
    assert {meaning(each) for each in (box, *sides)} == {"doubtful"}
    assert all(len(each.polygon) == 2 for each in sides)
