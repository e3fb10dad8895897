"""Writes the photos of `examples/first-shipment`: run `python -m examples.render.first_shipment` in the repository.

The same picture comes out each time, up to the last bit of arithmetic of the libraries. tests/examples reads the codes in them.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np
from examples.render import labels
from examples.render.camera import Camera, Cuboid
from examples.render.labels import Box, Colour
from examples.render.surfaces import Cardboard
from numpy.random import Generator, default_rng
from PIL import Image

FOLDER = Path(__file__).parents[1] / "first-shipment" / "photos"
WIDTH, DEPTH, HEIGHT = 355.6, 304.8, 254.0
"""Of most boxes: 14 by 12 by 10 inches, in millimetres."""
STRAY = "4006381333931"
OLD = "1Z6F24E10357914280"
"""The tracking number of a parcel that somebody else sent months ago, in the carton that was used again."""
TRACKING = (
    "1Z999AA10123456784", "1Z999AA10123456793", "1Z999AA10123456800", "1Z999AA10123456819", "1Z999AA10123456828",
    "1Z999AA10123456837", "1Z999AA10123456846", "1Z999AA10123456855", "1Z999AA10123456864",
)  # fmt: skip


def box(number: int, sku: str = "MUG-1", quantity: int = 4, weight: str = "5.5 lb") -> Box:
    """What the labels of a box of the example say."""
    return Box(number, 9, f"FBA15EXAMPLEU{number:06}", TRACKING[number - 1], sku, quantity, weight)


def carton(dice: Generator, x: float = 0.0, **sizes: float) -> Cuboid:
    """A closed box with its seam along the top, and nothing on it."""
    width, depth, height = (sizes.get(name, usual) for name, usual in (("width", WIDTH), ("depth", DEPTH), ("height", HEIGHT)))
    top, front = Cardboard(dice, width, depth), Cardboard(dice, width, height)
    top.seam()
    front.print_text("KK  RECYCLE  200 lb  ECT 32", 14, height - 16, 5)
    return Cuboid(x, 0, width, depth, height, top, front)


def worn(boxes: list[Cuboid]) -> list[Cuboid]:
    """Let the edges of boxes show that they were handled."""
    for each in boxes:
        for face, _, _ in each.faces():
            face.worn_edges()
    return boxes


def at_the_front(dice: Generator, labelled: Box, *, roll: float, aside: float, tilt: float = 1.2) -> tuple[Camera, Cuboid]:
    """A phone held before the face with the two labels."""
    made = carton(dice)
    made.front.stick(labels.box_label(labelled), 46, 42, turn=tilt)
    made.front.stick(labels.carrier_label(labelled), 196, 45, turn=-0.8 * tilt)
    middle = made.width / 2
    return Camera((middle + aside, -470, 430), (middle + aside * 0.04, 0, 132), roll=roll, boxes=[made]), made


def clean(dice: Generator) -> Camera:
    """A1: both labels flat on the front, nothing else."""
    return at_the_front(dice, box(1), roll=-0.8, aside=70)[0]


def strapped(dice: Generator) -> Camera:
    """A2: two straps hold it to the next box."""
    camera, first = at_the_front(dice, box(2), roll=0.7, aside=60)
    second = carton(dice, x=WIDTH - 0.3)
    for face in (second.top, second.front):
        face.gap()
    for each in (first, second):
        for at in (18, 228):
            each.front.band(at)
    camera.eye, camera.target = (290, -560, 470), (226, 0, 134)
    camera.boxes.append(second)
    return camera


def swapped(dice: Generator) -> Camera:
    """A3, from behind: it carries the labels of A7."""
    camera, made = at_the_front(dice, box(7), roll=1.1, aside=-80, tilt=-1.6)
    for at in (18, 228):
        made.front.band(at)
    return camera


def stray(dice: Generator) -> Camera:
    """A4: the maker's sticker of what was in the carton before."""
    made = carton(dice)
    made.front.stick(labels.box_label(box(4, "LAMP-2", 1, "6.4 lb")), 34, 44, turn=0.9)
    made.front.stick(labels.carrier_label(box(4, "LAMP-2", 1, "6.4 lb")), 144, 46, turn=-0.7)
    made.front.stick(labels.product_code(STRAY, "DESK LAMP 3 W"), 262, 96, turn=3.5, worn=True)
    return Camera((262, -475, 420), (181, 0, 132), roll=0.6, boxes=[made])


def on_the_seam(dice: Generator) -> Camera:
    """A5, from above: the box label lies across the seam and its tape."""
    made = carton(dice)
    lamp = box(5, "LAMP-2", 1, "6.4 lb")
    made.top.stick(labels.box_label(lamp), 48, 74, turn=-2.2)
    made.top.stick(np.rot90(labels.carrier_label(lamp)).copy(), 168, 170, turn=1.0)
    return Camera((184, 70, 845), (178, 149, 254), zoom=1.18, roll=1.5, light=0.95, boxes=[made])


def used_again(dice: Generator) -> Camera:
    """A6: a long and heavy box, and the carrier's label of its last journey."""
    made = carton(dice, width=1050, depth=400, height=350)
    lamps = box(6, "LAMP-2", 8, "50 lb")
    made.front.stick(labels.box_label(lamps), 36, 52, turn=-0.8)
    made.front.stick(labels.carrier_label(lamps), 154, 50, turn=1.1)
    before = replace(lamps, number=1, of=1, tracking=OLD, weight="17 lb")
    made.front.stick(
        labels.carrier_label(before, to=("Rosa Lindqvist", "1180 Harbor Ln", "Salem, OR 97301"), route="OR 973 0-01", day="02 JUN 2026"),
        290,
        120,
        turn=4.5,
        worn=True,
    )
    made.front.stick(labels.team_lift(), 70, 240, turn=0.6)
    return Camera((290, -520, 480), (215, 0, 182), roll=0.4, boxes=[made])


def too_fast(dice: Generator) -> Camera:
    """A8: the phone was moved, and nothing can be read."""
    camera, _ = at_the_front(dice, box(8, "LAMP-2", 1), roll=-2.6, aside=110)
    camera.light = 0.86
    return camera


SCENES: dict[str, Callable[[Generator], Camera]] = {
    "A1/front.jpg": clean,
    "A2/front.jpg": strapped,
    "A3/back.jpg": swapped,
    "A4/front.jpg": stray,
    "A5/top.jpg": on_the_seam,
    "A6/front.jpg": used_again,
    "A8/front.jpg": too_fast,
}
"""The photos by their place in the folder."""


def rendered(name: str) -> bytes:
    """Render one photo as the JPEG file that a phone would write."""
    dice = default_rng(crc32(name.encode()))
    camera = SCENES[name](dice)
    worn(camera.boxes)
    photo = camera.photo(dice)
    if name.startswith("A8/"):
        photo = shaken(photo)
    return written(photo, sideways=name.startswith("A5/"))


def shaken(photo: Colour) -> Colour:
    """Blur a photo as a moving hand does."""
    path = np.zeros((61, 61), np.float32)
    cv2.line(path, (8, 40), (52, 22), 1.0, 2)
    return cv2.GaussianBlur(cv2.filter2D(photo, -1, path / path.sum()), (0, 0), 3)


def written(photo: Colour, *, sideways: bool = False) -> bytes:
    """Write a JPEG file; a phone that is held upright writes its picture sideways, with a note which way is up."""
    image, exif = Image.fromarray(photo), Image.Exif()
    if sideways:
        image = image.transpose(Image.Transpose.ROTATE_90)
        exif[0x0112] = 6
    file = io.BytesIO()
    image.save(file, "JPEG", quality=48, optimize=True, progressive=True, exif=exif)
    return file.getvalue()


def write(folder: Path = FOLDER, names: list[str] | None = None) -> None:
    """Write the photos, or those that are named."""
    for name in names or SCENES:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(rendered(name))
        print(f"wrote {path}, {path.stat().st_size // 1000} kB")


if __name__ == "__main__":
    write(names=sys.argv[1:])
