"""Lines for a terminal: wrapped to a width counted in cells, coloured or not, never with a control character from the data."""

from __future__ import annotations

import unicodedata

NARROWEST = 40
"""A terminal that says it is narrower is taken to be this wide."""
_COLORS = {"error": "1;31", "warning": "1;33", "advice": "1;36", "open": "1;35", "good": "1;32", "place": "1;34", "strong": "1"}


class Sheet:
    """Collects the lines of one text. What is written must be visible text already."""

    def __init__(self, width: int | None, *, color: bool) -> None:
        self.width = None if width is None else max(width, NARROWEST)
        self.color = color
        self._lines: list[str] = []

    def write(self, label: str, body: str = "", *, style: str = "", body_style: str = "", hang: int | None = None) -> None:
        """Write a label and a text after it; further lines hang under the text, or `hang` cells from the left."""
        room = None if self.width is None else self.width - cells(label)
        indent = cells(label) if hang is None else hang
        first, *rest = wrap(body, room, None if self.width is None else self.width - indent)
        self.line(label, first, style=style, body_style=body_style)
        self._lines.extend(" " * indent + self.paint(line, body_style) for line in rest)

    def line(self, label: str, body: str = "", *, style: str = "", body_style: str = "") -> None:
        """Write one line as it is, blanks at its start included: it must fit."""
        self._lines.append(self.paint(label if body else label.rstrip(), style) + self.paint(body.rstrip(), body_style))

    def paint(self, text: str, style: str) -> str:
        """Colour a text, if there are colours."""
        return f"\x1b[{_COLORS[style]}m{text}\x1b[0m" if self.color and style and text else text

    def blank(self) -> None:
        """Leave one line empty; never two, and none at the top."""
        if self._lines and self._lines[-1]:
            self._lines.append("")

    def text(self) -> str:
        """Return all lines, each with its line end."""
        return "".join(f"{line}\n" for line in self._lines)


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return len(text) if text.isascii() else sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, first: int | None, rest: int | None) -> list[str]:
    """Break a text into lines between words, and within a word that is longer than a line; None is no limit."""
    if first is None or rest is None:
        return [text]
    lines, line, room = [], "", first
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if cells(longer) <= room:
            line = longer
            continue
        if line or cells(word) > room:
            lines.append(line)
            line, room = "", rest
        *full, line = split(word, room)
        lines.extend(full)
    return [*lines, line]


def split(word: str, room: int) -> list[str]:
    """Break a word into pieces of at most `room` cells."""
    pieces, piece, used = [], "", 0
    for character in word:
        size = _cell(character)
        if used + size > room:
            pieces.append(piece)
            piece, used = "", 0
        piece, used = piece + character, used + size
    return [*pieces, piece]
