"""The schema files, as `inboundcheck pack schema` prints them."""

from __future__ import annotations

import json

from inboundcheck.model import Shipment
from inboundcheck.outputs.json import schema as report_schema
from inboundcheck.packs.schema import pack_schema


def pages() -> dict[str, str]:
    """One file for each format."""
    made = {"pack": pack_schema(), "shipment": Shipment.model_json_schema(), "report": report_schema()}
    return {f"schema/{name}-1.json": json.dumps(schema, indent=2, ensure_ascii=False) + "\n" for name, schema in made.items()}
