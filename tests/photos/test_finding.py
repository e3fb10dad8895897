"""Bars are found, turned upright, sharpened and read however they lie; what is no barcode is not told as one."""

import math

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import cv2
import numpy as np

from inboundcheck.photos.barcodes import barcodes
from inboundcheck.photos.barcodes.areas import dense_areas, read_areas
from inboundcheck.photos.barcodes.linear import read_places
from inboundcheck.photos.barcodes.pairs import pairs
from inboundcheck.photos.barcodes.regions import Tensor, linear_regions, structure
from inboundcheck.photos.barcodes.sharpening import unsharp, without_blur
from inboundcheck.photos.barcodes.stacked import read_stacked
from inboundcheck.photos.barcodes.strips import aligned, strip
from inboundcheck.photos.barcodes.trust import AGREED, UNREAD
from inboundcheck.photos.barcodes.whole import read_once
from inboundcheck.photos.opening.libraries import has_zbar
from tests.photos.pictures import code, photo

BOX_ID = "FBA15K2M3NXQU000001"
CONTENT = "AMZN,PO:FBA15K2M7NXQ,FNSKU:X001ABCDEF,QTY:24"
needs_zbar = pytest.mark.skipif(not has_zbar(), reason="the zbar library is not installed (apt install libzbar0)")


def taken(picture, *, degrees=0.0, module=2.0, printed=6, blur=0.45, noise=3.0, size=(1100, 1000)):
    """A label on a carton, turned and seen at so many pixels a module."""
    label = np.pad(picture, 36, constant_values=255)
    share = module / printed
    turn = cv2.getRotationMatrix2D((label.shape[1] / 2, label.shape[0] / 2), degrees, share * 4)
    turn[:, 2] += np.array([size[0] * 2, size[1] * 2]) - (label.shape[1] / 2, label.shape[0] / 2)
    large = cv2.warpAffine(label, turn, (size[0] * 4, size[1] * 4), flags=cv2.INTER_LINEAR, borderValue=150)
    face = cv2.resize(large, size, interpolation=cv2.INTER_AREA).astype(float) * 0.92
    noisy = cv2.GaussianBlur(face, (0, 0), blur) + np.random.default_rng(1).normal(0, noise, face.shape)
    return noisy.clip(0, 255).astype(np.uint8)


def bars(text=BOX_ID, kind="code128"):
    """Bars 50 modules high, six pixels a module."""
    row = code(text, kind, module=6)[60:61]
    return np.repeat(row, 300, axis=0)


def texts(gray):
    return [each.barcode.text for each in barcodes(gray)]


@pytest.mark.parametrize("degrees", range(0, 180, 20))
def test_the_angle_of_bars_is_found(degrees):
    first = linear_regions(structure(taken(bars(), degrees=degrees)))[0]
    away = (math.degrees(first.angle) + degrees + 90) % 180 - 90
    assert away == pytest.approx(0, abs=1.0)
    assert first.centre == pytest.approx((550, 500), abs=12)


@needs_zbar
@pytest.mark.parametrize("degrees", [0, 20, 45, 70, 110])
@pytest.mark.parametrize("kind", ["code128", "ean13", "itf"])
def test_linear_codes_are_read_at_any_angle(kind, degrees):
    text = {"code128": BOX_ID, "ean13": "4006381333931", "itf": "15400141288763"}[kind]
    (seen,) = barcodes(taken(bars(text, kind), degrees=degrees))
    assert (seen.barcode.text, seen.confidence) == (text, AGREED)


@pytest.mark.parametrize("module", [1.0, 1.2, 1.6])
@pytest.mark.parametrize("degrees", [3, 33])
def test_linear_codes_are_read_down_to_one_pixel_a_module(module, degrees):
    assert texts(taken(bars(), degrees=degrees, module=module)) == [BOX_ID]


@needs_zbar
def test_a_blur_of_seven_tenths_of_a_module_is_undone():
    assert texts(taken(bars(), module=2.5, blur=0.7 * 2.5, degrees=5)) == [BOX_ID]


@pytest.mark.parametrize("degrees", [20, 35, 50, 70])
def test_pdf417_is_read_askew(degrees):
    assert texts(taken(code(CONTENT, "pdf417", module=6), degrees=degrees, module=2.5)) == [CONTENT]


@pytest.mark.parametrize("degrees", [10, 40])
@pytest.mark.parametrize("kind", ["datamatrix", "qrcode"])
def test_small_dots_are_read_in_a_part_of_the_photo(kind, degrees):
    gray = taken(code(CONTENT, kind, module=6), degrees=degrees, module=2.2, blur=0.8)
    found = read_areas(gray, dense_areas(structure(gray)), [])
    assert [each.text for each in found] == [CONTENT]


def test_dots_are_told_from_print_that_they_touch():
    half = np.full((40, 100), 5_000, np.float32)  # a block of print, too long for a code
    half[10:16, 50:56] = 25_000
    (found,) = dense_areas(Tensor(half, half, np.zeros_like(half), 8))
    assert (found.left, found.top, found.width, found.height) == (50 * 8, 10 * 8, 6 * 8, 6 * 8)


@pytest.mark.parametrize("degrees", [10, 25, 50, 70])
def test_small_pdf417_is_read_between_its_ends(degrees):
    gray = taken(code(CONTENT, "pdf417", module=6), degrees=degrees, module=1.6)
    tensor = structure(gray)
    between = pairs(tensor, linear_regions(tensor))
    assert [each.text for each in read_stacked(gray, [], between, [])] == [CONTENT]


def test_two_linear_codes_beside_each_other_are_no_pair():
    gray = taken(np.hstack([bars()[:, :600], np.full((300, 200), 255, np.uint8), bars()[:, :600]]), degrees=15)
    tensor = structure(gray)
    assert len(linear_regions(tensor)) >= 2
    assert pairs(tensor, linear_regions(tensor)) == []


def test_light_dots_on_dark_are_read():
    assert texts(255 - taken(code(CONTENT, "qrcode", module=6), module=4)) == [CONTENT]


def test_a_part_that_is_known_is_not_read_again():
    gray = taken(code(CONTENT, "qrcode", module=6), module=4)
    known = read_once(gray)
    assert read_areas(gray, dense_areas(structure(gray)), known) == []
    assert read_stacked(gray, read_places(gray, linear_regions(structure(gray))), [], known) == []


def leaning(slope, *, height=300, module=2.4):
    """Low or high bars between lines of print, seen from the side: their row falls by so much a pixel. The corners of the bars come beside it."""
    symbol = bars()[:height]
    label = np.full((height + 400, symbol.shape[1] + 100), 255, np.uint8)
    label[200 : 200 + height, 50 : 50 + symbol.shape[1]] = symbol
    for row, words in ((70, "SHIP TO: ILLINOIS 60447"), (150, "CONFORMS TO 1234"), (height + 300, "FBA15K2M3NXQU000001")):
        cv2.putText(label, words, (60, row), cv2.FONT_HERSHEY_SIMPLEX, 2.6, 0, 8)
    share = module / 6
    move = np.array([[share, 0.08 * share, 120], [share * slope, share, 260]])
    gray = cv2.GaussianBlur(cv2.warpAffine(label, move, (1100, 1000), flags=cv2.INTER_AREA, borderValue=150), (0, 0), 0.6)
    across = 50 + np.flatnonzero(symbol[0] < 128)[[0, -1]] + (0, 1)
    corners = np.array([(across[0], 200, 1), (across[1], 200, 1), (across[1], 200 + height, 1), (across[0], 200 + height, 1)])
    return (gray * 0.9).astype(np.uint8), corners @ move.T


@needs_zbar
@pytest.mark.parametrize("slope", [-0.25, -0.1, 0.0, 0.15, 0.3])
@pytest.mark.parametrize("height", [80, 300])
def test_the_outline_leans_as_the_bars_do_and_leaves_print_out(slope, height):
    gray, corners = leaning(slope, height=height)
    (seen,) = barcodes(gray)
    assert seen.barcode.text == BOX_ID
    assert np.abs(np.array(seen.polygon) - corners).max() < 6


@pytest.mark.parametrize("degrees", [0, 25, 90, 200])
def test_the_strip_of_a_read_symbol_stands_upright(degrees):
    gray = taken(bars(), degrees=degrees, module=3)
    (seen,) = barcodes(gray)
    upright = strip(gray, seen.polygon, quiet=0.1, scale=2.0)
    down = np.abs(np.diff(upright.pixels.astype(float), axis=0)).mean()
    assert np.abs(np.diff(upright.pixels.astype(float), axis=1)).mean() > 3 * down
    assert upright.place(0, 0) == pytest.approx(upright.corners[0])
    assert upright.place(upright.pixels.shape[1], upright.pixels.shape[0]) == pytest.approx(upright.corners[2])
    assert aligned(upright)[1] >= 0.8


def test_bands_that_show_something_else_are_left_out():
    gray = photo((code(BOX_ID, module=3), 40, 60), noise=1.0)
    (seen,) = barcodes(gray)
    height = round(seen.polygon[3][1] - seen.polygon[0][1])
    top = round(seen.polygon[0][1])
    gray[top : top + height // 3] = np.random.default_rng(2).integers(0, 255, gray[top : top + height // 3].shape, dtype=np.uint8)
    lines, share = aligned(strip(gray, seen.polygon))
    assert share == pytest.approx(4 / 6)
    assert len(lines) == 4


def test_undoing_a_blur_gives_back_what_was_before_it():
    line = np.repeat(np.random.default_rng(3).integers(0, 2, 60) * 200.0, 8)[None].astype(np.float32)
    blurred = cv2.GaussianBlur(line, (0, 0), sigmaX=3, sigmaY=0.01)
    before = np.abs(blurred - line).mean()
    assert np.abs(without_blur(blurred, 3, 0.01) - line).mean() < 0.7 * before
    assert np.abs(unsharp(blurred, 3) - line).mean() < before


@pytest.mark.parametrize(("module", "blur"), [(0.8, 0.5), (2.5, 2.5)])
def test_bars_that_nobody_can_read_are_told(module, blur):
    (seen,) = barcodes(taken(bars(), module=module, blur=blur, degrees=8))
    assert (seen.barcode.text, seen.confidence) == (None, UNREAD)


def stripes(period):
    """Corrugated board, seen on its edge."""
    return np.tile((np.sin(np.arange(900) * 2 * math.pi / period) * 60 + 150).astype(np.uint8), (700, 1))


def print_(size):
    face = np.full((700, 900), 235, np.uint8)
    for line in range(40, 700, size * 2):
        cv2.putText(face, "SHIP TO 1234 Fulfillment Way Illinois 60447 QTY 24", (10, line), cv2.FONT_HERSHEY_SIMPLEX, size / 24, 20, 2)
    return face


def carpet(seed):
    small = np.random.default_rng(seed).integers(0, 255, (350, 450), dtype=np.uint8)
    return cv2.resize(small, (900, 700), interpolation=cv2.INTER_LINEAR)


@pytest.mark.parametrize(
    "gray", [*map(stripes, (4, 7, 12, 30)), *map(print_, (14, 20, 34)), carpet(1), carpet(2)], ids=[*["stripes"] * 4, *["print"] * 3, *["carpet"] * 2]
)
def test_what_is_no_barcode_is_not_told_as_one(gray):
    assert barcodes(gray) == ()
