"""Writes the trained net as the package reads it: `python -m training.face.export CHECKPOINT FOLDER [THRESHOLDS]`.

FOLDER gets `on_face.onnx`, from the running average of the weights, and its card `on_face.json`; THRESHOLDS is the JSON that `training.face.measure`
wrote. It fails where OpenCV and torch differ by more than 0.001.
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

from training.face.boards import SIDE
from training.face.net import OUTPUTS, OnFace
from training.face.train import SEED

AGREED = 1e-3


class Told(nn.Module):
    """The net with its logits turned into shares: of the places in a strip, of a place that is covered, of what there is, of the kinds."""

    def __init__(self, net: OnFace) -> None:
        super().__init__()
        self.net = net

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return seam, tape, says and kind."""
        seam, tape, says, kind = self.net(picture)
        return seam.softmax(-1), tape.sigmoid(), says.sigmoid(), kind.softmax(-1)


def trained(checkpoint: Path) -> tuple[Told, dict[str, object]]:
    """Load the running average of a checkpoint, and the checkpoint."""
    kept = torch.load(checkpoint, weights_only=True)
    net = OnFace()
    net.load_state_dict(kept["average"])
    return Told(net).eval(), kept


def main(checkpoint: Path, folder: Path, thresholds: dict[str, float]) -> None:
    """Write the net and its card."""
    told, kept = trained(checkpoint)
    path = folder / "on_face.onnx"
    picture = torch.from_numpy(np.random.default_rng(0).uniform(-1, 1, (1, 4, SIDE, SIDE)).astype(np.float32))
    torch.onnx.export(told, (picture,), str(path), input_names=["face"], output_names=list(OUTPUTS), opset_version=17, dynamo=False)
    data = path.read_bytes()
    reader = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))
    reader.setInput(picture.numpy())
    with torch.no_grad():
        wanted = told(picture)
    apart = max(float(np.abs(one - other.numpy()).max()) for one, other in zip(reader.forward(list(OUTPUTS)), wanted, strict=True))
    if apart > AGREED:
        raise SystemExit(f"OpenCV {cv2.__version__} and torch are {apart:.2g} apart, at most {AGREED:g} may be")
    card = {
        "sha256": hashlib.sha256(data).hexdigest(),
        "size": SIDE,
        "outputs": list(OUTPUTS),
        "recipe": kept["recipe"],
        "seed": SEED,
        "steps": kept["step"],
        "thresholds": thresholds,
    }
    path.with_suffix(".json").write_text(json.dumps(card, indent=2) + "\n")
    print(f"{len(data) / 1e6:.2f} MB, OpenCV and torch {apart:.1e} apart, {kept['step']} steps")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text()) if len(sys.argv) > 3 else {})
