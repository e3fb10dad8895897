"""The kinds of answers that facts have: how a text becomes one, how one is shown, which conditions fit it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from inboundcheck.answers import NONE, Open, Span
from inboundcheck.errors import nearest, shown
from inboundcheck.model import Between
from inboundcheck.quantities import Duration, Length, Mass, Quantity, Volume

QUANTITIES: dict[str, type[Quantity]] = {"length": Length, "mass": Mass, "volume": Volume, "duration": Duration}
_PLAIN = ("number", "int", "text", "yes-no", "date", "month-day")
_UNORDERED = ("text", "yes-no", "enum", "list")
SUBJECTS = ("shipment", "pallet", "box", "product", "item", "label", "barcode", "photo")

_EXAMPLES = {"number": "1.5", "int": "4", "text": "MUG-1", "yes-no": "true", "date": "2026-11-23", "month-day": "04-15"}
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,12})?", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{2})-(\d{2})", re.ASCII)
_LEAP_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Kind:
    """The kind of a fact, such as `length`, `yes-no`, `enum(spd, ltl, ftl)` or `list(label)`."""

    name: str
    words: tuple[str, ...] = ()
    """The closed list of an enum."""
    of: Kind | None = None
    """What a list holds: another kind, or a subject."""

    @property
    def ordered(self) -> bool:
        """Whether `at_most` and its like make sense."""
        return self.name not in _UNORDERED and self.name not in SUBJECTS

    @property
    def example(self) -> str:
        """A right form to copy into YAML."""
        if self.name in QUANTITIES:
            return QUANTITIES[self.name].example
        if self.name == "enum":
            return self.words[0]
        return f"[{self.of.example if self.of and self.of.name not in SUBJECTS else ''}]" if self.name == "list" else _EXAMPLES.get(self.name, "{}")

    def __str__(self) -> str:
        if self.name == "list":
            return f"list({self.of})"
        return f"enum({', '.join(self.words)})" if self.words else self.name

    def parse(self, value: object) -> Any:
        """Turn a YAML text (or the Python value it stands for) into the canonical answer; raise ValueError if it is none."""
        if value is NONE or value == "none":
            return () if self.name == "list" else "none" if "none" in self.words else NONE
        if self.name == "list":
            return self._parse_list(value)
        if self.name in QUANTITIES:
            return _parse_quantity(QUANTITIES[self.name], value)
        if self.name == "enum":
            if value in self.words:
                return value
            raise ValueError(f"{shown(value)} is not one of {', '.join(self.words)}{nearest(str(value), self.words)}")
        return _parse_plain(self, value)

    def _parse_list(self, value: object) -> Any:
        if isinstance(value, Open):
            return Open(self._parse_list(value.items))
        if isinstance(value, dict) and value.get("open") in (True, "true"):
            return Open(self._parse_list(value.get("seen") or []))
        if not isinstance(value, list | tuple) or self.of is None:
            raise ValueError(f"{shown(value)} is not a list; write for example {self.example}")
        return tuple(each if self.of.name in SUBJECTS else self.of.parse(each) for each in value)

    def show(self, value: Any, unit: str = "") -> str:
        """Write an answer for a person; quantities in `unit`."""
        if isinstance(value, Span):
            low, high = (None if isinstance(each, float) else self.show(each, unit) for each in (value.low, value.high))
            return f"{low} to {high}" if low and high else f"at least {low}" if low else f"at most {high}"
        if isinstance(value, Open):
            return f"{self.show(value.items)} and maybe more"
        if isinstance(value, tuple) and self.name == "list":
            return ", ".join((self.of or self).show(each) for each in value) or "none"
        if value is NONE or value is None:
            return "none" if value is NONE else "not known"
        return self._show_plain(value, unit)

    def _show_plain(self, value: Any, unit: str) -> str:
        if self.name in QUANTITIES:
            return QUANTITIES[self.name].show(value, unit)
        if self.name == "yes-no":
            return "yes" if value else "no"
        if self.name == "month-day":
            return f"{value[0]:02d}-{value[1]:02d}"
        if self.name == "number" and isinstance(value, Fraction):
            return f"{float(value):.12g}"
        return str(value).replace("_", " ") if self.name == "enum" else str(value)


def _parse_quantity(kind: type[Quantity], value: object) -> Any:
    if isinstance(value, dict) and set(value) == {"low", "high"}:
        return Span(kind.accept(value["low"]).amount, kind.accept(value["high"]).amount)
    if isinstance(value, Between):
        kind.accept(value.low)
        return value.amount
    return value if isinstance(value, Span) else kind.accept(value).amount


def _parse_plain(kind: Kind, value: object) -> Any:
    """Read a number, a text, a yes or no, a date or a day of the year."""
    complaint = ValueError(f"{shown(value)} is not a {kind.name}; write for example {kind.example}")
    text = str(value).strip()
    if kind.name == "text":
        if isinstance(value, str):
            return value
    elif kind.name == "yes-no":
        if text.lower() in _YES_NO:
            return _YES_NO[text.lower()]
    elif kind.name == "date":
        return value if isinstance(value, date) else _date(text, complaint)
    elif kind.name == "month-day":
        return _month_day(text, complaint)
    elif kind.name in ("number", "int") and not isinstance(value, bool) and _NUMBER.fullmatch(text):
        number = Fraction(text)
        if number.denominator == 1:
            return number.numerator
        if kind.name == "number":
            return number
    raise complaint


def _date(text: str, complaint: ValueError) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise complaint from None


def _month_day(text: str, complaint: ValueError) -> tuple[int, int]:
    found = _MONTH_DAY.fullmatch(text)
    if found is None:
        raise complaint
    month, day = int(found[1]), int(found[2])
    _date(f"{_LEAP_YEAR}-{month:02d}-{day:02d}", complaint)
    return month, day


LENGTH, MASS, VOLUME, DURATION = (Kind(name) for name in QUANTITIES)
NUMBER, INT, TEXT, YES_NO, DATE, MONTH_DAY = (Kind(name) for name in _PLAIN)


def enum(words: Sequence[str]) -> Kind:
    """A word out of a closed list."""
    return Kind("enum", words=tuple(words))


def list_of(element: Kind | str) -> Kind:
    """A list of a kind, or of a subject (`"label"`)."""
    return Kind("list", of=Kind(element) if isinstance(element, str) else element)
