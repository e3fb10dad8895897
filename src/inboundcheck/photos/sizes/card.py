"""A card to print and lay on a box: a thing of known size in the photo, from which the sides of the face are measured.

It carries four ArUco markers (Garrido-Jurado and others, Pattern Recognition 47, 2014) from the dictionary of 50 with 4 by 4 cells: a
small one, for in large ones other print is taken for a marker. Three of the four are enough, so that a finger may hold a corner.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from inboundcheck.model.sightings import ScaleSeen
from inboundcheck.photos.faces.quads import projected
from inboundcheck.photos.opening.pixels import shrunk

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from inboundcheck.photos.opening.pixels import Gray

    Points = NDArray[np.float64]

WIDTH, HEIGHT = 150, 100
"""Of the card, in millimetres."""
MARKER = 36
"""The side of a marker, in millimetres: 6 cells of 6 mm, of which the outer ones are black."""
CORNERS = {7: (5, 5), 19: (109, 5), 31: (109, 59), 43: (5, 59)}
"""The upper left corner of each marker by its number, in millimetres from the card's, clockwise."""
_ENOUGH = 3
"""Markers of four that must be found."""
_LOOKED_AT = 2048
"""Pixels of the longer side in which markers are looked for; they are placed in the whole photo."""
_LEAST_ERROR = 0.3
"""Pixels by which a corner may be off at best."""
_FLAT = 0.006
"""How far the markers' corners may lie off one plane, as a share of the card's length in the photo: more, and the card is bent."""
SURE, BENT = 0.97, 0.5
"""The confidence of a card that lies flat, and of one that does not."""


def dictionary() -> Any:
    """Return the markers that are used."""
    import cv2

    return cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)


def find_card(gray: Gray) -> ScaleSeen | None:
    """Find the card in an upright gray photo; None where it is not, or where fewer than three of its markers are to be seen."""
    import cv2
    import numpy as np

    found = _markers(gray)
    if len(found) < _ENOUGH:
        return None
    flat = np.concatenate([_printed(number) for number in found])
    seen = np.concatenate(list(found.values()))
    onto_photo, _ = cv2.findHomography(flat, seen)
    off = float(np.sqrt(np.mean(np.sum((projected(flat, onto_photo) - seen) ** 2, axis=1))))
    outline = projected(np.array([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)], np.float64), onto_photo)
    flat_enough = off <= _FLAT * float(np.linalg.norm(outline[1] - outline[0]))
    return ScaleSeen(
        width=f"{WIDTH} mm",
        height=f"{HEIGHT} mm",
        polygon=tuple((float(x), float(y)) for x, y in outline),
        error=max(_LEAST_ERROR, off),
        confidence=SURE if flat_enough else BENT,
        by="card",
    )


def _markers(gray: Gray) -> dict[int, Points]:
    """Return the corners of each marker of the card that is to be seen exactly once, by its number, in pixels."""
    import cv2
    import numpy as np

    small = shrunk(gray, _LOOKED_AT)
    share = max(small.shape) / max(gray.shape)
    found, numbers, _ = cv2.aruco.ArucoDetector(dictionary()).detectMarkers(small)
    every = [int(each) for each in numbers.ravel()] if found else []
    once = {number: found[at].reshape(4, 2) for at, number in enumerate(every) if number in CORNERS and every.count(number) == 1}
    return {number: _placed(gray, ((once[number] + 0.5) / share - 0.5).astype(np.float32)) for number in CORNERS if number in once}


def _placed(gray: Gray, corners: NDArray[np.float32]) -> Points:
    """Place the corners of a marker to a part of a pixel, in the whole photo: within half a cell of where they were found."""
    import cv2
    import numpy as np

    cell = float(min(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1))) / 6
    reach = max(2, int(cell / 2))
    done = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 40, 0.01)
    return cv2.cornerSubPix(gray, corners.reshape(-1, 1, 2), (reach, reach), (-1, -1), done).reshape(4, 2).astype(np.float64)


def _printed(number: int) -> Points:
    """Return the corners of a marker on the card, in millimetres, clockwise from the upper left as they are found."""
    import numpy as np

    left, top = CORNERS[number]
    return np.array([(left, top), (left + MARKER, top), (left + MARKER, top + MARKER), (left, top + MARKER)], np.float64)
