"""Photos of single faces for tests, rendered, with the corners of the face and of its labels."""

import cv2
import numpy as np
from examples.render.labels import SCALE, Box, box_label
from examples.render.surfaces import Cardboard

WIDTH, HEIGHT = 200, 160
"""Of the face, in millimetres."""
STRAIGHT = ((150, 130), (1450, 120), (1460, 1080), (140, 1090))
OBLIQUE = ((420, 150), (1300, 260), (1480, 1080), (120, 900))
_PRINTED = Box(number=1, of=1, box_id="FBA15EXAMPLEU000001", tracking="1Z999AA10123456784", sku="MUG-1", quantity=4, weight="12 lb")


def board(seed=1):
    """A bare face."""
    return Cardboard(np.random.default_rng(seed), WIDTH, HEIGHT)


def stick(face, left, top, *, size=0.5):
    """Stick a box label of 4 by 6 inches, made smaller, on a face; its upper left corner in millimetres. Returns its corners there."""
    label = cv2.resize(box_label(_PRINTED), None, fx=size, fy=size, interpolation=cv2.INTER_AREA)
    face.stick(label, left, top)
    right, bottom = left + label.shape[1] / SCALE, top + label.shape[0] / SCALE
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def shot(face, *labels, corners=STRAIGHT, size=(1600, 1200), seed=2):
    """Take a photo of a face. Returns it in colour, and the corners of each label in it."""
    flat = np.float32([(0, 0), (WIDTH, 0), (WIDTH, HEIGHT), (0, HEIGHT)])
    turn = cv2.getPerspectiveTransform(flat, np.float32(corners))
    small = cv2.resize(face.paper, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    shrink = turn @ np.diag([2 / SCALE, 2 / SCALE, 1])
    photo = cv2.warpPerspective(small, shrink, size, borderValue=(96, 92, 88))
    noise = np.random.default_rng(seed).normal(0, 2, photo.shape)
    placed = [tuple((float(x), float(y)) for x, y in cv2.perspectiveTransform(np.float32([each]), turn)[0]) for each in labels]
    return (cv2.GaussianBlur(photo, (0, 0), 0.8) + noise).clip(0, 255).astype(np.uint8), placed
