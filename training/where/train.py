"""Trains the net for a while, and goes on where it stopped: `python -m training.where.train SCENES RUN --minutes 30`.

One thread, bfloat16 where it helps. RUN keeps `stable.pt` (weights, their running average, the optimizer, the step, the hash of the recipe),
written beside itself and renamed. `--cool 300` goes on from there for so many steps with a falling rate and writes `cooled.pt`; `stable.pt`
stays, and a later run can go on from it.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from training.runs import Run
from training.where.losses import losses
from training.where.net import Net
from training.where.recipe import Recipe
from training.where.scenes import Scenes, picture

EVERY = 300.0
"""Seconds between checkpoints."""
_TOLD = 25
"""Steps between two lines that say how it goes."""


def begun(recipe: Recipe) -> Run:
    """Begin a run."""
    return Run.begun(Net, seed=recipe.seed, recipe=recipe.hash, rate=recipe.rate, decay=recipe.decay, average=recipe.average)


def take(run: Run, recipe: Recipe, scenes: Scenes, rate: float) -> dict[str, float]:
    """Take one step, and return how wrong each part was."""
    square, truth, counts = batch(scenes, recipe, run.step)

    def judged(net: nn.Module) -> tuple[Tensor, dict[str, float]]:
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(square.to(memory_format=torch.channels_last))
        parts = losses(logits, truth, counts)
        return torch.stack(list(parts.values())).sum(), {name: float(each.detach()) for name, each in parts.items()}

    return run.learn(judged, rate=rate, clip=10.0)


def batch(scenes: Scenes, recipe: Recipe, step: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return the pictures of a step, what the net is to say of them, and which cells count."""
    size, many = recipe.sizes[step % len(recipe.sizes)]
    seen = [picture(scenes, recipe, step, place, size) for place in range(many)]
    square = torch.from_numpy(np.stack([each for each, _ in seen]).transpose(0, 3, 1, 2).astype(np.float32) / 127.5 - 1)
    return square, torch.from_numpy(np.stack([each.maps for _, each in seen])), torch.from_numpy(np.stack([each.counts for _, each in seen]))


def train(run: Run, recipe: Recipe, scenes: Scenes, go_on: Callable[[int], bool], rate: Callable[[int], float]) -> Iterator[dict[str, float]]:
    """Take steps while asked to."""
    while go_on(run.step):
        yield take(run, recipe, scenes, rate(run.step))


def main() -> None:
    """Train for some minutes, or cool down for some steps."""
    asked = _asked()
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    scenes = Scenes(asked.scenes)
    recipe = Recipe()
    stable, asked_from = asked.run / "stable.pt", time.monotonic()
    asked.run.mkdir(parents=True, exist_ok=True)
    run = begun(recipe).resumed(stable) if stable.exists() else begun(recipe)
    if asked.weights and not stable.exists():
        run.net.load_state_dict(torch.load(asked.weights, weights_only=True)["average"])
        run.average = {name: each.clone() for name, each in run.net.state_dict().items()}
    began, last = run.step, time.monotonic()
    cooling = partial(recipe.learning, cooling_from=began, cooling=asked.cool)
    if asked.cool:
        steps = train(run, recipe, scenes, lambda step: step < began + asked.cool, cooling)
    else:
        steps = train(run, recipe, scenes, lambda _: time.monotonic() - asked_from < asked.minutes * 60, recipe.learning)
    told: dict[str, list[float]] = defaultdict(list)
    for parts in steps:
        for name, each in parts.items():
            told[name].append(each)
        if run.step % _TOLD == 0:
            seconds = time.monotonic() - asked_from
            print(
                json.dumps({"step": run.step, "s": round(seconds), **{name: round(float(np.mean(each)), 4) for name, each in told.items()}}),
                flush=True,
            )
            told.clear()
        if not asked.cool and time.monotonic() - last > EVERY:
            run.keep(stable)
            last = time.monotonic()
    run.keep(asked.run / "cooled.pt" if asked.cool else stable)


def _asked() -> Any:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("scenes", type=Path, help="the folder that training.where.scenes filled")
    ask.add_argument("run", type=Path, help="the folder of the run")
    ask.add_argument("--minutes", type=float, default=30.0)
    ask.add_argument("--cool", type=int, default=0, help="cool down for so many steps instead")
    ask.add_argument("--weights", type=Path, help="begin with the average of this checkpoint; the rate warms up anew")
    return ask.parse_args()


if __name__ == "__main__":
    main()
