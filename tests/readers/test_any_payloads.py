"""Whatever stands at any place of a payload, alone or among others, reading gives a reading or a ReadError, and every problem can be shown."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck.errors import ReadError
from inboundcheck.readers import stream

GOOD = Path(__file__).parent / "good"
V0 = {
    "ShipmentData": [{"ShipmentId": "FBA15A", "LabelPrepType": "SELLER_LABEL"}],
    "ItemData": [{"ShipmentId": "FBA15A", "SellerSKU": "A", "QuantityShipped": 2, "PrepDetailsList": [{"PrepInstruction": "Taping", "PrepOwner": "SELLER"}]}],
    "SKUPrepInstructionsList": [{"SellerSKU": "A", "ASIN": "B000000001", "PrepInstructionList": ["Taping"], "BarcodeInstruction": "RequiresFNSKULabel"}],
}  # fmt: skip
BESIDE = {
    "transportationOptions": [{"transportationOptionId": "to1", "shippingMode": "FREIGHT_LTL", "carrier": {"alphaCode": "UPSN"}}],
    "trackingDetails": {"spdTrackingDetail": {"spdTrackingItems": [{"boxId": "B1", "trackingId": "T1"}]}},
    "marketplaceIds": ["A1PA6795UKMFR9"],
    "shipmentTransportationConfigurations": [{"shipmentId": "sh1", "pallets": [{"quantity": 1, "stackability": "STACKABLE"}]}],
}
PAYLOADS = [
    json.loads(path.read_text(encoding="utf-8"))
    for path in sorted(GOOD.glob("*.json"))
    if not path.name.endswith(".expected.json") and path.name.startswith(("sp-api", "awd", "vendor", "walmart", "shipbob", "prepbusiness"))
] + [{name: value} for name, value in (*V0.items(), *BESIDE.items())]
VALUES = [None, True, -1, 0, 10**20, 1.5, "", "x", "2026-13-40", [], {}, [None], ["a", 1], {"a": 1}, [[]], "1e5"]


def holders(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every object and list with each of its keys or indexes."""
    children = list(tree.items()) if isinstance(tree, dict) else list(enumerate(tree)) if isinstance(tree, list) else []
    for key, child in children:
        yield tree, key
        yield from holders(child)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("payloads")


@given(
    payloads=st.lists(st.sampled_from(PAYLOADS), min_size=1, max_size=4),
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.sampled_from(VALUES), st.sampled_from(["put", "delete", "repeat"])), max_size=4),
)
def test_any_payload_with_any_value_at_any_place(folder: Path, payloads: list[Any], changes: list[tuple[int, Any, str]]) -> None:
    tree = json.loads(json.dumps(payloads if len(payloads) > 1 else payloads[0]))
    for number, value, change in changes:
        places = list(holders(tree))
        holder, key = places[number % len(places)] if places else ({}, "")
        if change == "repeat" and isinstance(holder, list):
            holder.append(json.loads(json.dumps(holder[key])))
        elif change == "delete" and isinstance(holder, dict):
            holder.pop(key, None)
        else:
            holder[key] = json.loads(json.dumps(value))
    path = folder / "any.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    try:
        for reading in stream(path):
            assert all(str(issue) for issue in reading.issues)
            for pointer in ("", "/boxes/0/weight", "/boxes/1/items/0/sku", "/pallets/0/id", "/products/0/sku", "/market", "/mode"):
                reading.places.find(pointer)
    except ReadError as trouble:
        assert all(problem.found for problem in trouble.problems)
