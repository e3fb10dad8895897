"""Findings, with what they rest on and whose rule it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TypeAlias

from inboundcheck.places import Place
from inboundcheck.report.terms import Effect, Outcome, Severity, Shot, Standing
from inboundcheck.safe import html_table


@dataclass(frozen=True, slots=True)
class Source:
    """Whose rule it is, and where that was read."""

    authority: str
    """Who says so: `Amazon Seller Central`."""
    standing: Standing
    """How good the source is: `official`, `copy`, `third-party`, `house` or `unverified`."""
    page: str = ""
    """The title of the page."""
    url: str = ""
    """Its address; empty where there is none."""
    read: date | None = None
    """The day on which the page was last read for this rule."""
    note: str = ""
    """What whoever read it wants to be known."""

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
    """The fact's name; empty where only the subject is pointed at."""
    value: str
    """As its author wrote it."""
    pointer: str = ""
    """The JSON pointer of the value in the shipment."""
    place: Place | None = None
    """File, line and column; None where it was built in code."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Evidence: it was observed in a photo."""

    fact: str
    """The fact's name."""
    value: str
    """What was seen."""
    photo: str = ""
    """The photo, by the name that `Report.photos` gives it."""
    polygon: tuple[tuple[float, float], ...] = ()
    """Corner points in pixels of the upright photo."""
    confidence: float = 1.0
    """How sure it is, from 0 to 1."""
    by: str = ""
    """Who declared it and when, where a person answered a question about the photo; empty for what was seen otherwise."""


Evidence: TypeAlias = Told | Seen


@dataclass(frozen=True, slots=True)
class Param:
    """One condition that failed or stayed open, as data for other languages and screens."""

    fact: str
    """The fact that the condition is about."""
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
    """`pack/rule`."""
    reason: str
    """Why it may stand."""
    owner: str
    """Who answers for it."""
    expires: date
    """The last day on which it holds."""
    box: str = "*"
    """A pattern of box IDs: `A17`, `A1*`."""


@dataclass(frozen=True, slots=True)
class Finding:
    """An outcome worth showing."""

    outcome: Outcome
    """`VIOLATION` or `INCONCLUSIVE`."""
    rule: str
    """`pack/rule`; `not-checked/<aspect>` for what nothing in the input speaks of; `photos/<name>` for photos that count for no box."""
    title: str
    """The defect that the rule is about."""
    severity: Severity
    """What the rule's violation weighs, also where it is not decided."""
    subjects: tuple[Subject, ...]
    """What it is about: one subject of a violation; all those with the same gap otherwise."""
    message: str
    """What was found here, and what is required."""
    effect: Effect | None = None
    """What the receiver does: `refused`, `charged` or `delayed`."""
    params: tuple[Param, ...] = ()
    """The conditions that failed or stayed open."""
    evidence: tuple[Evidence, ...] = ()
    """Where the facts came from."""
    needs: tuple[str, ...] = ()
    """What would decide it: `weight of box A19`."""
    missing: tuple[str, ...] = ()
    """The facts that keep it open, by their names: `box.weight`, `label.seam_clearance`."""
    shot: Shot | None = None
    """How the photo is to be taken that `needs` names: `face`, one whole side straight on; `corner`, three sides from above a corner."""
    leaning: bool = False
    """It breaks the rule unless an exception, still open, applies."""
    disagreement: str = ""
    """Where what was declared and what was seen contradict each other."""
    why: str = ""
    """The reason of the rule."""
    fix: str = ""
    """What to do."""
    sources: tuple[Source, ...] = ()
    """Whose rule it is, the source that decides first."""
    aspect: str = ""
    """What the missing facts are about."""
    rules: tuple[str, ...] = ()
    """The rules that one roll-up stands for."""
    boxes: int = 0
    """How many boxes it concerns, each entry counted as often as its `count` says."""
    waiver: Waiver | None = None
    """The waiver that covers it; None for a finding that stands."""

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
