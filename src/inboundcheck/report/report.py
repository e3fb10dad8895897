"""The report of a check: its findings, its counts, and what was not judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from inboundcheck.errors import NotOk, Problem
from inboundcheck.model import Sighting
from inboundcheck.report.findings import ROW, Finding, Waiver, row
from inboundcheck.report.questions import Answered, Question
from inboundcheck.report.terms import Outcome, Severity, State
from inboundcheck.safe import html_table


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What became of one rule in the run."""

    rule: str
    """`pack/rule`."""
    title: str
    """The defect that it is about."""
    severity: Severity
    """What its violation weighs."""
    state: State
    """What became of it; only `judged` can be a pass."""
    reason: str = ""
    """Why it was not judged."""
    outcomes: Mapping[Outcome, int] = field(default_factory=dict)
    """How often each outcome came out, counted over subjects with their `count`."""
    not_asked: int = 0
    """How many subjects it could not be decided for without an aspect that was not asked for."""
    leaning: int = 0
    """For how many of those its condition holds: the rule applies to them, and was not asked."""


@dataclass(frozen=True, slots=True)
class PackUsed:
    """A pack that judged, and how it came to be chosen."""

    name: str
    """The name under which it can be named."""
    title: str
    """What it is, for people."""
    version: str
    """Its version, as it says it."""
    chosen: str
    """`named`, `by the shipment`, `by scope`."""
    file: str = ""
    """Its file, for a pack that cannot be named without one."""


@dataclass(frozen=True, slots=True)
class PhotoUsed:
    """A photo in which something was looked for."""

    name: str
    """As the evidence names it."""
    file: str
    """The file to open."""
    box: str = ""
    """The ID of the box that it was given to."""
    sightings: tuple[Sighting, ...] = ()
    """What was seen, with whose each barcode is."""
    sha256: str = ""
    """Of the file as it was looked at, in 64 hexadecimal digits."""
    face: tuple[tuple[float, float], ...] = ()
    """The corners of the face that its labels were put to, marked by hand or found, in pixels of the upright photo."""


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one check."""

    findings: tuple[Finding, ...]
    """Everything worth showing, what is waived among it."""
    as_of: date
    """The day whose rules were applied."""
    packs: tuple[PackUsed, ...]
    """The packs that judged."""
    boxes: int
    """How many boxes were judged, each entry counted as often as its `count` says."""
    rules: tuple[RuleResult, ...] = ()
    """What became of every rule of the packs."""
    defects: tuple[Problem, ...] = ()
    """What could not be read; those values were taken as not known."""
    notes: tuple[str, ...] = ()
    """What was assumed: the date, the programme."""
    only: tuple[str, ...] = ()
    """The aspects judged, where the caller chose them."""
    unused_waivers: tuple[Waiver, ...] = ()
    """Waivers that covered nothing, or have lapsed."""
    photos: tuple[PhotoUsed, ...] = ()
    """The photos that were looked at for this check."""
    files: tuple[str, ...] = ()
    """The files that were read; empty for what was built in code."""
    questions: tuple[Question, ...] = ()
    """What photos leave open, some rule asks for, and one look of a person settles."""
    answers: tuple[Answered, ...] = ()
    """What persons answered about photos, and this check took in."""

    @property
    def violations(self) -> tuple[Finding, ...]:
        """The findings that break a rule and are not waived."""
        return tuple(each for each in self.findings if each.is_violation and each.waiver is None)

    @property
    def inconclusive(self) -> tuple[Finding, ...]:
        """The findings that could not be decided and are not waived."""
        return tuple(each for each in self.findings if not each.is_violation and each.waiver is None)

    @property
    def waived(self) -> tuple[Finding, ...]:
        """The findings that a waiver covers."""
        return tuple(each for each in self.findings if each.waiver is not None)

    @property
    def not_asked(self) -> tuple[RuleResult, ...]:
        """The rules that `only` left out, wholly or for some subjects."""
        return tuple(each for each in self.rules if each.state == "not asked" or each.not_asked)

    @property
    def decided(self) -> int:
        """How many outcomes were decided: violations, passes and rules that do not apply."""
        return sum(number for rule in self.rules for outcome, number in rule.outcomes.items() if outcome is not Outcome.INCONCLUSIVE)

    @property
    def ok(self) -> bool:
        """True when something was decided, no error stands, nothing at error is undecided, and everything could be read."""
        return self.exit_code() == 0

    def exit_code(self, fail_on: Severity | str = Severity.ERROR) -> int:
        """Return 0 when clean, 1 with findings at or over `fail_on`, 2 when there is no box or nothing could be decided."""
        if not self.boxes:
            return 2
        limit = Severity(fail_on).rank
        if self.defects or any(each.severity.rank <= limit for each in self.findings if each.waiver is None):
            return 1
        return 0 if self.decided else 2

    def raise_unless_ok(self) -> None:
        """Raise `NotOk` unless `ok`: with every finding at error and every defect."""
        if self.ok:
            return
        standing = [each for each in self.findings if each.waiver is None and each.severity is Severity.ERROR]
        problems = [Problem(f"{each.rule}: {each.message}", each.place, str(each.subject)) for each in standing]
        raise NotOk([*problems, *self.defects] or [Problem("nothing could be decided: no rule in force had an answer")])

    def __repr__(self) -> str:
        return (
            f"<Report: {'ok' if self.ok else 'not ok'}, {self.boxes} boxes, {len(self.violations)} violations, "
            f"{len(self.inconclusive)} not decided, {len(self.waived)} waived, as of {self.as_of}>"
        )

    def _repr_html_(self) -> str:
        """Show it in a notebook: the first findings, violations before what is not decided."""
        found = sorted(self.findings, key=lambda each: (each.waiver is not None, not each.is_violation, each.severity.rank))
        limits = f", judged on {', '.join(self.only)} only" if self.only else ""
        left = f"and {len(found) - _MOSTROWS:,} more" if len(found) > _MOSTROWS else ""
        unreadable = f"{len(self.defects):,} not readable" if self.defects else ""
        note = ". ".join(part for part in (left, unreadable) if part)
        return html_table(f"{self!r}{limits}", ROW, map(row, found[:_MOSTROWS]), note=note)


_MOSTROWS = 50


def merged(reports: list[Report], *, defects: Iterable[Problem] = (), notes: Iterable[str] = (), findings: Iterable[Finding] = ()) -> Report:
    """Put the reports of several checks together, of shipments of different days or packs; `findings` come after the violations."""
    first = reports[0]
    found = [finding for report in reports for finding in report.findings]
    rules: dict[tuple[str, str], RuleResult] = {}
    for each in (rule for report in reports for rule in report.rules):
        key = (each.rule, each.state)
        rules[key] = _added(rules[key], each) if key in rules else each
    return replace(
        first,
        findings=(*(each for each in found if each.is_violation), *findings, *(each for each in found if not each.is_violation)),
        packs=tuple(dict.fromkeys(pack for report in reports for pack in report.packs)),
        boxes=sum(report.boxes for report in reports),
        rules=tuple(rules.values()),
        defects=(*defects, *(defect for report in reports for defect in report.defects)),
        notes=tuple(dict.fromkeys((*notes, *(note for report in reports for note in report.notes)))),
        unused_waivers=tuple(waiver for waiver in first.unused_waivers if all(waiver in report.unused_waivers for report in reports)),
    )


def _added(one: RuleResult, other: RuleResult) -> RuleResult:
    outcomes = {outcome: one.outcomes.get(outcome, 0) + other.outcomes.get(outcome, 0) for outcome in Outcome}
    counts = {outcome: number for outcome, number in outcomes.items() if number}
    return replace(one, outcomes=counts, not_asked=one.not_asked + other.not_asked, leaning=one.leaning + other.leaning)
