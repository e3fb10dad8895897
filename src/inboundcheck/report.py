"""What a check gives back: findings with their evidence, counts, and what was not judged. Data only; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Literal, TypeAlias

from inboundcheck.errors import NotOk, Problem
from inboundcheck.model import Sighting
from inboundcheck.places import Place
from inboundcheck.safe import html_table

FORMAT = 1
"""The version of every format that is written: pack, spec, waivers, JSON report."""


class Outcome(StrEnum):
    """What a rule says of one subject."""

    VIOLATION = "violation"
    INCONCLUSIVE = "inconclusive"
    PASS = "pass"  # noqa: S105 - the outcome, not a password
    NOT_APPLICABLE = "not_applicable"


class Severity(StrEnum):
    """How much a violation weighs; an inconclusive outcome weighs as much as its rule's violation would."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(Severity).index(self)


Effect: TypeAlias = Literal["refused", "charged", "delayed"]
Standing: TypeAlias = Literal["official", "copy", "third-party", "house", "unverified"]
State: TypeAlias = Literal["judged", "never applied", "not in force", "setting missing", "not asked", "off"]


@dataclass(frozen=True, slots=True)
class Source:
    """Whose rule it is, and where that was read."""

    authority: str
    standing: Standing
    page: str = ""
    url: str = ""
    read: date | None = None
    """The day on which the page was last read for this rule."""
    note: str = ""

    def __str__(self) -> str:
        read = f"read {self.read}" if self.read else ""
        return ", ".join(part for part in (self.authority, self.page, read, self.standing) if part)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a rule was judged on."""

    kind: str
    """shipment, pallet, box, product, item, label, barcode or photo."""
    id: str = ""
    """The sender's name for it; empty where it has none yet."""
    index: int = 0
    """Its position among its kind, from 0: in the shipment, or in its box."""
    count: int = 1
    """How many identical ones it stands for."""
    box: str = ""
    """The box that it belongs to, for items, labels and barcodes."""
    pointer: str = ""
    """Its JSON pointer in the shipment."""

    def __str__(self) -> str:
        own = f"{self.kind} {self.id or f'no. {self.index + 1}'}"
        return f"{own} of {self.box}" if self.box else own


@dataclass(frozen=True, slots=True)
class Told:
    """Evidence: it was declared."""

    fact: str
    value: str
    pointer: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """Evidence: it was observed in a photo."""

    fact: str
    value: str
    photo: str = ""
    polygon: tuple[tuple[float, float], ...] = ()
    """Corner points in pixels of the upright photo."""
    confidence: float = 1.0


Evidence: TypeAlias = Told | Seen


@dataclass(frozen=True, slots=True)
class Param:
    """One condition that failed or stayed open, as data for other languages and screens."""

    fact: str
    condition: str
    """The operator as written: `at_most`, `one_of` …"""
    value: str
    """What was found, in its author's unit; `not known` where it is open."""
    limit: str
    """What was required, in its author's unit."""
    over: str = ""
    """How far the one is from the other, in the limit's unit; empty where nothing can be measured."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding that somebody answers for until a day."""

    rule: str
    reason: str
    owner: str
    expires: date
    """The last day on which it holds."""
    box: str = "*"
    """A pattern of box IDs: `A17`, `A1*`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome worth showing."""

    outcome: Outcome
    rule: str
    """`pack/rule`; `not-checked/<aspect>` for what nothing in the input speaks of; `photos/<name>` for photos that count for no box."""
    title: str
    severity: Severity
    subjects: tuple[Subject, ...]
    """What it is about: one subject of a violation; all those with the same gap otherwise."""
    message: str
    effect: Effect | None = None
    params: tuple[Param, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    needs: tuple[str, ...] = ()
    """What would decide it: `weight of box A19`."""
    leaning: bool = False
    """It breaks the rule unless an exception, still open, applies."""
    disagreement: str = ""
    """Where what was declared and what was seen contradict each other."""
    why: str = ""
    fix: str = ""
    sources: tuple[Source, ...] = ()
    aspect: str = ""
    """What the missing facts are about."""
    rules: tuple[str, ...] = ()
    """The rules that one roll-up stands for."""
    boxes: int = 0
    """How many boxes it concerns, each entry counted as often as its `count` says."""
    waiver: Waiver | None = None

    @property
    def subject(self) -> Subject:
        """The first subject."""
        return self.subjects[0] if self.subjects else Subject("shipment")

    @property
    def source(self) -> Source | None:
        """The source that decides."""
        return self.sources[0] if self.sources else None

    @property
    def place(self) -> Place | None:
        """Where in the input it can be mended, if it came from a file."""
        return next((told.place for told in self.evidence if isinstance(told, Told) and told.place), None)

    @property
    def key(self) -> str:
        """A name that stays the same while the finding does: no line numbers, no figures."""
        about = "|".join((self.rule, self.outcome, self.subject.kind, self.subject.box, self.subject.id or str(self.subject.index)))
        return sha256(about.encode(errors="surrogatepass")).hexdigest()[:16]

    @property
    def is_violation(self) -> bool:
        """Whether it breaks the rule."""
        return self.outcome is Outcome.VIOLATION

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        return html_table(self.title, _ROW, [_row(self)])


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What became of one rule in the run."""

    rule: str
    title: str
    severity: Severity
    state: State
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
    title: str
    version: str
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


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one check."""

    findings: tuple[Finding, ...]
    as_of: date
    packs: tuple[PackUsed, ...]
    boxes: int
    """How many boxes were judged, each entry counted as often as its `count` says."""
    rules: tuple[RuleResult, ...] = ()
    defects: tuple[Problem, ...] = ()
    """What could not be read; those values were taken as not known."""
    notes: tuple[str, ...] = ()
    """What was assumed: the date, the programme."""
    only: tuple[str, ...] = ()
    """The aspects judged, where the caller chose them."""
    unused_waivers: tuple[Waiver, ...] = ()
    photos: tuple[PhotoUsed, ...] = ()
    """The photos that were looked at for this check."""
    files: tuple[str, ...] = ()
    """The files that were read; empty for what was built in code."""

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
        left = f"and {len(found) - _MOST_ROWS:,} more" if len(found) > _MOST_ROWS else ""
        unreadable = f"{len(self.defects):,} not readable" if self.defects else ""
        note = ". ".join(part for part in (left, unreadable) if part)
        return html_table(f"{self!r}{limits}", _ROW, map(_row, found[:_MOST_ROWS]), note=note)


_MOST_ROWS = 50
_ROW = ("", "what", "found", "to do", "rule")


def _row(finding: Finding) -> tuple[str, ...]:
    """Return the cells of one finding in a notebook."""
    level = finding.severity.value if finding.is_violation else f"not decided ({finding.severity.value})"
    more = f" and {len(finding.subjects) - 1:,} more" if len(finding.subjects) > 1 else ""
    needs = f"find out: {', '.join(finding.needs)}" if finding.needs else ""
    do = finding.fix if finding.is_violation or not needs else needs
    return (f"waived: {level}" if finding.waiver else level, f"{finding.subject}{more}", finding.message or finding.title, do, finding.rule)


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
