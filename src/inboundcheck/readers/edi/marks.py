"""Numbers that are marked on packages: SSCCs, carriers' and senders' own, one by one or from one to another."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inboundcheck.errors import shown
from inboundcheck.identifiers import check_digit_ok
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.records import Record
from inboundcheck.readers.edi.segments import Segment, Spot

MOST_IN_RANGE = 1_000
"""Packages of one range that become boxes of their own; of more, only the number is kept."""
MOST_IN_RANGES = 10_000
"""The same for all ranges of one message: a short file must not become a large shipment."""
MOST_COUNTED = 1_000_000
"""Boxes that one entry of a shipment may stand for."""
_SSCC = re.compile(r"\(?(?:00)?\)?(\d{18})", re.ASCII)
_UPS = re.compile(r"1Z[0-9A-Z]{16}", re.ASCII)
_COUNTED = re.compile(r"(.*?)(\d{1,17})", re.ASCII | re.DOTALL)
_EXAMPLE = "00006141410000000012"


@dataclass(frozen=True, slots=True)
class Mark:
    """A number on one package, or on a count of packages whose own numbers are not kept."""

    field: str
    """`sscc`, `tracking` or `id`."""
    text: str
    spot: Spot
    count: int = 1


class Marks:
    """Reads the marks of one message."""

    def __init__(self, issues: Issues) -> None:
        self._issues = issues
        self._left = MOST_IN_RANGES
        self.lost = False
        """Whether a range could not be followed, so that it is not known how many packages there are."""

    def read(self, segment: Segment, first: tuple[int, int], last: tuple[int, int], kind: str, record: Record) -> list[Mark]:
        """Read a number, or a range where a last one stands too. `kind` is what the qualifier says: `sscc`, `tracking`, `id`."""
        text, end = segment.text(*first), segment.text(*last)
        if not text:
            return []
        field, text = self._known(segment, first, kind, text, record)
        if not end or end == segment.text(*first):
            return [Mark(field, text, segment.spot(*first))]
        end = self._known(segment, last, kind, end, record)[1]
        return self._range(segment, last, Mark(field, text, segment.spot(*first)), end, record)

    def _known(self, segment: Segment, at: tuple[int, int], kind: str, text: str, record: Record) -> tuple[str, str]:
        """Say what a number is, and return it without the application identifier. What is no SSCC is told, and only names the package."""
        if _UPS.fullmatch(text):
            return "tracking", text
        found = _SSCC.fullmatch(text)
        if kind != "sscc":
            return kind, text
        if not found:
            wrong = f"{shown(text)} is not an SSCC"
            self._issues.tell(wrong, segment, *at, of=record.name, expected="18 digits, with or without 00 before them", example=_EXAMPLE)
            return "id", text
        if not check_digit_ok(found[1], "sscc"):
            right = found[1][:-1] + check_digit(found[1][:-1])
            wrong = f"the check digit of the SSCC {found[1]} is wrong"
            self._issues.tell(wrong, segment, *at, of=record.name, expected=f"{right}, if the other digits are right", example=_EXAMPLE)
        return kind, found[1]

    def _range(self, segment: Segment, at: tuple[int, int], first: Mark, end: str, record: Record) -> list[Mark]:
        """Expand a range. The serial of an SSCC counts up without its check digit."""
        sscc = first.field == "sscc" and len(first.text) == len(end) == 18 and (first.text + end).isdigit()  # noqa: PLR2004 - an SSCC
        low, high = (_COUNTED.fullmatch(each[:-1] if sscc else each) for each in (first.text, end))
        if not low or not high or low[1] != high[1] or len(low[2]) != len(high[2]) or int(high[2]) < int(low[2]):
            found = f"{shown(first.text)} to {shown(end)} is no range that counts up"
            self._issues.tell(found, segment, *at, of=record.name, expected="two numbers of one form, the lower first")
            self.lost = True
            return [first]
        count = int(high[2]) - int(low[2]) + 1
        if count > min(MOST_IN_RANGE, self._left):
            found = f"the range holds {count:,} numbers; the packages are counted, and their numbers are not kept"
            self._issues.tell(
                found, segment, *at, of=record.name, expected=f"{MOST_IN_RANGE:,} in one range, {MOST_IN_RANGES:,} in all ranges of a message"
            )
            self.lost = self.lost or count > MOST_COUNTED
            return [Mark("", "", first.spot, min(count, MOST_COUNTED))]
        self._left -= count
        serials = [low[1] + str(number).zfill(len(low[2])) for number in range(int(low[2]), int(high[2]) + 1)]
        middle = [serial + check_digit(serial) if sscc else serial for serial in serials[1:-1]]
        return [Mark(first.field, text, first.spot) for text in (first.text, *middle, end)[:count]]


def check_digit(digits: str) -> str:
    """Return the GS1 check digit of digits."""
    from biip.checksums import gs1_standard_check_digit

    return str(gs1_standard_check_digit(digits))
