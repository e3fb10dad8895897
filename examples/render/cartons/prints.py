"""What makers print on board: words, handling marks, logos, lines, large dark areas, a code. Ink, from 0 (none) to 1, 2 pixels to the millimetre."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from examples.render.cartons.flat import blend
from examples.render.cartons.solids import Carton, Face
from examples.render.sheets import FORMATS
from examples.render.surfaces import Real, clouds
from numpy.random import Generator, default_rng
from PIL import Image, ImageDraw, ImageFont

_FINE = 2
_WORDS = (
    "FRAGILE", "THIS SIDE UP", "HANDLE WITH CARE", "KEEP DRY", "DO NOT STACK", "Kiln & Kettle", "GLASS", "MADE IN PORTUGAL", "200 lb ECT 32", "HEAVY",
    "www.example.com", "QTY: 24 PCS", "N.W. 12.5 KGS  G.W. 14 KGS", "C/NO. 12", "ORGANIC", "desk lamp 3 W", "BOX CERTIFICATE", "RECYCLE",
)  # fmt: skip


def words(dice: Generator) -> Real:
    """One to five lines, large or small."""
    size = int(dice.integers(16, 110))
    lines = [str(each) for each in dice.choice(_WORDS, int(dice.integers(1, 6)))]
    font = ImageFont.load_default(size)
    sheet = Image.new("L", (int(max(font.getlength(each) for each in lines)) + 20, round(size * 1.25) * len(lines) + 10), 0)
    ink = ImageDraw.Draw(sheet)
    for number, line in enumerate(lines):
        ink.text((8, number * size * 1.25), line, fill=255, font=font, stroke_width=size / 30 if dice.random() < 0.5 else 0)
    if dice.random() < 0.25:
        ink.rectangle((0, 0, sheet.width - 1, sheet.height - 1), outline=255, width=max(2, size // 14))
    return np.array(sheet, dtype=np.float32) / 255


def marks(dice: Generator) -> Real:
    """A row of marks: arrows, a glass, an umbrella, a ring."""
    size, count = int(dice.integers(50, 170)), int(dice.integers(1, 5))
    sheet = np.zeros((size, size * count), np.uint8)
    for number in range(count):
        _MARKS[int(dice.integers(len(_MARKS)))](sheet[:, number * size : (number + 1) * size], size)
    if dice.random() < 0.6:
        for number in range(count):
            cv2.rectangle(sheet, (number * size + 3, 3), ((number + 1) * size - 4, size - 4), 255, max(2, size // 30))
    return sheet.astype(np.float32) / 255


def _arrows(part: cv2.typing.MatLike, size: int) -> None:
    for x in (0.3, 0.7):
        tip = np.array([(x, 0.15), (x + 0.13, 0.4), (x + 0.05, 0.4), (x + 0.05, 0.75), (x - 0.05, 0.75), (x - 0.05, 0.4), (x - 0.13, 0.4)])
        cv2.fillPoly(part, [(tip * size).astype(np.int32)], 255, cv2.LINE_AA)
    cv2.line(part, (size // 8, int(size * 0.85)), (size - size // 8, int(size * 0.85)), 255, max(2, size // 20))


def _glass(part: cv2.typing.MatLike, size: int) -> None:
    right = np.array([(0.72, 0.15), (0.62, 0.5), (0.53, 0.55), (0.53, 0.78), (0.68, 0.85)])
    bowl = np.concatenate([right, (1, 0) + right[::-1] * (-1, 1)])
    cv2.fillPoly(part, [(bowl * size).astype(np.int32)], 255, cv2.LINE_AA)


def _umbrella(part: cv2.typing.MatLike, size: int) -> None:
    middle = (size // 2, size // 2)
    cv2.ellipse(part, middle, (int(size * 0.36), int(size * 0.3)), 0, 180, 360, 255, -1, cv2.LINE_AA)
    cv2.line(part, middle, (size // 2, int(size * 0.82)), 255, max(2, size // 24))


def _ring(part: cv2.typing.MatLike, size: int) -> None:
    for start in (0, 120, 240):
        cv2.ellipse(part, (size // 2, size // 2), (int(size * 0.3), int(size * 0.3)), 0, start, start + 90, 255, max(3, size // 10), cv2.LINE_AA)


_MARKS: tuple[Callable[[cv2.typing.MatLike, int], None], ...] = (_arrows, _glass, _umbrella, _ring)


def logo(dice: Generator) -> Real:
    """A shape or a few, maybe with a word below."""
    size = int(dice.integers(80, 400))
    sheet = np.zeros((size, size), np.uint8)
    for _ in range(int(dice.integers(1, 5))):
        shape, middle, reach = dice.integers(3), dice.uniform(0.3, 0.7, 2) * size, dice.uniform(0.1, 0.3) * size
        light, thick = int(dice.choice([255, 255, 0])), int(dice.choice([-1, -1, max(3, size // 20)]))
        if shape == 0:
            cv2.circle(sheet, middle.astype(int).tolist(), int(reach), light, thick, cv2.LINE_AA)
        elif shape == 1:
            corners = cv2.boxPoints((tuple(middle.tolist()), tuple((reach * dice.uniform(0.5, 2, 2)).tolist()), float(dice.uniform(0, 90))))
            cv2.fillPoly(sheet, [corners.astype(np.int32)], light, cv2.LINE_AA)
        else:
            cv2.fillPoly(sheet, [(middle + dice.uniform(-1.5, 1.5, (3, 2)) * reach).astype(np.int32)], light, cv2.LINE_AA)
    return sheet.astype(np.float32) / 255


def area(dice: Generator) -> Real:
    """A large area of ink, a frame, stripes, or a grid of lines: what looks like edges and seams and is none."""
    high, wide = (int(each) for each in dice.integers(120, 900, 2))
    kind = dice.integers(5)
    sheet = np.zeros((high, wide), np.float32)
    if kind <= 1:
        sheet[:] = 1
    elif kind == 2:
        cv2.rectangle(sheet, (3, 3), (wide - 4, high - 4), 1.0, int(dice.integers(2, 14)))
    elif kind == 3:
        step, thick = int(dice.integers(12, 160)), int(dice.integers(1, 12))
        for y in range(0, high, step):
            sheet[y : y + thick] = 1
    else:
        for _ in range(int(dice.integers(1, 4))):
            y = int(dice.integers(0, high - 8))
            sheet[y : y + int(dice.integers(2, 8))] = 1
    return sheet if dice.random() < 0.6 else np.ascontiguousarray(sheet.T)


@lru_cache(maxsize=32)
def _code(name: str, number: int) -> Real:
    picture = FORMATS[name](default_rng((number, 77)), 4).picture
    return 1 - cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.float32) / 255


def code(dice: Generator) -> Real:
    """A maker's barcode; 5 pixels to the millimetre."""
    return _code(str(dice.choice(["retail", "carton"])), int(dice.integers(16)))


_PRINTS: tuple[Callable[[Generator], Real], ...] = (words, words, words, marks, logo, area, code)


def printed(dice: Generator, carton: Carton) -> None:
    """Print on the faces of a carton: nothing on half of them, and on some a lot."""
    if dice.random() < 0.3:
        return
    busy, ink = dice.choice([0.6, 1.5, 4.0], p=[0.5, 0.35, 0.15]), _ink(dice)
    for face in carton.faces.values():
        if face.picture is None:
            continue
        for _ in range(int(dice.poisson(busy))):
            _press(dice, face, ink if dice.random() < 0.8 else _ink(dice))
        if dice.random() < 0.04:
            face.seen[:] = face.seen * (1 - 0.8) + ink * 0.8 * (1 + 0.05 * clouds(dice, *face.seen.shape[:2], 60, 60)[..., None])


def _ink(dice: Generator) -> Real:
    return np.float32(dice.uniform(15, 70, 3)) if dice.random() < 0.6 else np.float32(dice.uniform(10, 220, 3))


def _press(dice: Generator, face: Face, colour: Real) -> None:
    drawn = _PRINTS[int(dice.integers(len(_PRINTS)))]
    sheet, fine = drawn(dice), 5 if drawn is code else _FINE
    scale = min(1.0, dice.uniform(0.5, 0.95) * min(face.width * fine / sheet.shape[1], face.height * fine / sheet.shape[0]))
    wide, high = sheet.shape[1] / fine * scale, sheet.shape[0] / fine * scale
    x, y = dice.uniform(0, face.width - wide), dice.uniform(0, face.height - high)
    corners = np.array([(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)])
    if dice.random() < 0.08:
        corners = np.roll(corners, 2, axis=0)
    picture = np.empty((*sheet.shape, 3), np.float32)
    picture[:] = colour
    blend(face.seen, picture, sheet * np.float32(dice.uniform(0.55, 0.95)), corners * face.scale)
