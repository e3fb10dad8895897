"""Counts what is told of straps and joined boxes: `python -m benchmarks.straps rendered FOLDER…`, and `python -m benchmarks.straps real FOLDER…`.

- rendered: folders that `python -m examples.render.cartons` wrote, with their truth. Each picture counts once. Told rightly: what is told lies on
  a strap (half of it at least), or touches what joins two boxes. Wrong: it does not. Else nothing is said, which is no verdict either.
- real: folders of photos in which no strap is and nothing is joined; any photo of which something is told is wrong.

Behind each count of wrong ones stands the 95 % interval of Clopper and Pearson (1934).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from benchmarks.seams import interval
from examples.render.cartons.truth import Shot, from_json
from PIL import Image

from inboundcheck.photos.binders.finding import LEAST, LONGEST, found

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
ON = 0.5
"""The share of what is told that must lie on a strap."""


def told(path: Path) -> tuple[Any, ...]:
    """Look at one photo as the worker does, only opened more simply."""
    image = Image.open(path).convert("RGB")
    scale = max(image.size) / LONGEST
    if min(image.size) < LEAST:
        return ()
    if scale > 1:
        image.thumbnail((LONGEST, LONGEST))
    return found(np.asarray(image), scale=max(scale, 1.0))


def shared(one: Any, other: Any) -> float:
    """The share of one convex outline that lies in another."""
    first, second = (cv2.convexHull(np.array(each, np.float32)) for each in (one, other))
    area = cv2.contourArea(first)
    return cv2.intersectConvexConvex(first, second)[0] / area if area else 0.0


def straps(shot: Shot) -> list[Any]:
    """All straps in a picture, those round one box and those round several."""
    return [each for box in shot.boxes for face in box.faces for each in face.straps] + [each for each, by in shot.joins if by == "strap"]


def rendered(folder: Path) -> Iterator[tuple[Path, Shot]]:
    """The pictures of a folder, with their truth; no pixels are read for it."""
    for line in (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        data = json.loads(line)
        yield folder / data["file"], from_json(data, np.zeros((1, 1, 3), np.uint8))


def count(folders: Iterable[Path]) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """Count pictures by what is in them and by what is told of them: of straps, and of joins."""
    of_straps: Counter[tuple[str, str]] = Counter()
    of_joins: Counter[tuple[str, str]] = Counter()
    for path, shot in (each for folder in folders for each in rendered(folder)):
        seen = told(path)
        there = straps(shot)
        right = [any(shared(each.polygon, strap) >= ON for strap in there) for each in seen if each.kind == "overwrap"]
        of_straps["with a strap" if there else "without", outcome(right)] += 1
        joins = [any(shared(each.polygon, join) > 0 for join, _ in shot.joins) for each in seen if each.kind == "join"]
        by = "/".join(sorted({binder for _, binder in shot.joins}))
        of_joins[f"joined by {by}" if by else shot.kind, outcome(joins)] += 1
    return of_straps, of_joins


def outcome(right: list[bool]) -> str:
    return "nothing" if not right else "right" if all(right) else "wrong"


def report(name: str, counts: Counter[tuple[str, str]]) -> None:
    """Print a table of counts."""
    print(name)
    for what in sorted({each for each, _ in counts}):
        number = sum(many for (each, _), many in counts.items() if each == what)
        right, wrong = counts[what, "right"], counts[what, "wrong"]
        low, high = interval(wrong, number)
        print(f"  {what}: {number} pictures, told rightly {right}, wrongly {wrong} (95 %: {low:.1%} to {high:.1%}), nothing {number - right - wrong}")


def real(folder: Path) -> None:
    """Print the photos of a folder of which something is told, and how many there are."""
    paths = sorted(each for each in folder.rglob("*") if each.suffix.lower() in SUFFIXES)
    kinds: Counter[str] = Counter()
    for path in paths:
        for kind in {each.kind for each in told(path)}:
            kinds[kind] += 1
            print(f"  {path}: {kind}")
    for kind in ("overwrap", "join"):
        low, high = interval(kinds[kind], len(paths))
        print(f"{folder}, {len(paths)} photos: {kind} told of {kinds[kind]} (95 %: {low:.1%} to {high:.1%})")


def main(what: str, folders: list[Path]) -> None:
    """Count what is told of rendered or of real photos."""
    cv2.setNumThreads(1)
    if what == "real":
        for folder in folders:
            real(folder)
        return
    of_straps, of_joins = count(folders)
    report("straps", of_straps)
    report("joined boxes", of_joins)


if __name__ == "__main__":
    main(sys.argv[1], [Path(each) for each in sys.argv[2:]])
