"""Says on which parts of a line colour steps from one side to the other as it does on most of it: so a faint part of a border is seen too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.faces.papers import Corners, Pixels

    Colours = NDArray[np.float32]

_BLUR: Final = 1.0
_ASIDE: Final = (2.0, 3.0, 4.0)
"""How far on either side of the line colours are compared, in pixels of the copy."""
_EVERY: Final = 2.0
"""Pixels from one place to the next."""
_EVENED: Final = 9
"""Over so many places steps are averaged."""
_LIKE: Final = 0.35
"""How much of the usual step there must be, and in its direction of colour."""
_LEAST: Final = 2.0
"""The usual step is at least so large, in steps of colour (CIE 1976, 100 from black to white)."""


def colours_of(rgb: Pixels) -> Colours:
    """Return a copy in colours whose distances are those that are seen (CIE L*a*b*, lightness from 0 to 100)."""
    import cv2
    import numpy as np

    lab = cv2.GaussianBlur(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB).astype(np.float32), (0, 0), _BLUR)
    colours: Colours = (lab * np.array((100 / 255, 1, 1))).astype(np.float32)
    return colours


def steps_along(colours: Colours, at: Corners, along: Corners, span: tuple[float, float]) -> Corners:
    """Return from where to where, in pixels from a point of the line, colour steps as usual: n by 2, in their order.

    Args:
        colours: by `colours_of`.
        at: a point of the line.
        along: its direction, one pixel long.
        span: the part of it that is looked at; the usual step is the median over it.
    """
    import cv2
    import numpy as np

    places = np.arange(span[0], span[1], _EVERY)
    across = np.array((-along[1], along[0]))
    aside = np.array(_ASIDE)
    feet = (at + places[:, None] * along)[:, None, :]

    sides = []
    for sign in (1, -1):
        points = (feet + sign * aside[None, :, None] * across).astype(np.float32)
        sides.append(cv2.remap(colours, points[..., 0], points[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).mean(axis=1))
    steps = cv2.blur((sides[0] - sides[1])[None], (_EVENED, 1))[0]
    usual = np.median(steps, axis=0)
    size = float(np.linalg.norm(usual))
    if size < _LEAST:
        return np.zeros((0, 2))
    like = np.concatenate([[False], steps @ usual / size**2 >= _LIKE, [False]]).astype(np.int8)
    changes = np.flatnonzero(np.diff(like)).reshape(-1, 2)
    return np.stack([places[changes[:, 0]], places[changes[:, 1] - 1]], axis=1)
