"""Loads a net once per process and runs it: OpenCV's own reader of ONNX, one picture at a time, brought to a fixed square in one fixed way.

Beside `NAME.onnx` stands its card, `NAME.json`: what it was made from, and the SHA-256 of the file, so that a net that was changed or cut
short never judges a photo.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pydantic import ValidationError

from inboundcheck.errors import UsageError
from inboundcheck.model.fields import Model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Colour: TypeAlias = NDArray[np.uint8]
    """Height by width by red, green and blue."""
    Maps: TypeAlias = NDArray[np.float32]
    """Channels by height by width, or whatever the net gives for one picture."""

HERE: Final = Path(__file__).parent
_AGAIN: Final = "install inboundcheck again"
_PADDING: Final = 127
"""What stands beside a picture that is not square."""


class Card(Model):
    """What a net is, and what it was made from."""

    sha256: str
    """Of the file `NAME.onnx`."""
    size: int
    """Pixels of the square that it sees."""
    outputs: tuple[str, ...]
    """The names of what it gives, as in the file."""
    recipe: str
    """The hash of the recipe it was trained by."""
    seed: int
    steps: int
    """How many batches it was trained on."""
    thresholds: Mapping[str, float] = {}
    """From which score on something is taken for found."""


@dataclass(frozen=True, slots=True)
class Network:
    """A net that is loaded. One thread at a time may run it."""

    card: Card
    net: Any
    """A `cv2.dnn.Net`."""

    def run(self, rgb: Colour) -> dict[str, Maps]:
        """Run it on one picture of any size, which is fitted into its square: each output by its name, without the dimension of the batch."""
        import numpy as np

        square = fitted(rgb, self.card.size)
        return self.forward(square.astype(np.float32).transpose(2, 0, 1) / 127.5 - 1)

    def forward(self, pixels: Maps) -> dict[str, Maps]:
        """Run it on one picture as the net sees it: channels by height by width."""
        import cv2
        import numpy as np

        self.net.setInput(np.ascontiguousarray(pixels[None]))
        try:
            given = self.net.forward(list(self.card.outputs))
        except cv2.error as trouble:
            raise UsageError(f"a net cannot be run by OpenCV {cv2.__version__} ({trouble.err}); update opencv-python-headless") from None
        return {name: each[0] for name, each in zip(self.card.outputs, given, strict=True)}


@cache
def network(name: str, folder: Path = HERE) -> Network | str:
    """Load a net, once in a process.

    Returns:
        The net; or why there is none, as a sentence: this installation comes without it, and what it would find is not looked for.

    Raises:
        UsageError: its file is not the one that its card tells of, or OpenCV cannot read it.
    """
    import cv2
    import numpy as np

    weights, card = folder / f"{name}.onnx", _card(folder / f"{name}.json")
    if card is None or not weights.exists():
        return f"this installation comes without the net {name!r}; what it finds is not looked for"
    data = weights.read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != card.sha256:
        raise UsageError(f"{weights} is not the net that {name}.json tells of: its SHA-256 is {found}, expected {card.sha256}; {_AGAIN}")
    try:
        return Network(card, cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8)))
    except cv2.error as trouble:
        raise UsageError(f"{weights} cannot be read by OpenCV {cv2.__version__} ({trouble.err}); update opencv-python-headless") from None


def _card(path: Path) -> Card | None:
    if not path.exists():
        return None
    try:
        return Card.model_validate_json(path.read_bytes())
    except ValidationError as trouble:
        raise UsageError(f"{path} is not the card of a net: {trouble.errors()[0]['msg']}; {_AGAIN}") from None


def scale_to(rgb: Colour, size: int) -> float:
    """Return how long a side of the square is for one of the picture."""
    return float(size / max(rgb.shape[:2]))


def fitted(rgb: Colour, size: int) -> Colour:
    """Fit a picture into the upper left of a square, whole and undistorted; beside it is grey.

    A point (x, y) of the picture, with (0, 0) in the middle of its first pixel, is then at `(x + 0.5) * scale - 0.5`, and y alike.
    """
    import cv2
    import numpy as np

    height, width = rgb.shape[:2]
    scale = scale_to(rgb, size)
    inside = (max(1, round(width * scale)), max(1, round(height * scale)))
    square = np.full((size, size, 3), _PADDING, np.uint8)
    square[: inside[1], : inside[0]] = cv2.resize(rgb, inside, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    return square
