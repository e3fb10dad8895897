"""Writes the trained net as the package reads it: `python -m training.face.export CHECKPOINT FOLDER [THRESHOLDS]`.

FOLDER gets `on_face.onnx`, from the running average of the weights, and its card `on_face.json`; THRESHOLDS is the JSON that `training.face.measure`
wrote. It fails where OpenCV and torch differ by more than 0.001.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from torch import Tensor, nn

from training.exporting import averaged, export
from training.face.boards import SIDE
from training.face.net import OUTPUTS, OnFace
from training.face.train import SEED


class Told(nn.Module):
    """The net with its logits turned into shares: of the places in a strip, of a place that is covered, of what there is, of the kinds."""

    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return seam, tape, says and kind."""
        seam, tape, says, kind = self.net(picture)
        return seam.softmax(-1), tape.sigmoid(), says.sigmoid(), kind.softmax(-1)


def main(checkpoint: Path, folder: Path, thresholds: dict[str, float]) -> None:
    """Write the net and its card."""
    net, kept = averaged(OnFace(), checkpoint)
    card = {"recipe": kept["recipe"], "seed": SEED, "steps": kept["step"], "thresholds": thresholds}
    export(Told(net), folder / "on_face.onnx", (1, 4, SIDE, SIDE), name="face", outputs=OUTPUTS, card=card)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text()) if len(sys.argv) > 3 else {})
