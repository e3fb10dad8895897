"""What would decide an open rule."""

from __future__ import annotations

from collections.abc import Iterator

from inboundcheck.answers import Open, listed
from inboundcheck.conditions import Asker, Count, On, Ref, Rule, Table, Versus
from inboundcheck.engine.deciding import Deciding, deciding
from inboundcheck.facts import Fact


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
