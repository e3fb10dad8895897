"""One code on a piece of paper on cardboard, seen and spoilt as told: what a reader can stand is measured with these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from examples.render import numbers
from examples.render.camera import Camera, Cuboid
from examples.render.labels import SCALE, Colour
from examples.render.scenes import Scene, Stuck, lay
from examples.render.sensor import taken
from examples.render.sheets import Layout, Printed, Sheet
from examples.render.surfaces import Cardboard, clouds
from numpy.random import Generator

_FINE = 4
"""Pixels of a sheet to the module."""


@dataclass(frozen=True)
class View:
    """How a code is seen."""

    module: float = 3.0
    """Pixels to the narrowest bar or dot, before it is turned away."""
    turn: float = 0.0
    """Clockwise in the photo, in degrees."""
    yaw: float = 0.0
    """How far it is turned away, in degrees."""
    blur: float = 0.6
    """How far a point is spread, in pixels."""
    noise: float = 4.0
    contrast: float = 1.0
    """Of print and paper: 1 is black on white."""
    glare: float = 0.0
    """How wide a white stripe from top to bottom of the code is, as a share of its width."""
    hidden: float = 0.0
    """How much of its height a strip hides, as a share."""


def sheet(symbology: str, dice: Generator) -> Sheet:
    """A piece of paper with one code of a symbology on it, and its quiet zone; a linear one is 50 modules high."""
    texts = {
        "Code128": numbers.box_id,
        "EAN13": lambda dice: numbers.gtin(dice, 13),
        "ITF": lambda dice: numbers.gtin(dice, 14),
        "Code39": lambda dice: f"PN-{numbers.drawn(dice, 6)}",
        "PDF417": lambda dice: f"AMZN,PO:{numbers.box_id(dice)[:12]},FNSKU:{numbers.fnsku(dice)},QTY:24",
        "DataMatrix": lambda dice: f"AMZN,PO:{numbers.box_id(dice)[:12]},QTY:24",
        "QRCode": lambda dice: f"https://example.com/{numbers.drawn(dice, 12)}",
        "MaxiCode": lambda dice: f"[)>\x1e01\x1d96{numbers.ups(dice)}\x1dUPSN\x1d{numbers.drawn(dice, 6)}\x1d1/1\x1d7\x1e\x04",
        "GS1-128": lambda dice: f"(00){numbers.sscc(dice)}",
    }
    paper = Layout(dice, _FINE, 1100, 800)
    paper.y = 60
    text = texts[symbology](dice)
    if symbology == "MaxiCode":
        paper.hexagons(text, 60)
    elif symbology in {"PDF417", "DataMatrix", "QRCode"}:
        paper.matrix(text, symbology, 60, module=_FINE)
    else:
        paper.bars(text, {"GS1-128": "Code128"}.get(symbology, symbology), 50 * _FINE)
    code = paper.codes[0]
    low, high = code.corners.min(0) - 12 * _FINE, code.corners.max(0) + 12 * _FINE
    left, top = (int(each) for each in np.maximum(low, 0))
    picture = np.array(paper.paper.image)[top : int(high[1]), left : int(high[0])]
    bottom = int(code.corners[2, 1]) - top + 4
    picture[bottom:] = 255  # no words
    moved = Printed(code.format, code.text, code.corners - (left, top), code.across, code.down)
    return Sheet(symbology, picture, (moved,))


def alone(one: Sheet, view: View, dice: Generator) -> tuple[Colour, dict[str, Any]]:
    """Take a photo of it; return that and what the manifest would say of the code."""
    code = one.codes[0]
    wide, high = one.picture.shape[1] / SCALE, one.picture.shape[0] / SCALE
    scale = view.module * SCALE * code.across / (code.corners[1, 0] - code.corners[0, 0])
    side = int(np.hypot(wide, high) * scale * 1.15) // 8 * 8 + 96
    away = 3 * max(wide, high)
    face = side / scale * 3
    box = Cuboid(0, 0, face, 1, face, *(Cardboard(dice, width, height, scale=1) for width, height in ((face, 1), (face, face))))
    turn = np.deg2rad(view.yaw)
    target = np.array((face / 2, 0, face / 2))
    eye = target + away * np.array((np.sin(turn), -np.cos(turn), 0.0))
    made = Scene(Camera(tuple(eye), tuple(target), (side, side), scale * away / side, roll=view.turn), box)
    stuck = Stuck(_spoilt(one, view), (face / 2, face / 2), 0.0)
    image = (np.float32((185, 148, 108)) * (1 + 0.03 * clouds(dice, side, side, 9, 9))[..., None]).clip(0, 255).astype(np.uint8)
    lay(image, stuck.sheet, made.in_photo(stuck.outline()), dice)
    if view.glare:
        _shine(image, made.code(stuck, code), view.glare)
    return taken(image, dice, blur=(view.blur, view.blur), noise=(view.noise, view.noise)), made.truth(stuck, code)


def _spoilt(one: Sheet, view: View) -> Sheet:
    """Fade its print, and hide a part of the height."""
    picture = (255 - view.contrast * (255 - one.picture.astype(np.float32))).astype(np.uint8)
    if view.hidden:
        top, bottom = one.codes[0].corners[0, 1], one.codes[0].corners[2, 1]
        gone = (bottom - top) * view.hidden
        first = round((top + bottom - gone) / 2)
        picture[first : first + round(gone)] = 190
    return Sheet(one.name, picture, one.codes)


def _shine(image: Colour, corners: Any, share: float) -> None:
    """Lay a soft white stripe across the middle of a code."""
    top, bottom = (corners[0] + corners[1]) / 2, (corners[3] + corners[2]) / 2
    along = (corners[1] - corners[0]) * share / 2
    stripe = np.zeros(image.shape[:2], np.float32)
    high = (bottom - top) * 0.6
    cv2.fillConvexPoly(stripe, np.round([top - along - high, top + along - high, bottom + along + high, bottom - along + high]).astype(np.int32), 1.0)
    soft = cv2.GaussianBlur(stripe, (0, 0), max(1.0, float(np.linalg.norm(along)) / 3)) * 255
    image[:] = cv2.add(image, cv2.merge([soft] * 3), dtype=cv2.CV_8U)
