"""Whether a strap is on a box follows from what goes round it."""

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

import inboundcheck as ic
from inboundcheck.answers import Open
from inboundcheck.facts import VOCABULARY
from inboundcheck.facts.seen import Sightings
from inboundcheck.model import OverwrapSeen, Photo
from inboundcheck.model.words import Overwrap

FACT = VOCABULARY["box", "strap_on_box"]
KINDS = st.lists(st.sampled_from(get_args(Overwrap)), unique=True)


@given(kinds=KINDS, whole=st.booleans())
def test_it_is_known_by_a_strap_that_is_there_or_by_all_that_is_there(kinds, whole):
    box = ic.Box(overwraps=tuple(kinds) if whole else Open(tuple(kinds)))
    strapped = "strap" in kinds or "elastic" in kinds
    assert FACT.declared(box) is (True if strapped else False if whole else None)


@given(kinds=KINDS, confidence=st.floats(0, 1))
def test_photos_that_close_nothing_show_a_strap_or_nothing(kinds, confidence):
    photo = Photo(sightings=tuple(OverwrapSeen(overwrap=each, confidence=confidence) for each in kinds))
    strapped = confidence >= 0.8 and not {"strap", "elastic"}.isdisjoint(kinds)
    assert FACT.seen(Sightings((photo,), 0.8)) is (True if strapped else None)


def test_of_what_nobody_says_nothing_is_known():
    assert FACT.declared(ic.Box()) is None
    assert FACT.reads == ("overwraps",)
