"""What the photos of one box show, as far as a rule trusts them.

A sighting under the rule's `min_confidence` is left out, and what it might have been keeps its list open: a doubtful read is
never a violation and never lets a box pass.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from inboundcheck.answers import Answer, Open, Span, high, listed, low
from inboundcheck.model import Barcode, Between, FaceSeen, Label, Photo, Range, Sighting
from inboundcheck.model.words import Face, words
from inboundcheck.quantities import Quantity

_AS_THE_PHOTO_IS = frozenset({"scannable", "quiet_zone_modules"})
"""What a photo may get wrong of a thing without it being another thing."""
ALL_FACES = frozenset(words(Face))


@dataclass(frozen=True)
class Clash:
    """Photos that contradict each other: each answer is what some of them show."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Sightings:
    """The sightings of one box's photos, split by a confidence."""

    photos: tuple[Photo, ...]
    min_confidence: float

    @cached_property
    def all(self) -> tuple[tuple[int, Sighting], ...]:
        """Every sighting, with the number of its photo."""
        return tuple((number, each) for number, photo in enumerate(self.photos) for each in listed(photo.sightings))

    def trusted(self, kind: str) -> list[tuple[int, Any]]:
        """The sightings of a kind that are sure enough, with the number of their photo."""
        return [(number, each) for number, each in self.all if each.kind == kind and each.confidence >= self.min_confidence]

    def doubtful(self, kind: str) -> bool:
        """Whether some sighting of the kind is not sure enough, and none that is sure says the same."""
        unsure = [(number, each) for number, each in self.all if each.kind == kind and each.confidence < self.min_confidence]
        return any(not any(_settles(sure, each) for sure in self.trusted(kind)) for each in unsure)

    def looked(self, detector: str) -> bool:
        """Whether any face was looked at for this."""
        return any(isinstance(each, FaceSeen) and each.detector == detector for _, each in self.all)

    def closed_faces(self, detector: str) -> frozenset[str]:
        """The faces on which nothing of this kind can have been missed."""
        return frozenset(each.face for _, each in self.trusted("face") if each.detector == detector and each.closed)

    def gathered(self, detector: str, kind: str, attribute: str) -> Answer:
        """List what was found: closed when every face is closed for the detector and nothing doubtful is left."""
        found = _distinct((number, self._placed(number, getattr(each, attribute))) for number, each in self.trusted(kind))
        if self.closed_faces(detector) >= ALL_FACES and not self.doubtful(kind):
            return found
        return Open(found) if found or self.looked(detector) or self.doubtful(kind) else None

    def _placed(self, number: int, thing: Any) -> Any:
        """Put a label or barcode of which nothing else is said on the face that its photo shows."""
        view = self.photos[number].view
        return thing.model_copy(update={"face": view}) if view is not None and getattr(thing, "face", view) is None else thing

    def measured(self, side: str) -> Answer:
        """Intersect the measurements of one side, or say that they contradict each other. One without an upper end bounds it from below only."""
        seen = [each for _, each in self.trusted("side") if each.side == side and each.low]
        spans = [(low(each.low.amount), high(each.high.amount) if each.high else math.inf) for each in seen]
        if not spans:
            return None
        least, most = max(each[0] for each in spans), min(each[1] for each in spans)
        if least > most:
            return Clash(tuple(dict.fromkeys(Span(*each) if each[0] < each[1] else each[0] for each in spans)))
        return Span(least, most) if least < most else least


def _settles(sure: tuple[int, Any], unsure: tuple[int, Any]) -> bool:
    """Whether a sure sighting says all that an unsure one says of what must be the same thing."""
    one, other = (getattr(each, each.kind, None) for _, each in (sure, unsure))
    if isinstance(other, Barcode | Label):
        named = other.text if isinstance(other, Barcode) else other.kind
        return named is not None and sure[0] != unsure[0] and _adds_nothing(one, other)
    return other is not None and one == other and getattr(sure[1], "face", None) == getattr(unsure[1], "face", None)


def _adds_nothing(one: Any, other: Any) -> bool:
    """Whether a second description of a thing says nothing more of what it is; how well it is printed does not count."""
    left_out = dict.fromkeys(_AS_THE_PHOTO_IS.intersection(type(one).model_fields))
    united = merge(one, other)
    return united is not None and united.model_copy(update=left_out) == one.model_copy(update=left_out)


def _distinct(found: Iterable[tuple[int, Any]]) -> tuple[Any, ...]:
    """Merge what two photos may show of one thing; two things in one photo stay two."""
    kept: list[tuple[set[int], Any]] = []
    for number, thing in found:
        for at, (photos, other) in enumerate(kept):
            if number not in photos and (merged := merge(other, thing)) is not None:
                kept[at] = ({*photos, number}, merged)
                break
        else:
            kept.append(({number}, thing))
    return tuple(thing for _, thing in kept)


def merge(one: Any, other: Any) -> Any | None:
    """Unite two descriptions of what may be one thing; None where they contradict each other.

    Models agree when no field that both know differs; intervals agree when they touch, and the narrower is kept. How well a barcode is
    printed looks different in every photo: where two do not agree on that, it is not known.
    """
    if isinstance(one, Quantity | Between) and isinstance(other, Quantity | Between):
        return _narrower(one, other)
    if isinstance(one, Range) and isinstance(other, Range):
        return _shared(one, other)
    if not hasattr(one, "model_fields_set") or type(one) is not type(other):
        return one if one == other else None
    update = {}
    for name in type(one).model_fields:
        mine, theirs = getattr(one, name), getattr(other, name)
        if theirs is None or theirs == ():
            continue
        united = theirs if mine is None or mine == () else merge(mine, theirs)
        if united is None and name not in _AS_THE_PHOTO_IS:
            return None
        update[name] = united
    return one.model_copy(update=update)


def _narrower(one: Any, other: Any) -> Any | None:
    ends = [(each.low.amount, each.high.amount) if isinstance(each, Between) else (each.amount, each.amount) for each in (one, other)]
    if max(ends[0][0], ends[1][0]) > min(ends[0][1], ends[1][1]):
        return None
    return min((one, other), key=lambda each: ends[each is other][1] - ends[each is other][0])


def _shared(one: Range, other: Range) -> Range | None:
    """What two measured numbers share: each is right, so the truth lies in both."""
    least, most = max(one.low, other.low), min(math.inf if each.high is None else each.high for each in (one, other))
    return Range(low=least, high=None if most == math.inf else most) if least <= most else None


def photos_of(subject: Any) -> tuple[Photo, ...]:
    """The photos of a subject in which somebody has looked; most subjects have none."""
    return tuple(photo for photo in listed(getattr(subject, "photos", None)) if photo.sightings is not None)


def every_sighting(photos: Iterable[Photo]) -> Iterable[Sighting]:
    """All sightings of several photos."""
    return chain.from_iterable(listed(photo.sightings) for photo in photos)
