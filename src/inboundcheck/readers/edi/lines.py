"""Item lines: their numbers under our names, and what is known of products that lie in no box."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from inboundcheck.errors import shown
from inboundcheck.identifiers import check_digit_ok
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.packages import Line
from inboundcheck.readers.edi.records import At, Record, RecordPlaces
from inboundcheck.readers.edi.segments import Segment
from inboundcheck.readers.edi.words import BUYER_IDS, GTINS, SENDER_IDS
from inboundcheck.readers.parts import Part, Parts

_FNSKU, _ASIN = re.compile(r"X0[0-9A-Z]{8}", re.ASCII), re.compile(r"B0[0-9A-Z]{8}", re.ASCII)
_SHARED = ("sku", "gtin", "asin", "fnsku", "title")
"""What a product has from its line."""
_RANKS = {qualifier: rank for rank, qualifier in enumerate((*SENDER_IDS, *BUYER_IDS))}


def begin_line(segment: Segment, of: str) -> Line:
    """Begin an item line."""
    number = segment.text(1)[:20]
    name = f"{of}, line {number}" if number.isprintable() and number else of
    return Line(Record(name, (segment.line, segment.column)))


def number_line(line: Line, segment: Segment, qualifier: At, number: At, issues: Issues) -> None:
    """Take one number of an item: the sender's own is the SKU, else the buyer's; Amazon's are known by their form."""
    code, text = segment.text(*qualifier).upper(), segment.text(*number)
    record, spot = line.record, segment.spot(*number)
    if not text:
        return
    if code in GTINS:
        if "gtin" not in record.tree and not check_digit_ok(text, "gtin"):
            found = f"{shown(text)} is not a GTIN, or its check digit is wrong"
            issues.tell(found, segment, *number, of=record.name, expected="8, 12, 13 or 14 digits, the last the check digit", example="036000291452")
        record.say("gtin", text, spot)
    elif code == "LT":
        record.say("lot", text, spot)
    elif code in _RANKS:
        for form, name in ((_FNSKU, "fnsku"), (_ASIN, "asin")):
            if code in BUYER_IDS and form.fullmatch(text):
                record.say(name, text, spot)
        if _RANKS[code] < line.rank:
            line.rank = _RANKS[code]
            record.tree["sku"], record.spots["sku"] = text, spot


def products(lines: Sequence[Line], issues: Issues, *, boxes: bool) -> Parts | None:
    """Return the products of lines that lie in no box: at least these are shipped. Where there are no `boxes`, the lines count all units."""
    by_sku: dict[str, list[Line]] = {}
    for line in lines:
        if "sku" in line.record.tree:
            by_sku.setdefault(line.record.tree["sku"], []).append(line)
    parts = [Part(_product(same, boxes=boxes), RecordPlaces(issues.file, same[0].record)) for same in by_sku.values()]
    return Parts(tuple(parts), closed=False) if parts else None


def _product(lines: Sequence[Line], *, boxes: bool) -> dict[str, Any]:
    tree = {name: lines[0].record.tree[name] for name in _SHARED if name in lines[0].record.tree}
    totals = [line.total for line in lines]
    if not boxes and all(totals):
        tree["units_planned"] = sum(total or 0 for total in totals)
    return tree
