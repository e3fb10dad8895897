"""Gives each photo to the box that it shows, and says whose each barcode in it is.

The box whose ID is read in a photo owns it; else the box that it is filed under; else the one whose spec names it. A photo that
shows another box's ID than the one it is filed under counts for neither until somebody has looked: a label may have been
swapped, or only the files. What cannot be given to one box is told, and nothing of it is dropped in silence.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from inboundcheck.answers import Open, listed
from inboundcheck.conditions import DEFAULT_CONFIDENCE
from inboundcheck.facts.seen import merge
from inboundcheck.model import BarcodeSeen, Box, DunnageSeen, JoinSeen, Label, LabelSeen, Photo, QualitySeen, Shipment, Sighting
from inboundcheck.model.sightings import Point
from inboundcheck.photos.asking.asked import Asked
from inboundcheck.photos.binding.alike import Alike
from inboundcheck.photos.binding.contents import content_contradiction, content_seen
from inboundcheck.photos.binding.doubts import doubts, settled
from inboundcheck.photos.binding.filing import Files
from inboundcheck.photos.binding.found_faces import found_face
from inboundcheck.photos.binding.owners import Owners
from inboundcheck.photos.binding.packing import dunnage_contradiction, dunnage_seen
from inboundcheck.photos.binding.unbound import Unbound, box_named, unbound_findings
from inboundcheck.photos.faces.closing import Frame, close
from inboundcheck.photos.faces.quads import inside
from inboundcheck.photos.looked import Looked
from inboundcheck.photos.seams.placing import placed
from inboundcheck.photos.sizes.joint_size import box_sides
from inboundcheck.photos.sizes.measuring import contradiction, scale_polygon, sides
from inboundcheck.places import Nowhere, Places
from inboundcheck.report import Answered, Finding, Question

_ON_LABELS: tuple[Literal["box_id", "carrier", "sscc"], ...] = ("box_id", "carrier", "sscc")
"""The barcodes that stand on a label of their own kind."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A shipment whose boxes have their photos, and what is to be told of photos that belong to none."""

    shipment: Shipment
    findings: tuple[Finding, ...] = ()
    questions: tuple[Question, ...] = ()
    """What these photos leave open and a person can settle."""
    answers: tuple[Answered, ...] = ()
    """The answers that were taken in."""


@dataclass
class _Binding:
    shipment: Shipment
    owners: Owners
    files: Files
    answers: Mapping[str, Answered]
    alike: Alike
    photos: dict[int, list[Photo]] = field(default_factory=lambda: defaultdict(list))
    unbound: list[Unbound] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)


def bind(
    shipment: Shipment,
    looked: Iterable[Looked],
    *,
    folder: str | None = None,
    base: str = "",
    places: Places | None = None,
    answers: Iterable[Answered] = (),
) -> Bound:
    """Give the photos that were looked at to the boxes of a shipment.

    Args:
        shipment: its boxes may name photos of theirs, with what was seen by hand; that is kept and goes before what was seen otherwise.
        looked: the photos, in any order.
        folder: the folder that they lie in, below which a photo's place says whose it is; else what stands after a folder `photos`.
        base: the folder from which the paths in the shipment are meant.
        places: where the boxes stand in their file.
        answers: what persons answered about photos; each is a sighting of the one photo that it is about.
    """
    owners = Owners(shipment)
    binding = _Binding(shipment, owners, Files(owners.boxes, folder=folder, base=base), {each.id: each for each in answers}, Alike(owners.boxes))
    for each in looked:
        _bind(binding, each)
    boxes = tuple(_with(box, binding.photos.get(number, ()), binding.files) for number, box in enumerate(owners.boxes))
    kept = Open(boxes) if isinstance(shipment.boxes, Open) else boxes
    findings = unbound_findings(binding.unbound, owners.boxes, places or Nowhere())
    questions = tuple(each for asked in binding.asked for each in asked.questions)
    used = tuple(each for asked in binding.asked for each in asked.used)
    return Bound(shipment.model_copy(update={"boxes": kept}) if binding.photos else shipment, findings, questions, used)


def _bind(binding: _Binding, looked: Looked) -> None:
    """Decide whose one photo is."""
    filed = binding.files.filed(looked.path)
    expected = filed[0] if filed else None
    if not looked.ok:
        binding.unbound.append(Unbound("not-looked-at", looked, expected))
        return
    reads = [each.barcode for each in looked.sightings if isinstance(each, BarcodeSeen) and each.confidence >= DEFAULT_CONFIDENCE]
    shown = tuple(dict.fromkeys(number for each in reads if (number := binding.owners.box_of(each)) is not None))
    foreign = expected is not None and any(binding.owners.is_foreign(each, expected) for each in reads)
    if expected is not None and shown and expected not in shown:
        binding.unbound.append(Unbound("of-another-box", looked, expected, shown))
    elif len(shown) > 1:
        binding.unbound.append(Unbound("of-several-boxes", looked, expected, shown))
        for number in shown:
            binding.photos[number].append(_ids_only(binding, looked, number))
        for each in doubts((each for each in looked.sightings if isinstance(each, JoinSeen)), Box()):
            binding.unbound.append(Unbound(each.why, looked, expected, shown, each.says, each.polygon))
    elif shown:
        _take(binding, looked, shown[0], "id")
    elif filed is None:
        binding.unbound.append(Unbound("of-no-box", looked))
    elif foreign:
        binding.unbound.append(Unbound("of-an-unknown-box", looked, expected))
    else:
        _take(binding, looked, *filed)


def _take(binding: _Binding, looked: Looked, number: int, by: Literal["id", "path", "spec"]) -> None:
    """Give a photo to a box, with what was said of it by hand, whose each barcode is, and whether its face is closed."""
    named = binding.files.named(looked.path)
    said = named[1] if named and named[0] == number else Photo(path=looked.path)
    face = said.view if isinstance(said.view, str) else None
    if face is not None and said.face_kind is None:
        said = said.model_copy(update={"face_kind": binding.alike.face_kind(binding.owners.boxes[number], face)})
    by_hand = listed(said.sightings)
    asked = Asked(looked, box_named(number, binding.owners.boxes), binding.answers)
    binding.asked.append(asked)
    if said.shows_inside:
        _take_inside(binding, asked, number, said.model_copy(update={"bound_by": by, "path": looked.path}))
        return
    owned = (_owned(binding, each, number, face) for each in looked.sightings)
    seen = asked.settled(each for each in owned if not any(_same(each, own) for own in by_hand))
    sightings = (*by_hand, *seen)
    box = binding.owners.boxes[number]
    frame = Frame(said, looked.width, looked.height, sightings, looked.focal)
    closed = close(frame, box)
    if closed is not None and not any(_same(closed, own) for own in by_hand):
        sightings = (*sightings, closed)
    boxed = box_sides(frame)
    if isinstance(boxed, str):
        binding.unbound.append(Unbound("not-measured", looked, number, measured=boxed))
        boxed = ()
    measured = (*boxed, *sides(frame, box))
    if differs := contradiction(box, (each for each in measured if each.confidence >= DEFAULT_CONFIDENCE)):
        binding.unbound.append(Unbound("size-differs", looked, number, measured=differs, polygon=scale_polygon(frame)))
    code = content_seen(sightings)
    if code is not None and (differs := content_contradiction(box, code)):
        binding.unbound.append(Unbound("content-differs", looked, number, measured=differs, polygon=code.polygon))
    for each in doubts(sightings, box):
        binding.unbound.append(Unbound(each.why, looked, number, measured=each.says, polygon=each.polygon))
    found, advice = ((), "") if said.face_corners else found_face(looked, box)
    faced = said.model_copy(update={"face_corners": found}) if found else said
    everything = (*sightings, *_labels(sightings, looked.labels))
    sightings = (*placed(Frame(faced, looked.width, looked.height, everything, found=bool(found), advice=advice), box), *measured)
    sightings = tuple(one for each in sightings for one in (asked.settled([each], near=sightings) if isinstance(each, LabelSeen) else (each,)))
    sightings = (*sightings, *asked.sheets(sightings))
    binding.photos[number].append(faced.model_copy(update={"bound_by": by, "sightings": sightings, "path": looked.path}))


def _take_inside(binding: _Binding, asked: Asked, number: int, said: Photo) -> None:
    """Give a photo of an open box to it: what packing material is seen, and IDs of the box. Any other code is on goods, and not on its outside."""
    looked = asked.looked
    seen = asked.settled(each for each in looked.sightings if isinstance(each, QualitySeen | DunnageSeen))
    packing = dunnage_seen(seen)
    if packing and (differs := dunnage_contradiction(binding.owners.boxes[number], packing)):
        binding.unbound.append(Unbound("dunnage-differs", looked, number, measured=differs, polygon=packing.polygon))
    ids = listed(_ids_only(binding, looked, number).sightings)
    binding.photos[number].append(said.model_copy(update={"sightings": (*listed(said.sightings), *seen, *ids)}))


def _ids_only(binding: _Binding, looked: Looked, number: int) -> Photo:
    """What a photo of several boxes says of one of them: that its ID was read. The rest may be any box's."""
    own = [each for each in looked.sightings if isinstance(each, BarcodeSeen) and binding.owners.box_of(each.barcode) == number]
    seen = tuple(_owned(binding, each, number, None) for each in own)
    return Photo(path=looked.path, bound_by="id", sightings=(*seen, *_labels(seen, looked.labels)))


def _owned(binding: _Binding, sighting: Sighting, number: int, face: str | None) -> Sighting:
    """Say whose a barcode is, and on which face it is where the photo shows one."""
    if not isinstance(sighting, BarcodeSeen):
        return sighting
    barcode = binding.owners.told(sighting.barcode, number)
    if face is not None and barcode.face is None:
        barcode = barcode.model_copy(update={"face": face})
    return sighting if barcode is sighting.barcode else sighting.model_copy(update={"barcode": barcode})


def _labels(sightings: Iterable[Sighting], found: Sequence[LabelSeen] = ()) -> tuple[LabelSeen, ...]:
    """The labels that a photo shows by what is printed on them; a label may carry one code twice, so each kind is told once.

    Its corners are those of the sheet that the code lies on, where those are trusted.
    """
    own = [each for each in sightings if isinstance(each, BarcodeSeen) and each.barcode.belongs_to == "this_box"]
    made = []
    for kind in _ON_LABELS:
        reads = [each for each in own if each.barcode.kind == kind]
        if reads:
            surest = max(reads, key=lambda each: each.confidence)
            label = Label(kind=kind, face=surest.barcode.face)
            made.append(LabelSeen(label=label, confidence=surest.confidence, by="its barcode", polygon=_around(surest, found)))
    told = [each.label for each in sightings if isinstance(each, LabelSeen)]
    return tuple(each for each in made if all(merge(label, each.label) is None for label in told))


def _around(read: BarcodeSeen, found: Iterable[LabelSeen]) -> tuple[Point, ...]:
    """The corners of the sheet that a code lies on; none where no sheet's are trusted."""
    sure = (each.polygon for each in found if each.confidence >= DEFAULT_CONFIDENCE)
    return next((each for each in sure if read.polygon and all(inside(point, each) for point in read.polygon)), ())


def _same(seen: Sighting, by_hand: Sighting) -> bool:
    """Whether a person has said already what was seen: of this face, of the box's corners, or of this very code."""
    if settled(seen, by_hand):
        return True
    if seen.kind == "face" and by_hand.kind == "face":
        return (seen.face, seen.detector) == (by_hand.face, by_hand.detector)
    if seen.kind != "barcode" or by_hand.kind != "barcode":
        return seen.kind == by_hand.kind == "box"
    if seen.barcode.text is not None and by_hand.barcode.text is not None:
        return seen.barcode.text == by_hand.barcode.text
    return merge(by_hand.barcode, seen.barcode) is not None and _overlap(seen, by_hand)


def _overlap(one: Sighting, other: Sighting) -> bool:
    """Whether the upright areas around two polygons touch; a sighting without a polygon may be anywhere."""
    if not one.polygon or not other.polygon:
        return True
    spans = [[(min(ends), max(ends)) for ends in zip(*each.polygon, strict=True)] for each in (one, other)]
    return all(low <= other_high and other_low <= high for (low, high), (other_low, other_high) in zip(*spans, strict=True))


def _with(box: Box, photos: Iterable[Photo], files: Files) -> Box:
    """Return the box with its photos: those that were looked at in the place of what the spec says of the same files."""
    taken = list(photos)
    if not taken:
        return box
    paths = {path for each in taken if isinstance(each.path, str) for path in (os.path.abspath(each.path), files.absolute(each.path))}  # noqa: PTH100
    rest = [each for each in listed(box.photos) if not (isinstance(each.path, str) and files.absolute(each.path) in paths)]
    everything = (*rest, *taken)
    return box.model_copy(update={"photos": Open(everything) if isinstance(box.photos, Open) else everything})
