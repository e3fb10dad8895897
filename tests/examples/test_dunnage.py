"""What the renderer draws of the inside of a box."""

from __future__ import annotations

import numpy as np
import pytest
from examples.render.dunnage import KINDS, texture

from inboundcheck.model.words import Dunnage, words


def test_every_kind_of_dunnage_but_other_can_be_drawn():
    assert set(words(Dunnage)) - {"other"} == set(KINDS) - {"products", "flaps", "bare"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_texture_is_drawn_alike_from_one_seed_and_otherwise_from_another(kind):
    one, same, other = (texture(kind, np.random.default_rng(seed), 70, 50) for seed in (3, 3, 4))
    assert one.shape == (50, 70, 3)
    assert one.dtype == np.uint8
    assert (one == same).all()
    assert (one != other).any()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scale", [0.4, 8.0])
def test_a_texture_can_be_drawn_from_far_and_from_near(kind, scale):
    drawn = texture(kind, np.random.default_rng(5), 90, 60, scale=scale)
    assert drawn.shape == (60, 90, 3)
    assert 5 < drawn.mean() < 250
