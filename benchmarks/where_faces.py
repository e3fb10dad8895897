"""How near the net `where` comes to the face of rendered close-ups: `python -m benchmarks.where_faces [COUNT] [SEED] --net FOLDER`.

They are drawn by another renderer (`examples.render.closeups`) than the scenes that it is trained on.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import cv2
import numpy as np
from benchmarks.where import seen
from examples.render.closeups import close_up

from inboundcheck.photos.faces.papers import apart
from inboundcheck.photos.nets.network import Network, network

SIZE = (1344, 1008)
LEVELS = (0.5, 0.6, 0.7, 0.8)
NEAR = (0.03, 0.06)
"""In diagonals of the face."""


def main(net: Network, count: int, seed: int) -> None:
    off: list[tuple[float, float]] = []
    for number in range(seed, seed + count):
        shot = close_up(np.random.default_rng(number), size=SIZE)
        found = seen(net, shot.photo, face=LEVELS[0])[0].faces
        best = max(found, key=lambda each: each.score * cv2.contourArea(np.array(each.points, np.float32)), default=None)
        if best is not None:
            off.append((best.score, apart(shot.face, np.array(best.points))))
    for level in LEVELS:
        told = [error for score, error in off if score >= level]
        print(
            f"from {level}: told in {len(told)} of {count}, "
            + ", ".join(f"within {near:.0%} in {sum(each <= near for each in told)}" for near in NEAR)
        )


if __name__ == "__main__":
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("count", type=int, nargs="?", default=50)
    ask.add_argument("seed", type=int, nargs="?", default=5000)
    ask.add_argument("--net", type=Path, required=True)
    asked = ask.parse_args()
    cv2.setNumThreads(1)
    loaded = network("where", asked.net)
    if isinstance(loaded, str):
        raise SystemExit(loaded)
    main(loaded, asked.count, asked.seed)
