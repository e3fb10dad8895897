"""One check: takes shipments chunk by chunk, gives back violations as they come, and closes with a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from inboundcheck.conditions import TRUE, Asker, On, Rule
from inboundcheck.engine.findings import undecided, violation
from inboundcheck.engine.late import Late
from inboundcheck.engine.missing import missing
from inboundcheck.engine.next_photo import NextPhotos
from inboundcheck.engine.shipment import OpenShipment
from inboundcheck.engine.tally import Gap, Opened, Silence, Tally, gap_findings, position, silence_findings
from inboundcheck.engine.waivers import covers
from inboundcheck.errors import Problem
from inboundcheck.facts import Fact
from inboundcheck.model import Shipment
from inboundcheck.places import Nowhere, Places
from inboundcheck.report import Finding, Outcome, Report, RuleResult, Severity, State, Subject, Told, Waiver

if TYPE_CHECKING:
    from inboundcheck.engine.checker import Checker


class Run:
    """The state of one check. Not shared between threads; the checker is."""

    def __init__(self, checker: Checker) -> None:
        self.checker = checker
        self.rules = checker.rules
        self.tallies = [Tally() for _ in self.rules]
        self.boxes = 0
        self.notes: dict[str, None] = {}
        self.heard: set[str] = set()
        self._gaps: dict[tuple[object, ...], Gap] = {}
        self._silences: dict[tuple[object, ...], Silence] = {}
        self._findings: list[tuple[tuple[int, ...], Finding]] = []
        self._used_waivers: set[Waiver] = set()
        self._shipments = 0
        self._open: OpenShipment | None = None
        self.late = Late(self)
        self.photos = NextPhotos()

    # --- taking shipments in ----------------------------------------------------------------------------------------------

    def add(self, shipment: Shipment, *, places: Places | None = None, continues: bool = False, partial: bool = False) -> None:
        """Judge a shipment, or the next chunk of boxes of the one before (`continues`).

        `partial` says that further chunks may follow, so that counts over the whole shipment wait for its end.
        """
        if not continues or self._open is None:
            self._end_shipment()
            self._shipments += 1
            self._open = OpenShipment(self, shipment, partial=partial)
        self._open.places = places or Nowhere()
        self._open.judge_boxes(shipment)

    def take(self) -> list[Finding]:
        """Give the violations that were found since the last time; the report at the end does not hold them again."""
        found, self._findings = self._findings, []
        return [finding for _, finding in found]

    def _end_shipment(self) -> None:
        if self._open is not None:
            self._open.finish()
            self._open = None

    def close(self, *, defects: Iterable[Problem] = (), notes: Iterable[str] = ()) -> Report:
        """End the check and report."""
        self._end_shipment()
        self.late.finish()
        found = [*self._findings]
        last = (self._shipments + 1,)
        gaps = gap_findings(self.rules, self._gaps.values(), self.photos)
        found += [(last, each) for each in (*gaps, *silence_findings(self.rules, self._silences.values(), self.heard))]
        checker = self.checker
        return Report(
            findings=tuple(_in_order(self._uncovered(found))),
            as_of=checker.as_of,
            packs=tuple(each.used for each in checker.chosen),
            boxes=self.boxes,
            rules=(*self._results(), *self._idle()),
            defects=tuple(defects),
            notes=(*notes, *self.notes),
            only=checker.only,
            unused_waivers=tuple(each for each in checker.waivers if each not in self._used_waivers),
        )

    # --- recording --------------------------------------------------------------------------------------------------------

    def count(self, number: int, outcome: Outcome, boxes: int) -> None:
        """Count an outcome of a rule."""
        self.tallies[number].outcomes[outcome] += boxes

    def record(self, number: int, ask: Asker, subject: Subject, outcome: Outcome, places: Places, *, disagrees: bool = False) -> None:
        """Record one outcome of one subject, judged by the tree."""
        rule = self.rules[number]
        if outcome is Outcome.VIOLATION:
            self.count(number, outcome, subject.count)
            self.show(violation(rule, ask, subject, disagrees=disagrees), rule, places)
        elif outcome is Outcome.INCONCLUSIVE:
            self.open_for(number, ask, Opened.of([subject]), places, silent=False, disagrees=disagrees)
        else:
            self.count(number, outcome, subject.count)

    def show(self, finding: Finding, rule: Rule, places: Places) -> None:
        """Keep a violation, with its place and its waiver."""
        finding = _placed(finding, places, self.waiver(rule, finding.subject))
        self._findings.append(((self._shipments, *position(finding.subject)), finding))

    def waiver(self, rule: Rule, subject: Subject) -> Waiver | None:
        """Return the waiver that covers a finding; one that has lapsed covers nothing, and is told."""
        for waiver in self.checker.waivers:
            if covers(waiver, rule, subject):
                self._used_waivers.add(waiver)
                if waiver.expires >= self.checker.as_of:
                    return waiver
                self.notes[f"the waiver of {waiver.rule} for {waiver.box} ended on {waiver.expires}"] = None
        return None

    def open_for(
        self,
        number: int,
        ask: Asker,
        opened: Opened,
        places: Places,
        *,
        silent: bool,
        disagrees: bool = False,
        wanted: tuple[tuple[Fact, str], ...] | None = None,
    ) -> None:
        """Record that a rule stays open for subjects with the same gap; `ask` is the first one's, `wanted` what would close it."""
        rule, tally = self.rules[number], self.tallies[number]
        wanted = missing(rule, ask) if wanted is None else wanted
        facts = tuple(fact for fact, _ in wanted)
        masked = any(fact.aspect in self.checker.masked and fact.subject != "shipment" for fact in facts)
        # What breaks a limit unless an exception holds is told, even where nobody asked for what the exception reads.
        if masked and rule.require.holds(ask) is not False:
            tally.not_asked += opened.boxes
            tally.leaning += opened.boxes if rule.when is not TRUE and rule.applies(ask) is True else 0
            return
        tally.outcomes[Outcome.INCONCLUSIVE] += opened.boxes
        finding = undecided(rule, ask, opened.first, (text for _, text in wanted), disagrees=disagrees)
        names = tuple(str(fact) for fact in facts)
        key = (number, names, finding.message if finding.leaning or disagrees else "")
        if silent and not finding.leaning and not any(each.rule in (rule.name, rule.id) for each in self.checker.waivers):
            silence = self._silences.setdefault(key, Silence(number, finding, facts))
            silence.subjects += opened.entries
            silence.boxes += opened.boxes
            return
        for subject in opened.every():
            waiver = self.waiver(rule, subject)
            gap = self._gaps.get((*key, waiver))
            if gap is None:
                own = finding if subject == opened.first else replace(finding, subjects=(subject,), evidence=(Told("", "", subject.pointer),))
                gap = self._gaps[*key, waiver] = Gap(number, _placed(own, places, waiver), facts)
            gap.add(subject)

    def open_late(self, number: int, subject: Subject, on: On, of_others: str) -> None:
        """Record that it cannot be decided whether a subject differs from the others."""
        rule, fact = self.rules[number], on.ref.fact
        if fact is None or fact.aspect in self.checker.masked:
            self.tallies[number].not_asked += subject.count
            return
        self.count(number, Outcome.INCONCLUSIVE, subject.count)
        need, waiver = fact.label + of_others, self.waiver(rule, subject)
        finding = Finding(
            Outcome.INCONCLUSIVE,
            rule.id,
            rule.title,
            rule.severity,
            (subject,),
            f"not known: {need}",
            rule.effect,
            evidence=(Told("", "", subject.pointer),),
            needs=(need,),
            why=rule.why,
            sources=rule.sources,
            boxes=subject.count,
            rules=(rule.id,),
            waiver=waiver,
        )
        self._gaps.setdefault((number, need, waiver), Gap(number, finding, (fact,))).add(subject)

    # --- reporting --------------------------------------------------------------------------------------------------------

    def _uncovered(self, found: list[tuple[tuple[int, ...], Finding]]) -> list[tuple[tuple[int, ...], Finding]]:
        """Leave out what a stronger rule says of the same subject; it stays counted."""
        told = {(finding.rule, finding.subject) for _, finding in found if finding.is_violation}
        kept = []
        for where, finding in found:
            number = self.checker.rule_numbers.get(finding.rule)
            rule = self.rules[number] if number is not None else None
            if rule is None or not rule.covered_by or (f"{rule.pack}/{rule.covered_by}", finding.subject) not in told:
                kept.append((where, finding))
        return kept

    def _results(self) -> Iterable[RuleResult]:
        for rule, tally in zip(self.rules, self.tallies, strict=True):
            judged = sum(number for outcome, number in tally.outcomes.items() if outcome is not Outcome.NOT_APPLICABLE)
            state: State = "judged" if judged else "not asked" if tally.not_asked else "never applied"
            counts = {outcome: tally.outcomes[outcome] for outcome in Outcome if tally.outcomes[outcome]}
            reason = ", ".join(aspect for aspect in rule.aspects if aspect in self.checker.masked) if tally.not_asked else ""
            yield RuleResult(rule.id, rule.title, rule.severity, state, reason, counts, tally.not_asked, tally.leaning)

    def _idle(self) -> Iterable[RuleResult]:
        for each in self.checker.idle:
            newest = each.rule.newest
            yield RuleResult(each.rule.id, newest.title, newest.severity, each.state, each.reason)


def _placed(finding: Finding, places: Places, waiver: Waiver | None) -> Finding:
    """Find the places of the evidence, and note who answers for the finding."""
    evidence = tuple(
        Told(each.fact, each.value, each.pointer, places.find(each.pointer)) if isinstance(each, Told) and each.pointer else each
        for each in finding.evidence
    )
    return replace(finding, evidence=evidence, waiver=waiver)


def _in_order(found: Iterable[tuple[tuple[int, ...], Finding]]) -> Iterable[Finding]:
    """The heaviest first: violations before what is open, leaning ones before the rest, then as the boxes come."""

    def weight(entry: tuple[tuple[int, ...], Finding]) -> tuple[object, ...]:
        where, finding = entry
        return (not finding.is_violation, Severity(finding.severity).rank, not finding.leaning, finding.rule.startswith("not-checked/"), where)

    return (finding for _, finding in sorted(found, key=weight))
