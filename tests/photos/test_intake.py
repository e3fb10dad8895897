"""A photo opens upright, whatever its kind; what cannot be opened costs one sentence."""

import io
import os
import struct
import sys
import zlib

import pytest

pytest.importorskip("pillow_heif", reason="photos need the extra 'photo'")
import numpy as np
import pillow_heif
from inline_snapshot import snapshot
from PIL import Image

from inboundcheck.errors import PhotoError
from inboundcheck.photos.opening import files, intake
from inboundcheck.photos.opening.files import Limits

ORIENTATION = 0x0112
# Undoing a turn: what is stored when the upright picture is to come out by EXIF orientation 1 to 8.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
KINDS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "tif": "TIFF", "heic": "HEIF"}


def upright_picture():
    """96 by 64, each quarter its own gray: any turn shows."""
    picture = np.zeros((64, 96), np.uint8)
    picture[:32, :48], picture[:32, 48:], picture[32:, :48], picture[32:, 48:] = 20, 90, 160, 230
    return Image.fromarray(picture)


def quarters(gray):
    height, width = gray.shape
    return [
        round(float(part.mean()), -1)
        for part in (
            gray[: height // 2, : width // 2],
            gray[: height // 2, width // 2 :],
            gray[height // 2 :, : width // 2],
            gray[height // 2 :, width // 2 :],
        )
    ]


def saved(folder, name, image, kind, **options):
    path = folder / name
    if kind == "HEIF":
        pillow_heif.from_pillow(image.convert("RGB")).save(path, quality=95, **options)
    else:
        image.save(path, kind, **options)
    return path


@pytest.mark.parametrize("suffix", KINDS)
@pytest.mark.parametrize("orientation", STORED)
def test_every_exif_turn_comes_out_upright(tmp_path, suffix, orientation):
    stored = upright_picture().convert("RGB")
    if STORED[orientation] is not None:
        stored = stored.transpose(STORED[orientation])
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    options = {"quality": 95} if suffix in ("jpg", "webp") else {}
    if suffix == "heic":
        stored, exif[ORIENTATION] = upright_picture(), 1  # HEIF turns by a property of its own
    path = saved(tmp_path, f"photo.{suffix}", stored, KINDS[suffix], exif=exif.tobytes(), **options)
    gray = intake.gray(path)
    assert gray.shape == (64, 96)
    assert quarters(gray) == [20, 90, 160, 230]
    assert intake.colour(path).size == (96, 64)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("L", "PNG"),
        ("1", "PNG"),
        ("P", "PNG"),
        ("LA", "PNG"),
        ("RGBA", "WEBP"),
        ("I;16", "PNG"),
        ("CMYK", "JPEG"),
        ("CMYK", "TIFF"),
        ("LAB", "TIFF"),
        ("F", "TIFF"),
    ],
)
def test_every_kind_of_pixel_becomes_eight_bits_of_gray(tmp_path, mode, kind):
    half = np.zeros((40, 60), np.uint8)
    half[:, 30:] = 255
    image = Image.fromarray(half)
    if mode == "I;16":
        image = Image.fromarray(half.astype(np.uint16) * 257)
    elif mode == "F":
        image = Image.fromarray(half.astype(np.float32) / 255)
    elif mode == "LAB":
        image = Image.merge("LAB", [image, Image.new("L", (60, 40), 128), Image.new("L", (60, 40), 128)])
    else:
        image = image.convert("RGB").convert(mode) if mode in ("CMYK", "RGBA") else image.convert(mode)
    gray = intake.gray(saved(tmp_path, "photo", image, kind))
    assert gray.dtype == np.uint8
    assert gray[:, :25].mean() < 40
    assert gray[:, 35:].mean() > 225


def test_what_is_see_through_lies_over_white(tmp_path):
    path = saved(tmp_path, "label.png", Image.new("RGBA", (20, 20), (0, 0, 0, 0)), "PNG")
    assert intake.gray(path).min() == 255
    assert intake.colour(path).getpixel((3, 3)) == (255, 255, 255)


def test_a_phones_multi_picture_jpeg_gives_its_first_picture(tmp_path):
    path = tmp_path / "portrait.jpg"
    upright_picture().save(path, "MPO", save_all=True, append_images=[Image.new("L", (10, 10))])
    assert quarters(intake.gray(path)) == [20, 90, 160, 230]


def test_a_damaged_exif_is_no_reason_to_refuse_a_photo(tmp_path):
    path = saved(tmp_path, "photo.jpg", upright_picture(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff garbage")
    assert quarters(intake.gray(path)) == [20, 90, 160, 230]


def test_a_small_copy_in_colour_keeps_the_turn(tmp_path):
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    path = saved(tmp_path, "photo.jpg", Image.new("RGB", (3000, 2000), "red"), "JPEG", exif=exif)
    assert intake.colour(path, longest=300).size == (200, 300)


def bomb():
    """A PNG of 1 KB that says it has 400 megapixels."""
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def encoded(image, kind, **options):
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


NOISE = Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 300), np.uint8))
BAD = {
    "empty.jpg": b"",
    "text.jpg": b"Dear driver, the photo is attached.\n",
    "document.png": b"%PDF-1.7\n",
    "animation.jpg": encoded(NOISE, "GIF"),
    "cut.jpg": encoded(NOISE, "JPEG")[:9000],
    "cut.png": encoded(NOISE, "PNG")[:9000],
    "cut.webp": encoded(NOISE, "WEBP")[:3000],
    "cut.tif": encoded(NOISE, "TIFF")[:9000],
    "head-only.jpg": b"\xff\xd8\xff\xe0",
    "head-only.heic": b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic",
    "new.avif": b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1",
    "bomb.png": bomb(),
    "pages.tif": encoded(NOISE, "TIFF", save_all=True, append_images=[NOISE]),
    "moving.webp": encoded(NOISE, "WEBP", save_all=True, append_images=[Image.new("L", (300, 200))]),
}


def trouble(path, **options):
    with pytest.raises(PhotoError) as caught:
        intake.gray(path, **options)
    return str(caught.value)


def test_what_is_no_photo_is_told_in_one_sentence(tmp_path):
    for name, data in BAD.items():
        (tmp_path / name).write_bytes(data)
    assert [trouble(tmp_path / name) for name in BAD] == snapshot(
        [
            "empty.jpg holds nothing (0 bytes); give a photo as JPEG, PNG, WebP, HEIC or TIFF",
            "text.jpg holds text; give a photo as JPEG, PNG, WebP, HEIC or TIFF",
            "document.png holds a PDF document; give a photo as JPEG, PNG, WebP, HEIC or TIFF",
            "animation.jpg holds a GIF picture; give a photo as JPEG, PNG, WebP, HEIC or TIFF",
            "cut.jpg is cut off or damaged; copy it anew from the phone, or take it anew",
            "cut.png is cut off or damaged; copy it anew from the phone, or take it anew",
            "cut.webp is a damaged WEBP file; open it and save it again as JPEG, or take it anew",
            "cut.tif is cut off or damaged; copy it anew from the phone, or take it anew",
            "head-only.jpg is a damaged JPEG file; open it and save it again as JPEG, or take it anew",
            "head-only.heic is a damaged HEIF file; open it and save it again as JPEG, or take it anew",
            "new.avif holds an AVIF picture; give a photo as JPEG, PNG, WebP, HEIC or TIFF",
            "bomb.png has 400 megapixels, and at most 100 are read; take it in the phone's usual mode (12 or 50) or shrink it",
            "pages.tif holds 2 pictures, and only one can be meant; save that one as a photo of its own",
            "moving.webp holds 2 pictures, and only one can be meant; save that one as a photo of its own",
        ]
    )


def test_what_is_no_file_is_told_in_one_sentence(tmp_path):
    (tmp_path / "folder.jpg").mkdir()
    found = [trouble(tmp_path / name) for name in ("folder.jpg", "gone.jpg")]
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.jpg")
        found += [trouble(tmp_path / "pipe.jpg"), trouble("/dev/zero")]
    assert found == snapshot(
        [
            "folder.jpg is a folder, not a photo; give the photos in it",
            "gone.jpg is not there (any more); give a photo that exists",
            "pipe.jpg is a pipe, not a photo; leave it out",
            "zero is a device, not a photo; leave it out",
        ]
    )


def test_limits_hold_before_anything_is_decoded(tmp_path, monkeypatch):
    path = saved(tmp_path, "photo.png", NOISE, "PNG")
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("it was decoded"))
    assert [trouble(path, limits=Limits(pixels=59_999)), trouble(path, limits=Limits(bytes=10_000))] == snapshot(
        [
            "photo.png has 0 megapixels, and at most 0.059999 are read; take it in the phone's usual mode (12 or 50) or shrink it",
            "photo.png has 0 MB, and at most 0 are read; save it as JPEG",
        ]
    )


def test_a_photo_exactly_at_the_limit_is_read(tmp_path):
    path = saved(tmp_path, "photo.png", NOISE, "PNG")
    assert intake.gray(path, limits=Limits(pixels=60_000, bytes=path.stat().st_size)).shape == (200, 300)


def test_heic_without_its_library_says_what_to_install(tmp_path, monkeypatch):
    path = saved(tmp_path, "photo.heic", NOISE, "HEIF")
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    assert trouble(path) == snapshot(
        "photo.heic: HEIC photos (iPhone) cannot be opened: install pillow-heif (pip install 'inboundcheck[photo]'), or save it as JPEG"
    )


def test_a_file_exchanged_for_a_pipe_does_not_hang(tmp_path, monkeypatch):
    if not hasattr(os, "mkfifo"):
        pytest.skip("this platform has no pipes in folders")
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"x")
    open_file = os.open

    def exchanged(name, flags):
        path.unlink()
        os.mkfifo(path)
        return open_file(name, flags)

    monkeypatch.setattr(files.os, "open", exchanged)
    assert trouble(path) == "photo.jpg is a pipe, not a photo; leave it out"
