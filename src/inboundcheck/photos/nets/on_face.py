"""Tells what a small net sees on a face that was brought to a square: a line along which flaps meet, tape, and what kind of face it is.

The net was trained on drawn faces alone (`training/face`). It is a second observer: a seam that it sees counts where lines of the photo are, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from inboundcheck.photos.nets.network import network

if TYPE_CHECKING:
    from inboundcheck.photos.nets.network import Colour

NAME: Final = "on_face"
SIDE: Final = 256
"""Pixels of a side of the square that the net is shown."""
KINDS: Final = ("closing", "end", "side")


@dataclass(frozen=True, slots=True)
class Way:
    """What runs over a face one way: from top to bottom, or from left to right."""

    seam: float
    """How much the net takes it that a seam does, from 0 to 1."""
    ends: tuple[float, float]
    """Where that enters the face and where it leaves it, in sides of the face from its left, or from its top."""
    spread: float
    """How far the net is in doubt of that, in sides: the root of the mean square about the line."""
    tape: Any
    """(8, 64) shares of 1: how much of each place in each strip along the way tape covers that runs this way."""


@dataclass(frozen=True, slots=True)
class OnFace:
    """All that the net sees."""

    down: Way
    across: Way
    kind: dict[str, float]
    """What each kind of face has of 1."""


def on_face(flat: Colour, hidden: Any) -> OnFace | str:
    """Look at a face.

    Args:
        flat: the face as a square of 256 pixels, in colour.
        hidden: as large, not 0 where a label lies or the photo ends.

    Returns:
        What the net sees; or why there is none, as a sentence.
    """
    import numpy as np

    net = network(NAME)
    if isinstance(net, str):
        return net
    seen = np.dstack([np.where(hidden[..., None] > 0, 0, flat), np.where(hidden > 0, 255, 0)])
    given = net.forward(seen.astype(np.float32).transpose(2, 0, 1) / 127.5 - 1)
    down, across = (_way(given["seam"][at], given["tape"][at], float(given["says"][at])) for at in range(2))
    return OnFace(down, across, dict(zip(KINDS, map(float, given["kind"]), strict=True)))


def _way(places: Any, tape: Any, says: float) -> Way:
    """Lay a straight line through where the strips say that a seam is; a strip that is in doubt counts little."""
    import numpy as np

    strips, number = places.shape
    at = (np.arange(number) + 0.5) / number
    mean = places @ at
    weight = 1 / ((places @ at**2 - mean**2) + 1 / number**2)
    along = (np.arange(strips) + 0.5) / strips
    slope, start = np.polyfit(along, mean, 1, w=np.sqrt(weight))
    about = (places * (at[None, :] - (start + slope * along)[:, None]) ** 2).sum(1)
    spread = float(np.sqrt((weight * about).sum() / weight.sum()))
    return Way(says, (float(start), float(start + slope)), spread, tape)
