"""Hands and forearms that hold or point at a box, bare or in gloves, drawn in the picture itself."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.cartons.painting import HIDDEN, Canvas, hidden
from examples.render.cartons.view import Points
from examples.render.surfaces import Real, clouds
from numpy.random import Generator

_SKINS = ((236, 198, 172), (222, 178, 146), (198, 150, 116), (158, 110, 80), (112, 76, 54), (78, 52, 38))
_GLOVES = ((40, 40, 44), (60, 90, 160), (220, 220, 216), (215, 110, 40), (120, 122, 126))
_LENGTH = 185.0
"""Of a hand, in millimetres."""
_FINE = 2
_MOST = 0.5
"""The share of the boxes that a hand may hide."""
_FINGERS = ((-0.30, 0.36), (-0.10, 0.44), (0.10, 0.47), (0.30, 0.40))
"""Where each begins across the hand, and how long it is, in lengths of the hand."""


def hand(dice: Generator, canvas: Canvas, target: Points, scale: float) -> Points | None:
    """Let a hand reach a place in the picture, where a millimetre has so many pixels; return its outline, or None
    if it is not in the picture, or would hide too much of the boxes."""
    columns, rows = canvas.view.size
    turn = np.pi / 2 + dice.normal(0, 0.8) if dice.random() < 0.7 else dice.uniform(0, 2 * np.pi)
    back = np.array((np.cos(turn), np.sin(turn)))
    mask = np.zeros((rows // _FINE, columns // _FINE), np.uint8)
    _shape(dice, mask, np.asarray(target) / _FINE, back, scale * _LENGTH / _FINE)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    largest = max(contours, key=cv2.contourArea, default=None)
    if largest is None or cv2.contourArea(largest) < 30:
        return None
    outline: Points = (cv2.approxPolyDP(largest, 1.0, closed=True).reshape(-1, 2) + 0.5) * _FINE
    if hidden(canvas.owner, outline) > _MOST:
        return None
    _paint(dice, canvas, mask)
    return outline


def _shape(dice: Generator, mask: cv2.typing.MatLike, tip: Points, back: Points, long: float) -> None:
    """Draw palm, fingers, thumb and arm: `back` is the way from the tips to the arm."""
    across = np.array((-back[1], back[0]))
    wrist = tip + back * long
    knuckles = tip + back * long * 0.45
    _limb(mask, knuckles, wrist, long * 0.44, long * 0.34)
    _limb(mask, wrist, wrist + back * long * 8, long * 0.34, long * 0.75)
    spread, bend = dice.uniform(0.7, 1.5), dice.uniform(0.4, 1.0)
    for place, length in _FINGERS:
        start = knuckles + across * place * long * 0.62
        end = start - (back - across * place * 0.35 * spread) * length * long * bend * dice.uniform(0.85, 1.05)
        _limb(mask, start, end, long * 0.115, long * 0.09)
    side = dice.choice([-1, 1])
    thumb = wrist - back * long * 0.2 + across * side * long * 0.16
    _limb(mask, thumb, thumb + (across * side * dice.uniform(0.2, 0.8) - back * 0.7) * long * 0.38, long * 0.15, long * 0.1)


def _limb(mask: cv2.typing.MatLike, start: Points, end: Points, first: float, last: float) -> None:
    """Draw a rounded limb that is so wide at its start and at its end."""
    for share in np.linspace(0, 1, 24):
        middle = start + (end - start) * share
        if np.abs(middle).max() < 16000:
            cv2.circle(mask, np.round(middle * 16).astype(int).tolist(), int((first + (last - first) * share) * 8), 255, -1, cv2.LINE_8, 4)
    along = (end - start) / (np.linalg.norm(end - start) + 1e-9)
    beside = np.array((-along[1], along[0])) / 2
    corners = np.array([start + beside * first, end + beside * last, end - beside * last, start - beside * first])
    cv2.fillConvexPoly(mask, np.round(np.clip(corners, -16000, 16000) * 16).astype(np.int32), 255, cv2.LINE_8, 4)


def _paint(dice: Generator, canvas: Canvas, mask: cv2.typing.MatLike) -> None:
    """Give it its colour, rounder to its sides, and its shadow."""
    gloved = dice.random() < 0.3
    colour = np.float32((_GLOVES if gloved else _SKINS)[dice.integers(5 if gloved else 6)]) * np.float32(dice.uniform(0.8, 1.1))
    deep = np.minimum(cv2.distanceTransform(mask, cv2.DIST_L2, 3), 30)
    light = 0.62 + 0.38 * np.sqrt(deep / max(1.0, float(deep.max()))) + 0.03 * clouds(dice, *mask.shape, 14, 14)
    skin: Real = colour * light[..., None].astype(np.float32)
    cover = cv2.GaussianBlur(mask, (0, 0), 0.8).astype(np.float32) / 255
    shadow = np.roll(cv2.GaussianBlur(mask, (0, 0), 5).astype(np.float32) / 255, dice.integers(-6, 7, 2), (0, 1))
    canvas.image *= (1 - 0.35 * cv2.resize(shadow, canvas.view.size))[..., None]
    cover, skin = (cv2.resize(each, canvas.view.size, interpolation=cv2.INTER_LINEAR) for each in (cover, skin))
    canvas.image += (skin * np.float32(canvas.light.on(np.array((0, 0, 1.0)))) - canvas.image) * cover[..., None]
    canvas.owner[cover > 0.5] = HIDDEN
