import pytest
from hypothesis import given
from hypothesis import strategies as st

from inboundcheck.outputs.excerpt import Excerpt, excerpt
from inboundcheck.outputs.sheet import cells

PAYLOAD = '{"boxes":[' + ",".join(f'{{"id":"A{number}","length":{{"value":40,"unit":"IN"}}}}' for number in range(5000)) + "]}"


@pytest.mark.parametrize(
    ("line", "column", "value", "marked"),
    [
        ("    length: 40 in", 13, "40 in", "40 in"),
        ("    length: 40 in  # measured", 13, "", "40 in"),
        ('    length: "40 in"', 13, "40 in", '"40 in"'),
        ("    length: '40 in', ", 13, "40 in", "'40 in'"),
        ("  - {id: A19, length: 60 in, width: 6 in}", 23, "1524 mm", "60 in"),
        ("    dunnage: [peanuts, bubble_wrap] # both", 14, "peanuts", "[peanuts, bubble_wrap]"),
        ("  - {id: A19, length: 60 in}", 5, "", "{"),
        ("\tlength: 40 in", 10, "40 in", "40 in"),
        ("length: 40 in", 0, "40 in", ""),
        ("length: 40 in", 14, "40 in", ""),
        ("", 1, "", ""),
        ("id: 箱子七", 5, "箱子七", "箱子七"),
        ('id: "open', 5, "", '"open'),
    ],
)
def test_the_value_is_marked(line, column, value, marked):
    found = excerpt(line, column, value, 80)
    assert found.marked == marked
    assert found.line == line.replace("\t", " ")


def test_a_long_line_is_cut_around_the_value():
    column = PAYLOAD.index('"A2500"') + 1
    assert excerpt(PAYLOAD, column, "A2500", 60) == Excerpt('...40,"unit":"IN"}},{"id":', '"A2500"', ',"length":{"value":40,"u...')


def test_a_long_value_is_cut_at_its_end():
    found = excerpt("text: " + "x" * 500, 7, "x" * 500, 60)
    assert found.marked == "x" * 37 + "..."
    assert cells(found.line) == 60


def test_a_control_character_moves_no_caret():
    assert excerpt("\x1b[31m: A17", 8, "A17", 80) == Excerpt("\\x1b[31m: ", "A17", "")


@given(st.text(st.characters() | st.sampled_from("\x1b\x9b\t箱'\"[]{}, #")), st.integers(0, 100), st.text(max_size=5), st.integers(20, 100))
def test_no_excerpt_is_wider_than_asked(line, column, value, width):
    found = excerpt(line, column, value, width)
    assert cells(found.line) <= width
    assert found.line.isprintable() or all(each.isprintable() or each.isspace() for each in found.line)
