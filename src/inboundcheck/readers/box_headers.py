"""Finds the columns that are boxes: by what their headers say or, in a workbook that no program has worked out, by their formulas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inboundcheck.readers.header_languages import english
from inboundcheck.readers.tables import Cell, Table, normal

_A_BOX = "(?:box|karton|carton|boîte|colis|scatola|cartone|collo|caja|bulto|輸送箱)"
_UNITS = "(?:units|quantity|einheiten|menge|stückzahl|anzahl|unités|quantité|unità|quantità|unidades|cantidad|の数量|のユニット数)"
_BOX = re.compile(rf"{_A_BOX} ?(\d{{1,5}})[ :-]*{_UNITS}")
_BOX_BEHIND = re.compile(rf"{_UNITS}[^0-9]{{1,12}}{_A_BOX} ?(\d{{1,5}})")
_QUOTED = re.compile(r'"([^"]{1,60})"')
_LEGACY = re.compile(r"([a-z0-9]{6,20}u\d{6}) - (unit|case) quantity")
_NAME = re.compile(r'=IF\(\$?[A-Z]{1,3}\$?\d{1,7}>=?\d{1,5},"([^"]{1,60})",""\)')
_LAST_BEFORE_BOXES = ("boxed quantity", "輸送箱の数")
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
    if not any("sku" in text.casefold() and english(normal(text)) in SKU for text in cells):
        return []
    texts = [normal(text) for text in cells]
    begin = next((column + 1 for column, text in enumerate(texts) if text in _LAST_BEFORE_BOXES or english(text) in _LAST_BEFORE_BOXES), len(texts))
    found: list[BoxHeader] = []
    for column, text in enumerate(texts):
        formula = table.formulas.get((row, column), "")
        number = next((number for quoted in _QUOTED.findall(formula) if (number := _number(normal(quoted)))), 0)
        if formula and (number or column >= begin):
            found.append(BoxHeader(column, number or len(found) + 1, assumed=True))
        elif number := _number(text):
            found.append(BoxHeader(column, number))
        elif legacy := _LEGACY.fullmatch(text):
            found.append(BoxHeader(column, box_id=legacy[1].upper(), cases=legacy[2] == "case"))
    return found


def _number(text: str) -> int:
    """Return the number of the box that a header names; 0 where it names none."""
    found = _BOX.fullmatch(text) or _BOX_BEHIND.fullmatch(text)
    return int(found[1]) if found else 0


def box_name(table: Table, cell: Cell) -> str | None:
    """Return the name of a box that stands there, from the formula that shows it once there are so many boxes."""
    found = _NAME.fullmatch(table.formulas.get(cell, ""))
    return found[1] if found else None


def has_box_columns(table: Table) -> bool:
    """Say whether a table has a header with a SKU and columns of boxes."""
    return any(box_headers(table, row) for row in range(min(len(table.rows), _MOST_ROWS_ABOVE)))
