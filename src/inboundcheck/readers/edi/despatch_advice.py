"""Reads an EDIFACT DESADV (despatch advice) into a shipment."""

from __future__ import annotations

from inboundcheck.errors import Problem
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.edi.despatch_advice_levels import Packages, sort_packages
from inboundcheck.readers.edi.despatch_advice_segments import DespatchAdviceSegments
from inboundcheck.readers.edi.envelopes import Message
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.notices import Found, assembled, found
from inboundcheck.readers.reading import Reading

_EXAMPLE = "CPS+2+1'PAC+1++CT'"


def read_despatch_advice(message: Message, defaults: Defaults, issues: Issues) -> Reading:
    """Read the segments of a DESADV, and put the shipment together."""
    advice = DespatchAdviceSegments(message.header, issues)
    for segment in message.segments:
        advice.take(segment)
    return assembled(_parts(advice, message, issues), defaults, issues)


def _parts(advice: DespatchAdviceSegments, message: Message, issues: Issues) -> Found:
    for line in (line for level in advice.levels for line in level.lines):
        cases = line.record.tree.get("units_per_case")
        line.total = line.total * cases if line.total and cases else line.total
        line.each = None if cases else line.each
    packages = sort_packages(advice.levels, issues)
    complete = message.complete and packages.known and not advice.marks.lost
    if packages.declared:
        advice.head.say("declared_box_count", packages.declared_boxes, packages.declared.segment.spot(1))
    elif advice.packages and not packages.pallets:  # with pallets, nothing says which of them are counted
        advice.head.say("declared_box_count", advice.packages[0], advice.packages[1].spot(1, 2))
    _tell_loose(advice, packages, issues)
    advice.levels.clear()
    return found(advice.head, packages.boxes, packages.pallets, packages.loose, complete=complete, all_lines=message.complete, issues=issues)


def _tell_loose(advice: DespatchAdviceSegments, packages: Packages, issues: Issues) -> None:
    place = issues.place(packages.loose[0].record.start if packages.loose else advice.head.start)
    if not packages.boxes:
        found = "the advice describes no boxes, so that nothing is known of them"
        issues.add(Problem(found, place, "shipment", "a PAC for the boxes, in a CPS", _EXAMPLE))
    elif packages.loose:
        found = f"{len(packages.loose)} item lines lie in no box; this is the first"
        issues.add(Problem(found, place, packages.loose[0].record.name, "a PAC with a type of box in their CPS or the one above"))
