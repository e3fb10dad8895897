"""Pictures of whole boxes as phones take them, and their exact truth: `python -m examples.render.cartons COUNT SEED FOLDER [--kind KIND]`.

FOLDER gets `000000.jpg`, … named by seed, `truth.jsonl` with a line for each (as `truth.as_json` writes it, with `file` and `seed`), and with
`--sheet` a picture of the first 24 with the truth drawn on them. One seed always gives the same picture. What the ranges are is written down in
benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from examples.render import arrangements, told
from examples.render.dressing import dressed
from examples.render.empty import nothing
from examples.render.exposure import exposed, glints
from examples.render.overlay import sheet
from examples.render.painting import paint_carton
from examples.render.solids import Carton
from examples.render.staging import painted, staged
from examples.render.truth import Shot, as_json
from examples.render.view import View
from numpy.random import Generator, default_rng

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
    stage = staged(dice, view, [box])
    dressed(dice, view, box)
    painted(stage, lambda canvas, number: paint_carton(dice, canvas, number, box))
    glints(dice, stage.canvas)
    truth = told.box(stage.canvas, 0, box)
    return Shot(photo=exposed(dice, stage.canvas.image, sharp=view.size[0] > _SHARP), kind="one", boxes=(truth,), focal=view.focal)


def _none(dice: Generator, size: tuple[int, int]) -> Shot:
    return Shot(photo=exposed(dice, nothing(dice, size), sharp=size[0] > _SHARP), kind="none", boxes=())


_KINDS: dict[str, Callable[[Generator, tuple[int, int]], Shot]] = {"one": _one, "close": _close, "none": _none}
_SHARES = {"one": 0.9, "none": 0.1}


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
