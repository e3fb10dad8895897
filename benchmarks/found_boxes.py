"""How well boxes are found around the card and measured, on rendered pictures: `python -m benchmarks.found_boxes [COUNT] [SEED] [KIND] [--blind]`.

KIND is one of `examples.render.cartons`; of `touching` ones, the box with the card is meant. The card is drawn onto the face that is seen largest, if
it has room. With `--blind` the focal length is not told. Counted apart: boxes measured wrong, by more than a tenth of a side.
"""

from __future__ import annotations

import sys
import time
from typing import Any

import cv2
import numpy as np
from examples.render.cartons import carton
from examples.render.cartons.truth import BoxTruth, Shot
from numpy.random import Generator, default_rng
from numpy.typing import NDArray

from inboundcheck.model import Photo
from inboundcheck.photos.faces.closing import Frame
from inboundcheck.photos.sizes.box_corners import find_box
from inboundcheck.photos.sizes.card import HEIGHT, SURE, WIDTH, find_card
from inboundcheck.photos.sizes.card_page import card
from inboundcheck.photos.sizes.joint_size import BoxSize, box_size

SIZE = (2000, 1500)
_ROOM = 10
"""Millimetres around the card on its face."""
_WRONG = 0.1
Points = NDArray[np.float64]


def main(count: int, seed: int, kind: str, *, blind: bool) -> None:
    """Render, find, measure and print."""
    errors, held, seconds, cards, whole, wrong = [], 0, [], 0, 0, 0
    for number in range(seed, seed + count):
        dice = default_rng(number)
        shot = carton(dice, kind=kind, size=SIZE)
        laid = with_card(dice, shot)
        found = find_card(laid[0]) if laid else None
        if laid is None or found is None or found.confidence < SURE:
            continue
        cards += 1
        whole += sum(laid[1].seen) >= 7
        focal, start = 0.0 if blind else shot.focal or 0.0, time.process_time()
        box = find_box(laid[0], found, focal)
        seconds.append(time.process_time() - start)
        size: Any = box_size(box, Frame(Photo(), *SIZE, (box, found), focal)) if box else None
        if isinstance(size, BoxSize):
            sides = sorted(laid[1].sides_mm, reverse=True)
            off = [abs(one / true - 1) for one, true in zip(sorted(size.fitted.sides, reverse=True), sides, strict=True)]
            errors.append(off)
            wrong += max(off) > _WRONG
            held += sum(low <= true <= high for (low, high), true in zip(size.sides, sides, strict=True))
    print(f"{count} pictures ({kind}): the card was laid and found in {cards}, with three whole faces in {whole}")
    print(f"{len(errors)} boxes told, {wrong} of them wrong; {cards - len(errors)} undecided")
    if errors:
        worst = np.percentile(errors, 90, axis=0)
        print(f"off, longest, second and shortest side: median {np.median(errors):.1%}, p90 {worst[0]:.1%}, {worst[1]:.1%}, {worst[2]:.1%}")
        print(f"the interval holds {held} of {3 * len(errors)} sides; {np.median(seconds):.1f} s a picture (median), {max(seconds):.1f} s at most")


def with_card(dice: Generator, shot: Shot) -> tuple[NDArray[np.uint8], BoxTruth] | None:
    """Draw the card onto the largest face with room for it; the gray photo and the box that it is on."""
    faces = []
    for box in shot.boxes:
        for face in box.faces:
            sides = _sides(box, face.corners)
            turned = sides[0] < sides[1]
            if face.visible > 0.97 and max(sides) > WIDTH + 2 * _ROOM and min(sides) > HEIGHT + 2 * _ROOM:
                faces.append((cv2.contourArea(face.corners.astype(np.float32)), sides, turned, face.corners - 0.5, box))
    if not faces:
        return None
    _, (wide, high), turned, corners, box = max(faces, key=lambda each: each[0])
    picture = np.array(card())
    picture = np.ascontiguousarray(np.rot90(picture)) if turned else picture
    down, across = (each / 10 for each in picture.shape)
    x, y = dice.uniform(_ROOM, wide - across - _ROOM), dice.uniform(_ROOM, high - down - _ROOM)
    face = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    turn = cv2.getPerspectiveTransform(face, corners.astype(np.float32)) @ np.array([(0.1, 0, x), (0, 0.1, y), (0, 0, 1)])
    return _drawn(dice, shot.photo, picture, turn), box


def _drawn(dice: Generator, photo: NDArray[np.uint8], picture: NDArray[np.uint8], turn: Points) -> NDArray[np.uint8]:
    """Draw a picture into a photo, as sharp and as bright as what is there."""
    gray = cv2.cvtColor(photo, cv2.COLOR_RGB2GRAY).astype(np.float32)
    finer = np.diag([3.0, 3.0, 1.0]) @ turn
    size = (3 * photo.shape[1], 3 * photo.shape[0])
    ink, mask = (
        cv2.GaussianBlur(cv2.resize(cv2.warpPerspective(each, finer, size), SIZE, interpolation=cv2.INTER_AREA).astype(np.float32), (0, 0), 0.8)
        for each in (picture, np.full_like(picture, 255))
    )
    share = mask / 255
    white = float(np.clip(1.55 * np.median(gray[share > 0.5]), 90, 250)) if (share > 0.5).any() else 200.0
    laid = 25 * share + (white - 25) * ink / 255 + dice.normal(0, 2, gray.shape) * share
    return (gray * (1 - share) + laid).clip(0, 255).astype(np.uint8)


def _sides(box: BoxTruth, corners: Points) -> tuple[float, float]:
    """How wide and how high a face is, in millimetres."""
    numbers = [int(np.argmin(np.linalg.norm(box.corners - corner, axis=1))) for corner in corners[:3]]
    places = [np.array((number % 4 in (1, 2), number % 4 in (2, 3), number > 3)) * box.sides_mm for number in numbers]
    return float(np.linalg.norm(places[1] - places[0])), float(np.linalg.norm(places[2] - places[1]))


if __name__ == "__main__":
    given = [each for each in sys.argv[1:] if each != "--blind"]
    numbers = [int(each) for each in given[:2]]
    main(*(numbers + [100, 7000][len(numbers) :]), *(given[2:3] or ["one"]), blind="--blind" in sys.argv)  # type: ignore[arg-type]
