"""Writes a checkpoint as the package reads it: `python -m training.dunnage.export CHECKPOINT FOLDER THRESHOLD`.

FOLDER gets `dunnage.onnx` and its card `dunnage.json`; the running average of the weights is taken. It fails where OpenCV and torch do not agree.
"""

from __future__ import annotations

import sys
from pathlib import Path

from torch import Tensor, nn

from inboundcheck.photos.nets.dunnage import SIZE
from training.dunnage.net import Net
from training.dunnage.recipe import Recipe
from training.exporting import averaged, export


class Told(nn.Module):
    """The net with its logits turned into shares."""

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net

    def forward(self, square: Tensor) -> Tensor:
        return self.net(square).softmax(1)


def main(checkpoint: Path, folder: Path, threshold: float) -> None:
    """Write the net and its card."""
    recipe = Recipe()
    net, kept = averaged(Net(recipe.widths), checkpoint)
    card = {"recipe": kept["recipe"], "seed": recipe.seed, "steps": kept["step"], "thresholds": {"prohibited": threshold}}
    export(Told(net), folder / "dunnage.onnx", (1, 3, SIZE, SIZE), name="square", outputs=["groups"], card=card)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
