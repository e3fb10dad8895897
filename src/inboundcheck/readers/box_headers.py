"""Finds the columns that are boxes: by what their headers say or, in a workbook that no program has worked out, by their formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inboundcheck.readers.tables import Table, normal

_BOX = re.compile(r"box (\d{1,5}) (?:units|quantity)")
_FORMULA = re.compile(r'"Box (\d{1,5}) quantity"', re.IGNORECASE)
_LEGACY = re.compile(r"([a-z0-9]{6,20}u\d{6}) - (unit|case) quantity")
_LAST_BEFORE_BOXES = "boxed quantity"
"""The column of the box packing information after which the boxes begin."""
_MOST_ROWS_ABOVE = 100
SKU = ("sku", "merchant sku")


@dataclass(frozen=True, slots=True)
class BoxHeader:
    """The header of one box."""

    column: int
    number: int = 0
    """Its number in the file's own count, where it has one."""
    box_id: str = ""
    cases: bool = False
    """Whether its numbers count cases, of which nothing says how many units they hold."""
    assumed: bool = False
    """Whether only a formula that nobody worked out says that there is such a box."""


def box_headers(table: Table, row: int) -> list[BoxHeader]:
    """Return the boxes of a header row; none where the row is no header."""
    cells = table.rows[row]
    if not any("sku" in text.casefold() and normal(text) in SKU for text in cells):
        return []
    texts = [normal(text) for text in cells]
    begin = texts.index(_LAST_BEFORE_BOXES) + 1 if _LAST_BEFORE_BOXES in texts else len(texts)
    found: list[BoxHeader] = []
    for column, text in enumerate(texts):
        formula = table.formulas.get((row, column), "")
        match = _FORMULA.search(formula)
        if formula and (match or column >= begin):
            found.append(BoxHeader(column, int(match[1]) if match else len(found) + 1, assumed=True))
        elif box := _BOX.fullmatch(text):
            found.append(BoxHeader(column, int(box[1])))
        elif legacy := _LEGACY.fullmatch(text):
            found.append(BoxHeader(column, box_id=legacy[1].upper(), cases=legacy[2] == "case"))
    return found


def has_box_columns(table: Table) -> bool:
    """Say whether a table has a header with a SKU and columns of boxes."""
    return any(box_headers(table, row) for row in range(min(len(table.rows), _MOST_ROWS_ABOVE)))
