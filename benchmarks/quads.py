"""How well the corners of labels and of the face are found: `python -m benchmarks.quads [COUNT] [SEED]` on rendered close-ups of 12 megapixels,
`python -m benchmarks.quads real FOLDER` on photos whose labels are marked in an `annotations.jsonl` (as `shared/samples/cartons` has them).

Printed are counts: right, wrong and trusted, undecided; and the error of a corner in diagonals of its quad.
"""

from __future__ import annotations

import json
import math
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from examples.render.closeups import close_up
from numpy.typing import NDArray
from PIL import Image

from inboundcheck.photos.barcodes import barcodes
from inboundcheck.photos.faces.face_quads import face
from inboundcheck.photos.faces.label_quads import LEAST, labels
from inboundcheck.photos.faces.papers import apart
from inboundcheck.photos.faces.quads import Quad
from inboundcheck.photos.opening.intake import colour, gray

Points = NDArray[np.float64]
TRUSTED = 0.8
RIGHT = 0.03
"""Corners that are off by more, in diagonals, are wrong."""
OVERLAP = 0.5
LONGEST = 1000


def main(count: int, seed: int) -> None:
    """Render, look and print."""
    tally: dict[str, Counter[str]] = {"label": Counter(), "face": Counter()}
    errors: dict[str, list[float]] = {"label": [], "face": []}
    ratios = []
    for number in range(seed, seed + count):
        shot = close_up(np.random.default_rng(number))
        with tempfile.NamedTemporaryFile(suffix=".jpg") as file:
            Image.fromarray(shot.photo).save(file.name, quality=90)
            seen, found, ratio = looked(file.name)
        ratios.append(ratio)
        trusted = [np.array(each.polygon) for each in seen if each.confidence >= TRUSTED]
        _count(tally["label"], errors["label"], trusted, shot.labels, number)
        _count(tally["face"], errors["face"], [np.array(found.corners)] if isinstance(found, Quad) else [], [shot.face], number)
    for name, counts in tally.items():
        _print(f"{name}, {count} close-ups", counts, errors[name])
    print(f"takes {np.median(ratios):.1f} times as long as decoding the JPEG (median)")


def looked(path: str) -> tuple[Any, Quad | str, float]:
    """Return the labels, the face, and how long finding them takes, in times of decoding the photo."""
    Image.open(path).load()
    start = time.process_time()
    np.asarray(Image.open(path))
    decoded = time.process_time()
    whole = gray(path)
    reads = barcodes(whole)
    began = time.process_time()
    copy = np.asarray(colour(path, longest=LONGEST))
    scale = max(whole.shape) / max(copy.shape[:2])
    seen = labels(whole, copy, reads)
    sure = [each.polygon for each in seen if each.confidence >= TRUSTED]
    found = face(copy, sure, scale=scale) if sure else "no label was found surely"
    return seen, found, (time.process_time() - began) / max(decoded - start, 1e-3)


def _count(counts: Counter[str], errors: list[float], trusted: list[Points], truth: list[Points], number: int) -> None:
    """Put each trusted quad to the true one that it overlaps most; what has none is undecided."""
    left = list(range(len(truth)))
    for each in trusted:
        best = max(left, key=lambda at: overlap(each, truth[at]), default=None)
        if best is None or overlap(each, truth[best]) < OVERLAP:
            counts["wrong and trusted"] += 1
            print(f"seed {number}: a quad of nothing", each.round().tolist())
            continue
        left.remove(best)
        errors.append(apart(truth[best], each))
        counts["right" if errors[-1] <= RIGHT else "wrong and trusted"] += 1
        if errors[-1] > RIGHT:
            print(f"seed {number}: off by {errors[-1]:.1%}", each.round().tolist())
    counts["undecided"] += len(left)


def _print(name: str, counts: Counter[str], errors: list[float]) -> None:
    told = ", ".join(f"{word} {counts[word]}" for word in ("right", "wrong and trusted", "undecided"))
    wrong, decided = counts["wrong and trusted"], counts["right"] + counts["wrong and trusted"]
    print(f"{name}: {told}; at most {upper(wrong, decided):.1%} of the trusted are wrong (Clopper-Pearson, 95 % one-sided)")
    if errors:
        print(f"  error of a corner: median {np.median(errors):.2%}, p90 {np.percentile(errors, 90):.2%}, worst {max(errors):.2%} of the diagonal")


def upper(wrong: int, of: int) -> float:
    """Return the upper bound of a share at 95 % (Clopper and Pearson, Biometrika 26, 1934), by halving."""
    low, high = (wrong / of if of else 0.0), 1.0
    for _ in range(40):
        middle = (low + high) / 2
        held = sum(math.comb(of, k) * middle**k * (1 - middle) ** (of - k) for k in range(wrong + 1))
        low, high = (middle, high) if held > 0.05 else (low, middle)
    return high


def overlap(one: Points, other: Points) -> float:
    """Return what two quads share, of what they cover together."""
    a, b = one.astype(np.float32), other.astype(np.float32)
    shared = cv2.intersectConvexConvex(a, b)[0]
    return float(shared / max(cv2.contourArea(a) + cv2.contourArea(b) - shared, 1.0))


def real(folder: Path) -> None:
    """Look at photos whose labels were marked by hand, to about 1.5 % of the photo."""
    counts: Counter[str] = Counter()
    trusted: Counter[str] = Counter()
    for line in (folder / "annotations.jsonl").read_text().splitlines():
        photo = json.loads(line)
        if not photo["label_eval"]:  # not every label in it is marked
            continue
        width, height = Image.open(folder / photo["path"]).size
        marked = [(each["kind"], np.array(each["quad"]) * (width / 100, height / 100)) for each in photo["labels"]]
        large = [quad for kind, quad in marked if kind == "label" and longest(quad) >= LEAST]
        others = [quad for kind, quad in marked if kind != "label" or longest(quad) < LEAST]
        seen, found, _ = looked(str(folder / photo["path"]))
        told = [(np.array(each.polygon), each.confidence) for each in seen if longest(np.array(each.polygon)) >= LEAST]
        hits = {at for at, quad in enumerate(large) if any(overlap(quad, each) >= OVERLAP for each, _ in told)}
        wrong = [(each, sure) for each, sure in told if all(overlap(each, quad) < OVERLAP for quad in (*large, *others))]
        counts.update(found=len(hits), missed=len(large) - len(hits), nothing=len(wrong))
        for each, sure in told:
            if sure >= TRUSTED:
                off = min((apart(quad, each) for quad in large), default=1.0)
                trusted["right" if off <= RIGHT else "wrong and trusted"] += 1
        print(photo["path"], f"{len(hits)} of {len(large)}, {len(wrong)} of nothing; face:", found.by if isinstance(found, Quad) else found)
    score = 2 * counts["found"] / max(1, 2 * counts["found"] + counts["missed"] + counts["nothing"])
    print(f"labels of {LEAST} pixels and more: found {counts['found']}, missed {counts['missed']}, of nothing {counts['nothing']}, F1 {score:.2f}")
    print(f"trusted: {dict(trusted)}")


def longest(quad: Points) -> float:
    """Return the longest side."""
    return float(np.linalg.norm(quad - np.roll(quad, 1, axis=0), axis=1).max())


if __name__ == "__main__":
    cv2.setNumThreads(1)
    if sys.argv[1:2] == ["real"]:
        real(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 24, int(sys.argv[2]) if len(sys.argv) > 2 else 1000)
