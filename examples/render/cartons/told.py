"""Tells the truth of what was painted: which part of which box, face and label can be seen where."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.cartons.flat import clipped, within
from examples.render.cartons.painting import Canvas, Owners, filled, looked_at, whose
from examples.render.cartons.solids import ROUND, Carton, Face, Side, Sticker
from examples.render.cartons.truth import BoxTruth, FaceTruth, LabelTruth, Name, Over, Points
from examples.render.cartons.view import View

_NAMES: tuple[Name, ...] = ("front", "right", "back", "left")
_STEEP = 0.12
"""The cosine under which an upright face is seen so flat that the way it points in the picture names it."""


def box(canvas: Canvas, number: int, carton: Carton, *, wrapped: bool = False) -> BoxTruth:
    """Return the truth of a closed box; an open one has more."""
    names = named(canvas.view, carton)
    turn = ROUND.index(next(side for side, name in names.items() if name == "front"))
    order = [*np.roll(range(4), -turn), *(4 + np.roll(range(4), -turn))]
    corners = carton.corners[order]
    sides = carton.sides if turn % 2 == 0 else (carton.sides[1], carton.sides[0], carton.sides[2])
    turned = looked_at(canvas.view, carton)
    faces = tuple(_face(canvas, number, carton, face, names[face.side], wrapped=wrapped) for face in turned if face.side != "bottom")
    mine = (canvas.owner > number * 16) & (canvas.owner <= number * 16 + 16)
    return BoxTruth(
        outline=outline(mine),
        corners=canvas.view.project(corners),
        seen=tuple(_seen(canvas, number, carton, corner) for corner in corners),
        faces=tuple(each for each in faces if each.visible > 0),
        sides_mm=(float(sides[0]), float(sides[1]), float(sides[2])),
    )


def named(view: View, carton: Carton) -> dict[Side, Name]:
    """Return what its sides are called as the camera sees them."""
    upright = [carton.faces[side] for side in ROUND]
    toward = [view.faces(face.space(face.outline).mean(axis=0), face.normal) for face in upright]
    if max(toward) < _STEEP:
        toward = [float(face.normal @ view.axes[1]) for face in upright]
    front = int(np.argmax(toward))
    return {**{side: _NAMES[(at - front) % 4] for at, side in enumerate(ROUND)}, "top": "top", "bottom": "top"}


def _face(canvas: Canvas, number: int, carton: Carton, face: Face, name: Name, *, wrapped: bool) -> FaceTruth:
    view, mine = canvas.view, canvas.owner == whose(number, face)
    seen = face.in_photo(view, face.outline)
    return FaceTruth(
        name=name,
        kind=face.kind,
        corners=from_upper_left(seen),
        visible=_share(mine, seen),
        seams=tuple(face.in_photo(view, each) for each in face.seams),
        tapes=tuple(face.in_photo(view, each) for each in face.tapes),
        straps=tuple(face.in_photo(view, part) for each in face.straps if (part := clipped(each, face.outline)) is not None),
        labels=tuple(_label(view, mine, carton, each, wrapped=wrapped) for each in carton.stickers if each.side == face.side),
    )


def from_upper_left(corners: Points) -> Points:
    """Let the corners of a quad begin so that its first side goes to the right as nearly as it can."""
    slopes = []
    for at in range(4):
        a, b, c, d = np.roll(corners, -at, axis=0)
        right = (b - a) / np.linalg.norm(b - a) + (c - d) / np.linalg.norm(c - d)
        slopes.append(right[0] / (np.linalg.norm(right) + 1e-9))
    return np.roll(corners, -int(np.argmax(slopes)), axis=0)


def _share(mine: Owners, corners: Points) -> float:
    """Return how much of a quad's area is in the picture and owned."""
    area = abs(cv2.contourArea(corners.astype(np.float32)))
    mask, (left, top, right, bottom) = filled(corners, (mine.shape[1], mine.shape[0]))
    if right <= left or bottom <= top or area < 1:
        return 0.0
    return float(np.clip((mask * mine[top:bottom, left:right]).sum() / area, 0, 1))


def _label(view: View, mine: Owners, carton: Carton, sticker: Sticker, *, wrapped: bool) -> LabelTruth:
    corners = carton.faces[sticker.side].in_photo(view, sticker.corners)
    return LabelTruth(
        corners=corners,
        kind=sticker.kind,
        texts=sticker.texts,
        over=over(carton, sticker),
        under=sticker.under or ("wrap" if wrapped else ""),
        visible=_share(mine, corners),
    )


def over(carton: Carton, sticker: Sticker) -> frozenset[Over]:
    """Return what a label lies across, worked out on the carton."""
    face, found = carton.faces[sticker.side], set[Over]()
    beyond = np.concatenate([sticker.corners.min(0) < 0, sticker.corners.max(0) > (face.width, face.height)])
    if beyond.any():
        found.add("edge")
    on = carton.reached(face, sticker.corners)
    if len(on) > 2:
        found.add("corner")
    for other, placed in on:
        if any(within(seam, placed) is not None for seam in other.seams):
            found.add("seam")
        tapes = other.tapes[: sticker.tapes.get(other.side, 0)]
        if any(cv2.intersectConvexConvex(tape.astype(np.float32), placed.astype(np.float32))[0] > 1 for tape in tapes):
            found.add("tape")
    return frozenset(found)


def outline(mine: Owners) -> Points:
    """Return the border of the largest part of what is owned."""
    contours, _ = cv2.findContours(mine.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    if not contours:
        return np.zeros((0, 2))
    largest = max(contours, key=cv2.contourArea)
    return cv2.approxPolyDP(largest, 1.0, closed=True).reshape(-1, 2).astype(np.float64) + 0.5


def _seen(canvas: Canvas, number: int, carton: Carton, corner: Points) -> bool:
    """Whether a corner of the box is in the picture, with its own box there."""
    x, y = canvas.view.project(corner[None])[0]
    columns, rows = canvas.view.size
    if not (0 <= x < columns and 0 <= y < rows):
        return False
    around = canvas.owner[max(0, int(y) - 2) : int(y) + 3, max(0, int(x) - 2) : int(x) + 3]
    faces = [face for face in looked_at(canvas.view, carton) if abs((corner - face.origin) @ face.normal) < 1]
    return bool(faces) and bool(((around > number * 16) & (around <= number * 16 + 16)).any())
