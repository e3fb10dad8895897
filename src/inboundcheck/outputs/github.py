"""The report as workflow commands of GitHub Actions: each finding becomes an annotation at its line of the file.

How they are written and escaped: https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from collections import Counter

from inboundcheck.errors import Problem
from inboundcheck.outputs.locations import path_of, place_of
from inboundcheck.outputs.steps import reason_of, to_do
from inboundcheck.outputs.summary import headline, in_order, is_roll_up
from inboundcheck.outputs.words import about, counted, prose, visible
from inboundcheck.places import Place
from inboundcheck.report import Finding, Report, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
_SHOWN = 10
"""GitHub shows so many annotations of one kind for a step; all lines stay in the log."""


def render(report: Report) -> str:
    """Write one annotation a finding that stands, heaviest first, then what is waived and the result as plain lines of the log."""
    standing = in_order(report)
    kinds = Counter(_COMMANDS[each.severity] for each in standing)
    rows = [_finding(report, each) for each in standing if each.is_violation]
    rows += [_defect(each) for each in report.defects]
    rows += [_finding(report, each) for each in standing if not each.is_violation]
    rows += [_log(f"waived: {visible(each.rule)}: {about(each.subjects)}: {reason_of(each)}") for each in report.waived]
    kinds["error"] += len(report.defects)
    rows += [f"GitHub shows {_SHOWN} of {counted(number, each)}; all are in this log." for each, number in kinds.items() if number > _SHOWN]
    return "".join(f"{row}\n" for row in [*rows, _log(headline(report))])


def _finding(report: Report, finding: Finding) -> str:
    state = "" if finding.is_violation else "not decided: "
    subjects = "" if is_roll_up(finding) else f"{about(finding.subjects)}: "
    text = "\n".join(part for part in (f"{subjects}{prose(finding.message or finding.title)}", to_do(finding)) if part)
    return _command(_COMMANDS[finding.severity], place_of(report, finding.place), f"{state}{visible(finding.rule)}", text)


def _defect(problem: Problem) -> str:
    text = ": ".join(part for part in (prose(problem.where), f"{prose(problem.found)}; taken as not known") if part)
    return _command("error", problem.place, "unreadable", text)


def _command(name: str, place: Place | None, title: str, text: str) -> str:
    properties = {"file": path_of(place.file), "line": place.line, "col": place.column} if place else {}
    written = ",".join(f"{key}={_property(value)}" for key, value in {**properties, "title": title}.items() if value)
    return f"::{name} {written}::{_data(text)}"


def _data(text: str) -> str:
    return "%0A".join(visible(line).replace("%", "%25") for line in text.split("\n"))


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")


def _log(text: str) -> str:
    """Write a plain line: GitHub still takes `##[` anywhere in a line for a command."""
    return text.replace("##[", "## [")
