"""Writes conditions: inline where a plain expression says them, as loops over lists, as a call of the tree for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from inboundcheck.conditions import AllOf, AnyOf, Choice, Count, Given, Node, Not, On, Present, Range, Ref, Table, Unique, Versus, leaves
from inboundcheck.engine.compiling.called import ask_shipment, ask_subject
from inboundcheck.engine.compiling.reading import INTEGRAL, MODELS, Reading
from inboundcheck.engine.compiling.sure import (
    Sure,
    decides,
    is_every,
    is_plain,
    joined,
    of_truth,
    of_unknown,
    step,
    within_range,
    without_loop,
    writable,
)
from inboundcheck.engine.compiling.text import Scope, Text
from inboundcheck.facts.known import VALUE


class Nodes:
    """Writes the nodes of trees, each as a pair of expressions."""

    def __init__(self, text: Text, reading: Reading, masked: frozenset[str]) -> None:
        self._text = text
        self._reading = reading
        self._masked = masked
        self._shared: dict[int, str] = {}
        self.above: dict[Ref, str] = {}
        """The facts of the shipment that the program is given, and the variables that hold them."""

    def write(self, node: Node, scope: Scope, depth: int) -> Sure:
        """Write a node; statements that it needs first are written before it."""
        if isinstance(node, AllOf | AnyOf):
            return joined([self.write(part, scope, depth) for part in node.parts], "and" if isinstance(node, AllOf) else "or")
        if isinstance(node, Not):
            inner = self.write(node.part, scope, depth)
            return Sure(f"(not {inner.may})", f"(not {inner.must})")
        return self._on(node, scope, depth)

    def _on(self, node: On, scope: Scope, depth: int) -> Sure:
        condition, fact = node.condition, node.ref.fact
        name = scope.locals.get(node.ref)
        if fact and fact.aspect in self._masked and node.ref.subject != "shipment" and not isinstance(condition, Versus | Table):
            truth = of_unknown(node)
            return Sure(str(truth is True), str(truth is not False))
        if name and isinstance(condition, Count) and writable(condition):
            return self._list(node, name, scope, depth)
        if name and isinstance(condition, Versus) and (other := scope.locals.get(condition.other)):
            return of_truth(f"versus({condition.operator!r}, {name}, {other})")
        if name and not isinstance(condition, Count | Versus | Table | Unique):
            return self._inline(node, name)
        local = self._text.fresh("t")
        self._text.write(depth, f"{local} = {self._asked(node, scope)}")
        return of_truth(local)

    def _inline(self, node: On, name: str) -> Sure:
        """Write a condition on a variable."""
        condition, kind = node.condition, node.ref.fact.kind.name if node.ref.fact else "enum"
        if isinstance(condition, Range) and kind in INTEGRAL and is_plain(condition):
            least, most = f"{name}_least", f"{name}_most"
            return Sure(f"({within_range(condition, (least, most))})", f"({within_range(condition, (most, least))})")
        if isinstance(condition, Choice) and kind in ("enum", "text", "yes-no"):
            return self._choice(condition, name)
        if isinstance(condition, Given):
            test = f"({name} is {'not ' if condition.wanted else ''}None)"
            return Sure(test, test)
        if isinstance(condition, Present):
            test = f"{name} is {'not ' if condition.wanted else ''}NONE"
            return Sure(f"({name} is not None and {test})", f"({name} is None or {test})")
        return of_truth(f"{self._text.keep(condition.holds)}({name})")  # type: ignore[union-attr]

    def _choice(self, choice: Choice, name: str) -> Sure:
        """Write a set of values; texts are written out."""
        values = choice.values
        if not values or not all(isinstance(each, str) for each in values):
            inside, or_unknown = f"{name} in {self._text.keep(values)}", f"{name} in {self._text.keep(values | {None})}"
        elif len(values) == 1:
            inside = f"{name} == {str(next(iter(values)))!r}"
            or_unknown = f"({name} is None or {inside})"
        else:
            texts = ", ".join(sorted(repr(str(each)) for each in values))
            inside, or_unknown = f"{name} in {{{texts}}}", f"{name} in {{{texts}, None}}"
        return Sure(f"({inside})", f"({or_unknown})") if choice.wanted else Sure(f"(not {or_unknown})", f"(not {inside})")

    # --- lists ------------------------------------------------------------------------------------------------------------

    def _list(self, node: On, name: str, scope: Scope, depth: int) -> Sure:
        """Write a condition on a list, unless a loop for several has been written."""
        if id(node) in self._shared:
            return of_truth(self._shared[id(node)])
        return of_truth(*self._loop([node], name, scope, depth))

    def share(self, clauses: Iterable[Node], scope: Scope, depth: int) -> None:
        """Write one loop for all that clauses ask of one list; each of them must be one that is judged whenever this place is reached."""
        nodes: dict[str, list[On]] = {}
        for clause in clauses:
            for node in leaves(clause):
                if isinstance(node.condition, Count) and writable(node.condition) and (name := scope.locals.get(node.ref)):
                    nodes.setdefault(name, []).append(node)
        for name, several in nodes.items():
            if len(several) > 1:
                self._shared.update(zip(map(id, several), self._loop(several, name, scope, depth), strict=True))

    def _loop(self, nodes: Sequence[On], name: str, scope: Scope, depth: int) -> list[str]:
        """Write conditions on one list, and return the names of their truths: a loop over a closed list; of an open one, the tree is asked."""
        truths = [self._text.fresh("c") for _ in nodes]
        asked = [f"{truth} = {self._asked(node, scope)}" for truth, node in zip(truths, nodes, strict=True)]
        looped: list[tuple[Any, str]] = []
        self._text.write(depth, f"if {name} is None: {'; '.join(f'{truth} = {of_unknown(node)}' for truth, node in zip(truths, nodes, strict=True))}")
        self._text.write(depth, f"elif {name}.__class__ is tuple:")
        for truth, node in zip(truths, nodes, strict=True):
            if at_once := without_loop(node, name):
                self._text.write(depth + 1, f"{truth} = {at_once}")
            else:
                looped.append((node.condition, truth))
        if looped:
            self._elements(looped, name, "; ".join(asked), scope, depth + 1)
        self._text.write(depth, f"else: {'; '.join(asked)}")
        return truths

    def _elements(self, counts: Sequence[tuple[Any, str]], name: str, ask: str, scope: Scope, depth: int) -> None:
        """Write the loop: `every` and `some` have a truth, other counts two counters."""
        for count, truth in counts:
            self._text.write(depth, f"{truth} = {is_every(count)}" if decides(count) else f"{truth}_sure = {truth}_open = 0")
        between = () if scope.subject == "box" else (*scope.between, (scope.subject, scope.variable))
        inner = Scope(counts[0][0].element, self._text.fresh("e"), dict(scope.locals), between=between)
        self._text.write(depth, f"for {inner.variable} in {name}:")
        self._element(inner, [count.where for count, _ in counts], f"{ask}; break", depth + 1)
        for count, truth in counts:
            for line in step(count, truth, self.write(count.where, inner, depth + 1)):
                self._text.write(depth + 1, line)
        counters = [(count, truth) for count, truth in counts if not decides(count)]
        if counters:
            self._text.write(depth, "else:")
        for count, truth in counters:
            least, most = f"{truth}_sure", f"{truth}_open"
            within, touching = within_range(count.number, (least, most)), within_range(count.number, (most, least))
            self._text.write(depth + 1, f"{most} += {least}; {truth} = True if {within} else None if {touching} else False")

    def _element(self, scope: Scope, clauses: Sequence[Node], ask: str, depth: int) -> None:
        """Read what clauses want of one element of a list; one with facts of its own leaves the list to the tree (`ask`)."""
        if scope.subject == VALUE:
            scope.locals[Ref(VALUE)] = scope.variable
            return
        facts = f"{scope.variable}.facts"
        if scope.subject in MODELS:
            facts = f"{scope.variable}_fields['facts']"
            self._text.write(depth, f"{scope.variable}_fields = {scope.variable}.__dict__")
        self._text.write(depth, f"if {facts}: {ask}")
        self._reading.facts(scope, (ref for clause in clauses for ref in clause.refs()), depth)

    # --- calls ------------------------------------------------------------------------------------------------------------

    def _asked(self, node: On, scope: Scope) -> str:
        """Call the tree for a condition that is not written inline."""
        if all(ref.subject == "shipment" for ref in node.refs()):
            refs = [self._above(ref) for ref in node.refs()]
            ask = self._text.keep(ask_shipment(node))
            return f"{ask}({', '.join(refs)})"
        ask = self._text.keep(ask_subject(node, scope.subject, tuple(kind for kind, _ in scope.between), self._masked))
        return f"{ask}({', '.join([scope.variable, 'box', 'known', *(variable for _, variable in scope.between)])})"

    def _above(self, ref: Ref) -> str:
        return self.above.setdefault(ref, f"a{len(self.above)}")
