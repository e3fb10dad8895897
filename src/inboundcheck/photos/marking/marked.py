"""Photos with what was seen drawn on them, as JPEG files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO

from inboundcheck.photos.eyes import Copy, Eyes
from inboundcheck.photos.marking.draw import LONG_SIDE, Outline, draw_marked
from inboundcheck.photos.marking.outlines import flaws, outlines
from inboundcheck.report import PhotoUsed, Question, Report

_WHOLE = ((0.01, 0.01), (0.99, 0.01), (0.99, 0.99), (0.01, 0.99))
"""A frame within the border of a photo, for what is wrong with all of it, in its widths and heights."""
_LONGEST_NAME = 80
_SUFFIX = re.compile(r"\.[0-9A-Za-z]{1,5}$")
_NOT_PLAIN = re.compile(r"[^0-9A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class Marked:
    """A photo with what was seen in it."""

    jpeg: bytes
    width: int
    height: int
    text: str
    """The captions as a sentence, for those who cannot see them."""


def marked(photo: PhotoUsed, report: Report, *, long_side: int = LONG_SIDE, quality: int = 82) -> Marked:
    """Draw what was seen in a photo, and what the findings of a report say of it.

    Raises:
        PhotoError: the photo cannot be opened any more.
        UsageError: the libraries for photos are not installed.
    """
    with Eyes(workers=1) as eyes:
        return draw(photo, report, next(eyes.copies([photo.file], longest=long_side)), quality=quality)


def draw(photo: PhotoUsed, report: Report, copy: Copy, *, quality: int = 82) -> Marked:
    """Draw onto a copy what was seen in its photo. The photo itself is opened by workers only: it comes from strangers.

    Raises:
        PhotoError: the photo could not be opened.
    """
    from PIL import Image

    image = Image.open(BytesIO(copy.opened().jpeg))
    whole = tuple((x * image.width, y * image.height) for x, y in _WHOLE)
    seen = (replace(each, polygon=tuple((x * copy.scale, y * copy.scale) for x, y in each.polygon)) for each in outlines(photo, report))
    drawn = [*(Outline(whole, each, "doubtful") for each in flaws(photo)), *seen]
    made = draw_marked(image, drawn, long_side=max(image.size))
    file = BytesIO()
    made.save(file, "JPEG", quality=quality, optimize=True)
    return Marked(file.getvalue(), made.width, made.height, "; ".join(each.caption for each in drawn) or "nothing was seen in it")


def draw_part(question: Question, copy: Copy, *, quality: int = 82) -> Marked:
    """Draw what a question means onto a copy of the part of the photo that it shows.

    Raises:
        PhotoError: the photo could not be opened.
    """
    from PIL import Image

    image = Image.open(BytesIO(copy.opened().jpeg))
    left, top = question.crop[:2]
    meant = tuple(((x - left) * copy.scale, (y - top) * copy.scale) for x, y in question.polygon)
    made = draw_marked(image, [Outline(meant, "", "doubtful")] if meant else [], long_side=max(image.size))
    file = BytesIO()
    made.save(file, "JPEG", quality=quality, optimize=True)
    return Marked(file.getvalue(), made.width, made.height, "a part of the photo, with what is meant outlined")


def file_names(paths: Iterable[str]) -> list[str]:
    """Name a marked photo for each path, so that no two are the same and none leads out of a folder: `A17-front.jpg`.

    The name is that of the photo after that of its folder, in letters, digits, `-` and `_`; whatever else stood there is left out.
    """
    names: list[str] = []
    taken: set[str] = set()
    for path in paths:
        parts = [each for each in _SUFFIX.sub("", path.replace("\\", "/")).split("/") if each][-2:]
        plain = "-".join(part for each in parts if (part := _NOT_PLAIN.sub("-", each).strip("-")))[-_LONGEST_NAME:].strip("-")
        name, number = plain or "photo", 1
        while name.casefold() in taken:  # some systems tell no A from a
            number += 1
            name = f"{plain or 'photo'}-{number}"
        taken.add(name.casefold())
        names.append(f"{name}.jpg")
    return names
