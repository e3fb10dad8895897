"""Writes the rules of boxes, and of what is on and in them, as one Python function.

A condition on partly known facts is judged by two plain questions: what *must* hold whatever the gaps hide, and what *may* hold.
Kleene's logic is exactly that pair, so each condition becomes two ordinary expressions and the common case costs what hand-written
code costs. What this module does not write inline is called: the same node of the tree, judged by `conditions`.

The text is made from names of our own, integers and `repr` of texts; nothing that a pack's author wrote is ever run as code.
"""

from __future__ import annotations

import itertools
import linecache
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from typing import Any, TypeAlias

from inboundcheck.answers import NONE, high, low
from inboundcheck.conditions import (
    TRUE,
    AllOf,
    AnyOf,
    Asker,
    Choice,
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
    leaves,
)
from inboundcheck.conditions.scalars import versus
from inboundcheck.conditions.tree import judge
from inboundcheck.facts.kinds import QUANTITIES
from inboundcheck.facts.known import VALUE, Known
from inboundcheck.report import Outcome

CHILDREN = {"label": "labels", "barcode": "barcodes", "item": "items", "photo": "photos"}
"""The subjects on and in a box, and the field of the box that lists them."""
_MODELS = ("box", *CHILDREN)
"""The subjects whose fields lie in their `__dict__`: reading them from there takes a third of the time of an attribute."""
_USUAL = ("size", "weight", "contents")
"""The aspects that nearly every file speaks of."""
_INTEGRAL = (*QUANTITIES, "int", "number")
_CLASSES = {"date": "date", "month-day": "tuple", "list": "tuple"} | dict.fromkeys(_INTEGRAL, "int")
"""The class of a plainly known answer, for the kinds that have answers out of the ordinary: spans, fractions, open lists."""


Numbered: TypeAlias = tuple[int, Rule]
"""A rule with its number in the program."""


@dataclass(frozen=True, slots=True)
class Sure:
    """A condition as two Python expressions: what must hold, and what may."""

    must: str
    may: str

    @property
    def decided(self) -> bool:
        """Whether it is never open."""
        return self.must == self.may


@dataclass
class Scope:
    """One loop of the program: over the boxes, or over what a box has."""

    subject: str
    variable: str
    locals: dict[Ref, str] = field(default_factory=dict)
    """The facts that are read once per subject, and the variables that hold them."""
    fields: dict[str, str] = field(default_factory=dict)
    """The fields of the subject that were read, and the variables that hold them."""


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
    gaps: Callable[[int], tuple[Gap, ...]]
    """What a key stands for, under which the program keeps what it leaves open."""


Gap: TypeAlias = tuple[int, int, bool]
"""An open rule: its number, the mask of its missing facts, and whether one of its facts is out of the ordinary."""


def _gaps(bits: Sequence[int], masks: Sequence[tuple[Ref, ...]], key: int) -> tuple[Gap, ...]:
    """Take a key apart: a bit for each open rule, followed by two for each of its facts: missing, and out of the ordinary."""
    found = []
    for number, refs in enumerate(masks):
        part = key >> bits[number]
        if part & 1:
            mask = sum((part >> 1 + 2 * at & 1) << at for at, _ in enumerate(refs))
            found.append((number, mask, any(part >> 2 + 2 * at & 1 for at, _ in enumerate(refs))))
    return tuple(found)


class Emitter:
    """Writes one program."""

    def __init__(self, rules: Sequence[Rule], masked: frozenset[str]) -> None:
        self.rules = tuple(rules)
        self.masked = masked
        self.space: dict[str, Any] = {"NONE": NONE, "versus": versus, "date": date, "bounds": _bounds}
        self.space |= {each.__name__: each for each in QUANTITIES.values()}
        self.above: dict[Ref, str] = {}
        self.lines: list[str] = []
        self.masks: list[tuple[Ref, ...]] = [()] * len(self.rules)
        self.bits = [0] * len(self.rules)
        self.bits_taken = 0
        self.shared: dict[int, str] = {}
        self.names = itertools.count()

    def program(self) -> Program:
        """Write the function and compile it."""
        scope = Scope("box", "box")
        self._subject(scope, 2)
        for child in CHILDREN:
            self._children(scope, child, 2)
        aways = [f"away_{number}" for number, rule in enumerate(self.rules) if _conditional(rule)]
        head = [
            "def judge(boxes, first, above, known, odd_box, odd, hits, spans, gaps, unlisted, counts):",
            *([f"    {', '.join(self.above.values())}, = above"] if self.above else []),
            *(f"    {away} = 0" for away in aways),
            # Most boxes of a file have the same gaps as the one before: what they leave open is kept as spans of boxes.
            "    last = 0",
            "    for n, box in enumerate(boxes, first):",
            "        box_fields = box.__dict__",
            "        if box_fields['facts'] or box_fields['photos']:",
            "            odd_box(n)",
            "            if last: spans[last].append(range(start, n)); last = 0",
            "            continue",
        ]
        tail = ["    if last: spans[last].append(range(start, n + 1))", *(f"    counts[{away[5:]}] += {away}" for away in aways)]
        source = "\n".join([*head, *self.lines, *tail]) + "\n"
        name = f"<inboundcheck rules {id(self):x}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        exec(compile(source, name, "exec"), self.space)  # noqa: S102 - see the module's text: no foreign text is in it
        gaps = lru_cache(maxsize=1024)(partial(_gaps, self.bits, self.masks))
        return Program(self.rules, source, self.space["judge"], tuple(self.above), tuple(self.masks), gaps)

    # --- statements -------------------------------------------------------------------------------------------------------

    def _write(self, depth: int, line: str) -> None:
        self.lines.append("    " * depth + line)

    def _fresh(self, letter: str) -> str:
        """A name that the program has not yet."""
        return f"{letter}{next(self.names)}"

    def _keep(self, thing: Any) -> str:
        """Give an object to the program under a name."""
        name = f"k{len(self.space)}"
        self.space[name] = thing
        return name

    def _subject(self, scope: Scope, depth: int) -> None:
        """Write the rules of one kind of subject; what they leave open is kept under one key for all of them."""
        rules = [(number, rule) for number, rule in enumerate(self.rules) if rule.subject == scope.subject]
        if not rules:
            return
        # A fact that only an exception needs is asked for when it comes to that.
        self._read_facts(scope, (ref for _, rule in rules for node in (rule.require, rule.when) for ref in node.refs()), depth)
        self._write(depth, "gap = 0")
        alone, alike = self._grouped(scope, rules)
        for number, rule in alone:
            self._rule(scope, number, rule, depth)
        if alike:
            inner = self._unless_silent(scope, [each for group in alike for each in group], depth)
            for group in alike:
                self._alike(scope, group, inner)
        if scope.subject == "box":
            self._write(depth, "if gap != last:")
            self._write(depth + 1, "if last: spans[last].append(range(start, n))")
            self._write(depth + 1, "last, start = gap, n")
        else:
            self._write(depth, "if gap: gaps[gap].append((n, m))")

    def _grouped(self, scope: Scope, rules: Iterable[Numbered]) -> tuple[list[Numbered], list[list[Numbered]]]:
        """Tell rules that stand alone from groups that read the same facts, all of them such as a file may be silent of."""
        alone: list[Numbered] = []
        alike: dict[frozenset[Ref], list[Numbered]] = {}
        for number, rule in rules:
            self.masks[number] = () if rule.lapsed else tuple(ref for ref in rule.refs if ref in scope.locals)
            self.bits[number] = self.bits_taken
            self.bits_taken += 1 + 2 * len(self.masks[number])
            silent = rule.refs and self.masks[number] == rule.refs and all(ref.fact and ref.fact.aspect not in _USUAL for ref in rule.refs)
            group = alike.setdefault(frozenset(rule.refs), []) if silent else alone
            group.append((number, rule))
        return alone, list(alike.values())

    def _alike(self, scope: Scope, rules: list[Numbered], depth: int) -> None:
        inner = self._unless_silent(scope, rules, depth)
        self._shared_loops(rules, scope, inner)
        for number, rule in rules:
            self._rule(scope, number, rule, inner)
        self.shared = {}

    def _unless_silent(self, scope: Scope, rules: list[Numbered], depth: int) -> int:
        """Write at once what comes of rules when nothing is known of any of their facts; return the depth of what is judged otherwise."""
        refs = tuple(dict.fromkeys(ref for _, rule in rules for ref in rule.refs))
        self._write(depth, f"if {' and '.join(f'{scope.locals[ref]} is None' for ref in refs)}:")
        gap = 0
        for number, rule in rules:
            outcome = rule.judge(Asker(Known("shipment", None), chosen=dict.fromkeys(refs)))
            if outcome is Outcome.INCONCLUSIVE:
                gap += sum(1 << self.bits[number] + (2 * at - 1 if at else 0) for at in range(len(rule.refs) + 1))
            elif outcome is not Outcome.PASS:
                self._write(depth + 1, _hit(scope, number) if outcome is Outcome.VIOLATION else _away(number))
        self._write(depth + 1, f"gap += {gap}")
        self._write(depth, "else:")
        return depth + 1

    def _children(self, box: Scope, child: str, depth: int) -> None:
        """Write the loop over what a box has; an unknown or open list is judged once, at the box."""
        if any(rule.subject == child for rule in self.rules):
            self._write(depth, f"listing = box_fields[{CHILDREN[child]!r}]")
            self._write(depth, f"if listing.__class__ is not tuple: unlisted({child!r}, n); listing = ()")
            self._write(depth, f"for m, {child} in enumerate(listing):")
            self._write(depth + 1, f"{child}_fields = {child}.__dict__")
            self._write(depth + 1, f"if {child}_fields['facts']: odd({child!r}, n, m, None); continue")
            self._subject(Scope(child, child, dict(box.locals)), depth + 1)

    def _read_facts(self, scope: Scope, refs: Iterable[Ref], depth: int) -> None:
        """Read the facts of a subject, each once; a quantity becomes its canonical amount."""
        for ref in dict.fromkeys(refs):
            if ref.subject != scope.subject or ref.fact is None or ref.fact.aspect in self.masked:
                continue
            name = scope.locals[ref] = f"{scope.variable}_{ref.name}"
            if ref.fact.kind.name in _INTEGRAL:
                self._read_number(ref, name, scope, depth)
            else:
                self._write(depth, f"{name} = {self._value(ref, scope)}")

    def _read_number(self, ref: Ref, name: str, scope: Scope, depth: int) -> None:
        """Read a number, with the least and the most that it can be; the plain case is told first."""
        fact, bounds = ref.fact, f"{name}_least, {name}_most = bounds({name})"
        alike = f"{name} = {name}_least = {name}_most"
        if fact is not None and fact.plain and scope.subject in _MODELS:
            sides = [self._field(each, scope, depth) for each in fact.reads]
            known = " is ".join([*(f"{side}.__class__" for side in sides), "Length"])
            self._write(depth, f"if {known}: {alike} = {self._keep(fact.plain)}({', '.join(f'{side}.amount' for side in sides)})")
            self._write(depth, f"else: {name} = {self._keep(fact.declared)}({scope.variable}); {bounds}")
            return
        self._write(depth, f"{name} = {self._value(ref, scope)}")
        if fact is not None and fact.attribute and fact.kind.name in QUANTITIES:
            self._write(depth, f"if {name}.__class__ is {QUANTITIES[fact.kind.name].__name__}: {alike} = {name}.amount")
            self._write(depth, f"else: {name} = None if {name} is None else NONE if {name} is NONE else {name}.amount; {bounds}")
        else:
            self._write(depth, f"if {name}.__class__ is int: {name}_least = {name}_most = {name}")
            self._write(depth, f"else: {bounds}")

    def _field(self, name: str, scope: Scope, depth: int) -> str:
        """Read a field, once; return the variable that holds it."""
        if name not in scope.fields:
            scope.fields[name] = f"{scope.variable}_field_{name}"
            self._write(depth, f"{scope.fields[name]} = {scope.variable}_fields[{name!r}]")
        return scope.fields[name]

    def _value(self, ref: Ref, scope: Scope) -> str:
        """The expression that reads a fact: the field itself, or a call of the fact's function."""
        fact = ref.fact
        if fact is None or not fact.attribute:
            return f"{self._keep(fact.declared)}({scope.variable})" if fact else scope.variable
        return f"{scope.variable}_fields[{fact.attribute!r}]" if scope.subject in _MODELS else f"{scope.variable}.{fact.attribute}"

    def _rule(self, scope: Scope, number: int, rule: Rule, depth: int) -> None:
        """Write one rule: nothing for a pass, a hit for a violation, a bit for what stays open."""
        if rule.lapsed:
            self._write(depth, f"gap += {1 << self.bits[number]}")
            return
        applies = Sure("True", "True")
        if _conditional(rule):
            applies = self._applies(rule, scope, depth)
            self._write(depth, f"if not {applies.may}: {_away(number)}")
            self._write(depth, "else:")
            depth += 1
        required = self._node(rule.require, scope, depth)
        self._write(depth, f"if not {required.must}:")
        if applies.decided and required.decided:
            self._write(depth + 1, _hit(scope, number))
            return
        broken = [text for text, is_open in ((applies.must, not applies.decided), (f"not {required.may}", not required.decided)) if is_open]
        self._write(depth + 1, f"if {' and '.join(broken)}: {_hit(scope, number)}")
        self._write(depth + 1, f"else: gap += {self._gap(number, scope)}")

    def _gap(self, number: int, scope: Scope) -> str:
        """The bits of what stays open: the rule's, and those of its facts that are missing or out of the ordinary."""
        parts = [str(1 << self.bits[number])]
        for at, ref in enumerate(self.masks[number]):
            bit = 2 << self.bits[number] + 2 * at
            name, kind = scope.locals[ref], _CLASSES.get(ref.fact.kind.name) if ref.fact else None
            known = f"0 if {name}.__class__ is {kind} or {name} is NONE else {2 * bit}" if kind else "0"
            parts.append(f"({bit} if {name} is None else {known})")
        return " + ".join(parts)

    def _applies(self, rule: Rule, scope: Scope, depth: int) -> Sure:
        parts = [] if rule.when is TRUE else [self._node(rule.when, scope, depth)]
        for each in rule.unless:
            lifted = self._exception(each.clause, scope, depth)
            parts.append(Sure(f"(not {lifted.may})", f"(not {lifted.must})"))
        return _joined(parts, "and")

    def _exception(self, clause: Node, scope: Scope, depth: int) -> Sure:
        """Write an exception: what has been read decides first whether it is worth reading and looping for the rest."""
        parts = clause.parts if isinstance(clause, AllOf) else (clause,)
        ready = [part for part in parts if isinstance(part, On) and part.ref in scope.locals and not isinstance(part.condition, Count)]
        if len(ready) == len(parts):
            return self._node(clause, scope, depth)
        cheap = _joined([self._node(part, scope, depth) for part in ready], "and")
        inner = Scope(scope.subject, scope.variable, dict(scope.locals), dict(scope.fields))
        local = self._fresh("u")
        self._write(depth, f"{local} = False")
        self._write(depth, f"if {cheap.may}:")
        self._read_facts(inner, (ref for ref in clause.refs() if ref not in scope.locals), depth + 1)
        rest = _joined([cheap, *(self._node(part, inner, depth + 1) for part in parts if part not in ready)], "and")
        self._write(depth + 1, f"{local} = True if {rest.must} else None if {rest.may} else False")
        return _of_truth(local)

    # --- expressions ------------------------------------------------------------------------------------------------------

    def _node(self, node: Node, scope: Scope, depth: int) -> Sure:
        """Write a node; statements that it needs first are written before it."""
        if isinstance(node, AllOf | AnyOf):
            return _joined([self._node(part, scope, depth) for part in node.parts], "and" if isinstance(node, AllOf) else "or")
        if isinstance(node, Not):
            inner = self._node(node.part, scope, depth)
            return Sure(f"(not {inner.may})", f"(not {inner.must})")
        return self._on(node, scope, depth)

    def _on(self, node: On, scope: Scope, depth: int) -> Sure:
        condition, fact = node.condition, node.ref.fact
        name = scope.locals.get(node.ref)
        if fact and fact.aspect in self.masked and node.ref.subject != "shipment" and not isinstance(condition, Versus | Table):
            truth = _of_unknown(node)
            return Sure(str(truth is True), str(truth is not False))
        if name and isinstance(condition, Count) and _writable(condition):
            return self._list(node, name, scope, depth)
        if name and isinstance(condition, Versus) and (other := scope.locals.get(condition.other)):
            return _of_truth(f"versus({condition.operator!r}, {name}, {other})")
        if name and not isinstance(condition, Count | Versus | Table | Unique):
            return self._inline(node, name)
        local = self._fresh("t")
        self._write(depth, f"{local} = {self._asked(node, scope)}")
        return _of_truth(local)

    def _inline(self, node: On, name: str) -> Sure:
        """Write a condition on a variable."""
        condition, kind = node.condition, node.ref.fact.kind.name if node.ref.fact else "enum"
        if isinstance(condition, Range) and kind in _INTEGRAL and _plain(condition):
            least, most = f"{name}_least", f"{name}_most"
            return Sure(f"({_range(condition, (least, most))})", f"({_range(condition, (most, least))})")
        if isinstance(condition, Choice) and kind in ("enum", "text", "yes-no"):
            return self._choice(condition, name)
        if isinstance(condition, Given):
            test = f"({name} is {'not ' if condition.wanted else ''}None)"
            return Sure(test, test)
        if isinstance(condition, Present):
            test = f"{name} is {'not ' if condition.wanted else ''}NONE"
            return Sure(f"({name} is not None and {test})", f"({name} is None or {test})")
        return _of_truth(f"{self._keep(condition.holds)}({name})")  # type: ignore[union-attr]

    def _choice(self, choice: Choice, name: str) -> Sure:
        """Write a set of values; texts are written out."""
        values = choice.values
        if not values or not all(isinstance(each, str) for each in values):
            inside, or_unknown = f"{name} in {self._keep(values)}", f"{name} in {self._keep(values | {None})}"
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
        if id(node) in self.shared:
            return _of_truth(self.shared[id(node)])
        return _of_truth(*self._loop([node], name, scope, depth))

    def _shared_loops(self, rules: Iterable[Numbered], scope: Scope, depth: int) -> None:
        """Write one loop for all that rules which are always judged ask of one list."""
        nodes: dict[str, list[On]] = {}
        for _, rule in rules:
            for node in () if _conditional(rule) or rule.lapsed else leaves(rule.require):
                if isinstance(node.condition, Count) and _writable(node.condition) and (name := scope.locals.get(node.ref)):
                    nodes.setdefault(name, []).append(node)
        for name, several in nodes.items():
            if len(several) > 1:
                self.shared.update(zip(map(id, several), self._loop(several, name, scope, depth), strict=True))

    def _loop(self, nodes: Sequence[On], name: str, scope: Scope, depth: int) -> list[str]:
        """Write conditions on one list, and return the names of their truths: a loop over a closed list; of an open one, the tree is asked."""
        truths = [self._fresh("c") for _ in nodes]
        asked = [f"{truth} = {self._asked(node, scope)}" for truth, node in zip(truths, nodes, strict=True)]
        looped: list[tuple[Any, str]] = []
        self._write(depth, f"if {name} is None: {'; '.join(f'{truth} = {_of_unknown(node)}' for truth, node in zip(truths, nodes, strict=True))}")
        self._write(depth, f"elif {name}.__class__ is tuple:")
        for truth, node in zip(truths, nodes, strict=True):
            if at_once := _without_loop(node, name):
                self._write(depth + 1, f"{truth} = {at_once}")
            else:
                looped.append((node.condition, truth))
        if looped:
            self._elements(looped, name, "; ".join(asked), scope, depth + 1)
        self._write(depth, f"else: {'; '.join(asked)}")
        return truths

    def _elements(self, counts: Sequence[tuple[Any, str]], name: str, ask: str, scope: Scope, depth: int) -> None:
        """Write the loop: `every` and `some` have a truth, other counts two counters."""
        for count, truth in counts:
            self._write(depth, f"{truth} = {_is_every(count)}" if _decides(count) else f"{truth}_sure = {truth}_open = 0")
        inner = Scope(counts[0][0].element, self._fresh("e"), dict(scope.locals))
        self._write(depth, f"for {inner.variable} in {name}:")
        self._element(inner, [count.where for count, _ in counts], f"{ask}; break", depth + 1)
        for count, truth in counts:
            for line in _step(count, truth, self._node(count.where, inner, depth + 1)):
                self._write(depth + 1, line)
        counters = [(count, truth) for count, truth in counts if not _decides(count)]
        if counters:
            self._write(depth, "else:")
        for count, truth in counters:
            least, most = f"{truth}_sure", f"{truth}_open"
            within, touching = _range(count.number, (least, most)), _range(count.number, (most, least))
            self._write(depth + 1, f"{most} += {least}; {truth} = True if {within} else None if {touching} else False")

    def _element(self, scope: Scope, clauses: Sequence[Node], ask: str, depth: int) -> None:
        """Read what clauses want of one element of a list; one with facts of its own leaves the list to the tree (`ask`)."""
        if scope.subject == VALUE:
            scope.locals[Ref(VALUE)] = scope.variable
            return
        facts = f"{scope.variable}.facts"
        if scope.subject in _MODELS:
            facts = f"{scope.variable}_fields['facts']"
            self._write(depth, f"{scope.variable}_fields = {scope.variable}.__dict__")
        self._write(depth, f"if {facts}: {ask}")
        self._read_facts(scope, (ref for clause in clauses for ref in clause.refs()), depth)

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


def _conditional(rule: Rule) -> bool:
    return rule.when is not TRUE or bool(rule.unless)


def _joined(parts: Sequence[Sure], word: str) -> Sure:
    if len(parts) == 1:
        return parts[0]
    empty = "True" if word == "and" else "False"
    must, may = (f" {word} ".join(each) or empty for each in ([part.must for part in parts], [part.may for part in parts]))
    return Sure(f"({must})", f"({may})")


def _hit(scope: Scope, number: int) -> str:
    return f"hits.append((n, {'-1' if scope.subject == 'box' else 'm'}, {number}))"


def _away(number: int) -> str:
    return f"away_{number} += box_fields['count']"


def _bounds(answer: Any) -> tuple[Any, Any]:
    """The least and the most that an answer can be, so that plain comparisons judge it: `none` is no number and lies in no range."""
    if answer is None:
        return -math.inf, math.inf
    if answer is NONE:
        return math.nan, math.nan
    return low(answer), high(answer)


def _of_truth(text: str) -> Sure:
    return Sure(f"({text} is True)", f"({text} is not False)")


def _of_unknown(node: On) -> Any:
    """What holds of an answer that is not known."""
    return judge(node.condition, node.ref, None, Asker(Known("shipment", None)))


def _is_every(count: Count) -> bool:
    return count.failing and count.number == Range(high=0)


def _is_some(count: Count) -> bool:
    return not count.failing and count.number == Range(low=1)


def _single(node: On) -> str:
    """The text that a list of words must hold, or must not hold, where that is all that is asked of it; its words are all known."""
    count, fact = node.condition, node.ref.fact
    if not isinstance(count, Count) or not isinstance(count.where, On) or not isinstance(choice := count.where.condition, Choice):
        return ""
    alone = fact is not None and fact.attribute and count.element == VALUE and len(choice.values) == 1 and choice.wanted is _is_some(count)
    value = next(iter(choice.values), None)
    return str(value) if alone and isinstance(value, str) and (_is_some(count) or _is_every(count)) else ""


def _without_loop(node: On, name: str) -> str:
    """What needs no loop: how long a list is, or whether it holds one word."""
    count: Any = node.condition
    if count.where is None:
        return _range(count.number, (f"len({name})", f"len({name})"))
    word = _single(node)
    return f"{word!r} {'not in' if _is_every(count) else 'in'} {name}" if word else ""


def _decides(count: Count) -> bool:
    """Whether one element can decide: `every` and `some`."""
    return _is_every(count) or _is_some(count)


def _step(count: Count, local: str, clause: Sure) -> list[str]:
    """What one element does to a count."""
    if _is_every(count):
        return [f"if not {clause.must}: {local} = {'False' if clause.decided else f'None if {local} is not False and {clause.may} else False'}"]
    if _is_some(count):
        return [f"if {clause.must}: {local} = True", *([] if clause.decided else [f"elif {local} is False and {clause.may}: {local} = None"])]
    return [f"if {clause.must}: {local}_sure += 1", *([] if clause.decided else [f"elif {clause.may}: {local}_open += 1"])]


def _writable(count: Count) -> bool:
    """Whether a condition on a list is one that loops are written for."""
    return count.distinct is None and _plain(count.number) and (_is_every(count) or not count.failing)


def _plain(condition: Range) -> bool:
    return all(bound.__class__ is int or bound in (math.inf, -math.inf) for bound in (condition.low, condition.high))


def _range(condition: Range, ends: tuple[str, str]) -> str:
    """Whether all from one end to the other lies in a range; with the two exchanged, whether any of it may."""
    least, most = ends
    if least == most and condition.low == condition.high:
        return f"{least} == {condition.low!r}"
    low = "" if condition.low == -math.inf else f"{condition.low!r} {'<=' if condition.low_in else '<'} {least}"
    high = "" if condition.high == math.inf else f"{most} {'<=' if condition.high_in else '<'} {condition.high!r}"
    return " and ".join(filter(None, (high, low))) or "True"


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
