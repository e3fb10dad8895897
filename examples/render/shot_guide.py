"""Writes the pictures of the shot guide: run `python -m examples.render.shot_guide` in the repository.

The two photos to take, and a strip of what goes wrong, for the documentation; the first two, smaller, for the HTML report.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from examples.render import labels
from examples.render.camera import Camera, Cuboid
from examples.render.first_shipment import DEPTH, HEIGHT, WIDTH, box, worn
from examples.render.labels import Colour
from examples.render.surfaces import Cardboard
from numpy.random import default_rng
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).parents[2]
DOCS, PACKAGE = ROOT / "docs" / "pictures", ROOT / "src" / "inboundcheck" / "outputs" / "guide"
SIZE = (2880, 2160)
_ON_PAGES, _IN_REPORTS, _IN_STRIP = 1000, 400, 420
_TICK = [[(12, 34), (26, 48), (54, 16)]]
_CROSS = [[(14, 14), (50, 50)], [(50, 14), (14, 50)]]
_RIGHT = "right: whole, straight on"
_MIDDLE = (WIDTH / 2, 0.0, HEIGHT / 2)


def carton() -> Cuboid:
    """A box with its two labels flat on the front, and its seam along the top."""
    dice = default_rng(11)
    top, front, side = Cardboard(dice, WIDTH, DEPTH), Cardboard(dice, WIDTH, HEIGHT), Cardboard(dice, DEPTH, HEIGHT)
    top.seam()
    front.stick(labels.box_label(box(1)), 46, 42, turn=0.6)
    front.stick(labels.carrier_label(box(1)), 196, 45, turn=-0.5)
    made = Cuboid(0, 0, WIDTH, DEPTH, HEIGHT, top, front, side)
    worn([made])
    return made


def behind() -> Cuboid:
    """The same box seen from the corner opposite its labels: nothing is on the three sides that can be seen."""
    dice = default_rng(12)
    top, front, side = Cardboard(dice, WIDTH, DEPTH), Cardboard(dice, WIDTH, HEIGHT), Cardboard(dice, DEPTH, HEIGHT)
    top.seam()
    side.tail(60)
    front.print_text("KK  RECYCLE  200 lb  ECT 32", 14, HEIGHT - 16, 5)
    made = Cuboid(0, 0, WIDTH, DEPTH, HEIGHT, top, front, side)
    worn([made])
    return made


def straight(away: float = 590.0, *, aside: float = 0.0, up: float = 0.0, look: tuple[float, float] = (0.0, 0.0), blur: float = 0.7) -> Colour:
    """The labelled face from straight before its middle, so many millimetres away; or from aside, from above, or past its middle."""
    eye = (_MIDDLE[0] + aside, -away, _MIDDLE[2] + up)
    target = (_MIDDLE[0] + look[0], 0.0, _MIDDLE[2] + look[1])
    return Camera(eye, target, size=SIZE, blur=blur, boxes=[carton()]).photo(default_rng(13))


def from_the_corner() -> Colour:
    """Three whole sides, from above the corner opposite the labels."""
    camera = Camera((-390, -560, 700), (WIDTH / 2 - 5, DEPTH / 2 - 25, HEIGHT / 2 - 30), size=SIZE, boxes=[behind()])
    return camera.photo(default_rng(14))


def with_glare(photo: Colour) -> Colour:
    """The lamp, or the flash, mirrored in the tape over a label."""
    rows, columns = photo.shape[:2]
    x, y = np.meshgrid(np.linspace(-1, 1, columns, dtype=np.float32), np.linspace(-1, 1, rows, dtype=np.float32))
    spot = np.exp(-(((x + 0.28) / 0.26) ** 2) - ((y - 0.02) / 0.30) ** 2)[..., None]
    return np.clip(photo + 420 * spot, 0, 255).astype(np.uint8)


def shaken(photo: Colour) -> Colour:
    """A hand that moved."""
    path = np.zeros((61, 61), np.float32)
    cv2.line(path, (6, 42), (54, 20), 1.0, 2)
    return cv2.filter2D(photo, -1, path / path.sum())


def right_and_wrong() -> dict[str, Colour]:
    """What is right, and what goes wrong by what is to be done."""
    good = straight()
    return {
        _RIGHT: good,
        "cut off: step back": straight(430, look=(95, -10)),
        "too far: step closer": straight(1500, up=120),
        "askew: hold it straight": straight(430, aside=520, up=210),
        "glare: no flash, move aside": with_glare(good),
        "blurred: hold still": shaken(good),
    }


def strip(pictures: dict[str, Colour]) -> Image.Image:
    """Put pictures side by side, three to a row, each with its words below, and a tick or a cross on it."""
    width, height, words = _IN_STRIP, round(_IN_STRIP * SIZE[1] / SIZE[0]), 44
    rows = (len(pictures) + 2) // 3
    made = Image.new("RGB", (3 * width + 2 * 12, rows * (height + words)), "white")
    draw, font = ImageDraw.Draw(made), ImageFont.load_default(22)
    for number, (text, picture) in enumerate(pictures.items()):
        left, top = number % 3 * (width + 12), number // 3 * (height + words)
        made.paste(Image.fromarray(picture).resize((width, height), Image.Resampling.LANCZOS), (left, top))
        strokes = _TICK if text == _RIGHT else _CROSS
        for colour, wide in (("white", 14), ("#00684D" if text == _RIGHT else "#B23C00", 8)):
            for stroke in strokes:
                draw.line([(left + x, top + y) for x, y in stroke], colour, wide, joint="curve")
        draw.text((left + width / 2, top + height + words / 2), text, "black", font, anchor="mm")
    return made


def save(picture: Image.Image, path: Path, *, longest: int, quality: int = 72) -> None:
    """Write a picture as JPEG, no side longer than so many pixels."""
    made = picture.copy()
    made.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(path, quality=quality, optimize=True, progressive=True)
    print(f"wrote {path.relative_to(ROOT)}, {path.stat().st_size // 1000} kB")


def write() -> None:
    """Write all of them."""
    for name, photo in (("face", straight()), ("corner", from_the_corner())):
        save(Image.fromarray(photo), DOCS / f"photo-{name}.jpg", longest=_ON_PAGES)
        save(Image.fromarray(photo), PACKAGE / f"{name}.jpg", longest=_IN_REPORTS, quality=60)
    save(strip(right_and_wrong()), DOCS / "photos-wrong.jpg", longest=3 * _IN_STRIP + 24)


if __name__ == "__main__":
    write()
