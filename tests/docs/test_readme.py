"""What the README shows is what happens: the output of its first command, and the marked photo."""

import re

import numpy as np
import pytest
from PIL import Image

import inboundcheck as ic


@pytest.fixture(scope="module")
def report(repository):
    return ic.check(repository / "examples" / "first-shipment", waivers=repository / "examples" / "first-shipment" / "waivers.yaml")


def words(text):
    """The words of a text; how sure a decoder is, and to the pixel where, is its own business."""
    return re.sub(r"at [\d,\s-]+, confidence 0\.\d\d", "at …", " ".join(text.split()))


def test_its_output_is_real(repository, run_python):
    shown = re.search(r"```text\n(Judged.*?)```", (repository / "README.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    real = words(run_python("-m", "inboundcheck", "check", "examples/first-shipment").stdout)
    at = 0
    for part in shown.split("[…]"):
        at = real.find(words(part), at)
        assert at >= 0, f"not in the output any more, or not in this order:\n{part}"


def test_its_picture_is_real(repository, report, tmp_path):
    ic.save_marked(report, tmp_path)
    with Image.open(tmp_path / "A4-front.jpg") as real, Image.open(repository / "docs" / "pictures" / "stray-barcode.jpg") as shown:
        difference = np.abs(np.asarray(real, dtype=int) - np.asarray(shown, dtype=int))
    assert difference.mean() < 2, "write it anew with --save-marked"
    assert (difference > 60).mean() < 0.002, "write it anew with --save-marked"
