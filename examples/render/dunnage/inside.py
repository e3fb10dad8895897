"""What is in an open box and is no dunnage: goods, the flaps, the empty bottom. Colours are from 0 to 1, lit already."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.dunnage.newsprint import lines_of_text, retail_print
from examples.render.dunnage.relief import Piece, Relief, any_colour, facets, mixed
from examples.render.surfaces import Real, clouds
from numpy.random import Generator


def products(dice: Generator, rows: int, columns: int, scale: float) -> Real:
    """Goods: retail boxes, round lids, bags, cloth, or small things in rows."""
    kind = dice.random()
    if kind < 0.4:
        return _boxes(dice, rows, columns, scale)
    if kind < 0.6:
        return _lids(dice, rows, columns, scale)
    if kind < 0.8:
        return _bags(dice, rows, columns, scale)
    return _cloth(dice, rows, columns, scale)


def _boxes(dice: Generator, rows: int, columns: int, scale: float) -> Real:
    """Printed boxes beside and over each other, tidy or thrown in."""
    relief = Relief(rows, columns, mixed(dice, (0.6, 0.47, 0.32), (0.2, 0.18, 0.16)), grain=30 * scale)
    wide, high = (dice.uniform(25, 180, 2) * scale).astype(int) + 8
    tidy, one = dice.random() < 0.6, retail_print(dice, int(high), int(wide))
    if tidy:
        gap = int(dice.integers(1, 5))
        for top in range(-int(dice.integers(high)), rows, int(high) + gap):
            for left in range(-int(dice.integers(wide)), columns, int(wide) + gap):
                lies = one if dice.random() < 0.8 else retail_print(dice, int(high), int(wide))
                relief.drop(_slab(lies, 0, dice.uniform(15, 22) * scale), left + dice.normal(0, 1), top + dice.normal(0, 1), sink=1)
    else:
        for _ in range(int(3 + 3 * rows * columns / (wide * high))):
            size = (np.array([high, wide]) * dice.uniform(0.6, 1.2)).astype(int) + 4
            lies = one if dice.random() < 0.3 else retail_print(dice, int(size[0]), int(size[1]))
            relief.drop(_slab(lies, dice.uniform(0, 360), 25 * scale), dice.uniform(-wide, columns), dice.uniform(-high, rows), sink=0.5)
    relief.gloss[:] = dice.uniform(0, 0.25)
    return relief.lit(dice)


def _slab(top: Real, turn: float, thick: float) -> Piece:
    """A flat thing turned by so many degrees."""
    high, wide = top.shape[:2]
    side = int(np.hypot(high, wide)) + 4 if turn else max(high, wide) + 2
    move = cv2.getRotationMatrix2D((wide / 2, high / 2), turn, 1.0)
    move[:, 2] += ((side - wide) / 2, (side - high) / 2)
    mask = cv2.warpAffine(np.ones((high, wide), np.float32), move, (side, side), flags=cv2.INTER_NEAREST)
    return Piece(mask * max(1.0, thick), cv2.warpAffine(top, move, (side, side)))


def _lids(dice: Generator, rows: int, columns: int, scale: float) -> Real:
    """Bottles, jars and cans from above, in rows, all alike or nearly."""
    relief = Relief(rows, columns, mixed(dice, (0.55, 0.42, 0.3), (0.15, 0.14, 0.13)), grain=25 * scale)
    across = dice.uniform(16, 85) * scale
    colour, shoulder = any_colour(dice), any_colour(dice)
    neck, closed = dice.uniform(0.3, 1.0), dice.random() < 0.5
    size = int(across) + 3
    x, y = np.meshgrid(np.arange(size, dtype=np.float32) - size / 2, np.arange(size, dtype=np.float32) - size / 2)
    far = np.hypot(x, y) / (across / 2)
    body = np.where(far < 1, across * (0.3 + 0.5 * np.clip((1 - far) / max(0.05, 1 - neck), 0, 1)), 0).astype(np.float32)
    ring = 1 - 0.35 * np.exp(-(((far - 0.8 * neck) / 0.06) ** 2)) * closed
    print_on = 1 - 0.5 * lines_of_text(dice, size, size, max(3.0, size / 6)) * (far < 0.6 * neck) * (dice.random() < 0.5)
    top = np.where((far < neck)[..., None], colour, shoulder) * (ring * print_on)[..., None]
    offset = dice.random() < 0.5
    for number, at in enumerate(np.arange(-across * dice.random(), rows, across * (0.87 if offset else 1.02))):
        for left in np.arange(-across * (0.5 * (number % 2) * offset + dice.random() * 0.1), columns, across * 1.02):
            relief.drop(Piece(body, top.astype(np.float32), dice.uniform(0, 0.6)), left, at, sink=1)
    return relief.lit(dice)


def _bags(dice: Generator, rows: int, columns: int, scale: float) -> Real:
    """Printed or clear bags with wrinkles."""
    size = dice.uniform(35, 140) * scale
    under = _cloth(dice, rows, columns, scale) if dice.random() < 0.5 else cv2.resize(retail_print(dice, 200, 200), (columns, rows))
    relief = Relief(rows, columns, np.clip(under, 0, 1), grain=0.3 * size, wrap=0.4)
    relief.height = dice.uniform(0.05, 0.25) * size * clouds(dice, rows, columns, size, size) + dice.uniform(0.02, 0.12) * size * facets(
        dice, rows, columns, 0.4 * size
    )
    relief.gloss[:] = dice.uniform(0.3, 1.0)
    return relief.lit(dice)


def _cloth(dice: Generator, rows: int, columns: int, scale: float) -> Real:
    """Folded clothes: weave, soft folds, the edge of one over another."""
    relief = Relief(rows, columns, any_colour(dice), grain=25 * scale, wrap=0.5)
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    turn, period = dice.uniform(0, np.pi), dice.uniform(1.2, 30) * scale
    across = x * np.cos(turn) + y * np.sin(turn)
    if dice.random() < 0.5:
        stripe = np.sin(across * 2 * np.pi / max(2.5, period)) > dice.uniform(-0.8, 0.8)
        relief.colour[stripe] = any_colour(dice)
    weave = 1 + dice.uniform(0, 0.1) * dice.standard_normal((rows, columns)).astype(np.float32)
    relief.colour *= weave[..., None]
    fold = dice.uniform(40, 150) * scale
    relief.height = dice.uniform(0.03, 0.15) * fold * clouds(dice, rows, columns, fold, dice.uniform(0.3, 1) * fold)
    for _ in range(int(dice.integers(0, 4))):
        far = x * np.cos(turn) + y * np.sin(turn) - dice.uniform(0, 1.4) * columns
        relief.height += dice.uniform(3, 12) * scale * np.clip(far / (6 * scale + 1), 0, 1)
        turn += np.pi / 2
    return relief.lit(dice)


def bare(dice: Generator, rows: int, columns: int, scale: float) -> Real:
    """The empty bottom of a box: board with the seam of its flaps, tape, dust and the shadow of a wall."""
    shade = mixed(dice, (0.75, 0.6, 0.43), (0.72, 0.56, 0.4), (0.78, 0.64, 0.48), (0.9, 0.89, 0.86))
    grain = 0.02 * clouds(dice, rows, columns, 60 * scale, 60 * scale) + 0.012 * clouds(dice, rows, columns, 3 * scale + 1, 8 * scale + 1)
    flutes = dice.uniform(0, 0.03) * np.sin(np.arange(columns, dtype=np.float32) / scale * 2 * np.pi / 7.5)
    relief = Relief(rows, columns, shade * (1 + grain + flutes)[..., None], grain=12 * scale)
    if dice.random() < 0.75:
        _seam(dice, relief, scale)
    for _ in range(int(dice.integers(0, 3))):
        _printed(dice, relief, scale)
    relief.height += 1.5 * scale * clouds(dice, rows, columns, 120 * scale, 120 * scale)
    picture = relief.lit(dice)
    far = np.linspace(0, 1, rows, dtype=np.float32)[:, None] if dice.random() < 0.5 else np.linspace(0, 1, columns, dtype=np.float32)[None]
    return picture * (1 - dice.uniform(0, 0.7) * np.exp(-far * dice.uniform(1.5, 8)))[..., None]


def _seam(dice: Generator, relief: Relief, scale: float) -> None:
    """Where flaps meet or end, over the whole picture, with tape or without."""
    rows, columns = relief.height.shape
    at, lean = int(dice.uniform(0.1, 0.9) * rows), dice.normal(0, 0.03) * rows
    ends = ((0, at), (columns, int(at + lean)))
    if dice.random() < 0.4:
        tape = relief.colour.copy()
        cv2.line(tape, *ends, [float(each) for each in mixed(dice, (0.7, 0.52, 0.32), (0.85, 0.8, 0.7), (0.9, 0.9, 0.9))], max(2, round(48 * scale)))
        relief.colour = 0.4 * relief.colour + 0.6 * tape
    step = np.zeros((rows, columns), np.uint8)
    cv2.fillPoly(step, [np.array([ends[0], ends[1], (columns, rows), (0, rows)])], 1)
    relief.height += step * np.float32(dice.uniform(0, 5) * scale)
    cv2.line(relief.height, *ends, float(-dice.uniform(1, 5) * scale), max(1, round(dice.uniform(0.5, 5) * scale)))


def _printed(dice: Generator, relief: Relief, scale: float) -> None:
    """Words or a field printed on the board."""
    rows, columns = relief.height.shape
    top, left = int(dice.uniform(0, 0.9) * rows), int(dice.uniform(0, 0.9) * columns)
    area = relief.colour[top : top + max(4, int(dice.uniform(8, 50) * scale)), left : left + max(4, int(dice.uniform(20, 140) * scale))]
    area *= 1 - 0.7 * lines_of_text(dice, *area.shape[:2], dice.uniform(4, 25) * scale)[..., None]


def flaps(dice: Generator, rows: int, columns: int, scale: float) -> Real:
    """Flaps from above: board in a few planes, each lit otherwise, their raw edges, and what is seen beside them."""
    picture = bare(dice, rows, columns, scale)
    for _ in range(int(dice.integers(1, 4))):
        middle = dice.uniform(0, 1, 2) * (columns, rows)
        size = dice.uniform(0.4, 1.6, 2) * max(rows, columns)
        corners = np.round(cv2.boxPoints((tuple(middle + size / 2), tuple(size), float(dice.uniform(0, 90))))).astype(np.int32)
        mask = np.zeros((rows, columns), np.uint8)
        cv2.fillPoly(mask, [corners], 1)
        other = bare(dice, rows, columns, scale) if dice.random() < 0.8 else np.broadcast_to(any_colour(dice), picture.shape)
        dark = cv2.GaussianBlur(np.float32(mask), (0, 0), max(1, 8 * scale))
        picture = np.where(mask[..., None] > 0, other * np.float32(dice.uniform(0.6, 1.1)), picture * (1 - 0.5 * dark[..., None]))
        edge = float(dice.uniform(0.4, 0.95))
        cv2.polylines(picture, [corners], isClosed=True, color=(edge, 0.8 * edge, 0.6 * edge), thickness=max(1, round(dice.uniform(1, 5) * scale)))
    return picture.astype(np.float32)
