"""Whatever format a shipment came in, it reads back from our own YAML as the same shipment, with the same outcomes."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from inboundcheck import api
from inboundcheck.answers import Open
from inboundcheck.errors import PackError, ReadError
from inboundcheck.model import Box, Item, Shipment
from inboundcheck.outputs.spec import render_spec
from inboundcheck.quantities import Length
from inboundcheck.readers import Reading, read, stream
from inboundcheck.readers.sheets import tables_of

HERE = Path(__file__).parent
FILES = sorted(
    each for folder in ("good", "bad") for each in (HERE / folder).iterdir() if not each.name.endswith((".expected.json", ".errors.txt", ".map.yaml"))
)


def readings(path: Path) -> list[Reading]:
    try:
        return list(stream(path))
    except ReadError:
        return []


def written(shipment: Shipment, folder: Path) -> Path:
    path = folder / "again.yaml"
    path.write_text(render_spec(shipment), encoding="utf-8")
    return path


def outcomes(reading: Reading) -> list[tuple[object, ...]]:
    try:
        report = api.check(Reading(reading.shipment), as_of=date(2026, 11, 25), packs=["receiving-basics", "amazon-fba-us"])
    except PackError as trouble:
        return [(str(trouble),)]
    return [(finding.rule, finding.outcome, finding.message, finding.subjects, finding.needs) for finding in report.findings]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_any_format_reads_back_from_our_own(path: Path, tmp_path: Path) -> None:
    for reading in readings(path):
        if reading.shipment.boxes is None:
            continue
        again = read(written(reading.shipment, tmp_path))
        assert all(issue.found.startswith("two boxes have the ID") for issue in again.issues)
        assert again.shipment == reading.shipment
        assert outcomes(again) == outcomes(reading)


TABLES = [path for path in FILES if path.suffix in (".tsv", ".csv") and path.parent.name == "good" and not path.with_suffix(".map.yaml").exists()]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_table_says_the_same_in_a_workbook(path: Path, tmp_path: Path) -> None:
    (table,) = tables_of(path.read_bytes(), str(path))
    book = Workbook()
    for row in table.rows:
        book.active.append([cell or None for cell in row])
    book.save(tmp_path / "table.xlsx")
    reading = read(tmp_path / "table.xlsx")
    assert (reading.issues, reading.shipment) == ((), read(path).shipment)
    again = read(written(reading.shipment, tmp_path))
    assert again.shipment == reading.shipment
    assert outcomes(again) == outcomes(reading)


texts = st.text(max_size=12).filter(lambda text: text != "none")


@given(
    ids=st.lists(texts, max_size=3),
    sku=texts | st.sampled_from(["02", "1e3", "on", "null", "~", "2026-11-25", "- a", "a: b", "#", "\x1b[31m", "\ud800", "\u2028"]),
    length=st.fractions(min_value="1/1000", max_value=10**5),
    is_open=st.booleans(),
)
def test_any_text_and_length_reads_back(tmp_path_factory: pytest.TempPathFactory, ids: list[str], sku: str, length: object, is_open: bool) -> None:  # noqa: FBT001 - drawn
    side = Length.exactly(length * 25_400_000, f"{float(length):.6f} in", "in")
    side = Length(side.text)
    items = (Item(sku=sku, quantity=3),)
    box = Box(count=2, length=side, items=Open(items) if is_open else items, dunnage=[], joined_to=ids)
    shipment = Shipment(boxes=[box])
    folder = tmp_path_factory.getbasetemp()
    path = folder / "any.yaml"
    path.write_text(render_spec(shipment), encoding="utf-8")
    assert read(path).shipment == shipment
