"""Says why a rule came out as it did: the conditions that decided, the evidence for them, and what would decide what is open.

Runs for findings only: nothing here is on the way of a box that passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from inboundcheck.answers import NONE, Open, Truth, listed, not_
from inboundcheck.conditions import (
    AllOf,
    Asker,
    Choice,
    Condition,
    Count,
    Given,
    Matches,
    Node,
    Not,
    On,
    Present,
    Range,
    Ref,
    Rule,
    Table,
    Unique,
    Versus,
    counted,
)
from inboundcheck.facts import Fact
from inboundcheck.facts.kinds import Kind
from inboundcheck.facts.known import VALUE, Known
from inboundcheck.report import Param

_WORDS = {
    "equals": "must be",
    "one_of": "must be one of",
    "none_of": "must not be",
    "at_most": "at most",
    "at_least": "at least",
    "more_than": "must be more than",
    "less_than": "must be less than",
    "matches": "must have the form",
}


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
    """Name an element of a list: a label by its kind, a barcode by its data, an item by its SKU."""
    if isinstance(element, str | int):
        return str(element).replace("_", " ")
    own = getattr(element, "text", None) or getattr(element, "sku", None)
    kind = getattr(element, "kind", None)
    words = [str(each).replace("_", " ") for each in (kind, own if isinstance(own, str) else None) if each is not None and each is not NONE]
    return " ".join(words) or "one of unknown kind"


# --- messages -------------------------------------------------------------------------------------------------------------


def sentences(found: list[Deciding]) -> tuple[list[str], list[Param]]:
    """Say what each deciding condition found and wanted; what concerns one value makes one sentence."""
    wanted: dict[str, list[str]] = {}
    params: list[Param] = []
    for each in found:
        on, ask = each.on, each.ask
        if on.operator == "includes":
            wanted.setdefault(f"{_label(on.ref)} missing", []).append(on.right.replace("_", " "))
            params.append(Param(on.ref.name, on.operator, value_text(on.ref, ask), on.right))
            continue
        text, want, value, limit = _sentence(on, ask)
        wants = wanted.setdefault(text, [])
        if want and want not in wants:
            wants.append(want)
        params.append(Param(on.ref.name, on.operator, value, limit, over(on, ask)))
    return [_united(text, wants) for text, wants in wanted.items()], params


def _united(text: str, wants: list[str]) -> str:
    if text.endswith(" missing"):
        return f"{text}: {', '.join(wants)}"
    return f"{text}; {' or '.join(wants)}" if wants else text


def _label(ref: Ref) -> str:
    return ref.fact.label if ref.fact else "it"


def _sentence(on: On, ask: Asker) -> tuple[str, str, str, str]:
    """What was found, what was wanted, and both as bare values."""
    condition = on.condition
    label = _label(on.ref)
    if isinstance(condition, Count):
        return _count_sentence(on, condition, ask)
    value = value_text(on.ref, ask, on.unit)
    if isinstance(condition, Unique):
        return f"{label} {value} is used more than once in the {condition.within}", "", value, "unique"
    if isinstance(condition, Present | Given):
        return f"{label} is {'not given' if condition.wanted else value}", "", value, "given" if condition.wanted else "none"
    limit = _limit(on, condition, ask)
    return f"{label} is {value}", f"{_WORDS[on.operator]} {limit}", value, limit


def _limit(on: On, condition: Condition, ask: Asker) -> str:
    if isinstance(condition, Versus):
        return f"{_label(condition.other)} ({value_text(condition.other, ask, on.unit)})"
    if isinstance(condition, Table):
        by = ask.answer(condition.by)
        rows = [text for when, _, text in condition.rows if when.holds(by) is True]
        return f"{rows[0]} for {_label(condition.by)} {value_text(condition.by, ask)}" if rows else "the limit of its row"
    return (
        on.right.replace("_", " ") if isinstance(condition, Choice) and on.ref.fact and on.ref.fact.kind.name == "enum" else on.right or "as required"
    )


def _count_sentence(on: On, count: Count, ask: Asker) -> tuple[str, str, str, str]:
    label = _label(on.ref)
    answer = ask.answer(on.ref)
    value = value_text(on.ref, ask)
    if on.operator == "every":
        bad = [element for element in listed(answer) if count.where and count.where.holds(ask.within(count.element, element)) is False]
        return f"{label}: {'; '.join(_element_reason(count, element, ask) for element in bad)}", "", value, on.right
    if on.operator == "some":
        return f"{label}: none that is {on.right.replace('_', ' ')}", "", value, on.right
    number = Kind("int").show(counted(count, answer, ask))
    which = f" ({_where(count.where)})" if count.where is not None else ""
    if count.distinct:
        which += f" with different {_label(count.distinct)}" if count.distinct.fact else ", different values"
    if count.number == Range(0, 0) and count.where is None:
        return f"{label}: {value}", "must be none", number, on.right
    return f"{label}{which}: {number}", on.right.replace("equals", "must be"), number, on.right


def _where(node: Node) -> str:
    """A clause in words, for counts."""
    if isinstance(node, On):
        return f"{_label(node.ref)} {node.right}".replace("_", " ")
    if isinstance(node, Not):
        return f"not {_where(node.part)}"
    return (" and " if isinstance(node, AllOf) else " or ").join(_where(part) for part in node.parts)


def _element_reason(count: Count, element: Any, ask: Asker) -> str:
    """Why one element fails: a plain value is named alone, a thing with what is wrong about it."""
    if count.element == VALUE or count.where is None:
        return f"{element_text(element)} is not allowed"
    inner = ask.within(count.element, element)
    texts, _ = sentences(list(deciding(count.where, inner, truth=False)))
    return f"{element_text(element)} ({' and '.join(text.replace('; ', ', ') for text in texts)})"


def exceptions_text(rule: Rule, ask: Asker) -> str:
    """The exceptions that would have lifted the rule, and did not."""
    open_ = [each.because.rstrip(".") for each in rule.unless if each.clause.holds(ask) is None]
    return "; ".join(open_)


# --- what is missing ------------------------------------------------------------------------------------------------------


def open_conditions(rule: Rule, ask: Asker) -> list[Deciding]:
    """The conditions that keep the rule open."""
    found: list[Deciding] = []
    for node in (rule.when, *(each.clause for each in rule.unless), rule.require):
        if node.holds(ask) is None:
            found.extend(deciding(node, ask, None))
    return found


def open_facts(rule: Rule, ask: Asker) -> tuple[tuple[Fact, str], ...]:
    """All facts that keep a rule open, each with what to ask for."""
    return _asked(open_conditions(rule, ask))


def missing(rule: Rule, ask: Asker) -> tuple[tuple[Fact, str], ...]:
    """The facts to ask for where a rule is open, each with what to ask.

    Where it is open whether the rule is meant at all, that comes first: nobody is asked how a bag is sealed before it is known that there
    is a bag, and all rules about bags ask the same. What `--only` left out decides on all facts of the rule, as before.
    """
    every = open_facts(rule, ask)
    if rule.when.holds(ask) is None and not any(fact.aspect in ask.masked for fact, _ in every):
        return _asked(list(deciding(rule.when, ask, None)))
    return every


def _asked(conditions: list[Deciding]) -> tuple[tuple[Fact, str], ...]:
    found: dict[tuple[str, str], tuple[Fact, str]] = {}
    for each in conditions:
        for ref, inner in _unknown(each.on, each.ask):
            if ref.fact is not None:
                found.setdefault((ref.subject, ref.fact.name), (ref.fact, _ask_for(ref.fact, inner)))
    return tuple(found.values())


def _unknown(on: On, ask: Asker) -> Iterator[tuple[Ref, Asker]]:
    """The facts that leave one condition open: its own, its limit's, or those of the elements that it counts."""
    condition = on.condition
    if isinstance(condition, Versus) and ask.answer(condition.other) is None:
        yield condition.other, ask
    if isinstance(condition, Table) and ask.answer(condition.by) is None:
        yield condition.by, ask
    answer = ask.answer(on.ref)
    inside = False
    if isinstance(condition, Count) and condition.where is not None:
        for element in listed(answer):
            inner = ask.within(condition.element, element)
            if condition.where.holds(inner) is None:
                for each in deciding(condition.where, inner, None):
                    inside = True
                    yield from _unknown(each.on, each.ask)
    if (not inside or isinstance(answer, Open)) and (not isinstance(condition, Versus | Table) or answer is None):
        yield on.ref, ask


def _ask_for(fact: Fact, ask: Asker) -> str:
    """What to ask for: the missing fields of a computed fact, or the fact itself."""
    known = ask.known.at(fact.subject)
    thing = known.thing if known else None
    gaps = [name.replace("_", " ") for name in fact.reads if getattr(thing, name, None) is None] if thing is not None else []
    if fact.question:
        return fact.question
    if gaps and len(fact.reads) > 1:
        return " and ".join(gaps)
    if thing is not None and isinstance(ask.answer(Ref(fact.subject, fact)), Open):
        return f"all {fact.label}"
    return fact.label


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


def known_of(ask: Asker, subject: str) -> Known | None:
    """The subject of an asker, or one above it."""
    return ask.known.at(subject)
