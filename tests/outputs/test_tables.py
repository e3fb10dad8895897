"""The table of what to do, as CSV and as a workbook."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from openpyxl import load_workbook
from tests.outputs import reports
from tests.outputs.test_laws import TEXTS, is_safe

from inboundcheck.errors import UsageError
from inboundcheck.outputs import encoded, render, xlsx
from inboundcheck.outputs.cells import HEADER, rows, safe

STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"
CELLS = st.lists(st.sampled_from([*STARTS, ";", ",", "|", '"', "'", "cmd", " ", "\x00", "\ud800"]) | TEXTS, max_size=8).map("".join)


def table(report):
    return list(csv.reader(io.StringIO(encoded(report, "csv").decode("utf-8-sig"), newline=""), strict=True))


def book(report):
    return load_workbook(io.BytesIO(encoded(report, "xlsx")))


def test_csv():
    assert render(reports.warned(), "csv") == snapshot("""\
order,box,boxes,level,effect,about,found,do,rule,file,line,column,photo,source,url,key\r
1,A20,1,warning,charged,box A20,"dunnage is peanuts, bubble_wrap; none of peanuts, shredded_paper, styrofoam, foam_chips, crinkle_paper","Take out the packing peanuts; use air pillows, paper sheets or bubble wrap.",amazon-fba-us/dunnage-not-allowed,shipment.yaml,16,14,,"Amazon Seller Central, Shipping and routing requirements, read 2026-11-23, third-party",https://example.com/routing,769ab1d7fecc06d6\r
2,A17,1,advice,,box A17,hand holes is no; yes,,house/hand-holes,,,,,,,0c9c49039926bb17\r
""")


def test_the_heaviest_box_comes_first_and_each_box_stays_together():
    header, *body = table(reports.full())
    assert header == list(HEADER)
    boxes = [row[1] for row in body if row[3] != "waived"]
    assert boxes[:7] == ["A17", "A17", "A18", "A18", "no. 7", "A20", "A19"]
    assert [row[0] for row in body] == [*map(str, range(1, len(body))), ""]


def test_csv_has_the_mark_by_which_excel_knows_utf_8():
    assert encoded(reports.clean(), "csv").startswith(b"\xef\xbb\xbforder,")


def test_nothing_to_do_is_a_header_alone():
    assert table(reports.clean()) == [list(HEADER)]


@given(CELLS)
def test_no_cell_begins_like_a_formula(text):
    report = reports.hostile(text)
    for row in table(report)[1:]:
        assert all(not cell.startswith(tuple(STARTS)) for cell in row)
        assert all(is_safe(cell) for cell in row)


@given(CELLS)
def test_no_part_of_a_line_begins_like_a_formula_where_lists_use_another_separator(text):
    for row in rows(reports.hostile(text)):
        for cell in (each for each in row if isinstance(each, str)):
            for separator in ";,\t|":
                assert all(not part.startswith(tuple(STARTS)) for part in cell.split(separator))


@given(st.text(max_size=50))
def test_what_is_no_formula_is_left_alone(text):
    cleaned = safe(text)
    assert cleaned.replace("'", "") == text.replace("'", "")
    if not set(text) & set(STARTS):
        assert cleaned == text


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", '=HYPERLINK("https://example.com")'])
def test_a_formula_becomes_text(text):
    report = reports.one(replace(reports.too_long, subjects=(reports.box(text),)))
    assert table(report)[1][1] == f"'{text}"
    cell = book(report)["what to do"]["B2"]
    assert (cell.value, cell.data_type) == (f"'{text}", "s")


def test_the_workbook_holds_the_same_rows():
    sheet = book(reports.full())["what to do"]
    assert [tuple("" if cell is None else str(cell) for cell in row) for row in sheet.iter_rows(values_only=True)] == [
        tuple(row) for row in table(reports.full())
    ]


def test_the_workbook_says_what_was_judged():
    assert list(book(reports.full())["about"].iter_rows(values_only=True)) == snapshot(
        [
            (
                "result",
                "NOT READY. 240 boxes, 2 rules judged on 2026-11-23: 3 errors, 1 warning, 1 piece of advice, 4 not decided, 1 unreadable, 1 waived, 119 passed.",
            ),
            ("judged as of", "2026-11-23"),
            ("pack", "amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States"),
            ("pack", "house 3 (named): House rules"),
            ("note", "no ship date is given; judged as of today, 2026-11-23"),
            ("rules", "Rules that judged nothing: 1 never applied, 1 not in force, 1 off."),
            ("unused waiver", "house/hand-holes, box D4: The carrier agreed."),
            ("unused waiver", "amazon-fba-us/box-too-long, box *: Until the new boxes come."),
        ]
    )


@settings(max_examples=15)
@given(TEXTS)
def test_no_cell_of_a_workbook_is_a_formula(text):
    for sheet in book(reports.hostile(text)):
        assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_a_cell_is_cut_where_excel_ends_it():
    long = replace(reports.too_long, message="x" * 40_000)
    found = book(reports.one(long))["what to do"]["G2"].value
    assert len(found) == 32_767
    assert found.endswith("x … (cut)")


def test_rows_that_do_not_fit_go_on_in_another_sheet(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    found = book(replace(reports.one(), findings=(reports.too_long,) * 5))
    assert found.sheetnames == ["what to do", "what to do 2", "what to do 3", "about"]
    assert [found[name].max_row for name in found.sheetnames[:3]] == [3, 3, 2]


def test_without_openpyxl_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "openpyxl", None)
    with pytest.raises(UsageError) as error:
        encoded(reports.clean(), "xlsx")
    assert str(error.value) == snapshot(
        "openpyxl is not installed, and writes Excel workbooks; for example pip install 'inboundcheck[excel]', or -o report.csv"
    )
