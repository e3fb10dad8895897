"""Segments of X12 and EDIFACT: what their elements say, and where in the file each of them stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

Spot: TypeAlias = tuple[int, int]
"""Line and column, both from 1."""

_BREAKS = str.maketrans("", "", "\r\n")


@dataclass(frozen=True, slots=True)
class Syntax:
    """The service characters of one interchange."""

    element: str
    component: str
    terminator: str
    release: str = ""
    """What takes the meaning from a service character after it; empty where there is none (X12)."""
    comma: bool = False
    """Whether a decimal comma is a decimal sign: in EDIFACT it is, beside the point (ISO 9735)."""

    def split(self, text: str, separator: str) -> list[str]:
        """Split a text, leaving released separators alone."""
        if not separator:
            return [text]
        if not self.release or self.release not in text:
            return text.split(separator)
        pieces, start, at = [], 0, 0
        while at < len(text):
            if text[at] == self.release:
                at += 1
            elif text[at] == separator:
                pieces.append(text[start:at])
                start = at + 1
            at += 1
        return [*pieces, text[start:]]

    def plain(self, text: str) -> str:
        """Take the release characters out."""
        if self.release and self.release in text:
            text = re.sub(re.escape(self.release) + "(.?)", r"\1", text, flags=re.DOTALL)
        return text.strip()


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment as it was read."""

    tag: str
    elements: tuple[str, ...]
    """The elements after the tag, with their release characters."""
    number: int
    """Its number in the file, from 1; EDIFACT's UNA is not counted."""
    line: int
    column: int
    raw: str
    """Everything up to its terminator, line breaks included."""
    syntax: Syntax

    def text(self, element: int, component: int = 0) -> str:
        """Return an element (from 1), or one component of it (from 1); empty where it is not there."""
        if element > len(self.elements):
            return ""
        written = self.elements[element - 1]
        if component:
            pieces = self.syntax.split(written, self.syntax.component)
            written = pieces[component - 1] if component <= len(pieces) else ""
        return self.syntax.plain(written)

    def spot(self, element: int = 0, component: int = 0) -> Spot:
        """Return where an element starts, or the segment itself where it has no such element."""
        if not 0 < element <= len(self.elements):
            return self.line, self.column
        if component < 2 and self.raw.isprintable():  # noqa: PLR2004 - no line break, and nothing to look for inside the element
            after = sum(map(len, self.elements[element - 1 :])) + len(self.elements) - element
            return self.line, self.column + len(self.raw) - after
        pieces = self.syntax.split(self.raw, self.syntax.element)
        at = sum(len(piece) + 1 for piece in pieces[:element])
        inside = self.syntax.split(pieces[element], self.syntax.component) if component > 1 else []
        at += sum(len(piece) + 1 for piece in inside[: component - 1]) if component <= len(inside) else 0
        while self.raw[at : at + 1] in ("\r", "\n") and at < len(self.raw):
            at += 1
        line = self.raw.count("\n", 0, at)
        return self.line + line, at - self.raw.rfind("\n", 0, at) if line else self.column + at

    def name(self, element: int = 0, component: int = 0) -> str:
        """Name an element as X12's guides do: `MEA03`, `MEA04-1`."""
        return f"{self.tag}{element:02}{f'-{component}' if component else ''}" if element else self.tag


def segment(raw: str, number: int, spot: Spot, syntax: Syntax) -> Segment:
    """Take the text of a segment apart. A line break inside it is no data: files are wrapped at 80 columns by transports."""
    clean = raw if raw.isprintable() else raw.translate(_BREAKS)
    tag, *elements = syntax.split(clean, syntax.element)
    return Segment(syntax.split(tag, syntax.component)[0].strip(), tuple(elements), number, *spot, raw, syntax)
