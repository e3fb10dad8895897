"""Print without meaning, as newspapers and retail boxes carry it: lines, headlines, pictures, as ink from 0 (none) to 1."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.dunnage.relief import any_colour
from examples.render.surfaces import Real, clouds
from numpy.random import Generator


def lines_of_text(dice: Generator, rows: int, columns: int, high: float) -> Real:
    """Lines of words of dashes that look like letters from afar; a line is so many pixels high with its space."""
    ink = np.zeros((rows, columns), np.float32)
    pitch = max(2.0, high)
    letters = np.float32(dice.random((max(2, int(rows / pitch) + 1), max(4, int(columns / max(1.0, 0.3 * pitch)) + 2))) * 0.8 + 0.2)
    letters[dice.random(letters.shape) < 0.16] = 0
    for number, line in enumerate(letters):
        top, bottom = round(number * pitch), round(number * pitch + 0.55 * pitch)
        if bottom > rows:
            break
        ends = columns if dice.random() < 0.85 else int(columns * dice.uniform(0.2, 0.9))
        if bottom > top:
            ink[top:bottom, :ends] = cv2.resize(line[None], (columns, bottom - top), interpolation=cv2.INTER_NEAREST)[:, :ends]
    return ink


def newspaper_page(dice: Generator, rows: int, columns: int, scale: float) -> Real:
    """Columns of text, headlines and pictures."""
    ink = np.zeros((rows, columns), np.float32)
    wide, line = max(8, int(dice.uniform(38, 60) * scale)), dice.uniform(2.6, 3.6) * scale
    gutter = max(1, int(3 * scale))
    for left in range(0, columns, wide + gutter):
        top = 0
        while top < rows:
            bottom, right = min(rows, top + max(6, int(dice.uniform(15, 90) * scale))), min(columns, left + wide)
            kind = dice.random()
            area = ink[top:bottom, left:right]
            if kind < 0.6:
                area[:] = 0.75 * lines_of_text(dice, *area.shape, line)
            elif kind < 0.8:
                area[:] = lines_of_text(dice, *area.shape, dice.uniform(7, 14) * scale)
            else:
                area[:] = np.clip(0.45 + 0.25 * clouds(dice, *area.shape, 12 * scale + 2, 12 * scale + 2), 0, 0.95)
            top = bottom + gutter
    return ink


def retail_print(dice: Generator, rows: int, columns: int) -> Real:
    """The printed side of a retail box, in colour from 0 to 1: a ground, fields, words, a picture, a barcode."""
    side = np.empty((rows, columns, 3), np.float32)
    ground = any_colour(dice) if dice.random() < 0.7 else np.full(3, dice.uniform(0.75, 0.97))
    side[:] = ground
    for _ in range(int(dice.integers(1, 6))):
        top, left = int(dice.uniform(0, 0.8) * rows), int(dice.uniform(0, 0.8) * columns)
        area = side[top : top + max(3, int(dice.uniform(0.1, 0.5) * rows)), left : left + max(3, int(dice.uniform(0.2, 0.9) * columns))]
        colour, kind = any_colour(dice), dice.random()
        if kind < 0.35:
            area[:] = colour
        elif kind < 0.75:
            ink = lines_of_text(dice, *area.shape[:2], dice.uniform(0.08, 0.6) * area.shape[0])[..., None]
            area[:] = area * (1 - ink) + colour * ink
        elif kind < 0.9:
            area[:] = np.clip(colour + 0.25 * np.stack([clouds(dice, *area.shape[:2], 9, 9) for _ in range(3)], -1), 0, 1)
        else:
            bars = (dice.random((1, max(2, area.shape[1] // 2))) < 0.5).astype(np.float32)
            area[:] = cv2.resize(bars, (area.shape[1], area.shape[0]), interpolation=cv2.INTER_NEAREST)[..., None] * 0.9 + 0.05
    return side
