"""The schema files: what `inboundcheck pack schema` prints, with one definition on each line."""

from __future__ import annotations

import json
from typing import Any

from inboundcheck.model import Shipment
from inboundcheck.outputs.json import schema as report_schema
from inboundcheck.packs.schema import pack_schema


def pages() -> dict[str, str]:
    """One file for each format."""
    made = {"pack": pack_schema(), "shipment": Shipment.model_json_schema(), "report": report_schema()}
    return {f"schema/{name}-1.json": "{\n" + ",\n".join(_lines(schema, 1)) + "\n}\n" for name, schema in made.items()}


def _lines(tree: dict[str, Any], depth: int) -> list[str]:
    """Write the members of an object, each on one line; those of the two large objects, the fields and the definitions, on lines of their own."""
    lines = []
    for name, value in tree.items():
        if depth == 1 and name in ("properties", "$defs"):
            inside = ",\n".join(_lines(value, 2))
            lines.append(f" {json.dumps(name)}: {{\n{inside}\n }}")
        else:
            lines.append(f"{' ' * depth}{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}")
    return lines
