"""Boxes that are alike: what one of them says of size and packing holds for those that name it with `same_as`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from inboundcheck.errors import nearest, shown

if TYPE_CHECKING:
    from inboundcheck.model.boxes import Box

ALIKE = (
    "length", "width", "height", "container", "closures", "overwraps", "dunnage", "cushioning", "in_maker_packaging", "ect", "burst_psi",
)  # fmt: skip
"""What boxes of one kind share. IDs, labels, barcodes, contents and weight are each box's own."""


def models_of(box: str, same_as: Any, named: Mapping[str, Any]) -> tuple[str, ...]:
    """Follow `same_as` from a box: the boxes that answer for what it leaves out, the nearest first.

    `box` is its ID (empty where it has none), and `named` holds, for the ID of each box, what stands there under `same_as`.

    Raises:
        ValueError: a name is no box's ID, or the boxes name each other in a circle.
    """
    found: list[str] = []
    name = same_as
    while isinstance(name, str) and name:
        if name not in named:
            raise ValueError(f"no box has the ID {shown(name)}{nearest(name, named)}")
        if name == box or name in found:
            raise ValueError(f"{' is like '.join((box, *found, name))}: the boxes name each other in a circle")
        found.append(name)
        name = named[name]
    return tuple(found)


def completed_alike(boxes: tuple[Box, ...]) -> tuple[Box, ...]:
    """Return the boxes, those with `same_as` completed.

    Raises:
        ValueError: as `models_of`.
    """
    if all(box.same_as is None for box in boxes):
        return boxes
    by_id = {box.id: box for box in reversed(boxes) if isinstance(box.id, str)}
    named = {name: box.same_as for name, box in by_id.items()}
    return tuple(_completed(box, [by_id[name] for name in models_of(_own(box), box.same_as, named)]) for box in boxes)


def _own(box: Box) -> str:
    return box.id if isinstance(box.id, str) else ""


def _completed(box: Box, models: list[Box]) -> Box:
    update: dict[str, Any] = {}
    for name in ALIKE:
        answers = (getattr(each, name) for each in (box, *models))
        answer = next((each for each in answers if each is not None), None)
        if answer is not None and getattr(box, name) is None:
            update[name] = answer
    return box.model_copy(update=update) if update else box
