"""The conditions to which an outcome is owed, and the values that they met."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inboundcheck.answers import NONE, Truth, listed, not_
from inboundcheck.conditions import Asker, Matches, Node, Not, On, Range, Ref
from inboundcheck.facts.kinds import Kind
from inboundcheck.identifiers import readable


@dataclass(frozen=True, slots=True)
class Deciding:
    """One condition that decided an outcome, or left it open, with the asker for its subject."""

    on: On
    ask: Asker


def deciding(node: Node, ask: Asker, truth: Truth) -> Iterator[Deciding]:
    """Yield the conditions to which a node owes its truth."""
    if isinstance(node, On):
        yield Deciding(node, ask)
    elif isinstance(node, Not):
        yield from deciding(node.part, ask, not_(truth))
    else:
        for part in node.parts:
            if part.holds(ask) is truth:
                yield from deciding(part, ask, truth)


def condition_facts(found: list[Deciding]) -> list[tuple[Ref, Asker]]:
    """Every fact that deciding conditions read, for evidence."""
    refs: dict[tuple[int, str, str], tuple[Ref, Asker]] = {}
    for each in found:
        for ref in each.on.refs():
            known = each.ask.known.at(ref.subject)
            refs.setdefault((id(known), ref.subject, ref.name), (ref, each.ask))
    return list(refs.values())


def over(on: On, ask: Asker) -> str:
    """By how much a range is missed, in the unit of the limit; empty for other conditions."""
    answer = ask.answer(on.ref)
    if not isinstance(on.condition, Range) or not isinstance(answer, int):
        return ""
    bound = on.condition.high if on.condition.high != float("inf") else on.condition.low
    return kind_of(on.ref).show(abs(answer - bound), on.unit) if isinstance(bound, int) else ""


def limits(found: list[Deciding]) -> dict[str, On]:
    """The condition of each fact that failed, for the templates of fixes."""
    return {each.on.ref.name: each.on for each in found if not isinstance(each.on.condition, Matches)}


# --- values ---------------------------------------------------------------------------------------------------------------


def kind_of(ref: Ref, answer: Any = None) -> Kind:
    """The kind of a fact; of a plain element, the kind that its value shows."""
    if ref.fact is not None:
        return ref.fact.kind
    return Kind("enum") if isinstance(answer, str) else Kind("int")


def value_text(ref: Ref, ask: Asker, unit: str = "") -> str:
    """Write an answer, as declared where it was declared in so many words."""
    answer = ask.answer(ref)
    known = ask.known.at(ref.subject) if ref.fact else None
    if known is not None and known.unrounded is not None:
        before = Asker(known.unrounded, ask.min_confidence, masked=ask.masked)
        if before.answer(ref) != answer and len(ask.alternatives(ref)) == 1:
            return f"{value_text(ref, before, unit)}, counted as {kind_of(ref).show(answer, unit)}"
    for name in ref.fact.reads if ref.fact and known else ():
        declared = getattr(known.thing, name, None) if known else None
        if declared is not None and getattr(declared, "amount", None) == answer and hasattr(declared, "text") and answer is not None:
            return str(declared.text)
    kind = kind_of(ref, answer)
    if kind.name == "list" and kind.of is not None:
        return ", ".join(element_text(each) for each in listed(answer)) or "none"
    return kind.show(answer, unit)


def element_text(element: Any) -> str:
    """Name an element of a list: a label by its kind, a barcode by its data, an item by its SKU; sorting data by the parcel's number."""
    if isinstance(element, str | int):
        return str(element).replace("_", " ")
    own = getattr(element, "text", None) or getattr(element, "sku", None)
    kind = getattr(element, "kind", None)
    words = [str(each).replace("_", " ") for each in (kind, readable(own) if isinstance(own, str) else None) if each is not None and each is not NONE]
    return " ".join(words) or "one of unknown kind"
