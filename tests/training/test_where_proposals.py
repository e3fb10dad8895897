"""What the maps of the net say is told in pixels of the photo; without the net, why nothing is."""

import numpy as np
import pytest
from training.where import proposals as module
from training.where.maps import BOX, CORNER, DEPTH, FACE_NAMES, FACES, LABEL, PAPER, QUAD, REACH
from training.where.proposals import read, where

THRESHOLDS = {"box": 0.5, "corner": 0.5, "face": 0.5, "label": 0.5}


def maps():
    """Maps that show a front from cell 20 to 60 across and 30 to 70 down, and a label of 10 by 6 cells in its middle."""
    given = np.zeros((DEPTH, 96, 96), np.float32)
    given[FACES.start] = 1
    given[BOX, 30:70, 20:60] = given[FACES.start + FACE_NAMES.index("front"), 30:70, 20:60] = 1
    given[FACES.start, 30:70, 20:60] = 0
    given[PAPER, 47:53, 35:45] = 0.9
    given[LABEL, 50, 40] = 0.8
    given[QUAD, 50, 40] = (np.array([(35, 47), (45, 47), (45, 53), (35, 53)]) - (40.5, 50.5)).ravel() / REACH
    return given


def points(proposed):
    return [[round(value, 2) for value in point] for point in proposed.points]


def test_a_box_its_face_and_its_label_are_told_in_pixels():
    found = read(maps(), THRESHOLDS, cell=10)
    assert [(each.name, points(each), round(each.score, 2)) for each in found.labels] == [
        ("", [[349.5, 469.5], [449.5, 469.5], [449.5, 529.5], [349.5, 529.5]], 0.8)
    ]
    assert [each.name for each in found.faces] == ["front"]
    np.testing.assert_allclose(found.faces[0].points, [(199.5, 299.5), (599.5, 299.5), (599.5, 699.5), (199.5, 699.5)], atol=3)
    assert len(found.boxes) == 1
    assert (found.corners, found.interiors, found.hands) == ((), (), ())


def test_the_corners_of_a_face_are_laid_onto_those_of_the_box():
    given = maps()
    given[CORNER, 29, 21] = 0.9
    found = read(given, THRESHOLDS, cell=10)
    assert points(found.corners[0]) == [[214.5, 294.5]]
    assert points(found.faces[0])[0] == [214.5, 294.5]


def test_a_label_is_no_surer_than_the_paper_within_its_corners():
    given = maps()
    given[PAPER] *= 0.6
    assert [round(each.score, 2) for each in read(given, THRESHOLDS | {"label": 0.3}, cell=10).labels] == [0.54]
    assert read(given, THRESHOLDS | {"label": 0.6}, cell=10).labels == ()


def test_of_labels_that_overlap_the_surer_is_told():
    given = maps()
    given[LABEL, 50, 43] = 0.7
    given[QUAD, 50, 43] = given[QUAD, 50, 40]
    assert [round(each.score, 2) for each in read(given, THRESHOLDS, cell=10).labels] == [0.8]


@pytest.mark.parametrize("value", [0, 0.5, 1, 100, -100])
def test_maps_that_are_the_same_everywhere_are_read_in_no_time(value):
    read(np.full((DEPTH, 96, 96), value, np.float32), THRESHOLDS, cell=10)


def test_without_the_net_there_is_a_reason(monkeypatch):
    reason = "this installation comes without the net 'where'; what it finds is not looked for"
    monkeypatch.setattr(module, "network", lambda _: reason)
    assert where(np.zeros((480, 640, 3), np.uint8)) == reason
