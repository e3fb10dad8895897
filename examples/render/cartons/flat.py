"""Flat geometry: strips, what of them lies within an outline, and pictures laid over pictures."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from examples.render.cartons.view import Points
from examples.render.surfaces import Real
from numpy.typing import NDArray


def blend(image: Real, picture: Real, alpha: Real, corners: Points) -> None:
    """Lay a picture over an image, its corners there in pixels; `alpha` (rows, columns) says how much it covers."""
    low = np.maximum(np.floor(corners.min(0)).astype(int) - 1, 0)
    high = np.minimum(np.ceil(corners.max(0)).astype(int) + 1, (image.shape[1], image.shape[0]))
    if (high <= low).any():
        return
    (width, height), turn, small, cover = (high - low).tolist(), *_fitted(picture, alpha, corners - low)
    part = image[low[1] : high[1], low[0] : high[0]]
    over = cv2.warpPerspective(small, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    mask = cv2.warpPerspective(cover, turn, (width, height), flags=cv2.INTER_LINEAR)
    part += (over - part) * mask[..., None]


def _fitted(picture: Real, alpha: Real, corners: Points) -> tuple[Points, Real, Real]:
    """Shrink a picture to about the size that it is needed in; return the homography onto the corners, the picture, and what it covers."""
    wide = max(np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3]))
    high = max(np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1]))
    rows, columns = picture.shape[:2]
    columns, rows = min(columns, max(2, int(np.ceil(wide)))), min(rows, max(2, int(np.ceil(high))))
    if (rows, columns) != picture.shape[:2]:
        picture, alpha = (cv2.resize(each, (columns, rows), interpolation=cv2.INTER_AREA) for each in (picture, alpha))
    flat = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32) - 0.5
    turn = cv2.getPerspectiveTransform(flat, (corners - 0.5).astype(np.float32))
    return turn, picture.astype(np.float32), alpha.astype(np.float32)


def clipped(corners: Points, outline: Points) -> Points | None:
    """Return the part of a strip within an outline as a quad: the smallest box round it where it is not one; None if there is none."""
    area, part = cv2.intersectConvexConvex(corners.astype(np.float32), outline.astype(np.float32))
    if part is None or area < 1:
        return None
    points: NDArray[np.float32] = part.reshape(-1, 2)
    kept = points if len(points) == 4 else cv2.boxPoints(cv2.minAreaRect(points))
    return kept.astype(np.float64)


def strip(start: Sequence[float], end: Sequence[float], width: float) -> Points:
    """Return the corners of a strip of some width from one point to another."""
    first, last = np.array(start, dtype=np.float64), np.array(end, dtype=np.float64)
    along = (last - first) / np.linalg.norm(last - first)
    half = np.array((along[1], -along[0])) * width / 2
    return np.array([first + half, last + half, last - half, first - half])


def within(line: Points, quad: Points) -> Points | None:
    """Return the part of a line from one point to another that lies within a convex quad, given clockwise; None if there is none."""
    way, near, far = line[1] - line[0], 0.0, 1.0
    side = np.roll(quad, -1, axis=0) - quad
    for corner, inward in zip(quad, np.stack([-side[:, 1], side[:, 0]], axis=1), strict=True):
        start, speed = float((line[0] - corner) @ inward), float(way @ inward)
        if abs(speed) < 1e-9:
            near = near if start >= 0 else 2.0
        elif speed > 0:
            near = max(near, -start / speed)
        else:
            far = min(far, -start / speed)
    return line[0] + np.array([[near], [far]]) * way if near < far else None
