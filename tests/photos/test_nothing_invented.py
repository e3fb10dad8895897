"""A picture without a box, or of too much: nothing is invented, no rule is decided by it, and `look` says what to do."""

import functools

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import cv2
import numpy as np
from examples.render.labels import Box, box_label
from examples.render.places import BEHIND, place
from examples.render.surfaces import clouds
from PIL import Image

import inboundcheck as ic
from inboundcheck.photos import Eyes

SPEC = """\
id: FBA15ABCDEF
program: fba
market: US
mode: spd
ship_date: 2026-11-23
boxes:
  - {id: A1, box_id: FBA15ABCDEFU000001, length: 16 in, width: 12 in, height: 10 in}
"""
INK = (20, 20, 20)
BOARD = (191, 151, 108)


def sheet(width):
    label = box_label(Box(1, 2, "FBA15ABCDEFU000009", "1Z999AA10123456784", "MUG-BLUE", 12, "31 lb"))
    return cv2.resize(label, (width, round(width * 1.5)), interpolation=cv2.INTER_AREA)


def black():
    return np.zeros((1200, 1600, 3), np.uint8)


def drawing():
    """A box drawn with a pen, its seam too."""
    page = np.full((1200, 1600, 3), 225, np.uint8)
    front = [(400, 400), (1000, 400), (1000, 1000), (400, 1000)]
    top = [(400, 400), (600, 200), (1200, 200), (1000, 400)]
    side = [(1000, 400), (1200, 200), (1200, 800), (1000, 1000)]
    for face in (front, top, side):
        cv2.polylines(page, [np.array(face)], isClosed=True, color=INK, thickness=5, lineType=cv2.LINE_AA)
    cv2.line(page, (400, 700), (1000, 700), INK, 4)
    return page


def person():
    """Somebody before a wall."""
    image = np.full((1600, 1200, 3), (120, 130, 140), np.float32) * (1 + 0.03 * clouds(np.random.default_rng(3), 1600, 1200, 300, 300))[..., None]
    cv2.ellipse(image, (600, 420), (160, 210), 0, 0, 360, (205, 160, 130), -1, cv2.LINE_AA)
    cv2.ellipse(image, (600, 1300), (440, 680), 0, 0, 360, (60, 80, 140), -1, cv2.LINE_AA)
    return image.clip(0, 255).astype(np.uint8)


def panorama():
    """Four places beside each other, ten times as wide as high."""
    dice = np.random.default_rng(4)
    return np.concatenate([place(name, dice, 1500, 600) for name in BEHIND[:4]], axis=1)


def hundred():
    """A wall of a hundred boxes, each with a label that is a few pixels wide."""
    dice = np.random.default_rng(5)
    image = np.full((1500, 2000, 3), 80, np.float32)
    label = sheet(45)
    for top in range(10, 1500, 150):
        for left in range(10, 2000, 200):
            image[top : top + 145, left : left + 195] = np.array(BOARD) * dice.uniform(0.75, 1.1)
            image[top + 68 : top + 74, left : left + 195] *= 0.8
            image[top + 10 : top + 10 + len(label), left + 20 : left + 65] = label
    return (image + dice.normal(0, 3, image.shape)).clip(0, 255).astype(np.uint8)


def screenshot():
    """The label as a page on a phone shows it."""
    page = np.full((1600, 900, 3), 255, np.uint8)
    page[:90] = (40, 44, 52)
    label = sheet(700)
    page[200 : 200 + len(label), 100:800] = label
    return page


def wall():
    """A label on a painted wall."""
    dice = np.random.default_rng(6)
    image = np.full((1800, 2400, 3), (214, 208, 196), np.float32) * (1 + 0.02 * clouds(dice, 1800, 2400, 500, 500))[..., None]
    label = sheet(760)
    image[300 : 300 + len(label), 800:1560] = label * 0.95
    return (image + dice.normal(0, 2, image.shape)).clip(0, 255).astype(np.uint8)


PLACES = {name: functools.partial(lambda name: place(name, np.random.default_rng(7), 1600, 1200), name) for name in BEHIND}
WITHOUT_LABEL = {each.__name__: each for each in (black, drawing, person, panorama, hundred)} | PLACES
WITH_LABEL = {each.__name__: each for each in (screenshot, wall)}


@pytest.fixture(scope="module")
def looked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pictures")
    pictures = WITHOUT_LABEL | WITH_LABEL
    for name, picture in pictures.items():
        Image.fromarray(picture()).save(folder / f"{name}.jpg", quality=92)
    with Eyes() as eyes:
        return dict(zip(pictures, eyes.look(folder / f"{name}.jpg" for name in pictures), strict=True))


def rules(photos, tmp_path):
    """How often each rule came out how."""
    spec = tmp_path / "shipment.yaml"
    spec.write_text(SPEC, encoding="utf-8")
    return {rule.rule: rule.outcomes for rule in ic.check(spec, photos=photos).rules}


@pytest.mark.parametrize("name", WITHOUT_LABEL)
def test_a_picture_without_a_box_decides_nothing(name, looked, tmp_path):
    filed = looked[name].model_copy(update={"path": str(tmp_path / "photos" / "A1" / f"{name}.jpg")})
    assert filed.ok
    assert rules([filed], tmp_path) == rules([], tmp_path)
    assert not filed.face
    assert not [each for each in filed.labels if each.confidence >= 0.8]


@pytest.mark.parametrize("name", WITH_LABEL)
def test_a_label_that_is_on_no_box_has_no_face(name, looked):
    """Its codes are read, for they are there; that it is stuck on nothing is not for a decoder to see."""
    assert not looked[name].face
    assert {each.kind for each in looked[name].sightings} == {"barcode"}
