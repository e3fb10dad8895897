"""Whether what is asked for helps: `python -m benchmarks.retakes [EACH] [SEED]` (5, 2000 when left out).

Of EACH boxes for every flaw, a photo with that flaw is rendered at 12 megapixels, and what `look` and `check` say of it is followed to
the letter: the same box is rendered again, changed only in what the sentence names. Counted is whether a photo was undecided, whether the
sentence asked for anything that helps, and whether the next photo decides, for the largest label: is it over an edge, and is it on a
seam? The sides of the box and the kind of its face are declared.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from benchmarks.photo_cases import Case, close, save
from benchmarks.photos import long_side
from benchmarks.quads import OVERLAP, overlap
from examples.render.closeups import Take

from inboundcheck.cli.looking import to_do
from inboundcheck.model import BarcodeSeen, Box, FaceSeen, LabelSeen, Photo, QualitySeen, Sighting
from inboundcheck.photos import Eyes, Looked
from inboundcheck.photos.binding.found_faces import found_face
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.faces.label_quads import SURE
from inboundcheck.photos.seams.placing import placed

GOOD = Take(tilt=5, fill=0.85, blur=1.0)
FLAWS: Mapping[str, Take] = {
    "cut off": replace(GOOD, aside=(0.3, 0.0)),
    "too far": replace(GOOD, fill=0.14),
    "askew": replace(GOOD, tilt=62),
    "shaken": replace(GOOD, blur=9.0),
    "dark": replace(GOOD, light=0.12),
    "overexposed": replace(GOOD, light=4.0),
}
ORDERS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("step back", "hand's width", "whole side", "whole face"), "aside"),
    (("closer", "nearer"), "fill"),
    (("straight on", "straight before"), "tilt"),
    (("hold the phone still", "tap on the label to focus"), "blur"),
    (("switch on a light", "switch off the flash"), "light"),
)
"""What a sentence may ask for, and what changes when it is done."""


def main(each: int, seed: int) -> None:
    """Take, look, take again, look again, and print."""
    totals: Counter[str] = Counter()
    for number, (flaw, take) in enumerate(FLAWS.items()):
        counts: Counter[str] = Counter()
        for one in range(seed + number * each, seed + (number + 1) * each):
            counts.update(_followed(one, take))
        totals.update(counts)
        _print(flaw, counts)
    _print("all", totals)


def _followed(seed: int, take: Take) -> Iterator[str]:
    """Say what came of one box."""
    case, looked = _looked(seed, take)
    yield "taken"
    if _decides(case, looked):
        yield "decided at once"
        return
    said = " ".join(_said(case, looked))
    done = {what: getattr(GOOD, what) for words, what in ORDERS if any(word in said for word in words)}
    again = replace(take, **done)
    if again == take:
        yield "asked for nothing that helps"
        print(f"    {seed}: {said}", flush=True)
        return
    case, looked = _looked(seed, again)
    if _decides(case, looked):
        yield "decided by the next"
    else:
        yield "undecided still"
        print(f"    {seed}: {said} -> {' '.join(_said(case, looked))}", flush=True)


def _looked(seed: int, take: Take) -> tuple[Case, Looked]:
    case = close(seed, take)
    with Eyes(workers=1) as eyes, tempfile.TemporaryDirectory() as folder:
        (looked,) = eyes.look([save(case, Path(folder) / "photo.jpg")])
    return case, looked


def _decides(case: Case, looked: Looked) -> bool:
    """Whether it is known of the largest label that it is flat, and whether it lies on a seam."""
    largest = max(case.labels, key=long_side)
    sure = [each for each in looked.labels if each.confidence >= SURE]
    given = next((each for each in sure if overlap(np.array(each.polygon), np.array(largest.corners)) >= OVERLAP), None)
    told = [each.label for each in _placed(case, looked, given) if isinstance(each, LabelSeen)] if given else []
    return any(each.flat_on_one_face is not None and each.seam_clearance is not None for each in told)


def _placed(case: Case, looked: Looked, *labels: LabelSeen) -> tuple[Sighting, ...]:
    """Put labels to the face that was found, as `check` does."""
    box = Box(**dict(zip(("length", "width", "height"), (f"{each:.1f} mm" for each in case.sides), strict=True)))
    corners, advice = found_face(looked, box)
    photo = Photo(path="photo.jpg", view="front", face_corners=corners, face_kind=case.faces[0][1])
    return placed(Frame(photo, looked.width, looked.height, (*looked.sightings, *labels), found=bool(corners), advice=advice), box)


def _said(case: Case, looked: Looked) -> Iterator[str]:
    """Give the sentence that ends what `look` prints, else why something of the labels is not known."""
    flaws = [each for each in looked.sightings if isinstance(each, QualitySeen)]
    advice = to_do(looked, [each for each in looked.sightings if isinstance(each, BarcodeSeen)], flaws)
    if advice:
        yield advice
        return
    sure = [each for each in looked.labels if each.confidence >= SURE]
    faces = (each for each in _placed(case, looked, *sure) if isinstance(each, FaceSeen))
    yield from dict.fromkeys(each for each in (looked.face_advice, *(face.reason for face in faces)) if each)


def _print(name: str, counts: Counter[str]) -> None:
    told = ("decided at once", "decided by the next", "undecided still", "asked for nothing that helps")
    print(f"{name}, {counts['taken']} boxes: {', '.join(f'{each} {counts[each]}' for each in told)}", flush=True)


if __name__ == "__main__":
    cv2.setNumThreads(1)
    main(*(int(each) for each in (*sys.argv[1:], *("5", "2000")[len(sys.argv) - 1 :])))
