"""What is said of the conditions that decided: what was found, and what was wanted.

Runs for findings only: nothing here is on the way of a box that passes.
"""

from __future__ import annotations

from typing import Any

from inboundcheck.answers import listed
from inboundcheck.conditions import (
    AllOf,
    Asker,
    Choice,
    Condition,
    Count,
    Given,
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
from inboundcheck.engine.deciding import Deciding, deciding, element_text, over, value_text
from inboundcheck.facts.kinds import Kind
from inboundcheck.facts.known import VALUE
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
