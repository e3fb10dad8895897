"""Two observers of a seam, the lines on a face and the net: what each is worth alone, and what both are."""

import pytest

pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import numpy as np

from inboundcheck.photos.nets.on_face import OnFace, Way
from inboundcheck.photos.seams.midlines import OFF, SIDE, Candidate
from inboundcheck.photos.seams.weighing import DOUBTFUL, FOUND, HIGH, LOW, WEAK, Favoured, Seen, favoured, weighed


def net(*ends, upright=True, sure=True, spread=0.01):
    return Favoured(upright=upright, ends=ends, spread=spread, sure=sure)


HERE = net(0.5, 0.5)


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
    assert told(strong, across(), net(0.6, 0.6)) == [(0.5, DOUBTFUL)]
    assert told(strong, across(), net(0.5, 0.5, upright=False)) == [(0.5, DOUBTFUL)]


def test_a_weak_line_is_sure_along_a_seam_that_the_net_sees():
    assert told(down(WEAK), across()) == []
    assert told(down(WEAK), across(), HERE, down(WEAK)) == [(0.5, FOUND)]


def test_the_net_alone_proves_nothing():
    assert told(down(WEAK), across(), HERE, down(WEAK - 0.1)) == []
    assert told(down(WEAK), across(), HERE, down(WEAK, share=0.3)) == []


def test_a_line_of_which_one_border_is_known_is_narrowed_by_what_the_net_sees():
    # Between 0.4 and 0.6 by the line, between 0.41 and 0.45 by the net, whose reach is never less than OFF.
    for seam in (net(0.44, 0.42), net(0.44, 0.42, sure=False)):
        ((line, confidence),) = weighed(Seen(down(HIGH), across(), seam))
        assert confidence == FOUND
        assert line.half == pytest.approx(OFF)
        assert [x / SIDE for x, _ in line.ends] == pytest.approx([0.43, 0.43])


def test_a_net_that_is_not_sure_does_not_shake_a_strong_line():
    ((line, confidence),) = weighed(Seen(down(HIGH, half=0.01), across(), net(0.8, 0.8, sure=False)))
    assert (line, confidence) == (down(HIGH, half=0.01), FOUND)


def test_a_line_of_which_both_borders_are_known_stays_in_their_middle():
    ((line, _),) = weighed(Seen(down(HIGH), across(), HERE, down(HIGH, at=0.51, half=0.01)))
    assert [x / SIDE for x, _ in line.ends] == pytest.approx([0.51, 0.51])


def test_a_line_that_may_be_chance_is_where_the_net_is_sure_that_there_is_no_seam():
    assert told(down(LOW + 0.1), across()) == [(0.5, DOUBTFUL)]
    assert [*weighed(Seen(down(LOW + 0.1), across(), none=True))] == []
    assert [confidence for _, confidence in weighed(Seen(down(HIGH), across(), none=True))] == [FOUND]


@pytest.mark.parametrize(
    ("one", "other", "spread", "sure"),
    [
        (0.99, 0.01, 0.01, True),
        (0.6, 0.01, 0.01, False),  # it does not know
        (0.99, 0.6, 0.01, False),  # it may run either way
        (0.99, 0.01, 0.2, False),  # it is somewhere
    ],
)
def test_the_net_is_sure_where_there_is_one_seam_and_it_knows_where(one, other, spread, sure):
    yes, no = Way(one, (0.4, 0.5), spread, np.zeros((8, 64))), Way(other, (0.5, 0.5), 0.2, np.zeros((8, 64)))
    kinds = {"closing": 1.0, "end": 0.0, "side": 0.0}
    for seen, upright in ((OnFace(yes, no, kinds), True), (OnFace(no, yes, kinds), False)):
        found = favoured(seen)
        assert (found is not None and found.sure) is sure
        assert found is None or (found.upright, found.ends) == (upright, (0.4, 0.5))
