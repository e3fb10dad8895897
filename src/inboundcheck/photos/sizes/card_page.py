"""The page with the card, to be printed at its own size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from inboundcheck.photos.sizes.card import CORNERS, HEIGHT, MARKER, WIDTH, dictionary

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

Paper: TypeAlias = Literal["a4", "letter"]
_PAPERS: dict[str, tuple[float, float]] = {"a4": (210, 297), "letter": (215.9, 279.4)}
"""Width and height, in millimetres (ISO 216; ANSI/ASME Y14.1)."""
_SCALE = 10
"""Pixels to the millimetre."""
DOTS_PER_INCH = 254
"""The same, as files say it."""
_BANK_CARD = (85.6, 53.98)
"""Width and height of a bank card, in millimetres (ISO/IEC 7810, ID-1)."""
_TOP = 30
"""Of the card on the page, in millimetres."""


def card() -> Image.Image:
    """Return the card alone: 1,500 by 1,000 pixels, gray."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (WIDTH * _SCALE, HEIGHT * _SCALE), 255)
    for number, (left, top) in CORNERS.items():
        marker = dictionary().generateImageMarker(number, MARKER * _SCALE)
        image.paste(Image.fromarray(marker), (left * _SCALE, top * _SCALE))
    ink = ImageDraw.Draw(image)
    for line, text in enumerate(("inboundcheck", "lay flat on", "the face of", "the box")):
        _text(ink, (WIDTH / 2, 38 + 8 * line), text, 6 if line else 7)
    return image


def card_page(paper: Paper) -> Image.Image:
    """Return the page: the card to cut out, and two things to check its printed size with. It is saved with `DOTS_PER_INCH`."""
    from PIL import Image, ImageDraw

    across, down = _PAPERS[paper]
    page = Image.new("L", (round(across * _SCALE), round(down * _SCALE)), 255)
    left = round((across - WIDTH) / 2)
    page.paste(card(), (left * _SCALE, _TOP * _SCALE))
    ink = ImageDraw.Draw(page)
    _frame(ink, (left, _TOP), (WIDTH, HEIGHT))
    below = _TOP + HEIGHT + 12
    for line, text in enumerate(_SAYS):
        _text(ink, (across / 2, below + 8 * line), text, 5)
    top = below + 8 * len(_SAYS) + 4
    ink.line([((left + 25) * _SCALE, top * _SCALE), ((left + 125) * _SCALE, top * _SCALE)], fill=0, width=3)
    for tick in range(0, 101, 10):
        at = (left + 25 + tick) * _SCALE
        ink.line([(at, top * _SCALE), (at, (top + (5 if tick % 50 == 0 else 3)) * _SCALE)], fill=0, width=3)
    _text(ink, (across / 2, top + 10), "100 mm", 4)
    _frame(ink, ((across - _BANK_CARD[0]) / 2, top + 20), _BANK_CARD)
    _text(ink, (across / 2, top + 20 + _BANK_CARD[1] / 2), "a bank card fills this frame", 4)
    return page


_SAYS = (
    "Print it at 100 % (\u201cactual size\u201d), not fitted to the page.",
    "Check it: the line is 100 mm long, and a bank card fills the frame.",
    "Cut it out along the line and glue it to stiff card. Lay it flat on the face",
    "that you take, inside its edges, and take the whole face straight on.",
)


def _frame(ink: ImageDraw.ImageDraw, at: tuple[float, float], size: tuple[float, float]) -> None:
    """Draw a frame whose inner edge has the size."""
    left, top, right, bottom = at[0] * _SCALE, at[1] * _SCALE, (at[0] + size[0]) * _SCALE, (at[1] + size[1]) * _SCALE
    ink.rectangle((left - 2, top - 2, right + 2, bottom + 2), outline=120, width=2)


def _text(ink: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: float) -> None:
    from PIL import ImageFont

    ink.text((at[0] * _SCALE, at[1] * _SCALE), text, fill=40, font=ImageFont.load_default(size * _SCALE), anchor="mm")
