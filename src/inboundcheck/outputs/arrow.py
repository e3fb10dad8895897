"""The findings as an Arrow table, one row each, for data frames and lakes: typed, and with the same columns whatever was found.

What was measured and what was required stay texts, in the unit of their author, as in every other format: `25 1/2 in` and `64.8 cm` are
exact so, a column of decimals would need one unit and round some of them, and what is not known or no quantity stands beside them.
"""

from __future__ import annotations

import json
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from inboundcheck.errors import Problem, UsageError
from inboundcheck.outputs.json import as_data
from inboundcheck.outputs.words import visible
from inboundcheck.report import Report

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

METADATA = b"inboundcheck"
"""The key of the schema's metadata under which everything else of the report stands, as JSON."""


def render(report: Report) -> bytes:
    """Write the table as an Arrow IPC file (Feather, version 2).

    Raises:
        UsageError: pyarrow is not installed.
    """
    found, out = table(report), BytesIO()
    from pyarrow import ipc

    with ipc.new_file(out, found.schema) as writer:
        writer.write_table(found)
    return out.getvalue()


def table(report: Report) -> pa.Table:
    """Return the table: a row for each finding and for each value that could not be read, in the order of the JSON report.

    Raises:
        UsageError: pyarrow is not installed.
    """
    columns = schema()
    import pyarrow as pa

    data = as_data(report)
    findings, defects = data.pop("findings"), data.pop("defects")
    rows = [_row("finding", each, report.as_of) for each in findings] + [_row("defect", each, report.as_of) for each in defects]
    return pa.Table.from_pylist(rows, schema=columns.with_metadata({METADATA: json.dumps(data).encode()}))


def schema() -> pa.Schema:
    """Return the columns with their types.

    Raises:
        UsageError: pyarrow is not installed.
    """
    try:
        import pyarrow as pa
    except ImportError:
        example = "pip install 'inboundcheck[arrow]', or -o report.csv"
        raise UsageError(Problem("pyarrow is not installed, and writes Arrow and Parquet", example=example)) from None
    text, number, day = pa.string(), pa.int64(), pa.date32()
    texts = pa.list_(text)

    def structs(**fields: Any) -> Any:
        return pa.list_(pa.struct(list(fields.items())))

    place = pa.struct([("file", text), ("line", number), ("column", number), ("sheet", text)])
    source = structs(authority=text, standing=text, page=text, url=text, read=day, note=text)
    waiver = pa.struct([("rule", text), ("reason", text), ("owner", text), ("expires", day), ("box", text)])
    polygon = pa.list_(pa.list_(pa.float64()))
    evidence = structs(type=text, fact=text, value=text, pointer=text, place=place, photo=text, polygon=polygon, confidence=pa.float64(), by=text)
    return pa.schema(
        [
            pa.field("type", text, nullable=False), pa.field("as_of", day, nullable=False), ("key", text), ("outcome", text), ("rule", text),
            ("title", text), ("severity", text), ("effect", text), ("leaning", pa.bool_()), ("message", text), ("box", text), ("boxes", number),
            ("subjects", structs(kind=text, id=text, index=number, count=number, box=text, pointer=text)), ("place", place),
            ("params", structs(fact=text, condition=text, value=text, limit=text, over=text)), ("evidence", evidence), ("disagreement", text),
            ("needs", texts), ("why", text), ("fix", text), ("sources", source), ("aspect", text), ("rules", texts), ("waiver", waiver),
            ("where", text), ("expected", text), ("example", text),
        ]
    )  # fmt: skip


def _row(kind: str, data: dict[str, Any], as_of: date) -> dict[str, Any]:
    """Return one row; what a defect and a finding do not share is null in the other."""
    if kind == "defect":
        data = {**data, "message": data["found"]}
    subjects = data.get("subjects") or []
    first = subjects[0] if len(subjects) == 1 and subjects[0]["pointer"] else {}
    box = first.get("id") if first.get("kind") == "box" else str(first.get("box", "")).removeprefix("box ")
    return {**_typed(data), "type": kind, "as_of": as_of, "box": visible(box) if box else None}


def _typed(value: Any, name: str = "") -> Any:
    """Return data with days as days and texts that steer no terminal."""
    if isinstance(value, dict):
        return {key: _typed(each, key) for key, each in value.items()}
    if isinstance(value, list):
        return [_typed(each) for each in value]
    if name in ("read", "expires") and value is not None:
        return date.fromisoformat(value)
    return visible(value) if isinstance(value, str) else value
