"""What is seen between two lines and beside them, at places along their way."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from inboundcheck.photos.opening.pixels import light_at

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STEP = 3.0
"""How far one place along a stripe is from the next, in pixels."""
CONTRAST = 7.0
"""By how much a stripe differs from its ground at least, in units of CIELAB."""
ALIKE = 0.6
"""How much one side of the ground may differ from the other, or one part of a stripe from the rest, as a share of its contrast."""
_PLATEAU = 0.4
"""How uneven it may be from side to side, as a share of its contrast: a gap or a shadow has no flat middle."""
_GAP = 2.0
"""What interrupts it is no longer than this, in widths."""
SEEN = 0.75
"""Of its length, how much must be seen as it."""
ON_ONE = 0.4
"""Of its length, how much must have the same on both sides: at the rest, a label may lie on one of them."""
_INSIDE = (0.25, 0.4, 0.5, 0.6, 0.75)
_OUTSIDE = (0.35, 0.6, 0.9)
"""Where the ground is looked at, in widths from the sides of the stripe."""
LEAST, MOST = 3.0, 24.0
"""How far from the sides at least, in pixels, for there the picture is blurred; and at most, for there the board may end."""


@dataclass(frozen=True, slots=True)
class Places:
    """What is seen at places along a pair of lines."""

    along: Any
    """(n,): how far each is from the start of the pair, in pixels along its middle."""
    inside: Any
    """(n, 3): the colour between the lines."""
    flanks: Any
    """(2, n, 3): the colour on the left and on the right."""
    uneven: Any
    """(n,): how uneven it is between the lines, from side to side."""
    width: float

    @property
    def contrast(self) -> Any:
        """(n,): by how much the inside differs from the flank that is more like it."""
        import numpy as np

        return np.linalg.norm(self.inside - self.flanks, axis=-1).min(axis=0)


def within(lab: Floats, left: Floats, right: Floats) -> tuple[float, float]:
    """Between which places along its middle a pair of lines is in the picture, in pixels from its start."""
    import numpy as np

    start, end = (left + right) / 2
    way = (end - start) / max(float(np.linalg.norm(end - start)), 1e-6)
    low, high = -math.inf, math.inf
    for at, step, most in zip(start, way, (lab.shape[1] - 1, lab.shape[0] - 1), strict=True):
        if abs(step) > 1e-6:  # noqa: PLR2004 - parallel to that border
            one, other = sorted((-at / step, (most - at) / step))
            low, high = max(low, one), min(high, other)
    return low, high


def seen_at(lab: Floats, left: Floats, right: Floats, low: float, high: float) -> Places:
    """Look across a pair of lines at places along it, from `low` to `high` pixels after its start."""
    import numpy as np

    length = max(float(np.linalg.norm(left[1] - left[0])), 1e-6)
    along = np.arange(low, high + 0.5, STEP)
    shares = (along / length)[:, None]
    lefts, rights = (each[0] + shares * (each[1] - each[0]) for each in (left, right))
    across = rights - lefts
    width = np.maximum(np.linalg.norm(across, axis=1), 1.0)
    unit = across / width[:, None]
    between = light_at(lab, lefts[:, None] + np.array(_INSIDE)[None, :, None] * across[:, None])
    away = np.clip(np.array(_OUTSIDE)[None] * width[:, None], LEAST + np.arange(len(_OUTSIDE)), MOST)[..., None] * unit[:, None]
    flanks = np.stack([np.median(light_at(lab, each), axis=1) for each in (lefts[:, None] - away, rights[:, None] + away)])
    inside = np.median(between, axis=1)
    uneven = np.linalg.norm(between - inside[:, None], axis=-1).mean(axis=1)
    return Places(along, inside, flanks, uneven, float(np.median(width)))


def alike(places: Places, core: tuple[float, float]) -> Any:
    """Where the stripe looks as it does in its core (n,); None where the core is no stripe."""
    import numpy as np

    contrast = places.contrast
    middle = (places.along >= core[0]) & (places.along <= core[1])
    if not middle.any():
        return None
    usual = float(np.median(contrast[middle]))
    if usual < CONTRAST or float(np.median(places.uneven[middle])) > _PLATEAU * usual:
        return None
    colour = np.median(places.inside[middle], axis=0)
    on_one = np.linalg.norm(places.flanks[0] - places.flanks[1], axis=-1) <= ALIKE * np.maximum(usual, contrast)
    here = (np.linalg.norm(places.inside - colour, axis=-1) <= ALIKE * usual) & (contrast >= max(0.5 * usual, CONTRAST))
    return here if here[middle].mean() >= SEEN and (here & on_one)[middle].mean() >= ON_ONE else None


def run(places: Places, here: Any, length: float) -> tuple[float, float]:
    """From where to where it is seen without a gap that is too long, around the middle of its core."""
    import numpy as np

    most = max(_GAP * places.width, 8.0)
    seen = places.along[here]
    at = int(np.abs(seen - length / 2).argmin())
    breaks = np.flatnonzero(np.diff(seen) > most)
    low = seen[breaks[breaks < at].max(initial=-1) + 1]
    high = seen[breaks[breaks >= at].min(initial=len(seen) - 1)]
    return float(low), float(high)
