"""What is told of photos themselves, most of which were given to no box: one finding for all of a kind, with every photo named in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inboundcheck.answers import NONE
from inboundcheck.model import BarcodeSeen, Box
from inboundcheck.model.sightings import Point
from inboundcheck.photos.binding.kinds import KINDS
from inboundcheck.photos.looked import Looked
from inboundcheck.places import Places
from inboundcheck.report import Evidence, Finding, Outcome, Seen, Subject, Told


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


def unbound_findings(unbound: Iterable[Unbound], boxes: Sequence[Box], places: Places) -> tuple[Finding, ...]:
    """Make one finding of all photos with the same fate; of those of another box, one for each pair of boxes."""
    groups: dict[tuple[object, ...], list[Unbound]] = defaultdict(list)
    for each in unbound:
        own = (each.expected, each.shown) if KINDS[each.why].of_one_box else ()
        groups[each.why, *own].append(each)
    found = [_finding(group, boxes, places) for group in groups.values()]
    return tuple(sorted(found, key=lambda each: each.severity.rank))


def _finding(group: list[Unbound], boxes: Sequence[Box], places: Places) -> Finding:
    first, kind = group[0], KINDS[group[0].why]
    more = f" and {len(group) - 1:,} more" if len(group) > 1 else ""
    shown = _joined([box_named(number, boxes) for number in first.shown])
    words = {
        "photos": f"photo {first.looked.path}{more}",
        "box": shown if first.expected is None and shown else box_named(first.expected, boxes),
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
        aspect=kind.aspect,
        boxes=sum(boxes[number].count for number in concerned),
    )


def _subject(number: int, unbound: Unbound, boxes: Sequence[Box]) -> Subject:
    box = "" if unbound.expected is None else box_named(unbound.expected, boxes)
    pointer = "" if unbound.expected is None else f"/boxes/{unbound.expected}"
    return Subject("photo", unbound.looked.path, number, 1, box, pointer)


def _evidence(unbound: Unbound, places: Places) -> Iterable[Evidence]:
    looked = unbound.looked
    reads = [each for each in looked.sightings if isinstance(each, BarcodeSeen) and isinstance(each.barcode.text, str)]
    if unbound.expected is not None:
        pointer = f"/boxes/{unbound.expected}"
        yield Told("", "", pointer, places.find(pointer))
    if unbound.measured:
        yield Seen(KINDS[unbound.why].aspect, unbound.measured, looked.path, unbound.polygon)
        return
    if looked.trouble:
        yield Seen("trouble", looked.trouble, looked.path)
    elif not reads:
        yield Seen("barcode", "none read", looked.path)
    for each in reads:
        kind = each.barcode.kind.replace("_", " ") + " " if isinstance(each.barcode.kind, str) else ""
        yield Seen("barcode", f"{kind}{each.barcode.text}", looked.path, each.polygon, each.confidence)


def box_named(number: int | None, boxes: Sequence[Box]) -> str:
    """Name a box as findings do, by its number; None for no box."""
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
