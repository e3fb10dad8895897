"""Writes photos of boxes with many labels, and what codes are in them: `python -m examples.render.barcode_photos OUT --count 30 --seed 1`.

OUT gets the photos and `manifest.jsonl`, one photo a line, as `benchmarks/barcodes.py` reads it. One seed always gives the same photos. The sets:

- labels: 4 to 7 labels on a box face.
- wrap (`--wrap`): the same labels under stretch wrap with folds and glare. A code may lie under glare altogether: nobody reads all of these.
- parts (`--parts`): some codes cut off by the edge or half hidden; the manifest lists these as `unread`.
- none (`--none`): no barcode, but stripes, print, weave and slats.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from examples.render.labels import Colour
from examples.render.parts import parts
from examples.render.places import PLACES, place
from examples.render.scenes import SIZE, photo, row, scene
from examples.render.sensor import jpeg, taken
from examples.render.wrap import wrapped
from numpy.random import Generator, default_rng

Taken = tuple[Colour, dict[str, Any]]


def labels(dice: Generator, number: int) -> Taken:  # noqa: ARG001 - as the others
    """A box face with labels."""
    made = scene(dice)
    return photo(made, dice), row(made)


def wrap(dice: Generator, number: int) -> Taken:  # noqa: ARG001
    """The same under stretch wrap."""
    made = scene(dice)
    return photo(made, dice, over=lambda image: wrapped(image, dice)), row(made)


def some_parts(dice: Generator, number: int) -> Taken:  # noqa: ARG001
    """Codes of which a part is missing."""
    return parts(dice)


def none(dice: Generator, number: int) -> Taken:
    """No barcode; each kind of picture comes in turn."""
    name = list(PLACES)[number % len(PLACES)]
    return taken(place(name, dice, *SIZE), dice), {"expected": [], "w": SIZE[0], "h": SIZE[1], "complete": True, "shows": name}


SETS: dict[str, Callable[[Generator, int], Taken]] = {"labels": labels, "wrap": wrap, "parts": some_parts, "none": none}


def rendered(name: str, seed: int, number: int) -> tuple[bytes, dict[str, Any]]:
    """Return one photo of a set as a JPEG file, and its line of the manifest."""
    dice = default_rng([seed, number])
    image, told = SETS[name](dice, number)
    return jpeg(image, dice), {"image": f"{name}-{number:03}.jpg", **told}


def write(out: Path, name: str, *, count: int, seed: int) -> None:
    """Write so many photos of a set, and the manifest of all."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "manifest.jsonl").open("w", encoding="utf-8") as manifest:
        for number in range(count):
            data, told = rendered(name, seed, number)
            (out / told["image"]).write_bytes(data)
            manifest.write(json.dumps(told) + "\n")


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.add_mutually_exclusive_group()
    for name in ("wrap", "parts", "none"):
        chosen.add_argument(f"--{name}", dest="name", action="store_const", const=name, default="labels")
    given = parser.parse_args()
    write(given.out, given.name, count=given.count, seed=given.seed)


if __name__ == "__main__":
    main()
