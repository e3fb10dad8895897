"""What is drawn of the sightings of one photo: their captions, and what the report's findings say of them. It decides nothing itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inboundcheck.answers import NONE
from inboundcheck.identifiers import readable
from inboundcheck.model import BarcodeSeen, FaceSeen, JoinSeen, Label, LabelSeen, QualitySeen, ScaleSeen, SeamSeen, SideSeen, Sighting
from inboundcheck.model.sightings import Point
from inboundcheck.photos.marking.draw import Meaning, Outline
from inboundcheck.quantities import Length
from inboundcheck.report import PhotoUsed, Report, Seen

_WHOSE = {"this_box": "this box", "this_shipment": "this shipment", "another": "another's"}
_DOUBTFUL = 0.8
"""A sighting below the usual `min_confidence` is drawn as doubtful."""
_LONGEST = 14
_OWN = frozenset({"this_box", "this_shipment"})


def outlines(photo: PhotoUsed, report: Report) -> list[Outline]:
    """Return what is to be drawn on a photo: every sighting that has a place in it, and every further place that a violation rests on.

    The face is drawn where something was said of a label by it: so everybody sees where its borders were taken to be.
    """
    rested = _rested_on(report, photo.name)
    drawn = [_outline(each, rested) for each in photo.sightings if each.polygon]
    known = {each.polygon for each in drawn}
    if photo.face and photo.face not in known and any(_on_face(each) for each in photo.sightings):
        drawn.append(Outline(photo.face, "the face of the label", "fine"))
    return drawn + [Outline(polygon, text, "breaks") for polygon, text in rested.items() if polygon not in known]


def _outline(sighting: Sighting, rested: Iterable[tuple[Point, ...]]) -> Outline:
    meant = meaning(sighting, rested)
    return Outline(sighting.polygon, caption(sighting, stray=meant == "breaks"), meant)


def _on_face(sighting: Sighting) -> bool:
    """Whether it was said of a label where it lies on its face."""
    if not isinstance(sighting, LabelSeen) or not sighting.polygon:
        return False
    label = sighting.label
    return any(each is not None for each in (label.flat_on_one_face, label.seam_clearance, label.over_tape))


def flaws(photo: PhotoUsed) -> list[str]:
    """Say what is wrong with the whole photo, which has no place in it."""
    return [caption(each) for each in photo.sightings if isinstance(each, QualitySeen) and not each.polygon]


def meaning(sighting: Sighting, rested: Iterable[tuple[Point, ...]] = ()) -> Meaning:
    """Say what a sighting is drawn as: what a violation rests on breaks a rule; what is not sure, not read or nobody's is doubtful."""
    barcode = sighting.barcode if isinstance(sighting, BarcodeSeen) else None
    if sighting.polygon in rested and not (barcode and barcode.belongs_to in _OWN):
        return "breaks"
    if sighting.confidence < _DOUBTFUL or isinstance(sighting, QualitySeen) or (isinstance(sighting, FaceSeen) and not sighting.closed):
        return "doubtful"
    return "doubtful" if barcode and (not barcode.text or barcode.belongs_to not in _OWN) else "fine"


def caption(sighting: Sighting, *, stray: bool = False) -> str:
    """Name a sighting in a few words: `gtin 40063…333931: stray`."""
    if isinstance(sighting, BarcodeSeen):
        return _of_barcode(sighting, stray=stray)
    if isinstance(sighting, QualitySeen):
        return sighting.reason or sighting.flaw
    if isinstance(sighting, FaceSeen):
        seen = f"{sighting.face}, looked at for {sighting.detector}"
        return seen if sighting.closed else f"{seen}: {sighting.reason or 'not all of it'}"
    if isinstance(sighting, SeamSeen):
        return "seam" if sighting.confidence >= _DOUBTFUL else "a line that may be a seam"
    if isinstance(sighting, LabelSeen | ScaleSeen):
        return _of_label(sighting.label) if isinstance(sighting, LabelSeen) else f"scale: {sighting.width} x {sighting.height}"
    return _of_a_thing(sighting)


def _of_a_thing(sighting: Sighting) -> str:
    """Name what is of one kind and no more is known of."""
    unsure = "" if sighting.confidence >= _DOUBTFUL else ", not sure"
    if isinstance(sighting, JoinSeen):
        return (f"joined to {sighting.to}" if sighting.joined else "alone") + unsure
    if isinstance(sighting, SideSeen):
        ends = [str(each) for each in (sighting.low, sighting.high) if each is not None]
        return f"{sighting.side} side: {'at least ' if sighting.high is None else ''}{' to '.join(ends)}{unsure}"
    thing: Any = getattr(sighting, sighting.kind, "")
    return f"{sighting.kind} {_words(getattr(thing, 'kind', thing))}".rstrip() + unsure


def _of_barcode(sighting: BarcodeSeen, *, stray: bool) -> str:
    barcode = sighting.barcode
    if not isinstance(barcode.text, str) or not barcode.text:
        return "a code that could not be read"
    kind = barcode.kind or next(iter(sighting.candidates), None) or barcode.symbology or "code"
    whose = "stray" if stray else _WHOSE.get(str(barcode.belongs_to), "not known whose")
    unsound = f", does not scan: {sighting.print.reason}" if sighting.print and barcode.scannable is False else ""
    return f"{_words(kind)} {_short(readable(barcode.text))}: {whose}{unsound}"


def _of_label(label: Label) -> str:
    """Name a label, and where it lies as far as that is known: `label box id: flat, clear of the seam`."""
    where = []
    if label.flat_on_one_face is not None:
        where.append("flat" if label.flat_on_one_face is True else "over an edge")
    if label.over_tape is True:
        where.append("on tape")
    if label.seam_clearance is not None:
        on = isinstance(label.seam_clearance, Length) and not label.seam_clearance.amount
        where.append("on a seam" if on else "no seam on its face" if label.seam_clearance is NONE else "clear of the seam")
    name = f"label {_words(label.kind)}" if label.kind is not None else "label"
    return f"{name}: {', '.join(where)}" if where else name


def _short(text: str) -> str:
    """Keep the ends of a long code, by which people tell them apart."""
    return text if len(text) <= _LONGEST else f"{text[:5]}…{text[-7:]}"


def _words(word: object) -> str:
    return str(word).replace("_", " ")


def _rested_on(report: Report, path: str) -> dict[tuple[Point, ...], str]:
    """Return the places in one photo that violations rest on, waived ones aside, and what was seen there."""
    seen = (each for finding in report.violations for each in finding.evidence if isinstance(each, Seen) and each.photo == path and each.polygon)
    return {each.polygon: f"{_words(each.fact)}: {each.value}" for each in seen}
