"""A large file of delimited text, gone through row by row and more than once."""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from inboundcheck.errors import Problem, ReadError
from inboundcheck.places import Place
from inboundcheck.readers.files import LONGEST_LINE
from inboundcheck.readers.tables import TextRow, delimiter_of, text_rows

_PIECE = 1024 * 1024
_SAMPLE = 4 * 1024 * 1024
"""Characters by which the delimiter is told."""


def is_utf8(path: Path) -> bool:
    """Say whether a whole file is text in UTF-8."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                if b"\0" in piece:
                    return False
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


class TableText:
    """The rows of one file, which is UTF-8."""

    def __init__(self, path: Path) -> None:
        self.file = str(path)
        self._path = path
        self._state = self._looked()
        with path.open(encoding="utf-8-sig", newline="") as file:
            self.delimiter = delimiter_of(file.read(_SAMPLE))

    def rows(self) -> Iterator[TextRow | Problem]:
        """Give the rows from the first one on; a problem for each that cannot be read."""
        long: list[Problem] = []
        try:
            for row in text_rows(self._lines(long), self.delimiter, self.file):
                yield from long
                long.clear()
                yield row
            yield from long
        except UnicodeDecodeError:
            raise ReadError(self.changed()) from None
        except OSError as trouble:
            raise ReadError(Problem(f"the file cannot be read: {trouble.strerror}", Place(self.file))) from None

    def beginning(self, rows: int) -> list[TextRow]:
        """Return the first rows."""
        return [each for each in islice(self.rows(), rows) if isinstance(each, TextRow)]

    def changed(self) -> list[Problem]:
        """Tell where the file is not as it was at first."""
        if self._looked() == self._state:
            return []
        return [Problem("the file changed while it was read", Place(self.file), expected="a file that nothing writes to, checked once more")]

    def _looked(self) -> tuple[int, int]:
        state = self._path.stat()
        return state.st_size, state.st_mtime_ns

    def _lines(self, long: list[Problem]) -> Iterator[str]:
        """Give the lines; one that is too long is told, and an empty one stands for it."""
        with self._path.open(encoding="utf-8-sig", newline="") as file:
            number = 0
            while line := file.readline(LONGEST_LINE + 1):
                number += 1
                if len(line) > LONGEST_LINE:
                    found = f"the line is longer than {LONGEST_LINE // 1024**2} MB"
                    long.append(Problem(found, Place(self.file, number), expected="the cells of one row"))
                    while line and not line.endswith(("\r", "\n")):
                        line = file.readline(LONGEST_LINE)
                    line = "\n"
                yield line
