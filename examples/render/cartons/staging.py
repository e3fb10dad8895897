"""Sets boxes in a room, paints them, and what stands and is held before them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from examples.render.cartons import arrangements
from examples.render.cartons.exposure import lamp
from examples.render.cartons.painting import HIDDEN, NOBODY, Canvas, from_the_far, hidden, shadows
from examples.render.cartons.rooms import Post, Room, backdrop, room
from examples.render.cartons.solids import Carton
from examples.render.cartons.view import NEAREST, Points, View
from examples.render.surfaces import Real
from numpy.random import Generator

PaintBox = Callable[[Canvas, int], None]
_MOST = 0.35
"""The share of the boxes that a thing before them may hide."""
_UPWARD = np.array((0.0, 0.0, 1.0))


@dataclass(eq=False)
class Stage:
    """A room with boxes in it, the camera before it."""

    view: View
    cartons: Sequence[Carton]
    canvas: Canvas
    room: Room

    def far(self, post: Post) -> bool:
        """Whether a thing stands behind the boxes."""
        middle = arrangements.solid(self.cartons).mean(axis=0)
        return float(np.linalg.norm(post.at - self.view.eye)) > float(np.linalg.norm(middle - self.view.eye))


def staged(dice: Generator, view: View, cartons: Sequence[Carton]) -> Stage:
    """Furnish the room and paint all that lies behind the boxes, their shadows too."""
    corners = arrangements.solid(cartons)
    middle = corners.mean(axis=0)
    made = room(dice, view, middle, float(np.linalg.norm(corners - middle, axis=1).max()))
    fine = max(1, view.size[0] // 1000) * (1 if dice.random() < 0.35 else 2)
    image = cv2.resize(cv2.GaussianBlur(backdrop(view, made, fine), (0, 0), 0.6), view.size, interpolation=cv2.INTER_LINEAR)
    canvas = Canvas(view, image, np.zeros(view.size[::-1], np.int16), lamp(dice))
    stage = Stage(view, cartons, canvas, made)
    for place, picture in made.things:
        canvas.paint(place, picture, canvas.light.on(_UPWARD), NOBODY)
    shadows(dice, canvas, cartons)
    for post in _from_the_far(stage):
        if stage.far(post):
            stand(canvas, post, NOBODY)
    return stage


def painted(stage: Stage, paint: PaintBox) -> None:
    """Paint the boxes, the far ones first, and what stands before them; what would hide them is taken out of the room."""
    for number in from_the_far(stage.view, stage.cartons):
        paint(stage.canvas, number)
    for post in _from_the_far(stage):
        if not stage.far(post) and not stand(stage.canvas, post, HIDDEN):
            stage.room.posts.remove(post)


def _from_the_far(stage: Stage) -> list[Post]:
    return sorted(stage.room.posts, key=lambda post: -float(np.linalg.norm(post.at - stage.view.eye)))


def stand(canvas: Canvas, post: Post, whose: int) -> bool:
    """Paint a bottle, a mug, a roll of tape or a pole: darker to its sides; return False for one that would hide too much of the boxes."""
    turns = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    ring = post.at + post.radius * np.stack([np.cos(turns), np.sin(turns), np.zeros(24)], axis=1)
    whole = np.concatenate([ring, ring + post.height * _UPWARD])
    if canvas.view.depth(whole).min() < NEAREST:
        return False
    seen = canvas.view.project(whole)
    if whose == HIDDEN and hidden(canvas.owner, _round(seen)) > _MOST:
        return False
    for shrink, light in ((1.0, 0.55), (0.8, 0.85), (0.45, 1.05)):
        inner = seen.copy()
        inner[:, 0] = seen[:, 0].mean() + (seen[:, 0] - seen[:, 0].mean()) * shrink
        canvas.fill(_round(inner), post.colour * np.float32(light), whose)
    lid: Real = np.minimum(post.colour * np.float32(canvas.light.on(_UPWARD)) + 20, 255)
    if canvas.view.eye[2] > post.height:
        canvas.fill(_round(seen[24:]), lid, whose)
    return True


def _round(points: Points) -> Points:
    return cv2.convexHull(points.astype(np.float32)).reshape(-1, 2).astype(np.float64)
