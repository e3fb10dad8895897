"""What the compiled program calls: for answers out of the ordinary, and for conditions that are not written inline."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from inboundcheck.answers import NONE, high, low
from inboundcheck.conditions import Asker, On
from inboundcheck.conditions.tree import judge
from inboundcheck.facts.known import Known


def bounds(answer: Any) -> tuple[Any, Any]:
    """The least and the most that an answer can be, so that plain comparisons judge it: `none` is no number and lies in no range."""
    if answer is None:
        return -math.inf, math.inf
    if answer is NONE:
        return math.nan, math.nan
    return low(answer), high(answer)


def ask_shipment(node: On) -> Callable[..., Any]:
    """Judge a condition on facts of the shipment, given as arguments in the order of `node.refs()`."""
    refs = list(node.refs())

    def ask(*answers: Any) -> Any:
        asker = Asker(Known("shipment", None), chosen=dict(zip(refs, answers, strict=True)))
        return judge(node.condition, node.ref, answers[0], asker)

    return ask


def ask_subject(node: On, subject: str, between: tuple[str, ...], masked: frozenset[str]) -> Callable[..., Any]:
    """Judge a condition on a box, or on a thing of a box, by the tree; `between` are the subjects between the two, given last."""

    def ask(thing: Any, box: Any, known: Callable[[Any], Known], *things: Any) -> Any:
        above = known(box)
        for kind, each in zip(between, things, strict=True):
            above = Known(kind, each, above)
        return node.holds(Asker(above if subject == "box" else Known(subject, thing, above), masked=masked))

    return ask
