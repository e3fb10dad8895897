import json
import re
from dataclasses import replace

import pytest
from inline_snapshot import snapshot
from jsonschema import Draft202012Validator, FormatChecker
from tests.outputs import reports

from inboundcheck.outputs import render
from inboundcheck.outputs.json import schema
from inboundcheck.places import Place
from inboundcheck.report import Told

ALL = [
    reports.clean,
    reports.full,
    reports.only_data,
    reports.nothing_decided,
    reports.warned,
    reports.one,
    lambda: reports.hostile("\x1b[31mA\u202e", 2),
]


def closed(part):
    """The schema with no key allowed beside those that it names: what is written is documented."""
    if isinstance(part, list):
        return [closed(each) for each in part]
    if not isinstance(part, dict):
        return part
    inner = {name: closed(each) for name, each in part.items()}
    return {**inner, "additionalProperties": False} if part.get("type") == "object" else inner


def keys(part):
    """All names of keys in a schema."""
    if isinstance(part, list):
        return {name for each in part for name in keys(each)}
    if not isinstance(part, dict):
        return set()
    own = set(part["properties"]) if part.get("type") == "object" else set()
    return own | {name for each in part.values() for name in keys(each)}


@pytest.mark.parametrize("make", ALL)
def test_what_is_written_is_what_the_schema_says(make):
    validator = Draft202012Validator(closed(schema()), format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(json.loads(render(make(), "json")))] == []


def test_the_schema_is_a_schema_and_lets_new_keys_through():
    Draft202012Validator.check_schema(schema())
    data = {**json.loads(render(reports.clean(), "json")), "new": 1}
    assert Draft202012Validator(schema()).is_valid(data)


def test_the_reference_names_every_key_and_its_example_is_valid(repository):
    page = (repository / "docs/json.md").read_text(encoding="utf-8")
    assert {name for name in keys(schema()) if f"`{name}`" not in page} == set()
    example = re.search(r"```json\n(.*?)```", page, re.DOTALL)[1]
    assert list(Draft202012Validator(closed(schema())).iter_errors(json.loads(example))) == []
    assert example == render(reports.one(), "json")


def test_a_place_in_a_workbook_names_its_sheet():
    report = reports.one()
    told = Told("weight", "60 lb", "/boxes/0/weight", Place("boxes.xlsx", 7, 3, "Box packing"))
    found = json.loads(render(replace(report, findings=(replace(report.findings[0], evidence=(told,)),)), "json"))["findings"][0]["place"]
    assert found == {"file": "boxes.xlsx", "line": 7, "column": 3, "sheet": "Box packing"}


def test_the_keys_keep_their_order():
    data = json.loads(render(reports.full(), "json"))
    assert list(data) == snapshot(
        [
            "report",
            "format",
            "ok",
            "exit_code",
            "as_of",
            "boxes",
            "only",
            "packs",
            "counts",
            "notes",
            "findings",
            "defects",
            "rules",
            "not_asked",
            "unused_waivers",
            "questions",
            "answers",
        ]
    )
    assert list(data["findings"][0]) == snapshot(
        [
            "key",
            "outcome",
            "rule",
            "title",
            "severity",
            "effect",
            "leaning",
            "message",
            "subjects",
            "boxes",
            "place",
            "params",
            "evidence",
            "disagreement",
            "needs",
            "missing",
            "shot",
            "why",
            "fix",
            "sources",
            "aspect",
            "rules",
            "waiver",
        ]
    )


def test_findings_that_stand_come_first_and_waived_ones_last():
    data = json.loads(render(reports.full(), "json"))
    assert [(each["outcome"], each["severity"], each["waiver"] is not None) for each in data["findings"]] == snapshot(
        [
            ("violation", "error", False),
            ("violation", "error", False),
            ("violation", "error", False),
            ("violation", "warning", False),
            ("violation", "advice", False),
            ("inconclusive", "error", False),
            ("inconclusive", "error", False),
            ("inconclusive", "warning", False),
            ("inconclusive", "error", False),
            ("violation", "error", True),
        ]
    )


def test_counts():
    assert json.loads(render(reports.full(), "json"))["counts"] == snapshot(
        {
            "findings": {"error": 3, "warning": 1, "advice": 1, "not_decided": 4, "waived": 1},
            "defects": 1,
            "outcomes": {"violation": 3, "inconclusive": 1, "pass": 119, "not_applicable": 3},
            "rules": {"judged": 2, "never applied": 1, "not in force": 1, "setting missing": 0, "not asked": 0, "off": 1},
        }
    )


def test_what_was_not_asked_is_never_left_out():
    data = json.loads(render(reports.only_data(), "json"))
    assert (data["ok"], data["only"], data["not_asked"]) == snapshot(
        (True, ["size", "weight", "contents"], ["amazon-fba-us/label-missing", "amazon-fba-us/team-lift-mark"])
    )


def test_seen_evidence():
    data = json.loads(render(reports.one(reports.on_a_seam), "json"))
    assert data["findings"][0]["evidence"] == snapshot(
        [
            {
                "type": "seen",
                "fact": "seam_clearance",
                "value": "0 in",
                "photo": "a18-top.jpg",
                "polygon": [[412.2, 96.0], [1004.4, 101.0], [1000.0, 520.0], [415.0, 518.0]],
                "confidence": 0.93,
                "by": "",
            }
        ]
    )


def test_one_line_on_request():
    assert render(reports.full(), "json", indent=None).count("\n") == 1
