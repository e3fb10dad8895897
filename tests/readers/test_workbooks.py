"""Amazon's workbooks as programs write them: formulas that nobody worked out, sheets that nobody sees, archives that are bombs."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from inboundcheck.answers import Open
from inboundcheck.errors import ReadError
from inboundcheck.quantities import Length, Mass
from inboundcheck.readers import read

TEMPLATE = ["Merchant SKU", "Quantity", "Expiration date (MM/DD/YYYY)", "Units per box ", "Number of boxes", "Box length (in)", "Box weight (lb)"]


def packing(book: Workbook | None = None, *, count: Any = 2, cached: bool = False, weights: tuple[Any, ...] = (22.5, 18)) -> Workbook:
    """A `Box packing information` workbook with room for five boxes."""
    book = book or Workbook()
    sheet = book.active
    sheet.title = "Box packing information"
    sheet["A1"], sheet["I3"], sheet["M3"] = "Pack group: 1", "Total box count:", count
    for column, text in enumerate(["SKU", "Product title ", "Id", "ASIN", "FNSKU", "Condition", "Prep type"], 1):
        sheet.cell(5, column).value = text
    sheet.cell(5, 10).value, sheet.cell(5, 11).value = "Expected quantity", "Boxed quantity"
    for box in range(5):
        text = f"Box {box + 1} quantity"
        sheet.cell(5, 13 + box).value = (text if box < 2 else None) if cached else f'=IF(M3>={box + 1},"{text}","")'
    sheet.append(["KETTLE-1", "Kettle", None, "B0KETTLE01", "X00KETTLE1", "New", None, None, None, 12, "=SUM(M6:Q6)", None, 6, 6])
    sheet.append([])
    for label, values in (
        ("Name of box", ("P1 - B1", "P1 - B2")),
        ("Box weight (lb):", weights),
        ("Box width (inch):", (16, 16)),
        ("Box length (inch):", (20, 20.25)),
    ):
        sheet.append([label, *[None] * 11, *values])
    return book


def saved(book: Workbook, path: Path) -> Path:
    book.save(path)
    return path


def template(*rows: list[Any]) -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = "Create workflow – template"
    for row in ([], ["Default prep owner", "Seller"], [], TEMPLATE, *rows):
        sheet.append(row)
    return book


@pytest.mark.parametrize("cached", [False, True])
def test_boxes_are_found_whether_or_not_a_program_worked_out_their_headers(tmp_path: Path, *, cached: bool) -> None:
    reading = read(saved(packing(cached=cached), tmp_path / "boxes.xlsx"))
    assert reading.issues == ()
    first, second = reading.shipment.boxes
    assert (first.id, first.length, first.width, first.weight) == ("P1 - B1", Length("20 in"), Length("16 in"), Mass("22.5 lb"))
    assert second.length == Length("20 1/4 in")
    assert [item.quantity for item in (*first.items, *second.items)] == [6, 6]
    assert reading.shipment.declared_box_count == 2
    assert reading.shipment.products[0].units_planned == 12
    places = {
        pointer: str(reading.places.find(pointer)).rpartition("!")[2]
        for pointer in ("/boxes/0/weight", "/boxes/1/items/0/quantity", "/boxes/1/items/0/sku", "/declared_box_count")
    }
    assert places == {"/boxes/0/weight": "M9", "/boxes/1/items/0/quantity": "N6", "/boxes/1/items/0/sku": "A6", "/declared_box_count": "M3"}
    assert str(reading.places.find("/boxes/0/weight")).endswith("boxes.xlsx:Box packing information!M9")


def test_a_count_of_boxes_that_the_columns_do_not_bear_out_is_told(tmp_path: Path) -> None:
    more = read(saved(packing(count=7), tmp_path / "more.xlsx"))
    assert [issue.found for issue in more.issues] == ["7 boxes are announced, and the file has columns for 5"]
    assert isinstance(more.shipment.boxes, Open)
    fewer = read(saved(packing(count=1), tmp_path / "fewer.xlsx"))
    assert [issue.found for issue in fewer.issues] == ["a box stands beyond the 1 that 'Total box count' says"]
    assert isinstance(fewer.shipment.boxes, Open)
    unknown = read(saved(packing(count=None), tmp_path / "unknown.xlsx"))
    assert (unknown.issues, len(unknown.shipment.boxes)) == ((), 2)


def test_a_formula_without_a_value_is_not_known_and_told(tmp_path: Path) -> None:
    reading = read(saved(packing(weights=("=20+2.5", 18)), tmp_path / "boxes.xlsx"))
    assert reading.shipment.boxes[0].weight is None
    (issue,) = reading.issues
    assert str(issue).endswith(
        "boxes.xlsx:Box packing information!M9: box P1 - B1, weight: the formula '=20+2.5' has no value in the file; "
        "expected the workbook opened and saved in a spreadsheet program"
    )


def test_a_hidden_sheet_and_an_example_are_not_read(tmp_path: Path) -> None:
    book = template(["CUP", 10, date(2027, 1, 31), 5, 2, 18, 22.5])
    for name, state in (("Create workflow – example", "visible"), ("Old", "hidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        sheet.append(TEMPLATE)
        sheet.append(["OTHER", 1, None, 1, 1, 99, 99])
    reading = read(saved(book, tmp_path / "plan.xlsx"))
    (box,) = reading.shipment.boxes
    assert (box.count, box.items[0].sku, box.items[0].expires, box.items[0].prep_owner) == (2, "CUP", date(2027, 1, 31), "seller")


def test_a_workbook_whose_boxes_are_hidden_is_told(tmp_path: Path) -> None:
    book = packing()
    book.create_sheet("Cover")
    book["Box packing information"].sheet_state = "hidden"
    with pytest.raises(ReadError) as caught:
        read(saved(book, tmp_path / "boxes.xlsx"))
    assert "no visible sheet holds a table that is known; hidden: Box packing information" in str(caught.value)


def test_codes_that_a_spreadsheet_made_numbers_are_told_and_not_known(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["SSCC", "SKU", "Qty", "UPC"])
    book.active.append([106141412345678908, "CUP", 6.0, 36000291452])
    (tmp_path / "boxes.map.yaml").write_text("columns: {SSCC: box.sscc, SKU: item.sku, Qty: item.quantity, UPC: item.gtin}\n")
    reading = read(saved(book, tmp_path / "boxes.xlsx"))
    (box,) = reading.shipment.boxes
    assert (box.sscc, box.items[0].gtin, box.items[0].quantity) == (None, None, 6)
    assert [str(issue).partition("boxes.xlsx:")[2].partition(";")[0] for issue in reading.issues] == [
        "Sheet!A2: box 1.06141E+17, sscc: '1.06141E+17' is a number with an exponent: a spreadsheet program has cut the code",
        "Sheet!D2: box 1.06141E+17, gtin: '36000291452' has 11 digits, and is a right code with a zero before it: a spreadsheet program has cut it",
    ]


def test_a_cell_that_is_merged_over_rows_holds_for_each(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row in (["Box", "SKU", "Qty", "Weight (kg)"], ["B1", "CUP", 6, 9], [None, "PAN", None, None], ["B2", "POT", 1, 3]):
        sheet.append(row)
    for merged in ("A2:A3", "C2:C3", "D2:D3"):
        sheet.merge_cells(merged)
    (tmp_path / "boxes.map.yaml").write_text("columns: {Box: box.id, SKU: item.sku, Qty: item.quantity, Weight: box.weight}\n")
    reading = read(saved(book, tmp_path / "boxes.xlsx"))
    first, second = reading.shipment.boxes
    assert (first.weight, second.weight) == (Mass("9 kg"), Mass("3 kg"))
    assert [(item.sku, item.quantity) for item in first.items] == [("CUP", 6), ("PAN", None)]
    assert [issue.found for issue in reading.issues] == ["the quantity stands in a cell that is merged over several rows"]


def bomb(path: Path, name: str, content: bytes) -> Path:
    """A workbook with one more part."""
    data = BytesIO()
    packing().save(data)
    with zipfile.ZipFile(data, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    path.write_bytes(data.getvalue())
    return path


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="it may be a zip bomb"):
        read(bomb(tmp_path / "bomb.xlsx", "xl/worksheets/sheet9.xml", b" " * 30_000_000))


def test_a_part_that_declares_entities_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="declares a document type"):
        read(bomb(tmp_path / "entities.xlsx", "xl/extra.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'))


def test_a_damaged_workbook_is_told(tmp_path: Path) -> None:
    path = saved(packing(), tmp_path / "boxes.xlsx")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(ReadError, match="damaged"):
        read(path)


def test_a_cell_at_the_far_corner_costs_nothing(tmp_path: Path) -> None:
    book = packing()
    book.active["XFD100000"] = 1
    assert len(read(saved(book, tmp_path / "boxes.xlsx")).shipment.boxes) == 2


def test_another_archive_is_no_workbook(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "photos.zip", "w") as archive:
        archive.writestr("a.jpg", b"")
    with pytest.raises(ReadError, match="another zip archive"):
        read(tmp_path / "photos.zip")


def test_boxes_are_found_by_their_place_where_no_formula_names_them(tmp_path: Path) -> None:
    book = packing()
    for column in range(13, 18):
        book.active.cell(5, column).value = f'=IF(COLUMN()-12<=$M$3,"Box "&(COLUMN()-12)&" quantity","") & {column}'
    reading = read(saved(book, tmp_path / "boxes.xlsx"))
    assert reading.issues == ()
    assert [box.id for box in reading.shipment.boxes] == ["P1 - B1", "P1 - B2"]


def test_beside_a_template_no_other_sheet_is_read(tmp_path: Path) -> None:
    book = template(["CUP", 10, None, 5, 2, 18, 22.5])
    sheet = book.create_sheet("Create workflow – Beispiel")
    sheet.append(TEMPLATE)
    sheet.append(["OTHER", 1, None, 1, 1, 99, 99])
    assert len(read(saved(book, tmp_path / "plan.xlsx")).shipment.boxes) == 1


def test_an_older_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "boxes.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    with pytest.raises(ReadError, match="an Excel workbook of the older kind"):
        read(tmp_path / "boxes.xls")


def test_a_japanese_packing_list_is_read_by_its_formulas(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "輸送箱の梱包情報"
    sheet["A1"], sheet["I3"], sheet["M3"] = "梱包グループ：1", "輸送箱の合計数：", 2
    for column, text in {1: "SKU", 2: "商品名 ", 3: "Id", 4: "ASIN", 5: "FNSKU", 10: "予定数量", 11: "輸送箱の数"}.items():
        sheet.cell(5, column).value = text
    for box in range(4):
        sheet.cell(5, 13 + box).value = f'=IF($M$3>={box + 1},"輸送箱{box + 1}の数量","")'
        sheet.cell(8, 13 + box).value = f'=IF($M$3>={box + 1},"P1 - B{box + 1}","")'
    for column, value in {1: "CUP-1", 2: "カップ", 3: "pk1", 4: "B0CUPJP001", 5: "X0CUPJP001", 10: 10, 11: "=SUM(M6:P6)", 13: 4, 14: 6}.items():
        sheet.cell(6, column).value = value
    for row, (label, values) in enumerate(
        [("輸送箱の名前", ()), ("輸送箱の重量（kg）：", (5, 6.5)), ("輸送箱の幅（cm）：", (30, 31)), ("輸送箱の長さ（cm）：", (40, 41))], 8
    ):
        for column, value in enumerate(values, 13):
            sheet.cell(row, column).value = value
        sheet.cell(row, 1).value = label
    reading = read(saved(book, tmp_path / "jp.xlsx"))
    assert reading.issues == ()
    assert [(box.id, box.length, box.width, box.weight) for box in reading.shipment.boxes] == [
        ("P1 - B1", Length("40 cm"), Length("30 cm"), Mass("5 kg")),
        ("P1 - B2", Length("41 cm"), Length("31 cm"), Mass("6.5 kg")),
    ]
    assert [box.items[0].quantity for box in reading.shipment.boxes] == [4, 6]
    assert (reading.shipment.declared_box_count, reading.shipment.products[0].units_planned) == (2, 10)


def test_a_german_example_is_not_read(tmp_path: Path) -> None:
    head = ["Händler-SKU", "Menge", "Einheiten pro Karton", "Anzahl der Kartons", "Kartongewicht (kg)"]
    book = Workbook()
    book.active.title = "Beispiel"
    for row in (head, ["BEISPIEL-1", 10, 5, 2, 3]):
        book.active.append(row)
    sheet = book.create_sheet("Arbeitsablauf – Vorlage")
    for row in (head, ["TASSE-1", 8, 4, 2, 6.5]):
        sheet.append(row)
    reading = read(saved(book, tmp_path / "de.xlsx"))
    assert (reading.issues, [box.items[0].sku for box in reading.shipment.boxes]) == ((), ["TASSE-1"])


def test_the_pack_groups_of_a_workbook_are_one_shipment(tmp_path: Path) -> None:
    book = packing()
    other = packing(count=1).active
    sheet = book.create_sheet("Box packing information 2")
    for row in other.iter_rows():
        for cell in row:
            sheet[cell.coordinate].value = cell.value
    sheet["N6"], sheet["N9"], sheet["N10"], sheet["N11"] = None, None, None, None
    sheet["M8"], sheet["N8"] = "P2 - B1", None
    reading = read(saved(book, tmp_path / "two.xlsx"))
    assert reading.issues == ()
    assert [box.id for box in reading.shipment.boxes] == ["P1 - B1", "P1 - B2", "P2 - B1"]
    assert reading.shipment.declared_box_count == 3
    (product,) = reading.shipment.products
    assert (product.units_planned, product.plan_lines, product.title) == (24, 2, "Kettle")
