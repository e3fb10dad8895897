"""The names of marked photos."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck.photos.marking.marked import file_names

NASTY = st.sampled_from(["..", "/", "\\", "A1", "front.jpg", "\x00", "C:", "CON", "~", "\u202e", " ", "é"])


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("shipment/photos/A1/front.jpg", "A1-front.jpg"),
        ("photos\\A1\\front.HEIC", "A1-front.jpg"),
        ("front.jpg", "front.jpg"),
        ("photos/A1-front.jpg", "photos-A1-front.jpg"),
        ("../../etc/passwd", "etc-passwd.jpg"),
        ("photos/../front.jpg", "front.jpg"),
        ("photos/A/1 & <b>.png", "A-1-b.jpg"),
        ("", "photo.jpg"),
        ("箱/写真.jpg", "photo.jpg"),
    ],
)
def test_a_name_tells_folder_and_photo(path, name):
    assert file_names([path]) == [name]


def test_photos_of_one_name_get_names_of_their_own():
    paths = ["a/photos/A1/front.jpg", "b/photos/A1/front.jpg", "a/photos/a1/FRONT.png", "photos/A2/front.jpg"]
    assert file_names(paths) == ["A1-front.jpg", "A1-front-2.jpg", "a1-FRONT-3.jpg", "A2-front.jpg"]


@given(st.lists(st.text(max_size=40) | st.lists(NASTY, max_size=8).map("".join) | st.text(min_size=300, max_size=400), max_size=20))
def test_no_name_leads_out_of_the_folder_and_no_two_are_the_same(paths):
    names = file_names(paths)
    assert len({name.casefold() for name in names}) == len(paths)
    assert all(re.fullmatch(r"[0-9A-Za-z_][0-9A-Za-z_-]{0,90}\.jpg", name) for name in names)
