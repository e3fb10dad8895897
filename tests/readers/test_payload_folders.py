"""Payloads that an app saved one by one are one shipment."""

import json
from pathlib import Path

import pytest

from inboundcheck.answers import Open
from inboundcheck.errors import ReadError
from inboundcheck.readers import read

BOX = {
    "packageId": "PK1",
    "boxId": "FBA15FOLDER1U000001",
    "quantity": 1,
    "contentInformationSource": "BOX_CONTENT_PROVIDED",
    "items": [{"msku": "A", "quantity": 6}],
}
SHIPMENT = {"shipmentConfirmationId": "FBA15FOLDER1", "name": "Folder", "destination": {"address": {"countryCode": "US"}}}


def write(folder: Path, **payloads: object) -> Path:
    for name, payload in payloads.items():
        (folder / f"{name.replace('__', '-')}.json").write_text(json.dumps(payload), encoding="utf-8")
    return folder


def test_files_named_after_operations_are_a_bundle(tmp_path: Path) -> None:
    second = {**BOX, "packageId": "PK2", "boxId": "FBA15FOLDER1U000002"}
    write(
        tmp_path,
        listShipmentBoxes__1={"boxes": [BOX], "pagination": {"nextToken": "x"}},
        listShipmentBoxes__2={"boxes": [second]},
        listShipmentItems={"items": [{"msku": "A", "quantity": 12}]},
        getShipment=SHIPMENT,
    )
    reading = read(tmp_path)
    assert reading.issues == ()
    assert [box.id for box in reading.shipment.boxes] == ["FBA15FOLDER1U000001", "FBA15FOLDER1U000002"]
    assert (reading.shipment.id, reading.shipment.market, reading.shipment.products[0].units_planned) == ("FBA15FOLDER1", "US", 12)
    assert str(reading.places.find("/boxes/1/id")).endswith("listShipmentBoxes-2.json:1:42")
    assert str(reading.places.find("/id")).endswith("getShipment.json:1:28")
    assert [Path(file).name for file in reading.files] == [
        "getShipment.json",
        "listShipmentBoxes-1.json",
        "listShipmentBoxes-2.json",
        "listShipmentItems.json",
    ]


def test_files_of_any_name_are_told_by_what_they_hold(tmp_path: Path) -> None:
    reading = read(write(tmp_path, a={"boxes": [BOX]}, b=SHIPMENT))
    assert (reading.shipment.id, len(reading.shipment.boxes)) == ("FBA15FOLDER1", 1)


def test_a_missing_last_page_leaves_the_boxes_open(tmp_path: Path) -> None:
    reading = read(write(tmp_path, listShipmentBoxes={"boxes": [BOX], "pagination": {"nextToken": "x"}}, getShipment=SHIPMENT))
    assert isinstance(reading.shipment.boxes, Open)
    assert [issue.found for issue in reading.issues] == ["more boxes follow on a page that is not in this file"]


def test_the_older_api_says_what_is_planned_beside_the_boxes(tmp_path: Path) -> None:
    items = [
        {
            "ShipmentId": "FBA15FOLDER1",
            "SellerSKU": "A",
            "FulfillmentNetworkSKU": "X00AAAAAAA",
            "QuantityShipped": 6,
            "PrepDetailsList": [{"PrepInstruction": "Polybagging", "PrepOwner": "SELLER"}],
        }
    ]
    prep = [
        {"SellerSKU": "A", "ASIN": "B000000001", "BarcodeInstruction": "RequiresFNSKULabel", "PrepInstructionList": ["Polybagging", "SetCreation"]}
    ]
    write(tmp_path, boxes={"boxes": [BOX]}, v0={"payload": {"ItemData": items}}, prep={"payload": {"SKUPrepInstructionsList": prep}})
    write(tmp_path, shipments={"payload": {"ShipmentData": [{"ShipmentId": "FBA15FOLDER1", "ShipmentName": "Old"}]}})
    reading = read(tmp_path)
    assert reading.issues == ()
    (product,) = reading.shipment.products
    assert (product.units_planned, product.fnsku, product.asin, product.unit_label, product.prep_owner) == (
        6,
        "X00AAAAAAA",
        "B000000001",
        "fnsku",
        "seller",
    )
    assert product.prep == Open(("poly_bag",))
    assert (reading.shipment.id, reading.shipment.name) == ("FBA15FOLDER1", "Old")


def test_payloads_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    other = {"payload": {"ShipmentData": [{"ShipmentId": "FBA15OTHER01"}]}}
    reading = read(write(tmp_path, a={"boxes": [BOX]}, b=SHIPMENT, c=other))
    assert reading.shipment.id is None
    assert "'FBA15OTHER01' stands here, and 'FBA15FOLDER1' at" in reading.issues[0].found


def test_a_folder_with_something_else_in_it_is_not_merged(tmp_path: Path) -> None:
    write(tmp_path, a={"boxes": [BOX]}, b={"boxes": [{"id": "A1"}]})
    with pytest.raises(ReadError, match="2 files that could be the shipment"):
        read(tmp_path)
