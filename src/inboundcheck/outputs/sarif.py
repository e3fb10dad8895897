"""The report as SARIF 2.1.0, for GitHub's code scanning, editors and tools that collect results.

A violation is a result of the kind `fail`, what is not decided one of the kind `open`. What passed is counted with its rule and is no
result here: GitHub shows each result as an alert, whatever its kind (microsoft/PSRule#955). `sarif_all` writes results of every kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any, TypeAlias

from inboundcheck.outputs.sarif_results import of_defect, of_finding, of_rule, with_fingerprints
from inboundcheck.outputs.sarif_rules import rules
from inboundcheck.outputs.summary import chosen, headline, in_order
from inboundcheck.outputs.words import prose
from inboundcheck.report import Report

Data: TypeAlias = dict[str, Any]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
SHOWN_IN_A_RUN, MOST_IN_A_RUN, MOST_RUNS = 5_000, 25_000, 20
"""GitHub shows so many results of a run, refuses a run with more than so many, and a file with more than so many runs
(https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit)."""


def render(report: Report, *, every_kind: bool = False) -> str:
    """Write the report as SARIF; `every_kind` adds results for what passed and what does not apply."""
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": _runs(report, every_kind=every_kind)}, indent=2) + "\n"


def _runs(report: Report, *, every_kind: bool) -> list[Data]:
    results = with_fingerprints(_results(report, every_kind=every_kind))
    size = SHOWN_IN_A_RUN if len(results) <= SHOWN_IN_A_RUN * MOST_RUNS else MOST_IN_A_RUN
    parts = [results[start : start + size] for start in range(0, len(results), size)] or [[]]
    driver = {"name": "inboundcheck", "version": version("inboundcheck"), "rules": rules(report)}
    runs = [_run(report, driver, part, _limits(len(part), len(parts))) for part in parts]
    if len(runs) > 1:
        for number, run in enumerate(runs, 1):
            # GitHub puts runs of one category together no longer, so that each has its own.
            run["automationDetails"] = {"id": f"inboundcheck-{number}/"}
    return runs


def _results(report: Report, *, every_kind: bool) -> Iterator[tuple[str, Data]]:
    """Give each result with its key, what matters most first: GitHub leaves out the last ones of a run that is too long."""
    standing = in_order(report)
    yield from (of_finding(report, each) for each in standing if each.is_violation)
    yield from (of_defect(each) for each in report.defects)
    yield from (of_finding(report, each) for each in (*(each for each in standing if not each.is_violation), *report.waived))
    if every_kind:
        for rule in report.rules:
            yield from of_rule(report, rule)


def _run(report: Report, driver: Data, results: list[Data], limits: Iterable[str]) -> Data:
    positions = {rule["id"]: index for index, rule in enumerate(driver["rules"])}
    notes = [*report.notes, *limits]
    return {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": report.exit_code() != 2,  # noqa: PLR2004 - the exit code of what could not run
                "exitCode": report.exit_code(),
                "toolExecutionNotifications": [{"level": "note", "message": {"text": prose(note)}} for note in notes],
            }
        ],
        "results": [{**result, "ruleIndex": positions[result["ruleId"]]} for result in results],
        "properties": {
            "headline": headline(report),
            "asOf": report.as_of.isoformat(),
            "boxes": report.boxes,
            "only": list(report.only),
            "packs": [chosen(each) for each in report.packs],
            "notAsked": [prose(each.rule) for each in report.not_asked],
        },
    }


def _limits(results: int, runs: int) -> Iterator[str]:
    """Say what GitHub would not show of a report that is as long as this."""
    if results > SHOWN_IN_A_RUN:
        yield f"This run has {results:,} results; GitHub shows the first {SHOWN_IN_A_RUN:,}."
    if runs > MOST_RUNS:
        yield f"This file has {runs:,} runs; GitHub refuses a file with more than {MOST_RUNS}."
