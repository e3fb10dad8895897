"""Builds the subject of an example out of what the example gives, and judges it by a rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from inboundcheck.answers import NONE, Answer, Truth
from inboundcheck.conditions import Asker, Ref, Rule, judge_all_ways
from inboundcheck.errors import nearest, shown
from inboundcheck.facts import Fact
from inboundcheck.facts.kinds import SUBJECTS, Kind
from inboundcheck.facts.known import ABOVE, Known
from inboundcheck.facts.rounding import rounded
from inboundcheck.model import Barcode, Box, Item, Label, PackedProduct, Pallet, Photo, Product, Shipment
from inboundcheck.packs.pack import Example, Pack
from inboundcheck.packs.settings import PackSetting, bound, with_values
from inboundcheck.report import Outcome

MODELS: dict[str, type[BaseModel]] = {
    "shipment": Shipment, "pallet": Pallet, "box": Box, "product": Product, "item": Item, "label": Label, "barcode": Barcode, "photo": Photo,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """An example that is ready to be judged: its subject, the others of its kind, and the settings that it sets."""

    known: Known
    others: tuple[Known, ...]
    settings: tuple[PackSetting, ...]

    def with_answer(self, ref: Ref, answer: Answer) -> Case:
        """The same case with another answer of one fact."""
        return replace(self, known=_answering(self.known, ref, answer))

    def outcome(self, rule: Rule) -> Outcome:
        """Judge it, as the rule rounds."""
        known = rounded(self.known, rule.rounding)
        others = [rounded(each, rule.rounding) for each in self.others]
        return self._judged(bound(rule, self.settings), known, others)

    def outcome_with(self, rule: Rule, ref: Ref, answer: Answer) -> Outcome:
        """Judge it with another answer of one fact, as it is after rounding."""
        known = _answering(rounded(self.known, rule.rounding), ref, answer)
        return self._judged(bound(rule, self.settings), known, [rounded(each, rule.rounding) for each in self.others])

    @staticmethod
    def _judged(rule: Rule, known: Known, others: list[Known]) -> Outcome:
        ask = Asker(known, rule.min_confidence, unique_check=_unique_among(others))
        box = known.at("box")
        seen = box is not None and getattr(box.thing, "photos", None)
        return judge_all_ways(rule, ask)[0] if seen else rule.judge(ask)


def case_of(pack: Pack, subject: str, example: Example) -> Case:
    """Build a case; ValueError (pydantic's own among them) says what is wrong with what is given."""
    known, others = _subject(pack, subject, example.given)
    return Case(known, tuple(others), with_values(pack.settings, example.settings))


def _answering(known: Known, ref: Ref, answer: Answer) -> Known:
    if known.kind == ref.subject or known.above is None:
        return replace(known, given={**known.given, ref.name: answer})
    return replace(known, above=_answering(known.above, ref, answer))


def first_of(trouble: Exception) -> str:
    """Say the first thing that is wrong with what an example gives."""
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
