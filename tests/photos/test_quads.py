"""Four corners in a photo, and the plane between them."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from inboundcheck.photos.faces.quads import Quad, inside, reach

FACE = Quad(corners=((100, 200), (900, 150), (1000, 800), (60, 700)))
SQUARE = ((0, 0), (1, 0), (1, 1), (0, 1))
shares = st.floats(0, 1)
offsets = st.floats(-150, 150)


def between(one, other, share):
    return tuple(a + (b - a) * share for a, b in zip(one, other, strict=True))


def test_the_corners_of_a_face_become_those_of_the_square():
    flat = FACE.flat()
    for corner, wanted in zip(FACE.corners, SQUARE, strict=True):
        assert flat(corner) == pytest.approx(wanted, abs=1e-9)


@given(st.lists(st.tuples(offsets, offsets), min_size=4, max_size=4), shares, shares, st.booleans())
def test_what_lies_in_a_face_lies_in_the_square_and_straight_lines_stay_straight(moves, across, down, mirrored):
    plain = ((0, 0), (1000, 0), (1000, 1000), (0, 1000))
    corners = tuple((x + dx, y + dy) for (x, y), (dx, dy) in zip(plain, moves, strict=True))
    quad = Quad(corners=corners[::-1] if mirrored else corners)
    assume(not quad.fault)
    flat = quad.flat()
    one, other = (between(quad.corners[at], quad.corners[at + 1], share) for at, share in ((0, across), (2, down)))
    middle = between(one, other, 0.3)
    (x1, y1), (x2, y2), (x, y) = flat(one), flat(other), flat(middle)
    assert (y1, y2) == pytest.approx((0, 1), abs=1e-6)
    assert -1e-6 <= x <= 1 + 1e-6
    assert -1e-6 <= y <= 1 + 1e-6
    assert (x - x1) * (y2 - y1) == pytest.approx((x2 - x1) * (y - y1), abs=1e-6)


def test_a_point_beyond_the_horizon_of_the_plane_is_nowhere():
    away = Quad(corners=((400, 100), (600, 100), (1000, 800), (0, 800)))
    assert away.flat()((500, -3000)) == (math.inf, math.inf)


@pytest.mark.parametrize(
    ("corners", "fault"),
    [
        (SQUARE[:3], "has 3 corners; mark all four, going round"),
        ((SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]), "has corners that do not go round it; mark all four in their order"),
        (((0, 0), (1, 0), (0.2, 0.2), (0, 1)), "has corners that do not go round it; mark all four in their order"),
        (((0, 0),) * 4, "has corners that do not go round it; mark all four in their order"),
        (SQUARE, ""),
        (SQUARE[::-1], ""),
    ],
)
def test_corners_that_make_no_face_say_so(corners, fault):
    assert Quad(corners=corners).fault == fault


def test_corners_that_may_be_off_by_much_are_not_trusted():
    assert not Quad(corners=SQUARE, error=0.03).fault
    assert Quad(corners=SQUARE, error=0.031).fault == "is not known well enough; take the photo straight on and from nearer"


def test_a_step_in_the_photo_is_larger_on_the_far_side_of_a_face():
    flat = Quad(corners=((400, 100), (600, 100), (1000, 800), (0, 800))).flat()
    assert reach(flat, (500, 110), 5) > 3 * reach(flat, (500, 790), 5)
    assert reach(Quad(corners=((0, 0), (200, 0), (200, 100), (0, 100))).flat(), (50, 50), 5) == pytest.approx(0.05)


def test_the_border_of_a_polygon_is_inside():
    assert inside((0.5, 0), SQUARE)
    assert inside((0.5, 0.5), SQUARE[::-1])
    assert not inside((0.5, -0.01), SQUARE)
