"""The findings as work: one step for each finding and each box that it concerns, and the box to begin with first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from inboundcheck.errors import Problem
from inboundcheck.outputs.summary import in_order, is_roll_up
from inboundcheck.outputs.words import about, named, prose, visible
from inboundcheck.places import Place
from inboundcheck.report import Finding, Report, Source, Subject

WAIVED = "waived"
UNREADABLE = "unreadable"
NOT_DECIDED = "not decided"
_NO_NAME = re.compile(r"no\. \d+")


@dataclass(frozen=True, slots=True)
class Step:
    """What one finding asks for at one box."""

    level: str
    """error, warning, advice; not decided, unreadable or waived."""
    found: str
    do: str
    box: str = ""
    """The box's name without the word; empty for what concerns no box, or all of them."""
    scan: str = ""
    """The ID that the box's own barcode holds; empty where it has none."""
    count: int = 1
    """How many identical boxes it stands for."""
    about: str = ""
    """What it is about, in words."""
    finding: Finding | None = None
    """None for a value that could not be read."""
    place: Place | None = None


def steps(report: Report) -> tuple[Step, ...]:
    """Return every step: all of a box together, the box with the heaviest finding first, and what is waived at the end."""
    standing = in_order(report)
    found = [step for each in standing if each.is_violation for step in of_finding(each)]
    found += [_unreadable(problem) for problem in report.defects]
    found += [step for each in standing if not each.is_violation for step in of_finding(each)]
    boxes = {box: number for number, box in enumerate(dict.fromkeys(step.box for step in found))}
    # The sort is stable: within a box the heaviest finding stays first. What is about no box keeps its place behind those that are.
    ordered = sorted(found, key=lambda step: boxes[step.box] if step.box else len(boxes))
    return (*ordered, *(replace(step, level=WAIVED, do=f"Nothing: {reason_of(each)}") for each in report.waived for step in of_finding(each)))


def of_finding(finding: Finding) -> Iterator[Step]:
    """Return the steps of one finding, one for each of its boxes."""
    level = finding.severity.value if finding.is_violation else NOT_DECIDED
    common = Step(level, prose(finding.message or finding.title), to_do(finding), finding=finding, place=finding.place)
    if is_roll_up(finding):
        yield replace(common, about="all boxes")
        return
    groups: dict[str, list[Subject]] = {}
    for subject in finding.subjects or (finding.subject,):
        groups.setdefault(_box(subject) or named(subject), []).append(subject)
    for number, subjects in enumerate(groups.values()):
        first = subjects[0]
        count = first.count if first.kind == "box" else 1
        # The place is that of the first subject, and would be wrong for the others.
        place = None if number else finding.place
        yield replace(common, box=_box(first), scan=_scan(first), count=count, about=about(subjects, None), place=place)


def to_do(finding: Finding) -> str:
    """Say what to do about it: mend it, or find out what would decide it."""
    needs = f"Find out: {', '.join(prose(each) for each in finding.needs)}." if finding.needs else ""
    # What mends a violation does not help where nobody knows yet whether it is one.
    fix = prose(finding.fix) if finding.is_violation or finding.leaning or is_roll_up(finding) else ""
    if fix and finding.leaning and not finding.is_violation:
        fix = f"Unless an exception applies: {fix}"
    return " ".join(part for part in ((fix, needs) if finding.is_violation else (needs, fix)) if part)


def _unreadable(problem: Problem) -> Step:
    expected = f"Write {prose(problem.expected)}" if problem.expected else ""
    example = f"for example {prose(problem.example)}" if problem.example else ""
    do = ", ".join(part for part in (expected, example) if part)
    return Step(UNREADABLE, prose(problem.found), f"{do}." if do else "", about=prose(problem.where), place=problem.place)


def _box(subject: Subject) -> str:
    if subject.kind == "box" and not subject.box:
        return visible(subject.id) if subject.id else f"no. {subject.index + 1}"
    return visible(subject.box.removeprefix("box "))


def _scan(subject: Subject) -> str:
    if subject.kind == "box":
        return subject.id
    name = subject.box.removeprefix("box ")
    return "" if _NO_NAME.fullmatch(name) else name


def rule_of(finding: Finding) -> str:
    """Name the rule of a finding, or all rules of a group."""
    group = finding.rules if len(finding.rules) > 1 and not is_roll_up(finding) else (finding.rule,)
    return ", ".join(visible(each) for each in group)


def sources_of(finding: Finding) -> tuple[Source, ...]:
    """Return whose rule it is; nothing for a group, where the sources of the first rule would pass for those of all."""
    return finding.sources if len(finding.rules) <= 1 else ()


def reason_of(finding: Finding) -> str:
    """Say why it is waived, by whom and how long; empty where it is not."""
    waiver = finding.waiver
    return f"{prose(waiver.reason)} ({prose(waiver.owner)}, until {waiver.expires})" if waiver else ""
