"""A run of any trainer: weights, their running average, the optimizer and the step, kept in a file from which it can go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import torch
from torch import Tensor, nn

T = TypeVar("T")


@dataclass
class Run:
    """A run, as it stands."""

    net: nn.Module
    recipe: str
    """The hash of all that the weights depend on."""
    most: float
    """How much of the running average of the weights a step keeps at most; the first steps keep less."""
    average: dict[str, Tensor]
    optimizer: torch.optim.Optimizer
    step: int = 0

    @classmethod
    def begun(cls, make: Callable[[], nn.Module], *, seed: int, recipe: str, rate: float, decay: float, average: float) -> Run:
        """Begin: the first weights are a function of the seed."""
        torch.manual_seed(seed)
        net = make().to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=decay)
        return cls(net, recipe, average, {name: each.clone() for name, each in net.state_dict().items()}, optimizer)

    def resumed(self, path: Path) -> Run:
        """Go on from a checkpoint.

        Raises:
            ValueError: it was made by another recipe.
        """
        kept = torch.load(path, weights_only=True)
        if kept["recipe"] != self.recipe:
            raise ValueError(
                f"{path} was made by the recipe {kept['recipe'][:12]}, and this one is {self.recipe[:12]}: begin a new run, or bring back its recipe"
            )
        self.load(kept)
        return self

    def load(self, kept: dict[str, Any]) -> None:
        """Take over what a checkpoint holds, whatever its recipe."""
        self.net.load_state_dict(kept["net"])
        self.optimizer.load_state_dict(kept["optimizer"])
        self.average, self.step = kept["average"], kept["step"]

    def keep(self, path: Path) -> None:
        """Write it beside the old one, and put it in its place only when it is whole."""
        part = path.with_suffix(".part")
        told = {"net": self.net.state_dict(), "average": self.average, "optimizer": self.optimizer.state_dict()}
        torch.save({**told, "step": self.step, "recipe": self.recipe}, part)
        part.replace(path)

    def learn(self, judged: Callable[[nn.Module], tuple[Tensor, T]], *, rate: float, clip: float) -> T:
        """Take one step; `judged` gives how wrong the net is and what to say of it, of which the second is returned."""
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.net.train()
        wrong, told = judged(self.net)
        self.optimizer.zero_grad()
        wrong.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), clip)
        self.optimizer.step()
        self.step += 1
        self._average()
        return told

    def _average(self) -> None:
        kept = min(self.most, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, now in self.net.state_dict().items():
                if now.dtype.is_floating_point:
                    self.average[name].lerp_(now, 1 - kept)
                else:
                    self.average[name].copy_(now)
