"""How well a barcode is printed, by rendered ones of which the truth is known."""

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
from itertools import product

import cv2
import numpy as np

from inboundcheck.photos.barcodes import barcodes
from inboundcheck.photos.printing.characters import characters, edges_of, stretch
from inboundcheck.photos.printing.scannability import with_print
from tests.photos.pictures import FORMATS, code, photo

BOX_ID = "FBA15K2M3NXQU000001"
TEXTS = {"code128": BOX_ID, "ean13": "4006381333931", "upca": "012345678905", "itf": "15400141288763", "code39": "ABC-123"}
PAPER = 217
"""The gray value of the paper, in light 0.69."""


def gray_of(light):
    """The gray value that a camera gives to an amount of light."""
    return 255 * (1.055 * light ** (1 / 2.4) - 0.055)


def symbol(kind="code128", *, ink=0.02, zones=(20, 20), gone=(0.0, 0.0), module=4, height=50, cover=0.69):
    """A label of paper on which `ink` is so much of the light; frames end the clear space, and a band of the bars is gone."""
    bars = code(TEXTS[kind], kind, module=module)
    row = bars[bars.shape[0] // 3] < 128
    first, last = np.flatnonzero(row)[[0, -1]]
    row = row[first : last + 1]
    drawn = np.tile(np.where(row, gray_of(0.69 * ink), PAPER), (height * module, 1))
    top, bottom = (round(each * height * module) for each in gone)
    drawn[top:bottom] = gray_of(cover)
    left, right = (round(each * module) for each in zones)
    label = np.full((drawn.shape[0] + 8 * module, len(row) + left + right + 12 * module), float(PAPER))
    start = left + 6 * module
    label[4 * module : -4 * module, start : start + len(row)] = drawn
    label[:, start - left - module : start - left] = 25
    label[:, start + len(row) + right : start + len(row) + right + module] = 25
    return label


def seen(label, *, blur=0.8, noise=2.0, squeeze=0.0, shade=None):
    """The one sighting in a photo of a label on a carton; `squeeze` draws its right end together, as a view from the left does."""
    face = np.full((label.shape[0] + 200, label.shape[1] + 300), 140.0)
    face[100 : 100 + label.shape[0], 150 : 150 + label.shape[1]] = label
    face[:40, :40] = 5 if shade is None else shade
    if squeeze:
        height, width = face.shape
        source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
        target = np.array([(0, 0), (width * 0.9, height * squeeze / 2), (width * 0.9, height * (1 - squeeze / 2)), (0, height)], np.float32)
        face = cv2.warpPerspective(face.astype(np.float32), cv2.getPerspectiveTransform(source, target), (width, height), borderValue=140.0)
    face = cv2.GaussianBlur(face, (0, 0), blur)
    gray = (face + np.random.default_rng(1).normal(0, noise, face.shape)).clip(0, 255).astype(np.uint8)
    found = [each for each in barcodes(gray) if each.barcode.text and each.barcode.symbology]
    assert len(found) == 1
    return with_print(found[0], gray)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_sound_symbol_scans(kind):
    found = seen(symbol(kind))
    assert found.barcode.scannable is True
    assert found.print.grade >= 3
    assert found.print.undamaged == 1.0
    assert found.print.reason == ""


ZONES = [(8, 20), (20, 9), (9, 8.5), (10, 10), (12, 11)]


@pytest.mark.parametrize(
    ("kind", "zones"), [*product(["code128", "code39", "ean13"], ZONES), ("code128", (7, 6)), ("itf", (20, 20)), ("itf", (12, 11))]
)
def test_the_clear_space_lies_in_the_interval(kind, zones):
    found = seen(symbol(kind, zones=zones))
    for truth, measured in zip(zones, (found.print.before, found.print.after), strict=True):
        assert measured.low <= truth
        assert measured.high is None or truth <= measured.high
    told = found.barcode.quiet_zone_modules
    assert told.low <= min(zones)
    assert told.high is not None or min(zones) >= 11
    assert told.high is None or told.high - told.low < 1.6


@pytest.mark.parametrize("kind", ["code128", "ean13", "code39"])
def test_the_clear_space_lies_in_the_interval_from_the_side_too(kind):
    found = seen(symbol(kind, zones=(8, 8), module=6), squeeze=0.25)
    for measured in (found.print.before, found.print.after):
        assert measured.low <= 8 <= measured.high


def test_faint_bars_do_not_scan():
    found = seen(symbol(ink=0.83), noise=1.0)
    assert found.barcode.scannable is False
    assert found.print.contrast == pytest.approx(0.17, abs=0.04)
    assert found.print.reason.startswith("its bars are hardly darker than what is between them: a contrast of ")


def test_faint_bars_in_a_photo_without_anything_dark_are_not_judged():
    # Light on the lens makes everything pale, good bars too.
    found = seen(np.maximum(symbol(ink=0.83), gray_of(0.69 * 0.83)), shade=200, noise=1.0)
    assert found.barcode.scannable is None
    assert found.print.reason.startswith("faint, but nothing in the photo is much darker")


@pytest.mark.parametrize("ink", [0.02, 0.2, 0.4, 0.5])
def test_contrast_is_that_of_the_print(ink):
    assert seen(symbol(ink=ink)).print.contrast == pytest.approx(1 - ink, abs=0.05)


def test_bars_that_are_gone_over_most_of_their_height_do_not_scan():
    found = seen(symbol(gone=(0.12, 0.88), height=26))
    assert found.barcode.scannable is False
    assert found.print.undamaged == pytest.approx(0.24, abs=0.1)
    assert found.print.reason.startswith("only ")


def test_bars_that_are_gone_over_a_part_of_their_height_scan():
    found = seen(symbol(gone=(0.4, 0.65), height=50))
    assert found.barcode.scannable is True
    assert found.print.undamaged == pytest.approx(0.75, abs=0.11)


def test_glare_over_most_of_the_height_is_the_photos():
    found = seen(symbol(gone=(0.12, 0.88), height=26, cover=1.0))
    assert found.barcode.scannable is None
    assert found.print.reason == "light is reflected over a part of the bars; take it from a little to the side"


def test_a_blurred_photo_says_nothing_of_the_print():
    found = seen(symbol(module=3), blur=1.7)
    assert found.barcode.scannable is None
    assert found.print.reason == "too coarse or not sharp enough to judge the print (3.0 pixels a bar); go closer"


def test_the_bars_are_followed_over_their_whole_height():
    found = seen(symbol(height=60))
    (left, top), (right, _), (_, bottom), _ = found.print.bars
    assert bottom - top == pytest.approx(240, abs=12)
    assert right - left == pytest.approx(4 * 222, abs=2)


def test_what_is_not_read_and_what_is_not_linear_is_not_measured():
    for kind in ("qrcode", "datamatrix"):
        gray = photo((code("SN 1", kind), 100, 120))
        found = with_print(*barcodes(gray), gray)
        assert (found.print, found.barcode.scannable) == (None, None)
    assert with_print(found.model_copy(update={"module": None}), np.zeros((9, 9), np.uint8)).print is None


@pytest.mark.parametrize("kind", [*TEXTS, "ean8"])
def test_a_symbol_has_as_many_edges_as_its_text_says(kind):
    text = TEXTS.get(kind, "96385074")
    row = code(text, kind, module=1)[5].astype(int) < 128
    edges = int(np.abs(np.diff(row.astype(int))).sum())
    assert FORMATS[kind]
    name = {"code128": "code_128", "ean13": "ean_13", "upca": "upc_a", "code39": "code_39", "ean8": "ean_8"}.get(kind, kind)
    modules = np.ptp(np.flatnonzero(row)) + 1
    assert edges_of(name, text, modules) == edges
    places = np.flatnonzero(np.diff(row.astype(int)))
    assert len({places[last] - places[first] for first, last in characters(name, edges)}) == 1


def test_a_straight_view_stretches_nothing():
    edges = [float(each) for each in range(122)]
    assert stretch("code_128", edges) == pytest.approx((1.0, 1.0))
    bent = [each + 0.001 * each**2 for each in edges]
    one, other = stretch("code_128", bent)
    assert one < 0.95
    assert other > 1.05
