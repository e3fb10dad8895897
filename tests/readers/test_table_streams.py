"""Large tables: judged a stretch at a time, to the same shipment as when they are read whole, and in memory that does not grow."""

import re
import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inboundcheck import check, load_pack
from inboundcheck.answers import Open, listed
from inboundcheck.errors import ReadError
from inboundcheck.readers import Reading, read, stream

HEAD = "Carton,L (in),W (in),H (in),Weight,SKU,Qty,Date\n"
ITEMS = """
shipment: {program: fba, market: US}
columns: {Carton: box.id, L: box.length, W: box.width, H: box.height, Weight: {is: box.weight, unit: lb}, SKU: item.sku, Qty: item.quantity,
  Date: shipment.ship_date}
"""
BOXES = "columns: {Carton: box.id, L: box.length, W: box.width, H: box.height, Weight: box.weight}\n"
NO_KEY = "columns: {L: box.length, SKU: item.sku, Qty: item.quantity}\n"
MAPS = {"items": ITEMS, "boxes": BOXES, "no key": NO_KEY}

rows = st.lists(
    st.tuples(
        st.sampled_from(["A", "B", "C", "D", "", "-", "1.2E+17", "Total", "#REF!", "none"]), st.sampled_from(["1", "2,5", "30", "", "x\ny", "0"]),
        st.sampled_from(["", "4"]), st.sampled_from(["", "7 cm"]), st.sampled_from(["", "12", "70"]), st.sampled_from(["MUG", "CUP", ""]),
        st.sampled_from(["1", "2.0", "many", ""]), st.sampled_from(["2026-11-23", "", "", "", "03/04/2026"]),
        st.sampled_from(["", "", "", "", "", "", ",moved"]),
    ),
    max_size=25,
)  # fmt: skip


def table(path: Path, body: str, column_map: str = ITEMS, head: str = HEAD) -> Path:
    path.write_text(head + body, encoding="utf-8", newline="")
    path.with_suffix(".map.yaml").write_text(column_map, encoding="utf-8")
    return path


def streamed(path: Path, monkeypatch: pytest.MonkeyPatch, stretch: int = 2) -> list[Reading]:
    with monkeypatch.context() as patch:
        patch.setattr("inboundcheck.readers.table_streams.LARGE", 0)
        patch.setattr("inboundcheck.readers._STRETCH", stretch)
        return list(stream(path))


def said(readings: list[Reading]) -> tuple[object, ...]:
    """Everything that readings say, however many they are."""
    boxes = [box for each in readings for box in listed(each.shipment.boxes)]
    places = [
        each.places.find(f"/boxes/{index}{name}")
        for each in readings
        for index in range(each.first_box, each.first_box + len(listed(each.shipment.boxes)))
        for name in ("", "/id", "/length", "/weight", "/items", "/items/0", "/items/1/quantity")
    ]
    issues = sorted(re.sub(r" \(the first is .*\)", "", str(issue)) for each in readings for issue in each.issues)
    head = readings[0].shipment
    closed = not any(isinstance(each.shipment.boxes, Open) for each in readings)
    return boxes, places, issues, closed, head.program, head.ship_date, readings[0].files


@pytest.mark.parametrize("name", MAPS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(rows=rows, stretch=st.integers(1, 5))
def test_a_table_read_in_stretches_says_what_it_says_read_whole(name, rows, stretch, tmp_path, monkeypatch) -> None:
    body = "".join(",".join(f'"{cell}"' for cell in row[:-1]) + f"{row[-1]}\n" for row in rows)
    path = table(tmp_path / "boxes.csv", body, MAPS[name])
    assert said(streamed(path, monkeypatch, stretch)) == said([read(path)])


def test_rows_of_one_box_that_stand_apart_make_one_box(tmp_path, monkeypatch) -> None:
    path = table(tmp_path / "boxes.csv", "".join(f"{box},10,10,10,9,{sku},1,\n" for sku in ("MUG", "CUP") for box in "ABCDEFG"))
    readings = streamed(path, monkeypatch)
    assert [[box.id for box in each.shipment.boxes] for each in readings] == [["A", "B"], ["C", "D"], ["E", "F"], ["G"]]
    assert {tuple(item.sku for item in box.items) for each in readings for box in each.shipment.boxes} == {("MUG", "CUP")}
    assert str(readings[1].places.find("/boxes/2/items/1/sku")) == f"{path}:11:14"


def test_too_many_rows_apart_are_refused_before_a_box_is_judged(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("inboundcheck.readers.table_streams._MOST_APART", 3)
    path = table(tmp_path / "boxes.csv", "".join(f"{box},10,10,10,9,{sku},1,\n" for sku in ("MUG", "CUP") for box in "ABC"))
    with pytest.raises(ReadError, match="more than 3 rows are of boxes whose rows do not stand one after the other; expected the table sorted"):
        streamed(path, monkeypatch)


def test_a_row_without_an_id_belongs_to_the_box_of_the_row_above(tmp_path) -> None:
    path = table(tmp_path / "boxes.csv", "A,1,1,1,1,MUG,1,\nB,1,1,1,1,MUG,1,\nA,,,,,CUP,1,\n,,,,,PEN,1,\n")
    assert [[item.sku for item in box.items] for box in read(path).shipment.boxes] == [["MUG", "CUP", "PEN"], ["MUG"]]


def test_two_boxes_with_one_id_are_told_over_stretches(tmp_path, monkeypatch) -> None:
    path = table(tmp_path / "boxes.csv", "".join(f"{name},10,10,10,9\n" for name in "ABCDA"), BOXES)
    *_, last = streamed(path, monkeypatch)
    assert [str(each) for each in last.issues] == [
        f"{path}:6:1: box A: two boxes have the ID 'A'; expected an ID of its own for each box (the first is box no. 1)"
    ]


def test_a_table_judged_in_stretches_breaks_the_rules_that_it_breaks_whole(tmp_path, monkeypatch) -> None:
    body = "".join(f"C{number},{20 + number % 30},20,{number % 9 or ''},{30 + number % 40},MUG-{number % 7},4,\n" for number in range(300))
    path = table(tmp_path / "boxes.csv", body)
    packs = [load_pack("amazon-fba-us")]
    whole = check(path, packs=packs, as_of=date(2026, 11, 23))
    monkeypatch.setattr("inboundcheck.readers.table_streams.LARGE", 0)
    monkeypatch.setattr("inboundcheck.readers._STRETCH", 7)
    parted = check(path, packs=packs, as_of=date(2026, 11, 23))
    assert len(parted.violations) > 100
    assert parted.violations == whole.violations
    assert (parted.boxes, parted.defects, parted.ok) == (whole.boxes, whole.defects, whole.ok)


def test_a_file_that_changes_while_it_is_read_is_told(tmp_path, monkeypatch) -> None:
    path = table(tmp_path / "boxes.csv", "".join(f"{name},10,10,10,9\n" for name in "ABCDEFG"), BOXES)
    monkeypatch.setattr("inboundcheck.readers.table_streams.LARGE", 0)
    monkeypatch.setattr("inboundcheck.readers._STRETCH", 2)
    readings = stream(path)
    first = next(readings)
    with path.open("a", encoding="utf-8") as file:
        file.write("H,10,10,10,9\n")
    *_, last = readings
    assert (len(first.shipment.boxes), [each.found for each in last.issues]) == (2, ["the file changed while it was read"])


def test_a_line_too_long_is_told_and_the_rest_is_read(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("inboundcheck.readers.table_text.LONGEST_LINE", 100)
    path = table(tmp_path / "boxes.csv", "A,10,10,10,9\nB," + "1" * 5000 + "\nC,10,10,10,9\n", BOXES)
    readings = streamed(path, monkeypatch)
    assert [box.id for each in readings for box in listed(each.shipment.boxes)] == ["A", "C"]
    assert next(str(each) for each in readings[0].issues).startswith(f"{path}:3: the line is longer than")
    assert isinstance(readings[0].shipment.boxes, Open)


@pytest.mark.parametrize("data", [b"\xff\xfeC\0", b"Carton\nM\xfcnchen\n", b"Carton\nA\0\n"])
def test_what_is_not_utf_8_is_read_whole(data, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("inboundcheck.readers.table_streams.stream_table", None)
    path = table(tmp_path / "boxes.csv", "", BOXES)
    path.write_bytes(data)
    try:
        readings = streamed(path, monkeypatch)
    except ReadError:
        return
    assert len(readings) == 1


def test_memory_does_not_grow_with_a_table(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("inboundcheck.readers.table_streams.LARGE", 0)
    monkeypatch.setattr("inboundcheck.readers._STRETCH", 100)
    monkeypatch.setattr("inboundcheck.readers.repeats._LARGEST", 10_000)

    def peak(count: int) -> int:
        readings = stream(table(tmp_path / "boxes.csv", "".join(f"C{number},10,10,10,9,MUG,1,\n" for number in range(count))))
        next(readings)
        tracemalloc.start()
        for _ in readings:
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(1500) < 1.2 * peak(500)
