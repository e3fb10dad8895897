"""Reports and marked photos as files."""

import base64
import re
import sys
from dataclasses import replace
from io import BytesIO

import pytest
from tests.outputs import reports

import inboundcheck as ic
from inboundcheck.errors import PhotoError, UsageError
from inboundcheck.model import Barcode, BarcodeSeen, QualitySeen
from inboundcheck.photos.marking.marked import marked
from inboundcheck.report import Finding, Outcome, PhotoUsed, Seen, Severity, Subject

Image = pytest.importorskip("PIL.Image", reason="photos need the extra 'photo'")
pytest.importorskip("jinja2", reason="the page needs the extra 'html'")

POLYGON = ((100.0, 100.0), (700.0, 100.0), (700.0, 300.0), (100.0, 300.0))
ORANGE, YELLOW = (198, 70, 0), (240, 228, 66)


@pytest.fixture
def photographed(tmp_path):
    """A report of one box with a stray code in its photo, which was taken sideways."""
    file = tmp_path / "front.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (600, 800), "white").save(file, exif=exif)
    code = BarcodeSeen(barcode=Barcode(kind="gtin", text="4006381333931"), polygon=POLYGON)
    evidence = (Seen("outside_barcodes", "gtin 4006381333931", "photos/A1/front.jpg", POLYGON, 0.99),)
    finding = Finding(
        Outcome.VIOLATION, "p/stray-barcode", "A stray code", Severity.ERROR, (Subject("box", "A1"),), "gtin", evidence=evidence, boxes=1
    )
    return replace(reports.one(finding), photos=(PhotoUsed("photos/A1/front.jpg", str(file), "A1", (code,)),))


def has(image, colour):
    return any(all(abs(one - other) < 40 for one, other in zip(found, colour, strict=True)) for _, found in image.getcolors(10**7))


def test_a_marked_photo_is_upright_and_shows_what_breaks_a_rule(photographed, tmp_path):
    written = ic.save_marked(photographed, tmp_path / "marked" / "new")
    assert [path.relative_to(tmp_path).as_posix() for path in written] == ["marked/new/A1-front.jpg"]
    with Image.open(written[0]) as image:
        assert image.size == (800, 600)
        assert not image.getexif()
        assert has(image, ORANGE)


def test_a_page_holds_the_marked_photo(photographed, tmp_path):
    ic.save(photographed, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    found = re.search(r'<img src="data:image/jpeg;base64,([^"]+)" width="800" height="600" alt="([^"]+)">', page)
    assert found[2] == "Photo with what was seen in it: gtin 4006381333931: stray"
    with Image.open(BytesIO(base64.b64decode(found[1]))) as image:
        assert has(image, ORANGE)


def test_what_is_wrong_with_a_whole_photo_is_written_round_it(photographed, tmp_path):
    flawed = replace(photographed.photos[0], sightings=(QualitySeen(flaw="blurred", reason="blurred: hold the phone still"),))
    report = replace(photographed, findings=(), photos=(flawed,))
    made = marked(flawed, report)
    assert made.text == "blurred: hold the phone still"
    with Image.open(BytesIO(made.jpeg)) as image:
        assert all(has(image.crop(side), YELLOW) for side in ((0, 0, 800, 15), (0, 585, 800, 600), (0, 0, 15, 600), (785, 0, 800, 600)))


def test_a_photo_that_went_away_is_told_and_the_others_are_written(photographed, tmp_path):
    gone = PhotoUsed("photos/A2/front.jpg", str(tmp_path / "gone.jpg"), "A2")
    report = replace(photographed, photos=(gone, *photographed.photos))
    with pytest.raises(PhotoError, match=r"gone\.jpg"):
        ic.save_marked(report, tmp_path / "marked")
    assert [path.name for path in (tmp_path / "marked").iterdir()] == ["A1-front.jpg"]
    ic.save(report, tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").count("<img") == 1


def test_outlines_lie_where_they_were_seen_although_the_copy_is_smaller(photographed, tmp_path):
    Image.new("RGB", (4000, 3000), "white").save(tmp_path / "large.jpg")
    code = BarcodeSeen(barcode=Barcode(kind="gtin", text="4006381333931"), polygon=((2000, 1500), (3000, 1500), (3000, 2000), (2000, 2000)))
    finding = replace(photographed.findings[0], evidence=(Seen("outside_barcodes", "gtin", "large.jpg", code.polygon, 0.99),))
    report = replace(photographed, findings=(finding,), photos=(PhotoUsed("large.jpg", str(tmp_path / "large.jpg"), "A1", (code,)),))
    with Image.open(ic.save_marked(report, tmp_path / "marked")[0]) as image:
        assert image.size == (1600, 1200)
        assert has(image.crop((795, 690, 805, 710)), ORANGE)  # the middle of the left side, at 0.4
        assert not has(image.crop((0, 0, 700, 1200)), ORANGE)


CRASH = """
import ctypes

class HeifImageFile:
    def __init__(self, file):
        ctypes.string_at(0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_photo_that_crashes_its_decoder_costs_its_picture_alone(photographed, tmp_path, monkeypatch):
    (tmp_path / "decoder").mkdir()
    (tmp_path / "decoder" / "pillow_heif.py").write_text(CRASH, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "decoder")
    (tmp_path / "bad.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    bad = [PhotoUsed(f"photos/A{number}/bad.heic", str(tmp_path / "bad.heic"), f"A{number}") for number in (2, 3)]
    report = replace(photographed, photos=(bad[0], *photographed.photos, bad[1]))
    with pytest.raises(PhotoError, match=r"crashed on bad\.heic \(signal 11\)") as caught:
        ic.save_marked(report, tmp_path / "marked")
    assert len(caught.value.problems) == 2
    assert [path.name for path in (tmp_path / "marked").iterdir()] == ["A1-front.jpg"]
    ic.save(report, tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8").count("<img") == 1


def test_what_is_no_folder_is_told(photographed, tmp_path):
    (tmp_path / "marked").write_text("a file")
    with pytest.raises(PhotoError, match="cannot be written"):
        ic.save_marked(photographed, tmp_path / "marked")


def test_photos_are_never_written_over(photographed, tmp_path):
    Image.new("RGB", (600, 800), "white").save(tmp_path / "A1-front.jpg")  # the name that the marked photo would have
    before = (tmp_path / "A1-front.jpg").read_bytes()
    with pytest.raises(UsageError, match="holds the photos themselves"):
        ic.save_marked(photographed, tmp_path)
    assert (tmp_path / "A1-front.jpg").read_bytes() == before


def test_without_photos_there_is_nothing_to_mark(tmp_path):
    with pytest.raises(UsageError, match="no photo was looked at"):
        ic.save_marked(reports.clean(), tmp_path / "marked")
    assert not (tmp_path / "marked").exists()


def test_the_command_writes_both_and_ends_as_it_does_without(run_python, tmp_path):
    done = run_python(
        "-m", "inboundcheck", "check", "examples/first-shipment", "-q", "-o", str(tmp_path / "r.html"), "--save-marked", str(tmp_path / "marked")
    )
    plain = run_python("-m", "inboundcheck", "check", "examples/first-shipment", "-q")
    assert (done.returncode, done.stdout) == (plain.returncode, plain.stdout) == (1, plain.stdout)
    assert sorted(path.name for path in (tmp_path / "marked").iterdir()) == [
        "A1-front.jpg", "A2-front.jpg", "A3-back.jpg", "A4-front.jpg", "A5-top.jpg", "A6-front.jpg", "A8-front.jpg",
    ]  # fmt: skip
    assert all(path.stat().st_size < 400_000 for path in (tmp_path / "marked").iterdir())
    assert 200_000 < (tmp_path / "r.html").stat().st_size < 2_000_000
