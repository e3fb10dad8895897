"""`same_as`: boxes that are alike say once how large they are and how they are packed."""

import pytest
from pydantic import ValidationError

import inboundcheck as ic
from inboundcheck.model.alike import ALIKE

SPEC = """\
boxes:
  - {id: A01, length: 12 in, width: 10 in, height: 8 in, weight: 20 lb, dunnage: [paper_sheet], box_id: FBA15ABCDEFU000001, labels: []}
  - {id: A02, same_as: A01, height: 9 in}
  - {id: A03, same_as: A02, overwraps: [], items: [{sku: M, quantity: 2}]}
  - {same_as: A01}
"""


def read(tmp_path, text, name="shipment.yaml"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return ic.read(file)


def test_what_a_box_leaves_out_is_taken_from_the_one_that_it_is_like(tmp_path):
    reading = read(tmp_path, SPEC)
    assert not reading.issues
    sides = [(str(box.length), str(box.width), str(box.height)) for box in reading.shipment.boxes]
    assert sides == [("12 in", "10 in", "8 in"), ("12 in", "10 in", "9 in"), ("12 in", "10 in", "9 in"), ("12 in", "10 in", "8 in")]
    assert [box.dunnage for box in reading.shipment.boxes] == [("paper_sheet",)] * 4


def test_ids_labels_and_weights_are_each_boxs_own(tmp_path):
    other = read(tmp_path, SPEC).shipment.boxes[1]
    assert (other.box_id, other.weight, other.labels) == (None, None, None)
    assert not {"id", "box_id", "sscc", "tracking", "labels", "barcodes", "weight", "items", "photos", "joined_to"} & set(ALIKE)


def test_the_evidence_is_where_it_was_written(tmp_path):
    reading = read(tmp_path, SPEC)
    assert str(reading.places.find("/boxes/1/length")).endswith("shipment.yaml:2:23")
    assert str(reading.places.find("/boxes/1/height")).endswith("shipment.yaml:3:37")
    long = SPEC.replace("length: 12 in", "length: 60 in")
    report = ic.check(read(tmp_path, long), packs=["receiving-basics"])
    (found,) = [each for each in report.violations if each.rule.endswith("box-over-common-size") and each.subject.id == "A03"]
    assert str(found.place).endswith("shipment.yaml:2:23")


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        ("- {id: A01, same_as: A09}\n  - {id: A010}", "no box has the ID 'A09'; did you mean 'A01'?"),
        ("- {id: A01, same_as: A01}", "A01 is like A01: the boxes name each other in a circle"),
        (
            "- {id: A01, same_as: A02}\n  - {id: A02, same_as: A03}\n  - {id: A03, same_as: A01}",
            "A01 is like A02 is like A03 is like A01: the boxes name each other in a circle",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_told_with_its_place(tmp_path, boxes, message):
    issues = read(tmp_path, f"boxes:\n  {boxes}\n").issues
    assert issues[0].found == message
    assert str(issues[0].place).endswith("shipment.yaml:2:24")


def test_what_is_wrong_in_the_box_is_told_once(tmp_path):
    reading = read(tmp_path, SPEC.replace("length: 12 in", "length: 12"))
    assert [each.where for each in reading.issues] == ["box A01, length"]
    assert [box.length for box in reading.shipment.boxes] == [None] * 4


def test_a_stream_remembers_the_box_that_others_named(tmp_path):
    lines = ['{"id": "A0", "length": "12 in"}', '{"id": "A1", "same_as": "A0"}', *(f'{{"id": "B{n}", "same_as": "A0"}}' for n in range(2500))]
    file = tmp_path / "boxes.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    readings = list(ic.readers.stream(file))
    assert len(readings) > 1
    assert {str(box.length) for reading in readings for box in reading.shipment.boxes} == {"12 in"}
    assert not any(reading.issues for reading in readings)


def test_boxes_built_in_code_are_alike_too():
    shipment = ic.Shipment(boxes=[ic.Box(id="A1", length="12 in"), ic.Box(id="A2", same_as="A1")])
    assert str(shipment.boxes[1].length) == "12 in"
    with pytest.raises(ValidationError, match="no box has the ID 'A7'"):
        ic.Shipment(boxes=[ic.Box(id="A2", same_as="A7")])
