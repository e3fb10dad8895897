"""A run that was cut off and goes on ends as one that was not."""

import json

import cv2
import numpy as np
import pytest
from examples.render.cartons.truth import Shot, as_json

torch = pytest.importorskip("torch")

from training.where.recipe import Recipe  # noqa: E402 - it is skipped where torch is missing
from training.where.scenes import Scenes  # noqa: E402
from training.where.train import begun, train  # noqa: E402

RECIPE = Recipe(sizes=((64, 2), (96, 1)), scenes=((0, 3, 1), (1, 3, 2)), warm=2)


@pytest.fixture
def scenes(tmp_path):
    with (tmp_path / "truth.jsonl").open("w") as told:
        for seed in (3, 4):
            photo = np.random.default_rng(seed).integers(0, 256, (96, 128, 3), np.uint8)
            told.write(json.dumps({"seed": seed, **as_json(Shot(photo=photo, kind="none", boxes=()))}) + "\n")
            cv2.imwrite(str(tmp_path / f"{seed:07d}.jpg"), photo)
    return Scenes(tmp_path)


def ran(run, scenes, until):
    list(train(run, RECIPE, scenes, lambda step: step < until, RECIPE.learning))
    return run


def test_two_runs_of_two_steps_are_one_of_four(scenes, tmp_path):
    whole = ran(begun(RECIPE), scenes, 4)
    ran(begun(RECIPE), scenes, 2).keep(tmp_path / "half.pt")
    parts = ran(begun(RECIPE).resumed(tmp_path / "half.pt"), scenes, 4)
    assert parts.step == whole.step == 4
    for name, each in whole.net.state_dict().items():
        assert torch.equal(each, parts.net.state_dict()[name]), name
        assert torch.equal(whole.average[name], parts.average[name]), name


def test_a_checkpoint_of_another_recipe_is_refused(tmp_path):
    begun(RECIPE).keep(tmp_path / "other.pt")
    with pytest.raises(ValueError, match=r"was made by the recipe \w{12}, and this one is \w{12}"):
        begun(Recipe()).resumed(tmp_path / "other.pt")


def test_nothing_of_the_learning_rate_hangs_on_the_clock():
    rates = [Recipe().learning(step) for step in (0, 99, 199, 10_000)]
    assert rates == pytest.approx([1e-5, 1e-3, 2e-3, 2e-3])
    assert Recipe().learning(10_150, cooling_from=10_000, cooling=300) == pytest.approx(1e-3)
