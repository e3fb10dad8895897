"""Whether a label lies flat on one face or over an edge of it: its four corners against those of the face. Pure geometry."""

from __future__ import annotations

import math
from dataclasses import dataclass

from inboundcheck.photos.faces.quads import Quad, reach

_CLOSE = (
    "the label ends so close to the border of the face that it may go over it; take the photo straight on and from nearer, "
    "or look, and write `flat_on_one_face`"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """How a label lies towards the borders of its face."""

    flat: bool | None = None
    """True where all of it is on the face, False where it goes over an edge or corner, None where that cannot be told."""
    clearance: float = math.nan
    """From the label to the nearest border, in sides of the face; less than 0 where it goes over."""
    error: float = math.nan
    """How far the clearance may be off, in sides of the face."""
    widths: float = math.nan
    """The clearance in widths of the label: its extent across the border that is nearest."""
    reason: str = ""
    """Why it cannot be told, with what to do about it."""


def edge_of(label: Quad, face: Quad) -> Edge:
    """Say whether a label goes over an edge of its face: it does where one of its corners is outside by more than both quads may be off."""
    for name, quad in (("the label", label), ("the face", face)):
        if quad.fault:
            return Edge(reason=f"{name} {quad.fault}")
    flat = face.flat()
    corners = [flat(corner) for corner in label.corners]
    if not all(map(math.isfinite, (each for corner in corners for each in corner))):
        return Edge(reason="the label does not lie on the face that is marked; mark the face that it is on")
    error = max(reach(flat, corner, label.pixels + face.pixels) for corner in label.corners)
    # Of each border: how far the corner that is nearest to it is inside, and how wide the label is across it.
    across, down = zip(*corners, strict=True)
    wide, high = max(across) - min(across), max(down) - min(down)
    borders = [(min(across), wide), (1 - max(across), wide), (min(down), high), (1 - max(down), high)]
    clearance, extent = min(borders)
    told = {"clearance": clearance, "error": error, "widths": clearance / extent}
    if clearance > error:
        return Edge(flat=True, **told)
    if clearance >= -error:
        return Edge(reason=_CLOSE, **told)
    middle = (sum(across) / len(across), sum(down) / len(down))
    if not any(min(x, 1 - x, y, 1 - y) > error for x, y in (*corners, middle)):
        return Edge(reason="the label does not lie on the face that is marked; mark the face that it is on", **told)
    return Edge(flat=False, **told)
