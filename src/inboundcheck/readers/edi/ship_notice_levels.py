"""The HL levels of an 856: shipment, order, tare, pack and item, in whatever order a sender nests them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inboundcheck.errors import shown
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.packages import Line, Package
from inboundcheck.readers.edi.segments import Segment

_NAMES = {"S": "shipment", "O": "order", "T": "tare", "P": "pack", "I": "item"}
_PASSED = ("E", "V", "Q", "X")
"""Equipment, addresses, inner packs and footnotes: what lies below them belongs to the level above."""
COMPONENTS = "F"
"""What a kit is made of: not counted, because the kit is."""


@dataclass(slots=True, eq=False)
class Level:
    """One HL loop."""

    code: str
    id: str
    parent_id: str
    segment: Segment
    package: Package
    """What its own segments say: of a pallet (T), a box (P), or the carton that an item is packed in (I)."""
    order: int
    parent: Level | None = None
    packed: Segment | None = None
    """The PO4 of an item."""
    units_per_pack: int | None = None
    box: Package | None = None
    """The box that it is or lies in."""
    pallet: Package | None = None
    lined: Level | None = None
    """The nearest level, itself or above, that has item lines."""
    boxes_below: int = 0

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.package.record.name


def level_name(segment: Segment) -> str:
    """Name a level: `HL 4 (pack)`."""
    code, own = segment.text(3), segment.text(1)[:20]
    return f"HL {own if own.isprintable() and own else '?'}{f' ({_NAMES[code]})' if code in _NAMES else ''}"


def nest(levels: Sequence[Level], issues: Issues) -> bool:
    """Find the parent of each level, and with it the box and the pallet. Return whether every level is of a kind that is read.

    A level without a parent belongs to the last one before it of a kind that began earlier: that is the order in which people write them.
    """
    by_id: dict[str, Level] = {}
    last_of: dict[str, Level] = {}
    first_seen: dict[str, int] = {}
    marked: dict[str, Package] = {}
    known = True
    for level in levels:
        kind = level.code if level.code in _NAMES or level.code in (*_PASSED, COMPONENTS) else ""
        first_seen.setdefault(kind, len(first_seen))
        level.parent = by_id.get(level.parent_id) if level.parent_id not in ("", level.id) else None
        if level.parent is None and last_of:
            above = [each for code, each in last_of.items() if first_seen[code] < first_seen[kind]]
            level.parent = max(above, key=lambda each: each.order, default=None)
            _tell_parent(level, issues)
        if level.id in by_id:
            found = f"the number {shown(level.id)} stands on two HL segments; what names it as its parent belongs to the nearest before it"
            issues.tell_once("twin", found + " (told once)", level.segment, 1, of=level.name, expected="a number of its own for each")
        by_id[level.id] = last_of[kind] = level
        if not kind:
            found = f"the level {shown(level.code)} is not read, and what stands in it is left out (each told once)"
            issues.tell_once(("level", level.code[:2]), found, level.segment, 3, of=level.name, expected=f"one of {', '.join(_NAMES)}")
            known = False
        _inherit(level, marked, issues)
    return known


def _tell_parent(level: Level, issues: Issues) -> None:
    """Tell a parent that is missing or not there; each kind once. Another level at the top is no defect."""
    belongs = f"; it is taken to belong to {level.parent.name}, the nearest level above before it (told once)" if level.parent else " (told once)"
    if level.parent_id:
        found = f"the parent {shown(level.parent_id)} is no HL before this one{belongs}"
        issues.tell_once("parent", found, level.segment, 2, of=level.name, expected="the HL01 of a level before it")
    elif level.parent is not None:
        issues.tell_once("no parent", f"the level names no parent{belongs}", level.segment, 2, of=level.name, expected="the HL01 of its parent")


def _inherit(level: Level, marked: dict[str, Package], issues: Issues) -> None:
    above = level.parent
    level.box, level.pallet, level.lined = (above.box, above.pallet, above.lined) if above else (None, None, None)
    if level.code == "T":
        level.pallet = level.package
    elif level.code == "P" and level.box is None:
        level.box = level.package
        level.package.pallet = level.pallet
    elif level.code == "I" and level.package.marks:
        _mark_item(level, marked, issues)
    if level.package.lines:
        level.lined = level


def _mark_item(level: Level, marked: dict[str, Package], issues: Issues) -> None:
    """Take the numbers at an item for those of the boxes that it lies in, where no level says so. Items with one number share a box."""
    if level.box is not None:
        found = f"a number stands at an item that lies in {level.box.record.name}, and is left out (told once)"
        issues.tell_once("mark", found, level.segment, 3, of=level.name, expected="it at the P level")
        return
    names = [mark.text for mark in level.package.marks if mark.field == level.package.marks[0].field]
    level.box = marked.setdefault(names[0], level.package) if len(names) == 1 else level.package
    level.box.pallet = level.pallet


def fill(levels: Sequence[Level]) -> list[Line]:
    """Lay the item lines into the boxes, and return those that lie in none.

    A box below an item ("standard carton", BSN05 0002) holds that item: all of it where it is the only box, else as many units
    as the item's PO4 says of one carton, if the boxes then hold all of it.
    """
    for level in levels:
        if level.box is level.package and level.lined and level.lined is not level:
            level.lined.boxes_below += 1
    loose: list[Line] = []
    for level in levels:
        if level.code not in _NAMES and level.code not in _PASSED:  # components of kits among them
            continue
        if level.box is level.package and level.lined and level.lined is not level:
            _take_carton(level, level.lined)
        elif level.box is not None and level.box is not level.package:
            level.box.lines += level.package.lines
            level.box.all_lines = level.box.all_lines and level.package.all_lines
        elif level.box is level.package and level.code == "I":
            _share(level)
        elif level.box is None and not level.boxes_below:
            loose += level.package.lines
    return loose


def _share(item: Level) -> None:
    """Share the units of an item out among the boxes that are marked on it, where its PO4 says how many one of them holds."""
    boxes = sum(mark.count for mark in item.package.marks if mark.field == item.package.marks[0].field)
    for line in item.package.lines:
        if item.units_per_pack and line.total == item.units_per_pack * boxes:
            line.each = item.units_per_pack


def _take_carton(box: Level, item: Level) -> None:
    """Give a box the lines and the measures of the item that it hangs below."""
    record = box.package.record
    for name, value in item.package.record.tree.items():
        record.say(name, value, item.package.record.spots[name])
    for line in item.package.lines:
        fits = bool(item.units_per_pack and line.total == item.units_per_pack * item.boxes_below)
        each = item.units_per_pack if fits else None
        box.package.lines.append(Line(line.record, total=line.total if item.boxes_below == 1 else None, each=each))
