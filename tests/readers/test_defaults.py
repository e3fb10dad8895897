"""Answers for all at once: what they fill, what they leave, and where a value that they gave stands."""

from pathlib import Path

import pytest

from inboundcheck.answers import NONE
from inboundcheck.errors import ReadError
from inboundcheck.readers import Reading, read

SPEC = """\
boxes:
  - id: A1
    dunnage: []
    rma: none
    items: [{sku: MUG, quantity: 4}, {sku: LAMP, traits: [fragile]}]
    labels:
      - {kind: box_id}
  - id: A2
    dunnage:
    items: {open: true, seen: [{sku: MUG}]}
products:
  - {sku: SOAP, traits: [liquid]}
"""
ANSWERS = """\
format: 1
shipment: {program: fba}
box:
  dunnage: [bubble_wrap]
  rma: R1
  joined_to: []
item: {expires: none}
label: {face: top}
product:
  traits: []
products:
  - {sku: SOAP, prep: [poly_bag]}
  - {sku: MUG, prep: [bubble_wrap]}
"""


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    (tmp_path / "shipment.yaml").write_text(SPEC)
    (tmp_path / "answers.yaml").write_text(ANSWERS)
    return read(tmp_path / "shipment.yaml", defaults=tmp_path / "answers.yaml")


def test_only_what_is_missing_is_filled(reading: Reading) -> None:
    first, second = reading.shipment.boxes
    assert (first.dunnage, first.rma, first.joined_to) == ((), NONE, ())
    assert (second.dunnage, second.rma, second.joined_to) == (("bubble_wrap",), "R1", ())
    assert first.labels[0].face == "top"
    assert first.items[0].expires is second.items.items[0].expires is NONE
    assert reading.shipment.program == "fba"
    assert reading.issues == ()


def test_products_are_completed_and_added_for_every_sku(reading: Reading) -> None:
    products = {product.sku: (product.traits, product.prep) for product in reading.shipment.products}
    assert products == {"SOAP": (("liquid",), ("poly_bag",)), "MUG": ((), ("bubble_wrap",)), "LAMP": ((), None)}
    mug, lamp = reading.shipment.boxes[0].items
    assert (mug.traits, lamp.traits) == ((), ("fragile",))


def test_a_value_is_found_where_it_was_written(reading: Reading) -> None:
    def at(pointer: str) -> str:
        place = reading.places.find(pointer)
        assert place is not None
        return f"{Path(place.file).stem}:{place.line}"

    assert at("/boxes/0/dunnage") == "shipment:3"
    assert at("/boxes/1/dunnage") == at("/boxes/1/dunnage/0") == "answers:4"
    assert at("/boxes/0/rma") == "shipment:4"
    assert at("/boxes/1/rma") == "answers:5"
    assert at("/boxes/0/labels/0/face") == "answers:8"
    assert at("/boxes/0/labels/0/kind") == "shipment:7"
    assert at("/boxes/0/items/0/expires") == at("/boxes/1/items/0/expires") == "answers:7"
    assert at("/boxes/0/items/0/traits") == "answers:10"
    assert at("/boxes/0/items/0/prep") == at("/products/1/prep") == "answers:13"
    assert at("/boxes/0/items/1/traits") == "shipment:5"
    assert at("/products/0/traits") == "shipment:12"
    assert at("/products/0/prep") == "answers:12"
    assert at("/products/2/traits") == "answers:10"
    assert at("/program") == "answers:2"
    assert at("/boxes/0/weight") == "shipment:2"
    assert at("/boxes/1/items/0/quantity") == "shipment:10"
    assert [Path(file).name for file in reading.files] == ["shipment.yaml", "answers.yaml"]


def test_what_is_said_of_a_product_goes_before_what_is_said_of_all_items(tmp_path: Path) -> None:
    path = tmp_path / "shipment.yaml"
    path.write_text("defaults: {item: {traits: []}}\nboxes: [{id: A1, items: [{sku: SOAP}]}]\nproducts:\n  - {sku: SOAP, traits: [liquid]}\n")
    reading = read(path)
    assert reading.shipment.boxes[0].items[0].traits == ("liquid",)
    assert reading.places.find("/boxes/0/items/0/traits").line == 4


def test_a_block_of_the_file_goes_before_a_second_file(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("defaults: {box: {rma: R1, facts: {tight: yes}}}\nboxes: [{id: A1}]\n")
    (tmp_path / "b.yaml").write_text("defaults: {box: {rma: R2, sscc: none, pallet: P1, facts: {tight: no, dry: yes}}}\nother: 1\n")
    reading = read(tmp_path / "a.yaml", defaults=tmp_path / "b.yaml")
    (box,) = reading.shipment.boxes
    assert (box.rma, box.pallet, box.sscc, dict(box.facts)) == ("R1", "P1", None, {"tight": "yes", "dry": "yes"})
    assert [issue.found for issue in reading.issues] == ["the key 'other' is not known", "'sscc' cannot be the same for all"][::-1]
    assert reading.places.find("/boxes/0/facts/dry").file.endswith("b.yaml")


def test_a_mistake_in_a_default_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "shipment.yaml"
    boxes = "".join(f"  - {{id: A{number}}}\n" for number in range(50))
    path.write_text(f"defaults: {{box: {{cushioning: 2}}}}\nboxes:\n{boxes}")
    (issue,) = read(path).issues
    assert issue.where == "defaults, box, cushioning"


def test_a_file_of_defaults_that_holds_none(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("boxes: []")
    (tmp_path / "b.yaml").write_text("- dunnage")
    with pytest.raises(ReadError, match="is not a group of defaults"):
        read(tmp_path / "a.yaml", defaults=tmp_path / "b.yaml")


def test_defaults_beside_an_sp_api_payload(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"boxes": [{"packageId": "PK1", "items": [{"msku": "MUG", "quantity": 1}]}]}')
    (tmp_path / "b.yaml").write_text("box: {joined_to: [], weight: 5 lb}\nitem: {expires: none}\nproduct:\n  traits: []\nshipment: {market: US}\n")
    reading = read(tmp_path / "a.json", defaults=tmp_path / "b.yaml")
    (box,) = reading.shipment.boxes
    assert (box.joined_to, box.weight.text, box.items[0].traits, reading.shipment.market) == ((), "5 lb", (), "US")
    assert str(reading.places.find("/boxes/0/items/0/traits")).endswith("b.yaml:4:11")
    assert str(reading.places.find("/boxes/0/weight")).endswith("b.yaml:1:30")
    assert str(reading.places.find("/boxes/0/items/0/quantity")).endswith("a.json:1:71")
