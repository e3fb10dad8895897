"""The report as a page."""

import re
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from tests.outputs import reports

import inboundcheck.outputs
from inboundcheck.errors import UsageError
from inboundcheck.outputs import guide, render
from inboundcheck.outputs.html_view import MOST_PICTURES, OPEN_CARDS, Picture
from inboundcheck.outputs.json import as_data
from inboundcheck.outputs.summary import headline, verdict
from inboundcheck.report import Finding, Outcome, Report, Seen, Severity, Source, Subject

pytest.importorskip("jinja2", reason="the page needs the extra 'html'")

ALL = [reports.clean, reports.full, reports.only_data, reports.nothing_decided, reports.one, reports.warned, lambda: reports.hostile("x")]
VOID = {"meta", "img", "input", "br", "path", "use", "circle"}
PIXEL = Picture(b"\xff\xd8jpeg", 40, 30, "gtin 4006381333931: stray")


class Tree(HTMLParser):
    """What a page consists of: the tags with their attributes, whether they are closed, and the words below each."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.lines = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"h1", "h2", "h3", "h4", "li", "dt", "dd", "p", "summary", "img", "figcaption"}:
            self.lines.append([tag, dict(attrs).get("alt", "")])

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        if self.lines and not {"style", "script"} & {*self.open} and "svg" not in self.open:
            self.lines[-1][1] += data

    def all(self, *names):
        return [attributes for tag, attributes in self.tags if tag in names]

    def outline(self):
        """The words of the page, a line for each piece, headings with their depth."""
        written = [(tag, " ".join(words.split())) for tag, words in self.lines]
        return "\n".join(f"{'#' * int(tag[1]) if tag[0] == 'h' else tag}: {words}" for tag, words in written if words)


def tree(report, **options):
    made = Tree(render(report, "html", **options))
    assert made.open == []
    return made


def test_a_page_says_all_that_is_in_the_report():
    assert tree(reports.full(), lines=reports.line_of).outline() == snapshot("""\
p: Inbound check as of 2026-11-23
#: NOT READY
p: 240 boxes, 2 rules judged on 2026-11-23: 3 errors, 1 warning, 1 piece of advice, 4 not decided, 1 unreadable, 1 waived, 119 passed.
##: What to do
li: Box A17 Repack so that the longest side is 36 in or less. A heavy box without hand holes
li: Box A18 Move the label to one flat face, clear of every seam and edge.
li: Box no. 7 (40 identical) Repack so that the longest side is 36 in or less.
li: Box A20 Take out the packing peanuts; use air pillows, paper sheets or bubble wrap.
##: Needs work
###: Box A17
####: error A box side is over the limit refused
p: Repack so that the longest side is 36 in or less.
p: amazon-fba-us/box-too-long
dt: Found
dd: longest side is 40 in; at most 36 in
dt: In
dd: shipment.yaml:6:13length: 40 in
dt: Told
dd: unit count: 4 (shipment.yaml:5:5)
dt: Why
dd: Longer boxes do not fit the receiving conveyor.
dt: Source
dd: Amazon Seller Central, Shipping and routing requirements, read 2026-11-23 third-party Read in a copy.
####: advice A heavy box without hand holes
p: house/hand-holes
dt: Found
dd: hand holes is no; yes
###: Box A18
p: Photo a18-top.jpg (not shown here)
####: error A label lies on a seam refused
p: Move the label to one flat face, clear of every seam and edge.
p: label no. 1 of box A18 · amazon-fba-us/label-on-seam
dt: Found
dd: seam clearance is 0 in; more than 0 in
dt: Note
dd: the spec says 2 in, the photo shows 0 in; judged each way, the worse stands
dt: Seen
dd: in a18-top.jpg: seam clearance 0 in (0.93)
dt: Source
dd: Amazon Seller Central, Shipping and routing requirements, read 2026-11-23 third-party Read in a copy.
###: Box no. 7 (40 identical)
####: error A box side is over the limit refused
p: Repack so that the longest side is 36 in or less.
p: amazon-fba-us/box-too-long
dt: Found
dd: longest side is 37 in; at most 36 in
dt: Told
dd: longest side: 37 in
dt: Source
dd: Amazon Seller Central, Shipping and routing requirements, read 2026-11-23 third-party Read in a copy.
###: Box A20
####: warning Packing material that is not allowed charged
p: Take out the packing peanuts; use air pillows, paper sheets or bubble wrap.
p: amazon-fba-us/dunnage-not-allowed
dt: Found
dd: dunnage is peanuts, bubble_wrap; none of peanuts, shredded_paper, styrofoam, foam_chips, crinkle_paper
dt: In
dd: shipment.yaml:16:14dunnage: [peanuts, bubble_wrap]
dt: Source
dd: Amazon Seller Central, Shipping and routing requirements, read 2026-11-23 third-party Read in a copy.
##: Could not be read
p: These values were taken as not known.
###: unreadable '25,4 kg' is not a mass (write the decimal with a point, and no thousands separator)
dt: At
dd: box A19, weight
dt: In
dd: shipment.yaml:14:65
dt: Needed
dd: a number and a unit
dt: Write
dd: '25.4 kg'
##: Look at these
p: Photos leave this open, and one look settles it. Each answer counts for the one photo that it is about.
###: Box A18 Does this label lie over a seam of the box, or touch one? Yes No Does this label go over an edge or a corner of the box? Yes No
p: Photo a18-top.jpg (not shown here) Your name Download answers.yaml
p: Put the file beside the spec, in the place of the one that is there, and check again.
p: To answer on the terminal: inboundcheck review FOLDER
##: Not decided
p: Nobody says that these are wrong, or that they are right.
###: not decided A box side is over the limit refused unless an exception applies
p: box A19 · amazon-fba-us/box-too-long
p: What would decide it:
li: unit count of box A19
li: longest item side of box A19
p: Repack so that the longest side is 36 in or less.
dt: Found
dd: longest side is 60 in; at most 36 in (allowed only if: A single unit that is itself longer may travel in a longer box)
dt: In
dd: shipment.yaml:14:23- {id: A19, length: 60 in, width: 6 in, height: 6 in, weight: "25,4 kg"}
dt: Source
dd: Amazon Seller Central, Shipping and routing requirements, read 2026-11-23 third-party Read in a copy.
###: not decided A box is over the weight limit may be refused
p: box A18 · amazon-fba-us/box-too-heavy
p: What would decide it:
li: weight of box A18
dt: Found
dd: not known: weight
dt: In
dd: shipment.yaml:10:5- id: A18
dt: Source
dd: Amazon Seller Central, Shipping and routing requirements, read 2026-11-23 third-party Read in a copy.
###: not decided (warning) 2 rules cannot be decided
p: 12 boxes: A21, B5, B6, B7, B8, B9, B10, B11, B12, B13, B14, B15 · amazon-fba-us/dunnage-not-allowed
p: What would decide it:
li: dunnage
dt: Rules
dd: amazon-fba-us/dunnage-not-allowed, amazon-fba-us/dunnage-loose
dt: Found
dd: not known: dunnage
dt: In
dd: shipment.yaml:17:5- id: A21
###: not checked: labels 8 rules, 240 boxes; nothing in the input speaks of labels
p: What would decide it:
li: photos of the boxes
li: or `labels:` in the spec
p: To judge the data only, and say so in the report: --only data
dt: Rules
dd: amazon-fba-us/label-1, amazon-fba-us/label-2, amazon-fba-us/label-3, amazon-fba-us/label-4, amazon-fba-us/label-5, amazon-fba-us/label-6, amazon-fba-us/label-7, amazon-fba-us/label-8
##: Waived
li: box C1: A box side is over the limit. Accepted in case 20931. (maria, until 2026-12-31) amazon-fba-us/box-too-long
li: Unused waiver: house/hand-holes for box D4. The carrier agreed. (li, until 2027-01-31)
li: Lapsed waiver: amazon-fba-us/box-too-long. Until the new boxes come. (li, until 2026-10-01)
##: What was judged
li: amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States
li: house 3 (named): House rules
li: Note: no ship date is given; judged as of today, 2026-11-23
summary: Answers about photos: 1
li: Is it? Yes. maria, 2026-11-22, a17.jpg
summary: Rules never applied: 1
li: A pallet is too high amazon-fba-us/pallet-too-high
summary: Rules not in force: 1
li: An old limit amazon-fba-us/old-limit (from 2027-01-01)
summary: Rules off: 1
li: Our own limit house/own-limit (the setting `own_limit` is not set)
p: Each figure says whose it is and where it was read. Check what you rely on. Made by inboundcheck; nothing on this page was fetched from anywhere.\
""")


def test_a_clean_page_is_short():
    assert tree(reports.clean()).outline() == snapshot("""\
p: Inbound check as of 2026-11-23
#: All clear
p: 240 boxes, 2 rules judged on 2026-11-23: 2,880 passed.
##: What was judged
li: amazon-fba-us 2026.11 (its scope fits): Amazon FBA inbound, United States
p: Each figure says whose it is and where it was read. Check what you rely on. Made by inboundcheck; nothing on this page was fetched from anywhere.\
""")


@pytest.mark.parametrize("make", ALL)
def test_a_page_counts_as_the_other_formats_do(make):
    report = make()
    page = tree(report)
    assert headline(report) == f"{verdict(report)}. {re.search('p: (.*passed.*)', page.outline())[1]}"
    cards = [each.get("class", "") for each in page.all("article")]
    counts = as_data(report)["counts"]
    assert len([each for each in page.all("section") if each.get("class") == "finding"]) == sum(
        counts["findings"][each] for each in ("error", "warning", "advice")
    )
    assert cards.count("card open") == counts["findings"]["not_decided"]


@pytest.mark.parametrize("make", ALL)
def test_a_page_can_be_used_without_seeing_it(make):
    page = tree(make(), pictures=lambda _: PIXEL)
    depths = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert depths.count(1) == 1
    assert depths[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(depths))
    assert {"header", "main", "footer"} <= {tag for tag, _ in page.tags}
    assert page.all("html") == [{"lang": "en"}]
    assert all(each["alt"] and each["width"] and each["height"] for each in page.all("img"))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {each["href"][1:] for each in page.all("a", "use") if each["href"].startswith("#")} <= set(ids)


@pytest.mark.parametrize("make", ALL)
def test_a_page_fetches_nothing_and_runs_nothing(make):
    page = tree(make(), pictures=lambda _: PIXEL)
    assert not page.all("link", "iframe", "object", "base")
    assert all(each["src"].startswith("data:image/jpeg;base64,") for each in page.all("img"))
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "url(" not in render(make(), "html")
    policy = next(each["content"] for each in page.all("meta") if each.get("http-equiv") == "Content-Security-Policy")
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    assert bool(page.all("script", "form")) == bool(make().questions)


def test_the_one_script_is_ours_and_no_other_may_run():
    rendered = render(reports.hostile("x"), "html")
    (script,) = re.findall(r"<script>(.*?)</script>", rendered, re.DOTALL)
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'\"" in rendered
    assert script == (Path(inboundcheck.outputs.__file__).parent / "answers.js").read_text(encoding="utf-8")


NASTY = st.sampled_from(
    ["<script>alert(1)</script>", "</style>", '"', "'", "&lt;", "{{ 7 * 7 }}", "{% raw %}", "\x1b[31m", "\u202e", "\x00", "\ud800", "]]>", "-->"]
)
TEXTS = st.lists(NASTY | st.text(max_size=30), max_size=10).map("".join)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_data_never_becomes_markup(text):
    page, plain = (tree(reports.hostile(each)) for each in (f"x{text}x", "xx"))
    assert [(tag, list(attributes)) for tag, attributes in page.tags] == [(tag, list(attributes)) for tag, attributes in plain.tags]
    rendered = render(reports.hostile(f"x{text}x"), "html")
    assert all(each == "\n" or each.isprintable() or each == "\u3000" or each.isspace() for each in rendered)
    assert "\x1b" not in rendered
    rendered.encode()


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " https://example.com", "https://example.com/\u202e", "file:///etc/passwd", ""]
)
def test_only_a_page_on_the_web_is_linked(url):
    finding = Finding(
        Outcome.VIOLATION, "p/r", "t", Severity.ERROR, (Subject("box", "A1"),), "m", sources=(Source("Somebody", "house", "Page", url),)
    )
    page = tree(reports.one(finding))
    assert [each["href"] for each in page.all("a")] == ["#work-1"]
    assert "Somebody, Page" in page.outline()


def test_a_long_name_is_cut_in_its_middle():
    name = "A" * 5_000 + "B" * 5_000
    finding = Finding(Outcome.VIOLATION, "p/r", "t", Severity.ERROR, (Subject("box", name),), f"weight of {name}", fix=name)
    rendered = render(reports.one(finding), "html")
    assert len(rendered) < 30_000
    assert "[…9,884 more characters…]" in rendered


def violation(number, photo=""):
    evidence = (Seen("outside_barcodes", "gtin 1", photo, ((0.0, 0.0),)),) if photo else ()
    return Finding(
        Outcome.VIOLATION, "p/r", "t", Severity.ERROR, (Subject("box", f"A{number}", number),), "too long", fix="Repack.", evidence=evidence, boxes=1
    )


def test_five_thousand_boxes_are_all_there_and_most_are_folded_up():
    report = Report(tuple(violation(number) for number in range(5_000)), reports.DAY, (reports.PACK,), 5_000)
    rendered = render(report, "html")
    shown, folded = rendered.split("<details><summary>And 4,960 more</summary>")
    assert shown.count("<article") == OPEN_CARDS
    assert folded.count("<article") == 5_000 - OPEN_CARDS
    assert "And 4,988 more below." in shown
    assert len(rendered) < 6_000_000


def test_a_photo_is_shown_once_and_named_by_its_number_elsewhere():
    page = tree(
        Report((violation(1, "a.jpg"), violation(2, "b.jpg"), violation(3, "a.jpg")), reports.DAY, (reports.PACK,), 3), pictures=lambda _: PIXEL
    )
    assert [each["id"] for each in page.all("figure")] == ["photo-1", "photo-2"]
    assert "p: Photo 1, shown above" in page.outline()
    assert "dd: in photo 1: outside barcodes gtin 1 (1.00)" in page.outline()


def test_a_photo_that_is_not_at_hand_is_named():
    page = tree(Report((violation(1, "lost.jpg"),), reports.DAY, (reports.PACK,), 1), pictures=lambda _: None)
    assert not page.all("img")
    assert "Photo lost.jpg (not shown here)" in page.outline()


def test_more_photos_than_a_page_can_hold_are_counted():
    report = Report(tuple(violation(number, f"{number}.jpg") for number in range(MOST_PICTURES + 3)), reports.DAY, (reports.PACK,), 103)
    page = tree(report, pictures=lambda _: PIXEL)
    assert len(page.all("img")) == MOST_PICTURES
    assert "3 photos are not shown here" in page.outline()


def test_without_jinja2_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(UsageError) as error:
        render(reports.clean(), "html")
    assert str(error.value) == "HTML needs jinja2, which is not installed; install it with: pip install 'inboundcheck[html]'"


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["ink", "soft", "link", "error", "warning", "advice", "open", "good"])
def test_text_stands_out_from_its_ground(scheme, name):
    """By the contrast that WCAG 2.2 asks for at level AA (https://www.w3.org/TR/WCAG22/#contrast-minimum)."""
    css = (Path(inboundcheck.outputs.__file__).parent / "report.css").read_text(encoding="utf-8")
    block = re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]
    colours = {key: value * 2 if len(value) == 4 else value for key, value in re.findall(r"--([a-z-]+): (#[0-9a-f]+)", block)}
    colours = {key: "#" + value.replace("#", "")[:6] for key, value in colours.items()}
    for ground in ("card", "ground"):
        lighter, darker = sorted((luminance(colours[name]), luminance(colours[ground])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (name, ground)


def test_a_picture_of_the_shot_guide_is_shown_once_where_its_photo_is_first_asked_for():
    wanted = [replace(reports.no_weight, subjects=(Subject("box", f"A{number}", number),), shot="face") for number in range(3)]
    page = tree(replace(reports.one(), findings=(*wanted, replace(wanted[0], rule="p/corner", shot="corner"))))
    pictures = [each["alt"] for each in page.all("img")]
    assert pictures == [f"A photo as it should be: {guide.WORDS[each]}" for each in ("face", "corner")]
    assert all(guide.picture(each).read_bytes().startswith(b"\xff\xd8") for each in guide.WORDS)
