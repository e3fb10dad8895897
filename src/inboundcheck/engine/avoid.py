"""What little change of a box would keep to a rule that it breaks."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from inboundcheck.conditions import Asker, On, Range, Ref, Rule, Table
from inboundcheck.engine.charge import plain
from inboundcheck.engine.deciding import deciding, kind_of
from inboundcheck.facts.known import Known
from inboundcheck.facts.rounding import Step, rounded
from inboundcheck.packs.bounds import SIDES, before_rounding
from inboundcheck.packs.clauses import unit_of
from inboundcheck.quantities import Length, Mass
from inboundcheck.report import Outcome

_FIELDS = ("length", "width", "height")
_THOUSANDTH = 1000


@dataclass(frozen=True, slots=True)
class _Missed:
    """A limit that a box misses."""

    ref: Ref
    limits: Range
    unit: str

    def upper(self, answer: Any) -> bool:
        """Whether it is over it."""
        return self.limits.high != math.inf and bool(answer >= self.limits.high)


def avoid(rule: Rule, known: Known) -> str:
    """Say what would keep to the rule: less of one side or of the weight, if that is enough, else what each measure lacks.

    Nothing is said where something decides that is no measure.
    """
    ask = Asker(rounded(known, rule.rounding), rule.min_confidence)
    missed = []
    for each in deciding(rule.require, ask, truth=False):
        limits, unit = _limits(each.on, each.ask)
        if limits is None or not unit or plain(each.ask.answer(each.on.ref)) is None:
            return ""
        missed.append(_Missed(each.on.ref, limits, unit))
    return _by_one(rule, known, ask, missed) or " and ".join(_change(rule, each, ask) for each in missed)


# --- one side, or the weight ----------------------------------------------------------------------------------------------


def _by_one(rule: Rule, known: Known, ask: Asker, missed: list[_Missed]) -> str:
    """The smallest change of one field that is enough; tried out, not only worked out."""
    if not all(each.upper(ask.answer(each.ref)) for each in missed):
        return ""
    found: list[tuple[Fraction, str]] = []
    for name in (*_FIELDS, "weight"):
        value = getattr(known.thing, name)
        bounds = [_bound(rule, each, name, ask) for each in missed]
        if not isinstance(value, Length | Mass) or any(bound is None for bound in bounds):
            continue
        enough = min(math.floor(amount) if included else math.ceil(amount) - 1 for amount, included in filter(None, bounds))
        if 0 < enough < value.amount and _keeps(rule, known, name, value.__class__.exactly(enough, "", value.unit)):
            found.append((Fraction(value.amount - enough, 1) / value.amount, f"{_shown(value, value.amount - enough)} less {name}"))
    return min(found)[1] if found else ""


def _keeps(rule: Rule, known: Known, name: str, value: Length | Mass) -> bool:
    changed = replace(known, thing=known.thing.model_copy(update={name: value}))
    return rule.judge(Asker(rounded(changed, rule.rounding), rule.min_confidence)) in (Outcome.PASS, Outcome.NOT_APPLICABLE)


def _bound(rule: Rule, missed: _Missed, name: str, ask: Asker) -> tuple[Any, bool] | None:
    """The most that one field may be for a limit, before rounding; None where it cannot help."""
    high, included = missed.limits.high, missed.limits.high_in
    step = rule.rounding.step("weight" if name == "weight" else "sides") if rule.rounding else None
    if name == "weight" or missed.ref.name == "weight":
        found = high if name == missed.ref.name else None
    else:
        box: Any = ask.known.thing
        sides = {each: plain(getattr(getattr(box, each), "amount", None)) for each in _FIELDS}
        found = None if None in sides.values() else _side(missed.ref.name, high, name, sides)
    if found is None:
        return None
    return before_rounding(step, found, included, upper=True) if step else (found, included)


def _side(measure: str, high: Any, name: str, sides: dict[str, Any]) -> Any:
    """What a limit of a measure leaves for one side, the others as they are."""
    order = sorted(sides, key=lambda each: -sides[each])
    others = [sides[each] for each in order if each != name]
    if measure in SIDES:
        return high if order[SIDES.index(measure)] == name else None
    if measure == "length_plus_girth":
        return high - 2 * sum(others) if order[0] == name else Fraction(high - others[0] - 2 * others[1]) / 2
    return Fraction(high) / math.prod(others) if measure == "volume" else None


def _shown(value: Length | Mass, gap: Any) -> str:
    """A difference in the unit in which the value was written, cut to thousandths upwards where its digits do not end."""
    text = value.show(gap, value.unit)
    if not text.startswith("about"):
        return text
    whole = value.units[value.unit]
    return value.show(Fraction(math.ceil(Fraction(gap) / whole * _THOUSANDTH), _THOUSANDTH) * whole, value.unit)


# --- each measure ---------------------------------------------------------------------------------------------------------


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


def _change(rule: Rule, missed: _Missed, ask: Asker) -> str:
    """What one measure lacks; of what is rounded by itself, as it is measured."""
    ref, limits = missed.ref, missed.limits
    answer = ask.answer(ref)
    upper = missed.upper(answer)
    bound, included = (limits.high, limits.high_in) if upper else (limits.low, limits.low_in)
    step = _step(rule, ref)
    box = ask.known.at("box")
    if step is not None and box is not None and box.unrounded is not None:
        bound, included = before_rounding(step, bound, included, upper=upper)
        answer = Asker(box.unrounded, ask.min_confidence).answer(ref)
    gap = f"{'' if included else 'over '}{kind_of(ref).show(abs(answer - bound), missed.unit)}" if answer != bound else "a hair"
    counted = ", as counted" if rule.rounding and step is None and ref.name in ("length_plus_girth", "volume") else ""
    return f"{gap} {'less' if upper else 'more'} {ref.name.replace('_', ' ')}{counted}"


def _step(rule: Rule, ref: Ref) -> Step | None:
    if rule.rounding is None or ref.subject != "box":
        return None
    return rule.rounding.weight if ref.name == "weight" else rule.rounding.sides if ref.name.endswith("_side") else None
