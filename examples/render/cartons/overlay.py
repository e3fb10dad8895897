"""Draws the truth of rendered pictures on them, to look at: faces green, labels blue, seams red, tape yellow, straps violet, outlines white."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from examples.render.cartons.truth import FaceTruth, Points, Shot
from examples.render.labels import Colour

_GREEN, _BLUE, _RED, _YELLOW, _VIOLET, _WHITE, _PINK = (
    (0, 220, 0), (40, 110, 255), (255, 0, 0), (255, 220, 0), (220, 0, 255), (255, 255, 255), (255, 120, 160),
)  # fmt: skip


def drawn(shot: Shot) -> Colour:
    """Return a copy of the picture with its truth on it."""
    image = shot.photo.copy()
    for box in shot.boxes:
        _line(image, box.outline, _WHITE)
        if box.interior is not None:
            _line(image, box.interior, _PINK)
        for face in box.faces:
            _face(image, face)
        for corner, seen in zip(box.corners, box.seen, strict=True):
            if seen:
                cv2.circle(image, (int(corner[0]), int(corner[1])), 3 * _thick(image), _GREEN, -1, cv2.LINE_AA)
    for points, binder in shot.joins:
        _line(image, points, _VIOLET)
        _write(image, binder, points.mean(axis=0), _VIOLET)
    for hand in shot.hands:
        _line(image, hand, _PINK)
    words = (word for box in shot.boxes for word in (*box.dunnage, *(["products"] if box.products else [])))
    _write(image, " ".join([shot.kind, *words]), np.array((6, 24)), _WHITE)
    return image


def _face(image: Colour, face: FaceTruth) -> None:
    _line(image, face.corners, _GREEN)
    _write(image, f"{face.name} {face.kind} {face.visible:.2f}", face.corners[0] * 0.9 + face.corners.mean(axis=0) * 0.1, _GREEN)
    for points in face.tapes:
        _line(image, points, _YELLOW)
    for points in (*face.straps, *face.seams):
        _line(image, points, _VIOLET if len(points) > 2 else _RED)
    for label in face.labels:
        _line(image, label.corners, _BLUE)
        _write(image, f"{label.kind} {'+'.join(sorted(label.over))} {label.under} {label.visible:.1f}", label.corners[0], _BLUE)


def _thick(image: Colour) -> int:
    return max(1, image.shape[1] // 700)


def _line(image: Colour, points: Points, colour: tuple[int, int, int]) -> None:
    if len(points):
        shown = np.round((np.clip(points, -9e4, 9e4) - 0.5) * 16).astype(np.int32)
        cv2.polylines(image, [shown], isClosed=True, color=colour, thickness=_thick(image), lineType=cv2.LINE_AA, shift=4)


def _write(image: Colour, text: str, at: Points, colour: tuple[int, int, int]) -> None:
    place = (int(np.clip(at[0], 2, image.shape[1] - 60)), int(np.clip(at[1], 12, image.shape[0] - 4)))
    size = image.shape[1] / 2000
    cv2.putText(image, text, place, cv2.FONT_HERSHEY_SIMPLEX, size, (0, 0, 0), max(2, round(size * 5)), cv2.LINE_AA)
    cv2.putText(image, text, place, cv2.FONT_HERSHEY_SIMPLEX, size, colour, max(1, round(size * 2)), cv2.LINE_AA)


def sheet(shots: Sequence[Shot], *, columns: int = 3, wide: int = 640) -> Colour:
    """Return their pictures with the truth drawn on them, beside and below each other."""
    small = [cv2.resize(each, (wide, round(wide * each.shape[0] / each.shape[1])), interpolation=cv2.INTER_AREA) for each in map(drawn, shots)]
    high = max(each.shape[0] for each in small)
    padded = [np.pad(each, ((0, high - each.shape[0]), (0, 0), (0, 0))) for each in small]
    padded += [np.zeros_like(padded[0])] * (-len(padded) % columns)
    return np.vstack([np.hstack(padded[at : at + columns]) for at in range(0, len(padded), columns)])
