"""Laws of rendered pictures of boxes: what their truth says agrees with geometry and with the pixels, and every seed gives a picture."""

import json
from functools import lru_cache

import cv2
import numpy as np
import pytest
from examples.render import cartons
from examples.render.cartons import arrangements, boards, carton
from examples.render.cartons.painting import from_the_far
from examples.render.cartons.shots import KINDS, SHARES
from examples.render.cartons.truth import as_json, from_json
from examples.render.cartons.view import look
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

SMALL = (320, 240)
seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=12, deadline=None)


@lru_cache(maxsize=64)
def shot(seed, kind="one"):
    return carton(default_rng(seed), kind=kind, size=SMALL)


def inside(point, quad, margin=0.0):
    return cv2.pointPolygonTest(quad.astype(np.float32), tuple(map(float, point)), measureDist=True) > margin


def side(quad):
    return float(np.linalg.norm(np.roll(quad, -1, axis=0) - quad, axis=1).max())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_every_kind_gives_a_picture_and_a_truth_that_can_be_written_down(kind, seed):
    made = shot(seed, kind)
    assert made.photo.shape == (240, 320, 3)
    assert made.photo.dtype == np.uint8
    assert made.kind == {"close": "one"}.get(kind, kind)
    text = json.dumps(as_json(made), allow_nan=False)
    assert as_json(from_json(json.loads(text), made.photo)) == json.loads(text)


def test_a_kind_is_drawn_when_none_is_asked_for():
    kinds = {carton(default_rng(seed), size=(64, 48)).kind for seed in range(8)}
    assert 1 < len(kinds) <= len(kinds | set(SHARES)) == len(SHARES)


@given(seeds, st.sampled_from(list(KINDS)))
@settings(max_examples=6, deadline=None)
def test_one_seed_always_gives_the_same(seed, kind):
    one, other = (carton(default_rng(seed), kind=kind, size=SMALL) for _ in range(2))
    assert as_json(one) == as_json(other)
    assert np.array_equal(one.photo, other.photo)


@given(seeds)
@few
def test_the_corners_of_faces_are_corners_of_the_box(seed):
    (box,) = shot(seed).boxes
    for face in box.faces:
        away = np.linalg.norm(face.corners[:, None] - box.corners[None], axis=2).min(axis=1)
        assert away.max() < 1e-3
        assert cv2.contourArea(face.corners.astype(np.float32), oriented=True) > 0
        assert 0 < face.visible <= 1


@given(seeds)
@few
def test_the_focal_length_and_the_corners_give_the_proportions_of_the_box(seed):
    made = shot(seed)
    (box,) = made.boxes
    lens = np.diag([1 / made.focal, 1 / made.focal, 1.0]) @ np.array([(1, 0, -SMALL[0] / 2), (0, 1, -SMALL[1] / 2), (0, 0, 1)])
    front, right, up = box.sides_mm
    for (a, b, c, d), wide, high in (((4, 5, 1, 0), front, up), ((5, 6, 2, 1), right, up), ((7, 6, 5, 4), front, right)):
        corners = box.corners[[a, b, c, d]].astype(np.float32)
        if abs(cv2.contourArea(corners)) < 400:
            continue
        turn = lens @ cv2.getPerspectiveTransform(np.float32([(0, 0), (1, 0), (1, 1), (0, 1)]), corners)
        assert np.linalg.norm(turn[:, 0]) / np.linalg.norm(turn[:, 1]) == pytest.approx(wide / high, rel=0.03)


@given(seeds)
@few
def test_labels_lie_in_their_face_unless_they_lie_over_an_edge(seed):
    for box in shot(seed).boxes:
        for face in box.faces:
            for label in face.labels:
                room = side(face.corners) * 1e-3
                out = [not inside(corner, face.corners, -room) for corner in label.corners]
                within = [inside(corner, face.corners, room) for corner in label.corners]
                assert "edge" in label.over or not any(out)
                assert "edge" not in label.over or not all(within)
                assert "corner" not in label.over or "edge" in label.over
                assert inside(label.corners.mean(axis=0), face.corners, -side(face.corners) * 0.1)


@given(seeds)
@few
def test_a_label_over_a_seam_is_one_that_the_line_runs_through(seed):
    for box in shot(seed).boxes:
        for face in box.faces:
            for label in (each for each in face.labels if "edge" not in each.over):
                points = [start + (end - start) * share for start, end in face.seams for share in np.linspace(0, 1, 400)]
                room = side(label.corners) * 0.01
                assert "seam" in label.over or not any(inside(point, label.corners, room) for point in points)
                assert "seam" not in label.over or any(inside(point, label.corners, -room) for point in points)


@given(seeds)
@few
def test_what_is_seen_lies_in_the_picture_and_at_the_outline_or_within(seed):
    for box in shot(seed).boxes:
        assert box.outline.min() >= 0
        assert (box.outline <= SMALL).all()
        for corner, seen in zip(box.corners, box.seen, strict=True):
            if seen:
                assert (corner >= 0).all()
                assert (corner <= SMALL).all()


@given(seeds)
@few
def test_a_label_keeps_its_area_when_it_is_folded(seed):
    dice = default_rng(seed)
    box = arrangements.lone(dice)
    face = box.faces["front"]
    middle = np.array((face.width, face.height)) * dice.choice([(0, 0.5), (1, 0.5), (0.5, 0), (0.5, 0.5)])
    corners = middle + np.array([(-30, -20), (30, -20), (30, 20), (-30, 20)])
    parts = [
        cv2.intersectConvexConvex(placed.astype(np.float32), other.outline.astype(np.float32))[0] for other, placed in box.reached(face, corners)
    ]
    assert sum(parts) == pytest.approx(60 * 40, rel=1e-3)


@given(seeds, st.sampled_from([0, 1, 2]))
@few
def test_a_seam_is_darker_than_the_board_beside_it(seed, closing):
    dice = default_rng(seed)
    box = arrangements.standing((300, 240, 200), (0, 0, 0), 0, closing=closing)
    face = next(each for each in box.faces.values() if each.kind == "closing")
    boards.bare(dice, face, boards.board(dice), 400, 500)
    boards.seam(dice, box, face)
    (start, end), across = face.seams[0], np.array((0, 12) if face.along(box.turn[box.seam_way]) else (12, 0))
    line = (start + (end - start) * np.linspace(0.05, 0.95, 50)[:, None]) * face.scale
    picked = [face.seen.mean(axis=2)[tuple((line + by).astype(int).T[::-1])].mean() for by in (0, across, -across)]
    assert picked[0] < 0.93 * min(picked[1:])


@given(seeds)
@few
def test_a_slotted_box_closes_on_two_opposite_faces_along_the_longer_side(seed):
    box = arrangements.lone(default_rng(seed))
    kinds = {side: face.kind for side, face in box.faces.items()}
    for one, other in (("top", "bottom"), ("front", "back"), ("left", "right")):
        assert kinds[one] == kinds[other]
    assert sorted(kinds.values()) == ["closing", "closing", "end", "end", "side", "side"]
    lengths = [box.sides[number] for number in range(3) if number != box.closing]
    assert box.sides[box.seam_way] == max(lengths)


def test_joined_boxes_say_where_and_touching_ones_do_not():
    for seed in range(3):
        joined, touching = shot(seed, "joined"), shot(seed, "touching")
        assert {binder for _, binder in joined.joins} <= {"tape", "strap", "wrap"}
        assert all(np.isfinite(points).all() and len(points) >= 3 for points, _ in joined.joins)
        assert not touching.joins
    assert any(shot(seed, "joined").joins for seed in range(3))


def test_an_open_box_shows_its_inside():
    for seed in range(3):
        (box,) = shot(seed, "open").boxes
        assert len(box.interior) >= 3
        assert "top" not in {face.name for face in box.faces}


def test_a_box_is_painted_after_what_it_hides():
    back, front = (arrangements.standing((200, 200, 200), (0, y, 0), 0.0) for y in (300, 0))
    view = look(np.array((0, -900, 250.0)), np.array((0, 100, 100.0)), 300, SMALL)
    assert from_the_far(view, [front, back]) == [1, 0]
    assert from_the_far(view, [back, front]) == [0, 1]


def test_the_command_adds_what_is_missing(tmp_path):
    cartons.main(["1", "3", str(tmp_path), "--size", "64", "48", "--sheet"])
    before = (tmp_path / "000003.jpg").read_bytes()
    cartons.main(["2", "3", str(tmp_path), "--size", "64", "48"])
    assert (tmp_path / "000003.jpg").read_bytes() == before
    lines = [json.loads(line) for line in (tmp_path / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["seed"] for line in lines] == [3, 4]
    assert all((tmp_path / line["file"]).exists() for line in lines)


def test_a_close_picture_of_12_megapixels_can_be_read():
    import zxingcpp

    made = carton(default_rng(13), kind="close", size=(4032, 3024))
    texts = {text for box in made.boxes for face in box.faces for label in face.labels for text in label.texts}
    found = {each.text for each in zxingcpp.read_barcodes(made.photo, text_mode=zxingcpp.TextMode.Plain)}
    assert len(texts & found) >= 3
