"""The report for programs: one JSON object with a fixed order of keys. docs/json.md is its reference, `schema()` its JSON Schema.

Every key is always there. Text that does not apply is empty; a word, a date or an object that does not apply is null.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from typing import Any, TypeAlias, get_args

from inboundcheck.errors import Problem
from inboundcheck.outputs.json_schema import schema
from inboundcheck.outputs.summary import Counts, in_order, outcomes
from inboundcheck.places import Place
from inboundcheck.report import FORMAT, Answered, Evidence, Finding, Question, Report, RuleResult, Source, State, Subject, Told, Waiver

__all__ = ["as_data", "finding_data", "problem_data", "render", "schema"]

Data: TypeAlias = dict[str, Any]


def render(report: Report, *, indent: int | None = 2) -> str:
    """Write the report as JSON: plain ASCII, so that no log, terminal or encoding can spoil it."""
    return json.dumps(as_data(report), indent=indent, allow_nan=False) + "\n"


def as_data(report: Report) -> Data:
    """Return the report as dicts, lists, texts and numbers."""
    return {
        "report": "inboundcheck",
        "format": FORMAT,
        "ok": report.ok,
        "exit_code": report.exit_code(),
        "as_of": report.as_of.isoformat(),
        "boxes": report.boxes,
        "only": list(report.only),
        "packs": [asdict(each) for each in report.packs],
        "counts": _counts(report),
        "notes": list(report.notes),
        "findings": [finding_data(each) for each in (*in_order(report), *report.waived)],
        "defects": [problem_data(each) for each in report.defects],
        "rules": [_rule(each) for each in report.rules],
        "not_asked": [each.rule for each in report.not_asked],
        "unused_waivers": [_waiver(each) for each in report.unused_waivers],
        "questions": [_question(each) for each in report.questions],
        "answers": [_answered(each) for each in report.answers],
    }


def _counts(report: Report) -> Data:
    counts, states = Counts.of(report), Counter(each.state for each in report.rules)
    findings = {
        "error": counts.errors,
        "warning": counts.warnings,
        "advice": counts.advice,
        "not_decided": counts.not_decided,
        "waived": counts.waived,
    }
    return {
        "findings": findings,
        "defects": counts.unreadable,
        "outcomes": {outcome.value: number for outcome, number in outcomes(report).items()},
        "rules": {state: states[state] for state in get_args(State)},
    }


def finding_data(finding: Finding) -> Data:
    """Return one finding as it stands in the report."""
    return {
        "key": finding.key,
        "outcome": finding.outcome.value,
        "rule": finding.rule,
        "title": finding.title,
        "severity": finding.severity.value,
        "effect": finding.effect,
        "leaning": finding.leaning,
        "message": finding.message,
        "subjects": [_subject(each) for each in finding.subjects],
        "boxes": finding.boxes,
        "place": _place(finding.place),
        "params": [asdict(each) for each in finding.params],
        "evidence": [_evidence(each) for each in finding.evidence],
        "disagreement": finding.disagreement,
        "needs": list(finding.needs),
        "missing": list(finding.missing),
        "shot": finding.shot,
        "why": finding.why,
        "fix": finding.fix,
        "sources": [_source(each) for each in finding.sources],
        "aspect": finding.aspect,
        "rules": list(finding.rules),
        "waiver": _waiver(finding.waiver) if finding.waiver else None,
    }


def _subject(subject: Subject) -> Data:
    return asdict(subject)


def _place(place: Place | None) -> Data | None:
    if place is None:
        return None
    return {"file": place.file, "line": place.line or None, "column": place.column or None, "sheet": place.sheet}


def _evidence(evidence: Evidence) -> Data:
    if isinstance(evidence, Told):
        return {"type": "told", "fact": evidence.fact, "value": evidence.value, "pointer": evidence.pointer, "place": _place(evidence.place)}
    return {
        "type": "seen",
        "fact": evidence.fact,
        "value": evidence.value,
        "photo": evidence.photo,
        "polygon": [list(point) for point in evidence.polygon],
        "confidence": evidence.confidence,
        "by": evidence.by,
    }


def _source(source: Source) -> Data:
    return {**asdict(source), "read": source.read.isoformat() if source.read else None}


def _waiver(waiver: Waiver) -> Data:
    return {**asdict(waiver), "expires": waiver.expires.isoformat()}


def _question(question: Question) -> Data:
    return {**asdict(question), "polygon": [list(point) for point in question.polygon], "crop": list(question.crop)}


def _answered(answered: Answered) -> Data:
    return {**asdict(answered), "at": answered.at.isoformat(), "place": _place(answered.place)}


def problem_data(problem: Problem) -> Data:
    """Return one value that could not be read as it stands in the report."""
    return {
        "found": problem.found,
        "where": problem.where,
        "expected": problem.expected,
        "example": problem.example,
        "place": _place(problem.place),
    }


def _rule(result: RuleResult) -> Data:
    return {
        "rule": result.rule,
        "title": result.title,
        "severity": result.severity.value,
        "state": result.state,
        "reason": result.reason,
        "outcomes": {outcome.value: number for outcome, number in result.outcomes.items() if number},
        "not_asked": result.not_asked,
        "leaning": result.leaning,
    }
