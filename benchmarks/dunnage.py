"""How often the inside of a box is taken for loose fill or shreds: `python -m benchmarks.dunnage [COUNT] [--boxes N] [--real FOLDER…] [--seen LIST]`.

- renders: COUNT textures of each kind, of seeds that training never saw.
- boxes: N rendered open boxes in a room, looked into as in use, with the corners of the inside given and without.
- real: photos without dunnage. Of each, the middle is looked at as in use, and another part of it at random. LIST names the photos that
  training and the choice of the threshold have seen; they are counted apart. One photo in which any part is taken for it is wrong.

Printed are counts: right, wrong and confident, undecided (under the threshold, which proves nothing). There is no real photo with dunnage at hand.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import cv2
import numpy as np
from benchmarks.quads import upper
from examples.render.cartons import carton
from examples.render.dunnage import KINDS, texture
from numpy.typing import NDArray
from PIL import Image
from training.dunnage.photos import photos

from inboundcheck.photos.inside import look_inside
from inboundcheck.photos.looked import Marks
from inboundcheck.photos.nets.dunnage import GROUP_OF, Likeness, most_alike
from inboundcheck.photos.nets.network import Network, network
from inboundcheck.photos.opening.files import DEFAULT_LIMITS

SEED = 1_000_000
SIZE = 420
PARTS = 1
PROHIBITED = ("loose_fill", "shreds")
Picture = NDArray[np.uint8]


def main() -> None:
    asked = _asked()
    cv2.setNumThreads(1)
    net = network("dunnage")
    assert isinstance(net, Network), net
    threshold = net.card.thresholds["prohibited"]
    print(f"threshold {threshold}, {net.card.steps} steps, recipe {net.card.recipe}")
    renders(net, threshold, asked.count)
    boxes(asked.boxes)
    seen = set(asked.seen.read_text().splitlines()) if asked.seen else set()
    for folder in asked.real:
        found = list(photos(folder))
        for name, some in (
            ("seen in training", [each for each in found if str(each) in seen]),
            ("kept back", [each for each in found if str(each) not in seen]),
        ):
            if some:
                real(net, threshold, f"{folder.name}, {name}", some)


def renders(net: Network, threshold: float, count: int) -> None:
    """Count for each kind."""
    total: Counter[tuple[bool, str]] = Counter()
    for row, kind in enumerate(KINDS):
        found = [most_alike(net, texture(kind, np.random.default_rng((SEED, row, number)), SIZE, SIZE)) for number in range(count)]
        tally = Counter(outcome(each, kind, threshold) for each in found)
        total.update((GROUP_OF[kind] in PROHIBITED, name) for name in tally.elements())
        print(f"rendered {kind:18} {told(tally)}; shares {' '.join(f'{each.share:.2f}' for each in sorted(found, key=lambda each: each.share))}")
    for prohibited in (True, False):
        counts = Counter({name: number for (own, name), number in total.items() if own == prohibited})
        print(f"rendered, {'prohibited' if prohibited else 'all else'}: {told(counts)}")


def outcome(found: Likeness, kind: str, threshold: float) -> str:
    """Say what became of one picture."""
    if found.share < threshold:
        return "undecided"
    return "right" if GROUP_OF[kind] == found.group else "right but for the group" if GROUP_OF[kind] in PROHIBITED else "wrong and confident"


def boxes(count: int) -> None:
    """Count rendered open boxes, of which the truth says which dunnage can be seen in them."""
    tallies: dict[str, Counter[str]] = {"corners given": Counter(), "middle of the photo": Counter()}
    for number in range(count):
        shot = carton(np.random.default_rng((SEED, number)), kind="open", size=(1600, 1200))
        inside, kinds = shot.boxes[0].interior, shot.boxes[0].dunnage
        if inside is None:
            continue
        hidden = {GROUP_OF[each] for each in kinds} & set(PROHIBITED)
        with NamedTemporaryFile(suffix=".png") as file:
            Image.fromarray(shot.photo).save(file.name)
            for way, corners in (("corners given", tuple((float(x), float(y)) for x, y in inside)), ("middle of the photo", ())):
                seen = look_inside(file.name, DEFAULT_LIMITS, Marks(open_box=True, inside=corners)).seen
                told_group = GROUP_OF[seen[0].dunnage] if seen else None
                tallies[way][_in_box(told_group, hidden)] += 1
                if told_group and not hidden:
                    print(f"    seed {number}: {kinds or 'nothing'} taken for {told_group}, {way}")
    for way, tally in tallies.items():
        with_it = tally["right"] + tally["right but for the group"] + tally["missed"]
        wrong, without = tally["wrong and confident"], tally["wrong and confident"] + tally["rightly nothing"]
        right = f"{tally['right']} right, {tally['right but for the group']} right but for the group, {tally['missed']} undecided"
        print(f"rendered open boxes, {way}: with loose fill or shreds {with_it}: {right}")
        print(f"    without {without}: {wrong} wrong and confident, at most {upper(wrong, without):.1%} (95 %)")


def _in_box(told_group: str | None, hidden: set[str]) -> str:
    if told_group is None:
        return "missed" if hidden else "rightly nothing"
    return "right" if told_group in hidden else "right but for the group" if hidden else "wrong and confident"


def real(net: Network, threshold: float, name: str, some: list[Path]) -> None:
    """Count the photos without dunnage in which some part is taken for it."""
    wrong, looked, highest = [], 0, []
    for path in some:
        photo = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if photo is None or min(photo.shape[:2]) < 96:
            continue
        looked += 1
        shares = [most_alike(net, part).share for part in parts(cv2.cvtColor(photo, cv2.COLOR_BGR2RGB), path)]
        highest.append((max(shares), shares[0], path))
        if max(shares) >= threshold:
            wrong.append((path, shares[0] >= threshold))
    middle = sum(in_middle for _, in_middle in wrong)
    print(
        f"{name}: {looked} photos, {len(wrong)} wrong and confident, {middle} of them in the middle; at most {upper(len(wrong), looked):.1%} (95 %)"
    )
    for share, in_middle, path in sorted(highest, reverse=True)[:8]:
        print(f"    {share:.2f} ({in_middle:.2f} in the middle) {path}")


def parts(photo: Picture, path: Path) -> Iterator[Picture]:
    """The middle of a photo as it is looked at in use, and other parts."""
    height, width = photo.shape[:2]
    yield np.ascontiguousarray(photo[round(0.15 * height) : height - round(0.15 * height), round(0.15 * width) : width - round(0.15 * width)])
    dice = np.random.default_rng(int.from_bytes(sha256(path.name.encode()).digest()[:8], "big"))
    for _ in range(PARTS):
        side = int(min(height, width) * dice.uniform(0.3, 1))
        top, left = int(dice.integers(height - side + 1)), int(dice.integers(width - side + 1))
        yield np.ascontiguousarray(photo[top : top + side, left : left + side])


def told(tally: Counter[str]) -> str:
    return ", ".join(f"{tally[each]} {each}" for each in ("right", "right but for the group", "wrong and confident", "undecided"))


def _asked() -> Any:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("count", type=int, nargs="?", default=10)
    ask.add_argument("--boxes", type=int, default=60)
    ask.add_argument("--real", type=Path, nargs="*", default=[])
    ask.add_argument("--seen", type=Path)
    return ask.parse_args()


if __name__ == "__main__":
    main()
