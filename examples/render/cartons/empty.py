"""Pictures with no box in them: rooms, screens, papers and labels on walls, drawings of boxes, patterns, black frames."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.cartons.exposure import lamp
from examples.render.cartons.painting import NOBODY, Canvas, filled, shrunk
from examples.render.cartons.rooms import backdrop, paper, room
from examples.render.cartons.staging import stand
from examples.render.cartons.view import Points, look
from examples.render.places import PLACES, place
from examples.render.sheets import FORMATS
from examples.render.surfaces import Real, clouds
from numpy.random import Generator


def nothing(dice: Generator, size: tuple[int, int]) -> Real:
    """Draw one of them."""
    kind = dice.choice(["room", "papers", "screen", "label", "drawing", "pattern", "flat"], p=[0.4, 0.14, 0.1, 0.12, 0.1, 0.1, 0.04])
    if kind == "pattern":
        return place(str(dice.choice(list(PLACES))), dice, *size).astype(np.float32)
    if kind == "flat":
        return (
            np.full((size[1], size[0], 3), dice.choice([0.0, 4.0, 250.0, dice.uniform(0, 255)]), np.float32)
            + 3 * clouds(dice, size[1], size[0], 90, 90)[..., None]
        )
    canvas = _room(dice, size)
    if kind == "papers":
        for _ in range(int(dice.integers(1, 5))):
            _hang(dice, canvas.image, paper(dice, *dice.integers(120, 320, 2).tolist()), dice.uniform(0.15, 0.6))
    elif kind == "label":
        _hang(dice, canvas.image, _label(dice), dice.uniform(0.3, 0.95))
    elif kind == "screen":
        _hang(dice, canvas.image, _screen(dice), dice.uniform(0.4, 0.95))
    elif kind == "drawing":
        _hang(dice, canvas.image, _drawing(dice), dice.uniform(0.4, 1.1))
    return canvas.image


def _room(dice: Generator, size: tuple[int, int]) -> Canvas:
    """A room with things lying and standing in it, seen from anywhere."""
    reach, away, high = dice.uniform(150, 900), dice.uniform(0, 2 * np.pi), np.deg2rad(dice.uniform(0, 85))
    middle = np.array((0, 0, dice.uniform(0, reach)))
    way = np.array((np.cos(high) * np.cos(away), np.cos(high) * np.sin(away), np.sin(high)))
    view = look(middle + way * reach * dice.uniform(1.5, 4), middle, dice.uniform(0.7, 1.4) * max(size), size, roll=dice.normal(0, 0.06))
    made = room(dice, view, middle, reach)
    fine = max(1, size[0] // 1000) * (1 if dice.random() < 0.35 else 2)
    image = cv2.resize(cv2.GaussianBlur(backdrop(view, made, fine), (0, 0), 0.6), size, interpolation=cv2.INTER_LINEAR)
    canvas = Canvas(view, image, np.zeros(size[::-1], np.int16), lamp(dice))
    for corners, picture in made.things:
        canvas.paint(corners, picture, 1.0, NOBODY)
    for post in made.posts:
        stand(canvas, post, NOBODY)
    return canvas


def _hang(dice: Generator, image: Real, picture: Real, share: float) -> None:
    """Hang a flat thing anywhere in the picture, so high that it takes this share of its height, or its width if that is less; askew."""
    rows, columns = picture.shape[:2]
    size = np.array((columns, rows)) * min(share * image.shape[0] / rows, share * image.shape[1] / columns)
    corners = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * size / 2 * (1 + dice.normal(0, 0.05, (4, 2)))
    turn = dice.normal(0, 0.1)
    corners = corners @ np.array([(np.cos(turn), np.sin(turn)), (-np.sin(turn), np.cos(turn))]) + dice.uniform(0.3, 0.7, 2) * image.shape[1::-1]
    _paste(image, picture, corners)


def _paste(image: Real, picture: Real, corners: Points) -> None:
    mask, (left, top, right, bottom) = filled(corners, (image.shape[1], image.shape[0]))
    small = shrunk(picture.astype(np.float32), corners)
    rows, columns = small.shape[:2]
    flat = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32) - 0.5
    turn = cv2.getPerspectiveTransform(flat, (corners - (left, top) - 0.5).astype(np.float32))
    over = cv2.warpPerspective(small, turn, (right - left, bottom - top), borderMode=cv2.BORDER_REPLICATE)
    part = image[top:bottom, left:right]
    part += (over - part) * mask[..., None]


def _label(dice: Generator) -> Real:
    names = [name for name in FORMATS if name not in {"retail", "carton"}]
    sheet = FORMATS[str(dice.choice(names))](dice, 4).picture
    return cv2.cvtColor(sheet, cv2.COLOR_GRAY2RGB).astype(np.float32) * np.float32(dice.uniform(0.85, 0.97))


def _screen(dice: Generator) -> Real:
    """A screen with windows on it, and on some a label."""
    image = np.full((480, 800, 3), 24, np.float32)
    image[18:-18, 18:-18] = dice.uniform(20, 245, 3)
    for _ in range(int(dice.integers(1, 6))):
        x, y = (int(each) for each in dice.uniform((20, 20), (600, 360)))
        shown = paper(dice, *dice.integers(80, 300, 2).tolist()) if dice.random() < 0.7 else _label(dice)
        high, wide = min(440 - y, shown.shape[0], 400), min(760 - x, shown.shape[1], 400)
        if high > 8 and wide > 8:
            image[y + 10 : y + 10 + high, x : x + wide] = cv2.resize(shown, (wide, high), interpolation=cv2.INTER_AREA)
            image[y : y + 10, x : x + wide] = dice.uniform(20, 200, 3)
    return image


def _drawing(dice: Generator) -> Real:
    """A box drawn in lines on white paper."""
    image = np.full((600, 800, 3), dice.uniform(225, 252), np.float32)
    middle, colour, thick = dice.uniform((300, 250), (500, 350)), dice.uniform(0, 120, 3).tolist(), int(dice.integers(1, 6))
    a, b, c = dice.uniform(80, 220, 3)
    right, left, up = np.array((0.87, -0.35)) * a, np.array((-0.87, -0.35)) * b, np.array((0.0, -1.0)) * c
    for quad in ((0 * up, right, right + up, up), (0 * up, left, left + up, up), (up, up + right, up + right + left, up + left)):
        corners = np.round(np.array(quad) + middle + np.array((0, 120))).astype(np.int32)
        cv2.polylines(image, [corners], isClosed=True, color=colour, thickness=thick, lineType=cv2.LINE_AA)
    for _ in range(int(dice.integers(0, 4))):
        start = dice.uniform((100, 100), (700, 500))
        cv2.line(image, start.astype(int).tolist(), (start + dice.normal(0, 120, 2)).astype(int).tolist(), colour, thick, cv2.LINE_AA)
    return image
