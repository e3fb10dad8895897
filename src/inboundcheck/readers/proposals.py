"""Proposes a map for a table: what each column seems to say, with the values that stand in it, for a person to mend."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from inboundcheck.errors import Problem, ReadError
from inboundcheck.places import Place
from inboundcheck.readers.cells import MEASURES
from inboundcheck.readers.files import bytes_of, find_file
from inboundcheck.readers.headers import Header, field_of, header
from inboundcheck.readers.sheets import reads_itself, tables_of
from inboundcheck.readers.table_words import NOTHING
from inboundcheck.readers.tables import Table

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 /().%_-]*", re.ASCII)
_WORDS = frozenset(("yes", "no", "true", "false", "on", "off", "null", "y", "n"))
_MOST_ROWS_ABOVE = 100
_SHOWN_VALUES = 3
_LONGEST_VALUE = 20


def propose_map(path: str | Path) -> str:
    """Return a map of columns for a table, as YAML with comments; raise ReadError where the file holds no table."""
    file = find_file(path)
    tables = [table for table in tables_of(bytes_of(file), str(file)) if not table.hidden]
    rows = [(table, row, _understood(table, row)) for table in tables for row in range(min(len(table.rows), _MOST_ROWS_ABOVE))]
    best = max(rows, key=lambda each: (each[2], _filled(each[0], each[1]), -each[1]), default=None)
    if best is None or not _filled(best[0], best[1]):
        raise ReadError(Problem("the file holds no table with a header", Place(str(file)), expected="a CSV, TSV or Excel file with a row of headers"))
    return "\n".join(_lines(best[0], best[1], file)) + "\n"


def _understood(table: Table, row: int) -> int:
    return len({field for text in table.rows[row] if (field := field_of(header(text)))})


def _filled(table: Table, row: int) -> int:
    return sum(bool(text.strip()) for text in table.rows[row])


def _lines(table: Table, row: int, file: Path) -> Iterator[str]:
    heads = [header(text) for text in table.rows[row]]
    named = [index for index, head in enumerate(heads) if head.whole]
    fields = {index: field_of(heads[index]) for index in named}
    taken: set[str] = set()
    for index in named:
        fields[index] = "" if fields[index] in taken else fields[index]
        taken.add(fields[index])
    missing = [index for index in named if fields[index].partition(".")[2] in MEASURES and not heads[index].unit]
    yield f"# A proposal for {_safe(file.name)}: {len(named)} columns, {len(taken - {''})} understood, {len(missing)} without a unit."
    yield f"# Read it, mend it, and keep it beside the table as {_safe(file.stem)}.map.yaml (or name it with --map)."
    if reads_itself(table):
        yield "# This table is of a format that is read without a map; with one, the map counts."
    if table.sheet:
        yield f"sheet: {json.dumps(table.sheet, ensure_ascii=False)}"
    yield "# shipment: {program: fba, market: US}"
    yield "columns:"
    for index in named:
        yield f"  {_column(table, row, index, heads[index], fields[index])}"


def _column(table: Table, row: int, index: int, head: Header, field: str) -> str:
    name = _key(table.rows[row][index].strip())
    values = ", ".join(_values(table, row, index))
    if not field:
        return f"# {name}:  # {values or 'empty'} - not understood: say a field (box.…, item.…), or leave it out"
    if field.partition(".")[2] not in MEASURES:
        return f"{name}: {field}  # {values}"
    if head.unit:
        return f"{name}: {{is: {field}, unit: {head.unit}}}  # {values}"
    return f"{name}: {{is: {field}, unit: }}  # {values} - the unit is not said: fill it in"


def _values(table: Table, row: int, index: int) -> Iterator[str]:
    found = 0
    for below in range(row + 1, len(table.rows)):
        text = table.cell(below, index)
        if text.casefold() not in NOTHING and found < _SHOWN_VALUES:
            found += 1
            yield _safe(text if len(text) <= _LONGEST_VALUE else text[:_LONGEST_VALUE] + "…")


def _key(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS
    return text if plain else json.dumps(text, ensure_ascii=not text.isprintable())


def _safe(text: str) -> str:
    """Return a text for a comment: on one line, without control characters."""
    return "".join(each if each.isprintable() else " " for each in text)
