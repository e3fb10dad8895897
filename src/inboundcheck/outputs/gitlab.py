"""The report as GitLab's Code Quality JSON: findings at the lines of a merge request.

Its keys: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. It has no word for a waiver, so that what is waived
is left out; every other format names it.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from inboundcheck.errors import Problem
from inboundcheck.outputs.locations import key_of, path_of, place_of, unique
from inboundcheck.outputs.steps import to_do
from inboundcheck.outputs.summary import in_order, is_roll_up
from inboundcheck.outputs.words import about, prose, visible
from inboundcheck.places import Place
from inboundcheck.report import Finding, Report, Severity

Data: TypeAlias = dict[str, Any]

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.ADVICE: "info"}
_NO_FILE = "shipment"
"""Where a finding stands that came from no file: GitLab drops one without a path."""


def render(report: Report) -> str:
    """Write the findings that stand and the values that could not be read."""
    standing = in_order(report)
    entries = [_finding(report, each) for each in standing] + [_defect(each) for each in report.defects]
    keys = unique([*(each.key for each in standing), *(key_of(each) for each in report.defects)])
    return json.dumps([{**entry, "fingerprint": key} for entry, key in zip(entries, keys, strict=True)], indent=2) + "\n"


def _finding(report: Report, finding: Finding) -> Data:
    state = "" if finding.is_violation else "not decided: "
    subjects = "" if is_roll_up(finding) else f"{about(finding.subjects)}: "
    text = f"{state}{subjects}{prose(finding.message or finding.title)}. {to_do(finding)}".strip()
    return _entry(text, visible(finding.rule), finding.severity, place_of(report, finding.place))


def _defect(problem: Problem) -> Data:
    text = ": ".join(part for part in (prose(problem.where), f"{prose(problem.found)}; taken as not known") if part)
    return _entry(text, "unreadable", Severity.ERROR, problem.place)


def _entry(text: str, rule: str, severity: Severity, place: Place | None) -> Data:
    return {
        "description": text,
        "check_name": rule,
        "severity": _SEVERITIES[severity],
        "location": {"path": visible(path_of(place.file)) if place else _NO_FILE, "lines": {"begin": (place.line if place else 0) or 1}},
    }
