"""Builds the condition tree from a written clause: names become facts, texts become values of the fact's kind."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from inboundcheck.answers import NONE
from inboundcheck.conditions import (
    AllOf,
    Always,
    AnyOf,
    Choice,
    Condition,
    Count,
    Given,
    Matches,
    Never,
    Node,
    Not,
    On,
    Present,
    Range,
    Ref,
    Scalar,
    Setting,
    Table,
    Unique,
    Versus,
)
from inboundcheck.documents import Mapping, Sequence, Text, place_of
from inboundcheck.errors import nearest, shown
from inboundcheck.facts import Fact, Vocabulary
from inboundcheck.facts.kinds import INT, SUBJECTS, Kind
from inboundcheck.facts.known import ABOVE, VALUE
from inboundcheck.packs.patterns import complaint
from inboundcheck.packs.writing import Writing
from inboundcheck.places import Place

ORDERING = ("at_most", "at_least", "more_than", "less_than")
SCALAR = ("equals", "one_of", "none_of", *ORDERING, "matches", "present", "given", "unique_within")
LISTS = ("every", "some", "includes", "count", "present", "given")
JOINERS = ("all", "any", "not")
SCOPES = ("box", "shipment", "run")


@dataclass(frozen=True, slots=True)
class Clauses:
    """Reads the clauses of one rule."""

    writing: Writing
    vocabulary: Vocabulary
    chain: tuple[str, ...]
    """The subject that bare names mean, then those above it."""
    inside: bool = False
    """Whether the clause is on the elements of a list."""
    settings: tuple[tuple[str, Kind], ...] = ()
    """The settings of the pack, with their kinds."""

    @classmethod
    def of(cls, writing: Writing, vocabulary: Vocabulary, subject: str, settings: tuple[tuple[str, Kind], ...] = ()) -> Clauses:
        """Read clauses of rules for a subject."""
        return cls(writing, vocabulary, (subject, *ABOVE[subject]), settings=settings)

    def clause(self, node: Any, what: str, at: Any = None) -> Node:
        """Read a clause: everything side by side must hold."""
        parts: list[Node] = []
        written = self.writing.mapping(node, what, at, "longest_side: {at_most: 36 in}")
        for key, value in written.items():
            if key in ("all", "any"):
                clauses = self.writing.sequence(value, key, written.key(key), "[{weight: {at_most: 50 lb}}, …]")
                if not clauses:
                    self.writing.wrong(written.key(key), f"{key} is empty", "at least one clause")
                children = tuple(self.clause(each, f"a clause of {key}", written.key(key)) for each in clauses)
                parts.append(AllOf(children) if key == "all" else AnyOf(children))
            elif key == "not":
                parts.append(Not(self.clause(value, "not", written.key(key))))
            elif (ref := self.ref(written.key(key))) is not None:
                parts.extend(self.conditions(ref, _kind(ref), value, written.key(key)))
        if isinstance(node, Mapping) and not node:
            self.writing.wrong(node, f"{what} is empty", "at least one condition")
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def ref(self, key: Text) -> Ref | None:
        """Resolve a name: the subject's own fact, else the nearest parent's; or SUBJECT.name."""
        subject, _, name = key.rpartition(".")
        if subject and subject not in self.chain:
            self.writing.wrong(key, f"{shown(subject)} is not above a {self.chain[0]}", "one of " + ", ".join(self.chain))
            return None
        for each in (subject,) if subject else self.chain:
            fact = self.vocabulary.get((each, name))
            if fact is not None:
                return Ref(each, fact)
        known = [fact for kind in ((subject,) if subject else self.chain) for fact in self.vocabulary.of(kind)]
        self.writing.wrong(
            key,
            f"{shown(name)} is not a fact of a {subject or self.chain[0]}{nearest(name, [*known, *JOINERS])}",
            "a name from `inboundcheck pack facts`",
        )
        return None

    def conditions(self, ref: Ref, kind: Kind, node: Any, at: Text) -> list[Node]:
        """Read what is asked of one fact: a value (equals), or operators that must all hold."""
        if isinstance(node, Text):
            node = _single("equals", node)
        if not isinstance(node, Mapping) or not node:
            self.writing.wrong(
                node or at, f"the condition on {ref.name} is {shown(node)}", "a value, or operators", f"{ref.name}: {{{_example_operator(kind)}}}"
            )
            return []
        allowed = LISTS if kind.name == "list" else tuple(each for each in SCALAR if _fits(each, kind))
        parts: list[Node] = []
        for key, right in node.items():
            operator = node.key(key)
            if key not in allowed:
                why = (
                    f"{shown(key)} does not fit {ref.name}, which is a {kind}"
                    if key in {*SCALAR, *LISTS}
                    else f"{shown(key)} is not an operator{nearest(key, allowed)}"
                )
                self.writing.wrong(operator, why, "one of " + ", ".join(allowed))
            elif kind.name == "list":
                parts.extend(self.on_list(ref, kind, operator, right))
            elif (condition := self.on_value(ref, kind, operator, right)) is not None:
                parts.append(On(ref, str(operator), condition, _words(right), unit_of(kind, right), self.place(operator)))
        return parts

    # --- one value --------------------------------------------------------------------------------------------------------

    def on_value(self, ref: Ref, kind: Kind, operator: Text, right: Any) -> Condition | None:
        """Read one operator and its right side."""
        if isinstance(right, Mapping):
            return self.on_other(kind, operator, right)
        if operator in ("one_of", "none_of"):
            return self.choice(kind, operator, right)
        if operator in ("present", "given"):
            wanted = self.writing.yes_no(_single(operator, right), operator, default=True)
            return Present(wanted) if operator == "present" else Given(wanted)
        if operator == "unique_within":
            return self.unique(ref, operator, right)
        if operator == "matches":
            wrong = complaint(str(right)) if isinstance(right, Text) else "the pattern is missing"
            if wrong:
                self.writing.wrong(right or operator, wrong, example="'FBA[0-9A-Z]{7,10}U[0-9]{6}'")
            return None if wrong else Matches(str(right))
        value = self.writing.value(right, kind, operator)
        if value is NONE and operator != "equals":
            self.writing.wrong(right, f"{operator} takes a value, not none")
        return None if value is None else set_of(operator, kind, value)

    def choice(self, kind: Kind, operator: Text, right: Any) -> Choice:
        """Read a list of values."""
        values = [self.writing.value(each, kind, operator) for each in self.writing.sequence(right, operator, operator, f"[{kind.example}]")]
        if not values:
            self.writing.wrong(right if right is not None else operator, f"{operator} names nothing", "at least one value", f"[{kind.example}]")
        return Choice(frozenset(values), operator == "one_of")

    def unique(self, ref: Ref, operator: Text, right: Any) -> Unique:
        """Read the scope of a comparison with the other subjects."""
        if self.inside or ref.subject != self.chain[0]:
            self.writing.wrong(operator, f"unique_within compares the subjects of the rule, not a {ref.subject}", f"a rule for: {ref.subject}")
        if right not in SCOPES or (right == "box" and "box" not in self.chain[1:]):
            self.writing.wrong(right or operator, f"{ref.name} cannot be unique within {shown(right)}", "one of " + ", ".join(SCOPES))
        return Unique(str(right))

    def on_other(self, kind: Kind, operator: Text, right: Mapping) -> Condition | None:
        """Read a right side that is another fact, or a table over one."""
        if operator not in (*ORDERING, "equals"):
            self.writing.wrong(right, f"{operator} takes values, not a mapping")
        elif "setting" in right:
            return self.setting(kind, operator, right)
        elif "fact" in right:
            self.writing.keys(right, ("fact",), "a right side")
            other = self.ref(right["fact"]) if isinstance(right["fact"], Text) else None
            if other and _kind(other).name != kind.name:
                self.writing.wrong(right["fact"], f"{other.name} is a {_kind(other)}, which cannot be compared with a {kind}")
            return Versus(str(operator), other) if other else None
        elif "by" in right:
            return self.table(kind, operator, right)
        else:
            forms = "{fact: …}, {setting: …}, {by: …, steps: […]} or {by: …, is: {…}}"
            self.writing.wrong(right, "the right side is a mapping of no known form", forms)
        return None

    def setting(self, kind: Kind, operator: Text, right: Mapping) -> Setting | None:
        """Read a limit that the user of the pack sets."""
        self.writing.keys(right, ("setting",), "a right side")
        name, kinds = right["setting"], dict(self.settings)
        if not isinstance(name, Text) or name not in kinds:
            known = ", ".join(kinds) or "none: the pack has no `settings`"
            self.writing.wrong(name or right, f"{shown(name)} is not a setting of the pack{nearest(str(name), kinds)}", f"one of {known}")
            return None
        if kinds[name] != kind:
            self.writing.wrong(name, f"the setting {name} is a {kinds[name]}, which cannot be compared with a {kind}")
            return None
        return Setting(str(operator), str(name))

    def place(self, node: Any) -> Place:
        """Where a condition is written."""
        return place_of(node, self.writing.file)

    def table(self, kind: Kind, operator: Text, right: Mapping) -> Table | None:
        """Read a table: which limit holds depends on another fact."""
        self.writing.keys(right, ("by", "steps", "is", "else"), "a table")
        by = self.ref(right["by"]) if isinstance(right["by"], Text) else None
        if by is None:
            return None
        read = self.steps if "steps" in right else self.choices
        return Table(by, tuple(read(_kind(by), operator, kind, right)))

    def steps(self, by: Kind, operator: Text, kind: Kind, right: Mapping) -> list[tuple[Scalar, Scalar, str]]:
        """Read rows by rising bounds; the last is open, so that no value falls between two rows."""
        rows: list[tuple[Scalar, Scalar, str]] = []
        low: Any = -math.inf
        low_in = True
        steps = self.writing.sequence(right["steps"], "steps", right.key("steps"))
        for number, step in enumerate(steps):
            row = self.writing.mapping(step, "a step", right.key("steps"))
            self.writing.keys(row, ("under", "upto", "is"), "a step")
            bound = next((name for name in ("under", "upto") if name in row), None)
            if (bound is None) != (number == len(steps) - 1) or not by.ordered:
                self.writing.wrong(
                    step, "the steps must rise, and the last (and no other) has no bound", example="[{under: 29 in, is: 10 pt}, {is: 24 pt}]"
                )
                continue
            then = self.limit(operator, kind, row.get("is"), step)
            high: Any = math.inf if bound is None else self.writing.value(row[bound], by, row)
            if then is None or high is None:
                continue
            if high is NONE or (rows and bound and high <= low):
                self.writing.wrong(step, "the steps must rise")
            rows.append((Range(low, high, low_in=low_in, high_in=bound != "under"), then, _words(row["is"])))
            low, low_in = high, bound == "under"
        return rows

    def choices(self, by: Kind, operator: Text, kind: Kind, right: Mapping) -> list[tuple[Scalar, Scalar, str]]:
        """Read rows by single values; a value that is in no row, where there is no `else`, is not known."""
        rows: list[tuple[Scalar, Scalar, str]] = []
        values = []
        for key, limit in self.writing.mapping(right.get("is"), "is", right).items():
            value = self.writing.value(key, by)
            then = self.limit(operator, kind, limit, key)
            if value is not None and then is not None:
                values.append(value)
                rows.append((Choice(frozenset([value])), then, _words(limit)))
        otherwise: Scalar | None = self.limit(operator, kind, right["else"], right) if "else" in right else Never()
        rows.append((Choice(frozenset(values), wanted=False), otherwise or Never(), _words(right.get("else"))))
        return rows

    def limit(self, operator: Text, kind: Kind, node: Any, at: Any) -> Scalar | None:
        """Read one limit of a table; `none` is no limit."""
        value = self.writing.value(node, kind, at)
        if value is NONE and operator != "equals":
            return Always()
        return None if value is None else set_of(operator, kind, value)

    # --- lists ------------------------------------------------------------------------------------------------------------

    def on_list(self, ref: Ref, kind: Kind, operator: Text, right: Any) -> list[Node]:
        """Read one operator on a list."""
        of = kind.of or INT
        element = of.name if of.name in SUBJECTS else VALUE
        if operator in ("present", "given"):
            wanted = self.writing.yes_no(_single(operator, right), operator, default=True)
            condition: Condition = Present(wanted) if operator == "present" else Given(wanted)
            return [On(ref, str(operator), condition, _words(right), place=self.place(operator))]
        if operator == "includes":
            if element != VALUE:
                self.writing.wrong(operator, f"includes takes a list of plain values, and {ref.name} is a {kind}", "some: {…}")
                return []
            values = self.writing.sequence(right, operator, operator, f"[{of.example}]")
            if not values:
                self.writing.wrong(right if right is not None else operator, "includes names nothing", "at least one value", f"[{of.example}]")
            return [self._includes(ref, of, each) for each in values]
        if operator == "count":
            return self.count(ref, of, element, operator, right)
        where = self.element_clause(ref, of, element, right, operator)
        number = Range(high=0) if operator == "every" else Range(low=1)
        condition = Count(where, number, element, failing=operator == "every")
        return [On(ref, str(operator), condition, _words(right), place=self.place(operator))]

    def _includes(self, ref: Ref, of: Kind, node: Any) -> On:
        value = self.writing.value(node, of)
        where = On(Ref(VALUE), "equals", Choice(frozenset([value])), _words(node), place=self.place(node))
        return On(ref, "includes", Count(where, Range(low=1), VALUE), _words(node), place=self.place(node))

    def element_clause(self, ref: Ref, of: Kind, element: str, node: Any, at: Any) -> Node:
        """Read what is asked of an element: a clause of its facts, or a condition on a plain value."""
        if element != VALUE:
            chain = (element, ref.subject, *ABOVE[ref.subject])
            return Clauses(self.writing, self.vocabulary, chain, inside=True, settings=self.settings).clause(node, f"the clause of {at}", at)
        parts = tuple(self.conditions(Ref(VALUE), of, node, at))
        return parts[0] if len(parts) == 1 else AllOf(parts)

    def count(self, ref: Ref, of: Kind, element: str, operator: Text, right: Any) -> list[Node]:
        """Read a count: `{where: CLAUSE, distinct: FACT|value, OP: N}`."""
        written = self.writing.mapping(right, "count", operator, "count: {where: {kind: box_id}, equals: 1}")
        comparisons = ("equals", *ORDERING)
        self.writing.keys(written, ("where", "distinct", *comparisons), "count")
        where = self.element_clause(ref, of, element, written["where"], written.key("where")) if "where" in written else None
        distinct = self.distinct(element, written["distinct"]) if isinstance(written.get("distinct"), Text) else None
        found: list[Node] = []
        for name in comparisons:
            if name not in written:
                continue
            number = self.writing.value(written[name], INT, written)
            if isinstance(number, int):
                limits = set_of(name, INT, number)
                if isinstance(limits, Range):
                    counted = Count(where, limits, element, distinct=distinct)
                    found.append(On(ref, "count", counted, f"{name.replace('_', ' ')} {number}", place=self.place(written.key(name))))
        if not found:
            self.writing.wrong(written or operator, "count compares with nothing", "equals, at_most, at_least, more_than or less_than", "equals: 1")
        return found

    def distinct(self, element: str, name: Text) -> Ref | None:
        """Read what is to differ: a fact of the elements, or the plain values themselves."""
        if element == VALUE:
            if name != "value":
                self.writing.wrong(name, f"{shown(name)}: the elements are plain values", "distinct: value")
            return Ref(VALUE)
        return Clauses(self.writing, self.vocabulary, (element,)).ref(name)


def _kind(ref: Ref) -> Kind:
    fact: Fact | None = ref.fact
    return fact.kind if fact else INT


def _fits(operator: str, kind: Kind) -> bool:
    if kind.name in SUBJECTS:
        return False
    if operator in ORDERING:
        return kind.ordered
    return kind.name == "text" if operator == "matches" else True


def set_of(operator: str, kind: Kind, value: Any) -> Scalar:
    """The set of values that an operator and its limit mean."""
    if operator == "equals":
        return Range(value, value) if kind.ordered and value is not NONE else Choice(frozenset([value]))
    sets: dict[str, Callable[[], Range]] = {
        "at_most": lambda: Range(high=value),
        "less_than": lambda: Range(high=value, high_in=False),
        "at_least": lambda: Range(low=value),
        "more_than": lambda: Range(low=value, low_in=False),
    }
    return sets[operator]()


def _single(key: str, value: Any) -> Mapping:
    line, column, file = getattr(value, "line", 0), getattr(value, "column", 0), getattr(value, "file", "")
    node = Mapping({key if isinstance(key, Text) else Text(key, line, column, file): value})
    node.line, node.column, node.file = line, column, file
    return node


def _example_operator(kind: Kind) -> str:
    return "every: {…}" if kind.name == "list" else f"at_most: {kind.example}" if kind.ordered else f"equals: {kind.example}"


def _words(node: Any) -> str:
    """The right side in words, for messages."""
    if isinstance(node, Mapping):
        if "fact" in node:
            return str(node["fact"]).replace("_", " ")
        return "; ".join(f"{key} {_words(value)}".strip() for key, value in node.items())
    if isinstance(node, Sequence):
        return ", ".join(_words(each) for each in node)
    return "" if node is None else str(node)


def unit_of(kind: Kind, node: Any) -> str:
    """The unit in which the author wrote a limit."""
    from inboundcheck.facts.kinds import QUANTITIES

    quantity = QUANTITIES.get(kind.name)
    if quantity is None or not isinstance(node, str):
        return ""
    try:
        return quantity.accept(str(node)).unit
    except ValueError:
        return ""
