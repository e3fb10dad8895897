"""What may be a strap, and what may hold two boxes together."""

import numpy as np
import pytest

from inboundcheck.photos.binders.finding import binders, found
from inboundcheck.photos.opening.files import DEFAULT_LIMITS
from tests.photos.boxes_in_a_row import HEIGHT, LEFT, SCALE, TOP, WIDTH, boards, photo, stripe

BLACK, WHITE, GREEN, BROWN = (36, 38, 42), (225, 226, 220), (40, 120, 70), (178, 129, 78)


def kinds(picture, **how):
    return sorted(each.kind for each in found(photo(picture, **how)))


def bars(picture):
    for at in range(30, 150, 18):
        stripe(picture, at, 7, BLACK)
    return picture


@pytest.mark.parametrize("colour", [BLACK, WHITE, GREEN])
@pytest.mark.parametrize("turn", [-20.0, 0.0, 7.0])
@pytest.mark.parametrize("wide", [9, 14])
def test_a_stripe_from_border_to_border_may_be_a_strap(colour, turn, wide):
    assert kinds(stripe(boards(), 60, wide, colour), turn=turn) == ["overwrap"]


def test_it_says_where_it_is_and_is_never_sure():
    (strap,) = found(photo(stripe(boards(), 60, 14, BLACK), turn=0.0), scale=2.0)
    across, down = np.array(strap.polygon).T / 2
    assert (strap.overwrap, strap.confidence) == ("strap", 0.5)
    assert (across.min(), across.max()) == pytest.approx((LEFT, LEFT + WIDTH * SCALE), abs=8)
    assert (down.min(), down.max()) == pytest.approx((TOP + 53 * SCALE, TOP + 67 * SCALE), abs=3)


@pytest.mark.parametrize("colour", [BLACK, WHITE])
def test_a_strap_over_the_line_where_two_boxes_touch_may_join_them(colour):
    both = found(photo(stripe(boards(2), 60, 14, colour), turn=0.0))
    (join,) = [each for each in both if each.kind == "join"]
    assert (join.joined, join.confidence, [each.kind for each in both]) == (True, 0.5, ["overwrap", "join"])
    across, down = np.array(join.polygon).T
    assert across.min() < LEFT + WIDTH * SCALE / 2 < across.max()
    assert down.min() < TOP + 60 * SCALE < down.max()


@pytest.mark.parametrize("at", [60, 110, 170])
def test_a_tape_over_that_line_may_join_them_and_is_no_strap(at):
    assert kinds(stripe(boards(2), at, 48, BROWN, start=0.2, end=0.8, thick=0.8)) == ["join"]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_boxes_that_only_touch_say_nothing(number):
    assert kinds(boards(number)) == []


@pytest.mark.parametrize(
    ("what", "picture"),
    [
        ("a bar that ends on the board", lambda: stripe(boards(), 60, 8, BLACK, start=0.2, end=0.7)),
        ("a tape along the face", lambda: stripe(boards(), 110, 48, BROWN, thick=0.6)),
        ("a tape with a colour", lambda: stripe(boards(), 110, 48, GREEN)),
        ("a shadow", lambda: stripe(boards(), 60, 14, (0, 0, 0), thick=0.4)),
        ("a gap into which no light falls", lambda: stripe(boards(), 60, 8, (2, 2, 2))),
        ("bars beside each other", lambda: bars(boards())),
        ("a strap beside the line", lambda: stripe(boards(2), 60, 14, BLACK, end=0.45)),
    ],
)
def test_what_only_looks_like_it_is_not_told(what, picture):
    assert "join" not in kinds(picture()), what
    if what != "a strap beside the line":
        assert kinds(picture()) == [], what


def test_no_board_no_strap():
    gray = np.full((round(HEIGHT * SCALE), round(WIDTH * SCALE), 3), 150, np.float32)
    assert kinds(stripe(gray, 60, 14, BLACK)) == []


@pytest.mark.parametrize("picture", [np.zeros((600, 800, 3), np.uint8), np.full((3, 900, 3), 255, np.uint8)])
def test_a_photo_of_nothing_shows_nothing(picture):
    assert found(picture) == ()


def test_noise_shows_nothing():
    assert found(np.random.default_rng(0).integers(0, 256, (600, 800, 3), np.uint8)) == ()


def test_a_small_photo_is_not_searched():
    assert binders("is not there.jpg", (1000, 479), DEFAULT_LIMITS) == ()
