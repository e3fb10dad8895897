"""Finds in a photo what may be a strap, and what may hold two boxes together. It is never sure of either: a person looks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from inboundcheck.model.sightings import JoinSeen, OverwrapSeen
from inboundcheck.photos.binders.joins import Crossing, crossings
from inboundcheck.photos.binders.straps import straps
from inboundcheck.photos.binders.stripes import Stripe, stripes
from inboundcheck.photos.opening.intake import colour

if TYPE_CHECKING:
    from inboundcheck.photos.opening.files import Limits

LONGEST: Final = 800
"""Pixels of the longer side of the copy that is searched."""
LEAST: Final = 480
"""Pixels of the shorter side of a photo in which anything is looked for: smaller ones have the flaw `small`."""
DOUBTFUL: Final = 0.5
"""The confidence of all that is found. Print that runs round a box looks like a strap, and no photo of a real strap was at hand to measure with."""
_MOST = 4
"""How many straps are told, the longest first: one that is there decides."""
_BLUR = 0.8


def binders(path: str, size: tuple[int, int], limits: Limits) -> tuple[OverwrapSeen | JoinSeen, ...]:
    """Find what may be straps, and at most one place where something may join two boxes.

    Args:
        path: the photo.
        size: its width and height when upright, in pixels.
        limits: as for opening it.

    Returns:
        Sightings with four corners each, in pixels of the upright photo: of the stripe, or of its part over the line where two boxes touch.

    Raises:
        PhotoError: the file cannot be opened any more.
    """
    import numpy as np

    if min(size) < LEAST:
        return ()
    copy = np.asarray(colour(path, limits=limits, longest=LONGEST))
    return found(copy, scale=max(size) / max(copy.shape[:2]))


def found(copy: Any, *, scale: float = 1.0) -> tuple[OverwrapSeen | JoinSeen, ...]:
    """Do the same for a copy that was opened already.

    Args:
        copy: RGB, 8 bits, its longer side about `LONGEST` pixels.
        scale: how long a side of the photo is for one of the copy.
    """
    import numpy as np

    lab = _lab(copy)
    every = stripes(lab, np.ascontiguousarray(copy.min(axis=2)))
    bound = tuple(
        OverwrapSeen(overwrap="strap", polygon=_corners(each.left, each.right, scale), confidence=DOUBTFUL, by="strap finder")
        for each in straps(every, longest=max(copy.shape[:2]))[:_MOST]
    )
    crossed = crossings(lab, every)[:1]
    return bound + tuple(JoinSeen(joined=True, polygon=_around(each, scale), confidence=DOUBTFUL, by="join finder") for each in crossed)


def _lab(copy: Any) -> Any:
    """Return the CIELAB of each pixel, lightness from 0 to 100, without the noise of single pixels."""
    import cv2
    import numpy as np

    return cv2.cvtColor(cv2.GaussianBlur(copy.astype(np.float32) / 255, (0, 0), _BLUR), cv2.COLOR_RGB2LAB)


def _around(crossing: Crossing, scale: float) -> tuple[tuple[float, float], ...]:
    """The part of a stripe around the gap under it: three widths to either side, as far as it goes."""
    import numpy as np

    binder: Stripe = crossing.binder
    at = float(np.linalg.norm(crossing.gap.mean(axis=0) - binder.middle[0])) / binder.length
    reach = 3 * binder.width / binder.length
    shares = np.clip([at - reach, at + reach], 0, 1)[:, None]
    left, right = (line[0] + shares * (line[1] - line[0]) for line in (binder.left, binder.right))
    return _corners(left, right, scale)


def _corners(left: Sequence[Any], right: Sequence[Any], scale: float) -> tuple[tuple[float, float], ...]:
    return tuple((round(float(x) * scale, 1), round(float(y) * scale, 1)) for x, y in (left[0], left[1], right[1], right[0]))
