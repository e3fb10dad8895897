"""The rules of a SARIF log: what each asks, why, and whose it is."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from inboundcheck.outputs.steps import sources_of
from inboundcheck.outputs.words import prose, visible, whose
from inboundcheck.report import Finding, Report, RuleResult, Severity

Data: TypeAlias = dict[str, Any]

UNREADABLE = "inboundcheck/unreadable"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "recommendation"}
_LONGEST = 1024
"""GitHub cuts a description of a rule here."""
_WEB = re.compile(r"https?://[\w.~:/?#@!$&'()*+,;=%-]+", re.ASCII)


def rules(report: Report) -> list[Data]:
    """Describe every rule of the report, and what else a result can name."""
    findings: dict[str, Finding] = {}
    for each in report.findings:
        # A group of rules is titled as a group: it describes its first rule only where there is nothing better.
        if each.rule not in findings or len(findings[each.rule].rules) > 1:
            findings[each.rule] = each
    found = {each.rule: _of_result(each, findings.get(each.rule)) for each in reversed(report.rules)}
    known = {each.rule: found[each.rule] for each in report.rules}
    others = {name: _of_finding(each) for name, each in findings.items() if name not in known}
    return [*known.values(), *others.values(), *([_unreadable()] if report.defects else [])]


def _of_result(result: RuleResult, finding: Finding | None) -> Data:
    counts = {outcome.value: number for outcome, number in result.outcomes.items() if number}
    state = {"state": result.state, "reason": prose(result.reason), "outcomes": counts}
    return _rule(result.rule, result.title, result.severity, finding, enabled=result.state != "off", more=state)


def _of_finding(finding: Finding) -> Data:
    return _rule(finding.rule, finding.title, finding.severity, finding)


def _rule(name: str, title: str, severity: Severity, finding: Finding | None, *, enabled: bool = True, more: Data | None = None) -> Data:
    sources = sources_of(finding) if finding else ()
    why = prose(finding.why) if finding and len(finding.rules) <= 1 else ""
    url = next((each.url for each in sources if _WEB.fullmatch(each.url)), "")
    text = "\n".join(part for part in (why, *(f"Source: {whose(each)}." for each in sources)) if part)
    return {
        "id": visible(name),
        "shortDescription": {"text": _short(prose(title) or visible(name))},
        "fullDescription": {"text": _short(why or prose(title) or visible(name))},
        "help": {"text": text or prose(title) or visible(name)},
        **({"helpUri": url} if url else {}),
        "defaultConfiguration": {"level": LEVELS[severity], "enabled": enabled},
        "properties": {"problem.severity": _PROBLEM[severity], "tags": [visible(name.partition("/")[0])], **(more or {})},
    }


def _unreadable() -> Data:
    text = "A value cannot be read, and counts as not known"
    why = "What is not known can hide a violation, so a value that cannot be read fails the run."
    return {**_rule(UNREADABLE, text, Severity.ERROR, None), "help": {"text": why}}


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
