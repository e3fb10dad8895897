"""Labels as they come on cartons: of the real formats, worn, creased, turned, over seams and edges, under tape, in a pouch, and old ones."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from examples.render.cartons.boards import soft_line
from examples.render.cartons.flat import clipped, strip, within
from examples.render.cartons.prints import marks, words
from examples.render.cartons.solids import Carton, Face, Sticker
from examples.render.cartons.tapes import tape
from examples.render.cartons.truth import Under
from examples.render.cartons.view import Points
from examples.render.cartons.wear import crossed_out, paper, shadow, worn
from examples.render.labels import team_lift
from examples.render.sheets import FORMATS, Sheet
from examples.render.surfaces import Real
from numpy.random import Generator, default_rng

from inboundcheck.model.words import LabelKind

SCALE = 10
"""Pixels of a sheet to the millimetre."""
_KINDS: dict[str, LabelKind] = {
    "fba": "box_id", "ups": "carrier", "usps": "carrier", "ground": "carrier", "pallet": "sscc", "fnsku": "fnsku", "product": "other",
    "part": "other", "leaflet": "marketing", "mark": "handling", "team_lift": "team_lift", "fragile": "fragile", "note": "other",
}  # fmt: skip
_LARGE = ("fba", "ups", "usps", "ground", "pallet")
_SMALL = ("fnsku", "product", "part", "leaflet", "mark", "team_lift", "fragile", "note")


@lru_cache(maxsize=160)
def _sheet(name: str, number: int, module: int) -> Sheet:
    return FORMATS[name](default_rng((number, module)), module)


def _drawn(dice: Generator, name: str, module: int) -> tuple[Real, tuple[str, ...]]:
    """Return a label's picture and the texts of its codes."""
    if name in FORMATS:
        made = _sheet(name, int(dice.integers(64)), module)
        return cv2.cvtColor(made.picture, cv2.COLOR_GRAY2RGB), tuple(code.text for code in made.codes)
    if name == "team_lift":
        return team_lift(), ()
    ink = cv2.resize(marks(dice) if name == "mark" else words(dice), None, fx=4, fy=4, interpolation=cv2.INTER_LINEAR)
    ink = np.pad(ink, 40)[..., None]
    paper, print_ = np.float32((250, 250, 250)), np.float32((20, 20, 20))
    if name == "fragile" or dice.random() < 0.4:
        paper, print_ = (np.float32((215, 40, 36)), np.float32((250, 250, 250))) if dice.random() < 0.6 else (np.float32((250, 140, 30)), print_)
    return paper + (print_ - paper) * ink, ()


def stick(dice: Generator, carton: Carton, face: Face, *, name: str = "", place: str = "", module: int = 4) -> bool:
    """Stick a label on a face, unless there is no room; `place` is "free", "seam", "edge" or "corner", and drawn when left out."""
    name = name or str(dice.choice(_LARGE if dice.random() < 0.66 else _SMALL))
    picture, texts = _drawn(dice, name, module)
    rows, columns = picture.shape[:2]
    shrink = 1.0 if name in {"fba", "ups"} else dice.uniform(0.75, 1.0) if name in FORMATS else dice.uniform(0.3, 1.0)
    shrink *= min(1.0, 150 / max(rows, columns) * SCALE)
    wide, high = columns / SCALE * shrink, rows / SCALE * shrink
    for _ in range(12):
        corners = _placed(dice, carton, face, (wide, high), place or str(dice.choice(["free", "seam", "edge", "corner"], p=[0.66, 0.2, 0.11, 0.03])))
        if not any(_touch(carton, face, corners, each) for each in carton.stickers):
            break
    else:
        return False
    _lay(dice, carton, face, (name, picture, texts), corners)
    return True


def _placed(dice: Generator, carton: Carton, face: Face, size: tuple[float, float], place: str) -> Points:
    """Return the corners of a label that lies there, as if it were flat."""
    turn = dice.choice([0, np.pi / 2, np.pi, -np.pi / 2], p=[0.7, 0.12, 0.06, 0.12]) + dice.normal(0, 0.05)
    if dice.random() < 0.07:
        turn += dice.uniform(-0.6, 0.6)
    along = np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))])
    half = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * np.array(size) / 2 @ along
    reach, sides = half.max(axis=0), np.array((face.width, face.height))
    middle = _within(dice, reach, sides)
    if place == "seam" and face.kind == "closing":
        across = 1 if face.along(carton.turn[carton.seam_way]) else 0
        middle[across] = sides[across] / 2 + dice.uniform(-1.1, 1.1) * reach[across]
    elif place in {"edge", "corner"}:
        first = int(dice.integers(2))
        for axis in (first,) if place == "edge" else (0, 1):
            middle[axis] = dice.choice([0, sides[axis]]) + dice.uniform(-0.2, 0.95) * reach[axis] * (1 if middle[axis] < sides[axis] / 2 else -1)
        middle = np.clip(middle, 1, sides - 1)
    return half + middle


def _within(dice: Generator, reach: Points, sides: Points) -> Points:
    """Choose a middle so that all of it lies on the face if it fits, often near the middle or near a border."""
    room = np.maximum(sides / 2 - reach - 2, 0)
    share = np.clip(dice.normal(0, 0.35, 2), -1, 1) if dice.random() < 0.5 else dice.uniform(-1, 1, 2)
    return sides / 2 + room * share


def _touch(carton: Carton, face: Face, corners: Points, other: Sticker) -> bool:
    mine = {each.side: placed for each, placed in carton.reached(face, corners)}
    theirs = {each.side: placed for each, placed in carton.reached(carton.faces[other.side], other.corners)}
    return any(
        cv2.intersectConvexConvex(_grown(mine[side]).astype(np.float32), theirs[side].astype(np.float32))[0] > 0
        for side in mine.keys() & theirs.keys()
    )


def _grown(corners: Points) -> Points:
    return (corners - corners.mean(axis=0)) * 1.06 + corners.mean(axis=0)


def _lay(dice: Generator, carton: Carton, face: Face, drawn: tuple[str, Real, tuple[str, ...]], corners: Points) -> None:
    """Wear it, stick it on with its shadow, and maybe cover it."""
    name, picture, texts = drawn
    kind: LabelKind = _KINDS[name]
    scale = max((float(each.scale.max()) for each, _ in carton.reached(face, corners) if each.picture is not None), default=0.0)
    tapes = {side: len(each.tapes) for side, each in carton.faces.items()}
    under: Under = str(dice.choice(["", "tape", "pouch"], p=[0.8, 0.13, 0.07])) if name in _LARGE else ""  # type: ignore[assignment]
    if scale:
        small = _shrunk(picture, corners, scale)
        small, alpha = worn(dice, small if name in {"mark", "fragile", "team_lift"} else paper(dice, small))
        if kind == "carrier" and dice.random() < 0.1:
            kind = "old"
            crossed_out(dice, small)
        carton.lay(face, *shadow(small.shape[:2], scale), _spread(corners, 3.0))
        if under == "pouch":
            carton.lay(face, np.full((8, 8, 3), 225, np.float32), np.full((8, 8), 0.22, np.float32), _spread(corners, 12.0))
        carton.lay(face, small, alpha, corners)
        _sunk(dice, carton, face, corners)
        if under:
            _cover(dice, carton, face, corners, (under, scale))
    carton.stickers.append(Sticker(face.side, corners, kind, texts, under, tapes))


def _sunk(dice: Generator, carton: Carton, face: Face, corners: Points) -> None:
    """Let it sink a little where it lies over a seam."""
    for other, placed in carton.reached(face, corners):
        for seam in other.seams if other.picture is not None else ():
            part = within(seam, placed)
            if part is not None and dice.random() < 0.6:
                scale = float(other.scale.mean())
                soft_line(other.seen, part * other.scale, max(1.2, 3 * scale), dice.uniform(0.84, 0.98))
                soft_line(other.seen, (part + 2) * other.scale, max(1.2, 3 * scale), dice.uniform(1.0, 1.06))


def _shrunk(picture: Real, corners: Points, scale: float) -> Real:
    wide, high = (float(np.linalg.norm(corners[each] - corners[0])) * scale for each in (1, 3))
    size = (min(picture.shape[1], max(4, round(wide))), min(picture.shape[0], max(4, round(high))))
    return cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _spread(corners: Points, by: float) -> Points:
    """Return a quad whose sides lie so many millimetres further out."""
    across, down = (
        (corners[1] - corners[0]) / np.linalg.norm(corners[1] - corners[0]),
        (corners[3] - corners[0]) / np.linalg.norm(corners[3] - corners[0]),
    )
    return corners + by * np.array([-across - down, across - down, across + down, down - across])


def _cover(dice: Generator, carton: Carton, face: Face, corners: Points, by: tuple[Under, float]) -> None:
    """Lay clear tape over it, all along or across, or the film of a pouch, so many pixels to the millimetre."""
    under, scale = by
    wide = float(np.linalg.norm(corners[1] - corners[0]))
    if under == "pouch":
        film = _spread(corners, 12.0)
        picture, alpha = tape(dice, "clear", wide + 24, float(np.linalg.norm(film[3] - film[0])), min(scale, 4.0))
        carton.lay(face, picture, np.minimum(alpha * 0.6, 0.75), film)
        return
    left, right = (corners[0] + corners[3]) / 2, (corners[1] + corners[2]) / 2
    down = (corners[3] - corners[0]) * dice.uniform(-0.4, 0.4)
    reach = (right - left) / wide * dice.uniform(10, 60)
    picture, alpha = tape(dice, "clear", wide + 100, 50, min(scale, 6.0))
    over = strip((left + down - reach).tolist(), (right + down + reach).tolist(), dice.uniform(45, 75))
    carton.lay(face, picture, np.minimum(alpha, 0.8), over)
    for other, placed in carton.reached(face, over):
        part = clipped(placed, other.outline)
        if part is not None:
            other.tapes.append(part)
