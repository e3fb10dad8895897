"""The photos of the example hold the codes that they should, and the script that renders them still makes them."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from examples.render.first_shipment import FOLDER, OLD, SCENES, STRAY, TRACKING, rendered
from PIL import Image, ImageOps

import inboundcheck as ic


def own(number):
    """The codes on the two labels of a box: its ID as bars and as dots, and its tracking number."""
    box_id = f"FBA15EXAMPLEU{number:06}"
    return {("Code 128", box_id), ("Data Matrix", box_id), ("Code 128", TRACKING[number - 1])}


CODES = {
    "A1/front.jpg": own(1),
    "A2/front.jpg": own(2),
    "A3/back.jpg": own(7),
    "A4/front.jpg": own(4) | {("EAN-13", STRAY)},
    "A5/top.jpg": own(5),
    "A6/front.jpg": own(6) | {("Code 128", OLD)},
    "A8/front.jpg": set(),
}


def read(photo):
    with Image.open(photo) as image:
        upright = ImageOps.exif_transpose(image).convert("L")
    return {(str(each.format), each.text) for each in zxingcpp.read_barcodes(np.array(upright))}


def test_the_folder_holds_these_photos():
    assert {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.*")} == set(CODES) == set(SCENES)


@pytest.mark.parametrize("name", CODES)
def test_a_photo_shows_its_codes_and_no_other(name):
    assert read(FOLDER / name) == CODES[name]


@pytest.mark.parametrize("name", ["A4/front.jpg", "A8/front.jpg"])
def test_a_photo_that_is_rendered_anew_shows_the_same(name):
    assert read(BytesIO(rendered(name))) == CODES[name]


def test_photos_are_small_enough_to_keep_and_large_enough_to_read():
    for path in FOLDER.rglob("*.jpg"):
        assert path.stat().st_size < 250_000
        with Image.open(path) as image:
            assert max(image.size) == 2880


def test_the_labels_say_what_the_spec_says():
    boxes = ic.read(Path("examples/first-shipment")).shipment.boxes
    assert [(box.box_id, box.barcodes[2].text) for box in boxes] == [(f"FBA15EXAMPLEU{n:06}", TRACKING[n - 1]) for n in range(1, 10)]
