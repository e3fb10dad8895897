"""Reads what the formats write back into what they all must say: which findings stand, which are waived, what could not be read."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from openpyxl import load_workbook
from pyarrow import ipc, parquet

from inboundcheck.outputs import encoded, render


@dataclass(frozen=True)
class Back:
    standing: frozenset[str]
    """The keys of the findings that stand."""
    waived: frozenset[str]
    defects: int
    exit_code: int | None = None
    """None where the format has no place for it."""


def expected(report):
    standing = frozenset(each.key for each in report.findings if each.waiver is None)
    return Back(standing, frozenset(each.key for each in report.waived), len(report.defects), report.exit_code())


def _json(report):
    return _of_objects(json.loads(render(report, "json")))


def _of_objects(data):
    standing = frozenset(each["key"] for each in data["findings"] if each["waiver"] is None)
    return Back(standing, frozenset(each["key"] for each in data["findings"] if each["waiver"]), len(data["defects"]), data["exit_code"])


def _jsonl(report):
    lines = [json.loads(line) for line in render(report, "jsonl").splitlines()]
    kinds = {kind: [each for each in lines if each["type"] == kind] for kind in ("finding", "defect", "summary")}
    return _of_objects({**kinds["summary"][0], "findings": kinds["finding"], "defects": kinds["defect"]})


def _sarif(report, name="sarif"):
    runs = json.loads(render(report, name))["runs"]
    results = [each for run in runs for each in run["results"] if each["kind"] in ("fail", "open")]
    defects = [each for each in results if each["ruleId"] == "inboundcheck/unreadable"]
    keys = {
        waived: frozenset(
            each["partialFingerprints"]["inboundcheckKey/v1"] for each in results if bool(each["suppressions"]) is waived and each not in defects
        )
        for waived in (False, True)
    }
    return Back(keys[False], keys[True], len(defects), runs[0]["invocations"][0]["exitCode"])


def _sarif_all(report):
    return _sarif(report, "sarif-all")


def _junit(report):
    cases = list(ET.fromstring(render(report, "junit").encode()).iter("testcase"))  # noqa: S314 - our own
    keys = {
        skipped: frozenset(
            key.get("value") for case in cases if (case.find("skipped") is not None) is skipped for key in case.iterfind(".//property[@name='key']")
        )
        for skipped in (False, True)
    }
    return Back(keys[False], keys[True], sum(case.find("error[@type='unreadable']") is not None for case in cases))


def _table(rows):
    standing = frozenset(each["key"] for each in rows if each["key"] and each["level"] != "waived")
    waived = frozenset(each["key"] for each in rows if each["level"] == "waived")
    return Back(standing, waived, sum(each["level"] == "unreadable" for each in rows))


def _csv(report):
    return _table(list(csv.DictReader(io.StringIO(encoded(report, "csv").decode("utf-8-sig"), newline=""))))


def _xlsx(report):
    header, *rows = load_workbook(io.BytesIO(encoded(report, "xlsx")))["what to do"].iter_rows(values_only=True)
    return _table([dict(zip(header, row, strict=True)) for row in rows])


def _arrow(report, name="arrow"):
    data = io.BytesIO(encoded(report, name))
    table = ipc.open_file(data).read_all() if name == "arrow" else parquet.read_table(data)
    rows = table.to_pylist()
    kinds = {kind: [each for each in rows if each["type"] == kind] for kind in ("finding", "defect")}
    return _of_objects({**json.loads(table.schema.metadata[b"inboundcheck"]), "findings": kinds["finding"], "defects": kinds["defect"]})


def _parquet(report):
    return _arrow(report, "parquet")


READERS = {
    "json": _json, "jsonl": _jsonl, "sarif": _sarif, "sarif-all": _sarif_all, "junit": _junit, "csv": _csv, "xlsx": _xlsx, "arrow": _arrow,
    "parquet": _parquet,
}  # fmt: skip
"""How each format that names findings by their key is read back."""
