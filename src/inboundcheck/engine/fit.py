"""Which services of a carrier take a box, at which chargeable weight, with which surcharges, and what little change would avoid one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from inboundcheck.conditions import Asker, Rule, judge_all_ways
from inboundcheck.engine.avoid import avoid
from inboundcheck.engine.charge import Charge, charged
from inboundcheck.engine.findings import subject_of, violation
from inboundcheck.engine.missing import missing
from inboundcheck.facts.known import Known
from inboundcheck.facts.rounding import rounded
from inboundcheck.model import Box, Shipment
from inboundcheck.packs import Pack, given_by_scope, in_force
from inboundcheck.packs.services import Service
from inboundcheck.report import Outcome, Severity


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule of the carrier that a box breaks, or that cannot be decided for it."""

    rule: str
    title: str
    message: str
    avoid: str = ""
    """What would keep to it: `0.2 in less length`; empty where something decides that is no measure."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One box and one service."""

    box: str
    service: Service
    pack: str
    refused: tuple[Hit, ...]
    open: tuple[Hit, ...]
    """What has to be known before it can be said whether it is refused."""
    surcharges: tuple[Hit, ...]
    maybe: tuple[Hit, ...]
    """Surcharges of which it cannot be said whether they are due."""
    others: tuple[Hit, ...]
    """Rules that neither refuse nor charge: delays, warnings, advice."""
    charge: Charge | None
    """None where the pack does not say what is charged on the day."""

    @property
    def takes(self) -> bool | None:
        """Whether the service takes the box; None where that cannot be said."""
        return False if self.refused else None if self.open else True


def fit(shipment: Shipment, boxes: Sequence[Box], packs: Iterable[Pack], *, as_of: date) -> tuple[Fit, ...]:
    """Judge boxes by each service of the packs: the rules for boxes, with carrier and service given."""
    found = []
    for pack in packs:
        rules = [rule for _, rule in in_force([pack], as_of)[0] if rule.subject == "box"]
        for n, box in enumerate(boxes):
            for service in pack.services:
                given = {**given_by_scope(pack, shipment), "carrier": service.carrier, "service": service.name}
                known = Known("box", box, Known("shipment", shipment, given=given))
                charge = service.on(as_of)
                found.append(_fit(rules, known, n, service, pack.name, charged(charge, box) if charge else None))
    return tuple(found)


def _fit(rules: Sequence[Rule], known: Known, n: int, service: Service, pack: str, charge: Charge | None) -> Fit:  # noqa: PLR0917
    hits: dict[str, list[Hit]] = {"refused": [], "open": [], "charged": [], "maybe": [], "other": []}
    judged = {rule.name: judge_all_ways(rule, Asker(rounded(known, rule.rounding), rule.min_confidence))[0] for rule in rules}
    for rule in rules:
        outcome, weight = judged[rule.name], _weight(rule)
        if judged.get(rule.covered_by) is Outcome.VIOLATION:
            continue
        if outcome is Outcome.VIOLATION:
            hits[weight].append(_hit(rule, known, n))
        elif outcome is Outcome.INCONCLUSIVE and weight != "other":
            ask = Asker(rounded(known, rule.rounding), rule.min_confidence)
            needs = ", ".join(dict.fromkeys(text for _, text in missing(rule, ask)))
            hits["open" if weight == "refused" else "maybe"].append(Hit(rule.id, rule.title, rule.lapsed or f"not known: {needs}"))
    subject = subject_of(known, n, f"/boxes/{n}")
    refused, still_open, due, maybe, others = (tuple(each) for each in hits.values())
    return Fit(str(subject), service, pack, refused, still_open, due, maybe, others, charge)


def _weight(rule: Rule) -> str:
    """What breaking a rule comes to."""
    if rule.effect == "charged":
        return "charged"
    return "refused" if rule.effect == "refused" or rule.severity is Severity.ERROR else "other"


def _hit(rule: Rule, known: Known, n: int) -> Hit:
    finding = violation(rule, Asker(rounded(known, rule.rounding), rule.min_confidence), subject_of(known, n, f"/boxes/{n}"))
    return Hit(rule.id, rule.title, finding.message, avoid(rule, known))
