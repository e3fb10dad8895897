"""What photos of one box say of those that are like it (`same_as`): its size, its dunnage and where its flaps are; nothing else.

Labels, barcodes, joins and what goes round a box are each box's own, however alike the boxes are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from inboundcheck.answers import Open, listed
from inboundcheck.model import Box, DunnageSeen, Photo, Shipment, SideSeen, Sighting
from inboundcheck.model.alike import models_of
from inboundcheck.model.words import Face, FaceKind

_SIDES = ("length", "width", "height")


class Alike:
    """The boxes of a shipment, each with those that it is like."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._by_id = {each.id: each for each in reversed(boxes) if isinstance(each.id, str)}
        self._named = {name: each.same_as for name, each in self._by_id.items()}

    def models(self, box: Box) -> Iterator[Box]:
        """Give the boxes that answer for what a box leaves out, the nearest first."""
        if box.same_as is not None:
            yield from (self._by_id[name] for name in models_of(box.id if isinstance(box.id, str) else "", box.same_as, self._named))

    def face_kind(self, box: Box, view: Face) -> FaceKind | None:
        """Say what a face is made of, by what the spec says of that face of a box that this one is like; None where it says nothing."""
        for photo in (each for model in self.models(box) for each in listed(model.photos)):
            if photo.view == view and isinstance(photo.face_kind, str):
                return photo.face_kind  # type: ignore[return-value]
        return None


def shared(shipment: Shipment) -> Shipment:
    """Return a shipment in which boxes with `same_as` have what the photos of their models show of size and dunnage.

    What a box says otherwise than its model is its own, and no photo of the model speaks of it.
    """
    boxes = listed(shipment.boxes)
    if all(box.same_as is None for box in boxes):
        return shipment
    alike = Alike(boxes)
    completed = tuple(_with(box, tuple(_photos(box, alike))) for box in boxes)
    return shipment.model_copy(update={"boxes": Open(completed) if isinstance(shipment.boxes, Open) else completed})


def _with(box: Box, photos: tuple[Photo, ...]) -> Box:
    if not photos:
        return box
    everything = (*listed(box.photos), *photos)
    return box.model_copy(update={"photos": Open(everything) if isinstance(box.photos, Open) else everything})


def _photos(box: Box, alike: Alike) -> Iterator[Photo]:
    for model in alike.models(box):
        for photo in listed(model.photos):
            seen = tuple(each for each in listed(photo.sightings) if _of_both(each, box, model))
            if seen:
                yield Photo(path=photo.path, bound_by="spec", sightings=seen)


def _of_both(sighting: Sighting, box: Box, model: Box) -> bool:
    if isinstance(sighting, SideSeen):
        return all(getattr(box, side) == getattr(model, side) for side in _SIDES)
    return isinstance(sighting, DunnageSeen) and box.dunnage == model.dunnage
