"""What notebooks show of a report, a finding and a shipment."""

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from inline_snapshot import snapshot
from tests.outputs import reports
from tests.outputs.test_laws import TEXTS, is_safe

from inboundcheck import Box, Item, Open, Shipment


def tags(page):
    found = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: found.append(tag)
    parser.feed(page)
    return set(found)


def test_a_report():
    assert replace(reports.full(), findings=(reports.too_long, reports.no_dunnage, reports.accepted))._repr_html_() == snapshot(
        "<table><caption>&lt;Report: not ok, 240 boxes, 1 violations, 1 not decided, 1 waived, as of 2026-11-23&gt;</caption><thead><tr><th></th><th>what</th><th>found</th><th>to do</th><th>rule</th></tr></thead><tbody><tr><td>error</td><td>box A17</td><td>longest side is 40 in; at most 36 in</td><td>Repack so that the longest side is 36 in or less.</td><td>amazon-fba-us/box-too-long</td></tr><tr><td>not decided (warning)</td><td>box A21 and 11 more</td><td>not known: dunnage</td><td>find out: dunnage</td><td>amazon-fba-us/dunnage-not-allowed</td></tr><tr><td>waived: error</td><td>box C1</td><td>longest side is 38 in; at most 36 in</td><td></td><td>amazon-fba-us/box-too-long</td></tr></tbody></table><p>1 not readable</p>"
    )


def test_a_finding():
    assert reports.leaning._repr_html_() == snapshot(
        "<table><caption>A box side is over the limit</caption><thead><tr><th></th><th>what</th><th>found</th><th>to do</th><th>rule</th></tr></thead><tbody><tr><td>not decided (error)</td><td>box A19</td><td>longest side is 60 in; at most 36 in (allowed only if: A single unit that is itself longer may travel in a longer box)</td><td>find out: unit count of box A19, longest item side of box A19</td><td>amazon-fba-us/box-too-long</td></tr></tbody></table>"
    )


def test_a_shipment():
    boxes = [
        Box(id="A17", length="40 in", width="12 in", height="10 in", weight="31 lb", items=[Item(sku="MUG-1", quantity=4)]),
        Box(length={"low": "1 in", "high": "2 in"}, items=Open((Item(sku="MUG-2"),))),
    ]
    assert Shipment(program="fba", boxes=boxes)._repr_html_() == snapshot(
        "<table><caption>Shipment: program fba</caption><thead><tr><th>box</th><th>length</th><th>width</th><th>height</th><th>weight</th><th>items</th><th>count</th></tr></thead><tbody><tr><td>A17</td><td>40 in</td><td>12 in</td><td>10 in</td><td>31 lb</td><td>4 MUG-1</td><td>1</td></tr><tr><td>no. 2</td><td>1 in to 2 in</td><td>?</td><td>?</td><td>?</td><td>? MUG-2 …</td><td>1</td></tr></tbody></table>"
    )


def test_what_is_left_out_is_counted():
    assert "<p>and 30 more. 1 not readable</p>" in replace(reports.full(), findings=(reports.too_long,) * 80)._repr_html_()
    assert "<p>20 more boxes</p>" in Shipment(boxes=[Box(id=f"B{number}") for number in range(70)])._repr_html_()


def test_a_report_on_some_aspects_says_so():
    assert "judged on size, weight, contents only" in reports.only_data()._repr_html_()


@given(TEXTS)
def test_no_data_becomes_markup(text):
    report = reports.hostile(f"{text}<script>")
    pages = [report._repr_html_(), *(each._repr_html_() for each in report.findings)]
    if text.strip():
        pages.append(Shipment(id=f"{text}<b>", boxes=[Box(id=f"{text}<i>", items=[Item(sku=f"{text}<s>", quantity=1)])])._repr_html_())
    for page in pages:
        assert is_safe(page)
        assert tags(page) <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "p"}
