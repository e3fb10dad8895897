"""MaxiCodes are read wherever they lie and however the face is turned; rings and honeycombs that are none are not."""

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import cv2
import numpy as np
import zxingcpp
from examples.render.alone import View, alone, sheet
from examples.render.places import PLACES, place
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.random import default_rng

from inboundcheck.photos.barcodes import barcodes
from inboundcheck.photos.barcodes.bullseyes import bullseyes
from inboundcheck.photos.barcodes.maxicode import read_maxicodes
from inboundcheck.photos.barcodes.reads import Read
from inboundcheck.photos.barcodes.regions import structure


def seen(view, seed=1):
    """A photo of a label with a MaxiCode, in gray, and what it holds."""
    dice = default_rng(seed)
    image, told = alone(sheet("MaxiCode", dice), view, dice)
    return cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), told


@given(
    module=st.floats(4, 9),
    turn=st.floats(0, 360),
    yaw=st.floats(-40, 40),
    blur=st.floats(0.5, 1.2),
    seed=st.integers(0, 1000),
)
@settings(max_examples=25, deadline=None)
def test_from_4_pixels_on_it_is_read_at_any_turn_and_up_to_40_degrees_off_axis(module, turn, yaw, blur, seed):
    gray, told = seen(View(module=module, turn=turn, yaw=yaw, blur=blur), seed)
    (read,) = read_maxicodes(gray, structure(gray))
    assert (read.text, read.symbology) == (told["text"], "maxicode")
    assert np.abs(np.array(read.corners) - told["polygon"]).max() < module  # corners as the symbol is read, from the upper left on


def test_zxing_alone_does_not_read_it():
    gray, _ = seen(View(module=8, turn=20))
    assert zxingcpp.read_barcodes(gray, zxingcpp.BarcodeFormat.MaxiCode) == []
    assert len(read_maxicodes(gray, structure(gray))) == 1


def test_it_is_one_sighting_among_the_other_codes():
    gray, told = seen(View(module=6, turn=130))
    (sighting,) = barcodes(gray)
    assert (sighting.barcode.text, sighting.barcode.symbology, sighting.confidence) == (told["text"], "maxicode", 0.97)
    assert sighting.module == pytest.approx(told["module"], rel=0.02)


def test_a_large_one_is_found_in_the_smaller_copy():
    gray, told = seen(View(module=40, turn=70, yaw=20))
    assert [read.text for read in read_maxicodes(gray, structure(gray))] == [told["text"]]


def test_two_of_them_are_two():
    one, two = (seen(View(module=5, turn=turn), seed) for turn, seed in ((10, 1), (200, 2)))
    beside = np.hstack([np.pad(gray, ((0, 500 - gray.shape[0]), (0, 500 - gray.shape[1])), mode="edge") for gray, _ in (one, two)])
    assert {read.text for read in read_maxicodes(beside, structure(beside))} == {one[1]["text"], two[1]["text"]}


@pytest.mark.parametrize("level", [1, 40])
def test_one_with_a_hidden_half_is_there_and_unread(level):
    gray, told = seen(View(module=6, turn=30))
    corners = np.float32(told["polygon"])
    middle = corners.mean(0)
    side = (corners[1] - corners[0]) / np.linalg.norm(corners[1] - corners[0])
    near = middle + side * 8.5 * told["module"]  # beyond the marks around the bull's-eye
    cover = np.array([near - (corners[3] - corners[0]), near + (corners[3] - corners[0])])
    hidden = gray.copy()
    cv2.fillConvexPoly(hidden, np.round(np.concatenate([cover, (cover + side * 300)[::-1]])).astype(np.int32), level)
    other = middle - side * 8.5 * told["module"]
    cover = np.array([other - (corners[3] - corners[0]), other + (corners[3] - corners[0])])
    cv2.fillConvexPoly(hidden, np.round(np.concatenate([cover, (cover - side * 300)[::-1]])).astype(np.int32), level)
    assert [read.text for read in read_maxicodes(hidden, structure(hidden))] == [""]


@pytest.mark.parametrize("name", PLACES)
def test_nothing_is_read_where_nothing_is(name):
    gray = cv2.cvtColor(place(name, default_rng(4), 2000, 1500), cv2.COLOR_RGB2GRAY)
    assert read_maxicodes(gray, structure(gray)) == []


def test_a_target_is_no_maxicode():
    gray = np.full((400, 400), 230, np.uint8)
    for radius in (0.97, 2.54, 4.11):
        cv2.circle(gray, (200, 200), round(radius * 12), 20, 9, cv2.LINE_AA)
    assert len(bullseyes(gray, structure(gray))) == 1
    assert read_maxicodes(gray, structure(gray)) == []


@pytest.mark.parametrize("shape", [(1, 1), (10, 4000), (40, 40)])
def test_a_tiny_photo_has_none(shape):
    gray = np.full(shape, 128, np.uint8)
    assert read_maxicodes(gray, structure(gray)) == []


def test_what_lies_beside_a_turned_code_is_not_within_it():
    turned = Read("zxing-cpp", "1", "code_128", "Code128", ((0, 0), (300, 300), (270, 330), (-30, 30)))
    assert turned.holds((150, 150))
    assert not turned.holds((250, 60), room=0.1)  # within the upright rectangle around it
