"""Writes a checkpoint as the package reads it: `python -m training.where.export CHECKPOINT FOLDER [THRESHOLDS.json]`.

FOLDER gets `where.onnx` and its card `where.json`; the running average of the weights is taken. It fails where OpenCV and torch do not agree.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from torch import Tensor, nn

from training.exporting import averaged, export
from training.where.net import Net, maps
from training.where.recipe import Recipe

THRESHOLDS = {"box": 0.5, "corner": 0.4, "face": 0.8, "label": 0.5}
"""Chosen on held-out renders, for the net that README tells of; a better net wants its own."""


class Told(nn.Module):
    """The net with its logits turned into maps."""

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net

    def forward(self, square: Tensor) -> Tensor:
        return maps(self.net(square))


def main(checkpoint: Path, folder: Path, thresholds: dict[str, float]) -> None:
    """Write the net and its card."""
    recipe = Recipe()
    net, kept = averaged(Net(), checkpoint)
    card = {"recipe": kept["recipe"], "seed": recipe.seed, "steps": kept["step"], "thresholds": thresholds}
    export(Told(net), folder / "where.onnx", (1, 3, recipe.full, recipe.full), name="square", outputs=["maps"], card=card)


if __name__ == "__main__":
    told_thresholds = json.loads(Path(sys.argv[3]).read_text()) if len(sys.argv) > 3 else THRESHOLDS
    main(Path(sys.argv[1]), Path(sys.argv[2]), told_thresholds)
