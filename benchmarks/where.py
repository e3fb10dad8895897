"""How well the net `where` sees: `python -m benchmarks.where rendered SCENES [COUNT]` on scenes that `training.where.scenes` kept, of seeds that it
was not trained on; `python -m benchmarks.where real FOLDER` on photos with marked labels; `python -m benchmarks.where nothing FOLDER` on photos
without boxes. `--net FOLDER` is where `training.where.export` put the net, `--sweep` prints labels, corners and faces at every threshold.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from benchmarks.quads import OVERLAP, Points, longest, looked, overlap, upper
from examples.render.cartons.truth import Shot
from PIL import Image
from training.where.maps import STRIDE
from training.where.proposals import Where, read
from training.where.scenes import Scenes

from inboundcheck.photos.faces.label_quads import LEAST
from inboundcheck.photos.faces.papers import apart
from inboundcheck.photos.nets.network import Network, network, scale_to

LEVELS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
SIZES = (24, 48)
"""Long sides of labels as the net sees them, in pixels of its square."""
WHOLE = 0.95
"""A face of which so much is seen is to be found."""
RIGHT = 0.03
"""A face is right when no corner is further off, in its diagonals."""
NEAR = 0.015
"""A corner is found when a proposal is so near, in longer sides of the photo."""


def seen(net: Network, rgb: Any, **thresholds: float) -> tuple[Where, float]:
    """Return what the net points at, and how many milliseconds it took."""
    start = time.process_time()
    maps = net.run(rgb)["maps"]
    found = read(maps, {**net.card.thresholds, **thresholds}, cell=STRIDE / scale_to(rgb, net.card.size))
    return found, 1000 * (time.process_time() - start)


def matched(found: Sequence[Points], truth: Sequence[Points]) -> list[int | None]:
    """Return for each proposal, the surest first, which true quad it overlaps most and nobody had before."""
    left, given = set(range(len(truth))), []
    for each in found:
        best = max(left, key=lambda at: overlap(each, truth[at]), default=None)
        hit = best is not None and overlap(each, truth[best]) >= OVERLAP
        left -= {best} if hit else set()
        given.append(best if hit else None)
    return given


class Rendered:
    """What is counted on renders."""

    def __init__(self) -> None:
        self.labels: dict[str, Counter[str]] = defaultdict(Counter)
        self.faces: Counter[str] = Counter()
        self.corners: Counter[str] = Counter()
        self.off: dict[str, list[float]] = defaultdict(list)
        self.masks: list[float] = []

    def add(self, found: Where, shot: Shot, scale: float) -> None:
        self._labels(found, shot, scale)
        self._faces(found, shot)
        self._corners(found, shot)
        if any(len(each.outline) for each in shot.boxes) or found.boxes:
            self.masks.append(_shared([each.points for each in found.boxes], [each.outline for each in shot.boxes], shot.photo.shape[:2]))

    def _labels(self, found: Where, shot: Shot, scale: float) -> None:
        height, width = shot.photo.shape[:2]
        told = [each for box in shot.boxes for face in box.faces for each in face.labels]
        inside = [_within(each.corners, width, height) for each in told]
        truth = [each.corners for each in told]
        hits = matched([np.array(each.points) for each in found.labels], truth)
        for at, each in enumerate(told):
            if each.visible >= 0.8 and inside[at]:
                self.labels[_size(each.corners, scale)]["found" if at in hits else "missed"] += 1
        for proposal, hit in zip(found.labels, hits, strict=True):
            if hit is None:
                self.labels[_size(np.array(proposal.points), scale)]["nothing"] += 1
            else:
                self.off["label"].append(apart(truth[hit], np.array(proposal.points)))

    def _faces(self, found: Where, shot: Shot) -> None:
        height, width = shot.photo.shape[:2]
        told = [face for box in shot.boxes for face in box.faces]
        hits = matched([np.array(each.points) for each in found.faces], [each.corners for each in told])
        off = {hit: apart(told[hit].corners, np.array(each.points)) for each, hit in zip(found.faces, hits, strict=True) if hit is not None}
        self.off["face"] += off.values()
        whole = [at for at, each in enumerate(told) if each.visible >= WHOLE and _within(each.corners, width, height)]
        self.faces["to be found"] += len(whole)
        self.faces["right"] += sum(off.get(at, 1.0) <= RIGHT for at in whole)
        self.faces["told and wrong"] += sum(hit is None or off[hit] > RIGHT for hit in hits)

    def _corners(self, found: Where, shot: Shot) -> None:
        size = max(shot.photo.shape[:2])
        truth = [np.zeros((0, 2)), *(box.corners[np.array(box.seen, bool)] for box in shot.boxes)]
        told, real = np.array([each.points[0] for each in found.corners]).reshape(-1, 2), np.concatenate(truth)
        away = np.linalg.norm(told[:, None] - real[None], axis=2) / size
        near = away.min(axis=0) if len(told) else np.ones(len(real))
        self.corners["found"] += int((near <= NEAR).sum())
        self.corners["missed"] += int((near > NEAR).sum())
        self.corners["nothing"] += int((away.min(axis=1) > NEAR).sum()) if len(real) else len(told)
        self.off["corner"] += near[near <= NEAR].tolist()

    def told(self) -> str:
        lines = [f"labels {size}: {_score(counts)}" for size, counts in sorted(self.labels.items())]
        lines.append(f"labels in all: {_score(sum(self.labels.values(), Counter()))}")
        lines.append(f"faces: {dict(self.faces)}")
        lines.append(f"corners of boxes: {_score(self.corners)}")
        lines += [f"off, {name}: median {np.median(each):.2%}, p90 {np.percentile(each, 90):.2%}" for name, each in self.off.items() if each]
        if self.masks:
            lines.append(f"box mask: shared {np.mean(self.masks):.3f} (mean of {len(self.masks)}), median {np.median(self.masks):.3f}")
        return "\n".join(lines)


def _within(corners: Points, width: int, height: int) -> bool:
    return bool((corners >= 0).all() and (corners <= (width, height)).all())


def _size(corners: Points, scale: float) -> str:
    side = longest(corners) * scale
    return f"under {SIZES[0]} px" if side < SIZES[0] else f"under {SIZES[1]} px" if side < SIZES[1] else f"{SIZES[1]} px and more"


def _score(counts: Counter[str]) -> str:
    found, missed, nothing = counts["found"], counts["missed"], counts["nothing"]
    f1 = 2 * found / max(1, 2 * found + missed + nothing)
    return f"found {found}, missed {missed}, of nothing {nothing}, F1 {f1:.2f}"


def _shared(found: Sequence[Any], truth: Sequence[Any], shape: tuple[int, int]) -> float:
    one, other = (_mask(each, shape) for each in (found, truth))
    return float((one & other).sum() / max(1, (one | other).sum()))


def _mask(outlines: Sequence[Any], shape: tuple[int, int]) -> Any:
    mask = np.zeros(shape, np.uint8)
    for each in outlines:
        if len(each) >= 3:
            cv2.fillPoly(mask, [np.round(np.array(each)).astype(np.int32)], 1)
    return mask > 0


def rendered(net: Network, folder: Path, count: int, *, sweep: bool) -> None:
    scenes = Scenes(folder)
    counted = {level: Rendered() for level in (LEVELS if sweep else (None,))}
    took: list[float] = []
    for seed in sorted(scenes.truth)[:count]:
        shot = scenes.shot(seed)
        maps = net.run(np.ascontiguousarray(shot.photo))["maps"]
        scale = scale_to(shot.photo, net.card.size)
        for level, each in counted.items():
            thresholds = {**net.card.thresholds, **({"label": level, "corner": level, "face": level} if level else {})}
            each.add(read(maps, thresholds, cell=STRIDE / scale), shot, scale)
        took.append(seen(net, shot.photo)[1])
    for level, each in counted.items():
        print(f"--- {len(took)} scenes" + (f", labels, corners and faces from {level} on" if level else ""))
        print(each.told())
    print(f"{np.median(took):.0f} ms a photo (median, one thread)")


def real(net: Network, folder: Path, *, sweep: bool) -> None:
    """Count labels on photos that were marked by hand, to about 1.5 %: by the net, by the classical ways, and by both together."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for line in (folder / "annotations.jsonl").read_text().splitlines():
        photo = json.loads(line)
        if not photo["label_eval"]:
            continue
        rgb = np.asarray(Image.open(folder / photo["path"]).convert("RGB"))
        height, width = rgb.shape[:2]
        marked = [(each["kind"], np.array(each["quad"]) * (width / 100, height / 100)) for each in photo["labels"]]
        ways: dict[str, list[Points]] = {"classical": [np.array(each.polygon) for each in looked(str(folder / photo["path"]))[0]]}
        for level in LEVELS if sweep else (net.card.thresholds["label"],):
            ways[f"net from {level}"] = [np.array(each.points) for each in seen(net, rgb, label=level)[0].labels]
        for name, found in list(ways.items())[1:]:
            ways[f"classical and {name}"] = _united(ways["classical"], found)
        for name, found in ways.items():
            _add(counts, name, found, marked)
    for (size, name), each in sorted(counts.items()):
        print(f"{size}, {name}: {_score(each)}")


def _united(first: list[Points], more: list[Points]) -> list[Points]:
    return [*first, *(each for each in more if all(overlap(each, other) < 0.2 for other in first))]


def _add(counts: Any, name: str, found: list[Points], marked: list[tuple[str, Points]]) -> None:
    """Count by size. What is no shipping label but marked (a sheet of markers) counts neither way."""
    for size, fits in (("200 px and more", lambda quad: longest(quad) >= LEAST), ("smaller", lambda quad: longest(quad) < LEAST)):
        wanted = [quad for kind, quad in marked if kind == "label" and fits(quad)]
        told = [each for each in found if fits(each)]
        hits = sum(any(overlap(quad, each) >= OVERLAP for each in found) for quad in wanted)
        wrong = sum(all(overlap(each, quad) < OVERLAP for _, quad in marked) for each in told)
        counts[size, name].update(found=hits, missed=len(wanted) - hits, nothing=wrong)


def nothing(net: Network, folder: Path, count: int) -> None:
    """Count what is found in photos that show no box."""
    photos = sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
    every = max(1, len(photos) // count)
    told: Counter[str] = Counter()
    for path in photos[::every]:
        found, _ = seen(net, np.asarray(Image.open(path).convert("RGB")))
        told["photos"] += 1
        for name in ("boxes", "faces", "labels", "interiors", "hands"):
            told[f"with {name}"] += bool(getattr(found, name))
    print(dict(told), f"labels in at most {upper(told['with labels'], told['photos']):.1%}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("what", choices=("rendered", "real", "nothing"))
    ask.add_argument("folder", type=Path)
    ask.add_argument("count", type=int, nargs="?", default=200)
    ask.add_argument("--net", type=Path, required=True)
    ask.add_argument("--sweep", action="store_true")
    asked = ask.parse_args()
    cv2.setNumThreads(1)
    net = network("where", asked.net)
    if isinstance(net, str):
        raise SystemExit(net)
    if asked.what == "rendered":
        rendered(net, asked.folder, asked.count, sweep=asked.sweep)
    elif asked.what == "real":
        real(net, asked.folder, sweep=asked.sweep)
    else:
        nothing(net, asked.folder, asked.count)


if __name__ == "__main__":
    main()
