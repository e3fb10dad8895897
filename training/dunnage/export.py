"""Writes a checkpoint as the package reads it: `python -m training.dunnage.export CHECKPOINT FOLDER THRESHOLD`.

FOLDER gets `dunnage.onnx` and its card `dunnage.json`; the running average of the weights is taken. It fails where OpenCV and torch do not agree.
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

from inboundcheck.photos.nets.dunnage import SIZE
from training.dunnage.net import Net
from training.dunnage.recipe import Recipe

AGREED = 1e-3
"""How far a share may differ between OpenCV and torch."""


class Told(nn.Module):
    """The net with its logits turned into shares."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, square: Tensor) -> Tensor:
        return self.net(square).softmax(1)


def main(checkpoint: Path, folder: Path, threshold: float) -> None:
    """Write the net and its card."""
    kept, recipe = torch.load(checkpoint, weights_only=True), Recipe()
    net = Net(recipe.widths)
    net.load_state_dict(kept["average"])
    told, path = Told(net).eval(), folder / "dunnage.onnx"
    square = torch.from_numpy(np.random.default_rng(0).uniform(-1, 1, (1, 3, SIZE, SIZE)).astype(np.float32))
    torch.onnx.export(told, (square,), str(path), input_names=["square"], output_names=["groups"], opset_version=17, dynamo=False)
    data = path.read_bytes()
    reader = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))
    reader.setInput(square.numpy())
    with torch.no_grad():
        apart = float(np.abs(reader.forward("groups") - told(square).numpy()).max())
    if apart > AGREED:
        raise SystemExit(f"OpenCV {cv2.__version__} and torch are {apart:.2g} apart, at most {AGREED:g} may be")
    card = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": SIZE,
        "outputs": ["groups"],
        "recipe": kept["recipe"],
        "seed": recipe.seed,
        "steps": kept["step"],
        "thresholds": {"prohibited": threshold},
    }
    (folder / "dunnage.json").write_text(json.dumps(card, indent=2) + "\n")
    print(f"{len(data) / 1e6:.2f} MB, OpenCV and torch {apart:.1e} apart, {kept['step']} steps")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]))
