"""The focal length of a photo, as its file says."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inboundcheck.photos.opening.files import DEFAULT_LIMITS, Limits
from inboundcheck.photos.opening.intake import opened

# Tags of Exif 2.32 (CIPA DC-008).
_EXIF = 0x8769
_FOCAL, _FOCAL_OF_35_MM, _ZOOM = 0x920A, 0xA405, 0xA404
_PIXELS_ACROSS, _PIXELS_DOWN = 0xA002, 0xA003
_PER_UNIT, _UNIT = 0xA20E, 0xA210
_UNITS = {2: 25.4, 3: 10.0, 4: 1.0, 5: 0.001}
"""In millimetres."""
_DIAGONAL = math.hypot(36, 24)
"""Of a frame of 35 mm film; the equivalent focal length is told by it (CIPA DCG-001)."""
_CUT = 0.01
"""By how much the sides of a photo may be out of proportion to what the camera took: more, and it was cut, and its middle is not the lens's."""
_WIDEST, _NARROWEST = 0.2, 10.0
"""Focal lengths in diagonals of the photo that no phone goes beyond."""


def focal(path: str | Path, *, limits: Limits = DEFAULT_LIMITS) -> float:
    """Return the focal length in pixels of the photo; 0 where its file does not say it, or where the photo was cut or enlarged.

    Raises:
        PhotoError: it cannot be opened.
    """
    image = opened(path, limits)
    try:
        exif = image.getexif().get_ifd(_EXIF)
        return focal_by(exif, image.size)
    except Exception:  # noqa: BLE001 - a damaged EXIF says nothing
        return 0.0


def focal_by(exif: Mapping[int, Any], size: tuple[int, int]) -> float:
    """Return the focal length in pixels by the tags of a file, of a photo of that size, turned or not; 0 where they do not say it."""
    longer, shorter = max(size), min(size)
    taken = sorted((_number(exif, _PIXELS_ACROSS), _number(exif, _PIXELS_DOWN)))
    if taken[0] > 0 and abs(taken[1] / taken[0] * shorter / longer - 1) > _CUT:
        return 0.0
    if _number(exif, _ZOOM) > 1:  # some cameras count it in, and some do not
        return 0.0
    diagonal = math.hypot(*size)
    found = _number(exif, _FOCAL_OF_35_MM) / _DIAGONAL * diagonal
    per_millimetre = _number(exif, _PER_UNIT) / _UNITS.get(int(_number(exif, _UNIT)) or 2, math.inf)
    if found <= 0 < taken[1]:
        found = _number(exif, _FOCAL) * per_millimetre * longer / taken[1]
    return found if _WIDEST * diagonal <= found <= _NARROWEST * diagonal else 0.0


def _number(exif: Mapping[int, Any], tag: int) -> float:
    """Return a tag as a number; 0 for none, and for what is no finite positive one."""
    try:
        found = float(exif.get(tag, 0))
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0
    return found if math.isfinite(found) and found > 0 else 0.0
