"""Whatever a file holds, reading it gives a reading or a ReadError, and every problem can be shown."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck.errors import ReadError
from inboundcheck.model import Box, Item, Label, Pallet, Photo, Product, Shipment
from inboundcheck.readers import read, stream

KEYS = sorted({key for model in (Box, Item, Label, Pallet, Photo, Product, Shipment) for key in model.model_fields})
OURS = ["format", "defaults", "shipment", "boxes", "open", "seen", "kind", "sightings", "low", "high", "polygon"]
THEIRS = [
    "payload", "packageGroupings", "requestedUpdates", "listShipmentBoxes", "listShipmentItems", "getShipment", "packingOptions", "mskuPrepDetails", "pagination",
    "nextToken", "packageId", "boxId", "dimensions", "unitOfMeasurement", "unit", "value", "msku", "prepTypes", "prepCategory", "prepInstructions", "prepType",
    "prepOwner", "destinationRegion", "countryCode", "contentInformationSource", "trackingDetails", "spdTrackingDetail", "spdTrackingItems", "errors", "code",
    "supportedConfigurations", "boxRequirements", "boxPackingMethods", "minimum", "maximum", "stackability", "destination", "address", "shipmentConfirmationId",
]  # fmt: skip
WORDS = [
    "none",
    "fba",
    "FBA",
    "27 in",
    "31 lb",
    "0 in",
    "2026-11-23",
    "IN",
    "LB",
    "true",
    "MUG-1",
    "barcode",
    "label",
    "MANUAL_PROCESS",
    "US",
    "",
    "1",
]

scalars = st.none() | st.booleans() | st.integers(-3, 10**20) | st.floats(allow_nan=False) | st.sampled_from(WORDS) | st.text(max_size=8)
keys = st.sampled_from(KEYS + OURS + THEIRS) | st.text(max_size=4)


def inside(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(children, max_size=4) | st.dictionaries(keys, children, max_size=6)


trees = st.recursive(scalars, inside, max_leaves=6)
LISTS = ("boxes", "items", "labels", "barcodes", "photos", "sightings", "products", "pallets")


@st.composite
def shipments(draw: st.DrawFn) -> Any:
    """Trees that are nearly right, so that what is wrong lies deep."""

    def some(fields: list[str]) -> dict[str, Any]:
        return draw(st.dictionaries(st.sampled_from(fields), trees, max_size=4))

    box = {**some([*Box.model_fields]), "items": [some([*Item.model_fields]), draw(trees)], "labels": draw(trees)}
    theirs = {"packageId": "PK1", **some(THEIRS), "items": [some(THEIRS)], "quantity": draw(scalars)}
    extra = {draw(st.sampled_from(LISTS)): [draw(trees)], "defaults": some(["box", "item", "product", "label", "shipment", "products"])}
    return draw(
        st.sampled_from(
            [{**some([*Shipment.model_fields]), **extra, "boxes": [box, draw(trees)]}, {**some(THEIRS), "boxes": [theirs]}, [box, theirs]]
        )
    )


def told(trouble: ReadError) -> None:
    assert all(problem.found for problem in trouble.problems)


def try_to_read(path: Path) -> None:
    try:
        for reading in stream(path):
            assert all(str(issue) and issue.place for issue in reading.issues)
            for pointer in ("", "/boxes/0/items/0/sku", "/boxes/1/weight", "/products/0/traits", "/market"):
                reading.places.find(pointer)
    except ReadError as trouble:
        told(trouble)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


@given(text=st.text() | st.text(alphabet="{}[]:,-\"'\n\t &*!|>%@`#?aé0123456789."), name=st.sampled_from(["a.yaml", "a.json", "a.jsonl", "a"]))
def test_any_text(folder: Path, text: str, name: str) -> None:
    (folder / name).write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
    try_to_read(folder / name)


@given(data=st.binary(), name=st.sampled_from(["b.yaml", "b.json", "b.jsonl"]))
def test_any_bytes(folder: Path, data: bytes, name: str) -> None:
    (folder / name).write_bytes(data)
    try_to_read(folder / name)


@given(tree=trees | shipments(), name=st.sampled_from(["c.yaml", "c.json", "c.jsonl"]))
def test_any_tree(folder: Path, tree: Any, name: str) -> None:
    (folder / name).write_text(json.dumps(tree), encoding="utf-8")
    try_to_read(folder / name)


@given(objects=st.lists(trees | shipments(), max_size=2))
def test_any_lines(folder: Path, objects: list[Any]) -> None:
    (folder / "d.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in objects), encoding="utf-8")
    try_to_read(folder / "d.jsonl")


@given(tree=trees | st.dictionaries(st.sampled_from(["shipment", "box", "item", "product", "label", "products", "defaults"]), trees))
def test_any_defaults(folder: Path, tree: Any) -> None:
    (folder / "e.json").write_text('{"boxes": [{"id": "A1", "items": [{"sku": "MUG-1"}], "labels": [{}]}]}', encoding="utf-8")
    (folder / "f.json").write_text(json.dumps(tree), encoding="utf-8")
    try:
        reading = read(folder / "e.json", defaults=folder / "f.json")
        assert reading.shipment.boxes[0].id == "A1"
    except ReadError as trouble:
        told(trouble)
