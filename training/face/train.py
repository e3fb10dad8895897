"""Trains the net from drawn faces alone: `python -m training.face.train OUT --minutes 45`, as often as one likes; it goes on where it was.

A batch is a function of seed and step, so a run that is stopped and goes on sees what a run in one piece sees. One thread, bf16, constant rate
after a short rise; the last `--cooldown` minutes of a call bring the rate down to nothing, from a checkpoint that stays beside the cooled one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn

from training.face.net import OnFace, loss
from training.face.shots import SHOTS, Shot, shots
from training.runs import Run

SEED = 20261126
POOL = 1000
"""Faces that are drawn; their photos are kept, and seen again turned and mirrored: drawing costs as much as learning."""
BATCH = 16
RATE, RISE, DECAY, AVERAGE = 2e-3, 100, 0.02, 0.996
SAVE = 120
"""Seconds between two checkpoints."""
_HERE = Path(__file__).parent


def recipe() -> str:
    """Return the hash of everything that the weights depend on."""
    names = ("boards.py", "tapes.py", "stickers.py", "textures.py", "shots.py", "net.py")
    parts = [(_HERE / each).read_bytes() for each in names] + [json.dumps([SEED, POOL, BATCH, SHOTS, RATE, RISE, DECAY, AVERAGE]).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


@lru_cache(POOL)
def _drawn(seed: int, number: int) -> list[Shot]:
    return shots((seed, number), SHOTS)


def batch(seed: int, step: int, size: int = BATCH) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Draw the batch of a step, turned and mirrored at random: pictures, seams, tape, kinds."""
    dice = np.random.default_rng((seed, step))
    taken = [_turned(_drawn(seed, int(dice.integers(POOL)))[dice.integers(SHOTS)], *dice.integers(2, size=3)) for _ in range(size)]
    pictures = torch.from_numpy(np.stack([each.picture for each in taken])).permute(0, 3, 1, 2)
    tape = torch.from_numpy(np.stack([each.tape for each in taken])).float() / 255
    return pictures.float() / 127.5 - 1, torch.from_numpy(np.stack([each.seam for each in taken])), tape, torch.tensor([each.kind for each in taken])


def _turned(taken: Shot, left: int, up: int, over: int) -> Shot:
    """Mirror a shot from left to right, and from top to bottom, and turn it over its diagonal."""
    picture, seam, tape = taken.picture, taken.seam, taken.tape
    if left:
        picture, seam, tape = picture[:, ::-1], np.stack([1 - seam[0], seam[1, ::-1]]), np.stack([tape[0, :, ::-1], tape[1, ::-1]])
    if up:
        picture, seam, tape = picture[::-1], np.stack([seam[0, ::-1], 1 - seam[1]]), np.stack([tape[0, ::-1], tape[1, :, ::-1]])
    if over:
        picture, seam, tape = picture.transpose(1, 0, 2), seam[::-1], tape[::-1]
    return Shot(picture, seam, tape, taken.kind)


def begun(folder: Path, after: Path | None = None) -> Run:
    """Go on from the checkpoint in a folder; else begin, with the weights of a checkpoint of another recipe if there is one."""
    run = Run.begun(OnFace, seed=SEED, recipe=recipe(), rate=RATE, decay=DECAY, average=AVERAGE)
    if (path := folder / "checkpoint.pt").exists():
        return run.resumed(path)
    if after is not None:
        run.load(torch.load(after, weights_only=True))
    return run


def take(run: Run, rate: float) -> tuple[float, ...]:
    """Take one step; return the parts of the loss."""
    pictures, seam, tape, kind = batch(SEED, run.step)

    def judged(net: nn.Module) -> tuple[torch.Tensor, tuple[float, ...]]:
        with torch.autocast("cpu", torch.bfloat16):
            given = net(pictures.contiguous(memory_format=torch.channels_last))
        whole, parts = loss(given, seam, tape, kind)
        return whole, tuple(parts.tolist())

    return run.learn(judged, rate=rate * min(1.0, (run.step + 1) / RISE), clip=2.0)


def train(folder: Path, minutes: float, cooldown: float, after: Path | None = None) -> None:
    """Train for so many minutes, the last of them with a falling rate."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    folder.mkdir(parents=True, exist_ok=True)
    run = begun(folder, after)
    start, saved, cooling = time.monotonic(), time.monotonic(), False
    seen: list[tuple[float, ...]] = []
    while (spent := (time.monotonic() - start) / 60) < minutes:
        left = minutes - spent
        if not cooling and left <= cooldown:
            run.keep(folder / "checkpoint.pt")
            cooling = True
        seen.append(take(run, RATE * min(1.0, left / cooldown) if cooling else RATE))
        if run.step % 20 == 0:
            means = " ".join(f"{each:.3f}" for each in np.mean(seen[-100:], axis=0))
            with (folder / "log.txt").open("a") as log:
                log.write(f"{run.step} {spent:.1f} min {means}\n")
        if not cooling and time.monotonic() - saved > SAVE:
            run.keep(folder / "checkpoint.pt")
            saved = time.monotonic()
    run.keep(folder / ("cooled.pt" if cooling else "checkpoint.pt"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--cooldown", type=float, default=8)
    parser.add_argument("--after", type=Path, help="a checkpoint of another recipe to go on from")
    given = parser.parse_args()
    train(given.folder, given.minutes, given.cooldown, given.after)
