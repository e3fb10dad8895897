"""Photos of which it is known what is in them: rendered, pasted together, and real."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from benchmarks.seams import FACES, lines, on_face, pixels
from examples.render.cartons import carton
from examples.render.closeups import SIZE, Take, close_up
from numpy.typing import NDArray
from PIL import Image

from inboundcheck.photos.faces.quads import Quad

Corners = tuple[tuple[float, float], ...]
_FOLDED = frozenset({"edge", "corner"})


@dataclass(frozen=True)
class Label:
    """One label, as it is."""

    corners: Corners
    """What of it lies on its face, in pixels; four corners where all of it does."""
    face: int | None
    """The number of its face; None where that is not marked."""
    flat: bool | None
    on_seam: bool | None
    """None where nobody knows."""
    hidden: bool = False
    """Whether something lies before it."""


@dataclass(frozen=True)
class Case:
    """One photo."""

    name: str
    base: str
    """Photos of one base are no independent cases."""
    faces: tuple[tuple[Corners, str], ...]
    """The corners of each that is marked, and what it is made of."""
    labels: tuple[Label, ...]
    sides: tuple[float, ...] = ()
    """Of the box, in millimetres, where they are known."""
    path: Path | None = None
    photo: Any = field(default=None, compare=False, repr=False)
    """Its pixels, where it is in no file."""


def close(seed: int, take: Take | None = None) -> Case:
    """Render a close-up of 12 megapixels. The third side of its box, which nobody sees, is drawn too."""
    shot = close_up(np.random.default_rng(seed), take=take)
    kind = "side" if shot.seam is None else "closing"
    labels = tuple(Label(_points(each), 0, flat=True, on_seam=shot.seam is not None and _crosses(each, shot.seam)) for each in shot.labels)
    third = float(np.random.default_rng((seed, 1)).uniform(120, 450))
    return Case(f"close-{seed}", f"close-{seed}", ((_points(shot.face), kind),), labels, (*shot.sides, third), photo=shot.photo)


def whole(seed: int) -> Case:
    """Render a whole box of 12 megapixels."""
    shot = carton(np.random.default_rng(seed), kind="one", size=SIZE)
    (box,) = shot.boxes
    labels = []
    for number, face in enumerate(box.faces):
        for each in face.labels:
            folded = bool(each.over & _FOLDED)
            corners = _shared(each.corners, face.corners) if folded else each.corners
            labels.append(Label(_points(corners), number, not folded, "seam" in each.over, hidden=not folded and each.visible < 0.98))
    faces = tuple((_points(each.corners), each.kind) for each in box.faces)
    return Case(f"whole-{seed}", f"whole-{seed}", faces, tuple(labels), box.sides_mm, photo=shot.photo)


def pasted(folder: Path) -> Iterator[Case]:
    """Labels pasted onto real photos; of each the face that they lie on is marked."""
    faces = {(row["path"], row["face"]): row for row in lines(FACES)}
    for row in lines(folder / "semireal" / "gt.jsonl"):
        path, face = folder / row["path"], faces.get((row["base"], "top"))
        if face and path.exists():
            label = Label(pixels(path, row["quad"]), 0, flat=True, on_seam=row["on_seam"])
            yield Case(row["path"], row["base"], ((pixels(path, face["corners"]), face["kind"]),), (label,), path=path)


def real(folder: Path) -> Iterator[Case]:
    """Real photos with their labels; of some of them the face is marked too."""
    faces = list(lines(FACES))
    for row in lines(folder / "annotations.jsonl"):
        path = folder / row["path"]
        if not path.exists() or not row["labels"]:
            continue
        marked = [(pixels(path, each["corners"]), each["kind"]) for each in faces if each["path"] == row["path"]]
        labels = []
        for each in row["labels"]:
            quad = pixels(path, each["quad"])
            own = next((number for number, (corners, _) in enumerate(marked) if on_face(quad, Quad(corners=corners).flat())), None)
            labels.append(Label(quad, own, None if each["on_edge"] is None else not each["on_edge"], each["on_seam"]))
        yield Case(row["path"], row["path"], tuple(marked), tuple(labels), path=path)


def kept(case: Case) -> str:
    """Write down what is known of a photo, without its pixels."""
    labels = [[each.corners, each.face, each.flat, each.on_seam, each.hidden] for each in case.labels]
    return json.dumps([case.name, case.base, case.faces, labels, case.sides])


def again(text: str) -> Case:
    """Read what `kept` wrote."""
    name, base, faces, labels, sides = json.loads(text)
    known = tuple(Label(_tuples(corners), *rest) for corners, *rest in labels)
    return Case(name, base, tuple((_tuples(corners), kind) for corners, kind in faces), known, tuple(sides))


def save(case: Case, path: Path) -> Path:
    """Return the file of a photo; rendered ones are written to `path` first."""
    if case.path is None:
        Image.fromarray(case.photo).save(path, quality=90)
    return case.path or path


def _crosses(label: NDArray[np.float64], seam: NDArray[np.float64]) -> bool:
    along = seam[1] - seam[0]
    aside = (label - seam[0]) @ np.array((-along[1], along[0]))
    return bool(aside.min() < 0 < aside.max())


def _shared(one: NDArray[np.float64], other: NDArray[np.float64]) -> NDArray[np.float64]:
    shared = cv2.intersectConvexConvex(one.astype(np.float32), other.astype(np.float32))[1]
    return np.asarray(shared, np.float64).reshape(-1, 2)


def _points(points: NDArray[np.float64]) -> Corners:
    return _tuples(points.tolist())


def _tuples(points: Any) -> Corners:
    return tuple((float(x), float(y)) for x, y in points)
