"""Fills a folder with rendered textures, and goes on where it stopped: `python -m training.dunnage.textures FOLDER COUNT`.

Texture number n is a function of n alone, and its file is `<n>-<kind>.jpg`; every 24 of them hold each kind of dunnage once and more of what
is no dunnage.
"""

from __future__ import annotations

import sys
from pathlib import Path

import cv2
import numpy as np
from examples.render.dunnage import KINDS, texture

SIZE = 256
"""Pixels of a side of a texture."""
_IN_TURN = (*KINDS, "products", "products", "products", "flaps", "bare")
_SEED = 7


def fill(folder: Path, first: int, last: int) -> None:
    """Draw the textures from one number up to another that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, last):
        kind = _IN_TURN[number % len(_IN_TURN)]
        path = folder / f"{number:05d}-{kind}.jpg"
        if path.exists():
            continue
        drawn = texture(kind, np.random.default_rng((_SEED, number)), SIZE, SIZE)
        part = path.with_suffix(".part")
        part.write_bytes(cv2.imencode(".jpg", cv2.cvtColor(drawn, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 95])[1].tobytes())
        part.replace(path)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    fill(Path(sys.argv[1]), 0, int(sys.argv[2]))
