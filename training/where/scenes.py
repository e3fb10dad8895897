"""Keeps rendered scenes as JPEG beside their truth, and makes training pictures of them: `python -m training.where.scenes FOLDER COUNT [FIRST]`.

A scene is a function of its seed alone, and a picture of the recipe's seed, the step and its place in the batch: nothing is shuffled, so a run
that was cut off goes on as if it had not been.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from examples.render.cartons.truth import Shot, as_json, from_json
from numpy.random import Generator
from numpy.typing import NDArray

from training.where.maps import BOX
from training.where.recipe import Recipe
from training.where.targets import Points, Target, target

SIZE = (768, 576)
"""Of a scene that is not upright: the net sees no more than 576 pixels of the longer side, at the largest zoom."""
TRUTH = "truth.jsonl"
UPRIGHT = 0.4
"""How often one is."""
HELD_OUT = 1_000_000
"""Scenes of seeds from here on are for measuring, and kinds begin anew."""
ALL_FROM = 1500
"""Scenes of seeds below show one box or none, all others every kind."""
SHARES = {"one": 0.5, "close": 0.38, "none": 0.12}
ALL_SHARES = {"one": 0.25, "close": 0.2, "touching": 0.16, "joined": 0.09, "open": 0.2, "none": 0.1}
"""How often each kind is rendered."""
SALT = 384
"""So that no scene is one that the renderer's own tests and benchmarks draw from the same seed."""
_QUALITY = 92
_READ = {1: cv2.IMREAD_COLOR, 2: cv2.IMREAD_REDUCED_COLOR_2, 4: cv2.IMREAD_REDUCED_COLOR_4}
ROUGH = 0.35
"""How often the ground is replaced by a rough one: rendered rooms are smooth, and grain was taken for print."""
_LARGER = 1.1
"""A copy of a scene may be enlarged so much."""
_PADDING = (127, 127, 127)


class Scenes:
    """The scenes of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.truth: dict[int, dict[str, Any]] = {}
        self._read()

    def _read(self) -> None:
        whole, _, _ = (self.folder / TRUTH).read_text().rpartition("\n")  # another process may be writing the last line
        told = [json.loads(line) for line in whole.splitlines()]
        self.truth = {each["seed"]: each for each in told if (self.folder / _file(each["seed"])).exists()}

    def told(self, seed: int) -> dict[str, Any]:
        """Return the truth of a scene, also of one that was rendered since.

        Raises:
            LookupError: it is not there yet.
        """
        if seed not in self.truth:
            self._read()
        if seed not in self.truth:
            raise LookupError(f"scene {seed} is not in {self.folder} yet; render it: python -m training.where.scenes {self.folder} 1 {seed}")
        return self.truth[seed]

    def shot(self, seed: int, *, share: int = 1) -> Shot:
        """Return a scene; at a half or a quarter of its size it is read faster, and its truth stays as it is."""
        return from_json(self.told(seed), cv2.imread(str(self.folder / _file(seed)), _READ[share])[..., ::-1])


def _file(seed: int) -> str:
    return f"{seed:07d}.jpg"


def picture(scenes: Scenes, recipe: Recipe, step: int, place: int, size: int) -> tuple[NDArray[np.uint8], Target]:
    """Return the picture at a place of a batch, and what the net is to say of it."""
    dice = np.random.default_rng((recipe.seed, step, place))
    first, many = recipe.seeds(step)
    truth = scenes.told(first + int(dice.integers(many)))
    turn = _view(dice, truth["width"], truth["height"], size, recipe.full)
    scale = float(np.sqrt(abs(np.linalg.det(turn[:, :2]))))
    shot = scenes.shot(truth["seed"], share=max(each for each in _READ if each == 1 or scale * each <= _LARGER))
    from_photo = turn.copy()
    from_photo[:, :2] *= truth["width"] / shot.photo.shape[1]
    # OpenCV takes the middle of a pixel for its place, the truth its upper left corner.
    from_photo[:, 2] += from_photo[:, :2] @ (0.5, 0.5) - 0.5
    seen = cv2.warpAffine(shot.photo, from_photo, (size, size), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=_PADDING)
    told = target(shot, turn, size, hill=recipe.hill(step))
    if dice.random() < ROUGH:
        seen = _on_rough_ground(dice, seen, told.maps[BOX])
    return _taken(dice, seen), told


def _on_rough_ground(dice: Generator, seen: NDArray[np.uint8], box: NDArray[np.float32]) -> NDArray[np.uint8]:
    """Put asphalt, grass, gravel or a carpet behind the boxes: grain of all sizes, which is no print."""
    size = seen.shape[0]
    grain = np.zeros((size, size), np.float32)
    for step in (1, 2, 4, 8, 32):
        coarse = dice.standard_normal((size // step, size // step), np.float32)
        coarse = cv2.GaussianBlur(coarse, (0, 0), *dice.uniform(0.3, 2.0, 2).tolist()) * np.float32(dice.uniform(0, 2))
        grain += cv2.resize(coarse, (size, size), interpolation=cv2.INTER_LINEAR)
    colours = dice.uniform(20, 220, 3), dice.normal(0, 45, 3)
    ground = colours[0].astype(np.float32) + (grain / grain.std())[..., None] * (dice.uniform(5, 40) + 0.3 * colours[1]).astype(np.float32)
    share = cv2.resize(box, (size, size), interpolation=cv2.INTER_LINEAR)[..., None]
    return np.clip(share * seen + (1 - share) * ground, 0, 255).astype(np.uint8)


def _view(dice: Generator, width: int, height: int, size: int, full: int) -> Points:
    """Choose a part of the picture, larger or smaller, sometimes turned a little or mirrored."""
    zoom = float(np.exp(dice.uniform(np.log(0.6), np.log(1.5)))) * full / max(width, height)
    angle = np.deg2rad(dice.normal(0, 6)) if dice.random() < 0.5 else 0.0
    stretch = float(np.exp(dice.normal(0, 0.06)))
    across = -1.0 if dice.random() < 0.5 else 1.0
    turn = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))]) @ np.diag((across * zoom * stretch, zoom / stretch))
    room = np.maximum(0.0, np.array((width, height)) - size / zoom) / 2
    middle = np.array((width, height)) / 2 + dice.uniform(-1, 1, 2) * (room + 0.08 * np.array((width, height)))
    return np.column_stack([turn, np.array((size, size)) / 2 - turn @ middle])


def _taken(dice: Generator, seen: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Change light and colour, blur, add noise, compress: as phones do."""
    light = seen.astype(np.float32)
    if dice.random() < 0.8:
        light = light * np.float32(dice.uniform(0.55, 1.35)) * dice.uniform(0.88, 1.12, 3).astype(np.float32) + np.float32(dice.uniform(-15, 15))
    if dice.random() < 0.4:
        light = 255 * (np.clip(light, 0, 255) / 255) ** np.float32(np.exp(dice.normal(0, 0.25)))
    if dice.random() < 0.1:
        light = np.repeat(light.mean(axis=2, keepdims=True), 3, axis=2)
    if dice.random() < 0.3:
        light = cv2.GaussianBlur(light, (0, 0), float(dice.uniform(0.4, 1.5)))
    if dice.random() < 0.3:
        light = light + np.float32(dice.uniform(1, 9)) * dice.standard_normal(light.shape, np.float32)
    if dice.random() < 0.15:
        for _ in range(3):
            x, y = (int(each) for each in dice.integers(0, light.shape[0], 2))
            light[y : y + 18, x : x + 18] = dice.uniform(0, 255, 3)
    taken = np.clip(light, 0, 255).astype(np.uint8)
    if dice.random() < 0.3:
        _, file = cv2.imencode(".jpg", taken, [cv2.IMWRITE_JPEG_QUALITY, int(dice.integers(25, 90))])
        taken = cv2.imdecode(file, cv2.IMREAD_COLOR)
    return taken


def scene(seed: int) -> Shot:
    """Render a scene: its kind and its shape are drawn first."""
    from examples.render.cartons import carton

    dice = np.random.default_rng((SALT, seed))
    shares = SHARES if seed % HELD_OUT < ALL_FROM else ALL_SHARES
    kind = str(dice.choice(list(shares), p=list(shares.values())))
    return carton(dice, kind=kind, size=SIZE[::-1] if dice.random() < UPRIGHT else SIZE)


def main(folder: Path, count: int, first: int) -> None:
    """Render what is not there yet."""
    cv2.setNumThreads(1)
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / TRUTH).exists():  # what was cut off is rendered again
        whole, _, _ = (folder / TRUTH).read_text().rpartition("\n")
        (folder / TRUTH).write_text(whole + "\n" if whole else "")
    with (folder / TRUTH).open("a") as told:
        for seed in range(first, first + count):
            path = folder / _file(seed)
            if path.exists():
                continue
            shot = scene(seed)
            told.write(json.dumps({"seed": seed, **as_json(shot)}) + "\n")
            told.flush()
            part = path.with_suffix(".part.jpg")
            cv2.imwrite(str(part), shot.photo[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])
            part.replace(path)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
