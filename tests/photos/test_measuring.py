"""The sides of a face, measured by a thing of known size that lies on it."""

import math
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inline_snapshot import snapshot

import inboundcheck as ic
from inboundcheck.model import Photo, ScaleSeen, SideSeen
from inboundcheck.photos.binding import bind
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.looked import Looked
from inboundcheck.photos.sizes.measuring import contradiction, measured, sides


@dataclass(frozen=True)
class View:
    """A camera before a plane, in millimetres and pixels."""

    tilt: float = 0.0
    aside: float = 0.0
    away: float = 900.0

    def __call__(self, points):
        ca, sa, cb, sb = math.cos(self.tilt), math.sin(self.tilt), math.cos(self.aside), math.sin(self.aside)
        seen = []
        for x, y in points:
            down, depth = y * ca, y * sa
            across, depth = x * cb + depth * sb, depth * cb - x * sb
            seen.append((2000 + 3200 * across / (self.away + depth), 1500 + 3200 * down / (self.away + depth)))
        return tuple(seen)


def rectangle(width, height, x=0.0, y=0.0):
    return ((x - width / 2, y - height / 2), (x + width / 2, y - height / 2), (x + width / 2, y + height / 2), (x - width / 2, y + height / 2))


def card(view, x=20.0, y=10.0, **more):
    return ScaleSeen(width="150 mm", height="100 mm", polygon=view(rectangle(150, 100, x, y)), error=0.3, **more)


STRAIGHT = View()
angles = st.floats(-0.5, 0.5)


@given(angles, angles, st.floats(200, 700), st.floats(150, 500))
def test_without_any_error_the_sides_are_the_true_ones_from_any_side(tilt, aside, width, height):
    view = View(tilt, aside)
    one, two = measured(view(rectangle(width, height)), card(view))
    assert (one.length, two.length) == pytest.approx((width, height), rel=1e-3)
    assert one.low < width < one.high
    assert two.low < height < two.high


@given(angles, angles, st.floats(250, 600), st.floats(200, 450), st.integers(0, 2**32 - 1))
def test_the_interval_holds_the_truth_when_corners_are_off_by_what_is_allowed(tilt, aside, width, height, seed):
    view = View(tilt, aside)
    dice = np.random.default_rng(seed)
    corners = np.array(view(rectangle(width, height)))
    scale = card(view)
    worst = 0.002 * np.linalg.norm(corners[0] - corners[2])
    found = measured(
        [(float(x), float(y)) for x, y in corners + dice.uniform(-worst, worst, (4, 2))],
        scale.model_copy(update={"polygon": tuple((float(x), float(y)) for x, y in np.array(scale.polygon) + dice.uniform(-0.3, 0.3, (4, 2)))}),
    )
    for side, true in zip(found, (width, height), strict=True):
        assert side.low <= true <= side.high


def test_a_smaller_card_in_the_photo_gives_a_wider_interval():
    near, far = (View(away=away) for away in (700.0, 2100.0))
    widths = [found[0].high - found[0].low for found in (measured(view(rectangle(500, 300)), card(view)) for view in (near, far))]
    assert widths[0] < widths[1]


def test_a_face_in_another_plane_than_the_card_is_not_measured():
    view, table = View(tilt=0.45), View(tilt=-0.45)
    assert measured(view(rectangle(500, 300)), card(table)) is None


def frame(size=(500, 300), **said):
    said = {"view": "top", "face_corners": STRAIGHT(rectangle(*size)), **said}
    return Frame(Photo(path="p.jpg", **said), 4000, 3000, (card(STRAIGHT),))


def seen(frame, box):
    return {(each.side, str(each.low), str(each.high)) for each in sides(frame, box)}


BOX = ic.Box(id="A1", length="500 mm", width="300 mm", height="200 mm")


def test_the_top_is_measured_by_name_and_any_face_bounds_the_longest_sides():
    assert seen(frame(), BOX) == snapshot(
        {
            ("longest", "492.3 mm", "None"),
            ("second", "294.4 mm", "None"),
            ("longest", "492.3 mm", "507.7 mm"),
            ("second", "294.4 mm", "305.6 mm"),
        }
    )
    assert {side for side, _, _ in seen(frame(view="front"), BOX)} == {"longest", "second"}


def test_the_names_are_those_of_the_declared_sides():
    high = ic.Box(id="A1", length="300 mm", width="200 mm", height="500 mm")
    named = {(side, high) for side, _, high in seen(frame(size=(300, 200)), high) if high != "None"}
    assert {side for side, _ in named} == {"second", "shortest"}


@pytest.mark.parametrize("said", [{"view": None}, {"view": "front"}])
def test_which_face_it_is_need_not_be_said(said):
    assert {high for _, _, high in seen(frame(**said), BOX)} == {"None"}


def test_nothing_is_measured_without_corners_or_with_the_card_beside_the_box():
    assert not seen(frame(face_corners=()), BOX)
    beside = Frame(frame().photo, 4000, 3000, (card(STRAIGHT, x=300.0),))
    assert not seen(beside, BOX)


def test_a_bent_card_measures_nothing():
    bent = Frame(frame().photo, 4000, 3000, (card(STRAIGHT, confidence=0.5),))
    assert not seen(bent, BOX)


def test_a_side_that_cannot_be_the_declared_one_is_told():
    long = SideSeen(side="longest", low="512 mm")
    assert contradiction(BOX, [long]) == snapshot("the longest side is at least 512 mm by the scale in it, and 500 mm as declared")
    between = SideSeen(side="second", low="310 mm", high="320 mm")
    assert contradiction(BOX, [between]) == snapshot("the second side is 310 to 320 mm by the scale in it, and 300 mm as declared")


@given(st.integers(1, 999))
def test_the_declared_side_itself_contradicts_nothing(low):
    touching = [SideSeen(side="longest", low="500 mm"), SideSeen(side="second", low=f"{low * 0.3} mm", high="300 mm")]
    assert not contradiction(BOX, touching)
    assert not contradiction(ic.Box(id="A1"), [SideSeen(side="longest", low="512 mm")])


def test_a_box_that_is_larger_than_declared_is_told_with_its_photo():
    shot = frame(size=(560, 300))
    shipment = ic.Shipment(boxes=[BOX.model_copy(update={"photos": (shot.photo.model_copy(update={"path": "A1.jpg"}),)})])
    found = bind(shipment, [Looked(path="A1.jpg", width=4000, height=3000, sightings=shot.sightings)]).findings
    assert [(each.rule, each.message) for each in found] == snapshot(
        [
            (
                "photos/size-differs",
                "photo A1.jpg: the longest side is at least 552 mm by the scale in it, and 500 mm as declared",
            )
        ]
    )


def test_what_is_measured_outweighs_a_limit_only_when_all_of_it_does(tmp_path):
    pack = """
format: 1
pack: sides
title: Sides
version: "1"
rules:
  too-long:
    title: Too long
    for: box
    severity: error
    require: {longest_side: {at_most: 520 mm}}
    why: It does not fit.
    fix: Take a smaller box.
    source: {authority: us, page: none, read: 2026-11-23, standing: house}
    examples:
      - {name: at the limit, given: {longest_side: 520 mm}, expect: pass}
      - {name: over, given: {longest_side: 520.001 mm}, expect: violation}
"""
    path = tmp_path / "sides.yaml"
    path.write_text(pack, encoding="utf-8")
    outcomes = {}
    for size in (480, 520, 560):
        shot = frame(size=(size, 300))
        shipment = ic.Shipment(boxes=[ic.Box(id="A1", photos=[shot.photo.model_copy(update={"path": "A1.jpg"})])])
        bound = bind(shipment, [Looked(path="A1.jpg", width=4000, height=3000, sightings=shot.sightings)]).shipment
        outcomes[size] = [str(each.outcome) for each in ic.check(bound, packs=[path]).findings]
    assert outcomes == snapshot({480: ["inconclusive"], 520: ["inconclusive"], 560: ["violation"]})
