"""The generated photos show what their manifest says, there and nowhere else."""

import json

import cv2
import numpy as np
import pytest
import zxingcpp
from examples.render.alone import View, alone, sheet
from examples.render.barcode_photos import SETS, rendered, write
from examples.render.places import PLACES, place
from examples.render.scenes import FINEST, scene
from examples.render.sheets import FORMATS
from numpy.random import default_rng

PLAIN = zxingcpp.TextMode.Plain


def opened(data):
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE)


def rectified(gray, code, across):
    """The code alone, straight, with its quiet zone; four pixels to a module, or to the pixel where that is more."""
    corners = np.float32(code["polygon"])
    wide, high = np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[3] - corners[0])
    finer = max(1.0, 4 / code["module"])
    margin = 11 * 4 if across else 4
    size = (round(wide * finer), round(high * finer))
    flat = np.float32([(0, 0), (size[0], 0), size, (0, size[1])]) + margin
    turn = cv2.getPerspectiveTransform(corners, flat)
    return cv2.warpPerspective(gray, turn, (size[0] + 2 * margin, size[1] + 2 * margin), flags=cv2.INTER_CUBIC)


def texts(gray):
    return {each.text for each in zxingcpp.read_barcodes(gray, text_mode=PLAIN)}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("module", [2, 4, 7])
def test_a_clean_sheet_is_read_as_its_codes_say(name, module):
    sheet = FORMATS[name](default_rng(module), module)
    read = {(each.format.name, each.text) for each in zxingcpp.read_barcodes(sheet.picture, text_mode=PLAIN)}
    # zxing-cpp reads a MaxiCode only where nothing else is
    assert read == {(code.format, code.text) for code in sheet.codes if code.format != "MaxiCode"}
    rows, columns = sheet.picture.shape
    assert all(code.corners.min() >= 0 and (code.corners <= (columns, rows)).all() for code in sheet.codes)


@pytest.mark.parametrize("number", range(2))
def test_each_polygon_holds_its_code(number):
    data, told = rendered("labels", 5, number)
    gray = opened(data)
    coarse = [code for code in told["expected"] if code["module"] >= (4 if code["format"] == "MaxiCode" else 2.5)]
    assert gray.shape == (told["h"], told["w"]) == (3024, 4032)
    assert coarse
    for code in coarse:
        assert code["text"] in texts(rectified(gray, code, code["format"] != "MaxiCode")), code


def test_scenes_keep_to_their_ranges():
    for number in range(8):
        made = scene(default_rng(number))
        told = [made.truth(stuck, code) for stuck in made.stuck for code in stuck.sheet.codes]
        assert 4 <= len(made.stuck) <= 7
        assert all(
            code["module"] >= FINEST * 0.6 for code in told
        )  # turned away by 40 degrees, a bar keeps 77 % of its width, and less where it is farther away
        assert all(24 < x < 4008 and 24 < y < 3000 for code in told for x, y in code["polygon"])


def test_one_seed_gives_one_photo():
    assert rendered("wrap", 3, 1) == rendered("wrap", 3, 1)


def test_the_wrap_lies_over_the_same_box():
    bare, wrapped = (rendered(name, 3, 2)[1]["expected"] for name in ("labels", "wrap"))
    assert bare == wrapped


@pytest.mark.parametrize("name", PLACES)
def test_a_place_has_no_barcode(name):
    gray = cv2.cvtColor(place(name, default_rng(2), 1600, 1200), cv2.COLOR_RGB2GRAY)
    assert texts(gray) == set()


def test_nobody_reads_what_is_told_as_unread():
    number_of = {"unread": 0, "expected": 0}
    for number in range(3):
        data, told = rendered("parts", 1, number)
        gray = opened(data)
        assert gray.shape == (told["h"], told["w"])
        read = texts(gray)
        for code in told["unread"]:
            assert code["text"] not in read, code
            assert code["text"] not in texts(rectified(gray, code, across=True)), code
        for kind in number_of:
            number_of[kind] += len(told[kind])
    assert all(count > 5 for count in number_of.values())


@pytest.mark.parametrize("name", SETS)
def test_a_set_is_written_with_its_manifest(name, tmp_path):
    write(tmp_path, name, count=1, seed=1)
    rows = [json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["image"] for row in rows] == [f"{name}-000.jpg"]
    assert all((tmp_path / row["image"]).exists() for row in rows)
    assert all({"format", "text", "polygon", "module"} <= set(code) for row in rows for code in row["expected"])


@pytest.mark.parametrize("symbology", ["Code128", "GS1-128", "EAN13", "ITF", "Code39", "PDF417", "DataMatrix", "QRCode"])
def test_a_code_alone_is_where_it_is_told(symbology):
    dice = default_rng(3)
    image, told = alone(sheet(symbology, dice), View(module=3, turn=2), dice)
    (read,) = zxingcpp.read_barcodes(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), text_mode=PLAIN)
    place = read.position
    corners = [(each.x, each.y) for each in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)]
    assert read.text == told["text"]
    assert np.abs(np.mean(corners, axis=0) - np.mean(told["polygon"], axis=0)).max() < 6
    assert told["module"] == pytest.approx(3, rel=0.03)
