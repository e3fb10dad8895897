"""What of a box is seen in a photo: its corners by their number, a thing of known size on it, and what is known of the camera. Data only.

A corner is a number of three bits: bit 0 is set where it lies at the far end of side 0, and so on. Corner 0 is the one from which the faces that are
seen go out; sides 0, 1 and 2 follow each other clockwise there, and the face `at` lies between the sides `at` and `at + 1`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from inboundcheck.model.sightings import Point

FACES: Final = ((0, 1, 3, 2), (0, 2, 6, 4), (0, 4, 5, 1))
"""The corners of the three faces at corner 0, clockwise as they are seen."""
EDGES: Final = ((0, 1), (0, 2), (0, 4), (1, 3), (3, 2), (2, 6), (6, 4), (4, 5), (5, 1))
"""The edges of these faces: those at corner 0, then the outline."""


@dataclass(frozen=True, slots=True)
class Lens:
    """What is known of the camera."""

    size: tuple[int, int]
    """The width and the height of the photo, in pixels."""
    focal: float
    """In pixels of the photo."""
    error: float
    """How far the focal length may be off: one standard deviation, as a share."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A rectangle of known size on a face."""

    corners: tuple[Point, ...]
    """Clockwise as they are seen."""
    width: float
    """From its first corner to its second, in millimetres."""
    height: float
    """From its second corner to its third."""
    error: float
    """How far a corner may be off, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """All of it."""

    corners: Mapping[int, Point]
    """By their number; at least those of two faces."""
    error: float
    """How far each may be off, in pixels."""
    flat: Flat
    face: int
    """The number of the face that it lies on."""
    lens: Lens
