"""Photos of boxes side by side for tests, rendered straight from the front, with what may go over them."""

import cv2
import numpy as np
from examples.render.surfaces import Cardboard

SCALE = 2.5
"""Pixels to the millimetre."""
LEFT, TOP, WIDTH, HEIGHT = 70, 80, 300, 220
"""Where the first box begins, and how large each is, in pixels and in millimetres."""


def boards(number=1, seed=1):
    """The fronts of so many boxes that touch."""
    fronts = [Cardboard(np.random.default_rng(seed + at), WIDTH / number, HEIGHT, scale=SCALE) for at in range(number)]
    for each in fronts[1:]:
        columns = np.array([0.3, 0.18, 0.22, 0.5, 0.8], np.float32)
        each.paper[:, : len(columns)] *= columns[None, :, None]
    return np.concatenate([each.paper for each in fronts], axis=1)


def stripe(picture, at, wide, colour, *, start=0.0, end=1.0, thick=1.0):
    """Lay a stripe across, its middle so many millimetres from the top, from one share of the way to another; a thin one is seen through."""
    rows = slice(round((at - wide / 2) * SCALE), round((at + wide / 2) * SCALE))
    columns = slice(round(start * picture.shape[1]), round(end * picture.shape[1]))
    picture[rows, columns] += thick * (np.float32(colour) - picture[rows, columns])
    return picture


def photo(picture, *, turn=4.0, seed=9):
    """Photograph it on a gray table, turned by so many degrees; its corner stays about where it is."""
    rows, columns = picture.shape[:2]
    move = cv2.getRotationMatrix2D((columns / 2, rows / 2), turn, 1.0)
    move[:, 2] += (LEFT, TOP)
    size = (columns + 2 * LEFT, rows + 2 * TOP)
    mask = cv2.warpAffine(np.ones((rows, columns), np.float32), move, size)[..., None]
    table = np.float32((120, 124, 126)) * (1 - mask)
    image = cv2.GaussianBlur(table + cv2.warpAffine(picture, move, size) * mask, (0, 0), 0.8)
    return (image + np.random.default_rng(seed).normal(0, 2, image.shape)).clip(0, 255).astype(np.uint8)
