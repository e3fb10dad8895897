"""All that a training run depends on beside its pictures and the code: a run with another recipe is another net."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256

VERSION = 1
"""Raised when the code of `net`, `pictures` or `train` changes what a step does."""


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How the net is trained."""

    seed: int = 7
    widths: tuple[int, ...] = (24, 32, 64, 96)
    """Channels after each halving."""
    size: int = 192
    """Pixels of a side of a picture in training: three by three places of 96 pixels that overlap by half."""
    many: int = 24
    """Pictures in a batch."""
    real: float = 0.3
    """The share of parts of real photos without dunnage, where there are some."""
    mixed: float = 0.35
    """The share of rendered pictures in which one texture lies beside or over another."""
    zoom: tuple[float, float] = (0.75, 1.5)
    """Pixels in training for one of the texture."""
    rate: float = 2e-3
    """Of learning, once warm."""
    warm: int = 100
    """Steps until then."""
    decay: float = 1e-3
    """Of weights (AdamW)."""
    average: float = 0.995
    """How much of the running average of the weights each step keeps."""

    @property
    def hash(self) -> str:
        """Twelve digits that stand for it."""
        return sha256(json.dumps({**asdict(self), "version": VERSION}, sort_keys=True).encode()).hexdigest()[:12]

    def learning(self, step: int, *, left: float = 1.0) -> float:
        """Return the rate at a step: it warms up, stays, and falls to nothing over the last fifth of what is left of the run."""
        return self.rate * min(1.0, (step + 1) / self.warm) * min(1.0, max(0.02, left * 5))
