"""What the README shows is what happens: the picture of its first command, and the marked photo."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from docs.terminal import picture, printed
from PIL import Image

import inboundcheck as ic


@pytest.fixture(scope="module")
def report(repository):
    return ic.check(repository / "examples" / "first-shipment", waivers=repository / "examples" / "first-shipment" / "waivers.yaml")


def words(text):
    """The words of a text; how sure a decoder is, and to the pixel where, is its own business."""
    return re.sub(r"at [\d,\s-]+, confidence 0\.\d\d", "at …", " ".join(text.split()))


def text_of(svg):
    """The words in a picture, line by line."""
    lines = {}
    for each in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):  # noqa: S314 - our own
        lines.setdefault(float(each.get("y")), []).append((float(each.get("x")), each.text))
    return "\n".join("".join(text for _, text in sorted(lines[y])) for y in sorted(lines))


def test_its_terminal_is_real(repository):
    shown = text_of((repository / "docs" / "pictures" / "terminal.svg").read_text(encoding="utf-8"))
    assert "NOT READY. 9 boxes" in words(shown)
    assert words(shown) == words(text_of(picture(printed(colour=False)))), "write it anew: python docs/terminal.py"


def test_its_pictures_fetch_nothing(repository):
    svg = (repository / "docs" / "pictures" / "terminal.svg").read_text(encoding="utf-8")
    assert re.findall(r"url\((?!#)|href=|@import", svg) == []


def test_its_picture_is_real(repository, report, tmp_path):
    ic.save_marked(report, tmp_path)
    with Image.open(tmp_path / "A4-front.jpg") as real, Image.open(repository / "docs" / "pictures" / "stray-barcode.jpg") as shown:
        difference = np.abs(np.asarray(real, dtype=int) - np.asarray(shown, dtype=int))
    assert difference.mean() < 2, "write it anew with --save-marked"
    assert (difference > 60).mean() < 0.002, "write it anew with --save-marked"
