"""Pictures of whole boxes as phones take them, and their exact truth: `python -m examples.render.cartons COUNT SEED FOLDER [--kind KIND]`.

FOLDER gets `000000.jpg`, … named by seed, `truth.jsonl` with a line for each (as `truth.as_json` writes it, with `file` and `seed`), and with
`--sheet` a picture of the first 24 with the truth drawn on them. One seed always gives the same picture. What the ranges are is written down in
benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
from examples.render import arrangements, groups, opened, told
from examples.render.boards import board
from examples.render.dressing import bare, dressed, labelled
from examples.render.empty import nothing
from examples.render.exposure import exposed, glints
from examples.render.groups import Join
from examples.render.hands import hand
from examples.render.overlay import sheet
from examples.render.painting import Canvas, paint_carton
from examples.render.solids import Carton
from examples.render.staging import painted, staged
from examples.render.truth import Kind, Points, Shot, as_json
from examples.render.view import View
from numpy.random import Generator, default_rng

from inboundcheck.model.words import Dunnage

SIZE = (1024, 768)
_SHARP = 2000
"""How wide a picture is whose codes are to be read."""


def carton(dice: Generator, *, kind: str | None = None, size: tuple[int, int] = SIZE) -> Shot:
    """Render a picture of some kind, drawn when left out, so many pixels wide and high. "close" is "one" seen as the guide asks for it."""
    chosen = kind or str(dice.choice(list(_SHARES), p=list(_SHARES.values())))
    return _KINDS[chosen](dice, size)


def _one(dice: Generator, size: tuple[int, int]) -> Shot:
    """One closed box in any view."""
    box = arrangements.lone(dice)
    return _closed(dice, box, arrangements.seen(dice, [box], size))


def _close(dice: Generator, size: tuple[int, int]) -> Shot:
    """One closed box, and one face of it as the guide asks for it: whole, straight on or nearly, filling most of the picture."""
    box = arrangements.lone(dice, 500)
    return _closed(dice, box, arrangements.close(dice, box, size, whole=True))


def _closed(dice: Generator, box: Carton, view: View) -> Shot:
    """A closed box, now and then wrapped in film or with a hand before it."""
    dressed(dice, view, box)
    return _group(dice, view, [box], "one", wrapped=dice.random() < 0.06)


def _touching(dice: Generator, size: tuple[int, int]) -> Shot:
    """Boxes beside and upon each other that nothing binds."""
    boxes = groups.loose(dice)
    view = arrangements.overview(dice, boxes, size) if dice.random() < 0.7 else arrangements.level(dice, boxes, size)
    _dressed_alike(dice, view, boxes)
    return _group(dice, view, boxes, "touching")


def _joined(dice: Generator, size: tuple[int, int]) -> Shot:
    """Boxes that tape, straps or film bind to each other."""
    boxes = groups.aligned(dice)
    view = arrangements.overview(dice, boxes, size) if dice.random() < 0.7 else arrangements.level(dice, boxes, size)
    _dressed_alike(dice, view, boxes)
    wrapped = dice.random() < 0.3
    return _group(dice, view, boxes, "joined", wrapped=wrapped, joins=() if wrapped else groups.bound(dice, view, boxes))


def _dressed_alike(dice: Generator, view: View, boxes: Sequence[Carton]) -> None:
    """Dress boxes of one make, or of several."""
    alike, made = dice.random() < 0.6, board(dice)
    for box in boxes:
        dressed(dice, view, box, made=made if alike else None)


def _group(dice: Generator, view: View, boxes: Sequence[Carton], kind: Kind, *, wrapped: bool = False, joins: Sequence[Join] = ()) -> Shot:
    """Take the picture of dressed boxes."""
    stage = staged(dice, view, boxes)
    canvas = stage.canvas

    def paint(canvas: Canvas, number: int) -> None:
        paint_carton(dice, canvas, number, boxes[number])
        groups.contacts(canvas, boxes[number])

    painted(stage, paint)
    bound: list[Join] = list(joins)
    if wrapped:
        outline = groups.film(dice, canvas)
        bound += [(outline, "wrap")] if kind == "joined" and len(outline) else []
    hands = _hands(dice, canvas, boxes[0]) if dice.random() < 0.09 else ()
    glints(dice, canvas)
    told_ = [told.box(canvas, number, box, wrapped=wrapped) for number, box in enumerate(boxes)]
    return Shot(
        photo=exposed(dice, canvas.image, sharp=view.size[0] > _SHARP),
        kind=kind,
        boxes=tuple(each for each in told_ if each.faces),
        joins=tuple(bound),
        hands=hands,
        focal=view.focal,
    )


def _hands(dice: Generator, canvas: Canvas, box: Carton) -> tuple[Points, ...]:
    """Let one hand or two reach for places at the outline of a box."""
    seen = canvas.view.project(box.corners)
    scale = canvas.view.focal / float(canvas.view.depth(box.middle[None])[0])
    found = []
    for _ in range(1 if dice.random() < 0.7 else 2):
        a, b = dice.permutation(len(seen))[:2]
        outline = hand(dice, canvas, seen[a] + (seen[b] - seen[a]) * dice.uniform(0.1, 0.9), scale)
        found += [] if outline is None else [outline]
    return tuple(found)


def _open(dice: Generator, size: tuple[int, int]) -> Shot:
    """An open box, seen from above."""
    box = arrangements.standing(arrangements.sides(dice), (0, 0, 0), dice.uniform(0, 2 * np.pi))
    view, made = opened.seen(dice, box, size), board(dice)
    bare(dice, view, box, made)
    labelled(dice, view, box, besides=("top",))
    hinged = opened.flaps(dice, view, box, made)
    stage = staged(dice, view, [box])
    held: list[tuple[tuple[Dunnage, ...], bool]] = []
    painted(stage, lambda canvas, number: held.append(opened.paint_open(dice, canvas, number, box, hinged)))
    hands = _hands(dice, stage.canvas, box) if dice.random() < 0.08 else ()
    glints(dice, stage.canvas)
    truth = opened.truth(stage.canvas, 0, box, held[0])
    photo = exposed(dice, stage.canvas.image, sharp=size[0] > _SHARP)
    return Shot(photo=photo, kind="open", boxes=(truth,), hands=hands, focal=view.focal)


def _none(dice: Generator, size: tuple[int, int]) -> Shot:
    return Shot(photo=exposed(dice, nothing(dice, size), sharp=size[0] > _SHARP), kind="none", boxes=())


_KINDS: dict[str, Callable[[Generator, tuple[int, int]], Shot]] = {
    "one": _one, "close": _close, "touching": _touching, "joined": _joined, "open": _open, "none": _none,
}  # fmt: skip
_SHARES = {"one": 0.6, "touching": 0.12, "joined": 0.08, "open": 0.1, "none": 0.1}


def main(arguments: list[str] | None = None) -> None:
    """Write pictures and their truth."""
    parser = argparse.ArgumentParser(prog="python -m examples.render.cartons", description="Render pictures of boxes with exact truth.")
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int, help="of the first; each next has the next number")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", choices=list(_KINDS))
    parser.add_argument("--size", type=int, nargs=2, default=SIZE, metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--sheet", action="store_true", help="draw the truth on the first 24")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    shown = []
    with (given.folder / "truth.jsonl").open("a", encoding="utf-8") as lines:
        for seed in range(given.seed, given.seed + given.count):
            shot = carton(default_rng(seed), kind=given.kind, size=tuple(given.size))
            name = f"{seed:06}.jpg"
            cv2.imwrite(str(given.folder / name), cv2.cvtColor(shot.photo, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 93])
            lines.write(json.dumps({"file": name, "seed": seed, **as_json(shot)}) + "\n")
            shown += [shot] if given.sheet and len(shown) < 24 else []
    if shown:
        cv2.imwrite(str(given.folder / "sheet.png"), cv2.cvtColor(np.ascontiguousarray(sheet(shown)), cv2.COLOR_RGB2BGR))


if __name__ == "__main__":
    main()
