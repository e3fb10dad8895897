"""The report for editors and `grep`: one line for each finding that stands, `path:line:col: error: rule: box A17: message`."""

from __future__ import annotations

from inboundcheck.errors import Problem
from inboundcheck.outputs.summary import headline, in_order, is_roll_up
from inboundcheck.outputs.words import SHORT_LIST, about, at, prose, visible
from inboundcheck.report import Finding, Report


def render(report: Report, *, verbose: bool = False, **_unused: object) -> str:
    """Write one line a finding; nothing for a clean report. `verbose` names every box; width and colour make no difference here."""
    most = None if verbose else SHORT_LIST
    rows = [_finding(each, most) for each in in_order(report)] + [_defect(each) for each in report.defects]
    # Silence must mean clean, and a run in which nothing was decided is not.
    rows += [] if rows or report.ok else [headline(report)]
    return "".join(f"{row}\n" for row in rows)


def _finding(finding: Finding, most: int | None) -> str:
    level = finding.severity.value if finding.is_violation else "not decided"
    subjects = "" if is_roll_up(finding) else about(finding.subjects, most)
    place = at(finding.place) if finding.place else ""
    return _row(place, level, visible(finding.rule), subjects, prose(finding.message or finding.title))


def _defect(problem: Problem) -> str:
    return _row(at(problem.place) if problem.place else "", "unreadable", prose(problem.where), prose(problem.found))


def _row(*parts: str) -> str:
    return ": ".join(part for part in parts if part)
