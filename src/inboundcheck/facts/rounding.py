"""Rounding as carriers do it: the sides and the weight of a box are rounded first, and what is worked out of them follows."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from inboundcheck.answers import NONE, Answer, Open, Span
from inboundcheck.facts.boxes import BOX
from inboundcheck.facts.fact import Fact
from inboundcheck.facts.kinds import QUANTITIES
from inboundcheck.facts.known import Known, Unseen, parsed
from inboundcheck.model import Between, Box, Photo
from inboundcheck.quantities import Amount, Length, Mass

_FIELDS = {"length": "sides", "width": "sides", "height": "sides", "weight": "weight"}
_STATED = {"longest_side": "sides", "second_side": "sides", "shortest_side": "sides", "height": "sides", "weight": "weight"}
"""The facts that are inputs themselves, where somebody states them."""
_GROWING = ("length_plus_girth", "volume")
"""The facts that grow with the sides: stated by themselves, they are the least that comes of rounded sides."""
_KNOWN = {fact.name: fact for fact in BOX.facts if fact.name in (*_STATED, *_GROWING)}


@dataclass(frozen=True, slots=True)
class Step:
    """`up to 1 in`, or `nearest 1 in`: whole multiples of an amount."""

    size: Length | Mass
    nearest: bool = False

    def __str__(self) -> str:
        return f"{'nearest' if self.nearest else 'up to'} {self.size}"

    def of(self, amount: Any) -> Any:
        """Round a canonical amount, exactly; a multiple stays as it is, and half a step goes up."""
        step: Amount = self.size.amount
        if amount in (math.inf, -math.inf):
            return amount
        return (2 * amount + step) // (2 * step) * step if self.nearest else -(-amount // step) * step

    def quantity(self, value: Length | Mass) -> Length | Mass:
        """Round a value; shown in the unit of the step."""
        amount = self.of(value.amount)
        if amount == value.amount:
            return value
        return self.size.__class__.exactly(amount, self.size.show(amount, self.size.unit), self.size.unit)

    def field(self, value: Any) -> Any:
        """Round what a field holds: a value, or both ends of an interval."""
        if isinstance(value, Length | Mass):
            return self.quantity(value)
        return Between(low=self.quantity(value.low), high=self.quantity(value.high)) if isinstance(value, Between) else value

    def answer(self, answer: Answer) -> Answer:
        """Round an answer: an amount, or both ends of an interval."""
        if answer is None or answer is NONE:
            return answer
        return Span(self.of(answer.low), self.of(answer.high)) if isinstance(answer, Span) else self.of(answer)


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a rule rounds the sides and the weight of a box before it looks at them."""

    sides: Step | None = None
    weight: Step | None = None

    def __str__(self) -> str:
        return ", ".join(f"{name} {step}" for name, step in (("sides", self.sides), ("weight", self.weight)) if step)

    def step(self, which: str) -> Step | None:
        """The step of `sides` or of `weight`."""
        return self.sides if which == "sides" else self.weight

    def box(self, box: Box) -> Box:
        """Round what is declared and what was measured in photos; the box itself where nothing changes."""
        found: dict[str, Any] = {}
        for name, which in _FIELDS.items():
            step, value = self.step(which), getattr(box, name)
            if step is not None and value is not None:
                found[name] = step.field(value)
        if self.sides is not None and isinstance(box.photos, tuple | Open):
            photos = tuple(self._photo(each) for each in (box.photos.items if isinstance(box.photos, Open) else box.photos))
            found["photos"] = Open(photos) if isinstance(box.photos, Open) else photos
        if box.facts:
            found["facts"] = tuple((name, self._stated(name, value)) for name, value in box.facts)
        changed = {name: value for name, value in found.items() if value is not getattr(box, name)}
        return box.model_copy(update=changed) if changed else box

    def _photo(self, photo: Photo) -> Photo:
        step, sightings = self.sides, photo.sightings
        if step is None or not isinstance(sightings, tuple | Open):
            return photo
        items = sightings.items if isinstance(sightings, Open) else sightings
        rounded = tuple(
            each.model_copy(update={"low": step.field(each.low), "high": step.field(each.high)}) if each.kind == "side" else each for each in items
        )
        return photo.model_copy(update={"sightings": Open(rounded) if isinstance(sightings, Open) else rounded})

    def _stated(self, name: str, value: Any) -> Any:
        """Round an answer under `facts:`; one that cannot be read stays as it is."""
        fact = _KNOWN.get(name)
        if fact is None:
            return value
        answer = self.answer(name, parsed(fact, value))
        return answer if answer is None or answer is NONE or isinstance(answer, Span) else _as_quantity(fact, answer)

    def answer(self, name: str, answer: Answer) -> Answer:
        """Round the stated answer of one fact of a box."""
        if name in _GROWING and self.sides is not None and answer is not None and answer is not NONE:
            least = answer.low if isinstance(answer, Span) else answer
            return None if self.sides.nearest else Span(least, math.inf)
        step = self.step(_STATED.get(name, "")) if name in _STATED else None
        return step.answer(answer) if step else answer

    def answers(self, given: Mapping[str, Answer]) -> dict[str, Answer]:
        """Round the answers that are given beside a box."""
        return {name: self.answer(name, answer) for name, answer in given.items()}


def concerns(fact: Fact) -> bool:
    """Whether rounding the sides and the weight of a box can change a fact."""
    return fact.subject == "box" and (fact.name in _KNOWN or not _FIELDS.keys().isdisjoint(fact.reads))


def _as_quantity(fact: Fact, amount: Amount) -> Any:
    kind = QUANTITIES[fact.kind.name]
    unit = next(iter(kind.units))
    return kind.exactly(amount, kind.show(amount, unit), unit)


def rounded(known: Known, rounding: Rounding | None) -> Known:
    """The same subject in a box whose sides and weight are rounded; it remembers what it was before."""
    if rounding is None:
        return known
    if known.kind == "box":
        thing = known.thing if isinstance(known.thing, Unseen) else rounding.box(known.thing)
        return replace(known, thing=thing, given=rounding.answers(known.given), unrounded=known)
    return replace(known, above=rounded(known.above, rounding)) if known.above is not None else known
