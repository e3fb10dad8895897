"""Draws what was seen onto the photo. Pure: an image goes in, another comes out, and the first is not changed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Literal, TypeAlias

from inboundcheck.model.sightings import Point
from inboundcheck.photos.marking.captions import Area, place

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

Meaning: TypeAlias = Literal["fine", "breaks", "doubtful"]
"""What an outline says of the thing in it. It is told by colour, by the kind of line and by a sign: a tick, a cross, a question mark."""

LONG_SIDE = 1600
"""The longer side of a marked photo, in pixels: sharp on a phone and on paper, and small enough to send."""
# Okabe and Ito's colours (https://jfly.uni-koeln.de/color), which people with any colour vision tell apart; darker under white text.
_COLOURS: dict[Meaning, str] = {"fine": "#00805F", "breaks": "#C64600", "doubtful": "#F0E442"}
_TEXT: dict[Meaning, str] = {"fine": "white", "breaks": "white", "doubtful": "black"}
_LONGEST = 200
"""How much of a caption is looked at: no picture shows more."""
_ORDER: tuple[Meaning, ...] = ("breaks", "doubtful", "fine")


@dataclass(frozen=True, slots=True)
class Outline:
    """One thing to draw."""

    polygon: tuple[Point, ...]
    """Its corners, in pixels of the upright photo."""
    caption: str
    """A few words that name it."""
    meaning: Meaning


def draw_marked(photo: Image, outlines: Sequence[Outline], *, long_side: int = LONG_SIDE) -> Image:
    """Draw outlines with their captions onto a copy of an upright photo.

    Args:
        photo: the upright photo, in any mode.
        outlines: what to draw; those that break a rule lie on top, and their captions are placed first.
        long_side: the copy is made smaller until its longer side is at most this many pixels.

    Returns:
        An RGB image, without the photo's metadata. A caption for which there is no room is left out; its outline is not.
    """
    from PIL import ImageDraw

    marked = _smaller(photo, long_side)
    scale = marked.width / photo.width
    drawn = sorted((_scaled(each, scale) for each in outlines if each.polygon), key=lambda each: _ORDER.index(each.meaning))
    canvas = ImageDraw.Draw(marked)
    unit = max(marked.size) / 400
    for each in reversed(drawn):
        _outline(canvas, each, unit)
    _captions(canvas, drawn, unit, marked.size)
    return marked


def _smaller(photo: Image, long_side: int) -> Image:
    from PIL.Image import Resampling

    factor = min(1.0, long_side / max(photo.size))
    size = (max(1, round(photo.width * factor)), max(1, round(photo.height * factor)))
    plain = photo.convert("RGB")
    made = plain.resize(size, Resampling.LANCZOS, reducing_gap=3.0) if size != photo.size else plain.copy()
    made.info.clear()
    return made


def _scaled(outline: Outline, scale: float) -> Outline:
    return Outline(tuple((x * scale, y * scale) for x, y in outline.polygon), outline.caption, outline.meaning)


def _outline(canvas: ImageDraw, outline: Outline, unit: float) -> None:
    """Draw a coloured line in a white and a black one, of which one stands out on any ground; a doubtful one is yellow dashes in black."""
    corners = [*outline.polygon, outline.polygon[0]]
    dashed = outline.meaning == "doubtful"
    width = unit * (1.6 if outline.meaning == "breaks" else 1.2)
    for colour, extra in (("black", 1.6), ("black" if dashed else "white", 0.8)):
        _line(canvas, corners, colour, width + extra * unit)
    for stroke in _dashes(corners, 4 * unit) if dashed else [corners]:
        _line(canvas, stroke, _COLOURS[outline.meaning], width)


def _line(canvas: ImageDraw, points: Sequence[Point], colour: str, width: float) -> None:
    thick = max(1, round(width))
    canvas.line(list(points), fill=colour, width=thick)
    for x, y in points:  # the canvas leaves notches at corners
        canvas.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=colour)


def _dashes(corners: Sequence[Point], length: float) -> list[list[Point]]:
    """Cut the sides of a polygon into dashes, as long as the gaps between them; every side starts and ends with one."""
    dashes: list[list[Point]] = []
    for (x1, y1), (x2, y2) in pairwise(corners):
        pieces = 2 * max(1, min(200, round(hypot(x2 - x1, y2 - y1) / length / 2))) + 1
        across, down = (x2 - x1) / pieces, (y2 - y1) / pieces
        dashes += [[(x1 + across * piece, y1 + down * piece), (x1 + across * (piece + 1), y1 + down * (piece + 1))] for piece in range(0, pieces, 2)]
    return dashes


def _captions(canvas: ImageDraw, outlines: Sequence[Outline], unit: float, picture: tuple[int, int]) -> None:
    from PIL import ImageFont

    size = max(11.0, 8.5 * unit)
    font = ImageFont.load_default(size)  # comes with Pillow, and can be scaled
    texts = [shortened(plain(each.caption), lambda text: font.getlength(text) <= 0.9 * picture[0] - 2 * size) for each in outlines]
    sizes = [(font.getlength(text) + 2.2 * size, 1.6 * size) for text in texts]
    targets = [Area.around(each.polygon) for each in outlines]
    for outline, text, target, area in zip(outlines, texts, targets, place(sizes, targets, picture), strict=True):
        if area is not None and text:
            _leader(canvas, area, target, unit)
            _caption(canvas, area, text, outline.meaning, font)  # type: ignore[arg-type]


def _leader(canvas: ImageDraw, area: Area, target: Area, unit: float) -> None:
    """Join a caption that had to stand apart with what it names."""
    if area.gap(target) > 2 * unit:
        line = [((area.left + area.right) / 2, (area.top + area.bottom) / 2), ((target.left + target.right) / 2, (target.top + target.bottom) / 2)]
        _line(canvas, line, "black", 1.6 * unit)
        _line(canvas, line, "white", 0.8 * unit)


def _caption(canvas: ImageDraw, area: Area, text: str, meaning: Meaning, font: FreeTypeFont) -> None:
    size = font.size
    box = (area.left + 1, area.top + 1, area.right - 1, area.bottom - 1)
    canvas.rounded_rectangle(box, radius=0.3 * size, fill=_COLOURS[meaning], outline=_TEXT[meaning], width=max(1, round(size / 18)))
    middle = (area.top + area.bottom) / 2
    _sign(canvas, (area.left + size, middle), meaning, font)
    canvas.text((area.left + 1.8 * size, middle), text, fill=_TEXT[meaning], font=font, anchor="lm", stroke_width=size / 60)


def _sign(canvas: ImageDraw, at: Point, meaning: Meaning, font: FreeTypeFont) -> None:
    """Draw the tick, the cross or the question mark."""
    (x, y), step = at, font.size * 0.36
    strokes = {
        "fine": [[(x - step, y), (x - step / 3, y + step * 0.8), (x + step, y - step * 0.8)]],
        "breaks": [[(x - step, y - step), (x + step, y + step)], [(x - step, y + step), (x + step, y - step)]],
    }
    for stroke in strokes.get(meaning, []):
        _line(canvas, stroke, _TEXT[meaning], font.size / 6)
    if meaning == "doubtful":
        canvas.text((x, y), "?", fill=_TEXT[meaning], font=font, anchor="mm", stroke_width=font.size / 25)


def plain(text: str) -> str:
    """Write a text in the letters that the font has: without accents, and other characters as their number."""
    return "".join(each if each == "…" else _letters(each) for each in text)


def _letters(character: str) -> str:
    parts = [each for each in unicodedata.normalize("NFKD", character) if not unicodedata.combining(each)]
    return "".join(each if " " <= each <= "~" else f"U+{ord(each):04X}" for each in parts)


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """Take out as little of the middle of a text as makes it fit; nothing is left where not even its ends do."""
    text = text if len(text) <= _LONGEST else f"{text[: _LONGEST // 2]}…{text[-_LONGEST // 2 :]}"
    if fits(text):
        return text
    low, high = 0, len(text) - 1  # so many characters of it fit
    while low < high:
        kept = (low + high + 1) // 2
        low, high = (kept, high) if fits(_ends(text, kept)) else (low, kept - 1)
    return _ends(text, low) if low else ""


def _ends(text: str, kept: int) -> str:
    """Return the ends of a text, so many characters in all."""
    tail = kept // 2
    return f"{text[: kept - tail]}…{text[len(text) - tail :]}"
