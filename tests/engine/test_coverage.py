"""Where photos alone may show that there is none of something."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import inboundcheck as ic
from inboundcheck.errors import PackError
from inboundcheck.model import FaceSeen, JoinSeen, Photo
from inboundcheck.report import Outcome

DAY = date(2026, 11, 23)
OWN = ic.Barcode(kind="box_id", belongs_to="this_box")
NONE_OF_IT = {"barcodes": [OWN], "overwraps": [], "joined_to": [], "dunnage": ["paper_sheet"]}
FACES = ("top", "bottom", "front", "back", "left", "right")


def closed(detector, *besides):
    seen = [FaceSeen(face=face, detector=detector, closed=True) for face in FACES]
    return Photo(path="a.jpg", bound_by="id", sightings=[*seen, *besides])


def check(coverage=None, packs=("amazon-fba-us",), **box):
    shipment = ic.Shipment(program="fba", market="US", boxes=[ic.Box(id="A1", **box)])
    return ic.check(shipment, packs=list(packs), as_of=DAY, coverage=coverage)


def outcomes(report):
    return {each.rule.rpartition("/")[2]: {outcome for outcome, number in each.outcomes.items() if number} for each in report.rules}


def test_a_declaration_is_believed_unless_photos_are_asked_for():
    assert outcomes(check(**NONE_OF_IT))["stray-barcode"] == {Outcome.PASS}
    assert outcomes(check("declared", **NONE_OF_IT))["boxes-joined"] == {Outcome.PASS}
    asked = outcomes(check("photographed", **NONE_OF_IT))
    assert asked["stray-barcode"] == asked["boxes-joined"] == {Outcome.INCONCLUSIVE}


def test_photos_of_all_faces_do_what_the_declaration_may_not():
    photos = [closed("barcodes"), closed("joins", JoinSeen(joined=False))]
    asked = outcomes(check("photographed", photos=photos, **NONE_OF_IT))
    assert asked["stray-barcode"] == asked["boxes-joined"] == {Outcome.PASS}


def test_what_no_photo_can_show_is_still_declared():
    assert outcomes(check("photographed", **NONE_OF_IT))["loose-fill"] == {Outcome.PASS}


def test_what_is_declared_to_be_there_is_there():
    stray = {**NONE_OF_IT, "barcodes": [OWN, ic.Barcode(kind="gtin", text="4006381333931")]}
    assert outcomes(check("photographed", **stray))["stray-barcode"] == {Outcome.VIOLATION}
    assert outcomes(check("photographed", **{**NONE_OF_IT, "overwraps": ["strap"]}))["boxes-joined"] == {Outcome.VIOLATION}


def test_a_statement_under_facts_is_a_declaration_too():
    facts = {"facts": {"joined_to": [], "overwraps": []}}
    assert outcomes(check(**facts))["boxes-joined"] == {Outcome.PASS}
    assert outcomes(check("photographed", **facts))["boxes-joined"] == {Outcome.INCONCLUSIVE}


LISTS = {
    "barcodes": st.lists(st.sampled_from([OWN, ic.Barcode(kind="gtin"), ic.Barcode()]), max_size=2),
    "labels": st.lists(st.sampled_from([ic.Label(kind="box_id"), ic.Label(kind="old"), ic.Label()]), max_size=2),
    "overwraps": st.lists(st.sampled_from(["strap", "tape"]), max_size=2, unique=True),
    "joined_to": st.lists(st.just("A2"), max_size=1),
    "dunnage": st.lists(st.sampled_from(["peanuts", "paper_sheet"]), max_size=1),
    "team_lift_marks": st.lists(st.just("top"), max_size=1),
}


@given(st.fixed_dictionaries({}, optional=LISTS), st.booleans())
def test_asking_for_photos_decides_nothing_and_changes_nothing_else(box, weighs):
    box |= {"weight": "60 lb"} if weighs else {}
    before, after = outcomes(check(**box)), outcomes(check("photographed", **box))
    for rule in before:
        assert after[rule] <= before[rule] | {Outcome.INCONCLUSIVE}, rule
        if Outcome.INCONCLUSIVE in before[rule] and len(before[rule]) == 1:
            assert after[rule] == {Outcome.INCONCLUSIVE}, rule


PACK = """\
pack: mine
title: Mine
version: "1"
{pack}
rules:
  strapped:
    title: Something goes round the box
    for: box
    severity: error
    {rule}
    require: {{overwraps: {{count: {{equals: 0}}}}}}
    why: A test.
    fix: A test.
    source: {{authority: inboundcheck, page: Tests, read: 2026-11-23, standing: house}}
    examples:
      - {{name: none, given: {{overwraps: []}}, expect: pass}}
      - {{name: one, given: {{overwraps: [strap]}}, expect: violation}}
"""


@pytest.mark.parametrize(
    ("pack", "rule", "coverage", "outcome"),
    [
        ("", "", None, Outcome.PASS),
        ("", "coverage: photographed", None, Outcome.INCONCLUSIVE),
        ("coverage: photographed", "", None, Outcome.INCONCLUSIVE),
        ("coverage: photographed", "coverage: declared", None, Outcome.PASS),
        ("coverage: photographed", "", "declared", Outcome.PASS),
        ("", "coverage: declared", "photographed", Outcome.INCONCLUSIVE),
    ],
)
def test_the_caller_goes_before_the_rule_and_the_rule_before_the_pack(tmp_path, pack, rule, coverage, outcome):
    file = tmp_path / "mine.yaml"
    file.write_text(PACK.format(pack=pack, rule=rule), encoding="utf-8")
    assert outcomes(check(coverage, [file], overwraps=[]))["strapped"] == {outcome}


def test_a_word_that_is_none_is_refused(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(PACK.format(pack="coverage: photos", rule=""), encoding="utf-8")
    with pytest.raises(PackError, match="photographed"):
        check(None, [file])


def test_rules_of_two_coverages_stand_in_one_pack_and_a_checker_keeps_its_own(tmp_path):
    import pickle

    checker = ic.Checker([ic.load_pack("amazon-fba-us")], as_of=DAY, coverage="photographed")
    assert {each.coverage for each in pickle.loads(pickle.dumps(checker)).rules} == {"photographed"}  # noqa: S301 - our own
