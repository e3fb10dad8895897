"""What is drawn of the sightings of one photo: their captions, and what the report's findings say of them. It decides nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from inboundcheck.answers import listed
from inboundcheck.model import BarcodeSeen, FaceSeen, Photo, QualitySeen, Sighting
from inboundcheck.photos.draw import Meaning, Outline
from inboundcheck.report import Finding, Report, Seen

_WHOSE = {"this_box": "this box", "this_shipment": "this shipment", "another": "not of this box"}
_DOUBTFUL = 0.8
"""A sighting below the usual `min_confidence` is drawn as doubtful."""
_OWN = frozenset({"this_box", "this_shipment"})


def outlines(photo: Photo, report: Report) -> list[Outline]:
    """Return what is to be drawn on a photo: every sighting that has a place in it, and every further place that a finding rests on."""
    path = photo.path if isinstance(photo.path, str) else ""
    rested = _rested_on(report, path)
    drawn = [Outline(each.polygon, caption(each), meaning(each, rested)) for each in listed(photo.sightings) if each.polygon]
    known = {each.polygon for each in drawn}
    return drawn + [Outline(polygon, text, "breaks") for polygon, text in rested.items() if polygon not in known]


def photos_of(report: Report) -> Iterator[str]:
    """Name the photos that findings rest on, each once."""
    return iter(dict.fromkeys(seen.photo for finding in report.findings for seen in _seen(finding) if seen.photo))


def meaning(sighting: Sighting, rested: Iterable[tuple[tuple[float, float], ...]] = ()) -> Meaning:
    """Say what a sighting is drawn as: what a violation rests on breaks a rule; what is not sure, not read or nobody's is doubtful."""
    barcode = sighting.barcode if isinstance(sighting, BarcodeSeen) else None
    if sighting.polygon in rested and not (barcode and barcode.belongs_to in _OWN):
        return "breaks"
    if sighting.confidence < _DOUBTFUL or isinstance(sighting, QualitySeen) or (isinstance(sighting, FaceSeen) and not sighting.closed):
        return "doubtful"
    return "doubtful" if barcode and (not barcode.text or barcode.belongs_to not in _OWN) else "fine"


def caption(sighting: Sighting) -> str:
    """Name a sighting in a few words: `gtin 4006381333931: not of this box`."""
    if isinstance(sighting, BarcodeSeen):
        return _of_barcode(sighting)
    if isinstance(sighting, QualitySeen):
        return f"{sighting.flaw}: {sighting.reason}" if sighting.reason else sighting.flaw
    if isinstance(sighting, FaceSeen):
        seen = f"{sighting.face}, looked at for {sighting.detector}"
        return seen if sighting.closed else f"{seen}: {sighting.reason or 'not all of it'}"
    thing: Any = getattr(sighting, sighting.kind, "")
    return f"{sighting.kind} {_words(getattr(thing, 'kind', thing))}"


def _of_barcode(sighting: BarcodeSeen) -> str:
    barcode = sighting.barcode
    if not isinstance(barcode.text, str) or not barcode.text:
        return "a code that could not be read"
    kind = barcode.kind or next(iter(sighting.candidates), None) or barcode.symbology or "code"
    return f"{_words(kind)} {barcode.text}: {_WHOSE.get(str(barcode.belongs_to), 'whose it is, is not known')}"


def _words(word: object) -> str:
    return str(word).replace("_", " ")


def _rested_on(report: Report, path: str) -> dict[tuple[tuple[float, float], ...], str]:
    """Return the places in one photo that violations rest on, waived ones aside, and what was seen there."""
    seen = (each for finding in report.violations for each in _seen(finding) if each.photo == path and each.polygon)
    return {each.polygon: f"{_words(each.fact)}: {each.value}" for each in seen}


def _seen(finding: Finding) -> Iterator[Seen]:
    return (each for each in finding.evidence if isinstance(each, Seen))
