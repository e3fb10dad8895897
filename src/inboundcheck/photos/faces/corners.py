"""Finds the corners of what is flat in a photo: its labels, and the face that they lie on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from inboundcheck.model import BarcodeSeen, LabelSeen
from inboundcheck.photos.faces.face_quads import face
from inboundcheck.photos.faces.label_quads import LEAST, SURE, labels
from inboundcheck.photos.faces.quads import Quad
from inboundcheck.photos.opening.intake import colour

if TYPE_CHECKING:
    from inboundcheck.photos.opening.files import Limits
    from inboundcheck.photos.opening.pixels import Gray

LONGEST = 1000
"""Pixels of the longer side of the copy that is searched; what is found there is laid onto the photo itself."""


@dataclass(frozen=True, slots=True)
class Corners:
    """What was found."""

    labels: tuple[LabelSeen, ...] = ()
    """Sheets that look like labels; from a confidence of 0.8 on their corners are trusted."""
    face: Quad | None = None
    """The face, where it was found; how far it is trusted is its confidence."""
    face_advice: str = ""
    """Why there is no face, as what to do, where a label was found surely."""


def corners(path: str, gray: Gray, barcodes: Sequence[BarcodeSeen], limits: Limits) -> Corners:
    """Find labels and their face in a photo that was opened already: `gray`, upright; its colours are read anew, smaller.

    Raises:
        PhotoError: the file cannot be opened any more.
    """
    import numpy as np

    if min(gray.shape) < LEAST:
        return Corners()
    copy = np.asarray(colour(path, limits=limits, longest=LONGEST))
    found = labels(gray, copy, barcodes)
    sure = [each.polygon for each in found if each.confidence >= SURE]
    if not sure:
        return Corners(found)
    seen = face(copy, sure, scale=max(gray.shape) / max(copy.shape[:2]))
    return Corners(found, seen) if isinstance(seen, Quad) else Corners(found, face_advice=seen)
