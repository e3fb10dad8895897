"""Whether a label goes over an edge of its face."""

import pytest

from inboundcheck.photos.faces.quads import Quad
from inboundcheck.photos.seams.edges import edge_of

FACE = ((0, 0), (1000, 0), (1000, 1000), (0, 1000))
OFF = "the label does not lie on the face that is marked; mark the face that it is on"
CLOSE = "the label ends so close to the border of the face that it may go over it; take the photo straight on and from nearer, or look, and write `flat_on_one_face`"


def edge(left, top, right, bottom, *, label_error=0.01, face_error=0.01, face=FACE):
    label = Quad(corners=((left, top), (right, top), (right, bottom), (left, bottom)), error=label_error)
    return edge_of(label, Quad(corners=face, error=face_error))


@pytest.mark.parametrize(
    ("name", "label", "flat", "reason"),
    [
        ("in the middle", (300, 300, 600, 700), True, ""),
        ("a corner of the face, well inside", (30, 30, 330, 430), True, ""),
        ("exactly at the border", (0, 300, 300, 700), None, CLOSE),
        ("inside by less than both may be off", (15, 300, 315, 700), None, CLOSE),
        ("outside by less than both may be off", (-15, 300, 285, 700), None, CLOSE),
        ("outside by more", (-30, 300, 270, 700), False, ""),
        ("over the lower edge", (300, 800, 600, 1100), False, ""),
        ("over a corner", (-100, -100, 300, 300), False, ""),
        ("over two edges", (-100, 300, 1100, 700), False, ""),
        ("on the next face", (1100, 300, 1400, 700), None, OFF),
        ("it has the size of the face", (0, 0, 1000, 1000), None, CLOSE),
    ],
)
def test_a_label_goes_over_an_edge_where_a_corner_is_outside_by_more_than_both_quads_may_be_off(name, label, flat, reason):
    found = edge(*label)
    assert (found.flat, found.reason) == (flat, reason), name


def test_the_clearance_is_told_in_sides_of_the_face_and_in_widths_of_the_label():
    found = edge(-60, 300, 240, 700)
    assert (found.clearance, found.widths) == pytest.approx((-0.06, -0.2))
    found = edge(200, 300, 600, 700)
    assert (found.clearance, found.widths) == pytest.approx((0.2, 0.5))


def test_exact_corners_tell_more():
    assert edge(-15, 300, 285, 700, label_error=0.001, face_error=0.001).flat is False
    assert edge(15, 300, 315, 700, label_error=0.001, face_error=0.001).flat is True


def test_what_is_not_trusted_proves_nothing():
    found = edge(-300, 300, 100, 700, label_error=0.031)
    assert (found.flat, found.reason) == (None, "the label is not known well enough; take the photo straight on and from nearer")
    found = edge(300, 300, 600, 700, face=FACE[:3])
    assert (found.flat, found.reason) == (None, "the face has 3 corners; mark all four, going round")


def test_perspective_is_taken_out():
    away = ((400, 100), (600, 100), (1000, 800), (0, 800))
    assert edge(460, 300, 540, 400, face=away).flat is True
    assert edge(250, 300, 400, 400, face=away).flat is False
