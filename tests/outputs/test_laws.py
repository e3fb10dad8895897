"""What holds of every format, whatever stands in the data."""

import json
import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from tests.outputs import reports

from inboundcheck.outputs import FORMATS, encoded, render
from inboundcheck.outputs.sheet import NARROWEST, cells
from inboundcheck.outputs.words import visible

NASTY = st.sampled_from(
    ["\x1b]0;title\x07", "\x9b31m", "\r", "\n", "\u2028", "\u202e", "\x00", "[red]x[/red]", ":smile:", "箱", "e\u0301", "\ud800", "🧨"]
)
TEXTS = st.text(max_size=300) | st.lists(NASTY | st.text(st.characters(), max_size=40), max_size=20).map("".join)


def is_safe(text):
    return all(each == "\n" or each.isprintable() or unicodedata.category(each) == "Zs" for each in text)


@given(TEXTS, TEXTS, st.integers(1, 10**9), st.none() | st.integers(1, 200), st.booleans())
def test_text_fits_and_holds_no_control_character(text, line, number, width, verbose):
    report = reports.hostile(text, number)
    rendered = render(report, "text", lines=lambda _: line, width=width, verbose=verbose)
    assert is_safe(rendered)
    assert "\n\n\n" not in rendered
    if width is not None:
        assert max(cells(each) for each in rendered.splitlines()) <= max(width, NARROWEST)


@given(TEXTS, st.integers(1, 50), st.none() | st.integers(1, 200))
def test_colour_adds_only_colour(text, number, width):
    report = reports.hostile(text, number)
    plain = render(report, "text", lines=lambda _: text, width=width)
    coloured = render(report, "text", lines=lambda _: text, width=width, color=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


@given(TEXTS.filter(bool))
def test_the_name_of_a_box_is_never_lost(text):
    report = reports.hostile(text)
    assert f"box {visible(text)} of" in render(report, "text")
    assert f"box {visible(text)} of" in render(report, "short")


@given(TEXTS, st.integers(1, 10**9))
def test_the_short_form_is_one_safe_line_for_each(text, number):
    report = reports.hostile(text, number)
    rendered = render(report, "short")
    assert is_safe(rendered)
    assert rendered.count("\n") == len(rendered.splitlines()) == len(report.violations) + len(report.inconclusive) + len(report.defects)


@given(TEXTS.filter(lambda text: text.encode(errors="replace").decode() == text), st.integers(1, 10**9))
def test_json_gives_every_text_back(text, number):
    rendered = render(reports.hostile(text, number), "json")
    assert rendered.isascii()
    assert is_safe(rendered)
    finding = json.loads(rendered)["findings"][0]
    assert (finding["message"], finding["fix"], finding["subjects"][0]["id"], finding["evidence"][1]["photo"]) == (text,) * 4


def test_rendering_twice_gives_the_same():
    for name in FORMATS:
        assert encoded(reports.full(), name) == encoded(reports.full(), name)
