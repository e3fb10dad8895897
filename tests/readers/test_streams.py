"""JSON Lines: a stretch at a time, nothing lost, and memory that does not grow."""

import json
import tracemalloc
from pathlib import Path

import pytest

from inboundcheck.answers import Open
from inboundcheck.errors import ReadError
from inboundcheck.readers import read, stream


def lines(path: Path, *objects: object) -> Path:
    path.write_text("".join(f"{each if isinstance(each, str) else json.dumps(each)}\n" for each in objects), encoding="utf-8")
    return path


def boxes(count: int, start: int = 0) -> list[dict[str, object]]:
    return [{"id": f"A{number}", "length": "27 in", "items": [{"sku": f"MUG-{number}"}]} for number in range(start, start + count)]


def test_stretches_of_a_thousand_boxes(tmp_path: Path) -> None:
    header = {"format": 1, "shipment": {"id": "S1", "program": "FBA", "products": [{"sku": "MUG-7", "traits": []}]}}
    readings = list(stream(lines(tmp_path / "a.jsonl", header, *boxes(2500))))
    assert [len(reading.shipment.boxes) for reading in readings] == [1000, 1000, 500]
    assert [reading.first_box for reading in readings] == [0, 1000, 2000]
    assert [reading.continues for reading in readings] == [False, True, True]
    assert [reading.partial for reading in readings] == [True, True, False]
    assert [reading.shipment.id for reading in readings] == ["S1"] * 3
    assert [len(reading.issues) for reading in readings] == [1, 0, 0]
    assert readings[0].shipment.boxes[7].items[0].traits == ()


def test_the_whole_file_is_one_reading(tmp_path: Path) -> None:
    assert len(read(lines(tmp_path / "a.jsonl", *boxes(2500))).shipment.boxes) == 2500


def test_memory_does_not_grow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inboundcheck.readers._STRETCH", 100)

    def peak(count: int) -> int:
        readings = stream(lines(tmp_path / f"{count}.jsonl", *boxes(count)))
        next(readings)
        tracemalloc.start()
        for _ in readings:
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(1500) < 1.5 * peak(500)


def test_a_stretch_is_given_before_the_next_is_read(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", *boxes(1000), *boxes(5, 1000))
    readings = stream(path)
    assert len(next(readings).shipment.boxes) == 1000
    with path.open("a", encoding="utf-8") as file:
        file.write('{"id": "late"}\n')
    assert next(readings).shipment.boxes[-1].id == "late"


def test_a_bad_line_is_an_issue_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "A1"}\n{"id": "A2"\n\n7\n{"id": "A\xff"}\n{"id": "A3", "id": "A4"}\n{"id": "A5"}\n')
    (reading,) = stream(path)
    assert isinstance(reading.shipment.boxes, Open)
    assert [box.id for box in reading.shipment.boxes.items] == ["A1", "A5"]
    assert [(issue.place.line, issue.place.column) for issue in reading.issues] == [(2, 12), (4, 1), (5, 10), (6, 14)]


def test_a_line_that_is_too_long_is_an_issue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("inboundcheck.readers.files.LONGEST_LINE", 100)
    path = lines(tmp_path / "a.jsonl", {"id": "A1"}, {"id": "A2", "name": "x" * 250}, {"id": "A3"})
    reading = read(path)
    assert [box.id for box in reading.shipment.boxes.items] == ["A1", "A3"]
    assert [issue.place.line for issue in reading.issues] == [2]


def test_two_boxes_with_one_id_over_two_stretches(tmp_path: Path) -> None:
    *_, last = stream(lines(tmp_path / "a.jsonl", *boxes(1200), {"id": "A3"}, {"id": "A1150"}))
    assert [str(issue).split(": ", 1)[1] for issue in last.issues] == [
        "box A3: two boxes have the ID 'A3'; expected an ID of its own for each box (the first is box no. 4)",
        f"box A1150: two boxes have the ID 'A1150'; expected an ID of its own for each box (the first is at {tmp_path / 'a.jsonl'}:1151:8)",
    ]


def test_several_shipments_in_one_file(tmp_path: Path) -> None:
    first = {"format": 1, "shipment": {"id": "S1"}}
    second = {"id": "S2", "boxes": boxes(3)}
    third = {"format": 1, "shipment": {"id": "S3", "boxes": boxes(1)}}
    path = lines(tmp_path / "a.jsonl", first, *boxes(1001), second, third, *boxes(1, 1))
    said = [(reading.shipment.id, len(reading.shipment.boxes), reading.first_box, reading.continues) for reading in stream(path)]
    assert said == [("S1", 1000, 0, False), ("S1", 1, 1000, True), ("S2", 3, 0, False), ("S3", 2, 0, False)]
    with pytest.raises(ReadError, match="the file holds 3 shipments"):
        read(path)


def test_a_whole_shipment_that_cannot_be_read_is_an_issue(tmp_path: Path) -> None:
    readings = list(stream(lines(tmp_path / "a.jsonl", {"boxes": boxes(1)}, {"format": 7, "boxes": []}, {"boxes": boxes(2)})))
    assert [len(reading.shipment.boxes if isinstance(reading.shipment.boxes, tuple) else ()) for reading in readings] == [1, 0, 2]
    assert [issue.place.line for reading in readings for issue in reading.issues] == [2]


def test_a_header_alone(tmp_path: Path) -> None:
    (reading,) = stream(lines(tmp_path / "a.jsonl", {"format": 1, "shipment": {"id": "S1"}}))
    assert (reading.shipment.id, reading.shipment.boxes) == ("S1", ())


def test_a_flood_of_bad_lines_is_given_in_stretches(tmp_path: Path) -> None:
    readings = list(stream(lines(tmp_path / "a.jsonl", {"id": "A1"}, *["{"] * 2500)))
    assert [len(reading.issues) for reading in readings] == [1000, 1000, 500]
