"""Writes the rules of boxes, and of what is on and in them, as one Python function.

A condition on partly known facts is judged by two plain questions: what *must* hold whatever the gaps hide, and what *may* hold.
Kleene's logic is exactly that pair, so each condition becomes two ordinary expressions and the common case costs what hand-written
code costs. What this package does not write inline is called: the same node of the tree, judged by `conditions`.

The text is made from names of our own, integers and `repr` of texts; nothing that a pack's author wrote is ever run as code.
"""

from __future__ import annotations

import linecache
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from hashlib import sha256

from inboundcheck.conditions import TRUE, AllOf, Asker, Count, Node, On, Ref, Rule
from inboundcheck.engine.compiling.nodes import Nodes
from inboundcheck.engine.compiling.program import CHILDREN, Numbered, Program, gaps_of
from inboundcheck.engine.compiling.reading import INTEGRAL, Reading
from inboundcheck.engine.compiling.sure import Sure, joined, of_truth
from inboundcheck.engine.compiling.text import Scope, Text
from inboundcheck.facts.known import Known
from inboundcheck.report import Outcome

_USUAL = ("size", "weight", "contents")
"""The aspects that nearly every file speaks of."""
_CLASSES = {"date": "date", "month-day": "tuple", "list": "tuple"} | dict.fromkeys(INTEGRAL, "int")
"""The class of a plainly known answer, for the kinds that have answers out of the ordinary: spans, fractions, open lists."""


class Emitter:
    """Writes one program."""

    def __init__(self, rules: Sequence[Rule], masked: frozenset[str]) -> None:
        self.rules = tuple(rules)
        self._text = Text()
        self._reading = Reading(self._text, masked)
        self._nodes = Nodes(self._text, self._reading, masked)
        self._masks: list[tuple[Ref, ...]] = [()] * len(self.rules)
        self._bits = [0] * len(self.rules)
        self._bits_taken = 0

    def program(self) -> Program:
        """Write the function and compile it."""
        scope = Scope("box", "box")
        self._subject(scope, 2)
        for child in CHILDREN:
            self._children(scope, child, 2)
        aways = [f"away_{number}" for number, rule in enumerate(self.rules) if _conditional(rule)]
        head = [
            "def judge(boxes, first, above, known, odd_box, odd, hits, spans, gaps, unlisted, counts):",
            *([f"    {', '.join(self._nodes.above.values())}, = above"] if self._nodes.above else []),
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
        source = "\n".join([*head, *self._text.lines, *tail]) + "\n"
        # Named by its content, so that the same rules compiled again keep one entry in the cache of lines that tracebacks show.
        name = f"<inboundcheck rules {sha256(source.encode()).hexdigest()[:12]}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        exec(compile(source, name, "exec"), self._text.space)  # noqa: S102 - see the module's text: no foreign text is in it
        gaps = lru_cache(maxsize=1024)(partial(gaps_of, self._bits, self._masks))
        return Program(self.rules, source, self._text.space["judge"], tuple(self._nodes.above), tuple(self._masks), gaps)

    def _subject(self, scope: Scope, depth: int) -> None:
        """Write the rules of one kind of subject; what they leave open is kept under one key for all of them."""
        rules = [(number, rule) for number, rule in enumerate(self.rules) if rule.subject == scope.subject]
        if not rules:
            return
        # A fact that only an exception needs is asked for when it comes to that.
        self._reading.facts(scope, (ref for _, rule in rules for node in (rule.require, rule.when) for ref in node.refs()), depth)
        self._text.write(depth, "gap = 0")
        alone, alike = self._grouped(scope, rules)
        for number, rule in alone:
            self._rule(scope, number, rule, depth)
        if alike:
            inner = self._unless_silent(scope, [each for group in alike for each in group], depth)
            for group in alike:
                self._alike(scope, group, inner)
        if scope.subject == "box":
            self._text.write(depth, "if gap != last:")
            self._text.write(depth + 1, "if last: spans[last].append(range(start, n))")
            self._text.write(depth + 1, "last, start = gap, n")
        else:
            self._text.write(depth, "if gap: gaps[gap].append((n, m))")

    def _grouped(self, scope: Scope, rules: Iterable[Numbered]) -> tuple[list[Numbered], list[list[Numbered]]]:
        """Tell rules that stand alone from groups that read the same facts, all of them such as a file may be silent of."""
        alone: list[Numbered] = []
        alike: dict[frozenset[Ref], list[Numbered]] = {}
        for number, rule in rules:
            self._masks[number] = () if rule.lapsed else tuple(ref for ref in rule.refs if ref in scope.locals)
            self._bits[number] = self._bits_taken
            self._bits_taken += 1 + 2 * len(self._masks[number])
            silent = rule.refs and self._masks[number] == rule.refs and all(ref.fact and ref.fact.aspect not in _USUAL for ref in rule.refs)
            group = alike.setdefault(frozenset(rule.refs), []) if silent else alone
            group.append((number, rule))
        return alone, list(alike.values())

    def _alike(self, scope: Scope, rules: list[Numbered], depth: int) -> None:
        inner = self._unless_silent(scope, rules, depth)
        self._nodes.share((rule.require for _, rule in rules if not _conditional(rule) and not rule.lapsed), scope, inner)
        for number, rule in rules:
            self._rule(scope, number, rule, inner)

    def _unless_silent(self, scope: Scope, rules: list[Numbered], depth: int) -> int:
        """Write at once what comes of rules when nothing is known of any of their facts; return the depth of what is judged otherwise."""
        refs = tuple(dict.fromkeys(ref for _, rule in rules for ref in rule.refs))
        self._text.write(depth, f"if {' and '.join(f'{scope.locals[ref]} is None' for ref in refs)}:")
        gap = 0
        for number, rule in rules:
            outcome = rule.judge(Asker(Known("shipment", None), chosen=dict.fromkeys(refs)))
            if outcome is Outcome.INCONCLUSIVE:
                gap += sum(1 << self._bits[number] + (2 * at - 1 if at else 0) for at in range(len(rule.refs) + 1))
            elif outcome is not Outcome.PASS:
                self._text.write(depth + 1, _hit(scope, number) if outcome is Outcome.VIOLATION else _away(number))
        self._text.write(depth + 1, f"gap = gap + {gap} if gap else {gap}")
        self._text.write(depth, "else:")
        return depth + 1

    def _children(self, box: Scope, child: str, depth: int) -> None:
        """Write the loop over what a box has; an unknown or open list is judged once, at the box."""
        if any(rule.subject == child for rule in self.rules):
            self._text.write(depth, f"listing = box_fields[{CHILDREN[child]!r}]")
            self._text.write(depth, f"if listing.__class__ is not tuple: unlisted({child!r}, n); listing = ()")
            self._text.write(depth, f"for m, {child} in enumerate(listing):")
            self._text.write(depth + 1, f"{child}_fields = {child}.__dict__")
            self._text.write(depth + 1, f"if {child}_fields['facts']: odd({child!r}, n, m, None); continue")
            self._subject(Scope(child, child, dict(box.locals)), depth + 1)

    def _rule(self, scope: Scope, number: int, rule: Rule, depth: int) -> None:
        """Write one rule: nothing for a pass, a hit for a violation, a bit for what stays open."""
        if rule.lapsed:
            self._text.write(depth, f"gap += {1 << self._bits[number]}")
            return
        applies = Sure("True", "True")
        if _conditional(rule):
            applies = self._applies(rule, scope, depth)
            self._text.write(depth, f"if not {applies.may}: {_away(number)}")
            self._text.write(depth, "else:")
            depth += 1
        required = self._nodes.write(rule.require, scope, depth)
        self._text.write(depth, f"if not {required.must}:")
        if applies.decided and required.decided:
            self._text.write(depth + 1, _hit(scope, number))
            return
        broken = [text for text, is_open in ((applies.must, not applies.decided), (f"not {required.may}", not required.decided)) if is_open]
        self._text.write(depth + 1, f"if {' and '.join(broken)}: {_hit(scope, number)}")
        self._text.write(depth + 1, f"else: gap += {self._gap(number, scope)}")

    def _gap(self, number: int, scope: Scope) -> str:
        """The bits of what stays open: the rule's, and those of its facts that are missing or out of the ordinary."""
        parts = [str(1 << self._bits[number])]
        for at, ref in enumerate(self._masks[number]):
            bit = 2 << self._bits[number] + 2 * at
            name, kind = scope.locals[ref], _CLASSES.get(ref.fact.kind.name) if ref.fact else None
            known = f"0 if {name}.__class__ is {kind} or {name} is NONE else {2 * bit}" if kind else "0"
            parts.append(f"({bit} if {name} is None else {known})")
        return " + ".join(parts)

    def _applies(self, rule: Rule, scope: Scope, depth: int) -> Sure:
        parts = [] if rule.when is TRUE else [self._nodes.write(rule.when, scope, depth)]
        for each in rule.unless:
            lifted = self._exception(each.clause, scope, depth)
            parts.append(Sure(f"(not {lifted.may})", f"(not {lifted.must})"))
        return joined(parts, "and")

    def _exception(self, clause: Node, scope: Scope, depth: int) -> Sure:
        """Write an exception: what has been read decides first whether it is worth reading and looping for the rest."""
        parts = clause.parts if isinstance(clause, AllOf) else (clause,)
        ready = [part for part in parts if isinstance(part, On) and part.ref in scope.locals and not isinstance(part.condition, Count)]
        if len(ready) == len(parts):
            return self._nodes.write(clause, scope, depth)
        cheap = joined([self._nodes.write(part, scope, depth) for part in ready], "and")
        inner = Scope(scope.subject, scope.variable, dict(scope.locals), dict(scope.fields), scope.between)
        local = self._text.fresh("u")
        self._text.write(depth, f"{local} = False")
        self._text.write(depth, f"if {cheap.may}:")
        self._reading.facts(inner, (ref for ref in clause.refs() if ref not in scope.locals), depth + 1)
        rest = joined([cheap, *(self._nodes.write(part, inner, depth + 1) for part in parts if part not in ready)], "and")
        self._text.write(depth + 1, f"{local} = True if {rest.must} else None if {rest.may} else False")
        return of_truth(local)


def _conditional(rule: Rule) -> bool:
    return rule.when is not TRUE or bool(rule.unless)


def _hit(scope: Scope, number: int) -> str:
    return f"hits.append((n, {'-1' if scope.subject == 'box' else 'm'}, {number}))"


def _away(number: int) -> str:
    return f"away_{number} += box_fields['count']"
