"""Counts how often it is right whether a label lies on a seam, with label and face given: `python benchmarks/seams.py FOLDER [FACES]`.

FOLDER holds photos of cartons with `annotations.jsonl` (labels that are really there) and `semireal/gt.jsonl` (labels pasted onto photos of real
faces); FACES gives the faces in them, as a person marked them (`seam-faces.jsonl` beside this file). All places are percent of width and height.

- semi-real: the pasted labels, once as marked and once with the corners of the face moved at random by 2 % of its size (a normal deviation).
- hidden: on each face whose seam is marked, and on each without one, twelve places are taken for labels. Nothing is pasted: what a label would
  hide is not looked at, so only its shadow and the light on it are missing.
- real: the labels that are there. On `end` faces, where the tail of a tape looks like a seam, they are counted apart.

Right: told rightly. A false violation or pass is wrong; what is undecided is listed by its reason. A label tells little that its neighbour on the
same face does not: so wrong faces are given too, with the 95 % interval of Clopper and Pearson (1934).
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from inboundcheck.answers import NONE
from inboundcheck.model import Box, FaceSeen, Label, LabelSeen, Photo
from inboundcheck.model.sightings import Point
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.faces.quads import Quad
from inboundcheck.photos.seams.placing import placed
from inboundcheck.photos.seams.seam_lines import seam_lines
from inboundcheck.quantities import Length

FACES = Path(__file__).with_name("seam-faces.jsonl")
JITTER = 0.02
HIDDEN = 12
FEW = 50
"""Of fewer cases a percentage says more than is known."""
Points = tuple[Point, ...]


@dataclass(frozen=True)
class Case:
    """One label on one face; places in pixels."""

    path: Path
    base: str
    face: Points
    kind: str
    labels: tuple[Points, ...]
    """The label that is asked about, and the others."""
    on_seam: bool


def outcome(case: Case) -> tuple[str, str]:
    """What became of one case: right, false violation, false pass or undecided, and why it stayed undecided."""
    image = Image.open(case.path).convert("RGB")
    view = "top" if case.kind == "closing" else "front"
    quads = [Quad(corners=each) for each in case.labels]
    marker = FaceSeen(face=view, detector="seams", closed=True, by="seam finder")
    label = LabelSeen(label=Label(kind="box_id"), polygon=case.labels[0])
    photo = Photo(path=case.path.name, view=view, face_kind=case.kind, face_corners=case.face)
    seen = (label, *seam_lines(image, Quad(corners=case.face), quads), marker)
    told = placed(Frame(photo, image.width, image.height, seen), Box())
    clearance = next(each.label.seam_clearance for each in told if isinstance(each, LabelSeen))
    reason = next(each.reason for each in told if isinstance(each, FaceSeen) and each.detector == "seams")
    if clearance is None:
        return "undecided", reason.split(";")[0]
    on = clearance is not NONE and isinstance(clearance, Length) and not clearance.amount
    return ("right" if on == case.on_seam else "false violation" if on else "false pass"), ""


def pasted(folder: Path, faces: dict[tuple[str, str], dict[str, Any]], *, jitter: float = 0.0) -> Iterator[Case]:
    """The labels that were pasted onto real faces."""
    dice = np.random.default_rng(0)
    for row in lines(folder / "semireal" / "gt.jsonl"):
        path, face = folder / row["path"], faces.get((row["base"], "top"))
        if face and path.exists():
            corners = np.array(pixels(path, face["corners"]))
            size = math.sqrt(abs(cv2.contourArea(corners.astype(np.float32))))
            moved = tuple((float(x), float(y)) for x, y in corners + dice.normal(0, jitter * size, corners.shape))
            yield Case(path, row["base"], moved, face["kind"], (pixels(path, row["quad"]),), row["on_seam"])


def hidden(folder: Path, faces: Iterable[dict[str, Any]]) -> Iterator[Case]:
    """Places that are taken for labels, on faces as they were photographed."""
    there = {row["path"]: row["labels"] for row in lines(folder / "annotations.jsonl")}
    for number, face in enumerate(faces):
        path = folder / face["path"]
        if not path.exists() or face["kind"] == "end":
            continue
        dice = np.random.default_rng(number)
        corners = pixels(path, face["corners"])
        flat = Quad(corners=corners).flat()
        back = cv2.getPerspectiveTransform(np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32), np.array(corners, np.float32))
        real = tuple(quad for each in there.get(face["path"], []) if on_face(quad := pixels(path, each["quad"]), flat))
        seam = [flat(each) for each in pixels(path, face["seam"])] if "seam" in face else None
        wanted = [True, False] * (HIDDEN // 2) if seam else [False] * HIDDEN
        for on in wanted:
            corner = next((each for _ in range(300) if truth(each := place(dice), seam) is on), None)
            if corner is not None:
                label = tuple((float(x), float(y)) for x, y in cv2.perspectiveTransform(np.array([corner], np.float32), back)[0])
                yield Case(path, face["path"], corners, face["kind"], (label, *real), on)


def place(dice: np.random.Generator) -> Points:
    """A label somewhere on the unit square, wholly on it."""
    width, height = dice.uniform(0.18, 0.5), dice.uniform(0.18, 0.5)
    x, y = dice.uniform(0.03, 0.97 - width), dice.uniform(0.03, 0.97 - height)
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def truth(label: Points, seam: list[Point] | None) -> bool | None:
    """Whether a label lies on the seam; None where it is too near to its end to say by a hand-marked line."""
    if seam is None:
        return False
    (x1, y1), (x2, y2) = seam
    length = math.dist(*seam)
    aside = [((y2 - y1) * (x - x1) - (x2 - x1) * (y - y1)) / length for x, y in label]
    gap, width = max(min(aside), -max(aside)), max(aside) - min(aside)
    return None if abs(gap) < max(0.15 * width, 0.05) else bool(gap < 0)


def real(folder: Path, faces: dict[tuple[str, str], dict[str, Any]]) -> Iterator[Case]:
    """The labels that are there, on faces that are marked."""
    for row in lines(folder / "annotations.jsonl"):
        path = folder / row["path"]
        if not path.exists():
            continue
        for (name, _), face in faces.items():
            if name != row["path"]:
                continue
            corners = pixels(path, face["corners"])
            flat = Quad(corners=corners).flat()
            quads = [(pixels(path, each["quad"]), each["on_seam"]) for each in row["labels"]]
            mine = [each for each in quads if on_face(each[0], flat)]
            for quad, on in mine:
                if on is not None:
                    yield Case(path, name, corners, face["kind"], (quad, *(each for each, _ in mine if each is not quad)), on)


def on_face(quad: Points, flat: Callable[[Point], Point]) -> bool:
    """Whether the middle of a label lies on a face."""
    x, y = (sum(each) / 4 for each in zip(*map(flat, quad), strict=True))
    return 0 < x < 1 and 0 < y < 1


def pixels(path: Path, percent: list[list[float]]) -> Points:
    """Places in percent of a photo's sides as pixels of it."""
    with Image.open(path) as image:
        return tuple((x * image.width / 100, y * image.height / 100) for x, y in percent)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(each) for each in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def report(name: str, cases: Iterable[Case]) -> None:
    """Print what became of some cases."""
    counts: Counter[str] = Counter()
    why: Counter[str] = Counter()
    wrong: dict[str, int] = defaultdict(int)
    for case in cases:
        found, reason = outcome(case)
        counts[found] += 1
        why[reason] += bool(reason)
        wrong[case.base] += found.startswith("false")
    number = counts.total()
    if not number:
        print(f"{name}: none in the folder")
        return
    share = f" ({1 - counts['undecided'] / number:.0%} decided)" if number >= FEW else ""
    told = ", ".join(f"{each} {counts[each]}" for each in ("right", "false violation", "false pass", "undecided"))
    bad = sum(map(bool, wrong.values()))
    low, high = interval(bad, len(wrong))
    print(f"{name}, {number} labels: {told}{share}; wrong on {bad} of {len(wrong)} photos (95 %: {low:.2f} to {high:.2f})")
    for reason, many in why.most_common():
        if many:
            print(f"    {many} undecided: {reason}")


def interval(wrong: int, number: int) -> tuple[float, float]:
    """The exact interval of Clopper and Pearson at 95 %."""

    def at_least(share: float, least: int) -> float:
        return sum(math.comb(number, each) * share**each * (1 - share) ** (number - each) for each in range(least, number + 1))

    def solve(least: int, wanted: float) -> float:
        low, high = 0.0, 1.0
        for _ in range(50):
            middle = (low + high) / 2
            low, high = (middle, high) if at_least(middle, least) < wanted else (low, middle)
        return low

    return (solve(wrong, 0.025) if wrong else 0.0), (solve(wrong + 1, 0.975) if wrong < number else 1.0)


def main(folder: Path, marked: Path) -> None:
    cv2.setNumThreads(1)
    rows = lines(marked)
    faces = {(row["path"], row["face"]): row for row in rows}
    report("semi-real, as marked", pasted(folder, faces))
    report("semi-real, corners of the face moved by 2 %", pasted(folder, faces, jitter=JITTER))
    masked = list(hidden(folder, rows))
    report("hidden, faces that close", (each for each in masked if each.kind == "closing"))
    report("hidden, faces without a seam", (each for each in masked if each.kind != "closing"))
    there = list(real(folder, faces))
    report("real, on a seam", (each for each in there if each.on_seam))
    report("real, not on a seam", (each for each in there if not each.on_seam and each.kind != "end"))
    report("real, end panels", (each for each in there if each.kind == "end"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else FACES)
