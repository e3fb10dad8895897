"""Which services of a carrier take a box, at which chargeable weight, with which surcharges, and what little change would avoid one."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from inboundcheck.answers import NONE, Span
from inboundcheck.conditions import Asker, On, Range, Ref, Rule, Table, judge_all_ways
from inboundcheck.engine.explain import deciding, kind_of, missing
from inboundcheck.engine.findings import subject_of, violation
from inboundcheck.facts import VOCABULARY
from inboundcheck.facts.known import Known
from inboundcheck.facts.rounding import Step, rounded
from inboundcheck.model import Box, Shipment
from inboundcheck.packs import Pack, given_by_scope, in_force
from inboundcheck.packs.bounds import before_rounding
from inboundcheck.packs.clauses import unit_of
from inboundcheck.packs.services import Chargeable, Service
from inboundcheck.quantities import Length, Mass
from inboundcheck.report import Outcome, Severity

_SIDES = ("length", "width", "height")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule of the carrier that a box breaks, or that cannot be decided for it."""

    rule: str
    title: str
    message: str
    avoid: str = ""
    """What would keep to it: `0.2 in less longest side`; empty where no measure decides."""


@dataclass(frozen=True, slots=True)
class Charge:
    """The weight that a service charges, in nanograms."""

    weight: Any
    """On the scale, rounded; None where it is not known."""
    volume_weight: Any
    """By the volume, rounded; None where it is not known or does not count."""
    chargeable: Any
    """The greater of the two; None where it cannot be said."""
    unit: str
    cheaper: str = ""
    """The little change of one side or of the weight that saves most."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One box and one service."""

    box: str
    service: Service
    pack: str
    refused: tuple[Hit, ...]
    open: tuple[Hit, ...]
    """What has to be known before it can be said."""
    surcharges: tuple[Hit, ...]
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
                found.append(_fit(rules, known, n, service, pack.name, _charge(charge, box) if charge else None))
    return tuple(found)


def _fit(rules: Sequence[Rule], known: Known, n: int, service: Service, pack: str, charge: Charge | None) -> Fit:  # noqa: PLR0917
    hits: dict[str, list[Hit]] = {"refused": [], "open": [], "charged": [], "other": []}
    judged = {rule.name: judge_all_ways(rule, Asker(rounded(known, rule.rounding), rule.min_confidence))[0] for rule in rules}
    for rule in rules:
        outcome = judged[rule.name]
        if outcome is Outcome.VIOLATION and judged.get(rule.covered_by) is not Outcome.VIOLATION:
            hits[_weight(rule)].append(_hit(rule, known, n))
        elif outcome is Outcome.INCONCLUSIVE and _weight(rule) != "other":
            ask = Asker(rounded(known, rule.rounding), rule.min_confidence)
            needs = ", ".join(dict.fromkeys(text for _, text in missing(rule, ask)))
            hits["open"].append(Hit(rule.id, rule.title, rule.lapsed or f"not known: {needs}"))
    subject = subject_of(known, n, f"/boxes/{n}")
    refused, still_open, charged, others = (tuple(hits[each]) for each in ("refused", "open", "charged", "other"))
    return Fit(str(subject), service, pack, refused, still_open, charged, others, charge)


def _weight(rule: Rule) -> str:
    """What breaking a rule comes to."""
    if rule.effect == "charged":
        return "charged"
    return "refused" if rule.effect == "refused" or rule.severity is Severity.ERROR else "other"


def _hit(rule: Rule, known: Known, n: int) -> Hit:
    ask = Asker(rounded(known, rule.rounding), rule.min_confidence)
    finding = violation(rule, ask, subject_of(known, n, f"/boxes/{n}"))
    return Hit(rule.id, rule.title, finding.message, " and ".join(_avoid(rule, ask)))


def _avoid(rule: Rule, ask: Asker) -> Iterator[str]:
    """How much less, or more, of each measure would keep to the rule; nothing where something decides that is no measure."""
    found = []
    for each in deciding(rule.require, ask, truth=False):
        limits, unit = _limits(each.on, each.ask)
        answer = _plain(each.ask.answer(each.on.ref))
        if limits is None or not unit or answer is None:
            return
        found.append(_change(rule, each.on.ref, limits, unit, ask))
    yield from found


def _limits(on: On, ask: Asker) -> tuple[Range | None, str]:
    """The range that a condition asks for, and the unit of its limit; of a table, those of the row that holds."""
    if isinstance(on.condition, Range):
        return on.condition, on.unit
    if isinstance(on.condition, Table):
        by = ask.answer(on.condition.by)
        for when, then, right in on.condition.rows:
            if when.holds(by) is True and isinstance(then, Range):
                return then, unit_of(kind_of(on.ref), right)
    return None, ""


def _change(rule: Rule, ref: Ref, limits: Range, unit: str, ask: Asker) -> str:
    """What one measure lacks; of what is rounded by itself, as it is measured."""
    answer = ask.answer(ref)
    upper = limits.high != math.inf and answer >= limits.high
    bound, included = (limits.high, limits.high_in) if upper else (limits.low, limits.low_in)
    step = _step(rule, ref)
    box = ask.known.at("box")
    if step is not None and box is not None and box.unrounded is not None:
        bound, included = before_rounding(step, bound, included, upper=upper)
        answer = Asker(box.unrounded, ask.min_confidence).answer(ref)
    gap = kind_of(ref).show(abs(answer - bound), unit)
    counted = ", as counted" if rule.rounding and step is None and ref.name in ("length_plus_girth", "volume") else ""
    return f"{'' if included else 'over '}{gap} {'less' if upper else 'more'} {ref.name.replace('_', ' ')}{counted}"


def _step(rule: Rule, ref: Ref) -> Step | None:
    if rule.rounding is None or ref.subject != "box":
        return None
    return rule.rounding.weight if ref.name == "weight" else rule.rounding.sides if ref.name.endswith("_side") else None


# --- weight ---------------------------------------------------------------------------------------------------------------


def _charge(charge: Chargeable, box: Box) -> Charge:
    """Work out what is charged, and the little change that saves most."""
    found = _weights(charge, box)
    if found.chargeable is None:
        return found
    cheaper = [
        (other.chargeable, text) for text, other in _smaller(charge, box) if other.chargeable is not None and other.chargeable < found.chargeable
    ]
    if not cheaper:
        return found
    least, text = min(cheaper, key=lambda each: each[0])
    return replace(found, cheaper=f"{text}: {Mass.show(least, found.unit)}")


def _weights(charge: Chargeable, box: Box) -> Charge:
    step = charge.rounding.weight
    unit = step.size.unit if step else box.weight.unit if isinstance(box.weight, Mass) else "lb"
    scale = _round(step, _plain(VOCABULARY["box", "weight"].declared(box)))
    volume = _plain(VOCABULARY["box", "volume"].declared(charge.rounding.box(box)))
    if charge.divisor is None or (volume is not None and charge.above is not None and volume <= charge.above):
        return Charge(scale, None, scale, unit)
    by_volume = None if volume is None else _round(step, volume / charge.divisor)
    chargeable = None if scale is None or by_volume is None else max(scale, by_volume)
    return Charge(scale, by_volume, chargeable, unit)


def _plain(answer: Any) -> Any:
    return None if answer is None or answer is NONE or isinstance(answer, Span) else answer


def _round(step: Step | None, amount: Any) -> Any:
    found = step.of(amount) if step and amount is not None else amount
    return found.numerator if getattr(found, "denominator", 0) == 1 else found


def _smaller(charge: Chargeable, box: Box) -> Iterator[tuple[str, Charge]]:
    """Each side one step of its rounding smaller, and the weight down to its last step."""
    if charge.rounding.sides:
        for name in _SIDES:
            side = getattr(box, name)
            if isinstance(side, Length):
                yield from _less(charge, box, name, side, charge.rounding.sides)
    if charge.rounding.weight and isinstance(box.weight, Mass):
        yield from _less(charge, box, "weight", box.weight, charge.rounding.weight)


def _less(charge: Chargeable, box: Box, name: str, value: Length | Mass, step: Step) -> Iterator[tuple[str, Charge]]:
    amount = step.of(value.amount) - step.size.amount
    if amount > 0:
        less = value.__class__.exactly(amount, value.show(amount, value.unit), value.unit)
        yield f"{value.show(value.amount - amount, value.unit)} less {name}", _weights(charge, box.model_copy(update={name: less}))
