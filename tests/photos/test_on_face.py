"""The net that is shown a face: it says on every machine what it said when it was published, and sees what is plain."""

import pytest

pytest.importorskip("cv2", reason="photos need the extra 'photo'")
import cv2
import numpy as np

from inboundcheck.photos.nets.on_face import SIDE, on_face
from tests.photos.faces import board

NOTHING = np.zeros((SIDE, SIDE), np.uint8)


def flat(face):
    """A face as the net is shown it."""
    return cv2.resize(face.paper, (SIDE, SIDE), interpolation=cv2.INTER_AREA).clip(0, 255).astype(np.uint8)


def taped(*, across, taped=True):
    face = board()
    face.seam(across=across, taped=taped)
    return flat(face)


def tail():
    face = board()
    face.tail(60)
    return flat(face)


def label():
    hidden = NOTHING.copy()
    hidden[90:170, 60:200] = 1
    return hidden


def ramp(way):
    """A picture that is the same on every machine: whole numbers, drawn by arithmetic alone."""
    rows, columns = np.mgrid[0:SIDE, 0:SIDE]
    even = 150 + rows * 40 // SIDE + (rows * 7 + columns * 13) % 11
    even[:, 104:150] -= 45
    picture = np.stack([even, even * 4 // 5, even * 3 // 5], axis=-1).astype(np.uint8)
    return picture if way == "down" else picture.transpose(1, 0, 2).copy()


# Of the two ways: how much it takes it that a seam runs so, and where it enters and leaves the face. Then the kinds.
GOLDEN = {
    "down": [0.9407, 0.4925, 0.4941, 0.0004, 0.5663, 0.5447, 0.9568, 0.0329, 0.0103],
    "across": [0.0005, 0.5897, 0.5773, 0.7358, 0.4981, 0.4992, 0.8267, 0.1214, 0.052],
}


@pytest.mark.parametrize("way", GOLDEN)
def test_the_net_says_what_it_said_when_it_was_published(way):
    seen = on_face(ramp(way), label())
    told = [number for each in (seen.down, seen.across) for number in (each.seam, *each.ends)] + list(seen.kind.values())
    assert told == pytest.approx(GOLDEN[way], abs=1e-3)


@pytest.mark.parametrize("hidden", [NOTHING, label()])
@pytest.mark.parametrize("across", [False, True])
def test_the_net_sees_the_tape_over_a_seam(across, hidden):
    seen = on_face(taped(across=across), hidden)
    there, other = (seen.across, seen.down) if across else (seen.down, seen.across)
    assert there.seam > 0.9
    assert other.seam < 0.1
    assert there.ends == pytest.approx((0.5, 0.5), abs=0.02)
    assert seen.kind["closing"] > 0.9


def test_the_net_sees_no_seam_on_a_bare_face():
    seen = on_face(flat(board()), label())
    assert max(seen.down.seam, seen.across.seam) < 0.1


def test_the_tail_of_a_tape_is_no_seam_to_the_net():
    seen = on_face(tail(), NOTHING)
    assert max(seen.down.seam, seen.across.seam) < 0.1
    assert seen.kind["closing"] < 0.1


def test_the_net_sees_a_gap_without_tape():
    assert on_face(taped(across=False, taped=False), NOTHING).down.seam > 0.9


def test_the_net_sees_where_tape_lies():
    tape = on_face(taped(across=False), NOTHING).down.tape
    assert tape.shape == (8, 64)
    # 48 mm of 200: from 0.38 to 0.62 of the face.
    assert tape[:, 28:36].min() > 0.5
    assert tape[:, :20].max() < 0.5
