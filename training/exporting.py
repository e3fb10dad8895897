"""Writes a net as the package reads it: ONNX beside a card, where OpenCV and torch agree."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from torch import Tensor, nn

AGREED = 1e-3
"""How far a value may differ between OpenCV and torch."""


def averaged(net: nn.Module, checkpoint: Path) -> tuple[nn.Module, dict[str, Any]]:
    """Give a net the running average of a checkpoint's weights; return it, and the checkpoint."""
    kept = torch.load(checkpoint, weights_only=True)
    net.load_state_dict(kept["average"])
    return net, kept


def export(told: nn.Module, path: Path, shape: Sequence[int], *, name: str, outputs: Sequence[str], card: dict[str, Any]) -> None:
    """Write `path` and its card, and say how large it is.

    Args:
        told: the net, whose outputs are shares.
        path: of the ONNX file; the card stands beside it.
        shape: of what the net sees, between -1 and 1.
        name: of what the net sees.
        outputs: their names, in order.
        card: what the card says besides.

    Raises:
        SystemExit: OpenCV and torch do not agree.
    """
    told.eval()
    seen = torch.from_numpy(np.random.default_rng(0).uniform(-1, 1, tuple(shape)).astype(np.float32))
    torch.onnx.export(told, (seen,), str(path), input_names=[name], output_names=list(outputs), opset_version=17, dynamo=False)
    data = path.read_bytes()
    reader = cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))
    reader.setInput(seen.numpy())
    with torch.no_grad():
        given = told(seen)
    wanted = (given,) if isinstance(given, Tensor) else given
    apart = max(float(np.abs(one - other.numpy()).max()) for one, other in zip(reader.forward(list(outputs)), wanted, strict=True))
    if apart > AGREED:
        raise SystemExit(f"OpenCV {cv2.__version__} and torch are {apart:.2g} apart, at most {AGREED:g} may be")
    whole = {"sha256": hashlib.sha256(data).hexdigest(), "size": shape[-1], "outputs": list(outputs), **card}
    path.with_suffix(".json").write_text(json.dumps(whole, indent=2) + "\n")
    print(f"{len(data) / 1e6:.2f} MB, OpenCV and torch {apart:.1e} apart, {card['steps']} steps")
