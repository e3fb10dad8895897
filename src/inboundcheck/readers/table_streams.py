"""Reads a large table of text a stretch at a time, to the same shipment as when it is read whole.

It is gone through twice. The first time tells what can only be known of all rows: what a column says of the shipment, and which boxes have
rows that stand apart. Those rows are gathered, and each box is given where its first row stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from inboundcheck.errors import Problem, ReadError
from inboundcheck.places import Place
from inboundcheck.readers.assembly import Assembly
from inboundcheck.readers.column_maps import ColumnMap, read_column_map
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.files import opening_of
from inboundcheck.readers.parts import Part
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.repeats import Repeats
from inboundcheck.readers.rows import MOST_ROWS_ABOVE, Rows, read_rows
from inboundcheck.readers.sheets import is_text, map_beside, mapped_rows
from inboundcheck.readers.table_text import TableText, is_utf8
from inboundcheck.readers.table_words import NOTHING
from inboundcheck.readers.tables import Table, TextRow, table_of

LARGE = 1024 * 1024
"""Tables up to this many bytes are read whole."""
_MOST_APART = 200_000
"""Rows of boxes whose rows stand apart: more are not held."""
_MOST_TEXTS = 4
"""More different texts of one column than a message shows."""
_STREAMED = ("box", "item", "shipment")
_Row: TypeAlias = TextRow | Problem


def map_of_large_table(path: Path, named_map: str | Path | None) -> ColumnMap | None:
    """Return the map of a large table that can be read in stretches: it speaks of boxes, items and the shipment only, and is UTF-8."""
    found = named_map or map_beside(str(path))
    if found is None or path.stat().st_size <= LARGE or not is_text(opening_of(path), str(path)):
        return None
    column_map = read_column_map(found)
    streamed = all(each.thing in _STREAMED for each in column_map.columns) and not column_map.sheet
    return column_map if streamed and is_utf8(path) else None


def stream_table(path: Path, defaults: Defaults, stretch: int, column_map: ColumnMap) -> Iterator[Reading]:
    """Give the boxes of a table in readings of about `stretch` boxes each; the rows of one box are never parted."""
    table = _LargeTable(path, column_map, stretch)
    survey = table.survey()
    assembly = Assembly(survey.head, defaults, files=(str(path), column_map.file), twins=survey.twins)
    issues, first, told = [*survey.problems], 0, set(survey.problems)
    stretches = table.stretches(survey)
    following: list[_Row] | None = next(stretches)
    while following is not None:
        now, following = following, next(stretches, None)
        read = read_rows(table.of(now), column_map, table.top, first=first)
        first += len(read.boxes.parts)
        issues += [each for each in read.problems if each not in told]
        told |= {each for each in read.problems if each.place and each.place.line <= table.rows_above[-1].line}  # each stretch has the headers
        if following is None:
            issues += table.text.changed()
        yield assembly.reading(read.boxes, issues, partial=following is not None)
        issues = []


@dataclass(frozen=True, slots=True)
class _Survey:
    """What only all rows together tell."""

    head: Part
    problems: tuple[Problem, ...]
    apart: dict[str, list[_Row]]
    """By its key, the rows of each box whose rows stand apart."""
    twins: frozenset[str]
    """The IDs that several boxes may have."""


class _LargeTable:
    def __init__(self, path: Path, column_map: ColumnMap, stretch: int) -> None:
        self.text, self.map, self.stretch = TableText(path), column_map, stretch
        self.size = path.stat().st_size
        above = self.text.beginning(MOST_ROWS_ABOVE)
        _, _, self.top = mapped_rows([table_of(above, self.text.delimiter, str(path))], column_map, str(path))
        self.rows_above: list[TextRow] = above[: self.top + 1]
        read_rows(self.of([]), column_map, self.top)  # refuses a table without any column of the map
        self.header = Rows(self.of([]), column_map, self.top)

    def of(self, rows: list[_Row]) -> Table:
        """Return a table of some of the rows, under the same headers."""
        problems = [each for each in rows if isinstance(each, Problem)]
        return table_of([*self.rows_above, *(each for each in rows if isinstance(each, TextRow))], self.text.delimiter, self.text.file, problems)

    def grouped(self) -> Iterator[tuple[_Row, str | None, bool]]:
        """Give the rows below the headers, each with the key of its box (None where it has none), and whether a box begins with it."""
        current: str | None = ""
        for row in self.text.rows():
            if isinstance(row, Problem):
                yield row, current, False
            elif row.line > self.rows_above[-1].line and any(row.cells):
                key = self.header.group(row.cells)
                begins = key is None or key not in ("", current)
                current = key if key != "" else current
                yield row, current, begins

    def survey(self) -> _Survey:
        """Go through all rows once, and once more where some stand apart."""
        repeats = Repeats(self.size)
        columns = {each.index: each.column.name for each in self.header.found if each.column.thing == "shipment"}
        said: dict[int, dict[str, TextRow]] = {index: {} for index in columns}
        names = [] if self.header.with_items else [each.index for each in self.header.found if (each.column.thing, each.column.name) == ("box", "id")]
        keys: set[str] = set()
        twins: set[str] = set()
        for row, key, begins in self.grouped():
            if isinstance(row, Problem):
                continue
            if begins and key and repeats.seen(key):
                keys.add(key)
            twins |= {name for index in names if index < len(row.cells) and repeats.seen(name := row.cells[index].strip())}
            for index, texts in said.items():
                text = row.cells[index].strip() if index < len(row.cells) else ""
                if len(texts) < _MOST_TEXTS and text.casefold() not in NOTHING:
                    texts.setdefault(text, row)
        examples = {row.line: row for texts in said.values() for row in texts.values()}
        top = Rows(self.of([examples[line] for line in sorted(examples)]), self.map, self.top)
        return _Survey(top.head(), tuple(top.cells.problems), self._gathered(keys), frozenset(twins))

    def _gathered(self, keys: set[str]) -> dict[str, list[_Row]]:
        apart: dict[str, list[_Row]] = {key: [] for key in keys}
        left = _MOST_APART
        for row, key, _ in self.grouped() if keys else ():
            if key in apart and isinstance(row, TextRow):
                apart[key].append(row)
                left -= 1
            if left < 0:
                found = f"more than {_MOST_APART:,} rows are of boxes whose rows do not stand one after the other"
                place = Place(self.text.file, row.line if isinstance(row, TextRow) else 0)
                raise ReadError(Problem(found, place, expected="the table sorted by its boxes"))
        return apart

    def stretches(self, survey: _Survey) -> Iterator[list[_Row]]:
        """Give the rows stretch by stretch, at least one; each ends with the last row of a box."""
        rows: list[_Row] = []
        boxes = 0
        given = False
        for row, key, begins in self.grouped():
            gathered = survey.apart.get(key) if key and isinstance(row, TextRow) else None
            if gathered == []:
                continue
            if begins and (boxes >= self.stretch or len(rows) >= 10 * self.stretch):
                yield rows
                rows, boxes, given = [], 0, True
            boxes += begins
            rows += [row] if gathered is None else gathered
            if gathered is not None and key:
                survey.apart[key] = []
        if rows or not given:
            yield rows
