"""Trains the net for a while, and goes on where it stopped: `python -m training.dunnage.train TEXTURES RUN --minutes 20 [--photos LIST]`.

One thread. RUN keeps `net.pt` (weights, their running average, the optimizer, the step, the hash of the recipe), written beside itself and
renamed. LIST is a text file with the paths of real photos without dunnage, one a line: their licences must allow it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from training.dunnage.net import Net
from training.dunnage.pictures import MIXED, Pictures
from training.dunnage.recipe import Recipe

EVERY = 120.0
"""Seconds between checkpoints."""
_TOLD = 25
"""Steps between two lines that say how it goes."""


@dataclass
class Run:
    """A run, as it stands."""

    recipe: Recipe
    net: Net
    average: dict[str, Tensor]
    optimizer: torch.optim.Optimizer
    step: int = 0

    @classmethod
    def begun(cls, recipe: Recipe) -> Run:
        """Begin: the first weights are a function of the seed."""
        torch.manual_seed(recipe.seed)
        net = Net(recipe.widths).to(memory_format=torch.channels_last)
        optimizer = torch.optim.AdamW(net.parameters(), lr=recipe.rate, weight_decay=recipe.decay)
        return cls(recipe, net, {name: each.clone() for name, each in net.state_dict().items()}, optimizer)

    @classmethod
    def kept(cls, path: Path, recipe: Recipe) -> Run:
        """Go on from a checkpoint.

        Raises:
            ValueError: it was made by another recipe.
        """
        kept = torch.load(path, weights_only=True)
        if kept["recipe"] != recipe.hash:
            raise ValueError(
                f"{path} was made by the recipe {kept['recipe']}, and this one is {recipe.hash}: begin a new run, or bring back its recipe"
            )
        run = cls.begun(recipe)
        run.net.load_state_dict(kept["net"])
        run.optimizer.load_state_dict(kept["optimizer"])
        run.average, run.step = kept["average"], kept["step"]
        return run

    def keep(self, path: Path) -> None:
        """Write it beside the old one, and put it in its place only when it is whole."""
        part = path.with_suffix(".part")
        told = {"net": self.net.state_dict(), "average": self.average, "optimizer": self.optimizer.state_dict()}
        torch.save({**told, "step": self.step, "recipe": self.recipe.hash}, part)
        part.replace(path)

    def take(self, pictures: Pictures, rate: float) -> tuple[float, float]:
        """Take one step; return how wrong it was, and the share of places that were told right."""
        seen, groups = pictures.batch(self.recipe, self.step)
        square = torch.from_numpy(seen.transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1).to(memory_format=torch.channels_last)
        truth = torch.from_numpy(groups)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.net.train()
        with torch.autocast("cpu", torch.bfloat16):
            logits = self.net(square)
        loss = functional.cross_entropy(logits.float(), truth, ignore_index=MIXED, label_smoothing=0.05)
        self.optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 5.0)
        self.optimizer.step()
        self.step += 1
        self._average()
        counted = truth != MIXED
        return float(loss.detach()), float((logits.argmax(1) == truth)[counted].float().mean())

    def _average(self) -> None:
        kept = min(self.recipe.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, now in self.net.state_dict().items():
                if now.dtype.is_floating_point:
                    self.average[name].lerp_(now, 1 - kept)
                else:
                    self.average[name].copy_(now)


def train(run: Run, pictures: Pictures, path: Path, minutes: float) -> Iterator[tuple[float, float]]:
    """Take steps for some minutes, and keep what came of it."""
    began = last = time.monotonic()
    while (spent := (time.monotonic() - began) / 60) < minutes:
        yield run.take(pictures, run.recipe.learning(run.step, left=1 - spent / minutes))
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
    run = Run.kept(path, recipe) if path.exists() else Run.begun(recipe)
    pictures = Pictures(asked.textures, [Path(line) for line in asked.photos.read_text().splitlines()] if asked.photos else [])
    told: list[tuple[float, float]] = []
    for each in train(run, pictures, path, asked.minutes):
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
