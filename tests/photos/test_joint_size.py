"""All three sides of a box, by its corners in one photo and a thing of known size on it."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from pydantic import ValidationError

import inboundcheck as ic
from inboundcheck.model import BoxSeen, Label, LabelSeen, Photo
from inboundcheck.photos.binding import bind
from inboundcheck.photos.looked import Looked
from inboundcheck.photos.sizes.joint_size import box_sides, box_size
from inboundcheck.photos.sizes.measuring import contradiction
from tests.photos.boxes import SIZE, Shot, frame, points

FEW = settings(deadline=None, max_examples=25)
shots = st.builds(
    Shot,
    sides=st.tuples(st.floats(220, 600), st.floats(220, 500), st.floats(80, 450)),
    up=st.floats(0.35, 1.0),
    aside=st.floats(0.35, 1.2),
    away=st.floats(1400, 2500),
    focal=st.floats(2600, 4200),
)


def measured(shot, *seen, focal=None):
    return box_size(seen[0], frame(*seen, focal=shot.focal if focal is None else focal))


@FEW
@given(shots)
def test_without_any_error_the_sides_are_the_true_ones(shot):
    found = measured(shot, shot.three(), shot.card())
    assert all(low < true < high for (low, high), true in zip(found.sides, sorted(shot.sides, reverse=True), strict=True))
    assert found.fitted.sides == pytest.approx(shot.sides, rel=1e-3)
    assert found.fitted.corners == pytest.approx(np.array(shot.corners), abs=0.5)


@FEW
@given(shots)
def test_the_focal_length_need_not_be_known(shot):
    found = measured(shot, shot.three(), shot.card(), focal=0.0)
    assert found.fitted.sides == pytest.approx(shot.sides, rel=1e-2)


@FEW
@given(shots)
def test_two_faces_tell_all_three_sides(shot):
    found = measured(shot, shot.two(), shot.card())
    assert found.fitted.sides == pytest.approx(shot.sides, rel=1e-3)


@FEW
@given(shots, st.integers(0, 2), st.floats(-0.4, 0.4))
def test_the_card_may_lie_on_any_face_any_way_round(shot, face, turn):
    card = shot.card(face, x=60, y=45, size=(75.0, 50.0), turn=turn)
    assume(min(shot.sides) > 150)
    for polygon, swapped in ((card.polygon, False), (card.polygon[::-1], False), (card.polygon[1:] + card.polygon[:1], True)):
        sides = (card.height, card.width) if swapped else (card.width, card.height)
        turned = card.model_copy(update={"polygon": polygon, "width": sides[0], "height": sides[1]})
        assert measured(shot, shot.three(), turned).fitted.sides == pytest.approx(shot.sides, rel=1e-3)


@FEW
@given(shots, st.sampled_from((0, 2, 4)), st.booleans())
def test_the_outline_may_be_written_either_way_round_from_any_corner_with_an_inner_edge(shot, start, back):
    polygon = shot.three().polygon
    polygon = polygon[start:] + polygon[:start]
    polygon = (polygon[0], *polygon[:0:-1]) if back else polygon
    found = measured(shot, shot.three().model_copy(update={"polygon": polygon}), shot.card())
    assert sorted(found.fitted.sides) == pytest.approx(sorted(shot.sides), rel=1e-3)


@FEW
@given(shots, st.floats(0.1, 10))
def test_a_larger_scene_with_a_larger_card_has_larger_sides(shot, times):
    card = shot.card()
    larger = card.model_copy(update={"width": ic.Length(f"{150 * times:.6f} mm"), "height": ic.Length(f"{100 * times:.6f} mm")})
    one, other = measured(shot, shot.three(), card), measured(shot, shot.three(), larger)
    assert other.fitted.sides == pytest.approx([times * each for each in one.fitted.sides], rel=1e-5)


@FEW
@given(shots, st.floats(1, 10), st.floats(1.5, 4))
def test_the_interval_grows_with_the_error(shot, error, times):
    near, far = (measured(shot, shot.three(error=each), shot.card()) for each in (error, error * times))
    assert all(one[1] - one[0] < other[1] - other[0] for one, other in zip(near.sides, far.sides, strict=True))


@FEW
@given(shots, st.integers(0, 2**32 - 1))
def test_the_interval_holds_the_truth_when_corners_are_off_by_what_is_allowed(shot, seed):
    dice = np.random.default_rng(seed)
    box, card = shot.three(error=4.0), shot.card()
    moved = np.array([*box.polygon, box.near]) + dice.uniform(-4, 4, (7, 2))
    box = box.model_copy(update={"polygon": points(moved[:6]), "near": points(moved[6:])[0]})
    found = measured(shot, box, card.model_copy(update={"polygon": points(np.array(card.polygon) + dice.uniform(-0.3, 0.3, (4, 2)))}))
    for (low, high), true in zip(found.sides, sorted(shot.sides, reverse=True), strict=True):
        assert low <= true <= high


def test_a_label_of_known_size_is_a_scale_whichever_way_its_longer_side_lies():
    shot = Shot()
    for size in ((101.6, 152.4), (152.4, 101.6)):
        lying = LabelSeen(label=Label(long_side="6 in", short_side="4 in"), polygon=shot.card(size=size).polygon)
        found = measured(shot, shot.three(), lying)
        assert found.fitted.sides == pytest.approx(shot.sides, rel=1e-3)


SHOT = Shot()
TWISTED = SHOT.three().polygon


@pytest.mark.parametrize(
    ("box", "why"),
    [
        (SHOT.three().model_copy(update={"polygon": (TWISTED[0], TWISTED[2], TWISTED[1], *TWISTED[3:])}), "a face of the box has corners"),
        (
            SHOT.three().model_copy(update={"near": (float(SHOT.corners[0][0]), float(SHOT.corners[0][1]) + 170)}),
            "the corners are not those of a box",
        ),
        (SHOT.three().model_copy(update={"polygon": tuple((float(at), 2.0 * at) for at in range(100, 700, 100))}), "a face of the box has corners"),
        (SHOT.three().model_copy(update={"polygon": (TWISTED[0],) * 6}), "a face of the box has corners"),
        (SHOT.three().model_copy(update={"near": (1e300, -1e300)}), "corners of the box lie far outside the photo"),
        (SHOT.three().model_copy(update={"near": (math.nan, 2.0)}), "corners of the box lie far outside the photo"),
        (SHOT.three().model_copy(update={"polygon": tuple((1e12 * x, 1e12 * y) for x, y in TWISTED)}), "corners of the box lie far outside"),
    ],
)
def test_corners_that_are_no_box_say_so(box, why):
    assert box_size(box, frame(box, SHOT.card())).startswith(why)


def test_no_corners_of_one_face_more_or_less_are_taken():
    with pytest.raises(ValidationError, match="3 corners are no outline of two or three faces; write all six"):
        BoxSeen(polygon=TWISTED[:3])


@FEW
@given(
    st.lists(st.tuples(st.floats(-9000, 9000), st.floats(-9000, 9000)), min_size=7, max_size=7),
    st.lists(st.tuples(st.integers(0, 4000), st.integers(0, 3000)), min_size=4, max_size=4),
    st.booleans(),
)
def test_whatever_is_marked_gives_sides_or_a_reason(corners, card, two):
    box = BoxSeen(polygon=tuple(corners[:6]), near=None if two else corners[6])
    scale = SHOT.card().model_copy(update={"polygon": tuple((float(x), float(y)) for x, y in card)})
    found = box_size(box, frame(box, scale))
    assert isinstance(found, str) or all(0 <= low <= high < math.inf for low, high in found.sides)


@FEW
@given(st.sets(st.integers(0, 6), min_size=1, max_size=6), st.integers(1, 3000))
def test_a_box_that_is_flattened_by_hand_gives_sides_or_a_reason(moved, step):
    every = [*SHOT.three().polygon, SHOT.three().near]
    for at in moved:
        every[at] = (float(round(every[at][0] / step) * step), float(round(every[at][1] / step) * step))
    box = BoxSeen(polygon=tuple(every[:6]), near=every[6])
    found = box_size(box, frame(box, SHOT.card()))
    assert isinstance(found, str) or all(0 <= low <= high < math.inf for low, high in found.sides)


def test_a_scale_beside_the_box_or_none_measures_nothing():
    why = "nothing of known size lies on a face of the box that is marked; lay the card flat on one, or mark what lies there as a `scale`"
    for seen in ((SHOT.three(),), (SHOT.three(), SHOT.card(x=-200)), (SHOT.three(), SHOT.card(confidence=0.5))):
        assert box_sides(frame(*seen)) == why
    assert box_sides(frame(SHOT.card())) == ()


def test_sides_are_as_sure_as_the_corners_and_unsure_ones_contradict_nothing():
    found = SHOT.three(confidence=0.7, by="box finder")
    assert {each.confidence for each in box_sides(frame(found, SHOT.card()))} == {0.7}
    assert box_sides(frame(found)) == ()
    photo = Photo(path="A1.jpg")
    shipment = ic.Shipment(boxes=[ic.Box(length="9 in", width="8 in", height="7 in", photos=(photo,))])
    looked = Looked(path="A1.jpg", width=SIZE[0], height=SIZE[1], focal=3200.0, sightings=(found, SHOT.card()))
    assert not bind(shipment, [looked]).findings
    by_hand = shipment.model_copy(
        update={"boxes": (shipment.boxes[0].model_copy(update={"photos": (photo.model_copy(update={"sightings": (SHOT.three(),)}),)}),)}
    )
    assert [each.rule for each in bind(by_hand, [looked]).findings] == ["photos/size-differs"]


def test_nothing_is_measured_in_a_photo_of_unknown_size():
    unknown = replace(frame(SHOT.three(), SHOT.card()), width=0, height=0)
    assert box_sides(unknown) == "the size of the photo is not known, so the box in it is not measured"


def test_sides_are_told_by_length_and_drawn_along_edges():
    told = box_sides(frame(SHOT.three(), SHOT.card()))
    assert [(each.side, str(each.low), str(each.high)) for each in told] == snapshot(
        [("longest", "391.8 mm", "408.2 mm"), ("second", "293.0 mm", "307.0 mm"), ("shortest", "193.8 mm", "206.2 mm")]
    )
    for each, number in zip(told, (1, 2, 4), strict=True):
        assert each.polygon == (pytest.approx(SHOT.corners[0], abs=1), pytest.approx(SHOT.corners[number], abs=1))


def test_sides_of_which_nobody_can_say_which_is_longer_share_their_interval():
    shot = Shot(sides=(400.0, 400.0, 200.0))
    longest, second, _ = box_sides(frame(shot.three(), shot.card()))
    assert float(longest.low.amount) == pytest.approx(float(second.low.amount), rel=0.01)
    assert not contradiction(ic.Box(length="404 mm", width="396 mm", height="200 mm"), [longest, second])


BOX = ic.Box(id="A1", length="400 mm", width="300 mm", height="200 mm")


def bound(box, *seen):
    photo = Photo(path="A1.jpg", sightings=tuple(each for each in seen if isinstance(each, BoxSeen)))
    shipment = ic.Shipment(boxes=[box.model_copy(update={"photos": (photo,)})])
    found = tuple(each for each in seen if not isinstance(each, BoxSeen))
    return bind(shipment, [Looked(path="A1.jpg", width=SIZE[0], height=SIZE[1], focal=3200.0, sightings=found)])


def test_a_box_that_is_higher_than_declared_is_told_with_its_photo():
    higher = Shot(sides=(400.0, 300.0, 260.0))
    assert not bound(BOX, SHOT.three(), SHOT.card()).findings
    assert [(each.rule, each.message) for each in bound(BOX, higher.three(), higher.card()).findings] == snapshot(
        [("photos/size-differs", "photo A1.jpg: the shortest side is 253 to 267 mm by the scale in it, and 200 mm as declared")]
    )


def test_a_box_that_is_marked_and_not_measured_says_why():
    assert [(each.rule, str(each.severity), each.message) for each in bound(BOX, SHOT.three()).findings] == snapshot(
        [
            (
                "photos/not-measured",
                "advice",
                "photo A1.jpg: nothing of known size lies on a face of the box that is marked; lay the card flat on one, or mark what lies there as a `scale`",
            )
        ]
    )


def test_the_sides_are_facts_of_the_box():
    shipment = bound(ic.Box(id="A1"), SHOT.three(), SHOT.card()).shipment
    sides = [each for each in shipment.boxes[0].photos[0].sightings if each.kind == "side"]
    assert [each.side for each in sides] == ["longest", "second", "shortest"]
