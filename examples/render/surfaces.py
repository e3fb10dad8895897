"""Cardboard, tape and a cutting mat: pictures of flat things, 10 pixels to the millimetre, from the front and without any light on them."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.labels import SCALE, Colour
from numpy.random import Generator
from numpy.typing import NDArray

Real = NDArray[np.float32]
TAPE = 48
"""How wide packing tape is, in millimetres."""


def clouds(dice: Generator, height: int, width: int, across: float, down: float) -> Real:
    """Smooth noise around 0 with a spread of 1, in spots of about so many pixels."""
    rows, columns = max(2, round(height / down)) + 3, max(2, round(width / across)) + 3
    rough = dice.standard_normal((rows, columns)).astype(np.float32)
    return cv2.resize(rough, (width, height), interpolation=cv2.INTER_CUBIC)


class Cardboard:
    """One face of a box."""

    def __init__(self, dice: Generator, width: float, height: float, shade: float = 1.0, *, scale: float = SCALE) -> None:
        """Make it so many millimetres wide and high, with so many pixels to each."""
        self.dice, self.width, self.height, self.scale = dice, width, height, scale
        columns, rows = round(width * scale), round(height * scale)
        fine = scale / SCALE
        flutes = np.sin(np.arange(columns, dtype=np.float32) / scale * 2 * np.pi / 7.5) * 0.006  # a flute is 7 to 8 mm wide
        grain = (
            0.016 * clouds(dice, rows, columns, 900 * fine, 700 * fine)
            + 0.006 * clouds(dice, rows, columns, 22 * fine, 60 * fine)
            + 0.006 * clouds(dice, rows, columns, 12 * fine, 12 * fine)
        )
        self.paper = (np.float32((191, 151, 108)) * shade) * (1 + grain + flutes)[..., None]

    def seam(self, *, across: bool = True, taped: bool = True) -> None:
        """Close it along the middle: where the flaps meet, and the tape over that; `across` from left to right."""
        paper = self.paper if across else self.paper.transpose(1, 0, 2)
        rows, columns, middle = paper.shape[0], paper.shape[1], paper.shape[0] // 2
        fine = self.scale / SCALE
        wobble = 2 * clouds(self.dice, 1, columns, 900 * fine, 1)[0]
        distance = (np.arange(rows, dtype=np.float32)[:, None] - middle) / fine - wobble[None, :]
        gap = np.exp(-((distance / 7) ** 2)) * 0.62 + np.exp(-(((distance - 14) / 20) ** 2)) * 0.10
        paper *= (1 - gap)[..., None]
        if taped:
            self._tape(paper, middle)

    def tail(self, length: float) -> None:
        """Let the end of a tape from the face above hang down over its upper edge, so many millimetres long."""
        self._tape(self.paper[: round(length * SCALE)].transpose(1, 0, 2), self.paper.shape[1] // 2)

    def _tape(self, paper: Real, middle: int) -> None:
        half = round(TAPE * self.scale / 2)
        strip = paper[middle - half : middle + half]
        rows, columns = strip.shape[:2]
        shine = 0.05 * clouds(self.dice, rows, columns, 700, 60) + 0.025 * clouds(self.dice, rows, columns, 260, 14)
        over = np.float32((178, 129, 78)) * (1 + shine)[..., None]
        strip[:] = strip * 0.42 + over * 0.58
        for outer, inner in ((slice(6), slice(6, 10)), (slice(-6, None), slice(-10, -6))):
            strip[outer] *= 0.86
            strip[inner] += 14

    def gap(self) -> None:
        """Darken its left edge, where it stands close by another box."""
        columns = 26
        self.paper[:, :columns] *= np.linspace(0.22, 1, columns, dtype=np.float32)[None, :, None]

    def band(self, at: float, *, wide: float = 14, across: bool = True, colour: tuple[int, int, int] = (38, 40, 42)) -> None:
        """Lay a strap over it, its middle so many millimetres from the top (or from the left)."""
        paper = self.paper if across else self.paper.transpose(1, 0, 2)
        top, bottom = round((at - wide / 2) * self.scale), round((at + wide / 2) * self.scale)
        paper[bottom : bottom + 18] *= np.linspace(0.7, 1, 18, dtype=np.float32)[:, None, None]
        strip = paper[top:bottom]
        weave = np.sin(np.arange(strip.shape[1], dtype=np.float32) / 9)[None, :] * np.sin(np.arange(strip.shape[0], dtype=np.float32) / 9)[:, None]
        round_it = np.cos(np.linspace(-1.1, 1.1, strip.shape[0], dtype=np.float32))[:, None]
        strip[:] = np.float32(colour) * (0.55 + 0.75 * round_it + 0.12 * weave)[..., None]

    def stick(self, label: Colour, x: float, y: float, *, turn: float = 0.0, worn: bool = False) -> None:
        """Stick a label on, its upper left corner so many millimetres from the face's, turned by so many degrees."""
        rows, columns = label.shape[:2]
        sheen = 1 + 0.012 * clouds(self.dice, rows, columns, 400, 400)[..., None]
        paper = label.astype(np.float32) * np.float32((0.955, 0.95, 0.935)) * sheen
        if worn:
            paper *= 0.95 - 0.04 * np.abs(clouds(self.dice, rows, columns, 160, 60))[..., None]
        turned = cv2.getRotationMatrix2D((columns / 2, rows / 2), turn, 1.0)
        turned[:, 2] += (x * self.scale, y * self.scale)
        size = (self.paper.shape[1], self.paper.shape[0])
        mask = cv2.warpAffine(np.ones((rows, columns), np.float32), turned, size)
        shadow = cv2.GaussianBlur(np.roll(mask, (6, 4), (0, 1)), (0, 0), 6)
        self.paper *= (1 - 0.35 * shadow)[..., None]
        self.paper[:] = self.paper * (1 - mask[..., None]) + cv2.warpAffine(paper, turned, size) * mask[..., None]

    def print_text(self, text: str, x: float, y: float, size: float) -> None:
        """Print a word on the cardboard itself, as makers do, so many millimetres high."""
        from PIL import Image, ImageDraw, ImageFont

        font = ImageFont.load_default(size * self.scale)
        sheet = Image.new("L", (self.paper.shape[1], self.paper.shape[0]), 0)
        ImageDraw.Draw(sheet).text((x * self.scale, y * self.scale), text, fill=255, font=font, stroke_width=size / 3 * self.scale / SCALE)
        self.paper *= (1 - np.array(sheet, dtype=np.float32) / 255 * 0.55)[..., None]

    def worn_edges(self) -> None:
        """Darken and crush it a little towards its edges, where it is folded."""
        rows, columns = self.paper.shape[:2]
        down = np.minimum(np.arange(rows), np.arange(rows)[::-1]).astype(np.float32)[:, None]
        along = np.minimum(np.arange(columns), np.arange(columns)[::-1]).astype(np.float32)[None, :]
        nearest = np.minimum(down, along) * np.exp(0.25 * clouds(self.dice, rows, columns, 80, 80))
        self.paper *= (1 - 0.14 * np.exp(-nearest / 26) + 0.10 * np.exp(-nearest / 7))[..., None]


def mat(dice: Generator, width: int, height: int) -> Real:
    """A cutting mat, 2 pixels to the millimetre, with a line at each inch and a stronger one at every fifth; scratched, and not quite clean."""
    rows, columns = height * 2, width * 2
    dirt = 0.05 * clouds(dice, rows, columns, 500, 400) + 0.02 * clouds(dice, rows, columns, 9, 9)
    green = np.float32((58, 84, 80)) * (1 + dirt)[..., None]
    for number, at in enumerate(range(0, max(rows, columns), 51)):
        wide, light = (3, 34) if number % 5 == 0 else (2, 17)
        green[at : at + wide] += light
        green[:, at : at + wide] += light
    for _ in range(60):
        start = dice.integers(0, (columns, rows))
        end = start + dice.integers(-160, 160, 2)
        cv2.line(green, start.tolist(), end.tolist(), (88.0, 112.0, 106.0), 1, cv2.LINE_AA)
    return cv2.GaussianBlur(green, (0, 0), 0.8)
