"""What is drawn for the net to learn, and what is read from its maps, are each other's inverse."""

import cv2
import numpy as np
import pytest
from examples.render.cartons.truth import BoxTruth, FaceTruth, LabelTruth, Shot
from hypothesis import given
from hypothesis import strategies as st
from training.where.maps import CORNER, FACE_NAMES, FACES, HAND, INTERIOR, LABEL, PAPER, STRIDE, four_sided, outlines, peaks
from training.where.proposals import read
from training.where.targets import target

SIZE = 384
PHOTO = np.zeros((SIZE, SIZE, 3), np.uint8)
AS_IT_IS = np.array([(1.0, 0.0, 0.0), (0.0, 1.0, 0.0)])
THRESHOLDS = {"box": 0.5, "corner": 0.5, "face": 0.5, "label": 0.5}
NEAR = 0.5 * STRIDE
"""Half a cell, in pixels."""


def rectangle(middle, sides, degrees, tilt=0.0):
    """A flat thing, turned in the picture, and tilted so that its upper side is shorter."""
    across, down = np.array(sides) / 2
    corners = np.array([(-across, -down), (across, -down), (across, down), (-across, down)])
    corners[:2, 0] *= 1 - tilt
    turn = np.deg2rad(degrees)
    return corners @ np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))]) + middle


def label(corners, **told):
    return LabelTruth(corners=corners, kind="box_id", texts=(), over=frozenset(), under="", **told)


def face(corners, name="front", labels=(), visible=1.0):
    return FaceTruth(name=name, kind="side", corners=corners, visible=visible, seams=(), tapes=(), straps=(), labels=tuple(labels))


def box(*faces, outline=None, **told):
    corners = np.concatenate([each.corners for each in faces] + [faces[0].corners])[:8]
    seen = tuple(at < 4 * len(faces) for at in range(8))
    outline = faces[0].corners if outline is None else outline
    return BoxTruth(outline=outline, corners=corners, seen=seen, faces=faces, sides_mm=(1, 1, 1), **told)


def drawn(*boxes, turn=AS_IT_IS, **told):
    return target(Shot(photo=PHOTO, kind="one", boxes=boxes, **told), turn, SIZE)


def decoded(*boxes, **told):
    return read(drawn(*boxes, **told).maps, THRESHOLDS, cell=STRIDE)


def apart(one, other):
    """The greatest distance between corners, whichever either begins with. A pixel's middle is told as its place, so half of one is added."""
    return min(np.linalg.norm(np.array(one) + 0.5 - np.roll(other, turn, axis=0), axis=1).max() for turn in range(4))


@given(
    middle=st.tuples(st.floats(150, 230), st.floats(150, 230)),
    sides=st.tuples(st.floats(70, 200), st.floats(70, 200)),
    degrees=st.floats(-180, 180),
    tilt=st.floats(0, 0.3),
)
def test_a_face_is_read_where_it_was_drawn(middle, sides, degrees, tilt):
    corners = rectangle(middle, sides, degrees, tilt)
    found = decoded(box(face(corners)))
    assert [each.name for each in found.faces] == ["front"]
    assert apart(found.faces[0].points, corners) <= NEAR
    assert len(found.boxes) == 1


@given(
    middle=st.tuples(st.floats(60, 324), st.floats(60, 324)),
    sides=st.tuples(st.floats(16, 110), st.floats(16, 110)),
    degrees=st.floats(-180, 180),
    tilt=st.floats(0, 0.3),
)
def test_a_label_is_read_where_it_was_drawn(middle, sides, degrees, tilt):
    corners = rectangle(middle, sides, degrees, tilt)
    found = decoded(box(face(rectangle((192, 192), (380, 380), 0), labels=[label(corners)])))
    assert len(found.labels) == 1
    assert apart(found.labels[0].points, corners) <= NEAR


@given(x=st.floats(4.1, 379.9), y=st.floats(4.1, 379.9))
def test_a_corner_is_read_where_it_was_drawn(x, y):
    corners = np.array([(x, y), (-50, -50), (-50, -60), (-60, -60)])
    maps = drawn(box(face(corners), outline=np.zeros((0, 2)))).maps
    tops = list(peaks(maps[CORNER], 0.5))
    assert len(tops) == 1
    assert np.hypot(tops[0][0] - x / STRIDE, tops[0][1] - y / STRIDE) <= 0.1


@given(corners=st.just(rectangle((190, 200), (150, 120), 20)), turned=st.booleans(), zoom=st.floats(0.6, 1.6))
def test_a_picture_may_be_enlarged_and_mirrored(corners, turned, zoom):
    across = -zoom if turned else zoom
    turn = np.array([(across, 0.0, 192 - across * 190), (0.0, zoom, 192 - zoom * 200)])
    found = decoded(box(face(rectangle((192, 192), (380, 380), 0), labels=[label(corners)])), turn=turn)
    moved = corners @ turn[:, :2].T + turn[:, 2]
    assert apart(found.labels[0].points, moved[::-1] if turned else moved) <= NEAR


def test_the_upright_faces_are_named_as_they_are_seen_and_mirrored():
    left, right = (face(rectangle((at, 220), (90, 140), 0), name=name) for at, name in ((100, "front"), (190, "right")))
    top = face(np.array([(80, 100), (200, 100), (235, 149), (55, 149)], float), name="top")
    seen = box(left, right, top, outline=np.array([(55, 100), (235, 100), (235, 290), (55, 290)], float))
    plain, mirrored = drawn(seen).maps[FACES], drawn(seen, turn=np.array([(-1.0, 0.0, 384.0), (0.0, 1.0, 0.0)])).maps[FACES]
    assert FACE_NAMES[plain[:, 55, 25].argmax()] == "left"
    assert FACE_NAMES[plain[:, 55, 47].argmax()] == "right"
    assert FACE_NAMES[plain[:, 30, 35].argmax()] == "top"
    assert FACE_NAMES[mirrored[:, 55, 95 - 25].argmax()] == "right"
    assert plain.sum(axis=0) == pytest.approx(np.ones((96, 96)))


def test_one_upright_face_beside_the_upper_one_is_the_front():
    top, front = face(rectangle((192, 100), (120, 60), 0), name="top"), face(rectangle((192, 180), (120, 100), 0))
    maps = drawn(box(top, front, outline=rectangle((192, 150), (120, 160), 0))).maps[FACES]
    assert FACE_NAMES[maps[:, 45, 48].argmax()] == "front"
    assert FACE_NAMES[maps[:, 25, 48].argmax()] == "top"


@pytest.mark.parametrize("told", [{"visible": 0.3}, {"visible": 1.0, "small": True}])
def test_a_label_that_is_hidden_or_tiny_counts_neither_way(told):
    small = told.pop("small", False)
    corners = rectangle((190, 200), (8, 6) if small else (80, 60), 0)
    drawn_so = drawn(box(face(rectangle((192, 192), (380, 380), 0), labels=[label(corners, **told)])))
    assert not drawn_so.maps[LABEL].any()
    assert drawn_so.counts[LABEL, 49, 47] == 0
    assert drawn_so.counts[LABEL, 10, 10] == 1


def test_a_hand_hides_what_lies_below_it():
    corners, hand = rectangle((192, 192), (200, 200), 0), rectangle((192, 192), (60, 60), 0)
    maps = drawn(box(face(corners, labels=[label(corners)])), hands=(hand,)).maps
    assert maps[HAND, 48, 48] == 1
    assert maps[PAPER, 48, 48] == 0
    assert maps[PAPER, 30, 30] == 1


def test_the_inside_of_a_box_is_no_face():
    corners, inner = rectangle((192, 192), (200, 200), 0), rectangle((192, 192), (100, 100), 0)
    maps = drawn(box(face(corners), interior=inner)).maps
    assert maps[INTERIOR, 48, 48] == 1
    assert FACE_NAMES[maps[FACES, 48, 48].argmax()] == "none"


def test_a_round_area_has_no_four_sides():
    disc = np.zeros((96, 96), np.float32)
    cv2.circle(disc, (48, 48), 30, 1.0, -1)
    assert four_sided(outlines(disc)[0]) is None


def test_empty_maps_show_nothing():
    found = decoded()
    assert (found.boxes, found.corners, found.faces, found.labels) == ((), (), (), ())
