"""What a photo leaves open becomes a question, and the answer a sighting of that very photo by that person."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import inboundcheck as ic
from inboundcheck.model import Barcode, BarcodeSeen, DunnageSeen, JoinSeen, Label, LabelSeen, OverwrapSeen, Photo
from inboundcheck.photos import Looked
from inboundcheck.photos.asking.kinds import KINDS
from inboundcheck.photos.faces.label_quads import TOO_FAR_BY
from inboundcheck.report import Answered, Outcome, Seen

DAY = date(2026, 11, 23)
SQUARE = ((400.0, 300.0), (800.0, 300.0), (800.0, 600.0), (400.0, 600.0))
SHEET = ((2000.0, 300.0), (2800.0, 300.0), (2800.0, 1500.0), (2000.0, 1500.0))
ID = BarcodeSeen(barcode=Barcode(text="FBA15ABCDEFU000001", kind="box_id"), confidence=0.99, polygon=((0, 0), (90, 0), (90, 40), (0, 40)))


def sha(number=1):
    return f"{number:064x}"


def looked(*sightings, path="photos/A1/front.jpg", number=1, **more):
    return Looked(path=path, width=4000, height=3000, sha256=sha(number), sightings=(ID, *sightings), **more)


def code(text=None, confidence=0.99, **more):
    return BarcodeSeen(barcode=Barcode(text=text, **more), confidence=confidence, polygon=SQUARE)


def shipment(**more):
    boxes = [ic.Box(id="A1", box_id="FBA15ABCDEFU000001", **more), ic.Box(id="A2", box_id="FBA15ABCDEFU000002")]
    return ic.Shipment(id="FBA15ABCDEF", program="fba", market="US", mode="spd", boxes=boxes)


def check(photo, *answers, boxes=None, **more):
    photos = [photo] if isinstance(photo, Looked) else photo
    return ic.check(boxes or shipment(), packs=["amazon-fba-us"], as_of=DAY, photos=photos, answers=answers, **more)


def question(report, kind):
    (found,) = [each for each in report.questions if each.kind == kind]
    return found


def answer(asked, yes, by="maria"):
    return Answered(asked.id, yes=yes, by=by, at=date(2026, 11, 24), photo=asked.photo, sha256=asked.sha256, question=asked.text)


def outcomes(report, rule):
    return [each.outcome for each in report.findings if f"amazon-fba-us/{rule}" in (each.rule, *each.rules) and each.subject.box != "box A2"]


NOTHING_ELSE = {"labels": [ic.Label(kind="box_id", face="top")]}
ROUND_TRIPS = {
    "read": (looked(code("4006381333931", 0.5, kind="gtin")), "stray-barcode", {}),
    "unread": (looked(code(None, 0.3)), "stray-barcode", {}),
    "whose": (looked(code("1Z999AA10123456784", kind="carrier")), "stray-barcode", {}),
    "edge": (looked(), "label-on-seam", NOTHING_ELSE),
    "seam": (looked(), "label-on-seam", {"labels": [ic.Label(kind="box_id", face="top", flat_on_one_face=True)]}),
    "label": (Looked(path="photos/A1/front.jpg", width=4000, height=3000, sha256=sha(), labels=(LabelSeen(label=Label(), polygon=SHEET, confidence=0.5),)), "label-on-seam", {}),
    "joined": (looked(JoinSeen(joined=True, confidence=0.6, polygon=SQUARE)), "boxes-joined", {"overwraps": []}),
    "overwrap": (looked(OverwrapSeen(overwrap="strap", confidence=0.6, polygon=SQUARE)), "boxes-joined", {"joined_to": []}),
    "dunnage": (looked(DunnageSeen(dunnage="peanuts", confidence=0.6, polygon=SQUARE)), "loose-fill", {}),
}  # fmt: skip


def test_every_kind_makes_a_round_trip():
    assert set(ROUND_TRIPS) == {each.name for each in KINDS}


@pytest.mark.parametrize("kind", ROUND_TRIPS)
def test_an_answer_is_taken_in_and_not_asked_again(kind):
    photo, rule, box = ROUND_TRIPS[kind]
    before = check(photo, boxes=shipment(**box))
    assert outcomes(before, rule) == [Outcome.INCONCLUSIVE] * len(outcomes(before, rule)) != []
    asked = question(before, kind)
    assert (asked.box, asked.photo, asked.sha256) == ("box A1", photo.path, sha())
    for yes in (True, False):
        after = check(photo, answer(asked, yes), boxes=shipment(**box))
        assert asked.id not in {each.id for each in after.questions}
        assert [each.id for each in after.answers] == [asked.id]
        assert not [each for each in after.findings if each.rule.startswith("photos/answer")]


YES_BREAKS = ("read", "edge", "seam", "joined", "overwrap", "dunnage")
NO_BREAKS = ("whose",)


@pytest.mark.parametrize(("kind", "yes"), [*((kind, True) for kind in YES_BREAKS), *((kind, False) for kind in NO_BREAKS)])
def test_an_answer_that_breaks_a_rule_is_a_violation_that_says_whose_answer_it_is(kind, yes):
    photo, rule, box = ROUND_TRIPS[kind]
    asked = question(check(photo, boxes=shipment(**box)), kind)
    report = check(photo, answer(asked, yes), boxes=shipment(**box))
    (found,) = [each for each in report.violations if each.rule == f"amazon-fba-us/{rule}"]
    seen = [each for each in found.evidence if isinstance(each, Seen) and each.by]
    assert {each.by for each in seen} == {f"declared by maria on 2026-11-24, photo {sha()[:12]}"}
    assert {each.photo for each in seen} == {photo.path}


def passes(report, rule):
    return next(each for each in report.rules if each.rule == f"amazon-fba-us/{rule}").outcomes.get(Outcome.PASS, 0)


def test_a_label_that_a_person_saw_clear_of_seams_and_edges_passes():
    boxes = shipment(**NOTHING_ELSE)
    report = check(looked(), boxes=boxes)
    answers = [answer(question(report, kind), yes=False) for kind in ("edge", "seam")]
    after = check(looked(), *answers, boxes=boxes)
    assert (passes(report, "label-on-seam"), passes(after, "label-on-seam")) == (0, 1)


def test_a_box_that_a_person_saw_alone_passes():
    photo, rule, box = ROUND_TRIPS["joined"]
    asked = question(check(photo, boxes=shipment(**box)), "joined")
    assert passes(check(photo, answer(asked, yes=False), boxes=shipment(**box)), rule) == 1


def test_what_a_person_knows_for_no_barcode_keeps_no_face_open():
    front = Photo(path="photos/A1/front.jpg", view="front", face_corners=((100, 100), (3900, 100), (3900, 2900), (100, 2900)))
    boxes = shipment(length="6 in", width="5 in", height="4 in", photos=[front])
    photo = looked(code(None, 0.3))
    before = check(photo, boxes=boxes)

    def closed(report):
        return [each.closed for each in report.photos[0].sightings if each.kind == "face" and each.detector == "barcodes"]

    after = check(photo, answer(question(before, "unread"), yes=False), boxes=boxes)
    assert (closed(before), closed(after)) == ([False], [True])


def test_one_answer_may_lead_to_the_next_question():
    photo, _, box = ROUND_TRIPS["label"]
    first = answer(question(check(photo, boxes=shipment(**box)), "label"), yes=True)
    after = check(photo, first, boxes=shipment(**box))
    assert [each.kind for each in after.questions] == ["edge", "seam"]
    last = check(photo, first, answer(question(after, "seam"), yes=True), boxes=shipment(**box))
    assert Outcome.VIOLATION in outcomes(last, "label-on-seam")


def test_nothing_is_asked_that_no_open_rule_needs():
    declared = {"labels": [ic.Label(kind="box_id", flat_on_one_face=True, seam_clearance="2 in")]}
    assert not [each for each in check(looked(), boxes=shipment(**declared)).questions if each.kind in ("edge", "seam")]
    assert check(looked(), only=["weight"]).questions == ()
    gtin = check(looked(code("4006381333931", kind="gtin")))
    assert "whose" not in {each.kind for each in gtin.questions}, "it is a stray whoever put it there"


def test_what_is_told_of_a_photo_is_asked_though_no_rule_is_open():
    """A warning that two boxes may be joined stands beside a declaration: nothing is open, and a look settles it."""
    joined = ROUND_TRIPS["joined"][0]
    report = check(joined, boxes=shipment(joined_to=[], overwraps=[]))
    assert "photos/possibly-joined" in {each.rule for each in report.findings}
    assert "joined" in {each.kind for each in report.questions}
    declared = check(joined, boxes=shipment(joined_to=["A2"], overwraps=[]))
    assert "photos/possibly-joined" not in {each.rule for each in declared.findings}
    assert "joined" not in {each.kind for each in declared.questions}


def test_what_is_too_far_away_to_be_recognised_is_not_asked():
    """A photo of a hundred boxes would ask forty times; a nearer one tells."""
    photo, _, box = ROUND_TRIPS["label"]
    (sheet,) = photo.labels
    far = photo.model_copy(update={"labels": (sheet.model_copy(update={"by": TOO_FAR_BY}), sheet)})
    assert [each.polygon for each in check(far, boxes=shipment(**box)).questions if each.kind == "label"] == [SHEET]
    alone = photo.model_copy(update={"labels": (far.labels[0],)})
    assert "label" not in {each.kind for each in check(alone, boxes=shipment(**box)).questions}


def test_two_photos_of_one_label_ask_once():
    photos = [looked(), looked(path="photos/A1/again.jpg", number=2)]
    assert sorted(each.kind for each in check(photos).questions) == ["edge", "seam"]


def test_the_name_of_a_question_stays_while_the_last_digits_of_its_place_change():
    moved = code(None, 0.3).model_copy(update={"polygon": tuple((x + 0.4, y - 0.3) for x, y in SQUARE)})
    one, other = (question(check(looked(seen)), "unread") for seen in (code(None, 0.3), moved))
    assert one.id == other.id
    assert one.id != question(check(looked(code(None, 0.3), number=2)), "unread").id, "another photo"


def test_a_photo_that_was_changed_makes_the_answer_stale_and_asks_anew():
    photo = looked()
    asked = question(check(photo, boxes=shipment(**NOTHING_ELSE)), "seam")
    changed = looked(number=2)
    report = check(changed, answer(asked, yes=False), boxes=shipment(**NOTHING_ELSE))
    (told,) = [each for each in report.findings if each.rule.startswith("photos/")]
    assert (told.rule, told.severity) == ("photos/answer-stale", "warning")
    assert told.message == "maria answered on 2026-11-24 about photos/A1/front.jpg, and the photo was changed since"
    assert question(report, "seam").id != asked.id
    assert passes(report, "label-on-seam") == 0


def test_an_answer_about_a_photo_that_nobody_looked_at_is_told():
    report = check(looked(), Answered("0" * 16, yes=True, by="maria", at=DAY, photo="photos/B9/back.jpg", sha256=sha(9)))
    assert [each.message for each in report.findings if each.rule == "photos/answer-stale"] == [
        "maria answered on 2026-11-23 about photos/B9/back.jpg, and the photo was not looked at: no photo has this content"
    ]


def test_an_answer_to_no_question_is_told():
    report = check(looked(), Answered("0" * 16, yes=True, by="maria", at=DAY, photo="photos/A1/front.jpg", sha256=sha()))
    assert [(each.rule, each.message) for each in report.findings if each.rule.startswith("photos/")] == [
        ("photos/answer-unknown", "maria answered on 2026-11-23 what photos/A1/front.jpg does not ask: 0000000000000000")
    ]


def test_an_answer_counts_for_the_box_that_it_is_about_and_for_no_other():
    """The same picture, filed anew under another box, is asked about again: whoever answered may have known the first box."""
    plain = Looked(path="photos/A1/open.jpg", width=4000, height=3000, sha256=sha(), sightings=(DunnageSeen(dunnage="peanuts", confidence=0.6),))
    given = answer(question(check(plain), "dunnage"), yes=True)
    moved = plain.model_copy(update={"path": "photos/A2/open.jpg"})
    report = check(moved, given)
    assert [each.rule for each in report.findings if each.rule.startswith("photos/")] == ["photos/answer-unknown"]
    assert question(report, "dunnage").box == "box A2"


SIGHTINGS = [
    code("4006381333931", 0.5, kind="gtin"), code(None, 0.3), code("1Z999AA10123456784", kind="carrier"), code("HELLO"),
    JoinSeen(joined=True, confidence=0.6), OverwrapSeen(overwrap="strap", confidence=0.6), DunnageSeen(dunnage="peanuts", confidence=0.6),
]  # fmt: skip


def by_rule(report, box):
    """What came of each rule for one box, whatever else is said of it."""
    found = [each for each in report.findings for subject in each.subjects if box in (str(subject), subject.box)]
    return sorted((rule, each.outcome) for each in found for rule in each.rules or (each.rule,))


@settings(max_examples=40)  # each checks twice
@given(st.lists(st.sampled_from(SIGHTINGS), min_size=1, max_size=4, unique=True), st.lists(st.sampled_from(SIGHTINGS), max_size=2), st.data())
def test_an_answer_never_changes_another_box_nor_a_rule_that_does_not_read_its_facts(here, there, data):
    other = Looked(path="photos/A2/x.jpg", width=4000, height=3000, sha256=sha(2), sightings=tuple(there))
    photos = [looked(*here), other]
    before = check(photos)
    own = [each for each in before.questions if each.box == "box A1"]
    if not own:
        return
    asked = data.draw(st.sampled_from(own))
    after = check(photos, answer(asked, data.draw(st.booleans())))
    assert by_rule(after, "box A2") == by_rule(before, "box A2")
    kind = next(each for each in KINDS if each.name == asked.kind)
    rules = {rule.id: rule for rule in ic.Checker([ic.load_pack("amazon-fba-us")], as_of=DAY).rules}
    untouched = {name for name, rule in rules.items() if kind.facts.isdisjoint(f"{ref.subject}.{ref.name}" for ref in rule.refs)}
    untouched -= {name for name, rule in rules.items() if rule.subject in ("label", "barcode")}  # what it makes known is a thing of its own there
    assert [each for each in by_rule(after, "box A1") if each[0] in untouched] == [each for each in by_rule(before, "box A1") if each[0] in untouched]
