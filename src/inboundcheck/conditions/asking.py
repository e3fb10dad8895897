"""Asks for the answers that a tree reads: one world at a time where declarations and photos disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice, product
from typing import Any, TypeAlias

from inboundcheck.answers import Answer, Truth
from inboundcheck.conditions.tree import Ref
from inboundcheck.facts.known import VALUE, Known, Unseen

UniqueCheck: TypeAlias = Callable[[Known, Ref, str], Truth]
"""Says whether no other subject within a scope has the same value; the run knows, a single subject does not."""
_MOST_WORLDS = 64


def never_compared(_known: Known, _ref: Ref, _within: str) -> Truth:
    """The uniqueness of a subject that stands alone: not known."""
    return None


@dataclass(frozen=True, slots=True)
class Asker:
    """What one subject answers, in one world."""

    known: Known
    min_confidence: float = 0.0
    chosen: Mapping[Ref, Answer] = field(default_factory=dict)
    """The answers of this world, for facts that have more than one."""
    masked: frozenset[str] = frozenset()
    """Aspects that nobody asked for: their facts count as not known, those of the shipment excepted."""
    unique_check: UniqueCheck = never_compared

    def answer(self, ref: Ref) -> Answer:
        """Return the answer of a fact."""
        if ref in self.chosen:
            return self.chosen[ref]
        answers = self.alternatives(ref)
        return answers[0]

    def alternatives(self, ref: Ref) -> tuple[Answer, ...]:
        """Return every answer that the evidence gives."""
        if ref.fact is None:
            return (self.known.thing if self.known.kind == VALUE else None,)
        if ref.fact.aspect in self.masked and ref.subject != "shipment":
            return (None,)
        known = self.known.at(ref.subject)
        return known.alternatives(ref.fact, self.min_confidence) if known else (None,)

    def photos_disagree(self, ref: Ref) -> bool:
        """Whether photos contradict each other over a fact that was asked for."""
        known = self.known.at(ref.subject) if ref.fact and len(self.alternatives(ref)) > 1 else None
        return known is not None and ref.fact is not None and known.photos_disagree(ref.fact, self.min_confidence)

    def unseen(self, ref: Ref) -> bool:
        """Whether a fact's subject is one that nobody has seen: then not even what the file gives of it is known."""
        known = self.known.at(ref.subject) if ref.fact else None
        return known is not None and known.thing.__class__ is Unseen

    def within(self, kind: str, element: Any) -> Asker:
        """Ask an element of a list; what it does not have itself, the subject answers."""
        return Asker(Known(kind, element, self.known), self.min_confidence, self.chosen, self.masked, self.unique_check)

    def unique(self, ref: Ref, within: str) -> Truth:
        """Say whether the value of a fact is unique."""
        return self.unique_check(self.known, ref, within)

    def worlds(self, refs: tuple[Ref, ...]) -> Iterator[Asker]:
        """Return this asker, or one for each way in which disagreeing evidence can be read: what was declared comes first."""
        answers = {ref: alternatives for ref in dict.fromkeys(refs) if len(alternatives := self.alternatives(ref)) > 1}
        if not answers:
            yield self
            return
        for combination in islice(product(*answers.values()), _MOST_WORLDS):
            chosen = dict(zip(answers, combination, strict=True))
            yield Asker(self.known, self.min_confidence, chosen, self.masked, self.unique_check)
