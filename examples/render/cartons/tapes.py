"""Packing tape of all kinds, and straps and bands round a carton."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from examples.render.cartons.boards import soft_line
from examples.render.cartons.flat import clipped, strip
from examples.render.cartons.solids import Carton, Face
from examples.render.surfaces import Real, clouds
from numpy.random import Generator
from PIL import Image, ImageDraw, ImageFont

KINDS = ("clear", "brown", "white", "printed", "paper", "dark")
_SHARES = (0.34, 0.26, 0.08, 0.12, 0.14, 0.06)
_COLOURS = {"clear": (196, 180, 150), "brown": (172, 124, 76), "white": (226, 226, 222), "printed": (226, 222, 214), "paper": (178, 138, 96)}
_COVERS = {"clear": (0.10, 0.32), "brown": (0.5, 0.96), "white": (0.9, 0.99), "printed": (0.85, 0.99), "paper": (0.95, 1.0), "dark": (0.95, 1.0)}
_WORDS = ("FRAGILE", "HANDLE WITH CARE", "SECURITY TAPE", "DO NOT CUT", "Kiln & Kettle", "VOID IF OPENED", "THANK YOU")


def kind_of(dice: Generator) -> str:
    """Choose a kind of tape."""
    return str(dice.choice(KINDS, p=_SHARES))


def tape(dice: Generator, kind: str, length: float, width: float, scale: float) -> tuple[Real, Real]:
    """Draw a strip of tape, in millimetres; return its picture, so many pixels to the millimetre, and how much it covers."""
    columns, rows = max(4, round(length * scale)), max(4, round(width * scale))
    colour = np.float32(_COLOURS.get(kind, dice.uniform(20, 150, 3))) * np.float32(dice.uniform(0.85, 1.08))
    if kind == "printed" and dice.random() < 0.5:
        colour = dice.uniform(30, 235, 3).astype(np.float32)
    shine = 0.03 * clouds(dice, rows, columns, 60 * scale, 8 * scale)
    picture = colour * (1 + shine)[..., None]
    alpha = np.full((rows, columns), dice.uniform(*_COVERS[kind]), np.float32)
    if kind == "printed":
        _words(dice, picture, rows)
    if kind == "paper":
        picture *= (1 + 0.05 * clouds(dice, rows, columns, 0.8 * scale + 1, 0.5 * scale + 1))[..., None]
    else:
        _gloss(dice, picture, alpha, scale)
    edge = dice.uniform(0.8, 1.0)
    picture[:2] *= edge
    picture[-2:] *= edge
    alpha[0], alpha[-1] = np.maximum(alpha[0], 0.45), np.maximum(alpha[-1], 0.45)
    _torn(dice, alpha, scale)
    return picture, alpha


def _gloss(dice: Generator, picture: Real, alpha: Real, scale: float) -> None:
    """Lamps on it, and wrinkles across and along."""
    rows, columns = alpha.shape
    glints = np.clip(clouds(dice, rows, columns, 40 * scale + 2, 14 * scale + 2) - dice.uniform(1.0, 2.2), 0, 1) * np.float32(dice.uniform(0, 0.9))
    bands = np.clip(clouds(dice, 1, columns, 60 * scale + 2, 2) - 0.8, 0, 1) * np.float32(dice.uniform(0, 0.4))
    wrinkles = np.clip(clouds(dice, rows, columns, 3 * scale + 1.5, 25 * scale + 2) - 1.6, 0, 1) * np.float32(dice.uniform(0, 0.8))
    light = np.clip(glints + bands + wrinkles, 0, 1)
    picture += (255 - picture) * light[..., None] * np.float32(0.8)
    np.maximum(alpha, np.minimum(1, alpha + light * 0.8), out=alpha)


def _torn(dice: Generator, alpha: Real, scale: float) -> None:
    """Tear its ends off: in teeth, or askew."""
    rows, columns = alpha.shape
    y = np.arange(rows, dtype=np.float32)
    for end in (alpha, alpha[:, ::-1]):
        teeth = dice.uniform(0, 2.5) * np.abs((y / scale / dice.uniform(1.5, 3)) % 1 - 0.5) * 2
        back = (teeth + dice.uniform(0, 6) * y / rows) * scale
        reach = min(columns, int(back.max()) + 2)
        end[:, :reach] *= np.clip(np.arange(reach, dtype=np.float32)[None] - back[:, None] + 0.5, 0, 1)


@lru_cache(maxsize=64)
def _word(text: str) -> Real:
    font = ImageFont.load_default(64)
    sheet = Image.new("L", (round(font.getlength(text)) + 80, 96), 0)
    ImageDraw.Draw(sheet).text((40, 12), text, fill=255, font=font, stroke_width=2)
    return np.array(sheet, dtype=np.float32) / 255


def _words(dice: Generator, picture: Real, rows: int) -> None:
    """Print a word on it again and again."""
    word = _word(str(dice.choice(_WORDS)))
    high = max(3, int(rows * dice.uniform(0.45, 0.95)))
    small = cv2.resize(word, (max(3, round(word.shape[1] * high / word.shape[0])), high), interpolation=cv2.INTER_AREA)
    colour = np.float32(dice.uniform(0, 200, 3)) if picture.mean() > 120 else np.float32(dice.uniform(190, 250, 3))
    top = (rows - high) // 2
    for x in range(-int(dice.integers(small.shape[1])), picture.shape[1], small.shape[1]):
        first, last = max(x, 0), min(x + small.shape[1], picture.shape[1])
        mask = small[:, first - x : last - x, None]
        part = picture[top : top + high, first:last]
        part += (colour - part) * mask


def stick_tape(dice: Generator, carton: Carton, face: Face, line: Sequence[Sequence[float]], made: tuple[str, float]) -> None:
    """Stick a strip of a kind, so wide, from a point of a face to another, over its edges where it is longer."""
    kind, width = made
    corners = strip(line[0], line[1], width)
    length = float(np.linalg.norm(corners[1] - corners[0]))
    seen = [float(other.scale.max()) for other, _ in carton.reached(face, corners) if other.picture is not None]
    if seen:
        carton.lay(face, *tape(dice, kind, length, width, min(8.0, max(0.3, *seen, 0.0))), corners)
    for other, placed in carton.reached(face, corners):
        part = clipped(placed, other.outline)
        if part is not None:
            other.tapes.append(part)


def closed(dice: Generator, carton: Carton, face: Face) -> None:
    """Tape the seam of a closing face: along it and down the ends, across its ends as well, twice, crooked, or not at all."""
    level = face.along(carton.turn[carton.seam_way])
    long, wide = (face.width, face.height) if level else (face.height, face.width)
    if dice.random() < 0.17:
        return
    kind, width = kind_of(dice), float(dice.choice([36, 48, 48, 48, 60, 72]))
    for _ in range(2 if dice.random() < 0.12 else 1):
        tails = dice.uniform(18, min(150, max(30, deep(carton) * 0.7)), 2)
        middle, lean = wide / 2 + dice.normal(0, 0.1) * width, dice.normal(0, 0.008) * long
        stick_tape(dice, carton, face, _turned([(-tails[0], middle - lean), (long + tails[1], middle + lean)], level=level), (kind, width))
    if dice.random() < 0.16:
        for x in (0.0, long):
            reach = dice.uniform(0.02, 0.5, 2) * wide * (dice.random() < 0.8)
            line = [(x + dice.normal(0, 3), reach[0] * 0.3), (x + dice.normal(0, 3), wide - reach[1] * 0.3)]
            stick_tape(dice, carton, face, _turned(line, level=level), (kind, width))


def deep(carton: Carton) -> float:
    """Return how far it is from one closing face to the other."""
    return carton.sides[carton.closing]


def _turned(points: Sequence[tuple[float, float]], *, level: bool) -> list[tuple[float, float]]:
    return [(x, y) if level else (y, x) for x, y in points]


def stray(dice: Generator, carton: Carton, face: Face) -> None:
    """Stick a piece of tape anywhere on a face."""
    middle, turn = dice.uniform((0, 0), (face.width, face.height)), dice.choice([0, np.pi / 2]) + dice.normal(0, 0.05)
    half = np.array((np.cos(turn), np.sin(turn))) * dice.uniform(40, 200)
    stick_tape(dice, carton, face, [tuple(middle - half), tuple(middle + half)], (kind_of(dice), 48.0))


def strap_of(dice: Generator) -> tuple[float, Real]:
    """Choose how wide a strap or band is, in millimetres, and its colour."""
    colours = ((30, 30, 32), (225, 225, 220), (228, 190, 40), (40, 90, 170), (40, 130, 80), (150, 155, 160), (190, 150, 110))
    width = float(dice.choice([9, 12, 16, 19, 30, 50], p=[0.2, 0.3, 0.2, 0.1, 0.1, 0.1]))
    return width, np.float32(colours[dice.integers(len(colours))])


def strapped(dice: Generator, carton: Carton) -> None:
    """Put one to four straps or bands round it, all in one way or crossed."""
    wide, colour = strap_of(dice)
    for way in [int(dice.integers(0, 3))] if dice.random() < 0.65 else [0, 1]:
        for place in dice.permutation([0.5, 0.25, 0.75])[: dice.integers(1, 3)]:
            around(dice, carton, (way, float(place + dice.normal(0, 0.04)) * carton.sides[way]), wide, colour)


def around(dice: Generator, carton: Carton, where: tuple[int, float], wide: float, colour: Real) -> None:
    """Lay a strap round the four faces beside a way of the carton, so many millimetres along it."""
    way, at = where
    point = carton.at + at * carton.turn[way]
    for face in carton.faces.values():
        if abs(face.normal @ carton.turn[way]) > 0.5:
            continue
        upright = face.along(carton.turn[way])
        place = float(face.flat(point[None])[0, 0 if upright else 1])
        ends = [(place, 0.0), (place, face.height)] if upright else [(0.0, place), (face.width, place)]
        corners = strip(*ends, wide)
        face.straps.append(corners)
        if face.picture is not None:
            scale = float(face.scale.mean())
            beside = np.array((1.0, 0.0) if upright else (0.0, 1.0)) * wide * 0.6
            soft_line(face.seen, (np.array(ends) + beside) * face.scale, 6 * scale + 1, 0.7)
            length = face.height if upright else face.width
            picture, alpha = webbing(dice, length, wide, scale, colour)
            carton.lay(face, picture, alpha, corners)


def webbing(dice: Generator, length: float, wide: float, scale: float, colour: Real) -> tuple[Real, Real]:
    """Draw a strap: woven or smooth, round at its sides."""
    columns, rows = max(4, round(length * scale)), max(3, round(wide * scale))
    light = 0.75 + 0.4 * np.cos(np.linspace(-1.2, 1.2, rows, dtype=np.float32))[:, None] + np.zeros((1, columns), np.float32)
    x = np.arange(columns, dtype=np.float32)[None] / np.float32(scale)
    y = np.arange(rows, dtype=np.float32)[:, None] / np.float32(scale)
    light += np.float32(dice.uniform(0, 0.12)) * np.sin(x * 3.1) * np.sin(y * 3.1)
    light += np.clip(clouds(dice, 1, columns, 30 * scale + 2, 1) - 1, 0, 1) * np.float32(dice.uniform(0, 0.8))
    return np.clip(colour * light[..., None] + 12 * np.clip(light - 1, 0, 1)[..., None], 0, 255), np.ones((rows, columns), np.float32)
