"""Where captions go."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from inboundcheck.photos.marking.captions import MOST_CAPTIONS, Area, place

PICTURES = st.tuples(st.integers(1, 1600), st.integers(1, 1600))
CAPTIONS = st.lists(st.tuples(st.tuples(st.floats(10, 800), st.floats(10, 60)), st.tuples(*[st.floats(-200, 1800)] * 4)), max_size=30)


@given(PICTURES, CAPTIONS)
def test_captions_stay_in_the_picture_and_never_overlap(picture, captions):
    targets = [Area.around([(corners[0], corners[1]), (corners[2], corners[3])]) for _, corners in captions]
    placed = place([size for size, _ in captions], targets, picture)
    assert len(placed) == len(captions)
    found = [each for each in placed if each is not None]
    assert all(each.left >= 0 and each.top >= 0 and each.right <= picture[0] + 1e-6 and each.bottom <= picture[1] + 1e-6 for each in found)
    assert all(one.shared(other) < 1e-6 for one, other in combinations(found, 2))


def test_a_caption_stands_on_what_it_names():
    assert place([(100, 20)], [Area(200, 300, 400, 380)], (1000, 800)) == [Area(200, 280, 300, 300)]


def test_a_caption_does_not_hide_what_others_name():
    upper, lower = Area(200, 100, 400, 290), Area(200, 300, 400, 380)
    placed = place([(100, 20), (100, 20)], [lower, upper], (1000, 800))
    assert placed == [Area(200, 380, 300, 400), Area(200, 80, 300, 100)]


def test_what_fills_the_picture_pushes_no_caption_away():
    whole, code = Area(0, 0, 1000, 800), Area(200, 300, 400, 380)
    assert place([(100, 20), (100, 20)], [code, whole], (1000, 800))[0] == Area(200, 280, 300, 300)


def test_without_room_the_less_important_caption_is_left_out():
    assert place([(90, 30), (90, 30)], [Area(10, 10, 20, 20)] * 2, (100, 40)) == [Area(10, 0, 100, 30), None]


def test_a_thousand_captions_end():
    placed = place([(30, 10)] * 1000, [Area(10, 10, 20, 20)] * 1000, (1600, 1200))
    assert sum(each is not None for each in placed) == MOST_CAPTIONS
