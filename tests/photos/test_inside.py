"""What is told of the inside of an open box."""

from types import SimpleNamespace

import numpy as np
import pytest

pytest.importorskip("cv2", reason="photos need the extra 'photo'")
from examples.render.dunnage import texture
from PIL import Image

from inboundcheck.model import DunnageSeen
from inboundcheck.photos import Eyes
from inboundcheck.photos import inside as looking
from inboundcheck.photos.looked import Marks
from inboundcheck.photos.nets.dunnage import GROUPS, most_alike
from inboundcheck.photos.nets.network import Network, network
from inboundcheck.photos.opening.files import DEFAULT_LIMITS

CORNERS = ((300.0, 200.0), (900.0, 200.0), (900.0, 700.0), (300.0, 700.0))


class Says:
    """A net that says the same of all places but one block."""

    def __init__(self, group="none", block=(0, 0), share=0.9):
        self.card = SimpleNamespace(thresholds={"prohibited": 0.8})
        self.maps = np.zeros((len(GROUPS), 7, 7), np.float32)
        self.maps[GROUPS.index("none")] = 1
        row, column = block
        self.maps[:, row : row + 2, column : column + 2] = 0
        self.maps[GROUPS.index(group), row : row + 2, column : column + 2] = share

    def run(self, rgb):
        self.seen = rgb
        return {"groups": self.maps}


@pytest.fixture
def photograph(tmp_path):
    def save(picture):
        path = tmp_path / "open.png"
        Image.fromarray(picture).save(path)
        return str(path)

    return save


def open_box(kind, seed=3, size=(1200, 900)):
    """A box of board from above, and something in the middle of it."""
    photo = texture("bare", np.random.default_rng(seed), *size, scale=3.0)
    left, top, right, bottom = 300, 200, 900, 700
    photo[top:bottom, left:right] = texture(kind, np.random.default_rng((seed, 1)), right - left, bottom - top, scale=1.9)
    return photo


def test_the_part_that_looks_most_like_it_is_told_in_pixels_of_the_photo(photograph, monkeypatch):
    monkeypatch.setattr(looking, "network", lambda _: Says("shreds", block=(2, 4)))
    path = photograph(np.zeros((1000, 1000, 3), np.uint8))
    (seen,) = looking.look_inside(path, DEFAULT_LIMITS, Marks(open_box=True)).seen
    # The middle is 700 pixels wide: 384 for the net, and a block of two by two places is 144 of these.
    scale, (row, column) = 384 / 700, (2 * 48, 4 * 48)
    left, top, right, bottom = (150 + each / scale for each in (column, row, column + 144, row + 144))
    assert np.allclose(seen.polygon, [(left, top), (right, top), (right, bottom), (left, bottom)])
    assert (seen.dunnage, seen.confidence, seen.by) == ("shredded_paper", 0.5, "dunnage net")


def test_only_what_is_inside_the_corners_is_looked_at(photograph, monkeypatch):
    net = Says()
    monkeypatch.setattr(looking, "network", lambda _: net)
    path = photograph(np.full((1000, 1200, 3), 250, np.uint8))
    triangle = ((100.0, 100.0), (900.0, 100.0), (100.0, 700.0))
    assert not looking.look_inside(path, DEFAULT_LIMITS, Marks(open_box=True, inside=triangle)).seen
    assert net.seen.shape == (600, 800, 3)
    assert (net.seen[5, 5] == 250).all()
    assert (net.seen[-5, -5] == 127).all()


@pytest.mark.parametrize("corners", [((0.0, 0.0), (50.0, 0.0), (50.0, 50.0)), ((5000.0, 0.0), (6000.0, 0.0), (6000.0, 900.0))])
def test_an_inside_that_is_too_small_or_not_in_the_photo_is_told(photograph, monkeypatch, corners):
    monkeypatch.setattr(looking, "network", lambda _: Says("shreds"))
    found = looking.look_inside(photograph(np.zeros((900, 1200, 3), np.uint8)), DEFAULT_LIMITS, Marks(open_box=True, inside=corners))
    assert not found.seen
    assert "too small in the photo" in found.advice


def test_without_the_net_it_says_so_and_tells_nothing(photograph, monkeypatch):
    monkeypatch.setattr(looking, "network", lambda _: "this installation comes without it")
    found = looking.look_inside(photograph(np.zeros((900, 1200, 3), np.uint8)), DEFAULT_LIMITS, Marks(open_box=True))
    assert (found.seen, found.advice) == ((), "this installation comes without it")


def test_under_the_threshold_nothing_is_told(photograph, monkeypatch):
    monkeypatch.setattr(looking, "network", lambda _: Says("loose_fill", share=0.79))
    found = looking.look_inside(photograph(np.zeros((900, 1200, 3), np.uint8)), DEFAULT_LIMITS, Marks(open_box=True))
    assert not found.seen
    assert "declare the dunnage" in found.advice


@pytest.mark.parametrize(("kind", "told"), [("peanuts", "peanuts"), ("bare", None)])
def test_a_box_is_looked_into_where_its_photo_is_said_to_show_the_inside(photograph, kind, told):
    path = photograph(open_box(kind))
    with Eyes(workers=1) as eyes:
        (opened,) = eyes.look([path], marks={path: Marks(open_box=True, inside=CORNERS)})
        (closed,) = eyes.look([path])
    assert [each.dunnage for each in opened.sightings if isinstance(each, DunnageSeen)] == ([told] if told else [])
    assert bool(opened.inside_advice)
    assert not closed.inside_advice
    assert not [each for each in closed.sightings if isinstance(each, DunnageSeen)]


@pytest.mark.parametrize(
    ("kind", "group", "share"),
    [
        ("peanuts", "loose_fill", 0.97),
        ("starch_peanuts", "loose_fill", 0.97),
        ("foam_chips", "loose_fill", 0.78),
        ("shredded_paper", "shreds", 0.49),
        ("crinkle_paper", "shreds", 0.99),
        ("bubble_wrap", "loose_fill", 0.08),
        ("products", "loose_fill", 0.51),
        ("bare", "shreds", 0.01),
    ],
)
def test_the_net_says_what_it_said_when_it_was_published(kind, group, share):
    net = network("dunnage")
    assert isinstance(net, Network)
    found = most_alike(net, texture(kind, np.random.default_rng(11), 384, 384, scale=1.2))
    assert found.share == pytest.approx(share, abs=0.03)  # renders may differ by a shade between versions of OpenCV
    assert found.group == group or share < 0.1
