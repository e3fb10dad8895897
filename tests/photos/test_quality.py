"""A bad photo says what is wrong with it and what to do; a good one says nothing."""

import pytest

pytest.importorskip("zxingcpp", reason="photos need the extra 'photo'")
pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import cv2
import numpy as np
from inline_snapshot import snapshot

from inboundcheck.photos.opening.quality import flaws
from tests.photos.pictures import code, photo

LABEL = code("FBA15K2M3NXQU000001", module=3)


def label_photo(**options):
    return photo((LABEL, 200, 300), **options)


def found(gray):
    return [each.flaw for each in flaws(gray)]


def with_light(gray, size):
    """A reflection in the middle: white, and fading around."""
    down, across = np.mgrid[: gray.shape[0], : gray.shape[1]]
    light = 500 * np.exp(-((across - 600) ** 2 + (down - 450) ** 2) / (2 * size**2))
    return (gray + light).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize("noise", [0.0, 2.0, 8.0])
@pytest.mark.parametrize("carton", [60, 150, 220])
def test_a_good_photo_has_no_flaw(noise, carton):
    assert found(label_photo(noise=noise, carton=carton)) == []


@pytest.mark.parametrize("noise", [0.0, 2.0, 8.0])
def test_a_photo_without_a_sharp_edge_is_blurred(noise):
    assert found(label_photo(blur=5, noise=noise)) == ["blurred"]
    assert found(label_photo(blur=1, noise=noise)) == []


def test_a_face_without_any_edge_is_not_called_blurred():
    assert found(photo(blur=5)) == []


def test_a_dark_photo_is_dark():
    assert "dark" in found((label_photo() * 0.2).astype(np.uint8))


def test_a_washed_out_photo_is_overexposed():
    assert found((label_photo().astype(float) * 1.2 + 110).clip(0, 255).astype(np.uint8)) == ["overexposed"]


def test_white_paper_is_neither_glare_nor_overexposed():
    paper = photo((np.full((500, 700), 255, np.uint8), 100, 100), (LABEL, 150, 400))
    paper[paper > 225] = 255
    assert found(paper) == []


def test_a_reflection_is_told_with_its_place():
    (seen,) = flaws(with_light(label_photo(), 120))
    assert seen.flaw == "glare"
    left, top = seen.polygon[0]
    right, bottom = seen.polygon[2]
    assert left < 600 < right
    assert top < 450 < bottom


def test_flaws_are_the_same_at_every_size():
    gray = cv2.resize(with_light(label_photo(), 120), (4800, 3600), interpolation=cv2.INTER_CUBIC)
    (seen,) = flaws(gray)
    assert (seen.flaw, seen.polygon[0][0] < 2400 < seen.polygon[2][0]) == ("glare", True)


def test_a_preview_is_too_small():
    assert found(label_photo()[:479]) == ["small"]
    assert found(label_photo()[:480]) == []


def test_every_flaw_says_what_to_do():
    photos = [label_photo(blur=5), with_light(label_photo(), 120), (label_photo() * 0.2).astype(np.uint8), label_photo()[:300]]
    assert [flaws(each)[-1].reason for each in photos] == snapshot(
        [
            "blurred: hold the phone still, tap on the label to focus, and take the photo again",
            "a light is mirrored in it: switch off the flash, tilt the phone or the box a little, and take the photo again",
            "too dark: switch on a light or step out of the shadow, and take the photo again",
            "too few pixels: send the original from the phone, not a preview or a screenshot",
        ]
    )
