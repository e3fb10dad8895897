"""A fact that names a plain function of known lengths says by it what it says by its own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck.facts import VOCABULARY, Fact
from inboundcheck.model import Box
from inboundcheck.quantities import Length

PLAIN = [fact for fact in VOCABULARY.values() if fact.plain]
LENGTHS = st.builds(lambda number, unit: Length(f"{number} {unit}"), st.integers(1, 99_999), st.sampled_from(["mm", "in", "pt", "mil"]))


@pytest.mark.parametrize("fact", PLAIN, ids=str)
@given(data=st.data())
def test_the_plain_function_agrees_with_the_whole_one(fact: Fact, data: Any) -> None:
    sides = {name: data.draw(LENGTHS, label=name) for name in fact.reads}
    assert fact.plain is not None
    assert fact.plain(*(side.amount for side in sides.values())) == fact.declared(Box(**sides))


def test_the_sides_have_plain_functions() -> None:
    assert {fact.name for fact in PLAIN} >= {"longest_side", "second_side", "shortest_side", "length_plus_girth", "volume"}
