"""What is told of photos themselves, most of which were given to no box: one finding for all of a kind, with every photo named in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inboundcheck.answers import NONE
from inboundcheck.model import BarcodeSeen, Box
from inboundcheck.model.sightings import Point
from inboundcheck.photos.looked import Looked
from inboundcheck.places import Places
from inboundcheck.report import Evidence, Finding, Outcome, Seen, Severity, Subject, Told


@dataclass(frozen=True, slots=True)
class Unbound:
    """A photo whose observations count for no box."""

    why: str
    """A key of `KINDS`."""
    looked: Looked
    expected: int | None = None
    """The number of the box that it is filed under."""
    shown: tuple[int, ...] = ()
    """The numbers of the boxes whose IDs were read in it."""
    measured: str = ""
    """What it says that differs from what is declared."""
    polygon: tuple[Point, ...] = ()
    """Where in it that is to be seen."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of photo of which something is told."""

    title: str
    severity: Severity
    message: str
    """With places for the photos (`{photos}`), the box that they are filed under (`{box}`) and those shown (`{shown}`)."""
    needs: str
    fix: str


KINDS = {
    "not-looked-at": Kind(
        "A photo could not be looked at",
        Severity.ERROR,
        "{photos}: {trouble}",
        "the photo again, in a file that can be opened",
        "Take the photo again or save it anew; or take the file away, if nothing depends on it.",
    ),
    "library-missing": Kind(
        "Photos were not looked at, for want of a library",
        Severity.ERROR,
        "{photos}: {trouble}",
        "the libraries for photos",
        "Install them: pip install 'inboundcheck[photo]' (`inboundcheck doctor` says what is missing). Or take the photos away, if nothing "
        "depends on them.",
    ),
    "of-another-box": Kind(
        "A photo that is filed under one box shows the label of another",
        Severity.ERROR,
        "{photos}: filed under {box}, and the ID of {shown} was read in it; it counts for neither",
        "which of the two boxes it is; then a photo of {box} with its own label",
        "Look at the box. If only the file lies in the wrong place, file it under {shown}; if the labels were swapped, swap them back.",
    ),
    "of-an-unknown-box": Kind(
        "A photo shows a box ID that no box of the shipment has",
        Severity.ERROR,
        "{photos}: filed under {box}, whose own ID was not seen in it; {read}",
        "a photo of the labelled face of {box}",
        "Look at the box: an old label must be covered, and a box of another shipment does not belong here.",
    ),
    "of-several-boxes": Kind(
        "A photo shows the labels of several boxes",
        Severity.WARNING,
        "{photos}: the IDs of {shown} were read in it; only these IDs count, and nothing else that it shows",
        "a photo of each box alone",
        "Take each box alone, its labelled face whole and straight on.",
    ),
    "size-differs": Kind(
        "A box is not as large as declared, by its photo",
        Severity.WARNING,
        "{photos}: {measured}",
        "the sides of {box}, measured with a tape",
        "Measure {box} with a tape, over bulges too, and mend what is declared; or take the photo again with the card flat on the face.",
    ),
    "content-differs": Kind(
        "The code of the contents on a box is not what is declared",
        Severity.WARNING,
        "{photos}: {measured}",
        "what is in {box}",
        "Count what is in {box}; then print its code anew, or mend what is declared. The receiver books in what the code says.",
    ),
    "possibly-joined": Kind(
        "Two boxes may be joined, by a photo",
        Severity.WARNING,
        "{photos}: {measured}",
        "a look at {box}: whether anything holds it to another box",
        "Look at {box}. Cut what holds it to another box; where nothing does, write the sighting `kind: join` with `joined: false` for this photo.",
    ),
    "possibly-strapped": Kind(
        "A strap may go round a box, by a photo",
        Severity.ADVICE,
        "{photos}: {measured}",
        "a look at {box}: whether a strap or a band goes round it",
        "Look at {box}. Take a strap off, or name it in `overwraps`; where it is print or tape, write for this photo that the face was looked at: "
        "the sighting `kind: face` with `detector: joins` and `closed: true`.",
    ),
    "of-no-box": Kind(
        "A photo belongs to no box",
        Severity.WARNING,
        "{photos}: no box is filed, named or read that it could belong to; {read}",
        "the box that it shows",
        "Put it into a folder named after its box (photos/A1/…), or begin its name with the box's ID (photos/A1-front.jpg).",
    ),
}
"""All that can be told of photos, by the name in the rule ID `photos/<name>`."""


_OF_ONE_BOX = frozenset({"of-another-box", "of-an-unknown-box", "size-differs", "content-differs", "possibly-joined", "possibly-strapped"})
_ASPECTS: dict[str, str] = {"size-differs": "size", "content-differs": "contents", "possibly-joined": "packing", "possibly-strapped": "packing"}


def unbound_findings(unbound: Iterable[Unbound], boxes: Sequence[Box], places: Places) -> tuple[Finding, ...]:
    """Make one finding of all photos with the same fate; of those of another box, one for each pair of boxes."""
    groups: dict[tuple[object, ...], list[Unbound]] = defaultdict(list)
    for each in unbound:
        own = (each.expected, each.shown) if each.why in _OF_ONE_BOX else ()
        groups[each.why, *own].append(each)
    found = [_finding(group, boxes, places) for group in groups.values()]
    return tuple(sorted(found, key=lambda each: each.severity.rank))


def _finding(group: list[Unbound], boxes: Sequence[Box], places: Places) -> Finding:
    first, kind = group[0], KINDS[group[0].why]
    more = f" and {len(group) - 1:,} more" if len(group) > 1 else ""
    shown = _joined([_named(number, boxes) for number in first.shown])
    words = {
        "photos": f"photo {first.looked.path}{more}",
        "box": shown if first.expected is None and shown else _named(first.expected, boxes),
        "shown": shown,
        "trouble": first.looked.trouble,
        "measured": first.measured,
        "read": _read(first.looked),
    }
    concerned = {number for each in group for number in (each.expected, *each.shown) if number is not None}
    return Finding(
        Outcome.INCONCLUSIVE,
        f"photos/{first.why}",
        kind.title,
        kind.severity,
        tuple(_subject(number, each, boxes) for number, each in enumerate(group)),
        kind.message.format(**words),
        evidence=tuple(evidence for each in group for evidence in _evidence(each, places)),
        needs=(kind.needs.format(**words),),
        fix=kind.fix.format(**words),
        aspect=_ASPECTS.get(first.why, "identity"),
        boxes=sum(boxes[number].count for number in concerned),
    )


def _subject(number: int, unbound: Unbound, boxes: Sequence[Box]) -> Subject:
    box = "" if unbound.expected is None else _named(unbound.expected, boxes)
    pointer = "" if unbound.expected is None else f"/boxes/{unbound.expected}"
    return Subject("photo", unbound.looked.path, number, 1, box, pointer)


def _evidence(unbound: Unbound, places: Places) -> Iterable[Evidence]:
    looked = unbound.looked
    reads = [each for each in looked.sightings if isinstance(each, BarcodeSeen) and isinstance(each.barcode.text, str)]
    if unbound.expected is not None:
        pointer = f"/boxes/{unbound.expected}"
        yield Told("", "", pointer, places.find(pointer))
    if unbound.measured:
        yield Seen(_ASPECTS[unbound.why], unbound.measured, looked.path, unbound.polygon)
        return
    if looked.trouble:
        yield Seen("trouble", looked.trouble, looked.path)
    elif not reads:
        yield Seen("barcode", "none read", looked.path)
    for each in reads:
        kind = each.barcode.kind.replace("_", " ") + " " if isinstance(each.barcode.kind, str) else ""
        yield Seen("barcode", f"{kind}{each.barcode.text}", looked.path, each.polygon, each.confidence)


def _named(number: int | None, boxes: Sequence[Box]) -> str:
    if number is None:
        return "no box"
    box = boxes[number]
    own = next((each for each in (box.id, box.box_id, box.package_id) if each is not None and each is not NONE), None)
    return f"box {own or f'no. {number + 1}'}"


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _read(looked: Looked) -> str:
    """What was read in a photo, in words."""
    texts = [each.barcode.text for each in looked.sightings if isinstance(each, BarcodeSeen) and isinstance(each.barcode.text, str)]
    return f"read in it: {', '.join(texts[:3])}{' …' if len(texts) > 3 else ''}" if texts else "no barcode was read in it"  # noqa: PLR2004
