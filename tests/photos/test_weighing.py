"""Two observers of a seam, the lines on a face and the net: what each is worth alone, and what both are."""

import pytest

pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import numpy as np

from inboundcheck.photos.faces.midlines import OFF, SIDE, Candidate
from inboundcheck.photos.faces.weighing import DOUBTFUL, FOUND, HIGH, WEAK, Favoured, Seen, favoured, weighed
from inboundcheck.photos.nets.on_face import OnFace, Way

HERE = Favoured(upright=True, ends=(0.5, 0.5))


def down(strength, *, at=0.5, half=0.1, share=1.0):
    return Candidate(strength, ((at * SIDE, 0.0), (at * SIDE, float(SIDE))), ((0.05, 0.95),), half * SIDE, share)


def across(strength=0.5):
    return Candidate(strength, ((0.0, 0.5 * SIDE), (float(SIDE), 0.5 * SIDE)), ((0.05, 0.95),), 0.1 * SIDE, 1.0)


def told(*seen):
    return [(line.ends[0][0] / SIDE, confidence) for line, confidence in weighed(Seen(*seen))]


def test_a_strong_line_is_sure_by_itself_unless_the_net_sees_a_seam_elsewhere():
    strong = down(HIGH, half=0.01)
    assert told(strong, across()) == [(0.5, FOUND)]
    assert told(strong, across(), HERE) == [(0.5, FOUND)]
    assert told(strong, across(), Favoured(upright=True, ends=(0.6, 0.6))) == [(0.5, DOUBTFUL)]
    assert told(strong, across(), Favoured(upright=False, ends=(0.5, 0.5))) == [(0.5, DOUBTFUL)]


def test_a_weak_line_is_sure_along_a_seam_that_the_net_sees():
    assert told(down(WEAK), across()) == []
    assert told(down(WEAK), across(), HERE, down(WEAK)) == [(0.5, FOUND)]


def test_the_net_alone_proves_nothing():
    assert told(down(WEAK), across(), HERE, down(WEAK - 0.1)) == []
    assert told(down(WEAK), across(), HERE, down(WEAK, share=0.3)) == []


def test_where_only_one_border_is_known_the_seam_is_where_the_net_sees_it():
    seam = Favoured(upright=True, ends=(0.46, 0.44))
    ((line, confidence),) = weighed(Seen(down(HIGH), across(), seam, down(HIGH, at=0.47, half=0.1)))
    assert confidence == FOUND
    assert line.half == OFF
    assert [x / SIDE for x, _ in line.ends] == pytest.approx([0.46, 0.44])


def test_where_both_borders_are_known_the_seam_is_in_their_middle():
    ((line, _),) = weighed(Seen(down(HIGH), across(), HERE, down(HIGH, at=0.52, half=OFF / SIDE)))
    assert [x / SIDE for x, _ in line.ends] == pytest.approx([0.52, 0.52])


@pytest.mark.parametrize(
    ("one", "other", "spread", "sure"),
    [
        (0.99, 0.01, 0.01, True),
        (0.6, 0.01, 0.01, False),  # it does not know
        (0.99, 0.6, 0.01, False),  # it may run either way
        (0.99, 0.01, 0.2, False),  # it is somewhere
    ],
)
def test_the_net_is_asked_only_where_it_is_sure_that_there_is_one_seam_and_where(one, other, spread, sure):
    yes, no = Way(one, (0.4, 0.5), spread, np.zeros((8, 64))), Way(other, (0.5, 0.5), 0.2, np.zeros((8, 64)))
    kinds = {"closing": 1.0, "end": 0.0, "side": 0.0}
    assert favoured(OnFace(yes, no, kinds)) == (Favoured(upright=True, ends=(0.4, 0.5)) if sure else None)
    assert favoured(OnFace(no, yes, kinds)) == (Favoured(upright=False, ends=(0.4, 0.5)) if sure else None)
