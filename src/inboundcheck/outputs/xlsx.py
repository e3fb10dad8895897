"""The table of what to do as an Excel workbook: one sheet of steps, and one that says what was judged, and by what."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from inboundcheck.errors import Problem, UsageError
from inboundcheck.outputs.cells import HEADER, Row, rows, safe
from inboundcheck.outputs.summary import chosen, headline, not_judged
from inboundcheck.outputs.words import prose, visible
from inboundcheck.report import Report

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_ROWS = 1_048_575
"""Excel's rows of a sheet, less the header; what does not fit goes on in another sheet."""
_LONGEST = 32_767
"""What one cell of Excel holds."""
_CUT = " … (cut)"
_WIDTHS = (7, 22, 7, 12, 10, 26, 60, 60, 34, 34, 7, 8, 24, 40, 40, 18)
_LEVEL, _WRAPPED = HEADER.index("level"), {HEADER.index("found"), HEADER.index("do")}
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")
_RED, _AMBER, _GREY = "FFF4CCCC", "FFFFF2CC", "FFEEEEEE"
_FILLS = {"error": _RED, "unreadable": _RED, "warning": _AMBER, "waived": _GREY}


def render(report: Report) -> bytes:
    """Write the workbook. Every cell is text or a whole number, and none is a formula.

    Raises:
        UsageError: openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise UsageError(
            Problem("openpyxl is not installed, and writes Excel workbooks", example="pip install 'inboundcheck[excel]', or -o report.csv")
        ) from None
    book, remaining = Workbook(write_only=True), rows(report)
    parts = list(iter(lambda: list(islice(remaining, MOST_ROWS)), [])) or [[]]
    for number, part in enumerate(parts, 1):
        _steps(book, "what to do" if number == 1 else f"what to do {number}", part)
    _about(book, report)
    return _dated(book, datetime(report.as_of.year, report.as_of.month, report.as_of.day, tzinfo=UTC))


def _steps(book: Workbook, title: str, part: list[Row]) -> None:
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADER))}{len(part) + 1}"
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    fills = {level: PatternFill("solid", fgColor=color) for level, color in _FILLS.items()}
    sheet.append([_cell(sheet, name, bold=True) for name in HEADER])
    for row in part:
        sheet.append(
            [
                _cell(sheet, value, wrapped=index in _WRAPPED, fill=fills.get(str(row[3])) if index == _LEVEL else None)
                for index, value in enumerate(row)
            ]
        )


def _about(book: Workbook, report: Report) -> None:
    """Write what was judged, so that no table is read without its limits."""
    sheet = book.create_sheet("about")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 110
    lines = [
        ("result", headline(report)),
        ("judged as of", report.as_of.isoformat()),
        *(("pack", chosen(each)) for each in report.packs),
        *(("file", visible(each)) for each in report.files),
        *(("note", prose(each)) for each in report.notes),
        ("only", ", ".join(report.only)),
        ("rules", not_judged(report)),
        *(("not asked", f"{each.rule}: {prose(each.title)}") for each in report.not_asked),
        *(("unused waiver", prose(f"{each.rule}, box {each.box}: {each.reason}")) for each in report.unused_waivers),
    ]
    for name, text in lines:
        if text:
            sheet.append([_cell(sheet, name, bold=True), _cell(sheet, safe(visible(text)), wrapped=True)])


def _cell(sheet: Any, value: str | int | None, *, bold: bool = False, wrapped: bool = False, fill: Any = None) -> Any:
    """Return a cell that holds a number, or text that stays text."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font

    if isinstance(value, str) and len(value) > _LONGEST:
        value = value[: _LONGEST - len(_CUT)] + _CUT
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    if wrapped:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if fill:
        cell.fill = fill
    return cell


def _dated(book: Workbook, moment: datetime) -> bytes:
    """Return the file with one date everywhere, so that the same report gives the same bytes."""
    book.properties.created = moment
    raw, out = BytesIO(), BytesIO()
    book.save(raw)
    with ZipFile(raw) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rf"\g<1>{moment:%Y-%m-%dT%H:%M:%SZ}\g<2>".encode(), content)
            new.writestr(ZipInfo(name, (moment.year, moment.month, moment.day, 0, 0, 0)), content, ZIP_DEFLATED)
    return out.getvalue()
