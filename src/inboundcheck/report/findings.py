"""Findings, with what they rest on and whose rule it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeAlias

from inboundcheck.places import Place
from inboundcheck.report.terms import Effect, Outcome, Severity, Standing
from inboundcheck.safe import html_table


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
        return html_table(self.title, ROW, [row(self)])


ROW = ("", "what", "found", "to do", "rule")


def row(finding: Finding) -> tuple[str, ...]:
    """Return the cells of one finding in a notebook."""
    level = finding.severity.value if finding.is_violation else f"not decided ({finding.severity.value})"
    more = f" and {len(finding.subjects) - 1:,} more" if len(finding.subjects) > 1 else ""
    needs = f"find out: {', '.join(finding.needs)}" if finding.needs else ""
    do = finding.fix if finding.is_violation or not needs else needs
    return (f"waived: {level}" if finding.waiver else level, f"{finding.subject}{more}", finding.message or finding.title, do, finding.rule)
