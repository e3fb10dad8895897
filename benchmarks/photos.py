"""What photos tell of labels, faces, seams and edges, end to end: `python -m benchmarks.photos [COUNT] [SEED] [--real FOLDER] [--kept FOLDER]`.

COUNT close-ups of one face and COUNT pictures of whole boxes are rendered at 12 megapixels and looked at as any photo; FOLDER has real photos and
labels pasted onto real photos, marked by hand (`annotations.jsonl`, `semireal/gt.jsonl`). What was seen is kept in the other FOLDER, so that it
can be counted again. Only the sides of the box are declared where they are known; everything is counted again with the kind of the face said.

Of each check: right; a false violation; a false pass; undecided. A photo is wrong where one of its labels is: that share is given with the exact
interval at 95 % (Clopper and Pearson, 1934), for what a label tells its neighbour tells too. Nothing here chooses a threshold: tune on seeds
below 1000, report on others.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
from benchmarks.photo_cases import Case, Label, again, close, kept, pasted, real, save, whole
from benchmarks.quads import OVERLAP, RIGHT, overlap
from benchmarks.seams import FEW, interval

from inboundcheck.answers import NONE
from inboundcheck.model import Box, LabelSeen, Photo
from inboundcheck.photos import Eyes, Looked
from inboundcheck.photos.binding.found_faces import found_face
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.faces.label_quads import LEAST, SURE
from inboundcheck.photos.faces.papers import apart
from inboundcheck.photos.seams.placing import placed
from inboundcheck.quantities import Length

RENDERED: dict[str, Callable[[int], Case]] = {"close": close, "whole": whole}
OUTCOMES = ("right", "false violation", "false pass", "undecided")


def seen_in(cases: Iterable[Case], folder: Path | None) -> Iterator[tuple[Case, Looked]]:
    """Look at photos as any user would."""
    with Eyes(workers=1) as eyes, tempfile.TemporaryDirectory() as place:
        for case in cases:
            path = save(case, Path(place) / "photo.jpg")
            (looked,) = eyes.look([path])
            if folder:
                (folder / f"{case.name.replace('/', '_')}.json").write_text(f"{kept(case)}\n{looked.model_dump_json()}\n")
            yield case, looked


def rendered(kind: str, seeds: Iterable[int], folder: Path | None) -> Iterator[tuple[Case, Looked]]:
    """Render photos and look at them, or take those that are kept."""
    for seed in seeds:
        file = folder / f"{kind}-{seed}.json" if folder else None
        if file and file.exists():
            case, looked = file.read_text().splitlines()
            yield again(case), Looked.model_validate(json.loads(looked))
        else:
            yield from seen_in([RENDERED[kind](seed)], folder)


def judged(case: Case, looked: Looked, *, say_kind: bool) -> Iterator[tuple[str, str, str]]:
    """Say of each check what came of it, and why where nothing did."""
    sure = [each for each in looked.labels if each.confidence >= SURE]
    truth = [each for each in case.labels if long_side(each) >= LEAST]
    mine = {number: each for each in sure if (number := _same(each.polygon, truth)) is not None}
    yield from _corners(sure, truth, mine)
    box = Box(**dict(zip(("length", "width", "height"), (f"{each:.1f} mm" for each in case.sides), strict=False)))
    found, advice = found_face(looked, box)
    if case.faces and sure:
        off = min((apart(np.array(corners), np.array(found)) for corners, _ in case.faces), default=1.0) if found else None
        yield "face", "undecided" if off is None else "right" if off <= RIGHT else "false pass", advice
    for number, label in enumerate(truth):
        given = mine.get(number)
        on = case.faces[label.face][1] if label.face is not None else None
        where, reason = _where(looked, given, box, (found, advice, on if say_kind else None)) if given else (None, "its corners are not sure")
        clearance = where.label.seam_clearance if where else None
        if label.flat is not None and not label.hidden:
            yield "edge", _outcome(where.label.flat_on_one_face if where else None, truth=label.flat), reason
        if label.flat is not False and label.on_seam is not None and not label.hidden:
            clear = None if clearance is None else clearance is NONE or not (isinstance(clearance, Length) and not clearance.amount)
            yield ("seam, end panels" if on == "end" else "seam"), _outcome(clear, truth=not label.on_seam), reason


def _corners(sure: Iterable[LabelSeen], truth: list[Label], mine: dict[int, LabelSeen]) -> Iterator[tuple[str, str, str]]:
    """Of labels that lie whole on their face: whether their corners are right. A sheet that is no label is a false one."""
    for number, label in enumerate(truth):
        if label.flat is not False and not label.hidden:
            given = mine.get(number)
            right = given is not None and apart(np.array(label.corners), np.array(given.polygon)) <= RIGHT
            yield "label", "undecided" if given is None else "right" if right else "false pass", ""
    for each in sure:
        if all(each is not other for other in mine.values()):
            yield "label", "false pass", ""


def _where(looked: Looked, given: LabelSeen, box: Box, face: tuple[tuple[tuple[float, float], ...], str, str | None]) -> tuple[LabelSeen, str]:
    """Put one label to the face that was found."""
    corners, advice, kind = face
    photo = Photo(path="photo.jpg", face_corners=corners, face_kind=kind)
    frame = Frame(photo, looked.width, looked.height, (*looked.sightings, given), found=bool(corners), advice=advice)
    told = next(each for each in placed(frame, box) if isinstance(each, LabelSeen))
    return told, advice


def _outcome(told: object, *, truth: bool) -> str:
    if told is None:
        return "undecided"
    return "right" if told == truth else "false pass" if told else "false violation"


def _same(polygon: tuple[tuple[float, float], ...], truth: list[Label]) -> int | None:
    """Return the number of the label that a sheet is."""
    shares = [overlap(np.array(polygon), np.array(each.corners)) for each in truth]
    best = int(np.argmax(shares)) if shares else -1
    return best if best >= 0 and shares[best] >= OVERLAP else None


def long_side(label: Label) -> float:
    """Return how long a label is in the photo, in pixels."""
    return max(cv2.minAreaRect(np.array(label.corners, np.float32))[1])


def report(name: str, seen: Iterable[tuple[Case, Looked]]) -> None:
    """Print what came of every check, first with nothing said of the face, then with its kind."""
    photos = list(seen)
    for say_kind in (False, True):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        wrong: dict[str, dict[str, bool]] = defaultdict(lambda: defaultdict(bool))
        why: Counter[str] = Counter()
        for case, looked in photos:
            for check, outcome, reason in judged(case, looked, say_kind=say_kind):
                counts[check][outcome] += 1
                wrong[check][case.base] |= outcome.startswith("false")
                why[reason.split(";")[0]] += outcome == "undecided" and check.startswith("seam")
        for check, outcomes in counts.items():
            if not say_kind or check.startswith("seam"):
                _print(f"{name}, {check}{', kind of the face said' if say_kind else ''}", outcomes, wrong[check])
        for reason, many in why.most_common(6):
            if many:
                print(f"    {many} seams undecided: {reason or 'the line itself'}")


def _print(name: str, counts: Counter[str], wrong: dict[str, bool]) -> None:
    number, bad = counts.total(), sum(wrong.values())
    share = f" ({1 - counts['undecided'] / number:.0%} decided)" if number >= FEW else ""
    low, high = interval(bad, len(wrong))
    told = ", ".join(f"{each} {counts[each]}" for each in OUTCOMES)
    print(f"{name}: {told}{share}; wrong on {bad} of {len(wrong)} photos (95 %: {low:.3f} to {high:.3f})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=24)
    parser.add_argument("seed", type=int, nargs="?", default=1000)
    parser.add_argument("--real", type=Path)
    parser.add_argument("--kept", type=Path)
    asked = parser.parse_args()
    if asked.kept:
        asked.kept.mkdir(parents=True, exist_ok=True)
    for kind in RENDERED:
        report(kind, rendered(kind, range(asked.seed, asked.seed + asked.count), asked.kept))
    if asked.real:
        report("pasted onto real photos", seen_in(pasted(asked.real), None))
        report("real", seen_in(real(asked.real), None))


if __name__ == "__main__":
    cv2.setNumThreads(1)
    sys.exit(main())
