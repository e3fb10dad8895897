"""Each field is read from every format that holds it, and is not known from those that do not. A new format is a new column."""

import json
from pathlib import Path
from typing import Any

import pytest

from inboundcheck.readers import read

GOOD = Path(__file__).parent / "good"
SP, EXPORT, AWD, VENDOR, X12, DESADV, WFS, SHIPBOB, PREP = FORMATS = (
    "sp-api-bundle.json", "shipment-export.tsv", "awd-inbound.json", "vendor-labelled-numbers.json", "x12-pick-and-pack.x12", "desadv-pallets.edi",
    "walmart-wfs.json", "shipbob.json", "prepbusiness.json",
)  # fmt: skip
FIRST, PALLETS = "006141410000000012", "006141410000000425"
MAPPING: dict[str, dict[str, Any]] = {
    "id": {
        SP: "FBA15TEST001", EXPORT: "FBA15EXPORT1", AWD: "AWD-7", VENDOR: "VS-9", X12: "ASN-77", DESADV: "DES-1", WFS: "IO-9", SHIPBOB: "88", PREP: "4711",
    },
    "declared_box_count": {EXPORT: 3, VENDOR: 2, X12: 3, DESADV: 4},
    "boxes/0/id": {SP: "FBA15TEST001U000001", EXPORT: "FBA15EXPORT1U000001", VENDOR: FIRST, X12: FIRST, DESADV: PALLETS, PREP: "1"},
    "boxes/1/id": {
        SP: "PK-2", EXPORT: "FBA15EXPORT1U000002", VENDOR: "006141410000000029", X12: "006141410000000029", DESADV: "006141410000000432", PREP: "2",
    },
    "boxes/0/count": {AWD: 24, WFS: 4},
    "boxes/2/count": {PREP: 3},
    "boxes/0/length": {EXPORT: "12 in", AWD: "45.72 cm", VENDOR: "0.5 m", X12: "50.8 cm", DESADV: "50.8 cm", PREP: "400 mm"},
    "boxes/0/height": {EXPORT: "8 in", AWD: "33.02 cm", VENDOR: "0.3 m", X12: "35.6 cm", DESADV: "356 mm", PREP: "250 mm"},
    "boxes/0/weight": {
        SP: "31 lb", EXPORT: "11 lb", AWD: "5.443104 kg", VENDOR: "10.50 kg", X12: "10.2 kg", DESADV: "10.2 kg", PREP: "8750 g",
    },
    "boxes/0/sscc": {VENDOR: FIRST, X12: FIRST, DESADV: PALLETS},
    "boxes/0/tracking": {SP: "1Z999AA10123456784", X12: "1Z999AA10123456784", SHIPBOB: "1Z999AA10123456784"},
    "boxes/0/items/0/sku": {
        SP: "SOAP", EXPORT: "TOWEL", AWD: "SOAP", VENDOR: "4006381333931", X12: "MUG-1", DESADV: "MUG-1", WFS: "KETTLE-1", SHIPBOB: "101", PREP: "KETTLE-1",
    },
    "boxes/0/items/0/gtin": {VENDOR: "4006381333931", X12: "036000291452", DESADV: "05412345000020", WFS: "04006381333931"},
    "boxes/0/items/0/fnsku": {SP: "X000000002", EXPORT: "X00TOWEL01", X12: "X001ABCDEF"},
    "boxes/0/items/0/asin": {EXPORT: "B0TOWEL001"},
    "boxes/0/items/0/quantity": {SP: 6, EXPORT: 3, AWD: 20, VENDOR: 24, X12: 12, DESADV: 12, WFS: 6, SHIPBOB: 6, PREP: 4},
    "products/0/units_planned": {SP: 6, EXPORT: 7, VENDOR: 60, WFS: 24},
    "boxes/0/items/0/expires": {AWD: "2027-06-07", X12: "2028-01-31", DESADV: "2028-01-31", SHIPBOB: "2027-01-31"},
    "boxes/0/items/0/lot": {X12: "LOT-7", DESADV: "LOT-7", SHIPBOB: "L1"},
    "boxes/0/items/0/prep": {SP: ["poly_bag", "label"], EXPORT: ["poly_bag"], AWD: ["poly_bag"]},
    "boxes/0/items/0/label_owner": {AWD: "amazon"},
    "pallets/0/id": {SP: "PL-1", VENDOR: "006141410000000098", X12: "006141410000000098", DESADV: "006141410000000418"},
    "pallets/0/weight": {SP: "900 lb", AWD: "900 lb", VENDOR: "500 lb", X12: "900 lb", DESADV: "120 kg"},
    "boxes/0/pallet": {VENDOR: "006141410000000098", X12: "006141410000000098", DESADV: "006141410000000418"},
    "boxes/0/option_max_weight": {SP: "50 lb"},
}  # fmt: skip


def said(tree: Any, path: str) -> Any:
    for step in path.split("/"):
        found = isinstance(tree, list) and (tree[int(step)] if int(step) < len(tree) else None)
        tree = (tree or {}).get(step) if found is False else found
    return tree


@pytest.mark.parametrize("name", FORMATS)
def test_a_field_is_read_from_the_formats_that_hold_it(name: str) -> None:
    tree = json.loads(read(GOOD / name).shipment.model_dump_json(exclude_defaults=True))
    assert {path: said(tree, path) for path in MAPPING} == {path: values.get(name) for path, values in MAPPING.items()}


def test_each_format_has_a_column() -> None:
    assert {name for values in MAPPING.values() for name in values} == set(FORMATS)
