"""From a folder with photos to a report: what is looked at, what is not, and what is said of it."""

import os
import sys
from datetime import date

import pytest

import inboundcheck as ic
from inboundcheck.photos import Looked
from inboundcheck.photos.opening import libraries

np = pytest.importorskip("numpy")
zxingcpp = pytest.importorskip("zxingcpp")
Image = pytest.importorskip("PIL.Image")

SPEC = """\
id: FBA15ABCDEF
program: fba
market: US
mode: spd
ship_date: 2026-11-23
boxes:
  - {id: A1, box_id: FBA15ABCDEFU000001, length: 6 in, width: 5 in, height: 4 in}
"""
FACES = ("top", "bottom", "front", "back", "left", "right")


def render(path, *codes):
    """A photo of a plain face with codes on it."""
    photo = Image.new("L", (1600, 1200), 190)
    for number, (text, kind) in enumerate(codes):
        code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind)).to_image(scale=4)
        photo.paste(Image.fromarray(np.array(code)), (200, 150 + 400 * number))
    path.parent.mkdir(parents=True, exist_ok=True)
    photo.save(path)


LABEL, PRODUCT = ("FBA15ABCDEFU000001", "Code128"), ("4006381333931", "EAN13")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "shipment.yaml").write_text(SPEC, encoding="utf-8")
    return tmp_path


def outcome(report, rule="stray-barcode"):
    of_rule = [each for each in report.findings if each.rule == f"amazon-fba-us/{rule}"]
    return of_rule[0].outcome if of_rule else "none"


def test_a_folder_brings_its_photos(folder):
    render(folder / "photos/A1/front.png", LABEL, PRODUCT)
    report = ic.check(folder, only=["labels"])
    (violation,) = report.violations
    seen = [each for each in violation.evidence if isinstance(each, ic.report.Seen)]
    assert {each.value for each in seen} == {"gtin 4006381333931"}
    assert all(each.photo.endswith("front.png") and len(each.polygon) == 4 and each.confidence >= 0.8 for each in seen)
    assert not ic.check(folder / "shipment.yaml", only=["labels"]).violations, "the file alone brings none"


def test_a_folder_that_was_named_and_holds_no_photo_is_told(folder):
    (folder / "empty").mkdir()
    assert f"no photo was found in {str(folder / 'empty')!r}" in ic.check(folder, only=["labels"], photos=folder / "empty").notes


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names of any bytes")
def test_names_of_any_bytes_are_told_and_opened_again(folder):
    render(folder / "photos/A1/front.png", LABEL)
    name = os.fsdecode(b"caf\xe9")
    (folder / "photos/A1/front.png").rename(folder / f"photos/A1/{name}.png")
    (folder / f"photos/A1/{name}.jpg").write_text("Dear driver")
    report = ic.check(folder, only=["labels"])
    assert [each.subject.id.rpartition("/")[2] for each in report.findings if each.rule == "photos/not-looked-at"] == ["caf\\xe9.jpg"]
    assert [each.file for each in report.photos] == [str(folder / f"photos/A1/{name}.png")]
    assert len(ic.save_marked(report, folder / "marked")) == 1


def test_photos_may_lie_anywhere(folder):
    render(folder / "elsewhere/IMG_1.png", LABEL, PRODUCT)
    assert ic.check(folder / "shipment.yaml", photos=folder / "elsewhere", only=["labels"]).violations
    with pytest.raises(ic.UsageError, match="not a folder"):
        ic.check(folder, photos=folder / "nowhere")


def test_six_straight_photos_show_that_there_is_no_other_barcode(folder):
    named = "".join(f"\n      - {{path: pictures/{face}.png, view: {face}, whole_face: true}}" for face in FACES)
    (folder / "shipment.yaml").write_text(
        SPEC.replace("4 in}", "4 in,\n    photos: [" + named.replace("\n      - ", ",\n      ").lstrip(",") + "]}"), encoding="utf-8"
    )
    for face in FACES:
        render(folder / f"pictures/{face}.png", *([LABEL] if face == "front" else []))
    report = ic.check(folder, only=["labels"])
    assert not report.defects
    assert outcome(report) == "none"
    passed = next(each for each in report.rules if each.rule == "amazon-fba-us/stray-barcode").outcomes
    assert passed == {"pass": 1}
    (folder / "pictures/left.png").unlink()
    report = ic.check(folder, only=["labels"])
    assert outcome(report) == "inconclusive"
    assert [each.rule for each in report.findings if each.rule.startswith("photos/")] == ["photos/not-looked-at"]


def test_a_photo_that_is_none_is_told_and_the_rest_is_looked_at(folder):
    render(folder / "photos/A1/front.png", LABEL, PRODUCT)
    (folder / "photos/A1/back.jpg").write_bytes(b"not a photo")
    report = ic.check(folder, only=["labels"])
    assert outcome(report) == "violation"
    (told,) = [each for each in report.findings if each.rule.startswith("photos/")]
    assert (told.rule, told.severity) == ("photos/not-looked-at", "error")
    assert "back.jpg" in told.message
    assert not report.ok


def test_without_the_libraries_nothing_is_passed_in_silence(folder, monkeypatch):
    render(folder / "photos/A1/front.png", LABEL, PRODUCT)
    (folder / "photos/A1/back.jpg").write_bytes(b"not a photo")
    monkeypatch.setattr(libraries, "find_spec", lambda _: None)
    report = ic.check(folder, only=["labels"])
    told = [each for each in report.findings if each.rule.startswith("photos/")]
    assert [(each.rule, each.subject.box, each.severity) for each in told] == [
        ("photos/library-missing", "box A1", "error"),
        ("photos/not-looked-at", "box A1", "error"),
    ]
    assert not report.ok
    (note,) = [each for each in report.notes if "not looked at" in each]
    assert note.startswith("1 photo was not looked at: ")
    assert "inboundcheck[photo]" in note
    with pytest.raises(ic.UsageError, match=r"inboundcheck\[photo\]"):
        ic.check(folder, photos=folder / "photos")


def test_photos_named_beside_boxes_built_in_code_are_looked_at(folder, monkeypatch):
    render(folder / "one.png", PRODUCT)
    monkeypatch.chdir(folder)
    box = ic.Box(id="A1", photos=[ic.model.Photo(path="one.png")])
    report = ic.check(ic.Shipment(program="fba", market="US", mode="spd", boxes=[box]), as_of=date(2026, 11, 23), only=["labels"])
    assert outcome(report) == "violation"


def test_the_command_takes_photos(folder, run_python):
    render(folder / "elsewhere/IMG_1.png", LABEL, PRODUCT)
    done = run_python("-m", "inboundcheck", "check", str(folder), "--photos", str(folder / "elsewhere"), "--only", "labels", "-q")
    assert done.returncode == 1
    assert "stray-barcode" in done.stdout
    done = run_python("-m", "inboundcheck", "check", str(folder), "--photos", str(folder / "nowhere"))
    assert (done.returncode, done.stdout) == (2, "")


def test_photos_that_were_looked_at_may_come_from_a_generator(folder):
    report = ic.check(folder, photos=(each for each in [Looked(path="photos/A1.jpg", trouble="it is cut short")]), only=["labels"])
    assert [each.rule for each in report.findings if each.rule.startswith("photos/")] == ["photos/not-looked-at"]
