"""What stands above and below the findings: which packs judged, what came out, and what was not judged. Shared by the formats."""

from __future__ import annotations

import shlex
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from inboundcheck.outputs.words import box_of, counted, prose
from inboundcheck.report import Finding, Outcome, PackUsed, Report, Severity, State

ROLL_UP = "not-checked/"
"""How the rule of a finding starts that stands for an aspect of which nothing in the input speaks."""
NOT_JUDGED: tuple[State, ...] = ("never applied", "not in force", "setting missing", "off")
"""The states of rules that were asked for and still not judged, in the order in which they are listed."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of one report. Findings are counted one by one; `passed` counts boxes, labels and so on."""

    errors: int
    warnings: int
    advice: int
    not_decided: int
    waived: int
    unreadable: int
    judged: int
    """How many rules were judged on something."""
    passed: int

    @classmethod
    def of(cls, report: Report) -> Counts:
        """Count."""
        weights = Counter(each.severity for each in report.violations)
        return cls(
            errors=weights[Severity.ERROR],
            warnings=weights[Severity.WARNING],
            advice=weights[Severity.ADVICE],
            not_decided=len(report.inconclusive),
            waived=len(report.waived),
            unreadable=len(report.defects),
            judged=sum(each.state == "judged" for each in report.rules),
            passed=outcomes(report)[Outcome.PASS],
        )


def outcomes(report: Report) -> dict[Outcome, int]:
    """Return how often each outcome came out, over all rules and subjects."""
    return {outcome: sum(rule.outcomes.get(outcome, 0) for rule in report.rules) for outcome in Outcome}


def in_order(report: Report) -> tuple[Finding, ...]:
    """Return the findings that stand: violations by weight, then what is not decided, nearest to a violation first."""
    return tuple(sorted((*report.violations, *report.inconclusive), key=_weight))


def _weight(finding: Finding) -> tuple[bool, bool, bool, int]:
    return not finding.is_violation, is_roll_up(finding), not finding.leaning, finding.severity.rank


def is_roll_up(finding: Finding) -> bool:
    """Whether the finding stands for a whole aspect."""
    return finding.rule.startswith(ROLL_UP)


def chosen(pack: PackUsed) -> str:
    """Name a pack and how it came to judge."""
    return prose(f"{pack.name} {pack.version} ({pack.chosen}): {pack.title}")


def headline(report: Report) -> str:
    """Say what came out, on what it was judged, and what was not asked: a pass is never quoted without its limits."""
    counts = Counts.of(report)
    judged = f"{counted(report.boxes, 'box')}, {counted(counts.judged, 'rule')} judged on {report.as_of}"
    return f"{verdict(report)}. {judged}: {', '.join(_parts(counts))}.{_not_asked(report)}"


def verdict(report: Report) -> str:
    """Say in a word or two whether it may go, and on what that was judged."""
    limits = f" on {prose(', '.join(report.only))}" if report.only else ""
    if not report.ok:
        return f"NOT READY{limits}" if report.exit_code() == 1 else f"NOTHING DECIDED{limits}, which is not a pass"
    # Not "OK": the caller may fail on warnings too.
    return f"No errors{limits}" if report.findings or report.only else "All clear"


def _parts(counts: Counts) -> list[str]:
    numbers = (
        (counts.errors, "error", "errors"),
        (counts.warnings, "warning", "warnings"),
        (counts.advice, "piece of advice", "pieces of advice"),
        (counts.not_decided, "not decided", "not decided"),
        (counts.unreadable, "unreadable", "unreadable"),
        (counts.waived, "waived", "waived"),
    )
    return [*(counted(number, one, many) for number, one, many in numbers if number), f"{counts.passed:,} passed"]


def boxes_with_errors(report: Report) -> tuple[str, ...]:
    """Name the boxes to open first."""
    subjects = [subject for each in report.violations if each.severity is Severity.ERROR for subject in each.subjects]
    return tuple(dict.fromkeys(box_of(each) for each in subjects if each.box or each.kind == "box"))


def _not_asked(report: Report) -> str:
    """Name the aspects that were left out: the reason of a rule that was not asked is the aspects that it lacks."""
    if not report.not_asked:
        return ""
    aspects = dict.fromkeys(part.strip() for each in report.not_asked for part in each.reason.split(",") if part.strip())
    rules = counted(len(report.not_asked), "rule")
    return " " + prose(f"Not asked: {', '.join(aspects)} ({rules})." if aspects else f"Not asked: {rules}.")


def not_judged(report: Report) -> str:
    """Count the rules that were asked for and judged nothing; empty where there are none."""
    states = Counter(each.state for each in report.rules)
    parts = [f"{states[state]:,} {state}" for state in NOT_JUDGED if states[state]]
    return f"Rules that judged nothing: {', '.join(parts)}." if parts else ""


def review(report: Report) -> str:
    """Write the command that asks what photos leave open."""
    return f"inboundcheck review {shlex.quote(str(Path(report.files[0]).parent)) if report.files else 'FOLDER'}"
