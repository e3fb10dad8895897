"""What is known of one subject and of those above it: declared and seen, united where they agree, side by side where not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from inboundcheck.answers import NONE, Answer, Open, Span, high, listed, low
from inboundcheck.facts.fact import Fact
from inboundcheck.facts.seen import Clash, Sightings, merge, photos_of

ABOVE = {
    "shipment": (),
    "pallet": ("shipment",),
    "box": ("shipment",),
    "product": ("shipment",),
    "item": ("box", "shipment"),
    "label": ("box", "pallet", "shipment"),
    "barcode": ("box", "pallet", "shipment"),
    "photo": ("box", "shipment"),
}
"""The subjects above each subject, the nearest first."""

VALUE = "value"
"""The subject that the elements of a list of plain values are."""


class Unseen:
    """Stands for whatever an unknown or open list may hold besides what is known: nothing is known of it."""

    facts: tuple[Any, ...] = ()


@dataclass(slots=True)
class Known:
    """A subject, with what it lies in."""

    kind: str
    thing: Any
    above: Known | None = None
    given: Mapping[str, Answer] = field(default_factory=dict)
    """Answers that the pack in force or an example gives, by fact name; they win over everything."""
    conflicting: bool = False
    """Whether photos show it and the declaration contradicts them."""
    by_id: bool = False
    """Whether that was in a photo in which the box's ID was read."""
    _shown: dict[tuple[str, float], Answer] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What its photos show of each fact, by confidence: many rules ask for the same."""
    unrounded: Known | None = None
    """What it was before a rule rounded its sides and weight."""

    def at(self, kind: str) -> Known | None:
        """Return this subject or the nearest one above it of a kind."""
        known: Known | None = self
        while known is not None and known.kind != kind:
            known = known.above
        return known

    def alternatives(self, fact: Fact, min_confidence: float) -> tuple[Answer, ...]:
        """Return the answer, or the two (declared first) where what was declared and what was seen contradict each other."""
        if fact.name in self.given:
            return (self.given[fact.name],)
        if self.thing.__class__ is Unseen:
            return (None,)
        told = self._declared(fact)
        seen = self._seen(fact, min_confidence)
        if isinstance(seen, Clash):
            return seen.answers if told is None else (told, *seen.answers)
        return unite(fact, told, seen)

    def photos_disagree(self, fact: Fact, min_confidence: float) -> bool:
        """Whether photos contradict each other over a fact, whatever was declared."""
        return fact.name not in self.given and isinstance(self._seen(fact, min_confidence), Clash)

    def _seen(self, fact: Fact, min_confidence: float) -> Answer:
        if fact.seen is None or self.thing.__class__ is Unseen or not getattr(self.thing, "photos", None):
            return None
        key = fact.name, min_confidence
        if key not in self._shown:
            photos = photos_of(self.thing)
            self._shown[key] = fact.seen(Sightings(photos, min_confidence)) if photos else None
        return self._shown[key]

    def _declared(self, fact: Fact) -> Answer:
        """What was declared: an answer under `facts:` wins over what the fields come to."""
        for name, value in getattr(self.thing, "facts", ()):
            if name == fact.name:
                return parsed(fact, value)
        return fact.declared(self.thing)


def children(box: Known, kind: str, fact: Fact, min_confidence: float) -> tuple[list[Known], bool]:
    """Return what a list of a box holds, by what was declared and what its photos show, and whether that is all of it.

    What a photo shows against a closed declaration is marked as conflicting.
    """
    answers = box.alternatives(fact, min_confidence)
    if len(answers) == 1:
        return [Known(kind, element, box) for element in listed(answers[0])], isinstance(answers[0], tuple)
    elements, strange = match(listed(answers[0]), listed(answers[1]))
    sure = with_photos_by_id(box)
    of_ids = sure.alternatives(fact, min_confidence) if sure and strange else ()
    by_id = match(listed(of_ids[0]), listed(of_ids[1]))[1] if len(of_ids) > 1 else ()
    found = [Known(kind, element, box) for element in elements]
    found += [Known(kind, element, box, conflicting=True, by_id=element in by_id) for element in strange]
    return found, isinstance(answers[0], tuple)


def with_photos_by_id(known: Known) -> Known | None:
    """Return a subject as it is known by those photos of its box alone in which the box's ID was read; None where there are none."""
    if known.kind != "box":
        above = with_photos_by_id(known.above) if known.above else None
        return replace(known, above=above) if above else None
    photos = tuple(photo for photo in photos_of(known.thing) if photo.bound_by == "id")
    return replace(known, thing=known.thing.model_copy(update={"photos": photos})) if photos else None


def parsed(fact: Fact, value: object) -> Answer:
    """Read an answer given under `facts:`; one that cannot be read is not known (the report says so apart)."""
    try:
        return fact.kind.parse(value)
    except ValueError:
        return None


def unite(fact: Fact, told: Answer, seen: Answer) -> tuple[Answer, ...]:
    """Unite a declared and a seen answer: one answer where they agree, both where they do not."""
    if told is None or seen is None:
        return (told if seen is None else seen,)
    if fact.kind.name == "list":
        return _unite_lists(told, seen)
    if NONE in (told, seen) or not fact.kind.ordered:
        return (told,) if told == seen else (told, seen)
    least, most = max(low(told), low(seen)), min(high(told), high(seen))
    if least > most:
        return (told, seen)
    return (least if least == most else Span(least, most),)


def _unite_lists(told: Answer, seen: Answer) -> tuple[Answer, ...]:
    united, unmatched = match(listed(told), listed(seen))
    if isinstance(told, Open):
        everything = (*united, *unmatched)
        return (Open(everything) if isinstance(seen, Open) else everything,)
    if not isinstance(seen, Open):
        return (united,) if len(listed(seen)) == len(united) and not unmatched else (told, seen)
    # Who declared all of them forgot some: the other way to read it is the declared list with these.
    return (told, (*united, *unmatched)) if unmatched else (united,)


def match(told: tuple[Any, ...], seen: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """Give each seen element a declared one that it does not contradict; return the united list and what found no partner."""
    united = list(told)
    free = list(range(len(told)))
    unmatched = []
    for element in seen:
        for at in free:
            merged = merge(told[at], element)
            if merged is not None:
                united[at] = merged
                free.remove(at)
                break
        else:
            unmatched.append(element)
    return tuple(united), tuple(unmatched)
