"""Draws the curves of `curves.py`: a row for each kind of code, a column for each way to spoil it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

WIDE, HIGH, GAP, LEFT, TOP = 250, 92, 26, 150, 96
FINER = 2
"""Drawn so many times larger and then shrunk, for smooth lines."""
STROKES = {
    "ours, sure": ((0, 114, 178), 5, ()),
    "ours, read": ((86, 180, 233), 2, ()),
    "zxing-cpp": ((213, 94, 0), 2, (7, 4)),
    "pyzbar": ((110, 110, 110), 2, (2, 3)),
}
"""Of each reader: the colour, how thick, and the lengths of dash and gap; told apart without colour too."""
Point = tuple[float, float]


def draw(
    path: Path,
    rates: Mapping[tuple[str, str, str], Sequence[float]],
    symbologies: Sequence[str],
    steps: Mapping[str, Sequence[float]],
    readers: Sequence[str],
) -> None:
    size = (LEFT + len(steps) * (WIDE + GAP), TOP + len(symbologies) * (HIGH + GAP) + 20)
    image = Image.new("RGB", (size[0] * FINER, size[1] * FINER), "white")
    ink = ImageDraw.Draw(image)
    legend(ink, readers)
    for column, (name, values) in enumerate(steps.items()):
        x = LEFT + column * (WIDE + GAP)
        text(ink, (x, TOP - 34), name, 17)
        for row, symbology in enumerate(symbologies):
            y = TOP + row * (HIGH + GAP)
            if column == 0:
                text(ink, (8, y + HIGH // 2 - 10), symbology, 18)
            twice = 2 if symbology == "MaxiCode" and name == "pixels to the module" else 1
            frame(ink, (x, y), [value * twice for value in values])
            for reader in readers:
                curve(ink, (x, y), rates[symbology, name, reader], reader)
    image.resize(size, Image.Resampling.LANCZOS).quantize(96).save(path, optimize=True)


def frame(ink: ImageDraw.ImageDraw, at: tuple[int, int], values: Sequence[float]) -> None:
    x, y = at
    ink.rectangle([each * FINER for each in (x, y, x + WIDE, y + HIGH)], outline=(200, 200, 200), width=FINER)
    for number, value in enumerate(values):
        across = x + 8 + number * (WIDE - 16) / (len(values) - 1)
        ink.line([each * FINER for each in (across, y, across, y + HIGH)], fill=(238, 238, 238), width=FINER)
        text(ink, (across, y + HIGH + 2), f"{value:g}", 11, anchor="ma")


def curve(ink: ImageDraw.ImageDraw, at: tuple[int, int], rates: Sequence[float], reader: str) -> None:
    x, y = at
    colour, thick, dashes = STROKES[reader]
    points = [(x + 8 + number * (WIDE - 16) / (len(rates) - 1), y + HIGH - 6 - rate * (HIGH - 12)) for number, rate in enumerate(rates)]
    for start, end in pairwise(points):
        for first, last in pieces(start, end, dashes):
            ink.line([each * FINER for each in (*first, *last)], fill=colour, width=thick * FINER // 2)


def pieces(start: Point, end: Point, dashes: Sequence[int]) -> list[tuple[Point, Point]]:
    if not dashes:
        return [(start, end)]
    long = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    ends = [(at / long, min(1.0, (at + dashes[0]) / long)) for at in range(0, int(long) + 1, sum(dashes))]
    return [(between(start, end, first), between(start, end, last)) for first, last in ends]


def between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def legend(ink: ImageDraw.ImageDraw, readers: Sequence[str]) -> None:
    text(ink, (8, 10), "Share of codes that are read: the lower edge is none, the upper edge all", 20)
    x = LEFT + 760
    for reader in readers:
        colour, thick, dashes = STROKES[reader]
        for first, last in pieces((x, 22), (x + 60, 22), dashes):
            ink.line([each * FINER for each in (*first, *last)], fill=colour, width=thick * FINER // 2)
        text(ink, (x + 70, 10), reader, 18)
        x += 220


def text(ink: ImageDraw.ImageDraw, at: tuple[float, float], words: str, size: int, *, anchor: str = "la") -> None:
    ink.text((at[0] * FINER, at[1] * FINER), words, fill=(40, 40, 40), font=ImageFont.load_default(size * FINER), anchor=anchor)
