"""What each segment of an EDIFACT DESADV says, laid where it belongs as the segments pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, get_args

from inboundcheck.errors import shown
from inboundcheck.identifiers import check_digit_ok
from inboundcheck.model.words import Market
from inboundcheck.readers.edi.despatch_advice_levels import Consignment, Packed
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.lines import begin_line, number_line
from inboundcheck.readers.edi.marks import Marks
from inboundcheck.readers.edi.packages import Line, Package
from inboundcheck.readers.edi.records import Record, Written, day, measure, whole
from inboundcheck.readers.edi.segments import Segment
from inboundcheck.readers.edi.words import CARRIERS, CONTAINERS, DESADV_SEGMENTS, LENGTHS, MASSES, PLAIN_WEIGHT, SIDES, TOTAL_WEIGHTS, UNITS, WEIGHTS

_DAYS: Mapping[str, int] = {"": 14, "101": 6, "201": 6, "202": 6, "102": 8, "203": 8, "204": 8, "205": 8, "303": 8, "304": 8}
"""UN/EDIFACT 2379: how long the day is at the start of each form that names one; two or four digits of the year come first."""
_SHIPPED, _ARRIVES, _EXPIRES = ("11",), ("17", "132"), ("36", "361")
"""UN/EDIFACT 2005."""
_EXACT = ("", "4")
"""UN/EDIFACT 6321: equal to."""
_MARKS: Mapping[str, str] = {"BJ": "sscc", "AW": "sscc", "SS": "sscc", "ML": "id"}
"""UN/EDIFACT 7405."""


def _written(segment: Segment, units: Mapping[str, str]) -> Written:
    return Written(segment, (3, 2), (3, 1), units, (3, 3), (3, 4))


class DespatchAdviceSegments:
    """The packing sequences (CPS) of one DESADV, and what is said of the shipment."""

    def __init__(self, header: Segment, issues: Issues) -> None:
        self._issues = issues
        self.marks = Marks(issues)
        self.head = Record("shipment", (header.line, header.column))
        self.levels: list[Consignment] = []
        self.lines = 0
        self.packages: tuple[int, Segment] | None = None
        """The packages that are announced for the whole advice."""
        self._line: Line | None = None

    def take(self, segment: Segment) -> None:
        """Take one segment in."""
        handle = self._HANDLERS.get(segment.tag)
        if handle is not None:
            handle(self, segment)
        elif segment.tag not in DESADV_SEGMENTS:
            self._issues.unknown_segment(segment, "a DESADV")

    @property
    def _packed(self) -> Package | None:
        """The package that segments speak of now."""
        packed = self.levels[-1].packed if self.levels else []
        return packed[-1].package if packed else None

    def _begin(self, segment: Segment) -> None:
        self.head.say("id", segment.text(2, 1) or None, segment.spot(2))
        if segment.text(3) == "1":
            self._issues.tell("this advice cancels an earlier one", segment, 3, expected="9, an original")

    def _date(self, segment: Segment) -> None:
        code = segment.text(1, 1)
        record, name = self.head, ""
        if self._line is not None:
            record, name = self._line.record, "expires" if code in _EXPIRES else ""
        elif not self.levels:
            name = "ship_date" if code in _SHIPPED else "arrival_date" if code in _ARRIVES else ""
        if not name:
            return
        if segment.text(1, 3) not in _DAYS:
            self._issues.tell(f"a date in the form {shown(segment.text(1, 3))} names no day", segment, 1, 3, of=record.name, expected="102")
            return
        length = _DAYS[segment.text(1, 3)]
        record.say(name, day(segment, 1, 2, self._issues, record.name, length=length), segment.spot(1, 2))

    def _party(self, segment: Segment) -> None:
        if segment.text(1) in ("DP", "ST") and segment.text(9) in get_args(Market):
            self.head.say("market", segment.text(9), segment.spot(9))

    def _carrier(self, segment: Segment) -> None:
        if not self.levels:
            self.head.say("carrier", CARRIERS.get(segment.text(5, 1).upper()), segment.spot(5))

    def _level(self, segment: Segment) -> None:
        self._line = None
        self.levels.append(Consignment(segment.text(1), segment.text(2), segment))

    def _begin_without(self, segment: Segment) -> None:
        """Begin a packing sequence where what belongs in one stands before the first."""
        if not self.levels:
            self._issues.tell("it stands before the first CPS, and is read as if in one", segment, expected="CPS before it", example="CPS+1'")
            self.levels.append(Consignment("", "", segment))

    def _package(self, segment: Segment) -> None:
        self._line = None
        self._begin_without(segment)
        level = self.levels[-1]
        number = f" package {len(level.packed) + 1}" if level.packed else ""
        package = Package(Record(f"{level.name}{number}", (segment.line, segment.column)))
        count = whole(segment, 1, 0, self._issues, level.name)
        package.count, package.counted_at = count, segment.spot(1) if count else None
        kind = segment.text(3, 1).upper()
        package.record.say("container", CONTAINERS.get(kind), segment.spot(3))
        level.packed.append(Packed(package, kind, segment.text(2, 1), segment))

    def _measurement(self, segment: Segment) -> None:
        package, code = self._packed, segment.text(2, 1).upper()
        known = code in SIDES or code in WEIGHTS or code in TOTAL_WEIGHTS or code == PLAIN_WEIGHT
        if package is None or self._line is not None or not known:
            return
        if segment.text(2, 2) not in _EXACT:
            self._issues.tell(
                f"the measure is not exact ({shown(segment.text(2, 2))})", segment, 2, 2, of=package.record.name, expected="4, equal to"
            )
        elif code in SIDES:
            measure(package.record, SIDES[code], _written(segment, LENGTHS), self._issues)
        elif code in WEIGHTS:
            measure(package.record, "weight", _written(segment, MASSES), self._issues)
        elif code == PLAIN_WEIGHT:
            package.plain.append(_written(segment, MASSES))
        else:
            package.together.append(_written(segment, MASSES))

    def _quantity(self, segment: Segment) -> None:
        line, code = self._line, segment.text(1, 1)
        if line is None or code not in ("12", "52", "59"):
            return
        unit = segment.text(1, 3).upper()
        number = whole(segment, 1, 2, self._issues, line.record.name)
        if unit and unit not in UNITS:
            found = f"{number} {shown(unit)} says nothing of units"
            self._issues.tell(found, segment, 1, 3, of=line.record.name, expected="PCE, or no unit, which means pieces")
        elif code == "12":
            line.total = number
            line.record.spots["quantity"] = segment.spot(1, 2)
        elif code == "52":
            line.each = number
        else:
            line.record.say("units_per_case", number, segment.spot(1, 2))

    def _numbers(self, segment: Segment) -> None:
        kind, package = _MARKS.get(segment.text(1).upper()), self._packed
        if self._line is not None and segment.text(1).upper() == "BX":
            self._line.record.say("lot", segment.text(2, 1) or None, segment.spot(2))
        elif kind and package is not None:
            for element in range(2, len(segment.elements) + 1):
                package.marks += self.marks.read(segment, (element, 1), (element, 2), kind, package.record)
        elif kind:
            self._issues.tell_once("marks", "the number is on no package, and is left out (told once)", segment, 2, expected="PAC before it")

    def _shipping_marks(self, segment: Segment) -> None:
        """Take an SSCC that is written among the marks themselves; most advices give it in the GIN below."""
        package = self._packed
        if package is None or self._line is not None or segment.text(1) != "33E":
            return
        for component in range(1, 11):
            if check_digit_ok(segment.text(2, component), "sscc"):
                package.marks += self.marks.read(segment, (2, component), (99, 0), "sscc", package.record)

    def _item(self, segment: Segment) -> None:
        self.lines += 1
        self._begin_without(segment)
        self._line = begin_line(segment, self.levels[-1].name)
        self.levels[-1].lines.append(self._line)
        number_line(self._line, segment, (3, 2), (3, 1), self._issues)

    def _more_numbers(self, segment: Segment) -> None:
        for element in range(2, len(segment.elements) + 1):
            if self._line is not None:
                number_line(self._line, segment, (element, 2), (element, 1), self._issues)

    def _title(self, segment: Segment) -> None:
        if self._line is not None:
            self._line.record.say("title", segment.text(3, 4) or None, segment.spot(3, 4))

    def _totals(self, segment: Segment) -> None:
        """CNT+2 counts the item lines, CNT+11 the packages."""
        code, number = segment.text(1, 1), whole(segment, 1, 2, self._issues, "")
        if code == "2" and number is not None and number != self.lines:
            self._issues.tell(f"{number} item lines are announced, and {self.lines} stand there", segment, 1, 2, expected=str(self.lines))
        if code == "11" and number is not None:
            self.packages = (number, segment)

    _HANDLERS: ClassVar[Mapping[str, Callable[[DespatchAdviceSegments, Segment], None]]] = {
        "BGM": _begin, "DTM": _date, "NAD": _party, "TDT": _carrier, "CPS": _level, "PAC": _package,
        "MEA": _measurement, "QTY": _quantity, "PCI": _shipping_marks, "GIN": _numbers, "LIN": _item, "PIA": _more_numbers,
        "IMD": _title, "CNT": _totals,
    }  # fmt: skip
