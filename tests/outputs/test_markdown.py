import re
from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import example, given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from markdown_it import MarkdownIt
from tests.outputs import reports
from tests.outputs.test_laws import TEXTS

from inboundcheck.outputs import markdown, render
from inboundcheck.outputs.words import prose

SHOWN = MarkdownIt("commonmark", {"html": True}).enable("table")
MARKUP = st.sampled_from(
    [*"\\`*_{}[]<>()#+-.!|~&:$\"'^/@=", "<script>", "![x](y)", "https://a.b", "www.a.b", "</details>", "&lt;", "``", "1. ", "\n"]
)
NASTY = st.lists(MARKUP | st.sampled_from(["a", "1", " ", "箱"]), max_size=15).map("".join) | TEXTS


class _Reader(HTMLParser):
    """Collects the tags of a page, and the text of its cells."""

    def __init__(self):
        super().__init__()
        self.tags, self.cells, self.open = [], [], False

    def handle_starttag(self, tag, _attributes):
        self.tags.append(tag)
        if tag in ("td", "li"):
            self.open = True
            self.cells.append("")

    def handle_endtag(self, tag):
        self.open = self.open and tag not in ("td", "li")

    def handle_data(self, data):
        if self.open:
            self.cells[-1] += data


def read(text):
    reader = _Reader()
    reader.feed(SHOWN.render(text))
    return reader


def test_markdown():
    assert render(reports.full(), "markdown") == snapshot("""\
## Inbound check

NOT READY. 240 boxes, 2 rules judged on 2026-11-23: 3 errors, 1 warning, 1 piece of advice, 4 not decided, 1 unreadable, 1 waived, 119 passed.

| level | what | found | to do |
|---|---|---|---|
| error | box A17 `shipment.yaml:6:13` | longest side is 40 in; at most 36 in (`amazon-fba-us/box-too-long`, refused) | Repack so that the longest side is 36 in or less. |
| error | label no. 1 of box A18 | seam clearance is 0 in; more than 0 in (`amazon-fba-us/label-on-seam`, refused) | Move the label to one flat face, clear of every seam and edge. |
| error | box no. 7 (40 identical) | longest side is 37 in; at most 36 in (`amazon-fba-us/box-too-long`, refused) | Repack so that the longest side is 36 in or less. |
| warning | box A20 `shipment.yaml:16:14` | dunnage is peanuts, bubble\\_wrap; none of peanuts, shredded\\_paper, styrofoam, foam\\_chips, crinkle\\_paper (`amazon-fba-us/dunnage-not-allowed`, charged) | Take out the packing peanuts; use air pillows, paper sheets or bubble wrap. |
| advice | box A17 | hand holes is no; yes (`house/hand-holes`) |  |
| unreadable | box A19, weight `shipment.yaml:14:65` | '25,4 kg' is not a mass (write the decimal with a point, and no thousands separator) | Write a number and a unit, for example '25.4 kg' |

<details><summary>4 findings not decided</summary>

| level | what | found | to do |
|---|---|---|---|
| not decided (error) | box A19 `shipment.yaml:14:23` | longest side is 60 in; at most 36 in (allowed only if: A single unit that is itself longer may travel in a longer box) (`amazon-fba-us/box-too-long`, refused unless an exception applies) | Find out: unit count of box A19, longest item side of box A19. Unless an exception applies: Repack so that the longest side is 36 in or less. |
| not decided (error) | box A18 `shipment.yaml:10:5` | not known: weight (`amazon-fba-us/box-too-heavy`, may be refused) | Find out: weight of box A18. |
| not decided (warning) | 12 boxes: A21, B5, B6, B7, B8, B9 and 6 more `shipment.yaml:17:5` | not known: dunnage (`amazon-fba-us/dunnage-not-allowed, amazon-fba-us/dunnage-loose`) | Find out: dunnage. |
| not decided (error) | all boxes | 8 rules, 240 boxes; nothing in the input speaks of labels (`not-checked/labels`) | Find out: photos of the boxes, or \\`labels:\\` in the spec. To judge the data only, and say so in the report: --only data |

</details>

<details><summary>1 waived</summary>

| level | what | found | to do |
|---|---|---|---|
| waived | box C1 | longest side is 38 in; at most 36 in (`amazon-fba-us/box-too-long`) | Accepted in case 20931. (maria, until 2026-12-31) |

</details>

<details><summary>Judged by</summary>

- amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States
- house 3 (named): House rules
- As of 2026-11-23.
- Note: no ship date is given; judged as of today, 2026-11-23.
- Rules that judged nothing: 1 never applied, 1 not in force, 1 off.
- Unused waiver: house/hand-holes, box D4: The carrier agreed. (li, until 2027-01-31).
- Unused waiver: amazon-fba-us/box-too-long, box \\*: Until the new boxes come. (li, until 2026-10-01).

</details>
""")


@given(NASTY)
@example("11. ")
def test_no_data_becomes_markup(text):
    tags = set(read(render(reports.hostile(text), "markdown")).tags)
    assert tags <= {"h2", "p", "table", "thead", "tbody", "tr", "th", "td", "details", "summary", "ul", "li", "code"}


@given(NASTY)
def test_a_text_is_shown_as_it_stands(text):
    shown = prose(text)
    cells = read(f"| a |\n|---|\n| x{markdown.text(shown)}x |\n").cells
    assert [each.replace("\u2060", "") for each in cells] == [f"x{shown}x"[: markdown._LONGEST_CELL + 2]] or len(shown) > markdown._LONGEST_CELL


@given(NASTY)
def test_a_name_in_code_is_shown_as_it_stands(text):
    shown = prose(text) or "a"
    cells = read(f"| a |\n|---|\n| x{markdown.code(shown)}x |\n").cells
    assert cells == [f"x{shown}x"] or len(shown) > markdown._LONGEST_CELL


def test_nobody_is_called_and_nothing_is_linked():
    report = reports.one(replace(reports.too_long, message="@octocat #12 GH-7 :100: https://a.b www.a.b"))
    line = next(each for each in render(report, "markdown").splitlines() if "octocat" in each)
    assert not re.search(r"@\w|#\d|GH-\d|:\d+:|(?<!\\)://|www\.a", line.split("`shipment.yaml:6:13`")[1])


def test_it_fits_into_a_comment_and_counts_what_does_not():
    report = replace(reports.one(), findings=(reports.too_long,) * 2_000 + (reports.no_weight,) * 10)
    rendered = render(report, "markdown")
    assert len(rendered) <= markdown.LONGEST
    shown = rendered.count("| error | box A17")
    assert f"**{2_010 - shown:,} rows left out:** a comment holds 65,536 characters. The other formats hold all of them." in rendered
    assert rendered.endswith("</details>\n")


@settings(max_examples=15)
@given(st.integers(1, 300), st.integers(1, 1_000))
def test_it_always_fits(number, length):
    finding = replace(reports.too_long, message="|" * length, fix="*" * length)
    waiver = replace(reports.accepted.waiver, reason="_" * length)
    report = replace(reports.full(), findings=(finding,) * number + (reports.accepted,) * number, unused_waivers=(waiver,) * number)
    rendered = render(report, "markdown")
    assert len(rendered) <= markdown.LONGEST
    assert rendered.count("<details>") == rendered.count("</details>")
