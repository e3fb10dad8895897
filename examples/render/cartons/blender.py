"""The same boxes in the light of Cycles, to validate with: `python -m examples.render.cartons.blender COUNT SEED FOLDER [--kind KIND]`.

Needs `bpy` 5.0 for Python 3.11 (`pip install bpy==5.0.1`; GPL, so nothing that is shipped, and no test, imports it). One picture of 640 x 480
with 16 samples takes 15 to 25 seconds on one core. FOLDER gets what `cartons` writes; what is there already is kept, so the command can be
stopped and started again. The truth is that of `shots`: geometry, board, labels and rooms are the same, while light, shadow and panels that are
not flat are Blender's. Pictures with hands and stretch film are left out: those are drawn over a picture, not in space.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import bpy
import cv2
import numpy as np
from examples.render.cartons import write, written
from examples.render.cartons.painting import Flat, looked_at
from examples.render.cartons.rooms import Post, Wall
from examples.render.cartons.shots import KINDS, Taken
from examples.render.cartons.solids import Face
from examples.render.cartons.staging import Stage
from examples.render.cartons.truth import Shot
from examples.render.cartons.view import Points, View
from examples.render.labels import Colour
from examples.render.sensor import taken as developed
from examples.render.surfaces import Real
from numpy.random import Generator, default_rng

SIZE, SAMPLES = (640, 480), 16
_SHARES = {"one": 0.5, "close": 0.15, "touching": 0.12, "joined": 0.08, "open": 0.15}
_METRE = 0.001
_GRID = 16
"""Into how many parts a panel is divided each way so that it can bulge."""
_FAR = 12_000.0
"""How far walls and floors reach, in millimetres."""


def rendered(seed: int, kind: str | None = None) -> Shot:
    """Return the picture of a seed as Cycles sees it, with its truth."""
    made, dice = _flat(seed, kind)
    if made.stage is None:
        raise ValueError(f"There is no box to render in a picture of the kind {kind!r}.")
    _build(dice, made.stage)
    return replace(made.shot, photo=developed(_cycles(), dice, blur=(0.3, 0.7), noise=(1, 4)))


def _flat(seed: int, kind: str | None) -> tuple[Taken, Generator]:
    """Take the first picture of a seed that has no film and no hand in it."""
    attempt = 0
    while True:
        dice = default_rng((seed, attempt))
        made = KINDS[kind or str(dice.choice(list(_SHARES), p=list(_SHARES.values())))](dice, SIZE)
        if made.flat:
            return made, dice
        attempt += 1


def _build(dice: Generator, stage: Stage) -> None:
    """Empty Blender's scene and put all that the stage has into it."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    _settings(dice)
    for wall in stage.room.walls:
        _wall(wall)
    for flat in stage.canvas.flats:
        _quad(flat, dice.uniform(0.45, 0.9), bulge=dice.normal(0, 2.0) if flat.panel else 0.0)
    for number, carton in enumerate(stage.cartons):
        opened = stage.canvas.owner == 1 + number * 16 + 7
        for face in carton.faces.values():
            if face not in looked_at(stage.view, carton) and not (face.side == "top" and opened.any()):
                _hidden(face)
    for post in stage.room.posts:
        _post(post)
    _lamps(dice, stage)
    _camera(stage.view)


def _settings(dice: Generator) -> None:
    scene = bpy.context.scene
    scene.render.engine = "CYCLES"
    scene.cycles.device, scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.max_bounces = "CPU", SAMPLES, True, 4
    scene.cycles.seed = int(dice.integers(2**31))
    scene.render.resolution_x, scene.render.resolution_y = SIZE
    scene.render.threads_mode, scene.render.threads = "FIXED", 1
    scene.view_settings.view_transform = "AgX" if dice.random() < 0.3 else "Standard"
    scene.render.image_settings.file_format = "PNG"


def _material(picture: Real, alpha: Real | None, rough: float, *, repeat: bool = False) -> Any:
    """Return a material with a picture: colours from 0 to 255, its first row above."""
    rows, columns = picture.shape[:2]
    pixels = np.ones((rows, columns, 4), np.float32)
    pixels[..., :3] = np.clip(picture / 255, 0, 1)
    if alpha is not None:
        pixels[..., 3] = cv2.resize(alpha, (columns, rows))
    image = bpy.data.images.new("picture", columns, rows, alpha=alpha is not None)
    image.pixels.foreach_set(np.ascontiguousarray(pixels[::-1]).ravel())
    image.pack()
    material = bpy.data.materials.new("material")
    nodes, links = material.node_tree.nodes, material.node_tree.links
    shader, shown = nodes["Principled BSDF"], nodes.new("ShaderNodeTexImage")
    shader.inputs["Roughness"].default_value = rough
    shown.image, shown.extension = image, "MIRROR" if repeat else "EXTEND"
    links.new(shown.outputs["Color"], shader.inputs["Base Color"])
    if alpha is not None:
        links.new(shown.outputs["Alpha"], shader.inputs["Alpha"])
    return material


def _mesh(points: Points, quads: list[tuple[int, int, int, int]], places: Points, material: Any) -> None:
    """Add faces; `places` are where in the picture each point lies: from 0 to 1, right and down."""
    mesh = bpy.data.meshes.new("mesh")
    mesh.from_pydata((points * _METRE).tolist(), [], quads)
    layer = mesh.uv_layers.new()
    for loop in mesh.loops:
        x, y = places[loop.vertex_index]
        layer.data[loop.index].uv = (x, 1 - y)
    mesh.materials.append(material)
    bpy.context.scene.collection.objects.link(bpy.data.objects.new("object", mesh))


def _quad(flat: Flat, rough: float, *, bulge: float) -> None:
    """Add a flat thing; a panel bulges so many millimetres in its middle, its edges stay where they are."""
    steps = _GRID if flat.panel else 1
    share = np.linspace(0, 1, steps + 1)
    x, y = (each.ravel() for each in np.meshgrid(share, share))
    a, b, c, d = flat.corners
    points = (a + np.outer(x, b - a)) * (1 - y)[:, None] + (d + np.outer(x, c - d)) * y[:, None]
    out = np.cross(d - a, b - a)
    points += np.outer(np.sin(np.pi * x) * np.sin(np.pi * y) * bulge, out / np.linalg.norm(out))
    quads = [
        (row * (steps + 1) + column, row * (steps + 1) + column + 1, (row + 1) * (steps + 1) + column + 1, (row + 1) * (steps + 1) + column)
        for row in range(steps)
        for column in range(steps)
    ]
    _mesh(points, quads, np.stack([x, y], axis=1), _material(flat.picture, flat.alpha, rough))


def _hidden(face: Face) -> None:
    """Add a face that the camera does not see, for the shadow that it throws."""
    grey = np.full((2, 2, 3), 150, np.float32)
    _quad(Flat(face.space(face.outline), grey, None, 0), 0.9, bulge=0)


def _wall(wall: Wall) -> None:
    reach = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * _FAR
    points = wall.origin + reach[:, :1] * wall.right + reach[:, 1:] * wall.down
    places = reach / wall.grain / np.array(wall.picture.shape[1::-1])
    _mesh(points, [(0, 1, 2, 3)], places, _material(wall.picture, None, 0.6, repeat=True))


def _post(post: Post) -> None:
    bpy.ops.mesh.primitive_cylinder_add(radius=post.radius * _METRE, depth=post.height * _METRE)
    added = bpy.context.object
    added.location = (*(post.at[:2] * _METRE), post.height * _METRE / 2)
    material = _material(np.full((2, 2, 3), 1, np.float32) * post.colour, None, 0.4)
    added.data.materials.append(material)


def _lamps(dice: Generator, stage: Stage) -> None:
    """Hang a lamp of some size where the stage has it, and let light come from all round."""
    from mathutils import Vector

    world = bpy.data.worlds.new("world")
    bpy.context.scene.world = world
    world.node_tree.nodes["Background"].inputs[0].default_value = (*dice.uniform(0.85, 1.0, 3).tolist(), 1)
    world.node_tree.nodes["Background"].inputs[1].default_value = dice.uniform(0.25, 0.8)
    middle = stage.cartons[0].middle * _METRE
    away = dice.uniform(1.2, 2.5)
    lamp = bpy.data.lights.new("lamp", "AREA")
    lamp.energy, lamp.size = dice.uniform(12, 40) * away**2, dice.uniform(0.2, 1.6)
    hung = bpy.data.objects.new("lamp", lamp)
    toward = Vector(stage.canvas.light.toward.tolist())
    hung.location = Vector(middle.tolist()) + toward * away
    hung.rotation_euler = (-toward).to_track_quat("-Z", "Y").to_euler()
    bpy.context.scene.collection.objects.link(hung)


def _camera(view: View) -> None:
    from mathutils import Matrix

    camera = bpy.data.cameras.new("camera")
    camera.sensor_fit, camera.sensor_width, camera.lens = "HORIZONTAL", 36, 36 * view.focal / view.size[0]
    camera.clip_start, camera.clip_end = 0.01, 60
    placed = np.eye(4)
    placed[:3, :3], placed[:3, 3] = view.axes.T @ np.diag((1, -1, -1)), view.eye * _METRE
    held = bpy.data.objects.new("camera", camera)
    held.matrix_world = Matrix(placed.tolist())
    bpy.context.scene.collection.objects.link(held)
    bpy.context.scene.camera = held


def _cycles() -> Colour:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "picture.png"
        bpy.context.scene.render.filepath = str(path)
        bpy.ops.render.render(write_still=True)
        return cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB)


def main() -> None:
    """Render what is missing of so many pictures."""
    parser = argparse.ArgumentParser(prog="python -m examples.render.cartons.blender", description="Render boxes with Cycles, with exact truth.")
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int, help="of the first; each next has the next number")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", choices=list(_SHARES))
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    done = written(given.folder)
    for seed in range(given.seed, given.seed + given.count):
        if seed not in done:
            write(given.folder, seed, rendered(seed, given.kind))


if __name__ == "__main__":
    main()
