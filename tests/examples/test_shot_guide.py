"""The pictures of the shot guide are there, small, and are the photos that they ask for."""

import pytest
from examples.render.shot_guide import DOCS, straight

from inboundcheck.outputs.guide import WORDS, picture

Image = pytest.importorskip("PIL.Image")


@pytest.mark.parametrize("name", ["photo-face.jpg", "photo-corner.jpg", "photos-wrong.jpg"])
def test_the_pictures_of_the_documentation_are_small(name):
    with Image.open(DOCS / name) as image:
        assert image.format == "JPEG"
        assert min(image.size) >= 500
    assert (DOCS / name).stat().st_size < 150_000


@pytest.mark.parametrize("shot", WORDS)
def test_those_in_reports_are_smaller(shot):
    data = picture(shot).read_bytes()
    assert len(data) < 20_000


def test_the_photo_that_the_guide_asks_for_is_the_one_that_settles_most(tmp_path):
    """Its labels are read and found, and so is its face: nothing is to be changed about it."""
    from inboundcheck.photos.eyes import look

    path = tmp_path / "face.jpg"
    Image.fromarray(straight()).save(path, quality=90)
    looked = look(path)
    codes = {each.barcode.text for each in looked.sightings if each.kind == "barcode"}
    assert codes >= {"FBA15EXAMPLEU000001", "1Z999AA10123456784"}
    assert len([each for each in looked.labels if each.confidence >= 0.8]) == 2
    assert len(looked.face) == 4
    assert not [each for each in looked.sightings if each.kind == "quality"]
