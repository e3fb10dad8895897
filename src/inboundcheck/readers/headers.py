"""What the header of a column says: its name, and the unit or the order of dates in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inboundcheck.quantities import Length, Mass
from inboundcheck.readers.header_languages import UNITS, english
from inboundcheck.readers.table_words import HEADERS
from inboundcheck.readers.tables import normal

_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_LAST_WORD = re.compile(r"(.+?)[ _/,.-]+([a-z\"\u2033']+)\.?")
_DATE_ORDERS = {
    "mm/dd/yyyy": "mdy",
    "dd/mm/yyyy": "dmy",
    "yyyy/mm/dd": "ymd",
    "yyyy-mm-dd": "ymd",
    "dd.mm.yyyy": "dmy",
    "m/d/y": "mdy",
    "d/m/y": "dmy",
    "mm/tt/jjjj": "mdy",
    "mm/jj/aaaa": "mdy",
    "mm/gg/aaaa": "mdy",
    "mm/dd/aaaa": "mdy",
    "tt.mm.jjjj": "dmy",
    "tt/mm/jjjj": "dmy",
    "jj/mm/aaaa": "dmy",
    "gg/mm/aaaa": "dmy",
    "dd/mm/aaaa": "dmy",
}


@dataclass(frozen=True, slots=True)
class Header:
    """One header."""

    name: str
    """Its text as it is compared, without the unit."""
    whole: str
    """Its text as it is compared."""
    unit: str = ""
    """The unit that it names, in our spelling; empty where it names none, or two."""
    dates: str = ""
    """The order of day, month and year that it names: `mdy`, `dmy` or `ymd`."""

    @property
    def english(self) -> str:
        """Its name in English, where it is in another language that is known."""
        return english(self.name)


def header(text: str) -> Header:
    """Read a header."""
    whole = normal(text)
    name, unit, dates = whole, "", ""
    for inside in _IN_BRACKETS.findall(whole):
        dates = dates or date_order(inside)
        unit = unit or spelled_unit(inside)
        if date_order(inside) or spelled_unit(inside) or set(re.split(r"[ /,|]+|\bor\b", inside)) <= {*_SPELLINGS, ""}:
            name = normal(name.replace(f"({inside})", " ").replace(f"[{inside}]", " "))
    last = _LAST_WORD.fullmatch(name)
    if not unit and last and spelled_unit(last[2]):
        name, unit = normal(last[1]), spelled_unit(last[2])
    return Header(name.replace("_", " "), whole, unit, dates)


def field_of(head: Header) -> str:
    """Return the field that a header is a common name of, as `box.weight`; empty where it is none."""
    return _FIELDS.get(head.whole) or _FIELDS.get(head.english, "")


def date_order(text: str) -> str:
    """Return the order that a pattern of a date says; empty for any other text."""
    return _DATE_ORDERS.get(normal(text), "")


def spelled_unit(text: str) -> str:
    """Return our spelling of a unit of length or mass; empty for any other text."""
    return _SPELLINGS.get(normal(text).rstrip("."), "")


_FIELDS = {spelling: field for field, spellings in HEADERS.items() for spelling in spellings}
_SPELLINGS = {name.lower(): short for kind in (Length, Mass) for name, short in kind.spellings.items() if short not in ("pt", "mil")} | dict(UNITS)
