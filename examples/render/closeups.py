"""Close photos of one face with labels on it, and where their corners are: drawn flat in the photo itself, which is fast enough for hundreds."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from examples.render.labels import SCALE, Box, Colour, box_label, carrier_label, product_code
from examples.render.surfaces import Real, clouds
from numpy.random import Generator
from numpy.typing import NDArray

Points = NDArray[np.float64]
SIZE = (4032, 3024)
_GROUNDS = ((150, 146, 140), (58, 84, 80), (96, 74, 52), (205, 203, 198), (60, 60, 64), (170, 140, 110))
"""What lies behind: a bench, a mat, wood, a pale wall, a dark floor, other cartons."""

_ROOM = 4
"""How far a label stays from the edge of the face, in millimetres."""


@dataclass(frozen=True)
class CloseUp:
    """A photo and its truth."""

    photo: Colour
    face: Points
    """The corners of the face, from upper left, clockwise, in pixels."""
    labels: list[Points]
    """The corners of each label, from upper left as it is read."""
    sides: tuple[float, float]
    """Of the face, in millimetres: from its first corner to its second, and from its second to its third."""
    seam: Points | None = None
    """Both ends of the line along which its flaps meet, if it has one."""


@dataclass(frozen=True)
class Take:
    """How a photo is taken; what is not said is drawn. The same dice show the same box however it is taken."""

    tilt: float | None = None
    """By how many degrees the face is turned away, about its longer axis of the two that were drawn."""
    fill: float | None = None
    """How much of the photo's width or height the face fills."""
    aside: tuple[float, float] = (0.0, 0.0)
    """How far the middle of the face is from that of the photo, in widths and heights of the photo."""
    blur: float | None = None
    """How far a point is spread, in pixels."""
    light: float = 1.0


def close_up(dice: Generator, *, size: tuple[int, int] = SIZE, take: Take | None = None) -> CloseUp:
    """Take a close photo of a face between 220 x 170 and 600 x 450 mm, tilted by up to 25 degrees."""
    take = take or Take()
    width, height = float(dice.uniform(220, 600)), float(dice.uniform(180, 450))
    corners = _seen(dice, width, height, size, take)
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turn = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    image = _behind(dice, size)
    shade = dice.uniform(0.75, 1.1)
    board = np.float32((191, 151, 108)) * np.float32(shade)
    _neighbours(image, dice, turn, (width, height), board)
    _fill(image, corners, board * (1 + 0.02 * clouds(dice, size[1], size[0], 900, 700))[..., None])
    seam = _seam(image, dice, turn, (width, height)) if _happens(dice, 0.6) else None
    labels = _labels(image, dice, turn, (width, height))
    return CloseUp(_developed(image, dice, take), corners, labels, (width, height), seam)


def _seen(dice: Generator, width: float, height: float, size: tuple[int, int], take: Take) -> Points:
    tilts = np.deg2rad(dice.uniform(-25, 25, 3) * (1, 1, 0.4))
    if take.tilt is not None:
        tilts = tilts * np.deg2rad(take.tilt) / np.abs(tilts[:2]).max() * (1, 1, 0)
    flat = np.array([(-width, -height, 0), (width, -height, 0), (width, height, 0), (-width, height, 0)]) / 2
    for axis, tilt in enumerate(tilts):
        flat = flat @ cv2.Rodrigues(np.eye(3)[axis] * tilt)[0].T
    away = 1.5 * max(width, height * size[0] / size[1])
    points = flat[:, :2] / (flat[:, 2:] + away)
    fill = float(dice.uniform(0.72, 0.9))
    points *= (fill if take.fill is None else take.fill) * min(size[0] / np.ptp(points[:, 0]), size[1] / np.ptp(points[:, 1]))
    middle = (points.max(axis=0) + points.min(axis=0)) / 2
    return points - middle + (np.array(take.aside) + 0.5) * size


def _behind(dice: Generator, size: tuple[int, int]) -> Real:
    ground = np.float32(_GROUNDS[dice.integers(len(_GROUNDS))]) * np.float32(dice.uniform(0.8, 1.1))
    rough = 0.04 * clouds(dice, size[1], size[0], 700, 500) + 0.02 * clouds(dice, size[1], size[0], 60, 12)
    image = ground * (1 + rough)[..., None]
    for _ in range(int(dice.integers(0, 4))):  # a sheet, a pen, a board somewhere behind
        middle, angle = dice.uniform((0, 0), size), float(dice.uniform(0, 180))
        sides = dice.uniform(0.05, 0.5, 2) * size[0]
        things = cv2.boxPoints((tuple(map(float, middle)), tuple(map(float, sides)), angle))
        cv2.fillConvexPoly(image, things.astype(np.int32), dice.uniform(30, 240, 3).tolist(), cv2.LINE_AA)
    return image


def _fill(image: Real, corners: Points, colour: Real) -> None:
    mask = np.zeros(image.shape[:2], np.float32)
    cv2.fillConvexPoly(mask, np.round(corners * 16).astype(np.int32), 1.0, cv2.LINE_AA, 4)
    image *= (1 - mask)[..., None]
    image += colour * mask[..., None]


def _neighbours(image: Real, dice: Generator, turn: Points, sides: tuple[float, float], board: Real) -> None:
    """Draw the faces that are seen beside it, foreshortened: lighter above, darker beside."""
    width, height = sides
    above, beside = dice.uniform(-60, 60, 2)
    strips = []
    if above > 0:
        strips.append((np.array([(0, 0), (width, 0), (width * 0.93, -above), (width * 0.07, -above)]), dice.uniform(1.08, 1.25)))
    if beside > 0:
        strips.append(
            (np.array([(width, 0), (width + beside, height * 0.06), (width + beside, height * 0.94), (width, height)]), dice.uniform(0.6, 0.9))
        )
    for strip, light in strips:
        _fill(image, cv2.perspectiveTransform(strip[None], turn)[0], board * np.float32(light))


def _seam(image: Real, dice: Generator, turn: Points, sides: tuple[float, float]) -> Points:
    """Close it along the middle, with tape over it or not; return both ends of the line."""
    width, height = sides
    middle = height / 2
    if _happens(dice, 0.8):
        tape = cv2.perspectiveTransform(np.array([[(0, middle - 24), (width, middle - 24), (width, middle + 24), (0, middle + 24)]]), turn)[0]
        mask = np.zeros(image.shape[:2], np.float32)
        cv2.fillConvexPoly(mask, tape.astype(np.int32), 0.5, cv2.LINE_AA)
        image *= (1 - mask)[..., None]
        image += np.float32((178, 129, 78)) * mask[..., None]
    ends = cv2.perspectiveTransform(np.array([[(0, middle), (width, middle)]]), turn)[0]
    cv2.line(image, ends[0].astype(int).tolist(), ends[1].astype(int).tolist(), (70.0, 52.0, 36.0), 5, cv2.LINE_AA)
    return ends


def _labels(image: Real, dice: Generator, turn: Points, sides: tuple[float, float]) -> list[Points]:
    """Stick one to three labels on that do not lie over each other."""
    taken: list[Points] = []
    for number in range(int(dice.integers(1, 4))):
        sheet = _sheet(dice, number)
        rows, columns = sheet.shape[:2]
        for _ in range(20):
            angle = np.deg2rad(dice.normal(0, 4) + (90 if _happens(dice, 0.3) else 0))
            along = np.array([(np.cos(angle), np.sin(angle)), (-np.sin(angle), np.cos(angle))])
            half = np.array([(-columns, -rows), (columns, -rows), (columns, rows), (-columns, rows)]) / 2 / SCALE
            outline = half @ along + dice.uniform((0, 0), sides)
            if not ((outline > _ROOM) & (outline < np.array(sides) - _ROOM)).all() or any(_touch(outline, each) for each in taken):
                continue
            taken.append(outline)
            _stick(image, dice, sheet, cv2.perspectiveTransform(outline[None], turn)[0])
            break
    return [cv2.perspectiveTransform(each[None], turn)[0] for each in taken]


def _sheet(dice: Generator, number: int) -> Colour:
    serial = int(dice.integers(10**8, 10**9))
    box = Box(1, 2, f"FBA15{serial}U000001", f"1Z999AA1{serial}0", "MUG-BLUE", 12, "31 lb")
    kinds = (box_label, carrier_label)
    if number < len(kinds):
        sheet = kinds[(serial + number) % len(kinds)](box)
        return sheet if _happens(dice, 0.7) else np.ascontiguousarray(cv2.resize(sheet, None, fx=0.75, fy=0.75, interpolation=cv2.INTER_AREA))
    return product_code("4006381333931", "Mug, blue")


def _happens(dice: Generator, share: float) -> bool:
    return bool(dice.random() < share)


def _touch(one: Points, other: Points) -> bool:
    grown = (one - one.mean(axis=0)) * 1.08 + one.mean(axis=0)
    return cv2.intersectConvexConvex(grown.astype(np.float32), other.astype(np.float32))[0] > 0


def _stick(image: Real, dice: Generator, sheet: Colour, corners: Points) -> None:
    rows, columns = sheet.shape[:2]
    size = (image.shape[1], image.shape[0])
    shrink = min(1.0, 1.2 * float(np.sqrt(cv2.contourArea(corners.astype(np.float32)) / (rows * columns))))
    small = cv2.resize(sheet, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA) if shrink < 1 else sheet
    flat = np.array([(0, 0), (small.shape[1], 0), (small.shape[1], small.shape[0]), (0, small.shape[0])], np.float32) - 0.5
    turn = cv2.getPerspectiveTransform(flat, corners.astype(np.float32))
    paper = small.astype(np.float32) * np.float32((0.955, 0.95, 0.935)) * np.float32(dice.uniform(0.9, 1.0))
    mask = np.zeros(image.shape[:2], np.float32)
    cv2.fillConvexPoly(mask, np.round(corners * 16).astype(np.int32), 1.0, cv2.LINE_AA, 4)
    image *= (1 - mask)[..., None]
    image += cv2.warpPerspective(paper, turn, size, borderMode=cv2.BORDER_REPLICATE) * mask[..., None]


def _developed(image: Real, dice: Generator, take: Take) -> Colour:
    """Add uneven light, the lens and the sensor."""
    rows, columns = image.shape[:2]
    lamp = np.float32(dice.uniform(0.8, 1.05)) * (1 + np.float32(0.06) * clouds(dice, rows, columns, columns, rows))
    blur = float(dice.uniform(0.8, 2.0))
    blurred = cv2.GaussianBlur(image * lamp[..., None] * np.float32(take.light), (0, 0), blur if take.blur is None else take.blur)
    noise = np.zeros((rows, columns), np.float32)
    cv2.setRNGSeed(int(dice.integers(2**31)))
    cv2.randn(noise, 0, float(dice.uniform(1.5, 4)))
    return np.clip(blurred + noise[..., None], 0, 255).astype(np.uint8)
