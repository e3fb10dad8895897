"""Writes the rules of boxes, and of what is on and in them, as one Python function.

A condition on partly known facts is judged by two plain questions: what *must* hold whatever the gaps hide, and what *may* hold.
Kleene's logic is exactly that pair, so each condition becomes two ordinary expressions and the common case costs what hand-written
code costs. What this module does not write inline is called: the same node of the tree, judged by `conditions`.

The text is made from names of our own, integers and `repr` of texts; nothing that a pack's author wrote is ever run as code.
"""

from __future__ import annotations

import linecache
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from inboundcheck.answers import NONE, Span
from inboundcheck.conditions import TRUE, AllOf, AnyOf, Asker, Choice, Count, Given, Node, Not, On, Present, Range, Ref, Rule, Table, Versus
from inboundcheck.conditions.scalars import versus
from inboundcheck.conditions.tree import judge
from inboundcheck.facts.kinds import QUANTITIES
from inboundcheck.facts.known import VALUE, Known
from inboundcheck.quantities import Length, Mass

CHILDREN = {"label": "labels", "barcode": "barcodes", "item": "items", "photo": "photos"}
"""The subjects on and in a box, and the field of the box that lists them."""
_INTEGRAL = (*QUANTITIES, "int", "number")
_UNSURE_KINDS = (*_INTEGRAL, "date", "month-day")


@dataclass(frozen=True, slots=True)
class Sure:
    """A condition as two Python expressions: what must hold, and what may."""

    must: str
    may: str


@dataclass
class Scope:
    """One loop of the program: over the boxes, or over what a box has."""

    subject: str
    variable: str
    locals: dict[Ref, str] = field(default_factory=dict)
    """The facts that are read once per subject, and the variables that hold them."""
    inside: bool = False
    """Whether it is the element of a list: its own lists may be open, and are left to the tree."""


@dataclass
class Program:
    """The compiled rules of boxes."""

    rules: tuple[Rule, ...]
    source: str
    judge: Callable[..., None]
    above: tuple[Ref, ...]
    """The facts of the shipment that the program is given."""
    masks: tuple[tuple[Ref, ...], ...]
    """For each rule, the facts that the bits of a gap's mask stand for."""


class Emitter:
    """Writes one program."""

    def __init__(self, rules: Sequence[Rule], masked: frozenset[str]) -> None:
        self.rules = tuple(rules)
        self.masked = masked
        self.space: dict[str, Any] = {"NONE": NONE, "Length": Length, "Mass": Mass, "versus": versus, "date": date}
        self.above: dict[Ref, str] = {}
        self.lines: list[str] = []
        self.masks: list[tuple[Ref, ...]] = [()] * len(self.rules)

    def program(self) -> Program:
        """Write the function and compile it."""
        box_rules = [(number, rule) for number, rule in enumerate(self.rules) if rule.subject == "box"]
        scope = Scope("box", "box")
        self._read_facts(scope, [rule for _, rule in box_rules], 2)
        for number, rule in box_rules:
            self._rule(scope, number, rule, 2)
        for child in CHILDREN:
            self._children(scope, child, 2)
        head = [
            "def judge(boxes, first, above, known, odd_box, odd, hits, gaps, unlisted, counts):",
            *([f"    {', '.join(self.above.values())}, = above"] if self.above else []),
            *(f"    away_{number} = 0" for number, rule in enumerate(self.rules) if rule.when is not TRUE or rule.unless),
            "    for n, box in enumerate(boxes, first):",
            "        if box.facts or box.photos: odd_box(n, box); continue",
        ]
        tail = [f"    counts[{number}] += away_{number}" for number, rule in enumerate(self.rules) if rule.when is not TRUE or rule.unless]
        source = "\n".join([*head, *self.lines, *tail]) + "\n"
        name = f"<inboundcheck rules {id(self):x}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        exec(compile(source, name, "exec"), self.space)  # noqa: S102 - see the module's text: no foreign text is in it
        return Program(self.rules, source, self.space["judge"], tuple(self.above), tuple(self.masks))

    # --- statements -------------------------------------------------------------------------------------------------------

    def _write(self, depth: int, line: str) -> None:
        self.lines.append("    " * depth + line)

    def _read_facts(self, scope: Scope, rules: Sequence[Rule], depth: int) -> None:
        """Read every fact that a rule needs each time; one that only an exception needs is asked for when it comes to that."""
        always = dict.fromkeys(ref for rule in rules for node in (rule.require, rule.when) for ref in node.refs() if ref.subject == scope.subject)
        for ref in always:
            if ref.fact is None or ref.fact.aspect in self.masked:
                continue
            name = f"{scope.subject}_{ref.name}"
            scope.locals[ref] = name
            self._write(depth, f"{name} = {self._value(ref, scope.variable)}")
            self._amount(name, ref, depth)

    def _amount(self, name: str, ref: Ref, depth: int) -> None:
        """Turn a quantity that was read as its field into its canonical amount."""
        if ref.fact and ref.fact.attribute and ref.fact.kind.name in QUANTITIES:
            self._write(depth, f"if {name} is not None and {name} is not NONE: {name} = {name}.amount")

    def _value(self, ref: Ref, variable: str) -> str:
        """The expression that reads a fact: the field itself, or a call of the fact's function."""
        fact = ref.fact
        if fact is None:
            return variable
        if fact.attribute:
            return f"{variable}.{fact.attribute}"
        return f"{self._keep(fact.declared)}({variable})"

    def _keep(self, thing: Any) -> str:
        """Give an object to the program under a name."""
        name = f"k{len(self.space)}"
        self.space[name] = thing
        return name

    def _children(self, box: Scope, child: str, depth: int) -> None:
        """Write the loop over what a box has; an unknown or open list is judged once, at the box."""
        rules = [(number, rule) for number, rule in enumerate(self.rules) if rule.subject == child]
        if not rules:
            return
        listing = f"box.{CHILDREN[child]}"
        self._write(depth, f"if {listing}.__class__ is not tuple: unlisted({child!r}, n)")
        self._write(depth, f"else:\n{'    ' * (depth + 1)}for m, {child} in enumerate({listing}):")
        scope = Scope(child, child, dict(box.locals))
        self._write(depth + 2, f"if {child}.facts: odd({child!r}, n, m, None); continue")
        self._read_facts(scope, [rule for _, rule in rules], depth + 2)
        for number, rule in rules:
            self._rule(scope, number, rule, depth + 2)

    def _rule(self, scope: Scope, number: int, rule: Rule, depth: int) -> None:
        """Write one rule: nothing for a pass, a hit for a violation, a gap with what is missing for what stays open."""
        place = f"n, {'m' if scope.subject != 'box' else -1}"
        refs = [ref for ref in rule.refs if ref in scope.locals]
        unsure = [scope.locals[ref] for ref in refs if ref.fact and (ref.fact.kind.name in _UNSURE_KINDS)]
        lists = [scope.locals[ref] for ref in refs if ref.fact and ref.fact.kind.name == "list"]
        plain = [
            f"({name}.__class__ is {self._class(ref)} or {name} is None or {name} is NONE)" for ref in refs if (name := scope.locals[ref]) in unsure
        ]
        plain += [f"({name} is None or {name}.__class__ is tuple)" for name in lists]
        if rule.lapsed:
            self._write(depth, f"gaps[{number}, 0].append(({place}))")
            return
        inner = depth
        if plain:
            self._write(depth, f"if {' and '.join(plain)}:")
            inner += 1
        self._decide(scope, number, rule, inner, place)
        if plain:
            self._write(depth, f"else: odd({scope.subject!r}, {place}, {number})")

    @staticmethod
    def _class(ref: Ref) -> str:
        kind = ref.fact.kind.name if ref.fact else "int"
        return {"date": "date", "month-day": "tuple"}.get(kind, "int")

    def _decide(self, scope: Scope, number: int, rule: Rule, depth: int, place: str) -> None:
        required = self._node(rule.require, scope, depth)
        conditional = rule.when is not TRUE or bool(rule.unless)
        word = "if"
        if conditional:
            applies = self._applies(rule, scope, depth)
            self._write(depth, f"if not {applies.may}: away_{number} += box.count")
            word = "elif"
        self._write(depth, f"{word} {required.must}: pass")
        decided = f"{applies.must} and not {required.may}" if conditional else f"not {required.may}"
        self._write(depth, f"elif {decided}: hits.append(({place}, {number}))")
        mask = self._mask(number, rule, scope)
        self._write(depth, f"else: gaps[{number}, {mask}].append(({place}))")

    def _mask(self, number: int, rule: Rule, scope: Scope) -> str:
        """Which of the rule's facts are missing, as bits; boxes with equal masks have the same gap."""
        self.masks[number] = tuple(ref for ref in rule.refs if ref in scope.locals)
        names = [scope.locals[ref] for ref in self.masks[number]]
        if not names:
            return "0"
        return " | ".join(f"({name} is None) << {bit}" if bit else f"({name} is None)" for bit, name in enumerate(names))

    def _applies(self, rule: Rule, scope: Scope, depth: int) -> Sure:
        parts = [] if rule.when is TRUE else [self._node(rule.when, scope, depth)]
        for each in rule.unless:
            clause = self._node(each.clause, scope, depth, lazy=True)
            parts.append(Sure(f"(not {clause.may})", f"(not {clause.must})"))
        return _joined(parts, "and")

    # --- expressions ------------------------------------------------------------------------------------------------------

    def _node(self, node: Node, scope: Scope, depth: int, *, lazy: bool = False) -> Sure:
        """Write a node; statements that it needs first are written before it."""
        if isinstance(node, AllOf | AnyOf):
            # What costs a call is asked last; the order of an and or an or changes no outcome.
            parts = sorted(node.parts, key=lambda part: isinstance(part, On) and part.ref not in scope.locals)
            written = [self._node(part, scope, depth, lazy=lazy) for part in parts]
            return _joined(written, "and" if isinstance(node, AllOf) else "or")
        if isinstance(node, Not):
            inner = self._node(node.part, scope, depth, lazy=lazy)
            return Sure(f"(not {inner.may})", f"(not {inner.must})")
        return self._on(node, scope, depth, lazy=lazy)

    def _on(self, node: On, scope: Scope, depth: int, *, lazy: bool) -> Sure:
        if (
            node.ref.fact
            and node.ref.fact.aspect in self.masked
            and node.ref.subject != "shipment"
            and not isinstance(node.condition, Versus | Table)
        ):
            truth = judge(node.condition, node.ref, None, Asker(Known("shipment", None)))
            return Sure(str(truth is True), str(truth is not False))
        name = scope.locals.get(node.ref)
        inline = self._inline(node, name, scope) if name else None
        if inline:
            return inline
        if name and isinstance(node.condition, Count) and not lazy and not scope.inside and (loop := self._loop(node, name, scope, depth)):
            return loop
        if isinstance(node.condition, Versus) and name and (other := scope.locals.get(node.condition.other)):
            call = f"versus({node.condition.operator!r}, {name}, {other})"
        else:
            call = self._asked(node, scope)
        if lazy:
            return Sure(f"({call} is True)", f"({call} is not False)")
        local = f"t{len(self.lines)}_{len(self.space)}"
        self._write(depth, f"{local} = {call}")
        return Sure(f"({local} is True)", f"({local} is not False)")

    def _inline(self, node: On, name: str, scope: Scope) -> Sure | None:
        """Write a condition on a variable in place, where it is simple enough."""
        condition = node.condition
        if isinstance(condition, Range) and node.ref.fact and node.ref.fact.kind.name in _INTEGRAL and _plain_bounds(condition):
            test = _range(condition, name)
            if scope.inside:
                holds = f"{self._keep(condition.holds)}({name})"
                return Sure(
                    f"({test} if {name}.__class__ is int else {holds} is True)", f"({test} if {name}.__class__ is int else {holds} is not False)"
                )
            return Sure(f"({name}.__class__ is int and {test})", f"({name} is None or ({name}.__class__ is int and {test}))")
        if isinstance(condition, Choice) and (node.ref.fact is None or node.ref.fact.kind.name in ("enum", "text", "yes-no")):
            test = f"{name} {'in' if condition.wanted else 'not in'} {self._keep(condition.values)}"
            return Sure(f"({name} is not None and {test})", f"({name} is None or {test})")
        if isinstance(condition, Given):
            test = f"({name} is {'not ' if condition.wanted else ''}None)"
            return Sure(test, test)
        if isinstance(condition, Present):
            test = f"{name} is {'not ' if condition.wanted else ''}NONE"
            return Sure(f"({name} is not None and {test})", f"({name} is None or {test})")
        return None

    def _loop(self, node: On, name: str, scope: Scope, depth: int) -> Sure | None:
        """Write a count as a loop: `every` and `some` stop at the first element that decides, others keep two counters."""
        count = node.condition
        if not isinstance(count, Count) or count.distinct is not None or count.where is None or not _plain_bounds(count.number):
            return None
        local, element = f"c{len(self.lines)}", f"e{len(self.lines)}"
        every, some = count.failing and count.number == Range(high=0), not count.failing and count.number == Range(low=1)
        if count.failing and not every:
            return None
        self._write(depth, f"if {name} is None: {local} = {count.number.holds(Span(0, math.inf))}")
        self._write(depth, "else:")
        self._write(depth + 1, f"{local} = {every}" if every or some else f"{local} = {local}_sure = 0")
        self._write(depth + 1, f"for {element} in {name}:")
        if count.element != VALUE:
            self._write(depth + 2, f"if {element}.facts: {local} = {self._asked(node, scope)}; break")
        clause = self._element(node, scope, element, depth + 2)
        for line in _step(clause, local, every=every, some=some):
            self._write(depth + 2, line)
        if not (every or some):
            decide, span = self._keep(count.number.holds), self._keep(Span)
            self._write(depth + 1, f"else: {local} = {decide}({local} if {local} == {local}_sure else {span}({local}_sure, {local}))")
        return Sure(f"({local} is True)", f"({local} is not False)")

    def _element(self, node: On, outer: Scope, element: str, depth: int) -> Sure:
        """Write the clause on one element of a list."""
        count: Any = node.condition
        scope = Scope(count.element, element, dict(outer.locals), inside=True)
        if count.element == VALUE:
            scope.locals[Ref(VALUE)] = element
        for ref in dict.fromkeys(ref for ref in count.where.refs() if ref.subject == count.element and ref.fact):
            name = f"{element}_{ref.name}"
            scope.locals[ref] = name
            self._write(depth, f"{name} = {self._value(ref, element)}")
            self._amount(name, ref, depth)
        return self._node(count.where, scope, depth)

    # --- calls ------------------------------------------------------------------------------------------------------------

    def _asked(self, node: On, scope: Scope) -> str:
        """Call the tree for a condition that is not written inline."""
        if all(ref.subject == "shipment" for ref in node.refs()):
            refs = [self._above(ref) for ref in node.refs()]
            ask = self._keep(_ask_shipment(node))
            return f"{ask}({', '.join(refs)})"
        ask = self._keep(_ask_subject(node, scope.subject, self.masked))
        return f"{ask}({scope.variable}, box, known)"

    def _above(self, ref: Ref) -> str:
        return self.above.setdefault(ref, f"a{len(self.above)}")


def _step(clause: Sure, local: str, *, every: bool, some: bool) -> list[str]:
    """What one element does to a count."""
    if every:
        return [f"if {clause.must}: continue", f"if {clause.may}: {local} = None; continue", f"{local} = False; break"]
    if some:
        return [f"if {clause.must}: {local} = True; break", f"if {clause.may}: {local} = None"]
    return [f"if {clause.must}: {local}_sure += 1; {local} += 1", f"elif {clause.may}: {local} += 1"]


def _joined(parts: Sequence[Sure], word: str) -> Sure:
    if len(parts) == 1:
        return parts[0]
    empty = "True" if word == "and" else "False"
    must, may = (f" {word} ".join(each) or empty for each in ([part.must for part in parts], [part.may for part in parts]))
    return Sure(f"({must})", f"({may})")


def _plain_bounds(condition: Range) -> bool:
    return all(bound.__class__ is int or bound in (float("inf"), float("-inf")) for bound in (condition.low, condition.high))


def _range(condition: Range, name: str) -> str:
    if condition.low == condition.high:
        return f"{name} == {condition.low!r}"
    low = "" if condition.low.__class__ is float else f"{condition.low!r} {'<=' if condition.low_in else '<'} "
    high = "" if condition.high.__class__ is float else f" {'<=' if condition.high_in else '<'} {condition.high!r}"
    return f"{low}{name}{high}" if low or high else "True"


def _ask_shipment(node: On) -> Callable[..., Any]:
    """Judge a condition on facts of the shipment, given as arguments in the order of `node.refs()`."""
    refs = list(node.refs())

    def ask(*answers: Any) -> Any:
        asker = Asker(Known("shipment", None), chosen=dict(zip(refs, answers, strict=True)))
        return judge(node.condition, node.ref, answers[0], asker)

    return ask


def _ask_subject(node: On, subject: str, masked: frozenset[str]) -> Callable[..., Any]:
    """Judge a condition on a box, or on a thing of a box, by the tree."""

    def ask(thing: Any, box: Any, known: Callable[[Any], Known]) -> Any:
        of_box = known(box)
        return node.holds(Asker(of_box if subject == "box" else Known(subject, thing, of_box), masked=masked))

    return ask
