import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
import zxingcpp
from hypothesis import given
from inline_snapshot import snapshot
from tests.outputs import reports
from tests.outputs.test_laws import TEXTS

from inboundcheck.outputs import barcode, picklist, render

TAGS = {
    "main",
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "h1",
    "h2",
    "h3",
    "p",
    "ul",
    "li",
    "label",
    "input",
    "span",
    "small",
    "section",
    "svg",
    "path",
    "b",
}


def bare(report):
    """The page without its head and its barcodes' bars."""
    page = render(report, "picklist")
    return re.sub(r' d="[^"]*"', "", page[page.index("<body>") :])


def test_the_page():
    report = replace(reports.full(), findings=(reports.too_long, reports.hand_holes, reports.no_weight, reports.no_labels, reports.accepted))
    assert bare(report) == snapshot("""\
<body>
<main>
<h1>Pick list</h1>
<p>NOT READY. 240 boxes, 2 rules judged on 2026-11-23: 1 error, 1 piece of advice, 2 not decided, 1 unreadable, 1 waived, 119 passed.</p>
<p>1 waived: not on this list.</p>
<h2>Before the boxes</h2>
<ul>
<li><label><input type="checkbox"> <span><span class="level">unreadable</span>: Write a number and a unit, for example &#x27;25.4 kg&#x27;.<small>box A19, weight: &#x27;25,4 kg&#x27; is not a mass (write the decimal with a point, and no thousands separator)</small></span></label></li>
<li><label><input type="checkbox"> <span><span class="level">not decided</span>: Find out: photos of the boxes, or `labels:` in the spec. To judge the data only, and say so in the report: --only data<small>all boxes: 8 rules, 240 boxes; nothing in the input speaks of labels (not-checked/labels)</small></span></label></li>
</ul>
<h2>By box: 2 boxes</h2>
<section class="box">
<h3>Box A17</h3>
<svg class="code" role="img" aria-label="Barcode A17" viewBox="0 0 88 50" style="width:33mm" preserveAspectRatio="none" xmlns="http://www.w3.org/2000/svg"><path/></svg><ul>
<li><label><input type="checkbox"> <span><span class="level">error</span>: Repack so that the longest side is 36 in or less.<small>longest side is 40 in; at most 36 in (amazon-fba-us/box-too-long)</small></span></label></li>
<li><label><input type="checkbox"> <span><span class="level">advice</span>: hand holes is no; yes<small>(house/hand-holes)</small></span></label></li>
</ul>
</section>
<section class="box">
<h3>Box A18</h3>
<svg class="code" role="img" aria-label="Barcode A18" viewBox="0 0 88 50" style="width:33mm" preserveAspectRatio="none" xmlns="http://www.w3.org/2000/svg"><path/></svg><ul>
<li><label><input type="checkbox"> <span><span class="level">not decided</span>: Find out: weight of box A18.<small>not known: weight (amazon-fba-us/box-too-heavy)</small></span></label></li>
</ul>
</section>
<h2>By action</h2>
<ul>
<li><b>Repack so that the longest side is 36 in or less.</b><small>1 box: A17</small></li>
<li><b>Find out: weight of box A18.</b><small>1 box: A18</small></li>
</ul>
</main>
</body>
</html>
""")


def test_what_all_boxes_lack_is_one_step():
    report = replace(reports.one(reports.no_dunnage), boxes=12)
    assert [(each.box, each.about) for each in picklist.to_tick(report)] == [("", "all boxes")]
    assert len(picklist.to_tick(replace(report, boxes=13))) == 12


@pytest.mark.parametrize(("make", "note"), [(reports.clean, "Nothing is to be done."), (reports.nothing_decided, "Nothing was decided")])
def test_an_empty_list_says_why(make, note):
    assert note in render(make(), "picklist")


def test_the_page_needs_no_network():
    page = render(reports.full(), "picklist").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|url\(|@import|<script|<link|src=", page)


@given(TEXTS)
def test_no_data_becomes_markup(text):
    tags = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.append(tag)
    parser.feed(render(reports.hostile(text + "<img src=x onerror=alert(1)>"), "picklist"))
    assert set(tags) <= TAGS


@pytest.mark.parametrize("text", ["FBA15ABCU000001", "A17", "a b-c/1", "0123456789", "=cmd|' /C calc'!A0"])
def test_a_barcode_can_be_read_back(text):
    drawn = barcode.code_128(text)
    width, bars = int(re.search(r'viewBox="0 0 (\d+) 50"', drawn)[1]), re.search(r' d="([^"]*)"', drawn)[1]
    assert [each.text for each in zxingcpp.read_barcodes(picture(bars, width))] == [text]


def picture(path, width, scale=4):
    """Draw the bars of a path as rows of grey."""
    row = bytearray(b"\xff" * width * scale)
    for start, wide in re.findall(r"M(\d+) 0h(\d+)v50", path):
        row[int(start) * scale : (int(start) + int(wide)) * scale] = bytes(int(wide) * scale)
    return memoryview(bytes(row) * 80).cast("B", (80, width * scale))


@pytest.mark.parametrize("text", ["", "箱", "é", "a\nb", "x" * 49])
def test_what_has_no_barcode_has_none(text):
    assert barcode.code_128(text) == ""


def test_a_box_without_a_barcode_says_so():
    assert "No barcode fits its ID." in render(reports.one(replace(reports.too_long, subjects=(reports.box("箱"),))), "picklist")


def test_without_the_library_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "zxingcpp", None)
    monkeypatch.setattr("inboundcheck.outputs.picklist.can_draw", lambda: False)
    page = render(reports.one(), "picklist")
    assert "<svg" not in page
    assert "pip install &#x27;inboundcheck[photo]&#x27; draws them" in page
