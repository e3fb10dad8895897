"""Reads the sheets of an Excel workbook as tables. Needs the extra `excel` (openpyxl)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache
from io import BytesIO
from itertools import repeat
from typing import Any
from zipfile import ZipFile

from inboundcheck.errors import Problem, ReadError
from inboundcheck.places import Place
from inboundcheck.readers.tables import MOST_CELLS, Cell, Table, too_many

_LARGEST = 400 * 1024 * 1024
_MOST_MEMBERS = 2000
_MOST_SQUEEZED = 150
"""How many bytes one byte of a member may unpack to. Sheets of repeated text come to about 40."""
_SMALL = 1024 * 1024
"""Below this a member is never a bomb, however well it was squeezed."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell[^>]*\bref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_MOST_COVERED = 100_000
_MOST_EXACT_DIGITS = 10**15
_WORKBOOK = "an Excel workbook (.xlsx)"


def is_workbook(data: bytes) -> bool:
    """Say whether bytes are a workbook, and no other archive."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        return "xl/workbook.xml" in ZipFile(BytesIO(data)).namelist()
    except Exception:  # noqa: BLE001 - zipfile raises many kinds for a damaged archive
        return b"xl/workbook.xml" in data


def workbook_tables(data: bytes, file: str) -> list[Table]:
    """Read all sheets of a workbook, those that are hidden among them."""
    _refuse_bombs(data, file)
    try:
        from openpyxl import load_workbook
    except ImportError:
        expected = "the extra that reads workbooks"
        raise ReadError(Problem("openpyxl is not installed", Place(file), expected=expected, example="pip install 'inboundcheck[excel]'")) from None
    try:
        values = load_workbook(BytesIO(data), read_only=True, data_only=True)
        written = cache(lambda: load_workbook(BytesIO(data), read_only=True, data_only=False))
        budget = [MOST_CELLS]
        return [
            _table(values[name], written, file, budget)
            for name in values.sheetnames
            if hasattr(values[name], "reset_dimensions")  # a chart has a sheet of its own, and no cells
        ]
    except ReadError:
        raise
    except Exception as trouble:  # noqa: BLE001 - openpyxl lets through whatever a damaged part of the file causes
        found = f"the workbook is damaged: {type(trouble).__name__}: {trouble}"
        raise ReadError(Problem(found[:300], Place(file), expected=f"{_WORKBOOK} that opens without repair")) from None


def _refuse_bombs(data: bytes, file: str) -> None:
    """Look at an archive before any of it is unpacked."""
    try:
        archive = ZipFile(BytesIO(data))
        members = archive.infolist()
        large = sum(each.file_size for each in members) > _LARGEST or len(members) > _MOST_MEMBERS
        squeezed = any(each.file_size > _SMALL and each.file_size > _MOST_SQUEEZED * max(each.compress_size, 1) for each in members)
        locked = any(each.flag_bits & 1 for each in members)
        found = "the workbook unpacks to far more than a workbook holds: it may be a zip bomb" if large or squeezed else ""
        found = found or ("the workbook is locked with a password" if locked else "")
        if not found and any(b"<!DOCTYPE" in _head(archive, each.filename) for each in members if each.filename.endswith((".xml", ".rels"))):
            found = "a part of the workbook declares a document type, which no spreadsheet program writes"
    except Exception as trouble:  # noqa: BLE001 - zipfile raises many kinds for a damaged archive
        raise ReadError(Problem(f"the workbook is damaged: {trouble}", Place(file), expected=_WORKBOOK)) from None
    if found:
        raise ReadError(Problem(found, Place(file), expected=_WORKBOOK))


def _head(archive: ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        return member.read(4096)


def _table(values: Any, written: Callable[[], Any], file: str, budget: list[int]) -> Table:
    """Read a sheet; `written` opens the workbook once more, with its formulas, which takes as long as the first time."""
    rows: list[list[str]] = []
    formulas: dict[Cell, str] = {}
    merged, formulated_at_all = _looked_through(values)
    rows_written = _rows(written()[values.title]) if formulated_at_all else repeat(())
    for number, (texts, formulated) in enumerate(zip(_rows(values), rows_written, strict=False)):
        if not texts and not formulated:  # a cell far down makes a million of these
            rows.append([])
            continue
        budget[0] -= len(texts) + 1
        if budget[0] < 0:
            raise ReadError(too_many(file))
        row = [_text(each) for each in texts]
        for column, each in enumerate(formulated):
            formula = _formula(each)
            if formula and column < len(row) and texts[column] is None:
                formulas[number, column] = formula
        while row and not row[-1] and (number, len(row) - 1) not in formulas:
            row.pop()
        rows.append(row)
    _spread(rows, merged)
    return Table(file, rows, values.title, hidden=values.sheet_state != "visible", formulas=formulas, merged=merged)


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # the size that a file gives may be wrong, and may be enormous
    yield from sheet.iter_rows(values_only=True)


def _formula(value: Any) -> str:
    """Return a formula as text; empty where a cell holds none."""
    text = getattr(value, "text", value)
    return text if isinstance(text, str) and text.startswith("=") else ""


def _text(value: Any) -> str:
    """Write a value as a spreadsheet program shows it: 15 digits, and a day as year-month-day."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        if abs(value) >= _MOST_EXACT_DIGITS:
            return f"{value:.5E}"
        return str(int(value)) if value == int(value) else format(value, ".15g")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _looked_through(sheet: Any) -> tuple[dict[Cell, Cell], bool]:
    """Find the cells that a merged cell covers, and say whether there are formulas.

    In its fast mode openpyxl tells of neither, so the sheet's own part is looked through.
    """
    result: dict[Cell, Cell] = {}
    formulas = False
    with sheet._get_source() as source:  # noqa: SLF001 - there is no public way to a sheet's part
        rest = b""
        while chunk := source.read(65536):
            rest += chunk
            formulas = formulas or _FORMULA.search(rest) is not None
            end = 0
            for found in _MERGED.finditer(rest):
                end = found.end()
                top, left, bottom, right = int(found[2]) - 1, _index(found[1]), int(found[4]) - 1, _index(found[3])
                if len(result) + (bottom - top + 1) * (right - left + 1) <= _MOST_COVERED:
                    covered = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
                    result |= {cell: (top, left) for cell in covered if cell != (top, left)}
            rest = rest[max(end, len(rest) - 200) :]
    return result, formulas


def _index(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def _spread(rows: list[list[str]], merged: dict[Cell, Cell]) -> None:
    """Write the text of a cell that covers several rows into each of them, as a person reads it."""
    for (row, column), (top, left) in merged.items():
        if column != left or row >= len(rows) or left >= len(rows[top] if top < len(rows) else ()):
            continue
        rows[row] += [""] * (column + 1 - len(rows[row]))
        rows[row][column] = rows[top][left]
