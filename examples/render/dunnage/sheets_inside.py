"""Packing material in sheets and blocks: paper, newspaper, foam, board, polystyrene."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.dunnage.newsprint import newspaper_page
from examples.render.dunnage.relief import Relief, bent, facets, mixed
from examples.render.surfaces import Real, clouds
from numpy.random import Generator


def crumpled(dice: Generator, rows: int, columns: int, scale: float) -> Real:
    """The height of crumpled paper: large bulges, facets with straight creases, fine ones on top."""
    size = dice.uniform(18, 60) * scale
    bulge = dice.uniform(0.05, 0.3) * size * clouds(dice, rows, columns, 2.5 * size, dice.uniform(1, 2.5) * size)
    deep = dice.uniform(0.5, 1.7)
    fine = dice.uniform(0.15, 0.5) * deep * size * 0.4 * facets(dice, rows, columns, 0.35 * size)
    return bulge + deep * 0.6 * size * facets(dice, rows, columns, size) + fine


def paper_sheet(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Brown paper, white paper or tissue, crumpled or laid in loosely."""
    colour = mixed(dice, (0.72, 0.57, 0.4), (0.72, 0.57, 0.4), (0.66, 0.52, 0.37), (0.92, 0.92, 0.9), (0.84, 0.83, 0.8))
    fibres = 1 + 0.02 * dice.standard_normal((rows, columns)).astype(np.float32) + 0.02 * clouds(dice, rows, columns, 25 * scale, 25 * scale)
    relief = Relief(rows, columns, colour * fibres[..., None], grain=14 * scale, wrap=0.45)
    relief.height = crumpled(dice, rows, columns, scale) * (1.0 if dice.random() < 0.8 else 0.25)
    return relief


def newspaper(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Printed paper, crumpled."""
    height = crumpled(dice, rows, columns, scale)
    ink = bent(dice, newspaper_page(dice, rows, columns, scale), 6 * scale, 40 * scale)
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), dice.uniform(0, 360), 1.45)
    ink = cv2.warpAffine(ink, turn, (columns, rows), borderMode=cv2.BORDER_REFLECT)
    paper = mixed(dice, (0.82, 0.8, 0.75), (0.87, 0.86, 0.83))
    relief = Relief(rows, columns, paper * (1 - 0.85 * ink)[..., None], grain=14 * scale, wrap=0.4)
    relief.height = height
    return relief


def foam_sheet(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Thin white foam in soft folds, with fine cells."""
    size = dice.uniform(60, 160) * scale
    colour = mixed(dice, (0.95, 0.95, 0.95), (0.95, 0.95, 0.95), (0.93, 0.8, 0.84), (0.75, 0.78, 0.8), spread=0.02)
    cells = 1 + 0.025 * clouds(dice, rows, columns, max(2, 1.5 * scale), max(2, 1.5 * scale))
    relief = Relief(rows, columns, colour * cells[..., None], grain=30 * scale, wrap=0.6)
    relief.height = dice.uniform(0.03, 0.12) * size * clouds(dice, rows, columns, size, dice.uniform(0.5, 2) * size)
    for _ in range(int(dice.integers(0, 4))):  # an edge of a sheet that lies on another
        _lay_over(dice, relief, max(1.0, dice.uniform(1.5, 6) * scale))
    return relief


def _lay_over(dice: Generator, relief: Relief, thick: float) -> None:
    """Raise all on one side of a line that is nearly straight."""
    rows, columns = relief.height.shape
    way = dice.uniform(0, 2 * np.pi)
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32) - dice.uniform(0, columns), np.arange(rows, dtype=np.float32) - dice.uniform(0, rows))
    far = x * np.cos(way) + y * np.sin(way) + dice.uniform(0, 0.012) * columns * clouds(dice, rows, columns, columns / 2, rows / 2)
    relief.height += thick * np.clip(far / max(1.0, 0.3 * thick), 0, 1).astype(np.float32)


def foam_insert(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Egg-crate foam, or a block of foam with places cut out."""
    colour = mixed(dice, (0.22, 0.22, 0.24), (0.5, 0.5, 0.53), (0.93, 0.92, 0.88), (0.55, 0.62, 0.75))
    pores = 1 + 0.09 * dice.standard_normal((rows, columns)).astype(np.float32)
    relief = Relief(rows, columns, colour * cv2.GaussianBlur(pores, (0, 0), max(0.5, 0.4 * scale))[..., None], grain=25 * scale, wrap=0.5)
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    if dice.random() < 0.55:
        pitch, turn = dice.uniform(22, 55) * scale, dice.uniform(0, np.pi / 2)
        across, down = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
        relief.height = 0.22 * pitch * np.sin(across * 2 * np.pi / pitch) * np.sin(down * 2 * np.pi / pitch)
        return relief
    for _ in range(int(dice.integers(1, 4))):
        relief.height[_patch(dice, rows, columns) > 0] -= dice.uniform(15, 50) * scale
    relief.height = cv2.GaussianBlur(relief.height, (0, 0), max(0.7, 0.8 * scale))
    return relief


def _patch(dice: Generator, rows: int, columns: int) -> Real:
    """A place cut out: a rectangle turned anyhow, or a round hole."""
    mask = np.zeros((rows, columns), np.uint8)
    middle, size = (
        (float(dice.uniform(0, columns)), float(dice.uniform(0, rows))),
        tuple(float(each) for each in dice.uniform(0.15, 0.6, 2) * columns),
    )
    if dice.random() < 0.3:
        cv2.circle(mask, (round(middle[0]), round(middle[1])), round(size[0] / 2), 1, -1)
    else:
        cv2.fillPoly(mask, [np.round(cv2.boxPoints((middle, size, float(dice.uniform(0, 90))))).astype(np.int32)], 1)
    return mask


def corrugated_insert(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Dividers of board that stand in a grid, with dark cells between, or pads that lie over each other."""
    board = mixed(dice, (0.75, 0.6, 0.43), (0.75, 0.6, 0.43), (0.88, 0.87, 0.84))
    flutes = (
        1
        + 0.05 * np.sin(np.arange(columns, dtype=np.float32) / scale * 2 * np.pi / 7.5)[None]
        + 0.02 * clouds(dice, rows, columns, 12 * scale, 12 * scale)
    )
    relief = Relief(rows, columns, board * flutes[..., None], grain=25 * scale)
    if dice.random() < 0.5:
        for _ in range(int(dice.integers(1, 5))):
            _lay_over(dice, relief, max(1.0, 4 * scale))
        return relief
    relief.height -= dice.uniform(40, 90) * scale
    edge = board * np.float32(dice.uniform(0.8, 1.1))
    thick = max(2, round(dice.uniform(2.5, 6) * scale))
    for across in (True, False):
        place = dice.uniform(-20, 20) * scale
        pitch = dice.uniform(45, 110) * scale
        while place < (columns if across else rows):
            lean = dice.normal(0, 4) * scale
            ends = ((place, 0.0), (place + lean, float(rows))) if across else ((0.0, place), (float(columns), place + lean))
            line = [tuple(round(each) for each in end) for end in ends]
            cv2.line(relief.height, *line, 0.0, thick)
            cv2.line(relief.colour, *line, [float(each) for each in edge], thick)
            place += pitch
    return relief


def polystyrene(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """White blocks or sheets of expanded beads, with edges, grooves and broken corners."""
    bead = max(2.0, dice.uniform(2.5, 5) * scale)
    beads = _beads(dice, rows, columns, bead)
    relief = Relief(rows, columns, np.float32((0.96, 0.96, 0.97)) * (0.9 + 0.1 * beads)[..., None], grain=20 * scale, wrap=0.55)
    relief.height = 0.12 * bead * beads
    for _ in range(int(dice.integers(1, 4))):
        _lay_over(dice, relief, dice.uniform(2, 15) * scale)
    if dice.random() < 0.5:
        relief.height[_patch(dice, rows, columns) > 0] -= dice.uniform(10, 40) * scale
    return relief


def _beads(dice: Generator, rows: int, columns: int, size: float) -> Real:
    """Cells around scattered points, 1 in their middle and 0 where they meet."""
    seeds = np.full((rows, columns), 255, np.uint8)
    for y in np.arange(0, rows, size):
        for x in np.arange(0, columns, size):
            at = np.clip((y + dice.uniform(0, size), x + dice.uniform(0, size)), 0, (rows - 1, columns - 1)).astype(int)
            seeds[at[0], at[1]] = 0
    far = cv2.distanceTransform(seeds, cv2.DIST_L2, 5)
    return np.clip(1 - (far / (0.75 * size)) ** 2, 0, 1)
