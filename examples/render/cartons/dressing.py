"""Dresses boxes: board, print, flaps that meet, tape, straps, labels, of every kind."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from examples.render.cartons import boards, prints, stickers, tapes
from examples.render.cartons.painting import looked_at, sized
from examples.render.cartons.solids import Carton, Face, Side
from examples.render.cartons.view import View
from numpy.random import Generator


def dressed(dice: Generator, view: View, box: Carton, *, made: boards.Board | None = None, straps: bool | None = None) -> None:
    """Draw all that is on a closed box. Its kind, board and straps are drawn when they are left out."""
    bare(dice, view, box, made or boards.board(dice))
    if dice.random() < 0.9:
        _slotted(dice, box)
    else:
        _mailer(dice, box)
    for face in box.faces.values():
        if dice.random() < 0.02:
            tapes.stray(dice, box, face)
    late = dice.random() < 0.15
    strapped = dice.random() < 0.07 if straps is None else straps
    if strapped and not late:
        tapes.strapped(dice, box)
    labelled(dice, view, box)
    if strapped and late:
        tapes.strapped(dice, box)


def bare(dice: Generator, view: View, box: Carton, made: boards.Board) -> None:
    """Give the faces that are looked at their board and print."""
    for face in looked_at(view, box):
        boards.bare(dice, face, made, *sized(view, face))
    prints.printed(dice, box)


def _slotted(dice: Generator, box: Carton) -> None:
    """A regular slotted box: its flaps meet in the middle of two faces."""
    faces = list(box.faces.values())
    for face in faces:
        if face.kind == "closing":
            boards.seam(dice, box, face)
    if dice.random() < 0.3:
        boards.joint(dice, [face for face in faces if face.kind != "closing"][dice.integers(4)], box.turn[box.closing])
    for face in faces:
        if face.kind == "closing":
            tapes.closed(dice, box, face)


def _mailer(dice: Generator, box: Carton) -> None:
    """A mailer: its lid is tucked in at one side, which closes it; there is no seam elsewhere."""
    for face in box.faces.values():
        face.kind = "side"
    face = box.faces[("front", "right", "back", "left")[dice.integers(4)]]
    face.kind = "closing"
    y = dice.uniform(2, 0.16 * face.height + 3)
    boards.slit(dice, face, np.array([(0, y), (face.width, y + dice.normal(0, 1))]), dice.uniform(0.6, 2.5))
    if dice.random() < 0.5:
        x, reach = face.width / 2, dice.uniform(12, 40)
        tapes.stick_tape(dice, box, face, [(x, -reach), (x, y + reach)], (tapes.kind_of(dice), 48.0))


def labelled(dice: Generator, view: View, box: Carton, *, besides: Sequence[Side] = ()) -> None:
    """Stick up to five labels on, most on the face that is seen best; none on some sides."""
    faces = [face for face in looked_at(view, box) if face.side not in besides]
    if not faces:
        return
    faces.sort(key=lambda face: -view.faces(face.space(face.outline).mean(axis=0), face.normal))
    number = int(dice.choice([0, 1, 2, 3, 4, 5], p=[0.08, 0.34, 0.28, 0.17, 0.09, 0.04]))
    for count in range(number):
        face = faces[min(int(dice.geometric(0.8 if count == 0 else 0.55)) - 1, len(faces) - 1)]
        name = str(dice.choice(["fba", "ups", "usps", "ground", "pallet"])) if count == 0 and dice.random() < 0.85 else ""
        stickers.stick(dice, box, face, name=name, module=_module(view, face))


def _module(view: View, face: Face) -> int:
    """Return how wide the narrowest bar must be, in tenths of a millimetre, so that 2 pixels or more show it, if that can be."""
    seen = face.in_photo(view, face.outline)
    fine = np.linalg.norm(seen[1] - seen[0]) / face.width
    return int(np.clip(np.ceil(28 / max(fine, 0.1)), 3, 6)) if fine > 3 else 4
