"""What a notice says of one thing, under our names, and where in the file it says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from inboundcheck.errors import shown
from inboundcheck.places import Place, parts
from inboundcheck.quantities import Length, Mass
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.segments import Segment, Spot

_NUMBER = re.compile(r"\d{1,30}(\.\d{0,30})?|\.\d{1,30}", re.ASCII)
_DATES = ((re.compile(r"(\d{4})(\d\d)(\d\d)(\d{2,6})?", re.ASCII), ""), (re.compile(r"(\d\d)(\d\d)(\d\d)", re.ASCII), "short"))
_CENTURY_TURNS = 70
_KINDS = {"length": Length, "width": Length, "height": Length, "weight": Mass}
At = tuple[int, int]
"""An element, and a component of it or 0."""


@dataclass(slots=True)
class Record:
    """One thing."""

    name: str
    """What the file calls it, for messages: `HL 4`."""
    start: Spot
    tree: dict[str, Any] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    unclear: frozenset[str] = frozenset()
    """Fields for which the file gives two values, so that neither is known."""

    def say(self, name: str, value: Any, spot: Spot) -> None:
        """Keep a value where none was given before."""
        if value is not None and name not in self.tree and name not in self.unclear:
            self.tree[name], self.spots[name] = value, spot


@dataclass(frozen=True, slots=True)
class RecordPlaces:
    """The places of one thing's values."""

    file: str
    record: Record
    items: tuple[Record, ...] = ()
    """What its items were read from."""
    own: Mapping[str, Spot] = field(default_factory=dict)
    """What is its own where a record speaks of several things."""

    def find(self, pointer: str) -> Place | None:
        """Return where a value stands, else where the nearest parent of it does."""
        name, *inner = [step for step in parts(pointer) if step != "seen"] or [""]
        record, own = self.record, self.own
        if name == "items" and inner and inner[0].isdecimal() and int(inner[0]) < len(self.items):
            record, own, name = self.items[int(inner[0])], {}, inner[1] if len(inner) > 1 else ""
        return Place(self.file, *(own.get(name) or record.spots.get(name) or record.start))


class Written(NamedTuple):
    """Where a segment says a measure."""

    segment: Segment
    number: At
    unit: At
    units: Mapping[str, str]
    least: At = (0, 0)
    """Where the lower end of a range stands, in segments that have one."""
    most: At = (0, 0)


def measure(record: Record, name: str, written: Written, issues: Issues) -> None:
    """Read a side or a weight, or the range that it lies in.

    Without a number, or with a zero, nothing was measured; without a unit that is known, it is told.
    """
    segment = written.segment
    text = _measured(written.number, segment, issues, record)
    least, most = (_measured(at, segment, issues, record) if at[0] else None for at in (written.least, written.most))
    if text is None and (least is None or most is None):
        if least or most:
            found = f"only one end of the range of the {name} is given, so that it is not known"
            issues.tell(found, segment, *(written.least if least else written.most), of=record.name, expected="a value, or both ends")
        return
    low, high = least or text, most or text
    code = segment.text(*written.unit).upper()
    if code not in written.units:
        found = f"the unit {shown(code)} is not one for a {name}" if code else f"the unit of the {name} is missing"
        issues.tell(
            found,
            segment,
            *written.unit,
            of=record.name,
            expected=f"one of {', '.join(filter(str.isalpha, written.units))}",
            example=next(iter(written.units)),
        )
    elif low and high and Decimal(low) <= Decimal(text or low) <= Decimal(high):
        ends = [f"{each} {written.units[code]}" for each in (low, high)]
        value: Any = ends[0] if Decimal(low) == Decimal(high) else {"low": ends[0], "high": ends[1]}
        _keep(record, name, value, segment, written.number if text else written.least, issues=issues)
    else:
        found = f"the {name} {text or ''} does not lie in its range, {low} to {high}".replace("  ", " ")
        issues.tell(found, segment, *written.number, of=record.name, expected="a range that rises, with the value in it; it is not known now")


def _measured(at: At, segment: Segment, issues: Issues, record: Record) -> str | None:
    text = amount(segment, *at, issues, record.name)
    return text if text and text.strip("0.") else None


def _keep(record: Record, name: str, written: Any, segment: Segment, at: At, *, issues: Issues) -> None:
    """Keep a measure. Where another was given that is not the same amount, that is told, and neither is known."""
    before = record.tree.get(name)
    try:
        same = before is None or before == written or _KINDS[name](before) == _KINDS[name](written)
    except ValueError:
        same = True  # a number that is no quantity is told when the record is checked
    except TypeError:
        same = False  # a range, and not the same one
    if same:
        record.say(name, written, segment.spot(*at))
        return
    place = issues.place(record.spots.pop(name))
    del record.tree[name]
    record.unclear |= {name}
    now, then = (" to ".join(each.values()) if isinstance(each, dict) else each for each in (written, before))
    issues.tell(f"the {name} is {now} here, and {then} at {place}", segment, *at, of=record.name, expected="one value; it is not known now")


def amount(segment: Segment, element: int, component: int, issues: Issues, of: str) -> str | None:
    """Return a decimal number as it was written, with a point; None where there is none or what stands there is none."""
    written = segment.text(element, component)
    if not written:
        return None
    text = written.replace(",", ".") if segment.syntax.comma else written
    if not _NUMBER.fullmatch(text):
        issues.tell(f"{shown(written)} is not a number", segment, element, component, of=of, expected="digits, with a point", example="12.5")
        return None
    whole, point, decimals = text.partition(".")
    return (whole.lstrip("0") or "0") + (point + decimals if decimals else "")


def whole(segment: Segment, element: int, component: int, issues: Issues, of: str) -> int | None:
    """Return a whole number; `12.0` is one too, and 0 says that nothing was counted."""
    text = amount(segment, element, component, issues, of)
    if text is None:
        return None
    digits, _, decimals = text.partition(".")
    if decimals.strip("0") or len(digits) > 12:  # noqa: PLR2004 - more than a count can be
        issues.tell(f"{shown(text)} is not a whole number", segment, element, component, of=of, example="12")
        return None
    return int(digits) or None


def day(segment: Segment, element: int, component: int, issues: Issues, of: str, *, length: int = 14) -> str | None:
    """Return a date as year-month-day; with two digits of the year, 70 to 99 are in the last century. The day ends after `length`."""
    written = segment.text(element, component)[:length]
    if not written:
        return None
    for form, kind in _DATES:
        if found := form.fullmatch(written):
            year = found[1] if not kind else f"{20 if int(found[1]) < _CENTURY_TURNS else 19}{found[1]}"
            if 1 <= int(found[2]) <= 12 and 1 <= int(found[3]) <= 31:  # noqa: PLR2004 - the calendar's own
                return f"{year}-{found[2]}-{found[3]}"
    issues.tell(f"{shown(written)} is not a date", segment, element, component, of=of, expected="year, month and day", example="20261123")
    return None
