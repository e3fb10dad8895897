"""Writes a checkpoint as the package reads it: `python -m training.where.export CHECKPOINT FOLDER [THRESHOLDS.json]`.

FOLDER gets `where.onnx` and its card `where.json`; the running average of the weights is taken. It fails where OpenCV and torch do not agree.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from training.where.net import Net, maps
from training.where.recipe import Recipe

THRESHOLDS = {"box": 0.5, "corner": 0.4, "face": 0.8, "label": 0.5}
"""Chosen on held-out renders, for the net that README tells of; a better net wants its own."""
AGREED = 1e-3
"""How far a cell may differ between OpenCV and torch."""


class Told(nn.Module):
    """The net with its logits turned into maps."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, square: Tensor) -> Tensor:
        return maps(self.net(square))


def main(checkpoint: Path, folder: Path, thresholds: dict[str, float]) -> None:
    """Write the net and its card."""
    kept = torch.load(checkpoint, weights_only=True)
    net = Net()
    net.load_state_dict(kept["average"])
    told = Told(net).eval()
    recipe, path = Recipe(), folder / "where.onnx"
    square = torch.from_numpy(np.random.default_rng(0).uniform(-1, 1, (1, 3, recipe.full, recipe.full)).astype(np.float32))
    torch.onnx.export(told, (square,), str(path), input_names=["square"], output_names=["maps"], opset_version=17, dynamo=False)
    data = path.read_bytes()
    reader = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))
    reader.setInput(square.numpy())
    with torch.no_grad():
        apart = float(np.abs(reader.forward("maps") - told(square).numpy()).max())
    if apart > AGREED:
        raise SystemExit(f"OpenCV {cv2.__version__} and torch are {apart:.2g} apart, at most {AGREED:g} may be")
    card = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": recipe.full,
        "outputs": ["maps"],
        "recipe": kept["recipe"],
        "seed": recipe.seed,
        "steps": kept["step"],
        "thresholds": thresholds,
    }
    (folder / "where.json").write_text(json.dumps(card, indent=2) + "\n")
    print(f"{len(data) / 1e6:.2f} MB, OpenCV and torch {apart:.1e} apart, {kept['step']} steps")


if __name__ == "__main__":
    told_thresholds = json.loads(Path(sys.argv[3]).read_text()) if len(sys.argv) > 3 else THRESHOLDS
    main(Path(sys.argv[1]), Path(sys.argv[2]), told_thresholds)
