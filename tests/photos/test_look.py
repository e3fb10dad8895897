"""`inboundcheck look` prints what was read, and ends in "usable" or in the one thing to do."""

import sys

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import cv2
import numpy as np
from inline_snapshot import snapshot
from PIL import Image
from typer.testing import CliRunner

from inboundcheck.cli import app
from inboundcheck.outputs.guide import picture
from inboundcheck.photos.opening.libraries import has_zbar
from tests.photos import boxes_in_a_row
from tests.photos.faces import board, shot, stick
from tests.photos.pictures import code, photo, save

pytestmark = pytest.mark.skipif(not has_zbar(), reason="the texts are those with the zbar library (apt install libzbar0)")


@pytest.fixture
def look(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(*paths):
        result = CliRunner().invoke(app, ["look", *paths])
        return result.exit_code, result.stdout, result.stderr.replace(str(picture("face")), "GUIDE")

    return run


def test_a_usable_photo(look, tmp_path):
    face = board()
    picture, _ = shot(face, stick(face, 52, 8, size=0.9), corners=((300, 220), (1700, 215), (1705, 1335), (296, 1340)), size=(2000, 1500))
    Image.fromarray(picture).save(tmp_path / "A1.png")
    code, said, noted = look("A1.png")
    assert (code, said.splitlines()[-1], noted) == (0, "usable", "")


def test_a_face_that_is_cut_off_is_to_be_taken_again(look, tmp_path):
    save(tmp_path / "A1.png", photo((code("FBA15K2M3NXQU000001", module=3), 40, 60), (code("00106141412345678908", module=3), 40, 400)))
    assert look("A1.png") == snapshot(
        (
            1,
            """\
A1.png: 1200 x 900 pixels
text                  identity         symbology  module  confidence  by                  \n\
FBA15K2M3NXQU000001   box id           code 128   3.0 px  0.99        zxing-cpp and pyzbar
00106141412345678908  sscc or carrier  code 128   3.0 px  0.99        zxing-cpp and pyzbar
label: [[40, 60], [814, 60], [814, 258], [40, 258]]
label: [[40, 400], [582, 400], [582, 598], [40, 598]]
the face is cut off by the border of the photo; step back, until a hand's width around it is seen
""",
            "note: a photo as it should be: GUIDE\n",
        )
    )


def test_a_photo_to_take_again(look, tmp_path):
    save(tmp_path / "blurred.png", photo((code("4006381333931", "ean13", module=4), 40, 60), blur=5))
    save(tmp_path / "nothing.png", photo())
    assert look("blurred.png", "nothing.png") == snapshot(
        (
            1,
            """\
blurred.png: 1200 x 900 pixels
something like a label, and its corners are not sure: [[41, 58], [541, 62], [541, 328], [38, 327]]
blurred: hold the phone still, tap on the label to focus, and take the photo again

nothing.png: 1200 x 900 pixels
no barcode was read: take the whole face with the label, straight on, a hand's width around it; step
closer if the label is small
""",
            "note: a photo as it should be: GUIDE\n",
        )
    )


def test_what_a_person_should_look_at(look, tmp_path):
    save(tmp_path / "A1.png", boxes_in_a_row.photo(boxes_in_a_row.stripe(boxes_in_a_row.boards(2), 60, 14, (36, 38, 42))))
    lines = look("A1.png")[1].splitlines()
    assert [each.split(": ")[0] for each in lines if "by eye" in each] == [
        "something like a strap, to be checked by eye",
        "something may hold two boxes together, to be checked by eye",
    ]


def test_an_open_box_is_guessed_at_where_that_is_asked_for(look, tmp_path):
    save(tmp_path / "open.png", photo())
    code, said, _ = look("open.png", "--open")
    assert (code, said) == snapshot(
        (
            0,
            """\
open.png: 1200 x 900 pixels
inside: nothing in it surely looks like loose fill or shreds; what lies under the goods is not seen, so declare the dunnage
usable
""",
        )
    )
    assert "inside:" not in look("open.png")[1]


def test_a_folder_with_what_is_left_out(look, tmp_path):
    save(tmp_path / "photos" / "A2.png", photo((code("96385074", "ean8"), 40, 60)))
    save(tmp_path / "photos" / "A10.png", photo((code("BOX [red]10[/]", module=3), 40, 60)))
    (tmp_path / "photos" / "letter.jpg").write_text("Dear driver", encoding="utf-8")
    assert look("photos") == snapshot(
        (
            1,
            """\
photos/A2.png: 1200 x 900 pixels
text      identity  symbology  module  confidence  by                  \n\
96385074  gtin      ean 8      4.0 px  0.99        zxing-cpp and pyzbar
label: [[40, 60], [412, 60], [412, 328], [39, 328]]
the face is cut off by the border of the photo; step back, until a hand's width around it is seen

photos/A10.png: 1200 x 900 pixels
text            identity  symbology  module  confidence  by                  \n\
BOX [red]10[/]  ?         code 128   3.0 px  0.99        zxing-cpp and pyzbar
label: [[40, 60], [714, 60], [714, 258], [40, 258]]
the face is cut off by the border of the photo; step back, until a hand's width around it is seen
""",
            """\
left out: photos/letter.jpg: it holds text; give a photo as JPEG, PNG, WebP, HEIC or TIFF
note: a photo as it should be: GUIDE
""",
        )
    )


def test_nothing_to_look_at_could_not_run(look):
    assert look("gone.jpg") == snapshot(
        (
            2,
            """\
gone.jpg
gone.jpg is not there (any more); give a photo that exists
""",
            "note: a photo as it should be: GUIDE\n",
        )
    )


def test_a_folder_without_photos_is_told_whatever_its_name(look, tmp_path):
    (tmp_path / "A1.jpg").mkdir()
    assert look("A1.jpg") == (2, "", "no photo was found in the folder A1.jpg\n")


def test_no_text_of_a_barcode_steers_the_terminal(look, tmp_path):
    save(tmp_path / "A1.png", photo((code("A\x1b[31mB", "qrcode", module=6), 40, 60)))
    _, out, _ = look("A1.png")
    assert "\x1b" not in out
    assert r"A\x1b[31mB" in out


def test_without_the_extra_it_says_what_to_install(look, monkeypatch, run_python):
    code = (
        "import sys; sys.modules.update(dict.fromkeys(('cv2', 'zxingcpp'))); "
        "import importlib.util as u; find = u.find_spec; u.find_spec = lambda name: None if name in ('cv2', 'zxingcpp') else find(name); "
        "sys.argv = ['inboundcheck', 'look', 'photo.jpg']; from inboundcheck.cli import main; main()"
    )
    done = run_python("-c", code)
    assert (done.returncode, done.stdout, done.stderr) == snapshot(
        (
            2,
            "",
            """\
error: zxing-cpp is missing; install it with pip install 'inboundcheck[photo]'
error: OpenCV (cv2) is missing; install one of opencv-python-headless (pip install 'inboundcheck[photo]' brings it) and opencv-python, never both: they share one folder and break each other
""",
        )
    )


def test_doctor_says_how_to_get_a_second_opinion(monkeypatch):
    for name in [name for name in sys.modules if name.startswith("pyzbar")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr("ctypes.util.find_library", lambda _: None)
    result = CliRunner().invoke(app, ["doctor"])
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if line.startswith("photos")] == snapshot(
        [
            "photos  barcodes get no second opinion: pyzbar and the zbar library are needed (pip install 'inboundcheck[photo]'; then Debian and Ubuntu: apt install libzbar0, macOS: brew install zbar; Windows wheels hold it)",
            "photos  can be looked at: inboundcheck look PHOTO",
        ]
    )


def test_a_label_that_is_far_away_asks_to_step_closer(look, tmp_path):
    """Even where nothing in the photo is sharp: what is small has no sharp edges, and holding still does not help."""
    face = np.full((1500, 2000), 120.0)
    face[700:790, 900:960] = 235
    face[720:735, 906:954] = 60
    save(tmp_path / "far.png", cv2.GaussianBlur(face, (0, 0), 5).clip(0, 255).astype(np.uint8))
    status, said, _ = look("far.png")
    assert status == 1
    assert "the label is too far away: step closer" in " ".join(said.split())
