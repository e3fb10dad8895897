"""Runs the examples that rules carry. A rule that no example makes fail, in each of its periods, does not pass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel, ValidationError

from inboundcheck.answers import NONE, Answer, Truth
from inboundcheck.conditions import Asker, Ref, judge_all_ways
from inboundcheck.errors import Problem, nearest, shown
from inboundcheck.facts import Fact
from inboundcheck.facts.kinds import SUBJECTS, Kind
from inboundcheck.facts.known import ABOVE, Known
from inboundcheck.facts.rounding import rounded
from inboundcheck.model import Barcode, Box, Item, Label, PackedProduct, Pallet, Photo, Product, Shipment
from inboundcheck.packs.pack import Example, Pack, PackRule
from inboundcheck.packs.settings import bound, with_values
from inboundcheck.report import Outcome

MODELS: dict[str, type[BaseModel]] = {
    "shipment": Shipment, "pallet": Pallet, "box": Box, "product": Product, "item": Item, "label": Label, "barcode": Barcode, "photo": Photo,
}  # fmt: skip
_FAR = date.max


@dataclass(frozen=True, slots=True)
class ExampleResult:
    """What one example came to."""

    rule: str
    example: Example
    outcome: Outcome | None
    """None where the rule was not in force on the example's day."""
    problem: Problem | None = None

    @property
    def passed(self) -> bool:
        """Whether the rule judged it as the example says."""
        return self.problem is None


def run_examples(pack: Pack) -> tuple[ExampleResult, ...]:
    """Judge every example of the pack's own rules."""
    return tuple(_run(pack, rule, example) for rule in pack.rules if not rule.off for example in rule.examples)


def never_failing(pack: Pack) -> tuple[Problem, ...]:
    """Return a problem for each rule, and each of its periods, that no example makes fail."""
    found = []
    for rule in pack.rules:
        if rule.off:
            continue
        failing = [example.as_of or _FAR for example in rule.examples if example.expect is Outcome.VIOLATION]
        for period in rule.periods:
            if not any(rule.on(day) is period or (day == _FAR and period is rule.periods[-1]) for day in failing):
                since = f" from {period.begins}" if period.begins else ""
                found.append(
                    Problem(
                        f"no example makes rule {rule.name}{since} fail",
                        rule.place,
                        expected="an example with expect: violation" + (f" and as_of in the period{since}" if since else ""),
                    )
                )
    return tuple(found)


def _run(pack: Pack, rule: PackRule, example: Example) -> ExampleResult:
    day = example.as_of or _FAR
    period = rule.on(day) if example.as_of else rule.periods[-1]
    if period is None:
        return ExampleResult(rule.id, example, None, Problem(f"example {shown(example.name)}: the rule is not in force on {day}", example.place))
    try:
        known, others = _subject(pack, period.rule.subject, example.given)
    except (ValueError, TypeError) as trouble:
        return ExampleResult(rule.id, example, None, Problem(f"example {shown(example.name)}: {_first(trouble)}", example.place))
    judged = bound(period.rule, with_values(pack.settings, example.settings))
    if judged.settings:
        found = f"example {shown(example.name)} of rule {rule.name} does not set {' and '.join(judged.settings)}"
        return ExampleResult(rule.id, example, None, Problem(found, example.place, expected="settings: {NAME: VALUE} beside given"))
    known, others = rounded(known, judged.rounding), [rounded(each, judged.rounding) for each in others]
    outcome, _ = judge_all_ways(judged, Asker(known, judged.min_confidence, unique_check=_unique_among(others)))
    if period.ends and day > period.ends and example.as_of:
        outcome = Outcome.INCONCLUSIVE
    if outcome is example.expect:
        return ExampleResult(rule.id, example, outcome)
    found = f"example {shown(example.name)} of rule {rule.name} comes out {outcome}"
    return ExampleResult(rule.id, example, outcome, Problem(found, example.place, expected=str(example.expect)))


def _first(trouble: Exception) -> str:
    if isinstance(trouble, ValidationError):
        error = trouble.errors()[0]
        return f"{'.'.join(str(part) for part in error['loc'])}: {error['msg'].removeprefix('Value error, ')}"
    return str(trouble)


def _subject(pack: Pack, kind: str, given: Mapping[str, Any]) -> tuple[Known, list[Known]]:
    """Build the subject of an example, those above it, and the others of its kind."""
    own = {key: value for key, value in given.items() if key != "others" and key not in ABOVE[kind]}
    above: Known | None = None
    for parent in reversed(ABOVE[kind]):
        if parent == "pallet" and "pallet" not in given:
            continue
        above = _known(pack, parent, given.get(parent) or {}, above)
    known = _known(pack, kind, own, above)
    return known, [_known(pack, kind, other, above) for other in given.get("others") or ()]


def _known(pack: Pack, kind: str, given: Mapping[str, Any], above: Known | None) -> Known:
    """A subject by what an example gives of it: fields fill the model, other names are facts and win."""
    fields: dict[str, Any] = {}
    facts: dict[str, Answer] = {}
    known_facts = pack.vocabulary.of(kind)
    for name, value in given.items():
        fact = known_facts.get(name)
        if name in MODELS[kind].model_fields and kind != "product":
            fields[name] = value
        elif fact is not None and fact.attribute in MODELS[kind].model_fields and fact.attribute and kind != "product":
            fields[fact.attribute] = value
        elif fact is not None:
            facts[name] = _answer(pack, fact, value)
        elif kind == "product" and name in Product.model_fields:
            fields[name] = value
        else:
            raise ValueError(f"{shown(name)} is neither a field nor a fact of a {kind}{nearest(name, [*known_facts, *MODELS[kind].model_fields])}")
    scope = pack.scope if kind == "shipment" else {}
    facts = {**{name: value for name, value in scope.items() if name not in fields}, **facts}
    if kind == "product":
        sku = str(facts.get("sku", "SKU"))
        return Known(kind, PackedProduct(sku, (), Product(sku=sku, **fields)), above, facts)
    return Known(kind, MODELS[kind].model_validate(fields), above, facts)


def _answer(pack: Pack, fact: Fact, value: Any) -> Answer:
    """Read a fact's answer; the elements of a list of subjects become subjects."""
    of = fact.kind.of
    if of is None or of.name not in SUBJECTS or not isinstance(value, list):
        return fact.kind.parse(value)
    return tuple(_element(pack, of, each) for each in value)


def _element(pack: Pack, of: Kind, value: Any) -> Any:
    known = _known(pack, of.name, value, None)
    if known.given:
        raise ValueError(f"the elements of a list take fields, not the computed facts {', '.join(known.given)}")
    return known.thing


def _unique_among(others: list[Known]) -> Any:
    def check(known: Known, ref: Ref, _within: str) -> Truth:
        if ref.fact is None:
            return None
        value, *rest = (Asker(each).answer(ref) for each in [known, *others])
        return unique(value, rest)

    return check


def unique(value: Answer, others: list[Answer]) -> Truth:
    """Say whether a value differs from all others: false at the first equal one, unknown while any is not known."""
    if value is NONE:
        return True
    if value is not None and value in others:
        return False
    return None if value is None or None in others else True
