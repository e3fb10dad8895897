"""Reads an X12 856 (ship notice/manifest) into a shipment."""

from __future__ import annotations

from inboundcheck.errors import Problem, shown
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.edi.envelopes import Message
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.notices import Found, assembled, found
from inboundcheck.readers.edi.packages import Line, Package
from inboundcheck.readers.edi.records import amount, whole
from inboundcheck.readers.edi.ship_notice_levels import COMPONENTS, Level, fill, nest
from inboundcheck.readers.edi.ship_notice_segments import ShipNoticeSegments
from inboundcheck.readers.edi.words import CASES, UNITS
from inboundcheck.readers.reading import Reading

_EXAMPLE = "HL*4*3*P with MAN, PO4 or MEA below it, and HL*5*4*I below that"


def read_ship_notice(message: Message, defaults: Defaults, issues: Issues) -> Reading:
    """Read the segments of an 856, and put the shipment together."""
    notice = ShipNoticeSegments(message.header, issues)
    for segment in message.segments:
        notice.take(segment)
    return assembled(_parts(notice, message, issues), defaults, issues)


def _parts(notice: ShipNoticeSegments, message: Message, issues: Issues) -> Found:
    known = nest(notice.levels, issues)
    for level in notice.levels:
        _count_units(level, issues)
    loose = fill(notice.levels)
    packs = [level.package for level in notice.levels if level.box is level.package]
    tares = [level.package for level in notice.levels if level.code == "T"]
    all_lines = message.complete and known
    _declare(notice, palletised=bool(tares))
    _tell_loose(notice, packs, loose, issues)
    notice.levels.clear()
    return found(notice.head, packs, tares, loose, complete=all_lines and not notice.marks.lost, all_lines=all_lines, issues=issues)


def _declare(notice: ShipNoticeSegments, *, palletised: bool) -> None:
    """The number of boxes that TD1 announces; pieces are boxes where nothing stands on pallets."""
    declared = notice.cartons or (None if palletised else notice.pieces)
    if declared:
        notice.head.say("declared_box_count", declared[0], declared[1].spot(2))


def _tell_loose(notice: ShipNoticeSegments, packs: list[Package], loose: list[Line], issues: Issues) -> None:
    place = issues.place(loose[0].record.start if loose else notice.head.start)
    if not packs:
        found = "the notice describes no boxes: none of its HL levels is P, so that nothing is known of them"
        issues.add(Problem(found, place, "shipment", "a P level for each box", _EXAMPLE))
    elif loose:
        found = f"{len(loose)} item lines lie in no box; this is the first"
        issues.add(Problem(found, place, loose[0].record.name, "a P level above each item"))


def _count_units(level: Level, issues: Issues) -> None:
    """Count the units of the level's lines. A quantity of cases is one of units where PO4 says how many are in a case."""
    packed = level.packed
    if level.code == COMPONENTS:
        return
    level.units_per_pack = _units_per_pack(level, issues) if packed else None
    for line in level.package.lines:
        if line.counted is None:
            continue
        quantity, unit = whole(line.counted, 2, 0, issues, level.name), line.counted.text(3).upper()
        line.record.spots["quantity"] = line.counted.spot(2)
        if unit in UNITS or quantity is None:
            line.total = quantity
        elif unit in CASES and level.units_per_pack and packed:
            line.total = quantity * level.units_per_pack
            line.record.say("units_per_case", level.units_per_pack, packed.spot(1))
        else:
            found = f"{quantity} {shown(unit)} says nothing of units" if unit else "the unit of the quantity is missing"
            issues.tell(found, line.counted, 3, of=level.name, expected="EA, or a PO4 that says how many units are in a case", example="EA")


def _units_per_pack(level: Level, issues: Issues) -> int | None:
    """Units in one pack: its inner packs, times what each of them holds."""
    if level.packed is None:
        return None
    inner = whole(level.packed, 1, 0, issues, level.name)
    size = amount(level.packed, 2, 0, issues, level.name) if level.packed.text(3).upper() in UNITS else None
    if inner and size and size.isdigit() and int(size):
        return inner * int(size)
    each = whole(level.packed, 14, 0, issues, level.name)
    return inner * each if inner and each else inner
