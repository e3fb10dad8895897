"""Tables with a map of their columns: where the map is found, what is proposed, what is told of a map that is wrong."""

from pathlib import Path

import pytest
from inline_snapshot import snapshot

from inboundcheck import api
from inboundcheck.errors import ReadError
from inboundcheck.quantities import Length, Mass
from inboundcheck.readers import propose_map, read

TABLE = "Packed on Monday\nCarton #,SKU,Qty,L (cm),Weight,Remark\nC1,SOAP,6,40,8.5,fragile\nC1,TOWEL,2,40,8.5,\n"
MAP = "columns: {'Carton #': box.id, SKU: item.sku, Qty: item.quantity, L: box.length}\n"


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("boxes.csv").write_text(TABLE)


def refused(text: str) -> str:
    Path("wrong.yaml").write_text(text)
    with pytest.raises(ReadError) as caught:
        read("boxes.csv", columns="wrong.yaml")
    return str(caught.value)


@pytest.mark.parametrize("name", ["boxes.map.yaml", "boxes.csv.map.yaml", "boxes.map.yml"])
def test_a_map_beside_the_table_is_used(name: str) -> None:
    Path(name).write_text(MAP)
    (box,) = read("boxes.csv").shipment.boxes
    assert (box.id, box.length, [item.quantity for item in box.items]) == ("C1", Length("40 cm"), [6, 2])
    assert read(".").shipment.boxes == (box,)


def test_a_map_that_is_named_goes_before_the_one_beside() -> None:
    Path("boxes.map.yaml").write_text("columns: {SKU: box.id}\n")
    Path("other.yaml").write_text(MAP)
    reading = read("boxes.csv", columns="other.yaml")
    assert reading.shipment.boxes[0].id == "C1"
    assert reading.files == ("boxes.csv", "other.yaml")
    assert str(reading.places.find("/boxes/0/items/1/sku")) == "boxes.csv:4:4"


def test_units_may_stand_in_the_map() -> None:
    Path("boxes.map.yaml").write_text(
        "units: {weight: kg}\nshipment: {program: wfs}\nbox: {dunnage: []}\n" + MAP.replace("}", ", Weight: box.weight}")
    )
    shipment = read("boxes.csv").shipment
    assert (shipment.program, shipment.boxes[0].weight, shipment.boxes[0].dunnage) == ("wfs", Mass("8.5 kg"), ())


def test_a_header_and_a_map_that_name_two_units_are_told() -> None:
    Path("boxes.map.yaml").write_text(MAP.replace("L: box.length", "L: {is: box.length, unit: in}"))
    reading = read("boxes.csv")
    assert reading.shipment.boxes[0].length is None
    assert [str(issue) for issue in reading.issues] == ["boxes.csv:2:18: column L: the header says cm, and the map in; expected one unit"]


def test_rows_of_one_box_that_differ_are_told_and_not_known() -> None:
    Path("boxes.csv").write_text(TABLE.replace("TOWEL,2,40", "TOWEL,2,41"))
    Path("boxes.map.yaml").write_text(MAP)
    reading = read("boxes.csv")
    assert reading.shipment.boxes[0].length is None
    assert [str(issue) for issue in reading.issues] == [
        "boxes.csv:4:12: box C1, length: '41 cm' stands here, and '40 cm' in another row of this box; expected one value for a box"
    ]


def test_rows_of_one_box_need_not_stand_together() -> None:
    Path("boxes.csv").write_text("Carton #,SKU,Qty\nC1,A,1\nC2,A,1\nC1,B,2\n")
    Path("boxes.map.yaml").write_text("columns: {'Carton #': box.id, SKU: item.sku, Qty: item.quantity}\n")
    first, second = read("boxes.csv").shipment.boxes
    assert ([item.sku for item in first.items], [item.sku for item in second.items]) == (["A", "B"], ["A"])


def test_rows_without_items_are_boxes_of_their_own_and_say_nothing_of_contents() -> None:
    Path("boxes.csv").write_text("id\tWeight (lb)\tDunnage\nA\t20\tair_pillow; newspaper\nA\t21\tnone\n", encoding="utf-8")
    Path("boxes.map.yaml").write_text("columns: {id: box.id, Weight: box.weight, Dunnage: box.dunnage}\n")
    reading = read("boxes.csv")
    assert [(box.items, box.dunnage) for box in reading.shipment.boxes] == [(None, ("air_pillow", "newspaper")), (None, ())]
    assert [issue.found for issue in reading.issues] == ["two boxes have the ID 'A'"]


def test_a_proposal_says_what_was_understood_and_what_is_to_be_filled_in() -> None:
    assert propose_map("boxes.csv") == snapshot("""\
# A proposal for boxes.csv: 6 columns, 5 understood, 1 without a unit.
# Read it, mend it, and keep it beside the table as boxes.map.yaml (or name it with --map).
# shipment: {program: fba, market: US}
columns:
  "Carton #": box.id  # C1, C1
  SKU: item.sku  # SOAP, TOWEL
  Qty: item.quantity  # 6, 2
  L (cm): {is: box.length, unit: cm}  # 40, 40
  Weight: {is: box.weight, unit: }  # 8.5, 8.5 - the unit is not said: fill it in
  # Remark:  # fragile - not understood: say a field (box.…, item.…), or leave it out
""")


def test_a_proposal_is_a_map() -> None:
    Path("boxes.map.yaml").write_text(propose_map("boxes.csv"), encoding="utf-8")
    reading = read("boxes.csv")
    assert reading.shipment.boxes[0].length == Length("40 cm")
    assert [issue.found for issue in reading.issues] == ["the column 'Weight' does not say its unit, so its values are not known"]


def test_a_proposal_for_no_table_is_refused() -> None:
    Path("photo.jpg").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(ReadError, match="no table with a header"):
        propose_map("photo.jpg")


def test_headers_with_control_characters_stay_in_their_line() -> None:
    Path("boxes.csv").write_text('"Carton\n#","a\x1b[31m: b",SKU\n1,"x\ny",SOAP\n')
    Path("boxes.map.yaml").write_text(propose_map("boxes.csv"), encoding="utf-8")
    assert "\x1b" not in Path("boxes.map.yaml").read_text(encoding="utf-8")
    assert read("boxes.csv").shipment.boxes[0].id == "1"


def test_what_is_wrong_in_a_map_is_told_at_once() -> None:
    text = (
        "colums: {}\nunits: {sides: in, weight: stone}\ndates: day first\ncolumns:\n  A: box.lenght\n  B: {is: box.weight, unit: st}\n  C: [box.id]\n"
    )
    assert refused(text) == snapshot("""\
wrong.yaml:1:9: map: 'colums' is not a key of a map; did you mean 'columns'?; expected one of format, title, known_by, sheet, columns, units, dates, shipment, box, item
wrong.yaml:5:6: map: 'box.lenght' is not a field; did you mean 'box.length'?; expected for example box.id, item.sku or box.weight
wrong.yaml:6:29: map: 'st' is not a unit; expected in, cm, mm, ft, lb, oz, kg or g
wrong.yaml:7:6: map: "['box.id']" does not say what the column is; expected a field, or is, unit and dates; for example {is: box.length, unit: in}
wrong.yaml:2:16: map: 'sides' is not a kind of unit; expected length or weight; for example units: {length: in, weight: lb}
wrong.yaml:2:28: map: 'stone' is not a unit; expected in, cm, mm, ft, lb, oz, kg or g
wrong.yaml:3:8: map: 'day first' is no order of a date; expected mm/dd/yyyy, dd/mm/yyyy or yyyy-mm-dd\
""")
    assert refused("a: b\n") == snapshot(
        "wrong.yaml: this is no map of columns; expected the key 'columns'; for example columns: {Carton no: box.id, SKU: item.sku, Qty: item.quantity, L: {is: box.length, unit: in}}"
    )
    assert refused("columns: {Colour: box.id}\n") == snapshot(
        "boxes.csv: no table of the file has a column of the map wrong.yaml; expected a header row with Colour"
    )


def test_a_map_that_is_not_there_is_told() -> None:
    with pytest.raises(ReadError, match="there is no map 'none"):
        api.read("boxes.csv", columns="none.yaml")


def test_json_by_another_name_is_no_table() -> None:
    Path("boxes.txt").write_text('{"boxes": [{"id": "A1", "length": "27 in"}]}')
    Path("boxes.csv").unlink()
    assert read("boxes.txt").shipment.boxes[0].length == Length("27 in")
    with pytest.raises(ReadError, match="no table with a header"):
        propose_map("boxes.txt")


def test_a_table_in_another_language_is_proposed_a_map() -> None:
    Path("kartons.csv").write_text("Karton-Nr.;SKU;Menge;Länge (cm);Gewicht (kg);Bemerkung\nK1;SEIFE;6;40;8.5;x\n", encoding="utf-8")
    columns = [line.strip() for line in propose_map("kartons.csv").partition("columns:\n")[2].splitlines()]
    assert [line.partition("  #")[0] for line in columns] == [
        "Karton-Nr.: box.id", "SKU: item.sku", "Menge: item.quantity", '"Länge (cm)": {is: box.length, unit: cm}', "Gewicht (kg): {is: box.weight, unit: kg}",
        "# Bemerkung:",
    ]  # fmt: skip
    Path("kartons.map.yaml").write_text(propose_map("kartons.csv"), encoding="utf-8")
    (box,) = read("kartons.csv").shipment.boxes
    assert (box.id, str(box.length), str(box.weight), box.items[0].quantity) == ("K1", "40 cm", "8.5 kg", 6)
