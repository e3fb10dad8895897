"""The focal length in pixels, by the tags of a file."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from inboundcheck.photos.eyes import look
from inboundcheck.photos.opening.lens import focal, focal_by

SIZE = (4000, 3000)
FILM = {0xA405: 26}


def test_the_equivalent_of_film_is_told_by_the_diagonal():
    assert focal_by(FILM, SIZE) == pytest.approx(26 / 43.2666 * 5000, rel=1e-4)
    assert focal_by(FILM, SIZE[::-1]) == focal_by(FILM, SIZE)
    assert focal_by(FILM, (2000, 1500)) == pytest.approx(focal_by(FILM, SIZE) / 2)


def test_else_the_sensor_tells_it():
    # 5.6 mm before a sensor with 4000 pixels on 7 mm, told per centimetre; the photo was shrunk to half since.
    tags = {0x920A: 5.6, 0xA20E: 4000 / 0.7, 0xA210: 3, 0xA002: 4000, 0xA003: 3000}
    assert focal_by(tags, SIZE) == pytest.approx(3200)
    assert focal_by(tags, (1500, 2000)) == pytest.approx(1600)


@pytest.mark.parametrize(
    "tags",
    [{}, {0xA405: 0}, {0xA405: math.nan}, {0xA405: 4}, {0xA405: 5000}, {0xA405: "x"}, {0x920A: 5.6}, {**FILM, 0xA404: 2.0}],
)
def test_nothing_is_known_of_a_lens_that_is_not_told_or_was_zoomed(tags):
    assert focal_by(tags, SIZE) == 0.0


def test_a_photo_that_was_cut_has_lost_its_middle():
    taken = {**FILM, 0xA002: 4000, 0xA003: 3000}
    assert focal_by(taken, (3000, 4000)) > 0
    assert focal_by(taken, (2500, 2500)) == 0.0


tags = st.one_of(st.integers(), st.floats(), st.text(max_size=3), st.binary(max_size=3), st.none(), st.tuples(st.integers()))


@given(st.dictionaries(st.sampled_from((0x920A, 0xA405, 0xA404, 0xA002, 0xA003, 0xA20E, 0xA210)), tags))
def test_no_tags_break_it(exif):
    assert 0 <= focal_by(exif, SIZE) < math.inf


def test_it_is_read_from_a_file_whichever_way_it_is_turned(tmp_path):
    image, exif = Image.new("RGB", (640, 480), "white"), Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8769)[0xA405] = 26
    image.save(tmp_path / "told.jpg", exif=exif)
    image.save(tmp_path / "silent.jpg")
    assert focal(tmp_path / "told.jpg") == pytest.approx(26 / 43.2666 * 800, rel=1e-4)
    assert focal(tmp_path / "silent.jpg") == 0.0
    assert look(tmp_path / "told.jpg").focal == focal(tmp_path / "told.jpg")
