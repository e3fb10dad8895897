"""Says where the labels lie that were marked in a photo: flat on their face or over an edge, on a seam or beside it.

It puts the pure judgements of `edges` and `seams` to what was seen, and turns shares of a face into lengths by the sides of the box. A spec says
its sides in any order, so a length is an interval: between that share of the shortest side and of the longest.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from inboundcheck.answers import Nothing
from inboundcheck.answers import high as high_of
from inboundcheck.answers import low as low_of
from inboundcheck.model import BarcodeSeen, Between, Box, FaceSeen, LabelSeen, SeamSeen, Sighting
from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.closing import Frame, flaws_of, scale_of_corners
from inboundcheck.photos.faces.quads import BY_HAND, CORNERS, FOUND, Quad, inside
from inboundcheck.photos.seams.edges import Edge, edge_of
from inboundcheck.photos.seams.seams import Line, Seam, seam_of
from inboundcheck.quantities import Length

LEAST = 100
"""Pixels that each border of a face must have, for a seam on it to be seen. The finder was measured on faces of 100 to 600."""
SCALE = 1.0
"""Pixels a millimetre that a face needs for that, where its sides are declared."""
_CLOSING = ("top", "bottom")
_ANY_SIDE = (10_000_000, 10_000_000_000)
"""No box has a side shorter than 1 cm or longer than 10 m, in nanometres."""
_SIDES = 3
_STEP = 1000
"""Lengths are told in whole thousandths of a millimetre, in nanometres."""
_NANOMETRES = 1_000_000
_ZERO = Length("0 mm")
_KINDS = ("box_id", "carrier", "sscc")


@dataclass(frozen=True, slots=True)
class _Placed:
    label: LabelSeen
    edge: Edge
    seam: Seam


def placed(frame: Frame, box: Box) -> tuple[Sighting, ...]:
    """Return what was seen in a photo, with where each label of which the corners are known lies on its face.

    What a person said of a label stays as it is. Whether its face was seen well enough is added as two faces that were looked at, for `edges` and
    for `seams`; the reason says what is to be done about it.
    """
    if not any(_has_corners(each) for each in frame.sightings):
        return tuple(frame.sightings)
    searched = next(_unsearched(frame, box), None)
    found = [_place(each, frame, searched) if _has_corners(each) else None for each in frame.sightings]  # type: ignore[arg-type]
    sightings = [_told(one, frame, box) if one else each for one, each in zip(found, frame.sightings, strict=True) if not _is_marker(each)]
    return (*sightings, *_faces([each for each in found if each], frame, searched))


def _has_corners(sighting: Sighting) -> bool:
    return isinstance(sighting, LabelSeen) and len(sighting.polygon) == CORNERS


def _is_marker(sighting: Sighting) -> bool:
    """Whether it is the word of the finder that it has looked."""
    return isinstance(sighting, FaceSeen) and sighting.detector == "seams" and sighting.by == "seam finder"


def _kind(frame: Frame) -> str | None:
    """What the face is made of, as far as somebody says."""
    if isinstance(frame.photo.face_kind, str):
        return frame.photo.face_kind
    return "closing" if frame.photo.view in _CLOSING else None


def _unsearched(frame: Frame, box: Box) -> Iterator[str]:
    """Everything for which a seam may have been missed on the face, in the order in which it is to be mended."""
    said = [each for each in frame.sightings if isinstance(each, FaceSeen) and each.detector == "seams" and each.face == frame.photo.view]
    by_hand = [each for each in said if not _is_marker(each)]
    if by_hand:
        yield from [each.reason or "the face was not seen well enough for seams; take the photo again" for each in by_hand if not each.closed]
        return
    corners = frame.photo.face_corners
    if not corners:
        yield frame.advice or "nobody says where the face is in the photo; mark its four corners (`face_corners`)"
    elif Quad(corners=corners).fault:
        yield f"the face {Quad(corners=corners).fault}"
    yield from flaws_of(frame)
    if not said and not frame.found:
        yield "nobody has looked for seams in the photo; put its file where the spec says, and name the side that it shows (`view`)"
    if len(corners) == CORNERS:
        yield from _too_small(corners, box)
    if any(not (0 <= x <= frame.width and 0 <= y <= frame.height) for x, y in corners):
        yield "the face is cut off by the border of the photo; take it with a hand's width around it"


def _too_small(corners: Sequence[Point], box: Box) -> Iterator[str]:
    """Why a face is too small in the photo, or seen too much from one side."""
    shortest = min(math.dist(corners[at], corners[at - 1]) for at in range(len(corners)))
    if shortest < LEAST:
        yield f"too far away: the face has {shortest:.0f} pixels one way, and a seam needs {LEAST}; take it straight on and from nearer"
    sides = [high_of(each.amount) / _NANOMETRES for each in (box.length, box.width, box.height) if isinstance(each, Length | Between)]
    if len(sides) < _SIDES:
        return
    # A spec says its sides in any order: the face may have any two of them.
    ways = [scale_of_corners(corners, pair) for pair in combinations(sides, 2)]
    scale = min((scale for scale, oblique in ways if not oblique), default=None)
    if scale is None:
        yield "the photo was taken too much from one side; hold the phone straight before the middle of the face"
    elif scale < SCALE:
        yield f"too far away: {scale:.1f} pixels a millimetre, and a seam needs {SCALE:.0f}; go closer"


def _place(label: LabelSeen, frame: Frame, searched: str | None) -> _Placed:
    """Judge one label."""
    corners = frame.photo.face_corners
    if not corners:
        reason = searched or ""
        return _Placed(label, Edge(reason=reason), Seam(reason=reason))
    quad, face = Quad(corners=label.polygon, confidence=label.confidence), Quad(corners=corners, error=FOUND if frame.found else BY_HAND)
    edge = edge_of(quad, face)
    if math.isnan(edge.clearance):
        return _Placed(label, edge, Seam(reason=edge.reason))
    flat = face.flat()
    lines = [Line.seen(each.polygon, flat, each.confidence) for each in frame.sightings if isinstance(each, SeamSeen)]
    on_it = [each for each in lines if all(map(math.isfinite, (*each.one, *each.other)))]
    return _Placed(label, edge, seam_of([flat(corner) for corner in quad.corners], on_it, kind=_kind(frame), searched=searched))


def _told(placed: _Placed, frame: Frame, box: Box) -> LabelSeen:
    """Say of a label what was worked out, where nobody has said it."""
    edge, seam, sides = placed.edge, placed.seam, _sides(box)
    worked_out = {
        "kind": _kind_of(placed.label, frame.sightings),
        "face": frame.photo.view,
        "flat_on_one_face": edge.flat,
        "edge_clearance": _edge_clearance(edge, sides),
        "seam_clearance": _seam_clearance(seam, sides),
        "over_tape": seam.over_tape,
    }
    update = {name: value for name, value in worked_out.items() if value is not None and getattr(placed.label.label, name) is None}
    by_line = seam.confidence if {"seam_clearance", "over_tape"} & set(update) else 1.0
    label = placed.label.label.model_copy(update=update)
    return placed.label.model_copy(update={"label": label, "confidence": min(placed.label.confidence, by_line)})


def _edge_clearance(edge: Edge, sides: tuple[int, int]) -> Between | Length | None:
    if edge.flat is None:
        return None
    return _between(edge.clearance - edge.error, edge.clearance + edge.error, sides) if edge.flat else _ZERO


def _seam_clearance(seam: Seam, sides: tuple[int, int]) -> Between | Length | Nothing | None:
    if seam.clearance is None or isinstance(seam.clearance, Nothing):
        return seam.clearance
    return _between(seam.clearance, seam.at_most, sides) if seam.clearance else _ZERO


def _kind_of(label: LabelSeen, sightings: Sequence[Sighting]) -> str | None:
    """What a label is by the barcodes of this box on it; None where they say nothing, or two things."""
    reads = [each for each in sightings if isinstance(each, BarcodeSeen) and each.barcode.belongs_to == "this_box" and each.polygon]
    kinds = {each.barcode.kind for each in reads if all(inside(point, label.polygon) for point in each.polygon)} & set(_KINDS)
    return str(kinds.pop()) if len(kinds) == 1 else None


def _sides(box: Box) -> tuple[int, int]:
    """The least and the most that a side of the box can be, in nanometres."""
    sides = [each.amount for each in (box.length, box.width, box.height) if isinstance(each, Length | Between)]
    if len(sides) < _SIDES:
        return _ANY_SIDE
    return math.floor(min(map(low_of, sides))), math.ceil(max(map(high_of, sides)))


def _between(least: float, most: float, sides: tuple[int, int]) -> Between:
    """Turn shares of a face into lengths, rounded outward."""
    return Between(low=_length(math.floor(least * sides[0] / _STEP)), high=_length(math.ceil(most * sides[1] / _STEP)))


def _length(steps: int) -> Length:
    amount = max(steps, 1) * _STEP
    return Length.exactly(amount, f"{amount / _NANOMETRES:g} mm", "mm")


def _faces(placed: Sequence[_Placed], frame: Frame, searched: str | None) -> Iterator[FaceSeen]:
    """Say whether the face was seen well enough for the edges and for the seams at its labels, unless a person said so."""
    if not isinstance(frame.photo.view, str):
        return
    by_hand = {each.detector for each in frame.sightings if isinstance(each, FaceSeen) and not _is_marker(each) and each.face == frame.photo.view}
    open_edges = [each.edge.reason for each in placed if each.edge.flat is None and each.label.label.flat_on_one_face is None]
    open_seams = [each.seam.reason for each in placed if each.seam.clearance is None and each.label.label.seam_clearance is None]
    reasons = {"edges": next(iter(open_edges), ""), "seams": next(iter([*open_seams, *([searched] if searched else [])]), "")}
    for detector, reason in reasons.items():
        if detector not in by_hand:
            # A face that is closed is drawn once, as it was marked: the outline of one that is open says why.
            polygon = frame.photo.face_corners if reason else ()
            yield FaceSeen(face=frame.photo.view, detector=detector, closed=not reason, reason=reason, by="placing", polygon=polygon)  # type: ignore[arg-type]
