"""Payloads that an app saved one by one are one shipment."""

import json
from pathlib import Path

import pytest

from inboundcheck.answers import Open
from inboundcheck.errors import ReadError
from inboundcheck.readers import read, read_all

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
    write(tmp_path, shipments={"payload": {"ShipmentData": [{"ShipmentId": "FBA15FOLDER1", "ShipmentName": "Old", "LabelPrepType": "AMAZON_LABEL"}]}})
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
    assert (product.prep, product.label_owner) == (Open(("poly_bag",)), "amazon")
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


def test_a_package_that_several_payloads_list_is_one_box(tmp_path: Path) -> None:
    early = {key: value for key, value in BOX.items() if key != "boxId"} | {"weight": {"unit": "LB", "value": 22.5}}
    late = {**BOX, "weight": {"unit": "LB", "value": 22.50}}
    reading = read(write(tmp_path, listInboundPlanBoxes={"boxes": [early]}, listShipmentBoxes={"boxes": [late]}, getShipment=SHIPMENT))
    assert reading.issues == ()
    (box,) = reading.shipment.boxes
    assert (box.box_id, str(box.weight), box.items[0].quantity) == ("FBA15FOLDER1U000001", "22.5 lb", 6)
    assert Path(reading.places.find("/boxes/0/box_id").file).name == "listShipmentBoxes.json"


def test_what_payloads_say_differently_of_one_package_is_told_and_not_known(tmp_path: Path) -> None:
    other = {**BOX, "weight": {"unit": "LB", "value": 30}, "items": [{"msku": "A", "quantity": 5}], "quantity": 2}
    first = {**BOX, "weight": {"unit": "LB", "value": 31}}
    reading = read(write(tmp_path, a={"boxes": [first]}, b={"boxes": [other]}))
    (box,) = reading.shipment.boxes.items
    assert (box.weight, box.items) == (None, None)
    assert [(issue.where, issue.found.partition(" at ")[0]) for issue in reading.issues] == [
        ("box PK1, count", "'2' stands here, and '1'"),
        ("box PK1, items", "other items stand here, and some"),
        ("box PK1, weight", "'30 lb' stands here, and '31 lb'"),
    ]


def test_a_request_and_the_answer_to_it_are_the_same_boxes(tmp_path: Path) -> None:
    asked = {"packageGroupings": [{"packingGroupId": "pg1", "boxes": [{key: value for key, value in BOX.items() if not key.endswith("Id")}]}]}
    answered = {"boxes": [{**BOX, "boxId": None}]}
    reading = read(write(tmp_path, setPackingInformation=asked, listPackingGroupBoxes=answered))
    assert (reading.issues, len(reading.shipment.boxes)) == ((), 1)
    asked["packageGroupings"][0]["boxes"][0]["quantity"] = 3
    reading = read(write(tmp_path, setPackingInformation=asked))
    assert isinstance(reading.shipment.boxes, Open)
    assert [issue.found for issue in reading.issues] == ["a request speaks of 3 boxes, and the API's own lists of 1; the latter are read"]


def test_tracking_numbers_come_from_the_request_that_sends_them(tmp_path: Path) -> None:
    def tracked(number: str) -> object:
        return {"trackingDetails": {"spdTrackingDetail": {"spdTrackingItems": [{"boxId": BOX["boxId"], "trackingId": number}]}}}

    reading = read(write(tmp_path, boxes={"boxes": [BOX]}, updateShipmentTrackingDetails=tracked("1Z999AA10123456784")))
    assert (reading.issues, reading.shipment.mode, reading.shipment.boxes[0].tracking) == ((), "spd", "1Z999AA10123456784")
    reading = read(write(tmp_path, getShipment={**SHIPMENT, **tracked("1Z999AA10123456775")}))
    assert reading.shipment.boxes[0].tracking is None
    assert [issue.found.partition(" at ")[0] for issue in reading.issues] == ["'1Z999AA10123456784' stands here, and '1Z999AA10123456775'"]


def test_a_plan_says_its_market_where_no_shipment_does(tmp_path: Path) -> None:
    plan = {"inboundPlanId": "wf1", "name": "Plan", "marketplaceIds": ["A1PA6795UKMFR9"], "packingOptions": [], "shipments": []}
    assert read(write(tmp_path, boxes={"boxes": [BOX]}, getInboundPlan=plan)).shipment.market == "DE"
    assert read(write(tmp_path, getShipment=SHIPMENT)).shipment.market == "US"


def test_the_option_that_was_selected_says_how_it_travels(tmp_path: Path) -> None:
    options = [
        {"transportationOptionId": "to1", "shippingMode": "GROUND_SMALL_PARCEL", "carrier": {"alphaCode": "UPSN"}},
        {"transportationOptionId": "to2", "shippingMode": "FREIGHT_LTL", "carrier": {"alphaCode": "ABFS"}},
    ]
    shipment = {**SHIPMENT, "selectedTransportationOptionId": "to2"}
    reading = read(write(tmp_path, boxes={"boxes": [BOX]}, getShipment=shipment, listTransportationOptions={"transportationOptions": options}))
    assert (reading.issues, reading.shipment.mode, reading.shipment.carrier) == ((), "ltl", "other")


def test_pallets_of_a_request_are_those_of_the_answer(tmp_path: Path) -> None:
    pallet = {"quantity": 2, "stackability": "STACKABLE", "weight": {"unit": "LB", "value": 900}}
    asked = {
        "shipmentTransportationConfigurations": [{"shipmentId": "sh1", "readyToShipWindow": {"start": "2026-12-01T00:00Z"}, "pallets": [pallet]}]
    }
    reading = read(write(tmp_path, boxes={"boxes": [BOX]}, generateTransportationOptions=asked))
    assert (reading.issues, [(each.id, each.count) for each in reading.shipment.pallets]) == ((), [(None, 2)])
    reading = read(write(tmp_path, listShipmentPallets={"pallets": [{**pallet, "packageId": "PL1"}]}))
    assert (reading.issues, [(each.id, each.count) for each in reading.shipment.pallets]) == ((), [("PL1", 2)])


def test_page_ten_comes_after_page_nine(tmp_path: Path) -> None:
    pages = {
        f"listShipmentBoxes__{number}": {"boxes": [{**BOX, "packageId": f"PK{number}", "boxId": f"FBA15FOLDER1U{number:06}"}]}
        for number in range(1, 11)
    }
    for number in range(1, 10):
        pages[f"listShipmentBoxes__{number}"]["pagination"] = {"nextToken": "x"}
    reading = read(write(tmp_path, **pages))
    assert (reading.issues, [box.package_id for box in reading.shipment.boxes]) == ((), [f"PK{number}" for number in range(1, 11)])


def test_an_empty_last_page_says_nothing(tmp_path: Path) -> None:
    pages = {"listShipmentBoxes__1": {"boxes": [BOX], "pagination": {"nextToken": "x"}}, "listShipmentBoxes__2": {"boxes": [], "pagination": {}}}
    reading = read(write(tmp_path, **pages, listShipmentPallets={"pallets": [], "pagination": {}}))
    assert (reading.issues, len(reading.shipment.boxes), reading.shipment.pallets) == ((), 1, ())


def test_a_list_of_awd_orders_is_a_shipment_each(tmp_path: Path) -> None:
    def order(name: str, count: int) -> object:
        measures = {"weight": {"unitOfMeasurement": "POUNDS", "weight": 12}}
        package = {"type": "CASE", "measurements": measures, "contents": {"products": [{"sku": "A", "quantity": 4}]}}
        return {"orderId": name, "packagesToInbound": [{"count": count, "distributionPackage": package}]}

    (tmp_path / "orders.json").write_text(json.dumps([order("AWD-1", 2), order("AWD-2", 3)], indent=1), encoding="utf-8")
    readings = read_all(tmp_path / "orders.json")
    assert [(each.shipment.id, each.shipment.boxes[0].count, str(each.shipment.boxes[0].weight)) for each in readings] == [
        ("AWD-1", 2, "12 lb"),
        ("AWD-2", 3, "12 lb"),
    ]
    assert [each.places.find("/boxes/0/weight").line for each in readings] == [12, 37]
