"""A pointer of the shipment leads to the file's own line, whatever form the file has and whatever was left out of it."""

from pathlib import Path

import pytest

from inboundcheck.answers import Open
from inboundcheck.readers import read, stream

HERE = Path(__file__).parent


def test_places_in_json(tmp_path: Path) -> None:
    path = tmp_path / "boxes.json"
    path.write_text('{"boxes": [{"id": "A1"}, {"id": "A2",\n  "weight": "31 lb"}\n , {"id": "A3", "items": [{"sku": "MUG"}]}], "id": "S1"}')
    places = read(path).places
    found = {pointer: str(places.find(pointer)).rsplit(".json:")[1] for pointer in ("/boxes/0/id", "/boxes/1", "/boxes/1/weight", "/id", "/boxes/7")}
    assert found == {"/boxes/0/id": "1:19", "/boxes/1": "1:26", "/boxes/1/weight": "2:13", "/id": "3:52", "/boxes/7": "1:11"}
    assert str(places.find("/boxes/2/items/0/sku")).endswith(":3:35")


def test_places_in_lines(tmp_path: Path) -> None:
    path = tmp_path / "boxes.jsonl"
    path.write_text('{"format": 1, "shipment": {"id": "S1", "name": "N"}}\n\n{"id": "A1"}\nnonsense\n{"id": "A2", "weight": "31 lb"}\n')
    reading = read(path)
    assert isinstance(reading.shipment.boxes, Open)
    assert str(reading.places.find("/boxes/1/weight")).endswith(".jsonl:5:24")
    assert str(reading.places.find("/boxes/0/weight")).endswith(".jsonl:3:1")
    assert str(reading.places.find("/name")).endswith(".jsonl:1:48")


def test_what_was_left_out_does_not_shift_the_others(tmp_path: Path) -> None:
    path = tmp_path / "boxes.yaml"
    path.write_text(
        "boxes:\n"
        "  - no box\n"
        "  - id: A1\n"
        "    items:\n"
        "      - {sku: A}\n"
        "      - nonsense\n"
        "      - {sku: B}\n"
        "    labels:\n"
        "      open: true\n"
        "      seen:\n"
        "        - 5\n"
        "        - {kind: box_id}\n"
    )
    reading = read(path)
    (box,) = reading.shipment.boxes.items
    assert [item.sku for item in box.items.items] == ["A", "B"]
    assert reading.places.find("/boxes/0").line == 3
    assert reading.places.find("/boxes/0/items/0/sku").line == 5
    assert reading.places.find("/boxes/0/items/1/sku").line == 7
    assert reading.places.find("/boxes/0/labels/0/kind").line == 12


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ("/boxes/0", 4),
        ("/boxes/0/id", 4),
        ("/boxes/0/package_id", 4),
        ("/boxes/0/weight", 5),
        ("/boxes/0/items/1/sku", 5),
        ("/boxes/0/items/0/traits", 34),
        ("/boxes/0/tracking", 15),
        ("/boxes/0/option_max_weight", 26),
        ("/boxes/1/option_max_weight", 27),
        ("/boxes/1/count", 6),
        ("/id", 11),
        ("/market", 13),
        ("/mode", 14),
        ("/products/0/units_planned", 40),
        ("/products/1/asin", 41),
        ("/pallets/0/stackable", 45),
        ("/pallets/0/weight", 45),
    ],
)
def test_places_in_a_bundle(pointer: str, line: int) -> None:
    assert read(HERE / "good" / "sp-api-bundle.json").places.find(pointer).line == line


def test_places_in_groups_and_pages() -> None:
    assert read(HERE / "good" / "sp-api-packing-information.json").places.find("/boxes/1/items/0/label_owner").line == 21
    assert read(HERE / "good" / "sp-api-pages.json").places.find("/boxes/1/weight").line == 3
    assert read(HERE / "good" / "sp-api-bare-boxes.json").places.find("/boxes/1/weight").line == 3
    places = read(HERE / "good" / "sp-api-boxes.json").places
    assert [places.find(f"/boxes/0/{name}").line for name in ("width", "items/0/lot", "items/0/prep_owner", "sscc")] == [8, 22, 23, 12]


def test_places_of_a_later_stretch(tmp_path: Path) -> None:
    path = tmp_path / "boxes.jsonl"
    path.write_text("".join(f'{{"id": "A{number}"}}\n' for number in range(1500)))
    _, second = stream(path)
    assert second.places.find("/boxes/1200/id").line == 1201
    assert second.shipment.boxes[200].id == "A1200"
