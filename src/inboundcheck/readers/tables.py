"""Tables of text: rows of cells from a CSV or TSV file or from the sheets of a workbook, each with its row and column.

Encoding and delimiter are told by what the file holds. Values are texts, as their author saw them.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from array import array
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import StringIO
from itertools import islice

from inboundcheck.errors import Problem, ReadError
from inboundcheck.places import Place

_DELIMITERS = "\t;,|"
_SAMPLE = 200
"""Rows by which the delimiter is told."""
_KANA = re.compile("[\u3041-\u30ff]")
_TWO_KANJI = re.compile("[\u4e00-\u9fff]{2}")
_SPACES = re.compile(r"\s+")
_DASHES = str.maketrans("\u2010\u2011\u2012\u2013\u2014\u2212", "------")
MOST_CELLS = 5_000_000

Cell = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or one file of text."""

    file: str
    rows: Sequence[Sequence[str]]
    sheet: str = ""
    """The sheet's name; empty for a file of text."""
    lines: Sequence[int] = ()
    """The line of the file on which each row starts; empty for a sheet, whose rows are numbered."""
    text: Sequence[str] = ()
    """The line of a file of text on which each row stands; empty for a row over several lines."""
    delimiter: str = ","
    hidden: bool = False
    formulas: Mapping[Cell, str] = field(default_factory=dict)
    """Formulas whose value the file does not hold: no spreadsheet program has worked them out."""
    merged: Mapping[Cell, Cell] = field(default_factory=dict)
    """For each cell that a cell above or left of it covers: that cell."""
    problems: Sequence[Problem] = ()
    """What could not be read as rows."""
    guesses: Sequence[Problem] = ()
    """Where the encoding of a text is not known for certain."""

    def cell(self, row: int, column: int) -> str:
        """Return the text of a cell without the blanks around it; empty where the row is too short."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else ()
        return cells[column].strip() if 0 <= column < len(cells) else ""

    def place(self, cell: Cell) -> Place:
        """Return where a cell stands; a column below 0 is the row as a whole."""
        row, column = cell
        if self.sheet:
            return Place(self.file, row + 1, max(column + 1, 1), self.sheet)
        line = self.lines[row] if row < len(self.lines) else 0
        start, end = self._columns(row, max(column, 0)) if line else (0, 0)
        return Place(self.file, line, start, end_column=end if column >= 0 else 0)

    def _columns(self, row: int, column: int) -> tuple[int, int]:
        """Count the characters before a cell and to its end, where its row stands on one line."""
        text = self.text[row].rstrip("\r\n") if row < len(self.text) else ""
        bounds, quoted = [-1], False
        for at, character in enumerate(text):
            quoted ^= character == '"'
            if character == self.delimiter and not quoted:
                bounds.append(at)
                if len(bounds) > column + 1:
                    break
        else:
            bounds.append(len(text))
        if len(bounds) < column + 2:
            return len(text) + 1, 0
        return bounds[column] + 2, bounds[column + 1] + 1


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of a text."""

    line: int
    """The line on which it starts, from 1."""
    text: str
    """That line as it stands; empty where the row goes over several."""
    cells: list[str]


def normal(text: str) -> str:
    """Return a header or label as it is compared: without case, blanks around it, a colon at its end, and kinds of dashes."""
    plain = unicodedata.normalize("NFKC", text).translate(_DASHES).casefold()
    return _SPACES.sub(" ", plain).strip().rstrip(":").strip()


def text_table(text: str, file: str, guesses: Sequence[Problem] = ()) -> Table:
    """Read a text of delimited values. What the delimiter is, most rows of one width tell."""
    delimiter = delimiter_of(text)
    rows: list[TextRow] = []
    problems: list[Problem] = []
    cells = 0
    for each in text_rows(StringIO(text, newline=""), delimiter, file):
        if isinstance(each, Problem):
            problems.append(each)
            continue
        cells += len(each.cells)
        if cells > MOST_CELLS:
            raise ReadError(too_many(file))
        rows.append(each)
    return replace(table_of(rows, delimiter, file, problems), guesses=guesses)


def table_of(rows: Sequence[TextRow], delimiter: str, file: str, problems: Sequence[Problem] = ()) -> Table:
    """Make a table of rows of text."""
    lines, text = array("Q", (each.line for each in rows)), [each.text for each in rows]
    return Table(file, [each.cells for each in rows], lines=lines, text=text, delimiter=delimiter, problems=problems)


def text_rows(lines: Iterable[str], delimiter: str, file: str) -> Iterator[TextRow | Problem]:
    """Give the rows of a text one by one; a problem for each that cannot be read."""
    taken: list[str] = []

    def noted() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = csv.reader(noted(), delimiter=delimiter)
    while True:
        start = reader.line_num + 1
        taken.clear()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as trouble:
            yield Problem(f"the row cannot be read: {trouble}", Place(file, start), expected="cells of at most 131,072 characters")
            continue
        several = len(taken) > 1 and taken[0].count('"') % 2
        yield TextRow(start, "" if several else taken[0], row)


def too_many(file: str) -> Problem:
    """Say that a table is too large."""
    return Problem(f"the table holds more than {MOST_CELLS:,} cells", Place(file), expected="a smaller table, or JSON Lines")


def delimiter_of(text: str) -> str:
    """Tell the delimiter of a text: the one that gives most rows one width."""

    def fit(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in islice(_rows(text, delimiter), _SAMPLE) if len(row) > 1)
        width, rows = max(widths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        return rows, width

    return max(_DELIMITERS, key=fit)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return


def decoded_table(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Read bytes as text: by their mark, else as UTF-8, else as the code page of Japan or of western Europe; and say where that is a guess.

    A file that no one encoding fits is read line by line, and told.
    """
    for mark, name in ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _by_lines(data.removeprefix(mark), file) if mark == BOM_UTF8 else (_decode(data, name, file), [])
    head = data[:1000]
    if head.count(b"\0") * 3 > len(head):
        return _decode(data, "utf-16-le" if head[1:2] == b"\0" else "utf-16-be", file), []
    if b"\0" in data:
        raise ReadError(Problem("a NUL byte stands in the file: it is no text", Place(file, data.count(b"\n", 0, data.index(b"\0")) + 1)))
    return _by_lines(data, file)


def _by_lines(data: bytes, file: str) -> tuple[str, list[Problem]]:
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    lines = data.splitlines(keepends=True)
    odd = [number for number, line in enumerate(lines) if not line.isascii() and not _is_utf8(line)]
    mixed = data.startswith(BOM_UTF8) or any(not line.isascii() and _is_utf8(line) for line in lines)
    page = "cp932" if _is_japanese(b"".join(lines[number] for number in odd)) else "cp1252"
    strange = next((number for number in odd if "\ufffd" in lines[number].decode(page, errors="replace")), None)
    text = "".join(line.decode("utf-8") if _is_utf8(line) else line.decode(page, errors="replace") for line in lines)
    if not mixed and strange is None:
        return text, []
    first = odd[0] if strange is None else strange
    byte = lines[first][_first_odd(lines[first], page if strange is not None else "utf-8")]
    what = f"byte 0x{byte:02x} is not UTF-8, as other lines are" if strange is None else f"byte 0x{byte:02x} is neither UTF-8 nor {page}"
    found = f"the {what}; {_counted(len(odd))} read as {page}, and identifiers in {'it' if len(odd) == 1 else 'them'} may be wrong"
    return text, [Problem(found, Place(file, first + 1), expected="the whole file saved as UTF-8")]


def _counted(lines: int) -> str:
    return "this line is" if lines == 1 else f"{lines} lines are"


def _first_odd(line: bytes, encoding: str) -> int:
    try:
        line.decode(encoding)
    except UnicodeDecodeError as trouble:
        return trouble.start
    return 0


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_japanese(data: bytes) -> bool:
    text = data.decode("cp932", errors="replace")
    return "\ufffd" not in text and bool(_KANA.search(text) or _TWO_KANJI.search(text))


def _decode(data: bytes, name: str, file: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as trouble:
        raise ReadError(Problem(f"the text is not {name.upper()}, as its first bytes say: {trouble.reason}", Place(file))) from None
