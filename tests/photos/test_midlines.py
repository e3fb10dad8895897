"""The strongest line near the middle of a face: where its two borders are, sharp or not."""

import pytest

pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import numpy as np

from inboundcheck.photos.seams.midlines import OFF, SIDE, strongest, strongest_along

NOTHING = np.zeros((SIDE, SIDE), np.uint8)


def taped(left, right, *, ramp=1):
    """Board with a dark tape between two places in sides of the face; its right border takes so many pixels to rise."""
    noise = np.random.default_rng(1).normal(0, 2, (SIDE, SIDE))
    columns = np.arange(SIDE)
    dark = np.where(columns < left * SIDE, 0, np.clip((right * SIDE - columns) / ramp, 0, 1)) * 60
    lightness = 160 - dark[None, :] + noise
    return np.stack([lightness, np.full_like(lightness, 130), np.full_like(lightness, 150)], axis=-1).astype(np.float32)


def test_the_seam_is_in_the_middle_of_two_sharp_borders():
    found = strongest(taped(0.4, 0.7), NOTHING)
    assert found.half == OFF
    assert found.ends[0][0] / SIDE == pytest.approx(0.55, abs=0.01)


def test_a_crushed_border_is_found_as_a_broad_step():
    found = strongest(taped(0.4, 0.7, ramp=40), NOTHING)
    assert found.half == OFF
    assert sum(x for x, _ in found.ends) / 2 / SIDE == pytest.approx(0.55 - 20 / SIDE / 2, abs=0.02)


def test_a_line_is_looked_for_along_what_somebody_else_sees():
    assert strongest_along(taped(0.4, 0.7), NOTHING, (0.54, 0.55)).strength > 6
    assert strongest_along(taped(0.4, 0.7), NOTHING, (0.45, 0.46)).strength < 2
