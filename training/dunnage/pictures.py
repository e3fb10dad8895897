"""The pictures of a step, each a function of the seed, the step and its place in the batch, and what each place of 96 pixels in them shows."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from inboundcheck.photos.nets.dunnage import GROUP_OF, GROUPS, PLACE, STEP
from training.dunnage.recipe import Recipe

NONE = GROUPS.index("none")
MIXED = -1
"""A place that shows two groups: nothing is to be said of it."""
_WEIGHTS = {"loose_fill": 0.2, "shreds": 0.2, "air": 0.12, "paper": 0.14, "foam": 0.1, "none": 0.24}
_PURE = 0.85
"""The share of a place that one group must fill to be what it shows."""
_LONGEST = 600
"""Pixels to which the longer side of a real photo is brought."""
Picture = NDArray[np.uint8]


class Pictures:
    """Rendered textures by what they show, and real photos without dunnage."""

    def __init__(self, textures: Path, photos: list[Path]) -> None:
        found: dict[str, dict[str, list[Path]]] = defaultdict(lambda: defaultdict(list))
        for path in sorted(textures.glob("*.jpg")):
            kind = path.stem.split("-", 1)[1]
            found[GROUP_OF[kind]][kind].append(path)
        self.by_kind = {group: list(kinds.values()) for group, kinds in found.items()}
        self.photos = photos

    def batch(self, recipe: Recipe, step: int) -> tuple[Picture, NDArray[np.int64]]:
        """Return the pictures of a step, and the group of each place in them."""
        made = [self._one(recipe, np.random.default_rng((recipe.seed, step, place))) for place in range(recipe.many)]
        return np.stack([each for each, _ in made]), np.stack([each for _, each in made])

    def _one(self, recipe: Recipe, dice: Generator) -> tuple[Picture, NDArray[np.int64]]:
        if self.photos and dice.random() < recipe.real:
            picture = _part(_photo(self.photos[int(dice.integers(len(self.photos)))]), dice, recipe.size, dice.uniform(0.25, 1.6))
            groups = np.full((recipe.size, recipe.size), NONE)
        else:
            picture, groups = self._rendered(recipe, dice)
        return taken(picture, dice), _places(groups)

    def _rendered(self, recipe: Recipe, dice: Generator) -> tuple[Picture, NDArray[np.int64]]:
        group, picture = self._texture(recipe, dice)
        groups = np.full((recipe.size, recipe.size), group)
        if dice.random() < recipe.mixed:
            other, beside = self._texture(recipe, dice)
            mask = _outline(dice, recipe.size)
            groups[mask > 0] = other
            dark = cv2.GaussianBlur(np.float32(mask), (0, 0), float(dice.uniform(1, 6)))[..., None]
            picture = np.where(mask[..., None] > 0, beside, (picture * (1 - dice.uniform(0, 0.6) * dark)).astype(np.uint8))
        return picture, groups

    def _texture(self, recipe: Recipe, dice: Generator) -> tuple[int, Picture]:
        names = [each for each in _WEIGHTS if each in self.by_kind]
        shares = np.array([_WEIGHTS[each] for each in names])
        group = names[int(dice.choice(len(names), p=shares / shares.sum()))]
        kinds = self.by_kind[group]
        paths = kinds[int(dice.integers(len(kinds)))]
        picture = _texture_of(paths[int(dice.integers(len(paths)))])
        return GROUPS.index(group), _part(picture, dice, recipe.size, dice.uniform(*recipe.zoom))


@cache
def _texture_of(path: Path) -> Picture:
    return cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)


@cache
def _photo(path: Path) -> Picture:
    photo = cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    scale = _LONGEST / max(photo.shape[:2])
    return cv2.resize(photo, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else photo


def _part(picture: Picture, dice: Generator, size: int, zoom: float) -> Picture:
    """Cut out a square, enlarged or shrunk so much, turned by quarters and mirrored."""
    side = min(round(size / zoom), *picture.shape[:2])
    top, left = (int(dice.integers(each - side + 1)) for each in picture.shape[:2])
    part = cv2.resize(picture[top : top + side, left : left + side], (size, size), interpolation=cv2.INTER_AREA if side > size else cv2.INTER_LINEAR)
    part = np.rot90(part, int(dice.integers(4)))
    return np.ascontiguousarray(part[:, ::-1] if dice.random() < 0.5 else part)


def _outline(dice: Generator, size: int) -> Picture:
    """A part of a picture: all on one side of a line, or a few-cornered shape in it."""
    mask = np.zeros((size, size), np.uint8)
    middle = dice.uniform(0.1, 0.9, 2) * size
    if dice.random() < 0.5:
        way = dice.uniform(0, 2 * np.pi)
        x, y = np.meshgrid(np.arange(size), np.arange(size))
        return ((x - middle[0]) * np.cos(way) + (y - middle[1]) * np.sin(way) > 0).astype(np.uint8)
    angles = np.sort(dice.uniform(0, 2 * np.pi, int(dice.integers(3, 7))))
    reach = dice.uniform(0.3, 0.9, angles.size) * size * 0.7
    corners = np.stack([middle[0] + np.cos(angles) * reach, middle[1] + np.sin(angles) * reach], 1)
    cv2.fillPoly(mask, [np.round(corners).astype(np.int32)], 1)
    return mask


def _places(groups: NDArray[np.int64]) -> NDArray[np.int64]:
    """Say what each place shows, MIXED where two groups share it."""
    across = (groups.shape[0] - PLACE) // STEP + 1
    told = np.full((across, across), MIXED)
    for row in range(across):
        for column in range(across):
            place = groups[row * STEP : row * STEP + PLACE, column * STEP : column * STEP + PLACE]
            values, counts = np.unique(place, return_counts=True)
            if counts.max() >= _PURE * place.size:
                told[row, column] = values[counts.argmax()]
    return told


def taken(picture: Picture, dice: Generator) -> Picture:
    """Light, tint, blur and compress a picture as photos are."""
    seen = picture.astype(np.float32) / 255
    seen = seen ** np.float32(np.exp(dice.normal(0, 0.3))) * np.float32(dice.uniform(0.5, 1.25)) * (1 + dice.normal(0, 0.06, 3)).astype(np.float32)
    if dice.random() < 0.3:
        grey = seen.mean(2, keepdims=True)
        seen = grey + (seen - grey) * np.float32(dice.uniform(0, 1.3))
    rows, columns = seen.shape[:2]
    way = dice.uniform(-0.3, 0.3, 2).astype(np.float32)
    slope = (
        1 + way[0] * np.linspace(-1, 1, columns, dtype=np.float32)[None, :, None] + way[1] * np.linspace(-1, 1, rows, dtype=np.float32)[:, None, None]
    )
    seen = cv2.GaussianBlur(seen * slope, (0, 0), float(np.exp(dice.uniform(np.log(0.3), np.log(1.8)))))
    seen += dice.standard_normal(seen.shape).astype(np.float32) * np.float32(dice.uniform(0, 0.03))
    made = (np.clip(seen, 0, 1) * 255).astype(np.uint8)
    if dice.random() < 0.6:
        packed = cv2.imencode(".jpg", made, [cv2.IMWRITE_JPEG_QUALITY, int(dice.integers(40, 95))])[1]
        made = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return made
