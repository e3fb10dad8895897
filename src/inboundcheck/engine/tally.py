"""Counts what came out, and keeps the gaps together until the end of the run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from inboundcheck.conditions import Rule
from inboundcheck.engine.next_photo import NextPhotos, by_photo
from inboundcheck.facts import ASPECTS, Fact
from inboundcheck.report import Finding, Outcome, Severity, Subject

_COUNTED: dict[str, tuple[str, str]] = defaultdict(
    lambda: ("box", "boxes"), {"product": ("product", "products"), "shipment": ("shipment", "shipments"), "pallet": ("pallet", "pallets")}
)


def position(subject: Subject) -> tuple[int, ...]:
    """Where a subject stands in its shipment, for sorting."""
    return tuple(int(part) for part in subject.pointer.split("/") if part.isdigit())


@dataclass
class Tally:
    """What one rule came to."""

    outcomes: Counter[Outcome] = field(default_factory=Counter)
    not_asked: int = 0
    leaning: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """Subjects for which a rule stays open. They are described only when they are to be named: most are only counted."""

    first: Subject
    entries: int
    boxes: int
    """How many boxes they are, each counted as often as its `count` says."""
    every: Callable[[], Sequence[Subject]]

    @classmethod
    def of(cls, subjects: Sequence[Subject]) -> Opened:
        """Take subjects that are described already."""
        return cls(subjects[0], len(subjects), sum(each.count for each in subjects), lambda: subjects)


@dataclass
class Gap:
    """One rule that stays open for several subjects for want of the same facts."""

    rule: int
    finding: Finding
    """The finding of the first of them."""
    facts: tuple[Fact, ...]
    subjects: list[Subject] = field(default_factory=list)
    boxes: int = 0

    def add(self, subject: Subject) -> None:
        """Add a subject by name."""
        self.subjects.append(subject)
        self.boxes += subject.count


@dataclass
class Silence:
    """One rule that stays open for subjects of whose missing facts nothing in the run has spoken so far: counted, not named."""

    rule: int
    finding: Finding
    facts: tuple[Fact, ...]
    subjects: int = 0
    boxes: int = 0


def gap_findings(rules: tuple[Rule, ...], gaps: Iterable[Gap], photos: NextPhotos) -> list[Finding]:
    """Make one finding of all rules that miss the same facts of the same subjects."""
    gaps = tuple(gaps)
    for gap in gaps:
        photos.want(gap.subjects, gap.facts)
    merged: dict[tuple[object, ...], list[Gap]] = {}
    for gap in gaps:
        alone = gap.finding.leaning or gap.finding.disagreement or not gap.facts
        key = (
            gap.rule if alone else "",
            tuple(str(fact) for fact in gap.facts),
            tuple(each.pointer for each in gap.subjects),
            gap.finding.waiver,
            rules[gap.rule].severity,
        )
        merged.setdefault(key, []).append(gap)
    return [_gap_finding(rules, group, photos) for group in merged.values()]


def _gap_finding(rules: tuple[Rule, ...], group: list[Gap], photos: NextPhotos) -> Finding:
    first = group[0]
    ids = tuple(dict.fromkeys(rules[gap.rule].id for gap in group))
    title = first.finding.title if len(ids) == 1 else f"{len(ids)} rules cannot be decided"
    needs = first.finding.needs
    if len(first.subjects) == 1:
        needs = tuple(need if need.endswith("?") else f"{need} of {first.subjects[0]}" for need in needs)
    wanted = tuple(photos.needs(first.subjects, first.facts, disagreement=first.finding.disagreement))
    needs = tuple(dict.fromkeys((*needs, *(each.text for each in wanted))))
    return replace(
        first.finding, title=title, subjects=tuple(sorted(first.subjects, key=position)), boxes=first.boxes, needs=needs, rules=ids,
        missing=_names(first.facts), shot=next((each.shot for each in wanted if each.shot), None),
    )  # fmt: skip


def _names(facts: Iterable[Fact]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(fact) for fact in facts))


def silence_findings(rules: tuple[Rule, ...], silences: Iterable[Silence], heard: set[str]) -> list[Finding]:
    """Roll up what nothing spoke of: one finding per aspect. What was spoken of later in a stream is told per rule."""
    rolled: dict[tuple[str, object], list[Silence]] = {}
    findings = []
    for silence in silences:
        silent = [aspect for aspect in ASPECTS if aspect not in heard and any(fact.aspect == aspect for fact in silence.facts)]
        if silent:
            rolled.setdefault((silent[0], silence.finding.waiver), []).append(silence)
        else:
            unnamed = Subject(silence.finding.subject.kind, f"{silence.subjects} entries before the first that speaks of it", 0, silence.boxes)
            findings.append(replace(silence.finding, subjects=(unnamed,), boxes=silence.boxes, missing=_names(silence.facts)))
    return findings + [_roll_up(rules, aspect, group) for (aspect, _), group in rolled.items()]


def _roll_up(rules: tuple[Rule, ...], aspect: str, group: list[Silence]) -> Finding:
    first = group[0].finding
    ids = tuple(dict.fromkeys(rules[each.rule].id for each in group))
    boxes = max(each.boxes for each in group)
    facts = tuple(dict.fromkeys(f"{fact.subject}.{fact.name}" for each in group for fact in each.facts if fact.aspect == aspect))
    settled_by_photo = any(by_photo(fact) for each in group for fact in each.facts)
    severity = min((rules[each.rule].severity for each in group), key=lambda each: Severity(each).rank)
    kinds = {rules[each.rule].subject for each in group}
    one, several = _COUNTED[kinds.pop() if len(kinds) == 1 else "box"]
    count = f"{boxes} {one if boxes == 1 else several}"
    return Finding(
        outcome=Outcome.INCONCLUSIVE,
        rule=f"not-checked/{aspect}",
        title=f"Nothing in the input speaks of {aspect}",
        severity=severity,
        subjects=(Subject("shipment"),),
        message=f"{len(ids)} {'rule' if len(ids) == 1 else 'rules'}, {count}; nothing in the input speaks of {aspect}",
        needs=facts,
        missing=facts,
        shot="face" if settled_by_photo else None,
        aspect=aspect,
        rules=ids,
        boxes=boxes,
        waiver=first.waiver,
        fix=" ".join(
            (
                "Say it in the spec, or for all boxes at once in a file for --with.",
                *(["A photo of the labelled face of each box, in photos/<box ID>/, settles some of it."] if settled_by_photo else []),
                "To judge only what the data hold: --only data.",
            )
        ),
    )
