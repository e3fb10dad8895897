"""Trains the net for a while, and goes on where it stopped: `python -m training.dunnage.train TEXTURES RUN --minutes 20 [--photos LIST]`.

One thread. RUN keeps `net.pt` (weights, their running average, the optimizer, the step, the hash of the recipe), written beside itself and
renamed. LIST is a text file with the paths of real photos without dunnage, one a line: their licences must allow it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.dunnage.net import Net
from training.dunnage.pictures import MIXED, Pictures
from training.dunnage.recipe import Recipe
from training.runs import Run

EVERY = 120.0
"""Seconds between checkpoints."""
_TOLD = 25
"""Steps between two lines that say how it goes."""


def begun(recipe: Recipe) -> Run:
    """Begin a run."""
    average, make = recipe.average, partial(Net, recipe.widths)
    return Run.begun(make, seed=recipe.seed, recipe=recipe.hash, rate=recipe.rate, decay=recipe.decay, average=average)


def take(run: Run, recipe: Recipe, pictures: Pictures, rate: float) -> tuple[float, float]:
    """Take one step; return how wrong it was, and the share of places that were told right."""
    seen, groups = pictures.batch(recipe, run.step)
    square = torch.from_numpy(seen.transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1).to(memory_format=torch.channels_last)
    truth = torch.from_numpy(groups)

    def judged(net: nn.Module) -> tuple[Tensor, tuple[float, float]]:
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(square)
        loss = functional.cross_entropy(logits.float(), truth, ignore_index=MIXED, label_smoothing=0.05)
        counted = truth != MIXED
        return loss, (float(loss.detach()), float((logits.argmax(1) == truth)[counted].float().mean()))

    return run.learn(judged, rate=rate, clip=5.0)


def train(run: Run, recipe: Recipe, pictures: Pictures, path: Path, minutes: float) -> Iterator[tuple[float, float]]:
    """Take steps for some minutes, and keep what came of it."""
    began = last = time.monotonic()
    while (spent := (time.monotonic() - began) / 60) < minutes:
        yield take(run, recipe, pictures, recipe.learning(run.step, left=1 - spent / minutes))
        if time.monotonic() - last > EVERY:
            run.keep(path)
            last = time.monotonic()
    run.keep(path)


def main() -> None:
    """Train, and say how it goes."""
    asked = _asked()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    asked.run.mkdir(parents=True, exist_ok=True)
    recipe, path = Recipe(), asked.run / "net.pt"
    run = begun(recipe).resumed(path) if path.exists() else begun(recipe)
    pictures = Pictures(asked.textures, [Path(line) for line in asked.photos.read_text().splitlines()] if asked.photos else [])
    told: list[tuple[float, float]] = []
    for each in train(run, recipe, pictures, path, asked.minutes):
        told.append(each)
        if len(told) == _TOLD:
            wrong, right = (float(np.mean(column)) for column in zip(*told, strict=True))
            print(json.dumps({"step": run.step, "loss": round(wrong, 4), "right": round(right, 4)}), flush=True)
            told.clear()


def _asked() -> Any:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("textures", type=Path, help="the folder that training.dunnage.textures filled")
    ask.add_argument("run", type=Path, help="the folder of the run")
    ask.add_argument("--minutes", type=float, default=20.0)
    ask.add_argument("--photos", type=Path, help="a file with the paths of real photos without dunnage, one a line")
    return ask.parse_args()


if __name__ == "__main__":
    main()
