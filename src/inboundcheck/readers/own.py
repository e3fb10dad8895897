"""Reads our own form: the fields of a shipment at the top level of a YAML or JSON file, or one box, or a list of boxes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inboundcheck.errors import Problem, ReadError, nearest, shown
from inboundcheck.model import Box, Shipment
from inboundcheck.places import join
from inboundcheck.readers.assembly import Assembly
from inboundcheck.readers.defaults import Defaults, read_defaults
from inboundcheck.readers.parts import Part, Parts, elements
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.trees import check_format

AROUND = ("format", "defaults")
"""What stands beside the fields of the shipment."""
_BOX_ONLY = Box.model_fields.keys() - Shipment.model_fields.keys()
_EXPECTED = "a shipment with 'boxes', one box, a list of boxes, or an SP-API payload that holds boxes"
_EXAMPLE = "boxes: [{id: A17, length: 27 in, weight: 31 lb}]"
_MOST_SHOWN = 8


def read_own(part: Part, defaults: Defaults, file: str) -> Reading:
    """Read a whole file in our own form."""
    head, boxes = _split(part)
    _refuse_foreign(head, boxes)
    own = take_defaults(head)
    assembly = Assembly(without_around(head), own.before(defaults), files=(file,))
    reading = assembly.reading(boxes)
    if boxes is None:
        raise ReadError(reading.issues if part.tree.get("boxes") is not None else [_no_boxes(part), *reading.issues])
    return reading


def take_defaults(head: Part) -> Defaults:
    """Check the file's `format`, and read its `defaults:` block."""
    check_format(head)
    block = Part(head.tree.get("defaults"), head.places, join(head.pointer, "defaults"))
    return read_defaults(block)


def without_around(head: Part) -> Part:
    """Return the part with the shipment's own fields only."""
    return Part({key: value for key, value in head.tree.items() if key not in AROUND}, head.places, head.pointer)


def is_box(tree: Any) -> bool:
    """Say whether an object is one box rather than a shipment."""
    return isinstance(tree, dict) and "boxes" not in tree and any(key in tree for key in _BOX_ONLY)


def _split(part: Part) -> tuple[Part, Parts | None]:
    """Tell the shipment's head from its boxes."""
    if isinstance(part.tree, list):
        boxes = [Part(each, part.places, join(part.pointer, index)) for index, each in enumerate(part.tree)]
        return Part({}, part.places, part.pointer), Parts(tuple(boxes))
    if is_box(part.tree):
        around = {key: part.tree[key] for key in AROUND if key in part.tree}
        return Part(around, part.places, part.pointer), Parts((without_around(part),))
    if isinstance(part.tree, dict):
        return part, elements(part, "boxes")
    raise ReadError(Problem(f"the file holds {shown(part.tree)} and nothing else", part.find(()), expected=_EXPECTED, example=_EXAMPLE))


def _refuse_foreign(head: Part, boxes: Parts | None) -> None:
    """Refuse a file in which nothing is ours: another format, whose every key would be told as unknown."""
    if boxes and boxes.parts:
        objects = [each.tree for each in boxes.parts if isinstance(each.tree, dict)]
        if objects and not any(key in Box.model_fields for tree in objects for key in tree):
            raise ReadError(foreign(boxes.parts[0], "the boxes are", objects[0]))
    elif isinstance(head.tree.get("shipment"), dict):
        found = "the fields of the shipment stand under 'shipment'"
        raise ReadError(Problem(found, head.find(("shipment",)), expected="them at the top level, beside 'boxes'", example=_EXAMPLE))
    elif not any(key in Shipment.model_fields or key in AROUND for key in head.tree) and not _nearest_boxes(head.tree):
        raise ReadError(foreign(head, "the file is", head.tree))


def _nearest_boxes(keys: Iterable[Any]) -> str:
    """Return a key that was meant to be `boxes`."""
    return next((str(key) for key in keys if key != "boxes" and nearest(str(key), ["boxes"])), "")


def foreign(part: Part, what: str, keys: Iterable[Any]) -> Problem:
    """Say that this is some other format."""
    listed = [shown(key) for key in keys]
    more = " …" if len(listed) > _MOST_SHOWN else ""
    found = f"{what} in a format that is not read yet; the keys are {', '.join(listed[:_MOST_SHOWN])}{more}" if listed else f"{what} empty"
    return Problem(found, part.find(()), expected=_EXPECTED, example=_EXAMPLE)


def _no_boxes(part: Part) -> Problem:
    meant = _nearest_boxes(part.tree)
    found = f"the file holds no boxes; {shown(meant)} may have been meant as 'boxes'" if meant else "the file holds no boxes"
    return Problem(found, part.find(()), expected=_EXPECTED, example=_EXAMPLE)
