"""Counts on drawn faces that the net never saw how often a label is told rightly to lie on a seam: `python -m training.face.measure [FACES]`.

Each label that is masked in a picture is asked about, with the kind of the face given, as `benchmarks/seams.py` does on photos. Counted apart: the
lines of the picture alone, and with the net as a second observer.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from inboundcheck.answers import NONE
from inboundcheck.model.sightings import Point
from inboundcheck.photos.seams.midlines import SIDE as SQUARE
from inboundcheck.photos.seams.midlines import Candidate
from inboundcheck.photos.seams.seam_lines import looked
from inboundcheck.photos.seams.seams import Line, seam_of
from inboundcheck.photos.seams.weighing import Seen, weighed
from training.face.shots import Shot, shots
from training.face.textures import KINDS

SEED = 314159
"""No batch begins with it."""
NEAR = 0.1
"""A label that reaches less far over a seam, or keeps away less, in widths of it, is not asked about: nobody could say."""


@dataclass(frozen=True)
class Case:
    """A label on a face, and what was seen."""

    label: tuple[Point, ...]
    kind: str
    on_seam: bool
    seen: Seen


def cases(faces: int) -> Iterator[Case]:
    """Draw faces, and look at each of them once for each of its labels."""
    for number in range(faces):
        for shot in shots((SEED, number), 1):
            yield from _cases(shot)


def _cases(shot: Shot) -> Iterator[Case]:
    picture, hidden = shot.picture[..., :3], shot.picture[..., 3]
    outlines, _ = cv2.findContours((hidden > 0).astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    labels = [cv2.boxPoints(cv2.minAreaRect(each)) / len(picture) for each in outlines]
    if not labels:
        return
    flat, mask = cv2.resize(picture, (SQUARE, SQUARE), interpolation=cv2.INTER_LINEAR), np.zeros((SQUARE, SQUARE), np.uint8)
    for label in labels:
        cv2.fillConvexPoly(mask, np.round(label * SQUARE).astype(np.int32), 1)
    seen = looked(flat, mask)
    for label in labels:
        on = _on(label, shot.seam)
        if on is not None:
            yield Case(tuple((float(x), float(y)) for x, y in label), KINDS[shot.kind], on, seen)


def _on(label: Any, seam: Any) -> bool | None:
    """Whether a label lies on the seam; None where that is a matter of a few pixels."""
    way = 0 if not np.isnan(seam[0, 0]) else 1
    if np.isnan(seam[way, 0]):
        return False
    along = (np.arange(len(seam[way])) + 0.5) / len(seam[way])
    slope, start = np.polyfit(along, seam[way], 1)
    aside = label[:, way] - (start + slope * label[:, 1 - way])
    gap, width = max(aside.min(), -aside.max()), aside.max() - aside.min()
    return None if abs(gap) < NEAR * width else bool(gap < 0)


def outcome(case: Case, seen: Seen) -> str:
    """Say what becomes of a label."""
    lines = [each for line, confidence in weighed(seen) for each in _parts(line, confidence)]
    clearance = seam_of(case.label, lines, kind=case.kind, searched=None).clearance
    if clearance is None:
        return "undecided"
    on = clearance is not NONE and not clearance
    return "right" if on == case.on_seam else "false violation" if on else "false pass"


def _parts(line: Candidate, confidence: float) -> Iterator[Line]:
    """Give the parts of a line that are seen, in the unit square."""
    one, other = np.array(line.ends) / SQUARE
    for start, end in line.stretches:
        (x1, y1), (x2, y2) = (one + (other - one) * share for share in (start, end))
        yield Line((float(x1), float(y1)), (float(x2), float(y2)), line.half / SQUARE, confidence)


def main(faces: int) -> None:
    """Print the table."""
    cv2.setNumThreads(1)
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for case in cases(faces):
        on = f"{case.kind}, {'on' if case.on_seam else 'not on'} a seam"
        counts[on, "lines alone"][outcome(case, replace(case.seen, by_net=None))] += 1
        counts[on, "with the net"][outcome(case, case.seen)] += 1
    for (on, by), told in sorted(counts.items()):
        print(
            f"{on}, {by}, {told.total()} labels: "
            + ", ".join(f"{each} {told[each]}" for each in ("right", "false violation", "false pass", "undecided"))
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
