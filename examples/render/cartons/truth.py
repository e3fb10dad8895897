"""What is in a rendered picture of boxes, exactly: faces, labels, seams, tape and straps as points in the picture, and nothing drawn.

Points are float64 arrays of shape (n, 2): x to the right and y down in pixels of the picture, where 0 is its left or upper border. They may lie
outside the picture: what its border cuts off is told as if the picture went on. `as_json` and `from_json` write all but the picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from examples.render.labels import Colour
from numpy.typing import NDArray

from inboundcheck.model.words import Dunnage, LabelKind

Points = NDArray[np.float64]
Kind = Literal["one", "touching", "joined", "open", "none"]
Name = Literal["top", "front", "left", "right", "back"]
FaceKind = Literal["closing", "end", "side"]
Over = Literal["seam", "edge", "corner", "tape"]
Under = Literal["", "tape", "wrap", "pouch"]
Binder = Literal["tape", "strap", "wrap"]
_DECIMALS = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class LabelTruth:
    """A label on a face, also one that is folded over an edge: it belongs to the face that holds its middle."""

    corners: Points
    """(4, 2), from its own upper left as it is read, clockwise. Of a folded label: where they would be if all of it lay in the face's plane."""
    kind: LabelKind
    texts: tuple[str, ...]
    """What its barcodes hold, as a decoder gives it; () for a label without any."""
    over: frozenset[Over]
    """What it lies across: a seam of its face, one edge of the face, two edges at a corner; or on tape that is there, its end included."""
    under: Under
    """What lies over it, if that covers a part of it."""
    visible: float = 1.0
    """The share of its area in its face's plane that is in the picture with nothing solid before it; what is folded away counts as hidden."""


@dataclass(frozen=True, kw_only=True, eq=False)
class FaceTruth:
    """A face of a box that is turned to the camera."""

    name: Name
    """As the camera sees it: of the upright ones, the one turned most to it is the front."""
    kind: FaceKind
    """A closing face has the flaps, an end panel the ends of the tape; of a closed slotted box two are closing and two are ends."""
    corners: Points
    """(4, 2), clockwise from the upper left as seen."""
    visible: float
    """The share of its area in the picture that is within its borders and with nothing solid before it."""
    seams: tuple[Points, ...]
    """(2, 2) each: where flaps meet, or the lid ends, or the board is joined; also below tape."""
    tapes: tuple[Points, ...]
    """(4, 2) each: the part of a strip on this face."""
    straps: tuple[Points, ...]
    """(4, 2) each."""
    labels: tuple[LabelTruth, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class BoxTruth:
    """A box: a cuboid, but for the flaps of an open one."""

    outline: Points
    """(n, 2): the border of the largest part of it that can be seen, within the picture; (0, 2) if none."""
    corners: Points
    """(8, 2): the bottom's then the top's, each from the near left of the front and round by near right, far right and far left."""
    seen: tuple[bool, ...]
    """Of each corner: whether it is in the picture with nothing before it, its own box included."""
    faces: tuple[FaceTruth, ...]
    sides_mm: tuple[float, float, float]
    """Along the front, away from it, and upwards, as the box stands: the way from corner 0 to 1, from 0 to 3 and from 0 to 4."""
    interior: Points | None = None
    """(n, 2): what can be seen of the inside of an open box."""
    dunnage: tuple[Dunnage, ...] = ()
    """What of it can be seen."""
    products: bool = False
    """Whether any can be seen."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Shot:
    """A picture and its truth."""

    photo: Colour
    kind: Kind
    boxes: tuple[BoxTruth, ...]
    joins: tuple[tuple[Points, Binder], ...] = ()
    """Where something binds boxes to each other, and what."""
    hands: tuple[Points, ...] = ()
    """Outlines of hands, within the picture."""
    focal: float = 0.0
    """The focal length in pixels; the optical axis goes through the middle of the picture."""


def as_json(shot: Shot) -> dict[str, Any]:
    """Return its truth as plain data, points to 1/100 of a pixel; the picture is left out, its width and height are told."""
    rows, columns = shot.photo.shape[:2]
    return {
        "width": columns,
        "height": rows,
        "kind": shot.kind,
        "focal": round(shot.focal, _DECIMALS),
        "boxes": [_box_data(each) for each in shot.boxes],
        "joins": [[_data(points), binder] for points, binder in shot.joins],
        "hands": [_data(each) for each in shot.hands],
    }


def from_json(data: Mapping[str, Any], photo: Colour) -> Shot:
    """Return what `as_json` wrote, with its picture, which may be any."""
    return Shot(
        photo=photo,
        kind=data["kind"],
        focal=float(data["focal"]),
        boxes=tuple(_box(each) for each in data["boxes"]),
        joins=tuple((_points(points), binder) for points, binder in data["joins"]),
        hands=tuple(_points(each) for each in data["hands"]),
    )


def _data(points: Points) -> list[list[float]]:
    return np.round(points, _DECIMALS).tolist()


def _points(data: list[list[float]]) -> Points:
    return np.array(data, dtype=np.float64).reshape(-1, 2)


def _box_data(box: BoxTruth) -> dict[str, Any]:
    return {
        "outline": _data(box.outline),
        "corners": _data(box.corners),
        "seen": list(box.seen),
        "faces": [_face_data(each) for each in box.faces],
        "sides_mm": [round(each, 1) for each in box.sides_mm],
        "interior": None if box.interior is None else _data(box.interior),
        "dunnage": list(box.dunnage),
        "products": box.products,
    }


def _box(data: Mapping[str, Any]) -> BoxTruth:
    length, width, height = map(float, data["sides_mm"])
    return BoxTruth(
        outline=_points(data["outline"]),
        corners=_points(data["corners"]),
        seen=tuple(data["seen"]),
        faces=tuple(_face(each) for each in data["faces"]),
        sides_mm=(length, width, height),
        interior=None if data["interior"] is None else _points(data["interior"]),
        dunnage=tuple(data["dunnage"]),
        products=data["products"],
    )


def _face_data(face: FaceTruth) -> dict[str, Any]:
    return {
        "name": face.name,
        "kind": face.kind,
        "corners": _data(face.corners),
        "visible": round(face.visible, 3),
        **{name: [_data(each) for each in getattr(face, name)] for name in _LINES},
        "labels": [_label_data(each) for each in face.labels],
    }


_LINES = ("seams", "tapes", "straps")


def _face(data: Mapping[str, Any]) -> FaceTruth:
    return FaceTruth(
        name=data["name"],
        kind=data["kind"],
        corners=_points(data["corners"]),
        visible=float(data["visible"]),
        **{name: tuple(_points(each) for each in data[name]) for name in _LINES},
        labels=tuple(_label(each) for each in data["labels"]),
    )


def _label_data(label: LabelTruth) -> dict[str, Any]:
    return {
        "corners": _data(label.corners),
        "kind": label.kind,
        "texts": list(label.texts),
        "over": sorted(label.over),
        "under": label.under,
        "visible": round(label.visible, 3),
    }


def _label(data: Mapping[str, Any]) -> LabelTruth:
    return LabelTruth(
        corners=_points(data["corners"]),
        kind=data["kind"],
        texts=tuple(data["texts"]),
        over=frozenset(data["over"]),
        under=data["under"],
        visible=float(data["visible"]),
    )
