"""Pictures of whole boxes as phones take them, and their exact truth: `python -m examples.render.cartons COUNT SEED FOLDER [--kind KIND]`.

FOLDER gets `000000.jpg`, … named by seed, `truth.jsonl` with a line for each (as `truth.as_json` writes it, with `file` and `seed`), and with
`--sheet` a picture of the first 24 with the truth drawn on them. What is there already is kept. One seed always gives the same picture. What the
ranges are is written down in benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
from examples.render.cartons.overlay import sheet
from examples.render.cartons.shots import KINDS, SHARES
from examples.render.cartons.truth import Shot, as_json
from numpy.random import Generator, default_rng

SIZE = (1024, 768)


def carton(dice: Generator, *, kind: str | None = None, size: tuple[int, int] = SIZE) -> Shot:
    """Render a picture of some kind, drawn when left out, so many pixels wide and high. "close" is "one" seen as the guide asks for it."""
    chosen = kind or str(dice.choice(list(SHARES), p=list(SHARES.values())))
    return KINDS[chosen](dice, size).shot


def main(arguments: list[str] | None = None) -> None:
    """Write pictures and their truth."""
    parser = argparse.ArgumentParser(prog="python -m examples.render.cartons", description="Render pictures of boxes with exact truth.")
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int, help="of the first; each next has the next number")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", choices=list(KINDS))
    parser.add_argument("--size", type=int, nargs=2, default=SIZE, metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--sheet", action="store_true", help="draw the truth on the first 24")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    done, shown = written(given.folder), []
    for seed in (each for each in range(given.seed, given.seed + given.count) if each not in done):
        shot = carton(default_rng(seed), kind=given.kind, size=tuple(given.size))
        write(given.folder, seed, shot)
        shown += [shot] if given.sheet and len(shown) < 24 else []
    if shown:
        _save(given.folder / "sheet.png", sheet(shown))


def written(folder: Path) -> set[int]:
    """Return the seeds whose pictures a folder holds."""
    path = folder / "truth.jsonl"
    return {json.loads(line)["seed"] for line in path.read_text(encoding="utf-8").splitlines()} if path.exists() else set()


def write(folder: Path, seed: int, shot: Shot) -> None:
    """Add a picture and its truth to a folder."""
    name = f"{seed:06}.jpg"
    _save(folder / name, shot.photo)
    with (folder / "truth.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"file": name, "seed": seed, **as_json(shot)}) + "\n")


def _save(path: Path, picture: np.ndarray) -> None:
    cv2.imwrite(str(path), cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 93])
