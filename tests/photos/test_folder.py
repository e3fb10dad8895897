"""A folder gives its photos in a stable order, and says what it left out."""

import os

import pytest
from inline_snapshot import snapshot

from inboundcheck.errors import UsageError
from inboundcheck.photos import photos_in

JPEG = b"\xff\xd8\xff\xe0 not looked at any further here"


def names(folder):
    return [path.relative_to(folder).as_posix() for path in photos_in(folder).photos]


def refused(folder):
    return {each.path.relative_to(folder).as_posix(): each.reason for each in photos_in(folder).refused}


@pytest.fixture
def folder(tmp_path):
    top = tmp_path / "photos"
    (top / "A2").mkdir(parents=True)
    (top / "A10").mkdir()
    return top


def test_numbers_in_names_count_as_numbers(folder):
    for name in ("IMG_10.jpg", "IMG_9.jpg", "img_2.jpg", "A10/1.jpg", "A2/12.jpg", "A2/3.jpg"):
        (folder / name).write_bytes(JPEG)
    assert names(folder) == ["A2/3.jpg", "A2/12.jpg", "A10/1.jpg", "img_2.jpg", "IMG_9.jpg", "IMG_10.jpg"]


def test_content_decides_and_not_the_name(folder):
    (folder / "photo").write_bytes(JPEG)
    (folder / "photo.txt").write_bytes(JPEG)
    (folder / "letter.jpg").write_bytes(b"Dear driver")
    (folder / "empty.HEIC").write_bytes(b"")
    (folder / "read-me.md").write_bytes(b"# Photos")
    (folder / ".hidden.jpg").write_bytes(JPEG)
    assert names(folder) == ["photo", "photo.txt"]
    assert refused(folder) == snapshot(
        {
            "empty.HEIC": "it holds nothing (0 bytes); give a photo as JPEG, PNG, WebP, HEIC or TIFF",
            "letter.jpg": "it holds text; give a photo as JPEG, PNG, WebP, HEIC or TIFF",
        }
    )


def test_no_link_is_followed_out_of_the_folder(folder, tmp_path):
    (tmp_path / "secret.jpg").write_bytes(JPEG)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "more.jpg").write_bytes(JPEG)
    (folder / "A2" / "1.jpg").write_bytes(JPEG)
    try:
        (folder / "out.jpg").symlink_to(tmp_path / "secret.jpg")
    except OSError:
        pytest.skip("this user may not make links")
    (folder / "there").symlink_to(tmp_path / "other")
    (folder / "round").symlink_to(folder)
    (folder / "circle.jpg").symlink_to(folder / "circle.jpg")
    (folder / "within.jpg").symlink_to(folder / "A2" / "1.jpg")
    assert names(folder) == ["A2/1.jpg", "within.jpg"]
    assert refused(folder) == snapshot(
        {
            "circle.jpg": "it is a link that leads nowhere; copy the photo here",
            "out.jpg": "it is a link that leads out of the folder; copy the photo here",
            "round": "it is a link to a folder, and links to folders are not followed; copy the photos here",
            "there": "it is a link to a folder, and links to folders are not followed; copy the photos here",
        }
    )


def test_a_pipe_is_not_waited_for(folder):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this platform has no pipes in folders")
    os.mkfifo(folder / "pipe.jpg")
    assert refused(folder) == {"pipe.jpg": "pipe.jpg is a pipe, not a photo; leave it out"}


def test_thousands_of_photos_come_once_each(folder):
    for number in range(3000):
        (folder / f"{number}.jpg").write_bytes(JPEG)
    assert names(folder) == [f"{number}.jpg" for number in range(3000)]


def test_what_is_no_folder_is_refused(tmp_path):
    with pytest.raises(UsageError, match="is not a folder with photos"):
        photos_in(tmp_path / "gone")
