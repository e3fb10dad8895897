"""The questions about one photo, and the sightings as the answers leave them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from inboundcheck.conditions import DEFAULT_CONFIDENCE
from inboundcheck.model import BarcodeSeen, DunnageSeen, LabelSeen, OverwrapSeen, Sighting
from inboundcheck.model.sightings import BY_A_PERSON, Point
from inboundcheck.photos.asking.kinds import KINDS, Kind
from inboundcheck.photos.faces.label_quads import TOO_FAR_BY
from inboundcheck.photos.looked import Looked
from inboundcheck.report import Answered, Question

_SAID = {"strap": "a strap", "elastic": "an elastic band", "peanuts": "loose fill (packing peanuts)", "shredded_paper": "shredded or crinkled paper"}
"""How a thing is named in a question, where its word alone is none."""
_LEAST = 120
"""Pixels that are shown around what is meant at least, where the photo has them."""


@dataclass
class Asked:
    """What is asked about one photo of a box; what was answered is taken in."""

    looked: Looked
    box: str
    """As findings name it: `box A1`."""
    answers: Mapping[str, Answered] = field(default_factory=dict)
    """By the question's ID."""
    questions: list[Question] = field(default_factory=list)
    used: list[Answered] = field(default_factory=list)

    def settled(self, sightings: Iterable[Sighting], *, near: Iterable[Sighting] = ()) -> tuple[Sighting, ...]:
        """Return sightings as the answers leave them, and note what is still to be asked.

        A label of which only its barcode was seen is shown by that: `near` are the sightings among which it is looked for.
        """
        if not self.looked.sha256:
            return tuple(sightings)
        codes = [each for each in near if isinstance(each, BarcodeSeen)]
        found = (self._settled(each, _where(each, codes)) for each in sightings)
        return tuple(each for each in found if each is not None)

    def sheets(self, sightings: Iterable[Sighting]) -> Iterator[Sighting]:
        """Give the labels that a person recognised in sheets on which no code of the box was read; ask about the others.

        Nothing is asked where the photo shows the label with the box ID already, nor of sheets that are too far away to be recognised: a nearer
        photo tells.
        """
        sightings = tuple(sightings)
        if any(isinstance(each, LabelSeen) and each.label.kind == "box_id" and each.confidence >= DEFAULT_CONFIDENCE for each in sightings):
            return
        known = {each.polygon for each in sightings if isinstance(each, LabelSeen)}
        for sheet in self.looked.labels:
            if sheet.polygon and sheet.polygon not in known and sheet.by != TOO_FAR_BY:
                doubted = sheet.model_copy(update={"confidence": min(sheet.confidence, DEFAULT_CONFIDENCE / 2)})
                yield from (each for each in self.settled([doubted]) if each.confidence >= DEFAULT_CONFIDENCE)

    def _settled(self, sighting: Sighting, area: tuple[Point, ...]) -> Sighting | None:
        settled: Any = sighting
        for kind in KINDS:
            if settled is not None and kind.open(settled):
                question = self._question(kind, settled, area)
                answered = self.answers.get(question.id)
                if answered is None:
                    self.questions.append(question)
                else:
                    self.used.append(answered)
                    settled = (kind.yes if answered.yes else kind.no)(settled.model_copy(update={"by": _by(settled, answered)}))
        return settled  # type: ignore[no-any-return]

    def _question(self, kind: Kind, sighting: Sighting, area: tuple[Point, ...]) -> Question:
        text = kind.asks.format(box=self.box, what=_what(sighting))
        crop = _crop(area, kind.around, self.looked)
        return Question(self._id(kind, sighting, area), kind.name, text, self.box, self.looked.path, self.looked.sha256, area, crop, kind.sets)

    def _id(self, kind: Kind, sighting: Sighting, area: tuple[Point, ...]) -> str:
        """Name a question by the photo, the kind, the box and the place: whole percents of the photo, so that no last digit matters."""
        about = sighting.label.kind if isinstance(sighting, LabelSeen) else ""
        longer = max(self.looked.width, self.looked.height, 1)
        place = [round(100 * sum(ends) / len(area) / longer) for ends in zip(*area, strict=True)] if area else []
        parts = (self.looked.sha256, kind.name, self.box, about or "", *place)
        return sha256("|".join(map(str, parts)).encode(errors="surrogatepass")).hexdigest()[:16]


def _by(sighting: Sighting, answered: Answered) -> str:
    """Whoever declared something of it before stays named."""
    before = f"{sighting.by}; " if sighting.by.startswith(BY_A_PERSON) and sighting.by != answered.declared else ""
    return before + answered.declared


def _where(sighting: Sighting, codes: Iterable[BarcodeSeen]) -> tuple[Point, ...]:
    """Where it is in the photo: a label without corners is where its code is."""
    if sighting.polygon or not isinstance(sighting, LabelSeen):
        return sighting.polygon
    own = (each for each in codes if each.barcode.kind == sighting.label.kind and each.barcode.belongs_to == "this_box")
    return next((each.polygon for each in own if each.polygon), ())


def _what(sighting: Sighting) -> str:
    """Name what is meant, where the question does."""
    if isinstance(sighting, BarcodeSeen):
        return str(sighting.barcode.text)
    word = sighting.overwrap if isinstance(sighting, OverwrapSeen) else sighting.dunnage if isinstance(sighting, DunnageSeen) else ""
    return _SAID.get(word, word.replace("_", " "))


def _crop(area: tuple[Point, ...], around: float, looked: Looked) -> tuple[int, int, int, int]:
    """The part of the photo to look at; all of it where nothing says which."""
    if not area:
        return 0, 0, looked.width, looked.height
    across, down = zip(*area, strict=True)
    margin = max(around * max(max(across) - min(across), max(down) - min(down)), _LEAST)
    left, top = max(0, round(min(across) - margin)), max(0, round(min(down) - margin))
    return left, top, min(looked.width, round(max(across) + margin)), min(looked.height, round(max(down) + margin))
