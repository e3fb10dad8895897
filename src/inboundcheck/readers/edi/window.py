"""The text of a file that may be larger than memory: a window moves over it, and knows its line and column."""

from __future__ import annotations

import codecs
import re
from typing import BinaryIO

from inboundcheck.readers.edi.segments import Spot

LONGEST_SEGMENT = 65_536
"""Characters; the longest segment of an 856 or a DESADV has a few hundred."""
_CHUNK = 65_536
_NO_TEXT = re.compile("[\udc80-\udcff]")
_LATIN_1 = {0xDC00 + byte: chr(byte) for byte in range(0x80, 0x100)}
_BETWEEN = re.compile("[ \t\r\n\f\v\0\x1a]*")
"""What may stand between segments; NUL and Ctrl-Z are what old transports pad and end a file with."""


class Window:
    """Reads a binary file as text. Bytes that the encoding does not know are read as Latin-1, and can be asked for."""

    def __init__(self, file: BinaryIO, encoding: str) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder(encoding)(errors="surrogateescape")
        self._text, self._at = "", 0
        self._ended = False
        self.line, self.column = 1, 1

    @property
    def spot(self) -> Spot:
        """Where the window starts."""
        return self.line, self.column

    def peek(self, length: int) -> str:
        """Return the next characters, fewer where the file ends."""
        while len(self._text) - self._at < length and self._more():
            pass
        return self._text[self._at : self._at + length]

    def skip(self, length: int) -> None:
        """Move on."""
        self._pass(self._text[self._at : self._at + length])

    def skip_blank(self) -> None:
        """Move to the next segment."""
        while True:
            found = _BETWEEN.match(self._text, self._at)
            if found and found.end() > self._at:
                self._pass(found[0])
            if self._at < len(self._text) or not self._more():
                return

    def take(self, terminator: str, release: str) -> tuple[str, bool]:
        """Take the text up to the next terminator and pass that; say whether all of it is given: one too long is cut."""
        taken, whole = "", True
        start = 0
        while True:
            found = self._find(terminator, release, self._at + start)
            if found >= 0:
                piece = self._text[self._at : found]
                self._pass(self._text[self._at : found + 1])
                return (taken + piece, len(taken + piece) <= LONGEST_SEGMENT) if whole else (taken, False)
            if len(self._text) - self._at > LONGEST_SEGMENT:
                # A release character at the very end may belong to what follows.
                keep = len(self._text) - 2
                taken, whole = taken or self._text[self._at : self._at + LONGEST_SEGMENT], False
                self._pass(self._text[self._at : keep])
            start = max(len(self._text) - self._at - 2, 0)
            if not self._more():
                rest = self._text[self._at :]
                self._pass(rest)
                return (rest, True) if whole else (taken, False)

    def _find(self, terminator: str, release: str, start: int) -> int:
        at = self._text.find(terminator, start)
        while at >= 0 and release and self._released(at, release):
            at = self._text.find(terminator, at + 1)
        return at

    def _released(self, at: int, release: str) -> bool:
        """Say whether an odd number of release characters stands before: two of them are one that is meant."""
        first = at
        while first > self._at and self._text[first - 1] == release:
            first -= 1
        return (at - first) % 2 == 1

    def _pass(self, text: str) -> None:
        lines = text.count("\n")
        self.line += lines
        self.column = len(text) - text.rfind("\n") if lines else self.column + len(text)
        self._at += len(text)

    def _more(self) -> bool:
        if self._ended:
            return False
        data = self._file.read(_CHUNK)
        self._ended = not data
        self._text = self._text[self._at :] + self._decoder.decode(data, final=self._ended)
        self._at = 0
        return True


def undecoded(text: str) -> tuple[int, int] | None:
    """Return the index and the value of the first byte that the encoding did not know."""
    found = None if text.isascii() else _NO_TEXT.search(text)
    return (found.start(), ord(found[0]) - 0xDC00) if found else None


def as_latin_1(text: str) -> str:
    """Read the bytes that the encoding did not know as Latin-1."""
    return text.translate(_LATIN_1)
