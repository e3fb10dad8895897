"""Takes pictures: of one box, of boxes that touch or that something joins, of an open box, of none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from examples.render.cartons import arrangements, groups, opened, told
from examples.render.cartons.boards import board
from examples.render.cartons.dressing import bare, dressed, labelled
from examples.render.cartons.empty import nothing
from examples.render.cartons.exposure import exposed, glints
from examples.render.cartons.groups import Join
from examples.render.cartons.hands import hand
from examples.render.cartons.painting import Canvas, paint_carton
from examples.render.cartons.solids import Carton
from examples.render.cartons.staging import Stage, painted, staged
from examples.render.cartons.truth import BoxTruth, Kind, Points, Shot
from examples.render.cartons.view import View
from numpy.random import Generator

Size = tuple[int, int]
_SHARP = 2000
"""How wide a picture is whose codes are to be read."""


@dataclass(frozen=True, eq=False)
class Taken:
    """A picture, and the stage that it was taken on, if there was one."""

    shot: Shot
    stage: Stage | None = None
    flat: bool = True
    """Whether all in it is flat things in space: no film and no hand was drawn over them."""


def _one(dice: Generator, size: Size) -> Taken:
    """One closed box in any view."""
    box = arrangements.lone(dice)
    return _closed(dice, box, arrangements.seen(dice, [box], size))


def _close(dice: Generator, size: Size) -> Taken:
    """One closed box, and one face of it as the guide asks for it: whole, straight on or nearly, filling most of the picture."""
    box = arrangements.lone(dice, 500)
    return _closed(dice, box, arrangements.close(dice, box, size, whole=True))


def _closed(dice: Generator, box: Carton, view: View) -> Taken:
    """A closed box, now and then wrapped in film or with a hand before it."""
    dressed(dice, view, box)
    return _group(dice, view, [box], "one", wrapped=dice.random() < 0.06)


def _touching(dice: Generator, size: Size) -> Taken:
    """Boxes beside and upon each other that nothing binds."""
    boxes = groups.loose(dice)
    view = _overlooked(dice, boxes, size)
    _dressed_alike(dice, view, boxes)
    return _group(dice, view, boxes, "touching")


def _joined(dice: Generator, size: Size) -> Taken:
    """Boxes that tape, straps or film bind to each other."""
    boxes = groups.aligned(dice)
    view = _overlooked(dice, boxes, size)
    _dressed_alike(dice, view, boxes)
    wrapped = dice.random() < 0.3
    return _group(dice, view, boxes, "joined", wrapped=wrapped, joins=() if wrapped else groups.bound(dice, view, boxes))


def _overlooked(dice: Generator, boxes: Sequence[Carton], size: Size) -> View:
    return (arrangements.overview if dice.random() < 0.7 else arrangements.level)(dice, boxes, size)


def _dressed_alike(dice: Generator, view: View, boxes: Sequence[Carton]) -> None:
    """Dress boxes of one make, or of several."""
    alike, made = dice.random() < 0.6, board(dice)
    for box in boxes:
        dressed(dice, view, box, made=made if alike else None)


def _group(dice: Generator, view: View, boxes: Sequence[Carton], kind: Kind, *, wrapped: bool = False, joins: Sequence[Join] = ()) -> Taken:
    """Take the picture of dressed boxes."""
    stage, bound = staged(dice, view, boxes), list(joins)

    def paint(canvas: Canvas, number: int) -> None:
        paint_carton(dice, canvas, number, boxes[number])
        groups.contacts(canvas, boxes[number])

    painted(stage, paint)
    if wrapped:
        outline = groups.film(dice, stage.canvas)
        bound += [(outline, "wrap")] if kind == "joined" and len(outline) else []
    hands = _hands(dice, stage.canvas, boxes[0], 0.09)
    truth = [told.box(stage.canvas, number, box, wrapped=wrapped) for number, box in enumerate(boxes)]
    made = _exposed(dice, stage, kind, tuple(each for each in truth if each.faces), (tuple(bound), hands))
    return Taken(made, stage, flat=not wrapped and not hands)


def _exposed(dice: Generator, stage: Stage, kind: Kind, boxes: tuple[BoxTruth, ...], before: tuple[tuple[Join, ...], tuple[Points, ...]]) -> Shot:
    glints(dice, stage.canvas)
    photo = exposed(dice, stage.canvas.image, sharp=stage.view.size[0] > _SHARP)
    return Shot(photo=photo, kind=kind, boxes=boxes, joins=before[0], hands=before[1], focal=stage.view.focal)


def _hands(dice: Generator, canvas: Canvas, box: Carton, share: float) -> tuple[Points, ...]:
    """In some pictures, let a hand or two reach for places at the outline of a box."""
    if dice.random() > share:
        return ()
    seen = canvas.view.project(box.corners)
    scale = canvas.view.focal / float(canvas.view.depth(box.middle[None])[0])
    found = []
    for _ in range(1 if dice.random() < 0.7 else 2):
        a, b = dice.permutation(len(seen))[:2]
        outline = hand(dice, canvas, seen[a] + (seen[b] - seen[a]) * dice.uniform(0.1, 0.9), scale)
        found += [] if outline is None else [outline]
    return tuple(found)


def _open(dice: Generator, size: Size) -> Taken:
    """An open box, seen from above."""
    box = arrangements.standing(arrangements.sides(dice), (0, 0, 0), dice.uniform(0, 2 * np.pi))
    view, made = opened.seen(dice, box, size), board(dice)
    bare(dice, view, box, made)
    labelled(dice, view, box, besides=("top",))
    hinged, stage = opened.flaps(dice, view, box, made), staged(dice, view, [box])
    held: list[opened.Held] = []
    painted(stage, lambda canvas, number: held.append(opened.paint_open(dice, canvas, number, box, hinged)))
    hands = _hands(dice, stage.canvas, box, 0.08)
    shot = _exposed(dice, stage, "open", (opened.truth(stage.canvas, 0, box, held[0]),), ((), hands))
    return Taken(shot, stage, flat=not hands)


def _none(dice: Generator, size: Size) -> Taken:
    """No box at all."""
    return Taken(Shot(photo=exposed(dice, nothing(dice, size), sharp=size[0] > _SHARP), kind="none", boxes=()))


KINDS: dict[str, Callable[[Generator, Size], Taken]] = {
    "one": _one, "close": _close, "touching": _touching, "joined": _joined, "open": _open, "none": _none,
}  # fmt: skip
"""What can be taken; "close" is told as "one"."""
SHARES = {"one": 0.6, "touching": 0.12, "joined": 0.08, "open": 0.1, "none": 0.1}
"""How often each comes where none is asked for."""
