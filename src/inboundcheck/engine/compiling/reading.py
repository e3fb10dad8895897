"""Writes how facts are read: fields where they lie, computed facts by their functions, numbers with their bounds."""

from __future__ import annotations

from collections.abc import Iterable

from inboundcheck.conditions import Ref
from inboundcheck.engine.compiling.program import CHILDREN
from inboundcheck.engine.compiling.text import Scope, Text
from inboundcheck.facts.kinds import QUANTITIES

MODELS = ("box", *CHILDREN)
"""The subjects whose fields lie in their `__dict__`: reading them from there takes a third of the time of an attribute."""
INTEGRAL = (*QUANTITIES, "int", "number")


class Reading:
    """Writes what is read of subjects."""

    def __init__(self, text: Text, masked: frozenset[str]) -> None:
        self._text = text
        self._masked = masked

    def facts(self, scope: Scope, refs: Iterable[Ref], depth: int) -> None:
        """Read the facts of a subject, each once; a quantity becomes its canonical amount."""
        for ref in dict.fromkeys(refs):
            if ref.subject != scope.subject or ref.fact is None or ref.fact.aspect in self._masked:
                continue
            name = scope.locals[ref] = f"{scope.variable}_{ref.name}"
            if ref.fact.kind.name in INTEGRAL:
                self._number(ref, name, scope, depth)
            else:
                self._text.write(depth, f"{name} = {self._value(ref, scope)}")

    def _number(self, ref: Ref, name: str, scope: Scope, depth: int) -> None:
        """Read a number, with the least and the most that it can be; the plain case is told first."""
        fact, bounds = ref.fact, f"{name}_least, {name}_most = bounds({name})"
        alike = f"{name} = {name}_least = {name}_most"
        if fact is not None and fact.plain and scope.subject in MODELS:
            sides = [self._field(each, scope, depth) for each in fact.reads]
            known = " is ".join([*(f"{side}.__class__" for side in sides), "Length"])
            self._text.write(depth, f"if {known}: {alike} = {self._text.keep(fact.plain)}({', '.join(f'{side}.amount' for side in sides)})")
            self._text.write(depth, f"else: {name} = {self._text.keep(fact.declared)}({scope.variable}); {bounds}")
            return
        self._text.write(depth, f"{name} = {self._value(ref, scope)}")
        if fact is not None and fact.attribute and fact.kind.name in QUANTITIES:
            self._text.write(depth, f"if {name}.__class__ is {QUANTITIES[fact.kind.name].__name__}: {alike} = {name}.amount")
            self._text.write(depth, f"else: {name} = None if {name} is None else NONE if {name} is NONE else {name}.amount; {bounds}")
        else:
            self._text.write(depth, f"if {name}.__class__ is int: {name}_least = {name}_most = {name}")
            self._text.write(depth, f"else: {bounds}")

    def _field(self, name: str, scope: Scope, depth: int) -> str:
        """Read a field, once; return the variable that holds it."""
        if name not in scope.fields:
            scope.fields[name] = f"{scope.variable}_field_{name}"
            self._text.write(depth, f"{scope.fields[name]} = {scope.variable}_fields[{name!r}]")
        return scope.fields[name]

    def _value(self, ref: Ref, scope: Scope) -> str:
        """The expression that reads a fact: the field itself, or a call of the fact's function."""
        fact = ref.fact
        if fact is None or not fact.attribute:
            return f"{self._text.keep(fact.declared)}({scope.variable})" if fact else scope.variable
        return f"{scope.variable}_fields[{fact.attribute!r}]" if scope.subject in MODELS else f"{scope.variable}.{fact.attribute}"
