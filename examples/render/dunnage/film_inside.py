"""Packing material of film: bubble wrap, air pillows, a roll of polythene, cold packs. What lies below shows through."""

from __future__ import annotations

import cv2
import numpy as np
from examples.render.dunnage.inside import products
from examples.render.dunnage.relief import Relief, bent, facets, mixed, slopes
from examples.render.surfaces import Real, clouds
from numpy.random import Generator


def below(dice: Generator, rows: int, columns: int, scale: float) -> Real:
    """What is seen through film: goods, or the board of the box."""
    if dice.random() < 0.6:
        return np.clip(products(dice, rows, columns, scale), 0, 1)
    return (
        mixed(dice, (0.7, 0.55, 0.38), (0.3, 0.3, 0.32), (0.8, 0.8, 0.8)) * (1 + 0.1 * clouds(dice, rows, columns, 40 * scale, 40 * scale))[..., None]
    )


def _film(dice: Generator, under: Real, height: Real, *, milk: float, grain: float, gloss: float) -> Relief:
    """Film over something: it is seen bent by the slope of the film and through a veil, and the film shines."""
    rows, columns = height.shape
    across, down = (each * np.float32(0.4 * grain) for each in slopes(height))
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    seen = cv2.remap(under.astype(np.float32), x + across, y + down, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    tint = mixed(dice, (0.93, 0.95, 0.96)) if dice.random() < 0.8 else mixed(dice, (0.95, 0.75, 0.82), (0.7, 0.88, 0.75), spread=0.03)
    relief = Relief(rows, columns, seen * (1 - milk) * tint + milk * tint, grain=grain, wrap=0.8)
    relief.height = height
    relief.gloss[:] = gloss
    return relief


def bubble_wrap(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Domes in rows that are set off against each other, on film in folds; sometimes from their flat side."""
    pitch = (28 if dice.random() < 0.25 else 12) * scale * dice.uniform(0.85, 1.15)
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    turn = dice.uniform(0, np.pi)
    fold = dice.uniform(30, 120) * scale
    x = bent(dice, x, 0.3 * pitch, fold)
    across, down = (x * np.cos(turn) + y * np.sin(turn)) / pitch, (y * np.cos(turn) - x * np.sin(turn)) / (0.87 * pitch)
    row = np.floor(down)
    far = np.hypot(np.mod(across + 0.5 * np.mod(row, 2), 1) - 0.5, (down - row - 0.5) * 0.87)
    dome = np.sqrt(np.clip(1 - (far / 0.44) ** 2, 0, 1))
    flat = dice.random() < 0.25
    burst = 1 - 0.8 * (clouds(dice, rows, columns, 1.2 * pitch, 1.2 * pitch) > 1.6)
    base = dice.uniform(0.02, 0.12) * fold * facets(dice, rows, columns, fold)
    height = base + (0.1 if flat else dice.uniform(0.22, 0.4)) * pitch * dome * burst
    relief = _film(dice, below(dice, rows, columns, scale), height, milk=dice.uniform(0.2, 0.65), grain=0.8 * pitch, gloss=dice.uniform(0.4, 1.1))
    rim = np.exp(-(((far - 0.43) / 0.05) ** 2))
    relief.colour *= (1 - dice.uniform(0.1, 0.4) * rim)[..., None]
    return relief


def air_pillow(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Cushions of film in a chain, or thrown in, with wrinkles at their seams."""
    relief_height = np.zeros((rows, columns), np.float32)
    long, wide = dice.uniform(110, 220) * scale, dice.uniform(80, 130) * scale
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32), np.arange(rows, dtype=np.float32))
    seams = np.zeros((rows, columns), np.float32)
    for number in range(int(2 + 2.2 * rows * columns / (long * wide))):
        turn, cx, cy = dice.uniform(0, np.pi), dice.uniform(0, columns), dice.uniform(0, rows)
        u = ((x - cx) * np.cos(turn) + (y - cy) * np.sin(turn)) / (long / 2)
        v = ((y - cy) * np.cos(turn) - (x - cx) * np.sin(turn)) / (wide / 2)
        edge = np.maximum(np.abs(u), np.abs(v))
        near = np.clip(1 - np.abs(u) ** 2.6, 0, 1) * np.clip(1 - np.abs(v) ** 2.6, 0, 1)
        ripples = 0.012 * wide * np.sin((v if number % 2 else u) * dice.uniform(20, 45)) * np.exp(-near * 6)
        pillow = 0.35 * wide * np.sqrt(near) + ripples + number * 0.05 * wide
        inside = (edge < 1) & (pillow > relief_height)
        relief_height[inside] = pillow[inside]
        seams[inside] = np.exp(-(((edge[inside] - 0.97) / 0.03) ** 2))
    wrinkles = 0.015 * wide * facets(dice, rows, columns, 0.15 * wide)
    relief = _film(dice, below(dice, rows, columns, scale), relief_height + wrinkles, milk=dice.uniform(0.1, 0.45), grain=0.3 * wide, gloss=1.1)
    relief.colour = relief.colour * (1 - 0.3 * seams[..., None]) + 0.25 * seams[..., None]
    return relief


def polythene_roll(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """Film or sheet off a roll, clear or milky, in loose folds."""
    size = dice.uniform(25, 80) * scale
    height = 0.3 * size * facets(dice, rows, columns, size) + 0.06 * size * facets(dice, rows, columns, 0.3 * size)
    return _film(dice, below(dice, rows, columns, scale), height, milk=dice.uniform(0.15, 0.8), grain=0.4 * size, gloss=dice.uniform(0.6, 1.2))


def thermal_pack(dice: Generator, rows: int, columns: int, scale: float) -> Relief:
    """A cold pack: a pouch filled with gel, white or blue, with a flat seam; or silvery film of bubbles."""
    if dice.random() < 0.4:
        relief = bubble_wrap(dice, rows, columns, scale)
        relief.colour = np.full_like(relief.colour, dice.uniform(0.5, 0.7)) * np.float32((1, 1, 1.02))
        relief.gloss[:] = 1.3
        return relief
    colour = mixed(dice, (0.93, 0.94, 0.96), (0.25, 0.5, 0.8), (0.6, 0.8, 0.93))
    wide = dice.uniform(90, 200) * scale
    relief = Relief(rows, columns, colour, grain=0.2 * wide, wrap=0.5)
    x, y = np.meshgrid(np.arange(columns, dtype=np.float32) / wide, np.arange(rows, dtype=np.float32) / wide)
    inside = np.abs(np.mod(x + dice.random(), 1) * 2 - 1) ** 4 + np.abs(np.mod(y + dice.random(), 1) * 2 - 1) ** 4
    relief.height = 0.18 * wide * np.sqrt(np.clip(1 - inside, 0, 1)) + 0.02 * wide * clouds(dice, rows, columns, 0.12 * wide, 0.12 * wide)
    relief.gloss[:] = dice.uniform(0.3, 0.9)
    return relief
