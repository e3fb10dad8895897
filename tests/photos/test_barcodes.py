"""What is printed comes out, once for each place, with how far to trust it."""

import ctypes.util
import sys

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from inboundcheck.photos.barcodes import barcodes, decoders
from inboundcheck.photos.barcodes.bars import joined
from inboundcheck.photos.barcodes.merging import put_together
from inboundcheck.photos.barcodes.modules import code_128_bounds
from inboundcheck.photos.barcodes.reads import Read
from inboundcheck.photos.barcodes.trust import AGREED, CHECKED, CORRECTED, DOUBTFUL, UNREAD
from inboundcheck.photos.opening.libraries import has_zbar
from tests.photos.pictures import code, photo

BOX_ID = "FBA15K2M3NXQU000001"
needs_zbar = pytest.mark.skipif(not has_zbar(), reason="the zbar library is not installed (apt install libzbar0)")


@pytest.fixture
def no_zbar(monkeypatch):
    """As on a machine with pyzbar and without the library that it loads."""
    for name in [name for name in sys.modules if name.startswith("pyzbar")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(ctypes.util, "find_library", lambda _: None)
    assert not has_zbar()


def only(gray):
    (seen,) = barcodes(gray)
    return seen


CASES = {
    "code128": (BOX_ID, BOX_ID, "code_128", "box_id", CHECKED),
    "ean13": ("4006381333931", "4006381333931", "ean_13", "gtin", CHECKED),
    "upca": ("012345678905", "012345678905", "upc_a", "gtin", CHECKED),
    "upce": ("01234565", "012345000065", "upc_e", "gtin", DOUBTFUL),
    "ean8": ("96385074", "96385074", "ean_8", "gtin", DOUBTFUL),
    "itf": ("15400141288763", "15400141288763", "itf", "itf14", CHECKED),
    "code39": ("ABC-123", "ABC-123", "code_39", None, CHECKED),
    "qrcode": ("https://example.com/A1", "https://example.com/A1", "qr", "web_address", CORRECTED),
    "datamatrix": ("SN 1", "SN 1", "data_matrix", None, CORRECTED),
    "pdf417": ("AMZN,PO:FBA1,SKU:MUG-1,QTY:4", "AMZN,PO:FBA1,SKU:MUG-1,QTY:4", "pdf417", "box_content", CORRECTED),
}


@pytest.mark.parametrize("kind", CASES)
def test_one_decoder_reads_what_is_printed(no_zbar, kind):
    printed, text, symbology, identity, confidence = CASES[kind]
    seen = only(photo((code(printed, kind), 100, 120)))
    assert (seen.barcode.text, seen.barcode.symbology, seen.barcode.kind, seen.confidence) == (text, symbology, identity, confidence)
    assert seen.by == "zxing-cpp"


@needs_zbar
@pytest.mark.parametrize("kind", ["code128", "ean13", "upca", "upce", "ean8", "itf", "code39"])
def test_two_decoders_that_agree_are_one_sure_sighting(kind):
    printed, text, *_ = CASES[kind]
    seen = only(photo((code(printed, kind), 100, 120)))
    assert (seen.barcode.text, seen.confidence, seen.by) == (text, AGREED, "zxing-cpp and pyzbar")


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("kind", ["code128", "ean13", "itf", "qrcode"])
def test_the_module_is_as_wide_as_it_was_printed(kind, turns):
    gray = photo((code(CASES[kind][0], kind, module=5), 20, 80), size=(1500, 900))
    assert only(np.ascontiguousarray(np.rot90(gray, turns))).module == pytest.approx(5, rel=0.05)


@given(text=st.text("ABC 0123456789", min_size=2, max_size=22).map(str.strip).filter(bool))
@settings(max_examples=25)
def test_the_module_of_code_128_is_right_whatever_pairs_of_digits_share(text):
    seen = [each for each in barcodes(photo((code(text, module=3), 20, 20), size=(1000, 260))) if each.barcode.text == text]
    if seen:
        assert seen[0].module == pytest.approx(3, rel=0.06)
    fewest, most = code_128_bounds(text, gs1=False)
    assert fewest <= most


def test_gs1_data_is_told_from_the_same_digits_without_it():
    gray = photo((code("[00]106141412345678908", gs1=True, module=3), 40, 60), (code("00106141412345678908", module=3), 40, 500))
    announced, plain = barcodes(gray)
    assert [(each.barcode.symbology, each.barcode.kind, each.candidates) for each in (announced, plain)] == [
        ("gs1_128", "sscc", ()),
        ("code_128", None, ("sscc", "carrier")),
    ]


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize("second", [(40, 320), (40, 500), (40, 640), (300, 500), (400, 640)])
def test_two_copies_of_one_code_stay_two(second, turns):
    label = code(BOX_ID, module=3)
    seen = barcodes(np.ascontiguousarray(np.rot90(photo((label, 40, 60), (label, *second)), turns)))
    assert [each.barcode.text for each in seen] == [BOX_ID, BOX_ID]
    assert all(height(each) == pytest.approx(150, abs=15) for each in seen)


@pytest.mark.parametrize("place", [(60, 230), (300, 230), (700, 100), (60, 400)])
def test_one_text_in_bars_and_in_dots_is_two_symbols(place):
    seen = barcodes(photo((code(BOX_ID, module=3), 40, 60), (code(BOX_ID, "datamatrix", module=6), *place)))
    assert {each.barcode.symbology for each in seen} == {"code_128", "data_matrix"}
    assert len(seen) == 2


def height(seen):
    (_, top), (_, bottom) = seen.polygon[0], seen.polygon[3]
    return max(abs(top - bottom), abs(seen.polygon[0][0] - seen.polygon[3][0]))


def test_a_stroke_across_one_code_does_not_make_it_two():
    label = code(BOX_ID, module=3)
    label[60:72] = 0
    assert only(photo((label, 40, 60))).barcode.text == BOX_ID


def test_the_outline_lies_around_the_bars():
    seen = only(photo((code("4006381333931", "ean13", module=4), 200, 300)))
    across, down = [x for x, _ in seen.polygon], [y for _, y in seen.polygon]
    assert min(across) == pytest.approx(200 + 24 + 11 * 4, abs=8)
    assert max(across) - min(across) == pytest.approx(95 * 4, abs=8)
    assert 320 < min(down) < max(down) < 300 + 24 + 220


def test_a_code_whose_check_fails_is_seen_and_not_read(no_zbar):
    picture = code("4006381333931", "ean13", module=4)
    digit = slice(11 * 4 + (3 + 7) * 4, 11 * 4 + (3 + 14) * 4)
    picture[:, digit] = code("4016381333930", "ean13", module=4)[:, digit]
    seen = only(photo((picture, 100, 120)))
    assert (seen.barcode.text, seen.barcode.kind, seen.confidence) == (None, None, UNREAD)


def test_a_face_without_a_code_shows_none():
    assert barcodes(photo(noise=12.0)) == ()


@pytest.mark.parametrize("turns", range(4))
def test_bands_of_the_same_bars_are_one_symbol(no_zbar, turns):
    gray = np.ascontiguousarray(np.rot90(photo((code(BOX_ID, module=3), 40, 60), (code(BOX_ID, module=3), 40, 500)), turns))
    one, other = (each.polygon for each in barcodes(gray))
    bands = [Read("zxing-cpp", BOX_ID, "code_128", "Code128", band(one, *part)) for part in ((0.0, 0.1), (0.6, 0.9))]
    whole = joined(*bands, gray)
    assert whole is not None
    assert whole.height == pytest.approx(0.9 * 150, rel=0.05)
    assert joined(bands[0], Read("zxing-cpp", BOX_ID, "code_128", "Code128", band(other, 0.1, 0.9)), gray) is None


def band(polygon, first, last):
    """A part of the height of a symbol."""
    top_left, top_right, bottom_right, bottom_left = (np.array(corner) for corner in polygon)
    down_left, down_right = bottom_left - top_left, bottom_right - top_right
    return tuple(
        map(tuple, (top_left + down_left * first, top_right + down_right * first, top_right + down_right * last, top_left + down_left * last))
    )


def read(text="4006381333931", symbology="ean_13", decoder="zxing-cpp", *, left=100, width=380, height=200):
    top, right, bottom = 100, left + width, 100 + height
    return Read(decoder, text, symbology, "", ((left, top), (right, top), (right, bottom), (left, bottom)))


def texts(*reads):
    return [(symbol.best.text, symbol.decoders) for symbol in put_together(list(reads))]


BOTH = ("zxing-cpp", "pyzbar")


@pytest.mark.parametrize(
    ("reads", "expected"),
    [
        ((read(), read(decoder="pyzbar", left=110, width=365)), [("4006381333931", BOTH)]),
        ((read(), read(decoder="pyzbar", left=700)), [("4006381333931", BOTH[:1]), ("4006381333931", BOTH[1:])]),
        ((read(), read(text="", width=100)), [("4006381333931", BOTH[:1])]),
        ((read(), read(text="", left=700)), [("4006381333931", BOTH[:1]), ("", BOTH[:1])]),
        ((read(text="0141288763", symbology="itf", left=200, width=150), read("15400141288763", "itf")), [("15400141288763", BOTH[:1])]),
        ((read(), read("4006381333930", decoder="pyzbar")), [("4006381333931", BOTH[:1]), ("4006381333930", BOTH[1:])]),
        ((read("012345678905", "upc_a"), read("0012345678905", "ean_13", "pyzbar")), [("012345678905", BOTH)]),
    ],
    ids=["agree", "two places", "failed read of the same", "failed read elsewhere", "part of a longer one", "disagree", "upc-a is ean-13"],
)
def test_reads_are_joined_by_place_and_content(reads, expected):
    assert texts(*reads) == expected


@pytest.mark.parametrize(
    ("reads", "confidences"),
    [
        ([read(decoder="pyzbar")], [DOUBTFUL]),
        ([read("123456", "itf")], [DOUBTFUL]),
        ([read("15400141288764", "itf")], [DOUBTFUL]),
        ([read("112188", "itf"), read("112188", "itf", "pyzbar")], [DOUBTFUL]),
        ([read("15400141238763", "itf"), read("15400141238763", "itf", "pyzbar")], [DOUBTFUL]),
        (
            [read("15400141288763", "itf"), read("288763", "itf", left=300, width=200), read("288763", "itf", "pyzbar", left=300, width=200)],
            [CHECKED],
        ),
        ([read("ABCD", "code_39")], [DOUBTFUL]),
        ([read("A123456B", "codabar")], [DOUBTFUL]),
        ([read(width=100)], [DOUBTFUL]),
        ([read(), read(decoder="pyzbar"), read("4012345123456", left=700)], [AGREED, DOUBTFUL]),
        ([read(height=2), read(decoder="pyzbar", height=2)], [DOUBTFUL]),
        ([read("FBA1", "code_128"), read("FBA2", None, "pyzbar")], [DOUBTFUL, DOUBTFUL]),
    ],
    ids=[
        "retail by pyzbar alone",
        "short itf",
        "itf with a wrong digit",
        "short itf by both",
        "itf with a wrong digit by both",
        "the end of an itf",
        "short code 39",
        "codabar",
        "too few pixels",
        "retail beside a sure one",
        "a line or two",
        "disagree",
    ],
)
def test_one_decoder_alone_is_not_trusted_with(monkeypatch, reads, confidences):
    monkeypatch.setattr("inboundcheck.photos.barcodes.read_once", lambda _: reads)
    seen = barcodes(np.full((400, 1200), 255, np.uint8))
    assert [each.confidence for each in seen] == confidences


@pytest.mark.parametrize(("short", "long"), [("01234565", "012345000065"), ("04252614", "042100005264"), ("01234531", "012300000451")])
def test_a_upc_e_is_written_out(short, long):
    assert decoders._upc_a_of(short)[:-1] == long[:-1]
