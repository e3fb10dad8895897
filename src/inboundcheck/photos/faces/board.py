"""Says where the board of a box ends in a photo: by its colour around the labels, with the light on it followed.

It looks at areas, and at no line: so it errs otherwise than what puts straight lines together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from inboundcheck.photos.faces.borders import ends, light_along, outward
from inboundcheck.photos.faces.papers import CLOSED, apart, closed, papers
from inboundcheck.photos.faces.quads import diagonal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.faces.papers import Corners, Pixels

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]

AGREE: Final = 0.025
"""Two ways agree when no corner is further apart, in diagonals."""
_ALIKE: Final = 6.0
"""How much one step of colour (CIE 1976) weighs: tolerances of 3 to 31 steps are tried."""
_LIGHTNESS: Final = 1.0
"""How much lightness counts beside colour, once the light on the face is followed."""
_DEGREES: Final = (0, 1, 2)
"""The light on the board is taken for one value, then for a sloping plane, then for a surface of the second degree, over more and more of it."""
_COARSE: Final = 8
"""Every how many pixels the light is asked for."""
_SAME: Final = 228
"""From here on a pixel is of the board."""
_NEARLY: Final = 200
"""From here on it may be."""
_BEYOND: Final = 0.12
"""How far beyond a border no board may follow, in diagonals: beyond the edge of a tape it does."""
_WITHIN: Final = 0.6
"""From how far within an area is looked outward, as a share of it: tape along the middle lies within."""
_FILLED: Final = 0.5
"""How much of a face is board at least; a tape may cover much of a small one."""
_STRIP: Final = (0.004, 0.022)
"""How far from a border the board on one side is compared with what is on the other, in diagonals."""
_DROP: Final = 10.0
"""By how much less it looks like the board beyond the border, of 255."""
_ENDED: Final = 0.6
"""On how much of each border that must be so."""
_LINES: Final = 60


@dataclass(frozen=True, slots=True, eq=False)
class Board:
    """Where a photo looks like the board around its labels."""

    likeness: Pixels
    """255 where it is the same; so are the labels themselves."""
    evens: tuple[Pixels, ...]
    """The same with print and gaps closed over, finer and bolder."""
    areas: tuple[Corners, ...]
    """The corners of every area with four straight sides, the steadiest first."""

    @classmethod
    def around(cls, rgb: Pixels, label: Corners, others: Sequence[Corners] = ()) -> Board:
        """Compare a copy of a photo, in colour, with what is around a label; what lies under other labels counts as board."""
        likeness = _likeness(rgb, label, others)
        evens = tuple(closed(likeness, width) for width in CLOSED)
        return cls(likeness, evens, tuple(each.corners for each in papers(evens)))

    @property
    def at_border(self) -> float:
        """How much of the border of the photo it lies along, as a share."""
        import numpy as np

        frame = np.concatenate([self.evens[0][1], self.evens[0][-2], self.evens[0][:, 1], self.evens[0][:, -2]])
        return float((frame > _NEARLY).mean())

    def shaped(self, corners: Corners) -> bool:
        """Whether the board has these four corners: as an area, or by the nearest borders outward from within it."""
        return any(apart(corners, each) <= AGREE for each in (*self.areas, *self.outward(corners)))

    def outward(self, corners: Corners) -> Iterator[Corners]:
        """Look outward for the nearest borders from within four corners."""
        start = corners.mean(axis=0) + _WITHIN * (corners - corners.mean(axis=0))
        for even in self.evens:
            found = outward(even, start, diagonal(corners) / 2)
            if found is not None:
                yield found

    def stops(self, corners: Corners) -> bool:
        """Whether no board follows a way beyond each side."""
        return ends(self.evens[0], self.evens[-1], corners, _BEYOND * diagonal(corners))

    def ends(self, corners: Corners) -> bool:
        """Whether there is board within four corners, and all along each side it ends."""
        return self.fills(corners) and all(share >= _ENDED for share in self.ended(corners))

    def fills(self, corners: Corners) -> bool:
        """Whether there is board within four corners."""
        import cv2
        import numpy as np

        mask = np.zeros(self.likeness.shape, np.uint8)
        cv2.fillConvexPoly(mask, corners.round().astype(np.int32), 1)
        return float((self.evens[0][mask > 0] > _NEARLY).mean()) >= _FILLED

    def ended(self, corners: Corners) -> Iterator[float]:
        """On what share of each side the board ends."""
        import numpy as np

        near, far = (each * diagonal(corners) for each in _STRIP)
        steps = np.arange(near, max(far, near + 2))
        for at in range(4):
            one, other = corners[at], corners[(at + 1) % 4]
            along = (other - one) / max(float(np.linalg.norm(other - one)), 1e-6)
            out = np.array((along[1], -along[0]))
            feet = one + np.linspace(0.05, 0.95, _LINES)[:, None] * (other - one)
            within, beyond = (np.median(light_along(self.evens[0], feet, out, each), axis=1) for each in (-steps, steps))
            yield float((within - beyond > _DROP).mean())


def _likeness(rgb: Pixels, label: Corners, others: Sequence[Corners]) -> Pixels:
    """Return how much each pixel looks like the board around a label, 255 where it is the same; so do the labels themselves."""
    import cv2
    import numpy as np

    colours = cv2.GaussianBlur(cv2.cvtColor(rgb, cv2.COLOR_RGB2LAB), (0, 0), 1.2).astype(np.float32) * np.array(
        (_LIGHTNESS * 100 / 255, 1, 1), np.float32
    )
    on, ring = np.zeros(rgb.shape[:2], np.uint8), np.zeros(rgb.shape[:2], np.uint8)
    for mask, corners, grown in ((ring, label, 1.6), *((on, each, 1.06) for each in (label, *others))):
        outline = corners.mean(axis=0) + grown * (corners - corners.mean(axis=0))
        cv2.fillConvexPoly(mask, outline.round().astype(np.int32), 1)
    known = (ring > 0) & (on == 0)
    likeness = np.zeros(rgb.shape[:2], np.uint8)
    for degree in _DEGREES:
        if not known.any():
            break
        likeness = np.clip(255 - _ALIKE * np.linalg.norm(colours - _lit(colours, known, degree), axis=2), 0, 255).astype(np.uint8)
        likeness[on > 0] = 255
        _, areas = cv2.connectedComponents((closed(likeness, CLOSED[0]) > _SAME).astype(np.uint8))
        middle = label.mean(axis=0).round().astype(int)
        known = (areas == areas[middle[1], middle[0]]) & (on == 0) & (likeness > _SAME)
    return likeness


def _lit(colours: Floats, known: Mask, degree: int) -> Floats:
    """Return the colour of the board everywhere: its hue is one, and its lightness a smooth surface through where it is known."""
    import cv2
    import numpy as np

    rows, columns = known.shape
    y, x = np.mgrid[0:rows:_COARSE, 0:columns:_COARSE].astype(np.float32) / max(rows, columns)
    terms = np.stack([x**i * y**j for i in range(degree + 1) for j in range(degree + 1 - i)], axis=-1)
    some = known[::_COARSE, ::_COARSE]
    board = np.broadcast_to(np.median(colours[known], axis=0), colours.shape).astype(np.float32)
    if some.sum() > 50 * terms.shape[-1]:
        factors, *_ = np.linalg.lstsq(terms[some], colours[::_COARSE, ::_COARSE, 0][some], rcond=None)
        board[..., 0] = cv2.resize((terms @ factors).astype(np.float32), (columns, rows), interpolation=cv2.INTER_LINEAR)
    return board
