"""What each segment of an X12 856 says, laid where it belongs as the segments pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, get_args

from inboundcheck.errors import shown
from inboundcheck.model.words import Market
from inboundcheck.readers.edi import words
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.lines import begin_line, number_line
from inboundcheck.readers.edi.marks import Marks
from inboundcheck.readers.edi.packages import Package
from inboundcheck.readers.edi.records import Record, Written, day, measure, whole
from inboundcheck.readers.edi.segments import Segment
from inboundcheck.readers.edi.ship_notice_levels import Level, level_name

_MARKS: Mapping[str, str] = {
    "GM": "sscc", "AA": "sscc", "AI": "sscc", "CP": "tracking", "CA": "id", "SM": "id", "MC": "id", "R": "id", "W": "id", "SS": "id", "ZZ": "id",
    "PB": "id",
}  # fmt: skip
"""X12 element 88. `UP` numbers a kind of goods, and `S` and `L` more than a package."""
_SSCC_LENGTHS = (18, 20)
_SHIPPED, _ARRIVES, _EXPIRES = ("011",), ("017", "067", "371"), ("036", "208", "511")
"""X12 element 374."""
_INEXACT = ("03", "05", "06", "07", "08", "10")
"""X12 element 935: approximately, more or less than, not equal to."""
_ITEMS: Mapping[str, str] = {"K": "I"}
"""X12 element 735: a kit is an item, whatever it is made of."""
_ADDING: Mapping[str, str] = {"A": "adds to", "D": "takes from", "S": "replaces a part of"}
"""X12 element 662; `I` and `O` only say what an item is made of."""


class ShipNoticeSegments:
    """The levels of one 856, and what is said of the shipment."""

    def __init__(self, header: Segment, issues: Issues) -> None:
        self._issues = issues
        self.marks = Marks(issues)
        self.head = Record("shipment", (header.line, header.column))
        self.levels: list[Level] = []
        self.cartons: tuple[int, Segment] | None = None
        """The boxes that TD1 announces for the shipment."""
        self.pieces: tuple[int, Segment] | None = None
        """The pieces, where it announces those."""
        self._party = ""

    def take(self, segment: Segment) -> None:
        """Take one segment in."""
        handle = self._HANDLERS.get(segment.tag)
        if handle is not None:
            handle(self, segment, self.levels[-1] if self.levels else None)
        elif segment.tag not in words.X12_SEGMENTS:
            self._issues.unknown_segment(segment, "an 856")

    def _begin(self, segment: Segment, _: Level | None) -> None:
        self.head.say("id", segment.text(2) or None, segment.spot(2))
        if segment.text(1) == "01":
            self._issues.tell("this notice cancels an earlier one", segment, 1, expected="00, an original")

    def _level(self, segment: Segment, _: Level | None) -> None:
        spot = (segment.line, segment.column)
        package = Package(Record(level_name(segment), spot))
        self._party = ""
        code = segment.text(3).upper()
        self.levels.append(Level(_ITEMS.get(code, code), segment.text(1), segment.text(2), segment, package, len(self.levels)))

    def _date(self, segment: Segment, level: Level | None) -> None:
        qualifier = segment.text(1)
        if level is not None and level.package.lines and qualifier in _EXPIRES:
            record = level.package.lines[-1].record
            record.say("expires", day(segment, 2, 0, self._issues, record.name), segment.spot(2))
        elif level is None or level.code == "S":
            name = "ship_date" if qualifier in _SHIPPED else "arrival_date" if qualifier in _ARRIVES else ""
            if name:
                self.head.say(name, day(segment, 2, 0, self._issues, "shipment"), segment.spot(2))

    def _lading(self, segment: Segment, level: Level | None) -> None:
        if level is None:
            return
        code, count = segment.text(1).upper(), whole(segment, 2, 0, self._issues, level.name)
        if level.code == "S":
            if count and code.startswith(words.X12_BOXES):
                self.cartons = ((self.cartons[0] if self.cartons else 0) + count, self.cartons[1] if self.cartons else segment)
            elif count and code.startswith(words.X12_PIECES):
                self.pieces = self.pieces or (count, segment)
        elif level.code in ("P", "T"):
            self._contain(level, code, segment, 1)
            own = words.X12_PALLETS if level.code == "T" else (*words.X12_BOXES, *words.X12_CONTAINERS)
            if count and code.startswith(own):
                level.package.count, level.package.counted_at = count, segment.spot(2)
            # What is said of the boxes on a pallet is not said of the pallet.
            if segment.text(6) in ("", "G") and (level.code == "P" or not code or code.startswith(own)):
                level.package.together.append(Written(segment, (7, 0), (8, 0), words.X12_MASSES))

    def _carrier(self, segment: Segment, level: Level | None) -> None:
        if level is not None and level.code != "S":
            return
        if segment.text(2) == "2" and segment.text(3):
            self.head.say("carrier", words.CARRIERS.get(segment.text(3).upper(), "other"), segment.spot(3))
        self.head.say("mode", words.MODES.get(segment.text(4)), segment.spot(4))

    def _measurement(self, segment: Segment, level: Level | None) -> None:
        if level is None or level.code not in ("P", "T"):
            return
        qualifier, record = segment.text(2).upper(), level.package.record
        side = words.X12_SIDES.get(qualifier)
        if not side and qualifier not in (words.X12_WEIGHT, words.PLAIN_WEIGHT):
            return
        if segment.text(7) in _INEXACT:
            found = f"the measure is not exact ({shown(segment.text(7))})"
            self._issues.tell(found, segment, 7, of=record.name, expected="04, equal to, or the ends of its range in MEA05 and MEA06")
            return
        written = Written(segment, (3, 0), (4, 1), words.X12_LENGTHS if side else words.X12_MASSES, (5, 0), (6, 0))
        if qualifier == words.PLAIN_WEIGHT:
            level.package.plain.append(written)
        else:
            measure(record, side or "weight", written, self._issues)

    def _carton(self, segment: Segment, level: Level | None) -> None:
        if level is None or level.code not in ("P", "T", "I"):
            return
        record = level.package.record
        if segment.text(5) in ("", "G"):
            measure(record, "weight", Written(segment, (6, 0), (7, 1), words.X12_MASSES), self._issues)
        for element, side in ((10, "length"), (11, "width"), (12, "height")):
            measure(record, side, Written(segment, (element, 0), (13, 1), words.X12_LENGTHS), self._issues)
        self._contain(level, segment.text(4).upper(), segment, 4)
        if level.code == "I":
            level.packed = segment

    def _pallet(self, segment: Segment, level: Level | None) -> None:
        if level is None or level.code != "T":
            return
        for element, side in ((7, "length"), (8, "width"), (9, "height")):
            measure(level.package.record, side, Written(segment, (element, 0), (10, 1), words.X12_LENGTHS), self._issues)
        measure(level.package.record, "weight", Written(segment, (11, 0), (12, 1), words.X12_MASSES), self._issues)

    def _packaging(self, segment: Segment, level: Level | None) -> None:
        if level is not None and level.code == "P":
            self._contain(level, segment.text(4).upper(), segment, 4)

    def _contain(self, level: Level, code: str, segment: Segment, element: int) -> None:
        """Take the kind of a package; a pack that is said to be a pallet is one."""
        if level.code == "P" and code.startswith(words.X12_PALLETS):
            level.code = "T"
        level.package.record.say("container", words.X12_CONTAINERS.get(code[:3]), segment.spot(element))

    def _mark(self, segment: Segment, level: Level | None) -> None:
        if level is None or level.code not in ("P", "T", "I"):
            return
        for first in (1, 4):
            kind = _MARKS.get(segment.text(first).upper(), "")
            if not kind and segment.text(first).upper() == "UC" and len(segment.text(first + 1)) in _SSCC_LENGTHS:
                kind = "sscc"
            if kind:
                level.package.marks += self.marks.read(segment, (first + 1, 0), (first + 2, 0), kind, level.package.record)

    def _line(self, segment: Segment, level: Level | None) -> None:
        if level is None:
            found = "an item line stands before the first HL, and is left out (told once)"
            self._issues.tell_once("no HL", found, segment, expected="HL before it", example="HL*1**S")
            return
        level.package.lines.append(begin_line(segment, level.name))
        for qualifier in range(2, len(segment.elements), 2):
            number_line(level.package.lines[-1], segment, (qualifier, 0), (qualifier + 1, 0), self._issues)

    def _shipped(self, segment: Segment, level: Level | None) -> None:
        if level is None:
            return
        if not level.package.lines:
            level.package.lines.append(begin_line(segment, level.name))
        level.package.lines[-1].counted = segment

    def _subline(self, segment: Segment, level: Level | None) -> None:
        """A subline says what an item is made of, which are no units of their own; some change what is in the box."""
        if level is not None and segment.text(3) in _ADDING:
            found = f"a subline {_ADDING[segment.text(3)]} the item, and is not read (told once)"
            level.package.all_lines = False
            self._issues.tell_once("subline", found, segment, 3, of=level.name, expected="I, included in the item, or a line of its own")

    def _title(self, segment: Segment, level: Level | None) -> None:
        if level is not None and level.package.lines and segment.text(1) == "F":
            level.package.lines[-1].record.say("title", segment.text(5) or None, segment.spot(5))

    def _reference(self, segment: Segment, level: Level | None) -> None:
        if level is None or not segment.text(2):
            return
        if level.package.lines and segment.text(1) == "LT":
            level.package.lines[-1].record.say("lot", segment.text(2), segment.spot(2))
        elif level.code == "P" and segment.text(1) == "2I":
            level.package.marks += self.marks.read(segment, (2, 0), (99, 0), "tracking", level.package.record)

    def _name(self, segment: Segment, _: Level | None) -> None:
        self._party = segment.text(1)

    def _place(self, segment: Segment, level: Level | None) -> None:
        country = words.COUNTRIES.get(segment.text(4), segment.text(4))
        if self._party == "ST" and (level is None or level.code == "S") and country in get_args(Market):
            self.head.say("market", country, segment.spot(4))

    def _totals(self, segment: Segment, _: Level | None) -> None:
        """CTT01 counts the HL segments, in some guides the item lines."""
        announced = whole(segment, 1, 0, self._issues, "")
        lines = sum(len(level.package.lines) for level in self.levels)
        if announced is not None and announced not in (len(self.levels), lines):
            found = f"{announced} HL segments or item lines are announced, and {len(self.levels)} and {lines} stand there"
            self._issues.tell(found, segment, 1, expected=str(len(self.levels)))

    _HANDLERS: ClassVar[Mapping[str, Callable[[ShipNoticeSegments, Segment, Level | None], None]]] = {
        "BSN": _begin, "HL": _level, "DTM": _date, "TD1": _lading, "TD5": _carrier, "MEA": _measurement,
        "PO4": _carton, "PAL": _pallet, "PKG": _packaging, "MAN": _mark, "LIN": _line, "SN1": _shipped, "SLN": _subline,
        "PID": _title, "REF": _reference, "N1": _name, "N4": _place, "CTT": _totals,
    }  # fmt: skip
