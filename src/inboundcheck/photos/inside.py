"""Looks into an open box for packing material that many sites refuse, where it is asked to. What it tells is a reason for a person to look.

What lies under the goods is not seen, and the net takes about one photo in a hundred of anything for loose fill: so its sighting is doubtful
whatever it says and decides no rule, and a check does not ask for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inboundcheck.model import DunnageSeen
from inboundcheck.model.words import Dunnage
from inboundcheck.photos.looked import Marks
from inboundcheck.photos.nets.dunnage import most_alike
from inboundcheck.photos.nets.network import network
from inboundcheck.photos.opening.files import Limits
from inboundcheck.photos.opening.intake import colour, longer_side

if TYPE_CHECKING:
    from inboundcheck.photos.nets.network import Colour

LOOKS_LIKE: Final[dict[Dunnage, str]] = {"peanuts": "loose fill (packing peanuts)", "shredded_paper": "shredded or crinkled paper"}
"""What a photo may look like, by the kind that stands for the group in a sighting."""
BY: Final = "dunnage net"
DOUBTED: Final = 0.5
"""The confidence of everything that is told: under what any rule trusts."""
_STANDS_FOR: Final[dict[str, Dunnage]] = {"loose_fill": "peanuts", "shreds": "shredded_paper"}
_MIDDLE: Final = 0.7
"""The share of the photo's width and height that is looked at where nobody says where the inside is."""
_LONGEST: Final = 1600
_LEAST: Final = 192
"""Pixels of the inside's shorter side, in a photo of 1,600, that are enough to tell anything."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What came of looking into a box."""

    seen: tuple[DunnageSeen, ...] = ()
    advice: str = ""
    """The same as a sentence."""


def look_inside(path: str, limits: Limits, marks: Marks) -> Inside:
    """Look into an open box, inside the corners that were marked or in the middle of the photo.

    Raises:
        PhotoError: the photo cannot be opened.
        UsageError: the net is not the one that belongs to this version.
    """
    import numpy as np

    net = network("dunnage")
    if isinstance(net, str):
        return Inside(advice=net)
    picture = np.asarray(colour(path, limits=limits, longest=_LONGEST))
    scale = max(picture.shape[:2]) / longer_side(path, limits=limits)
    part, left, top = _cut(picture, tuple((x * scale, y * scale) for x, y in marks.inside))
    if min(part.shape[:2]) < _LEAST:
        return Inside(advice="the inside of the box is too small in the photo to tell anything: step closer, and hold the phone straight above it")
    found = most_alike(net, part)
    if found.share < net.card.thresholds["prohibited"]:
        return Inside(advice="nothing in it surely looks like loose fill or shreds; what lies under the goods is not seen, so declare the dunnage")
    kind = _STANDS_FOR[found.group]
    corners = tuple(((x + left) / scale, (y + top) / scale) for x, y in found.corners)
    advice = f"it may be {LOOKS_LIKE[kind]}: look into the box, for this is a guess and decides nothing"
    return Inside((DunnageSeen(dunnage=kind, confidence=DOUBTED, polygon=corners, by=BY),), advice)


def _cut(picture: Colour, corners: tuple[tuple[float, float], ...]) -> tuple[Colour, int, int]:
    """Cut out the inside, with grey around its corners; return it, and where its upper left is."""
    import cv2
    import numpy as np

    height, width = picture.shape[:2]
    if not corners:
        left, top = round(width * (1 - _MIDDLE) / 2), round(height * (1 - _MIDDLE) / 2)
        return np.ascontiguousarray(picture[top : height - top, left : width - left]), left, top
    points = np.clip(np.round(np.nan_to_num(np.array(corners))), 0, (width, height)).astype(np.int32)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [points], 1)
    (left, top), (right, bottom) = points.min(0), points.max(0)
    inside = np.where(mask[..., None] > 0, picture, np.uint8(127))
    return np.ascontiguousarray(inside[top:bottom, left:right]), int(left), int(top)
