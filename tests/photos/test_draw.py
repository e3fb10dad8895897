"""What is drawn onto a photo."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inboundcheck.photos.marking.draw import LONG_SIDE, Outline, draw_marked, plain, shortened

Image = pytest.importorskip("PIL.Image", reason="photos need the extra 'photo'")

SQUARE = ((300.0, 300.0), (700.0, 300.0), (700.0, 700.0), (300.0, 700.0))
COLOURS = {"fine": (0, 128, 95), "breaks": (198, 70, 0), "doubtful": (240, 228, 66)}
POINTS = st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4))


def grey(width=1000, height=1000):
    return Image.new("RGB", (width, height), (128, 128, 128))


def shares(image):
    """How much of an image has each of the colours."""
    counts = {colour: number for number, colour in image.getcolors(image.width * image.height)}
    return {meaning: counts.get(colour, 0) for meaning, colour in COLOURS.items()}


@pytest.mark.parametrize("meaning", COLOURS)
def test_a_meaning_has_a_colour_of_its_own(meaning):
    found = shares(draw_marked(grey(), [Outline(SQUARE, "", meaning)]))
    assert {each for each, number in found.items() if number} == {meaning}


def test_a_doubtful_outline_is_dashed():
    """Along the middle of its upper side the colour comes and goes; along that of the others it stays."""
    changes = {}
    for meaning, colour in COLOURS.items():
        image = draw_marked(grey(), [Outline(SQUARE, "", meaning)])
        line = [image.getpixel((x, 300)) == colour for x in range(320, 680)]
        changes[meaning] = sum(one != other for one, other in pairwise(line))
    assert changes["fine"] == changes["breaks"] == 0
    assert changes["doubtful"] > 10


@pytest.mark.parametrize("ground", ["black", "white", "#00805F", "#C64600", "#F0E442"])
@pytest.mark.parametrize("meaning", COLOURS)
def test_an_outline_shows_on_any_ground(ground, meaning):
    image = draw_marked(Image.new("RGB", (1000, 1000), ground), [Outline(SQUARE, "", meaning)])
    across = (
        {sum(image.getpixel((500, y))) for y in range(280, 320)}
        if meaning != "doubtful"
        else {sum(image.getpixel((x, 300))) for x in range(280, 720)}
    )
    assert max(across) - min(across) > 250


def test_a_caption_is_written_and_an_outline_without_words_has_none():
    silent, named = (draw_marked(grey(), [Outline(SQUARE, caption, "fine")]) for caption in ("", "box id A17"))
    assert shares(named)["fine"] > shares(silent)["fine"] + 3000


def test_the_polygon_is_that_of_the_photo_whatever_the_size_of_the_copy():
    image = draw_marked(grey(4000, 2000), [Outline(SQUARE, "", "breaks")], long_side=1000)
    assert image.size == (1000, 500)
    assert image.getpixel((75, 125)) == COLOURS["breaks"]


@pytest.mark.parametrize(
    ("size", "copy"), [((4000, 3000), (LONG_SIDE, 1200)), ((900, 1600), (900, 1600)), ((1, 1), (1, 1)), ((20_000, 2), (LONG_SIDE, 1))]
)
def test_a_copy_is_made_smaller_and_never_larger(size, copy):
    assert draw_marked(grey(*size), [Outline(SQUARE, "box id A17", "fine")]).size == copy


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK", "1", "I;16"])
def test_every_mode_is_drawn_in_colour(mode):
    photo = Image.new(mode, (1000, 1000))
    assert shares(draw_marked(photo, [Outline(SQUARE, "", "breaks")]))["breaks"]


def test_the_photo_is_not_changed_and_where_it_was_taken_is_not_handed_on():
    photo = grey()
    photo.info["exif"] = b"Exif\0\0 51 N 0 W"
    before = photo.tobytes()
    marked = draw_marked(photo, [Outline(SQUARE, "box id A17", "fine")])
    assert photo.tobytes() == before
    assert not marked.info
    assert not marked.getexif()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.lists(POINTS, max_size=6), st.text(max_size=300), st.sampled_from(sorted(COLOURS))), max_size=8))
def test_whatever_stands_in_a_caption_or_a_polygon_a_picture_comes_out(marks):
    outlines = [Outline(tuple(points), caption, meaning) for points, caption, meaning in marks]
    assert draw_marked(grey(200, 150), outlines).size == (200, 150)


@pytest.mark.parametrize(
    ("text", "written"),
    [("box id A17: this box", "box id A17: this box"), ("Übergröße…", "UbergroU+00DFe…"), ("箱\u202e\n\x00", "U+7BB1U+202EU+000AU+0000")],
)
def test_a_text_is_written_in_letters_that_the_font_has(text, written):
    assert plain(text) == written


@given(st.text(max_size=400), st.integers(0, 60))
def test_a_text_is_shortened_in_its_middle_and_no_more_than_it_must(text, room):
    short = shortened(text, lambda each: len(each) <= room)
    assert len(short) <= room or not short
    if len(text) <= room:
        assert short == text
    elif room > 1:
        assert len(short) == room
        head, tail = short.split("…", 1) if "…" not in text else (short[0], "")
        assert text.startswith(head)
        assert text.endswith(tail)
