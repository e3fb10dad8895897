"""All that a training run depends on beside the scenes and the code: a run with another recipe is another net."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

WIDTHS = (16, 32, 64, 112, 136)
"""Channels of the net after each halving."""
BACK = 40
"""Its channels on the way back up."""
VERSION = 2
"""Raised when the code of `net`, `targets`, `scenes` or `train` changes what a step does."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How the net is trained."""

    seed: int = 7
    sizes: tuple[tuple[int, int], ...] = ((256, 10), (384, 5))
    """Pixels of the square and pictures in a batch, in turn: small squares are parts of the picture, at the scale of the whole at 384."""
    full: int = 384
    """Pixels to which the longer side of a whole picture comes at zoom 1: what the net sees in use."""
    rate: float = 2e-3
    """Of learning, once warm."""
    warm: int = 200
    """Steps until then."""
    decay: float = 1e-4
    """Of weights (AdamW)."""
    average: float = 0.998
    """How much of the running average of the weights each step keeps."""
    hills: tuple[float, float, int] = (1.5, 1.0, 1000)
    """How wide the hill at a corner is at first and at last, in cells, and from which step on."""
    scenes: tuple[tuple[int, int, int], ...] = ((0, 0, 1500),)
    """From which step on, the seeds of which scenes: the first, and how many. Training begins while later ones are still rendered."""

    @property
    def hash(self) -> str:
        """Twelve digits that stand for it."""
        told = {**asdict(self), "version": VERSION, "widths": WIDTHS, "back": BACK}
        return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]

    def learning(self, step: int, *, cooling_from: int | None = None, cooling: int = 1) -> float:
        """Return the rate at a step: it warms up, stays, and falls in a straight line to nothing once it is told to cool."""
        rate = self.rate * min(1.0, (step + 1) / self.warm)
        return rate if cooling_from is None else rate * max(0.0, 1 - (step - cooling_from) / cooling)

    def seeds(self, step: int) -> tuple[int, int]:
        """Return the seed of the first scene that a step draws from, and how many there are."""
        return next((first, many) for start, first, many in reversed(self.scenes) if start <= step)

    def hill(self, step: int) -> float:
        """Return how wide the hill at a corner is at a step."""
        wide, narrow, last = self.hills
        return wide + (narrow - wide) * min(1.0, step / last)
