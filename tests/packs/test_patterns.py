"""Patterns that could run away are refused; those of real identifiers are taken."""

import pytest

from inboundcheck.packs.patterns import complaint


@pytest.mark.parametrize("pattern", ["FBA[0-9A-Z]{7,10}U[0-9]{6}", "1Z[0-9A-Z]{16}", "(X0|B0)[0-9A-Z]{8}", ".*1", r"\d{18}", "[A-Z]+-[0-9]{4}"])
def test_a_pattern_of_an_identifier_is_taken(pattern: str) -> None:
    assert complaint(pattern) == ""


@pytest.mark.parametrize(
    "pattern",
    ["(a+)+b", "(a|aa)+b", ".*.*b", "(.*,){11}", "a?" * 60 + "a" * 60, "a{0,999}a{0,999}a{0,999}b", r"(a)\1+", "(?=a)b", "(", "x" * 300],
    ids=lambda pattern: pattern[:20],
)
def test_a_pattern_that_could_run_away_is_refused(pattern: str) -> None:
    assert complaint(pattern)
