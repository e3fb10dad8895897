"""Pictures without any barcode that are full of what looks like one: bars, slats, bricks, print and weave. Also what stands behind a box."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np
from examples.render.labels import Colour
from examples.render.surfaces import Cardboard, clouds
from numpy.random import Generator
from numpy.typing import NDArray

Real = NDArray[np.float32]
_WORDS = (
    "FRAGILE",
    "handle with care",
    "THIS SIDE UP",
    "200 lb ECT 32",
    "www.example.com",
    "Net weight 12.5 kg",
    "MADE OF 70 % RECYCLED FIBRE",
    "8 9 10 11 12 13",
)


def stripes(dice: Generator, width: int, height: int) -> Real:
    """Parallel bars of one width, or of widths that drift."""
    pitch = dice.uniform(3, 60)
    drift = np.cumsum(pitch * (1 + dice.uniform(0, 0.6) * clouds(dice, 1, width, 90, 1)[0]).clip(0.3, 3) ** -1) / pitch
    return _grey(np.repeat((np.sin(drift * 2 * np.pi / pitch) > dice.uniform(-0.6, 0.6)).astype(np.float32)[None], height, 0))


def combs(dice: Generator, width: int, height: int) -> Real:
    """Short strokes beside each other in rows: rulers, scales and combs."""
    image = np.full((height, width), 0.9, np.float32)
    for top in range(60, height - 120, int(dice.integers(150, 400))):
        step, thick = int(dice.integers(6, 40)), int(dice.integers(1, 9))
        for number, x in enumerate(range(80, width - 80, step)):
            long = 110 if number % 10 == 0 else 80 if number % 5 == 0 else 50
            image[top : top + long, x : x + thick] = 0.1
    return _grey(image)


def keys(dice: Generator, width: int, height: int) -> Real:
    """A keyboard's rows of keys with a letter on each, or a piano's."""
    image = np.full((height, width), 30, np.uint8)
    size = int(dice.integers(60, 160))
    for row, y in enumerate(range(30, height, size)):
        for x in range(30 - (row % 3) * size // 3, width, size):
            cv2.rectangle(image, (x, y), (x + size - size // 8, y + size - size // 8), int(dice.integers(64, 100)), -1)
            letter = chr(int(dice.integers(65, 91)))
            cv2.putText(image, letter, (x + size // 4, y + size // 2), cv2.FONT_HERSHEY_SIMPLEX, size / 70, 230, 2, cv2.LINE_AA)
    if dice.random() < 0.5:
        _piano(image[: height // 2], int(dice.integers(30, 90)))
    return _grey(image.astype(np.float32) / 255)


def _piano(image: NDArray[np.uint8], white: int) -> None:
    image[:] = 237
    for number, x in enumerate(range(0, image.shape[1], white)):
        image[:, x : x + 2] = 50
        if number % 7 not in {2, 6}:
            image[: image.shape[0] * 2 // 3, x + white * 2 // 3 : x + white * 4 // 3] = 20


def bricks(dice: Generator, width: int, height: int) -> Real:
    """A wall."""
    long, high = int(dice.integers(80, 300)), int(dice.integers(30, 100))
    image = np.full((height, width, 3), (170, 165, 158), np.float32)
    for row, y in enumerate(range(0, height, high)):
        for x in range(-(row % 2) * long // 2, width, long):
            cv2.rectangle(image, (x + 4, y + 4), (x + long - 4, y + high - 4), (np.array((150.0, 80.0, 62.0)) * dice.uniform(0.7, 1.15)).tolist(), -1)
    return image * (1 + 0.06 * clouds(dice, height, width, 7, 7))[..., None]


def fence(dice: Generator, width: int, height: int) -> Real:
    """Slats before something bright: a fence, blinds, a radiator, a pallet."""
    behind = 190 + 30 * clouds(dice, height, width, 300, 300)
    pitch = int(dice.integers(20, 160))
    share = dice.uniform(0.25, 0.8)
    for x in range(0, width, pitch):
        slat = max(2, int(pitch * share * dice.uniform(0.9, 1.1)))
        shade = 60 + 60 * np.sin(np.linspace(0.2, 2.9, min(slat, width - x), dtype=np.float32))
        behind[:, x : x + slat] = shade[None] * dice.uniform(0.8, 1.2)
    return _turned(dice, np.repeat(behind[..., None], 3, 2))


def shelves(dice: Generator, width: int, height: int) -> Real:
    """Racks with plain boxes, bins and the spines of folders."""
    image = np.full((height, width, 3), 70, np.float32)
    for y in range(0, height, max(80, height // int(dice.integers(3, 7)))):
        x = 0
        while x < width:
            step = int(dice.choice([dice.integers(8, 40), dice.integers(60, 300)]))
            cv2.rectangle(image, (x, y + int(dice.integers(10, 60))), (x + step - 3, y + height // 3), dice.uniform(30, 235, 3).tolist(), -1)
            x += step
        cv2.rectangle(image, (0, y), (width, y + 18), (40.0, 70.0, 160.0), -1)
    return image


def page(dice: Generator, width: int, height: int) -> Real:
    """Print: lines of text, small and large, upright or turned."""
    from PIL import Image, ImageDraw, ImageFont

    sheet = Image.new("L", (width, height), 235)
    ink, y = ImageDraw.Draw(sheet), 20
    while y < height:
        size = int(dice.integers(14, 90))
        line = "   ".join(dice.choice(_WORDS, 12))
        ink.text((30, y), line, fill=int(dice.integers(10, 90)), font=ImageFont.load_default(size))
        y += round(size * dice.uniform(1.1, 1.9))
    return _turned(dice, np.repeat(np.array(sheet, dtype=np.float32)[..., None], 3, 2))


def corrugated(dice: Generator, width: int, height: int) -> Real:
    """The cut edge of corrugated board, layer on layer, and flutes that show through."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    pitch, layer = dice.uniform(14, 60), dice.uniform(30, 90)
    wave = np.abs(np.mod(y, layer) - layer / 2 - layer * 0.36 * np.sin(x * 2 * np.pi / pitch + np.floor(y / layer) * 2.4)) < layer * 0.09
    liner = np.mod(y, layer) < layer * 0.14
    tone = 0.42 + 0.5 * (wave | liner) + 0.05 * clouds(dice, height, width, 20, 20)
    return np.float32((200, 160, 116)) * tone[..., None]


def taped(dice: Generator, width: int, height: int) -> Real:
    """A closed box with tape, straps and words on it."""
    face = Cardboard(dice, width / 4, height / 4, dice.uniform(0.7, 1.1), scale=4)
    face.seam(across=bool(dice.random() < 0.7), taped=True)
    for _ in range(int(dice.integers(0, 4))):
        face.band(dice.uniform(20, height / 4 - 20), wide=dice.uniform(8, 20))
    for word in dice.choice(_WORDS, 4):
        face.print_text(str(word), dice.uniform(4, width / 8), dice.uniform(4, height / 4 - 20), dice.uniform(4, 14))
    return cv2.resize(face.paper, (width, height))


def weave(dice: Generator, width: int, height: int) -> Real:
    """Carpet, cloth or a grille: threads both ways."""
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    a, b = dice.uniform(4, 40, 2)
    threads = np.sign(np.sin(x * np.pi / a)) * np.sign(np.sin(y * np.pi / b)) * 0.3 + 0.12 * clouds(dice, height, width, a, b * 4)
    return np.float32(dice.uniform(60, 200, 3)) * (0.65 + threads.clip(-0.6, 0.6))[..., None]


def boards(dice: Generator, width: int, height: int) -> Real:
    """A floor of wood."""
    image = np.float32((150, 112, 78)) * (1 + 0.10 * clouds(dice, height, width, 8, 600) + 0.05 * clouds(dice, height, width, 3, 200))[..., None]
    step = int(dice.integers(90, 400))
    for x in range(0, width, step):
        image[:, x : x + step] *= dice.uniform(0.85, 1.12)
        image[:, x : x + 3] *= 0.4
    return _turned(dice, image)


def floor(dice: Generator, width: int, height: int) -> Real:
    """Concrete."""
    return (
        np.float32((150, 150, 146))
        * dice.uniform(0.5, 1.2)
        * (1 + 0.05 * clouds(dice, height, width, 400, 400) + 0.03 * clouds(dice, height, width, 5, 5))[..., None]
    )


PLACES: dict[str, Callable[[Generator, int, int], Real]] = {
    "stripes": stripes, "combs": combs, "keys": keys, "bricks": bricks, "fence": fence, "shelves": shelves, "page": page,
    "corrugated": corrugated, "taped": taped, "weave": weave, "boards": boards, "floor": floor,
}  # fmt: skip
"""All of them: no barcode is in any."""
BEHIND = ("bricks", "fence", "shelves", "corrugated", "weave", "boards", "floor", "floor")
"""What a box stands before."""


def place(name: str, dice: Generator, width: int, height: int) -> Colour:
    """Draw one, so many pixels wide and high."""
    return PLACES[name](dice, width, height).clip(0, 255).astype(np.uint8)


def _grey(light: Real) -> Real:
    return np.repeat((30 + 200 * light)[..., None], 3, 2)


def _turned(dice: Generator, image: Real) -> Real:
    """Turn it by any angle, and let the edges run on."""
    rows, columns = image.shape[:2]
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), float(dice.choice([0, 90, dice.uniform(0, 180)])), 1.5)
    return cv2.warpAffine(image, turn, (columns, rows), borderMode=cv2.BORDER_REFLECT_101)
