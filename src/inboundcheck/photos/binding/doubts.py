"""What a photo of a box may show and only a person can say: that a strap goes round it, or that something holds it to another box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from inboundcheck.answers import listed
from inboundcheck.conditions import DEFAULT_CONFIDENCE
from inboundcheck.facts.boxes import STRAPS
from inboundcheck.model import Box, FaceSeen, JoinSeen, OverwrapSeen, Sighting
from inboundcheck.model.sightings import Point


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that is told of a photo without being judged."""

    why: str
    """A key of `unbound.KINDS`."""
    says: str
    polygon: tuple[Point, ...]


def doubts(sightings: Iterable[Sighting], box: Box) -> Iterator[Doubt]:
    """Say what is doubtful in a photo of a box, and not declared anyway."""
    unsure = [each for each in sightings if each.confidence < DEFAULT_CONFIDENCE]
    joins = [each for each in unsure if isinstance(each, JoinSeen) and each.joined]
    straps = [each for each in unsure if isinstance(each, OverwrapSeen) and each.overwrap in STRAPS]
    if joins and not listed(box.joined_to):
        yield Doubt("possibly-joined", "a stripe lies over a line along which two boxes may touch", joins[0].polygon)
    if straps and STRAPS.isdisjoint(listed(box.overwraps)):
        many = "a stripe looks" if len(straps) == 1 else f"{len(straps)} stripes look"
        yield Doubt("possibly-strapped", f"{many} like a strap", straps[0].polygon)


def settled(seen: Sighting, by_hand: Sighting) -> bool:
    """Whether a person has looked: said of this photo what is joined, named the strap, or closed a face for what goes round it."""
    if isinstance(seen, JoinSeen):
        return isinstance(by_hand, JoinSeen)
    if not isinstance(seen, OverwrapSeen):
        return False
    if isinstance(by_hand, FaceSeen):
        return by_hand.detector == "joins" and by_hand.closed
    return isinstance(by_hand, OverwrapSeen) and by_hand.overwrap == seen.overwrap
