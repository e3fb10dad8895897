"""Reads single cells as the values of our fields: what says nothing, what a spreadsheet program spoilt, days, words, measures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from inboundcheck.errors import shown
from inboundcheck.readers.drafts import EXPONENT, IDENTIFIERS, Drafting
from inboundcheck.readers.headers import spelled_unit
from inboundcheck.readers.sp_api_words import PREPS as API_PREPS
from inboundcheck.readers.table_words import CONDITIONS, NOTHING, OWNERS, PREPS
from inboundcheck.readers.tables import Cell, Table

MEASURES = ("length", "width", "height", "weight")
_COUNTS = ("count", "quantity", "units_per_case", "units_planned", "declared_box_count")
_LISTS = ("shipment_ids", "team_lift_marks", "mech_lift_marks", "heavy_marks", "joined_to", "overwraps", "closures", "dunnage")
_WORDS = {"prep_owner": OWNERS, "label_owner": OWNERS, "condition": CONDITIONS}
_OWN_UNIT = re.compile(r"[\d.,/ ]+?([^\d.,/ ]+)")
_ERROR = re.compile(r"#(REF|N/A|VALUE|DIV/0|NAME|NULL|NUM|SPILL|CALC)[!?]?", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ][0-9:.Z+-]*)?", re.ASCII)
_DAY = re.compile(r"(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})", re.ASCII)
_MOST_LISTED = 6
_LISTED = re.compile(r"\s*[,;|]\s*")
_ALL_PREPS: Mapping[str, str | None] = {**PREPS, **API_PREPS}


def readable(text: str) -> bool:
    """Say whether a text may be an identifier: no error of a spreadsheet program, and no number that it made of one."""
    return not (_ERROR.fullmatch(text) or EXPONENT.fullmatch(text))


class Cells(Drafting):
    """The cells of one table."""

    def __init__(self, table: Table) -> None:
        super().__init__(table.place)
        self.table = table
        self.problems += (*table.guesses, *table.problems)

    def says(self, cell: Cell) -> bool:
        """Say whether something stands in a cell."""
        return cell in self.table.formulas or self.table.cell(*cell).casefold() not in NOTHING

    def tell_columns(self, row: int, columns: Sequence[int]) -> None:
        """Tell the columns under a header row that are not understood, where something stands in them."""
        below = range(row + 1, len(self.table.rows))
        filled = [each for each in columns if self.table.cell(row, each) and any(self.says((each_row, each)) for each_row in below)]
        if filled:
            listed = ", ".join(shown(self.table.cell(row, each)) for each in filled[:_MOST_LISTED])
            more = f" and {len(filled) - _MOST_LISTED} more" if len(filled) > _MOST_LISTED else ""
            found = f"the column {listed} is" if len(filled) == 1 else f"the columns {listed}{more} are"
            expected = "the template's own headers, or a map of the columns"
            self.tell(f"{found} not understood, and not read", (row, filled[0]), "", expected, f"inboundcheck map {self.table.file}")

    def read(self, field: str, cell: Cell, label: str, *, unit: str = "", dates: str = "") -> Any:
        """Return what a cell says of a field, as the model takes it; None where it says nothing, or nothing that can be understood."""
        text = self.table.cell(*cell)
        if cell in self.table.formulas:
            found = f"the formula {shown(self.table.formulas[cell])} has no value in the file"
            return self.tell(found, cell, label, "the workbook opened and saved in a spreadsheet program")
        if _ERROR.fullmatch(text):
            return self.tell(f"the cell holds the error {shown(text)}", cell, label)
        if text.casefold() in NOTHING:
            return None
        if field in MEASURES:
            return self._measured(text, unit, cell, label)
        return self.day(text, dates, cell, label) if field == "expires" else self._word_or_text(field, text, cell, label)

    def _measured(self, text: str, unit: str, cell: Cell, label: str) -> Any:
        own = _OWN_UNIT.fullmatch(text)
        if own and unit and spelled_unit(own[1]) not in ("", unit):
            return self.tell(f"{shown(text)} stands in a column of {unit}", cell, label, "one unit")
        return self.measure(text, unit, cell, label)

    def _word_or_text(self, field: str, text: str, cell: Cell, label: str) -> Any:
        if field in _COUNTS:
            return self.number(text)
        if field == "prep":
            return self._preps(text, cell, label)
        if field in _LISTS:
            return [] if text.casefold() == "none" else [each for each in _LISTED.split(text) if each]
        if field in _WORDS:
            return self.word(text, _WORDS[field], cell, label)
        return self.identifier(field, text, cell, label) if field in IDENTIFIERS else text

    def day(self, text: str, order: str, cell: Any, label: str) -> str | None:
        """Return a day as year-month-day. Where day and month could change places and nothing says which is which, it is told."""
        iso = _ISO_DAY.fullmatch(text)
        if iso:
            return iso[1]
        found = _DAY.fullmatch(text)
        if not found:
            return text  # told when the thing is checked; `none` is an answer
        first, second, third = found.groups()
        year_first = len(first) == 4  # noqa: PLR2004 - digits of a year
        if not year_first and len(third) != 4:  # noqa: PLR2004
            self.tell(f"the year of {shown(text)} has not four digits", cell, label, "year-month-day", "2026-11-23")
            return None
        if not (year_first or order) and int(first) <= 12 >= int(second) and int(first) != int(second):  # noqa: PLR2004 - months
            self.tell(f"{shown(text)} may be two days: nothing says which number is the month", cell, label, "year-month-day", "2026-11-23")
            return None
        month_first = order == "mdy" or (order != "dmy" and int(first) <= 12)  # noqa: PLR2004
        year, month, day = (first, second, third) if year_first else (third, *((first, second) if month_first else (second, first)))
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            self.tell(f"{shown(text)} is not a date", cell, label, "year-month-day", "2026-11-23")
            return None

    def _preps(self, text: str, cell: Cell, label: str) -> Any:
        before = len(self.problems)
        words = [self.word(each, _ALL_PREPS, cell, label) for each in _LISTED.split(text) if each]
        known = list(dict.fromkeys(word for word in words if word is not None))
        if len(self.problems) == before and None not in words:
            return known
        return {"open": True, "seen": known} if known else None
