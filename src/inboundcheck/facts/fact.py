"""What a fact is: a named, typed, documented function of its subject, with an aspect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from operator import attrgetter
from typing import Any, Literal, TypeAlias, get_args

from pydantic import BaseModel

from inboundcheck.answers import NONE, Answer
from inboundcheck.facts.kinds import QUANTITIES, Kind

Aspect: TypeAlias = Literal["identity", "dates", "counts", "size", "weight", "contents", "nature", "prep", "marks", "labels", "packing", "pallets"]
"""What a fact is about. Gaps are told per aspect, and `only` chooses by it."""
ASPECTS: tuple[str, ...] = get_args(Aspect)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known about a subject: `longest_side` of a box."""

    name: str
    subject: str
    kind: Kind
    aspect: str
    doc: str
    """One sentence; the first says what it is."""
    declared: Callable[[Any], Answer]
    """The answer by what was declared."""
    reads: tuple[str, ...] = ()
    """The model fields that `declared` reads: where its evidence stands, and what to ask for."""
    seen: Callable[[Any], Answer] | None = None
    """The answer by what photos show, where photos can speak: a function of `Sightings`."""
    attribute: str = ""
    """The field whose value is the answer as it stands; empty for a computed fact."""
    question: str = ""
    """What to ask a person, for a fact that no field holds."""
    plain: Callable[..., Answer] | None = None
    """What `declared` comes to when each field that it reads is one known length: a function of these, in nanometres, in any order."""

    @property
    def label(self) -> str:
        """The name as people say it."""
        return self.name.replace("_", " ")

    def __str__(self) -> str:
        return f"{self.subject}.{self.name}"

    def __reduce__(self) -> Any:
        """Pickle a fact of the library by its name, one that a pack asks for by what it is made of."""
        from inboundcheck.facts import VOCABULARY

        if VOCABULARY.get((self.subject, self.name)) is self:
            return _known, (self.subject, self.name)
        return Fact, tuple(getattr(self, each.name) for each in fields(self))


def _known(subject: str, name: str) -> Fact:
    from inboundcheck.facts import VOCABULARY

    return VOCABULARY[subject, name]


def never_declared(_subject: object) -> Answer:
    """Answer for a fact that only a person can state: not known, unless `facts:` says it."""
    return None


class Vocabulary(Mapping[tuple[str, str], Fact]):
    """All facts, by subject and name. Never changes; packs that ask for facts of their own get a larger copy."""

    def __init__(self, facts: list[Fact]) -> None:
        self._facts = {(fact.subject, fact.name): fact for fact in facts}

    def __getitem__(self, key: tuple[str, str]) -> Fact:
        return self._facts[key]

    def __iter__(self) -> Any:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def of(self, subject: str) -> dict[str, Fact]:
        """The facts of one subject, by name."""
        return {fact.name: fact for fact in self._facts.values() if fact.subject == subject}

    def with_asked(self, asked: list[Fact]) -> Vocabulary:
        """Return a vocabulary that also holds facts which a pack asks for."""
        return Vocabulary([*self._facts.values(), *asked])


class Table:
    """Collects the facts of one subject while its module is read."""

    def __init__(self, subject: str, model: type[BaseModel]) -> None:
        self.subject = subject
        self.model = model
        self.facts: list[Fact] = []

    def field(self, name: str, kind: Kind, aspect: Aspect, *, attribute: str = "", doc: str = "") -> None:
        """Add a fact that is one field as it stands; its documentation is the field's."""
        attribute = attribute or name
        described = doc or self.model.model_fields[attribute].description or f"The {name.replace('_', ' ')} of the {self.subject}."
        read = _amount_of(attribute) if kind.name in QUANTITIES else attrgetter(attribute)
        self.facts.append(Fact(name, self.subject, kind, aspect, described, read, (attribute,), attribute=attribute))

    def fact(
        self, kind: Kind, aspect: Aspect, *reads: str, plain: Callable[..., Answer] | None = None
    ) -> Callable[[Callable[[Any], Answer]], Callable[[Any], Answer]]:
        """Add a fact that is computed: decorate its function, and name the fields that it reads."""

        def keep(declared: Callable[[Any], Answer]) -> Callable[[Any], Answer]:
            doc = (declared.__doc__ or "").strip().split("\n\n")[0]
            self.facts.append(Fact(declared.__name__, self.subject, kind, aspect, doc, declared, reads, plain=plain))
            return declared

        return keep

    def in_photos(self, *names: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
        """Give facts their second function, of what photos show."""

        def keep(seen: Callable[..., Answer]) -> Callable[..., Answer]:
            for name in names:
                at, fact = next((at, fact) for at, fact in enumerate(self.facts) if fact.name == name)
                self.facts[at] = replace(fact, seen=seen)
            return seen

        return keep


def _amount_of(attribute: str) -> Callable[[Any], Answer]:
    """Read a quantity field as its canonical amount."""
    get = attrgetter(attribute)

    def amount(subject: Any) -> Answer:
        value = get(subject)
        return value if value is None or value is NONE else value.amount

    return amount
