"""The printed card, found in rendered photos."""

import cv2
import numpy as np
import pytest
from benchmarks.sizes import rendered

from inboundcheck.photos.sizes.card import BENT, CORNERS, MARKER, SURE, find_card
from inboundcheck.photos.sizes.card_page import card, card_page


def laid(picture, corners, size=(1600, 1200), ground=140):
    """A photo of a picture that fills the four corners, in pixels."""
    rows, columns = picture.shape
    turn = cv2.getPerspectiveTransform(np.float32([(0, 0), (columns, 0), (columns, rows), (0, rows)]), np.float32(corners))
    return cv2.warpPerspective(picture, turn, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=ground)


ASKEW = ((310, 200), (1210, 260), (1150, 905), (280, 800))


def test_its_outline_is_found_to_a_pixel():
    found = find_card(laid(np.array(card()), ASKEW))
    assert np.abs(np.subtract(found.polygon, ASKEW)).max() < 1
    assert (str(found.width), str(found.height), found.confidence) == ("150 mm", "100 mm", SURE)


@pytest.mark.parametrize("hidden", CORNERS)
def test_a_finger_may_hide_one_of_its_corners(hidden):
    picture = np.array(card())
    left, top = CORNERS[hidden]
    picture[top * 10 : (top + MARKER) * 10, left * 10 : (left + MARKER) * 10] = 190
    found = find_card(laid(picture, ASKEW))
    assert np.abs(np.subtract(found.polygon, ASKEW)).max() < 3


def test_two_markers_are_not_enough():
    picture = np.array(card())
    picture[:, :500] = 190
    assert find_card(laid(picture, ASKEW)) is None


def test_two_cards_in_one_photo_are_none():
    photo = laid(np.array(card()), ((100, 100), (700, 100), (700, 500), (100, 500)))
    photo[600:1100] = photo[50:550]
    assert find_card(photo) is None


def test_a_bent_card_is_doubtful():
    picture = np.array(card())
    columns, rows = np.meshgrid(np.arange(1500, dtype=np.float32), np.arange(1000, dtype=np.float32))
    bent = cv2.remap(picture, columns, rows + 60 * np.sin(columns / 1500 * np.pi).astype(np.float32), cv2.INTER_LINEAR, borderValue=255)
    assert find_card(laid(bent, ASKEW)).confidence == BENT


def test_it_is_not_seen_where_it_is_not():
    dice = np.random.default_rng(1)
    assert find_card(dice.integers(0, 255, (900, 1200)).astype(np.uint8)) is None
    assert find_card(np.full((900, 1200), 255, np.uint8)) is None
    assert find_card(np.kron(np.indices((30, 40)).sum(axis=0) % 2 * 255, np.ones((30, 30))).astype(np.uint8)) is None


@pytest.mark.parametrize(("paper", "size"), [("a4", (2100, 2970)), ("letter", (2159, 2794))])
def test_the_page_has_the_papers_size_and_the_card_its_own(paper, size):
    page = card_page(paper)
    assert page.size == size
    found = find_card(np.array(page))
    one, two, three, _ = np.array(found.polygon)
    assert np.linalg.norm(two - one) == pytest.approx(1500, abs=1)
    assert np.linalg.norm(three - two) == pytest.approx(1000, abs=1)


def test_it_is_found_on_a_face_of_cardboard():
    photo, _ = rendered(np.random.default_rng(5), 300, 220)
    assert find_card(photo).confidence == SURE
