"""What a file from anywhere may hold: told or refused, never executed, and nothing lost. Small forms of what was tried large."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook
from pyarrow import parquet

from inboundcheck import check, load_pack
from inboundcheck.errors import ReadError
from inboundcheck.outputs import FORMATS, encoded
from inboundcheck.readers import read

SCRIPT, FORMULA, ESCAPE = "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "MUG\x1b[2J\x1b]0;owned\x07"


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """A table with a script as the ID of a box, a formula as another, and an escape in a SKU."""
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        ["Box", "L", "SKU", "Qty"],
        [SCRIPT, "50", ESCAPE, "4"],
        [FORMULA, "50", "MUG-1", "4"],
        ["A3", "50 \x1b[31m", "MUG-1", "4"],
    ]
    with (folder / "boxes.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (folder / "boxes.map.yaml").write_text(
        "shipment: {program: fba, market: US}\ncolumns: {Box: box.id, L: {is: box.length, unit: in}, SKU: item.sku, Qty: item.quantity}\n",
        encoding="utf-8",
    )
    return check(folder / "boxes.csv", packs=[load_pack("amazon-fba-us")])


@pytest.mark.parametrize("name", FORMATS)
def test_no_output_passes_on_an_escape(name, report):
    data = encoded(report, name)
    if FORMATS[name].binary:
        return  # read back below
    assert not set(data) & (set(range(32)) - set(b"\t\r\n"))


@pytest.mark.parametrize("name", ["html", "picklist", "markdown", "junit"])
def test_no_markup_passes_on_a_script(name, report):
    assert b"<script>alert" not in encoded(report, name)


def test_no_table_passes_on_a_formula(report):
    cells = [cell for row in csv.reader(io.StringIO(encoded(report, "csv").decode("utf-8-sig"))) for cell in row]
    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    sheets = load_workbook(io.BytesIO(encoded(report, "xlsx")))
    assert not [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_nothing_is_lost(report):
    assert report.boxes == 3
    boxes = {row["box"] for row in parquet.read_table(io.BytesIO(encoded(report, "parquet"))).to_pylist()}
    assert boxes >= {SCRIPT, FORMULA}
    assert [row["subjects"][0]["id"] for row in json.loads(encoded(report, "json"))["findings"]].count(SCRIPT) > 0


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.xml", "a.csv", "a.tsv", "a.txt", "a.x12", "a.xlsx"])
def test_a_file_of_one_endless_line_is_refused_before_it_is_read(name, tmp_path, monkeypatch):
    monkeypatch.setattr("inboundcheck.readers.files.LARGEST", 100_000)
    (tmp_path / name).write_bytes(b'{"' + b"x" * 200_000)
    with pytest.raises(ReadError, match="the file is larger than"):
        read(tmp_path / name)


def test_a_folder_of_many_files_is_told_and_none_is_read(tmp_path):
    for number in range(2000):
        (tmp_path / f"box{number:04d}.json").write_text("{", encoding="utf-8")
    with pytest.raises(ReadError, match=r"the folder holds 2000 files that could be the shipment: 'box0000.json', .* …; expected one of them named"):
        read(tmp_path)
