"""How well faces are found around labels that are given: `python -m benchmarks.found_faces [COUNT] [SEED]`.

COUNT close-ups of one face and COUNT whole boxes are rendered at 2 megapixels: faces are looked for on a copy of 0.75 megapixels in any case. The
corners of the labels are given as well as they are found (moved at random by 0.2 % of the diagonal), so that nothing depends on reading codes. A
face is trusted where the declared sides agree.

Printed are counts: right, wrong and trusted, not found, cut off by the photo; and how often the declared sides refused a wrong one.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator

import cv2
import numpy as np
from benchmarks.quads import RIGHT, TRUSTED, upper
from examples.render.cartons import carton
from examples.render.closeups import close_up
from numpy.typing import NDArray

from inboundcheck.model import Box
from inboundcheck.photos import Looked
from inboundcheck.photos.binding.found_faces import found_face
from inboundcheck.photos.faces.face_quads import face
from inboundcheck.photos.faces.papers import apart
from inboundcheck.photos.faces.quads import Quad, diagonal

Points = NDArray[np.float64]
SIZE = (1600, 1200)
LONGEST = 1000
OFF = 0.002
SEEN = 0.98
_LEAST = 80
"""Pixels of a label's long side in these pictures, which is 200 in one of 12 megapixels."""

Given = tuple[NDArray[np.uint8], list[Points], list[Points], tuple[float, ...]]
"""A photo, its labels, its faces, and the sides of the box."""


def close(seed: int) -> Given:
    """One face from near."""
    shot = close_up(np.random.default_rng(seed), size=SIZE)
    third = float(np.random.default_rng((seed, 1)).uniform(120, 450))
    return shot.photo, shot.labels, [shot.face], (*shot.sides, third)


def whole(seed: int) -> Given:
    """A whole box; of its labels those that are whole and flat."""
    shot = carton(np.random.default_rng(seed), kind="one", size=SIZE)
    (box,) = shot.boxes
    labels = [each.corners for face in box.faces for each in face.labels if each.visible >= SEEN and not each.over & {"edge", "corner"}]
    return shot.photo, labels, [each.corners for each in box.faces], box.sides_mm


def outcomes(given: Given, seed: int) -> Iterator[tuple[str, float]]:
    """Say what came of one photo, and how far off the face is."""
    photo, labels, faces, sides = given
    dice = np.random.default_rng((seed, 2))
    large = [each for each in labels if max(cv2.minAreaRect(each.astype(np.float32))[1]) >= _LEAST]
    moved = [each + dice.normal(0, OFF * diagonal(each), each.shape) for each in large]
    if not moved:
        return
    share = LONGEST / max(photo.shape)
    copy = cv2.resize(photo, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    found = face(copy, [[(float(x), float(y)) for x, y in each] for each in moved], scale=1 / share)
    if not isinstance(found, Quad):
        reach = min(float(min(each.min(), (np.array(SIZE) - each).min())) for each in faces)
        yield ("not found, and a face is cut off" if reach < 0 else "not found"), 0.0
        return
    off = min(apart(each, np.array(found.corners)) for each in faces)
    looked = Looked(path="", width=SIZE[0], height=SIZE[1], face=found.corners, face_confidence=found.confidence)
    box = Box(**dict(zip(("length", "width", "height"), (f"{each:.1f} mm" for each in sides), strict=True)))
    ways = "lines and board" if found.confidence >= TRUSTED else "lines alone"
    told, trusted = "right" if off <= RIGHT else "wrong", bool(found_face(looked, box)[0])
    yield f"{told}, {ways}, {'trusted' if trusted else 'refused by the sides'}", off


def main(count: int, seed: int) -> None:
    for name, make in (("close-ups", close), ("whole boxes", whole)):
        counts: Counter[str] = Counter()
        errors: list[float] = []
        for number in range(seed, seed + count):
            for told, off in outcomes(make(number), number):
                counts[told] += 1
                errors += [off] if told.startswith("right") else []
                if told.startswith("wrong"):
                    print(f"seed {number} of {name}: {told}, off by {off:.1%}", flush=True)
        trusted = sum(each for told, each in counts.items() if told.endswith("trusted"))
        wrong = sum(each for told, each in counts.items() if told.startswith("wrong") and told.endswith("trusted"))
        print(f"{count} {name}: {dict(counts)}")
        print(f"  at most {upper(wrong, trusted):.1%} of the {trusted} trusted are wrong (Clopper-Pearson, 95 % one-sided)")
        if errors:
            worst = f"{np.median(errors):.2%} (median), {np.percentile(errors, 90):.2%} (p90), {max(errors):.2%} (worst)"
            print(f"  a corner is off by {worst} of the diagonal", flush=True)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 24, int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
