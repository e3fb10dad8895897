"""The one next photo of a box that settles most of what is still open, in words for the packing table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from inboundcheck.engine.findings import PHOTOS_DISAGREE, name_of
from inboundcheck.facts import Fact
from inboundcheck.facts.seen import every_sighting, photos_of
from inboundcheck.model import Box, FaceSeen
from inboundcheck.model.words import Face, words
from inboundcheck.report import Subject

_DETECTORS = {
    "outside_barcodes": "barcodes", "labels": "labels", "team_lift_faces": "marks", "mech_lift_faces": "marks", "heavy_mark_faces": "marks",
    "overwraps": "joins", "strap_on_box": "joins",
}  # fmt: skip
"""What has to be looked for on all faces before a list is known to be whole."""
_OF_LABELS = {"flat_on_one_face": "edges", "edge_clearance": "edges", "seam_clearance": "seams", "over_tape": "seams"}
"""What has to be looked for on the face of a label before a fact of it is known."""
_LOOKED_FOR = frozenset({"barcodes"})
"""What the photo stages look for in every photo. The rest a photo settles only where a person has begun to look for it."""
_FROM_A_CORNER = frozenset({"joined_to", "longest_side", "second_side", "shortest_side"})
_SIDES = tuple(sorted(words(Face), key=("front", "back", "left", "right", "top", "bottom").index))
_BOX = re.compile(r"/boxes/\d+")


@dataclass
class NextPhotos:
    """What is still open of the boxes that have photos."""

    boxes: dict[tuple[str, str], Box] = field(default_factory=dict)
    """By their pointer and name."""
    _chosen: dict[tuple[str, str], str] = field(default_factory=dict)
    _open: dict[tuple[str, str], Counter[Fact]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, box: Box, pointer: str) -> None:
        """Remember a box that has photos."""
        self.boxes[pointer, name_of(box, pointer)] = box

    def want(self, subjects: Iterable[Subject], facts: Iterable[Fact]) -> None:
        """Count a rule that misses these facts of these subjects."""
        facts = tuple(facts)
        if self.boxes:
            for subject in subjects:
                if (key := _key(subject)) in self.boxes:
                    self._open[key].update(facts)

    def needs(self, subjects: Sequence[Subject], facts: Sequence[Fact], *, disagreement: str = "") -> Iterator[str]:
        """Give the photo of each box that would settle what is open about these facts, or the look at it that ends a disagreement."""
        if not self.boxes:
            return
        for subject in subjects:
            box = self.boxes.get(key := _key(subject))
            if box is not None and disagreement:
                yield _settling(box, key[1], disagreement)
            elif box is not None and any(map(_by_a_person, facts)):
                photo = self._best(box, key)
                own = [each for fact in facts for each in _candidates(box, key[1], fact) if fact.subject == "label"]
                settles = any(photo in _candidates(box, key[1], fact) for fact in facts)
                yield from [photo] if settles else own[:1]  # what a label was not decided for is said, whatever else is to be taken
        without = list(dict.fromkeys(key[1] for key in map(_key, subjects) if key not in self.boxes and key[1]))
        if without and any(by_photo(fact) for fact in facts):
            whose = without[0] if len(without) == 1 else f"each of {len(without):,} boxes that have no photos"
            yield f"a photo of the labelled face of {whose}, whole and straight on"

    def _best(self, box: Box, key: tuple[str, str]) -> str:
        """The photo that settles most rules; of several that settle as many, the first that is asked for."""
        if key not in self._chosen:
            settled: Counter[str] = Counter()
            for fact, rules in self._open[key].items():
                for photo in _candidates(box, key[1], fact):
                    settled[photo] += rules
            self._chosen[key] = max(settled, key=settled.__getitem__, default="")
        return self._chosen[key]


def _key(subject: Subject) -> tuple[str, str]:
    found = _BOX.match(subject.pointer)
    return (found[0] if found else "", subject.box or (str(subject) if subject.kind == "box" else ""))


def by_photo(fact: Fact) -> bool:
    """Whether any photo, looked at by the photo stages, can settle a fact."""
    return fact.subject == "barcode" or _DETECTORS.get(fact.name) in _LOOKED_FOR


def _by_a_person(fact: Fact) -> bool:
    """Whether a person who looks at a photo can settle it."""
    return by_photo(fact) or fact.name in _DETECTORS or fact.name in _FROM_A_CORNER or (fact.subject == "label" and fact.name in _OF_LABELS)


def _candidates(box: Box, name: str, fact: Fact) -> list[str]:
    """The photos that would bring a fact nearer to being known."""
    if fact.subject == "barcode":
        return [f"a sharp photo of that barcode of {name}, from near"]
    kinds = {each.kind for each in every_sighting(photos_of(box))}
    if fact.name in _FROM_A_CORNER and kinds & {"side", "join"}:
        return [f"a photo of {name} from the corner opposite its label, held high, with three whole sides"]
    if fact.subject == "label":
        return _again(box, _OF_LABELS.get(fact.name, ""))
    detector = _DETECTORS.get(fact.name)
    return _of_faces(box, name, detector) if detector else []


def _of_faces(box: Box, name: str, detector: str) -> list[str]:
    """Take again what was taken badly; else take the first side of which there is nothing yet."""
    photos = photos_of(box)
    faces = [each for each in every_sighting(photos) if isinstance(each, FaceSeen) and each.detector == detector]
    if not faces and detector not in _LOOKED_FOR:
        return []
    closed = {each.face for each in faces if each.closed}
    left = [side for side in _SIDES if side not in closed]
    return _again(box, detector) or [f"a photo of the whole {_side(side)} of {name}, straight on" for side in left[:1]]


def _again(box: Box, detector: str) -> list[str]:
    """The photos that did not show a face well enough, with what was wrong."""
    seen = [
        (photo, each)
        for photo in photos_of(box)
        for each in every_sighting([photo])
        if isinstance(each, FaceSeen) and each.detector == detector
    ]  # fmt: skip
    closed = {each.face for _, each in seen if each.closed}
    return [f"{photo.path} again ({each.reason})" for photo, each in seen if not each.closed and each.reason and each.face not in closed]


def _side(face: str) -> str:
    return face if face in ("top", "bottom") else f"{face} side"


def _settling(box: Box, name: str, disagreement: str) -> str:
    """What settles a disagreement: the ID of the box in the photo; where it was read already, a photo or a person."""
    if not any(photo.bound_by == "id" for photo in photos_of(box)):
        return f"a photo in which the ID of {name} can be read"
    if disagreement.startswith(PHOTOS_DISAGREE):
        return f"one new photo of {name} that settles it"
    return f"a look at {name}: declare what the photo shows, or remove or cover it and take the photo again"
