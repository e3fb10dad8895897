"""Whatever a table, a feed or a partner's payload holds, reading it gives a reading or a ReadError; nothing else, and every problem can be shown."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from inboundcheck.errors import ReadError
from inboundcheck.readers import propose_map, stream
from inboundcheck.readers.table_words import ABOUT, BOX_LABELS, HEADERS

SPELLINGS = sorted({each for spellings in HEADERS.values() for each in spellings} | set(BOX_LABELS) | set(ABOUT))
HEADS = [
    "SKU", "Merchant SKU", "Quantity", "Box 1 units", "Box 2 quantity", "FBA15ABCDEFU000001 - Unit Quantity", "Box weight (lb)", "Box length (cm or in)", "Palletized?",
    "Expiration date (MM/DD/YYYY)", "Individual units (2 boxes)", "Total box count:", "AMZN", "PO:FBA15ABCDEF", "FNSKU:X00", "QTY:2", "EXP:270131", "Number of boxes", "Total",
]  # fmt: skip
VALUES = [
    "",
    "-",
    "1",
    "2.0",
    "0",
    "1.5E+12",
    "36000291452",
    "12,5",
    "03/04/2027",
    "2027-01-31 00:00:00",
    "#REF!",
    "New",
    "Seller",
    "Y",
    "none",
    "20 cm",
    "to be assigned",
]
cells = st.sampled_from(HEADS + SPELLINGS + VALUES) | st.text(max_size=6)
grids = st.lists(st.lists(cells, max_size=8), max_size=8)
DELIMITERS = ",;\t|"


def try_to_read(path: Path) -> None:
    try:
        for reading in stream(path):
            assert all(str(issue) and issue.place for issue in reading.issues)
            for pointer in ("", "/boxes/0/items/0/sku", "/boxes/1/weight", "/products/0/sku", "/id", "/pallets/0/count"):
                reading.places.find(pointer)
    except ReadError as trouble:
        assert all(problem.found for problem in trouble.problems)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables")


def joined(grid: list[list[str]], delimiter: str) -> str:
    return "".join(delimiter.join(f'"{cell}"' if delimiter in cell or "\n" in cell else cell for cell in row) + "\n" for row in grid)


@given(
    grid=grids,
    delimiter=st.sampled_from(DELIMITERS),
    name=st.sampled_from(["a.csv", "a.tsv", "a.txt"]),
    encoding=st.sampled_from(["utf-8", "utf-16", "cp932"]),
)
def test_any_grid(folder: Path, grid: list[list[str]], delimiter: str, name: str, encoding: str) -> None:
    (folder / name).write_bytes(joined(grid, delimiter).encode(encoding, errors="replace"))
    try_to_read(folder / name)


@given(
    grid=grids,
    fields=st.lists(
        st.sampled_from(
            [
                "box.id",
                "box.weight",
                "box.count",
                "item.sku",
                "item.quantity",
                "product.units_planned",
                "pallet.count",
                "shipment.ship_date",
                "box.dunnage",
                "item.expires",
            ]
        ),
        max_size=5,
    ),
)
def test_any_grid_with_a_map(folder: Path, grid: list[list[str]], fields: list[str]) -> None:
    heads = [f"H{number}" for number in range(len(fields))]
    (folder / "mapped.csv").write_text(joined([heads, *grid], ","), encoding="utf-8", errors="replace", newline="")
    (folder / "mapped.map.yaml").write_text(json.dumps({"columns": dict(zip(heads, fields, strict=True))}))
    try_to_read(folder / "mapped.csv")


@given(
    data=st.binary(max_size=200),
    name=st.sampled_from(["b.csv", "b.tsv", "b.txt", "b.xlsx", "b.xml"]),
    start=st.sampled_from([b"", b"PK\x03\x04", b"<CartonContentsRequest>", b"\xff\xfe", b"AMZN,PO:1,"]),
)
def test_any_bytes(folder: Path, data: bytes, name: str, start: bytes) -> None:
    (folder / name).write_bytes(start + data)
    try_to_read(folder / name)


values = (
    st.none()
    | st.booleans()
    | st.integers(-5, 10**19)
    | st.floats()
    | st.sampled_from(HEADS + VALUES)
    | st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=6)
)


@given(
    grid=st.lists(st.lists(values, max_size=6), max_size=6),
    header=st.sampled_from([["SKU", "Box 1 units"], ["Merchant SKU", "Quantity", "Box weight (kg)"], ["=A1", "SKU"]]),
)
def test_any_workbook(folder: Path, grid: list[list[Any]], header: list[str]) -> None:
    book = Workbook()
    for row in (header, *grid):
        book.active.append(row)
    book.save(folder / "c.xlsx")
    try_to_read(folder / "c.xlsx")


names = st.sampled_from(
    ["SKU", "QuantityShipped", "CartonId", "Carton", "Item", "ShipmentId", "NumCartons", "ExpirationDate", "CartonContentsRequest"]
)
elements = st.recursive(
    st.sampled_from(["", "1", "A&amp;B", "x"]),
    lambda inside: st.builds(lambda name, parts: f"<{name}>{''.join(parts)}</{name}>", names, st.lists(inside, max_size=4)),
)


@given(text=st.lists(elements, max_size=4))
def test_any_feed(folder: Path, text: list[str]) -> None:
    (folder / "d.xml").write_text(f"<CartonContentsRequest>{''.join(text)}</CartonContentsRequest>", encoding="utf-8")
    try_to_read(folder / "d.xml")


THEIRS = [
    "box_groups", "box_numbers", "number_of_boxes", "weight_gm", "length_mm", "items", "msku", "quantity", "boxes", "box_items", "tracking_number", "inventory_id", "orderItems",
    "vendorPackQty", "innerPackQty", "itemQty", "sku", "productId", "payload", "shipmentId", "packagesToInbound", "count", "distributionPackage", "type", "contents", "products",
    "packages", "measurements", "dimensions", "weight", "unitOfMeasurement", "prepDetails", "shipmentConfirmations", "cartons", "pallets", "shippedItems", "cartonIdentifiers",
    "containerIdentificationType", "containerIdentificationNumber", "itemReference", "shippedQuantity", "amount", "unitOfMeasure", "unitSize", "shipments", "containers",
    "vendorShipmentIdentifier", "shipmentPackages", "lengthUOM", "length", "ItemData", "SellerSKU", "SKUPrepInstructionsList", "PrepInstructionList", "packageQuantity",
]  # fmt: skip
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-2, 10**18)
    | st.floats(allow_nan=False)
    | st.sampled_from(["CASE", "PALLET", "SSCC", "Each", "Cases", "Lb", "IN", "A", ""])
)
trees = st.recursive(
    scalars, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(THEIRS), inside, max_size=5), max_leaves=12
)
TOPS = ["box_groups", "orderItems", "packagesToInbound", "shipmentConfirmations", "shipments", "boxes", "shipmentPackages", "payload"]


@given(top=st.sampled_from(TOPS), tree=trees, others=st.dictionaries(st.sampled_from(THEIRS), trees, max_size=3))
def test_any_partner(folder: Path, top: str, tree: Any, others: dict[str, Any]) -> None:
    first = {"box_groups": {}, "orderItems": {"vendorPackQty": 1}, "boxes": {"box_items": []}, "shipmentPackages": {"lengthUOM": "IN"}}.get(top, {})
    (folder / "e.json").write_text(json.dumps({**others, top: [first, tree] if not isinstance(tree, dict) else [{**first, **tree}, tree]}))
    try_to_read(folder / "e.json")


@given(grid=grids, delimiter=st.sampled_from(DELIMITERS))
def test_any_proposal_is_a_map(folder: Path, grid: list[list[str]], delimiter: str) -> None:
    path = folder / "f.csv"
    path.write_text(joined(grid, delimiter), encoding="utf-8", errors="replace", newline="")
    (folder / "f.map.yaml").unlink(missing_ok=True)
    try:
        text = propose_map(path)
    except ReadError:
        return
    (folder / "f.map.yaml").write_text(text, encoding="utf-8", errors="replace")
    try_to_read(path)
