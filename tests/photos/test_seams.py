"""The truth table of seams: what lines on a face prove of a label on it."""

import pytest

from inboundcheck.answers import NONE
from inboundcheck.photos.seams.seams import Line, seam_of

LABEL = ((0.3, 0.3), (0.6, 0.3), (0.6, 0.7), (0.3, 0.7))
"""Three tenths wide, four high, with room on all sides."""
LOW = ((0.3, 0.55), (0.6, 0.55), (0.6, 0.98), (0.3, 0.98))
"""It ends at the lower border of the face."""


def down(at, start=0.02, end=0.98, **more):
    return Line((at, start), (at, end), **more)


ABOVE, BELOW = down(0.5, end=0.3), down(0.5, start=0.7)
AWAY = down(0.8)
NEARER = "take the photo straight on and from nearer, in even light"
CLOSE = f"a line runs so close to the border of the label that it may touch it; {NEARER}"
OR_NOT = f"what runs under the label may be a seam or not; {NEARER}"
HIDDEN = f"the seam of the face was not found, so the label may hide it; {NEARER}, with the whole seam in it"
ONE_SIDE = "a line is seen on one side of the label only: a seam, or the end of a tape; say what the face is (`face_kind`: closing, end or side)"
ENDS = f"a line ends at the label and is not seen beyond it, nor as far as the border; {NEARER}"
WHICH = "no seam was found, and nobody says whether the face has one; say what it is (`face_kind`: closing, end or side)"
NO_SEAM = "the label lies on a line that is no seam of this face; put it beside the tape, or take a photo that shows what it is"
DARK = "too dark; switch on a light"
ON, CLEAR, OPEN = "on", "clear", "open"

TABLE = [
    # what it is, the lines, face_kind, whether it was searched, what comes of it, why it stays open
    ("a closing face: the line on both sides of the label", [ABOVE, BELOW], "closing", None, ON, ""),
    ("from the border to the label", [ABOVE], "closing", None, ON, ""),
    ("from the label to the other border", [BELOW], "closing", None, ON, ""),
    ("it begins away from the border, and ends at the label", [down(0.5, 0.2, 0.3)], "closing", None, OPEN, ENDS),
    ("far from the label, and only there", [down(0.5, 0, 0.05)], "closing", None, OPEN, ENDS),
    ("both sides, short of both borders", [down(0.5, 0.2, 0.3), down(0.5, 0.7, 0.8)], "closing", None, ON, ""),
    ("both sides, and nobody has searched the rest", [ABOVE, BELOW], "closing", DARK, ON, ""),
    ("one part sure, the other not", [ABOVE, down(0.5, 0.7, 0.98, confidence=0.5)], "closing", None, ON, ""),
    ("both parts between the thresholds", [down(0.5, end=0.3, confidence=0.5), down(0.5, 0.7, confidence=0.5)], "closing", None, OPEN, OR_NOT),
    ("a line of no confidence is none", [down(0.5, confidence=0.2)], "closing", None, OPEN, HIDDEN),
    ("just over the low threshold", [down(0.5, confidence=0.21)], "closing", None, OPEN, OR_NOT),
    ("at the high threshold", [down(0.5, confidence=0.8)], "closing", None, ON, ""),
    ("just under it", [down(0.5, confidence=0.79)], "closing", None, OPEN, OR_NOT),
    ("the seam beside the label", [AWAY], "closing", None, CLEAR, ""),
    ("the seam beside the label, seen in part only", [down(0.8, 0.6, 0.9)], "closing", None, CLEAR, ""),
    ("beside the label, between the thresholds", [down(0.8, confidence=0.5)], "closing", None, OPEN, HIDDEN),
    ("beside the label, in a dark photo", [AWAY], "closing", DARK, OPEN, DARK),
    ("beside the label, and something under it that may be one", [AWAY, down(0.5, confidence=0.5)], "closing", None, OPEN, OR_NOT),
    ("no line at all: the label may hide the seam", [], "closing", None, OPEN, HIDDEN),
    ("no line, and nobody has searched", [], "closing", DARK, OPEN, DARK),
    ("along the label's border", [down(0.6)], "closing", None, OPEN, CLOSE),
    ("under it by less than a tenth of its width", [down(0.575)], "closing", None, OPEN, CLOSE),
    ("under it by more", [down(0.565)], "closing", None, ON, ""),
    ("beside it by less than a tenth of its width", [down(0.625)], "closing", None, OPEN, CLOSE),
    ("beside it by more", [down(0.635)], "closing", None, CLEAR, ""),
    ("a strip that is under it whole", [down(0.5, half=0.05)], "closing", None, ON, ""),
    ("a strip that is under it in part", [down(0.5, half=0.08)], "closing", None, OPEN, CLOSE),
    ("a strip beside it that comes too near", [down(0.8, half=0.18)], "closing", None, OPEN, CLOSE),
    ("across, under the label", [Line((0.02, 0.5), (0.98, 0.5))], "closing", None, ON, ""),
    ("askew, under the label", [Line((0.4, 0.02), (0.5, 0.98))], "closing", None, ON, ""),
    ("drawn from its other end", [Line((0.5, 0.98), (0.5, 0.7))], "closing", None, ON, ""),
    ("two lines that do not continue each other", [down(0.45, 0.2, 0.3), down(0.5, 0.7, 0.8)], "closing", None, OPEN, ENDS),
    ("nobody says what the face is: both sides", [ABOVE, BELOW], None, None, ON, ""),
    ("one side only: a seam or the end of a tape", [ABOVE], None, None, OPEN, ONE_SIDE),
    ("a line beside the label", [AWAY], None, None, CLEAR, ""),
    ("no line: the face may have no seam, or hide it", [], None, None, OPEN, WHICH),
    ("an end panel without a line has no seam", [], "end", None, NONE, ""),
    ("a side panel too", [], "side", None, NONE, ""),
    ("an end panel in a dark photo", [], "end", DARK, OPEN, DARK),
    ("an end panel with a tape beside the label", [AWAY], "end", None, CLEAR, ""),
    ("an end panel with a tape under the label is no seam", [ABOVE], "end", None, "tape", NO_SEAM),
    ("not even where it goes all the way", [ABOVE, BELOW], "end", None, "tape", NO_SEAM),
    ("a piece of line on an end panel is no tape either", [down(0.5, 0.2, 0.3)], "end", None, OPEN, NO_SEAM),
    ("a tape along the label's border", [down(0.6)], "end", None, OPEN, CLOSE),
]  # fmt: skip


@pytest.mark.parametrize("row", TABLE, ids=[row[0] for row in TABLE])
def test_what_lines_prove_of_a_label(row):
    _, lines, kind, searched, outcome, reason = row
    found = seam_of(LABEL, lines, kind=kind, searched=searched)
    told = NONE if found.clearance is NONE else OPEN if found.clearance is None else CLEAR if found.clearance else ON
    assert ("tape" if found.over_tape else told, found.reason) == (outcome, reason)


def test_a_label_that_ends_at_the_border_needs_the_line_on_its_other_side_alone():
    assert seam_of(LOW, [down(0.5, end=0.55)], kind="closing", searched=None).clearance == 0
    assert seam_of(LOW, [down(0.5, end=0.55)], kind=None, searched=None).reason == ONE_SIDE


def test_the_clearance_is_an_interval_as_wide_as_the_strip():
    found = seam_of(LABEL, [down(0.8, half=0.02)], kind="closing", searched=None)
    assert (found.clearance, found.at_most) == pytest.approx((0.18, 0.22))
    assert found.widths == pytest.approx(2 / 3)


def test_the_confidence_is_that_of_the_line_which_decided():
    assert seam_of(LABEL, [down(0.5, confidence=0.9)], kind="closing", searched=None).confidence == 0.9
    assert seam_of(LABEL, [down(0.8, confidence=0.85), down(0.9)], kind="closing", searched=None).confidence == 0.85


@pytest.mark.parametrize("turns", range(4))
def test_turning_the_face_changes_nothing(turns):
    def turned(point):
        for _ in range(turns):
            point = (1 - point[1], point[0])
        return point

    for _, lines, kind, searched, _, reason in TABLE:
        whole = [Line(turned(each.one), turned(each.other), each.half, each.confidence) for each in lines]
        assert seam_of([turned(each) for each in LABEL], whole, kind=kind, searched=searched).reason == reason


def test_a_strip_in_the_photo_becomes_a_line_with_room_beside_it():
    line = Line.seen(((90, 0), (110, 0), (110, 200), (90, 200)), lambda point: (point[0] / 200, point[1] / 200), 0.9)
    assert (line.one, line.other, line.confidence) == ((0.5, 0), (0.5, 1), 0.9)
    assert line.half == pytest.approx(0.05)
    assert Line.seen(((100, 0), (100, 200)), lambda point: (point[0] / 200, point[1] / 200), 0.9) == Line((0.5, 0), (0.5, 1), 0, 0.9)
