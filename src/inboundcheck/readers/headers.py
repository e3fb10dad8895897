"""What the header of a column says: its name, and the unit or the order of dates in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inboundcheck.quantities import Length, Mass
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


def date_order(text: str) -> str:
    """Return the order that a pattern of a date says; empty for any other text."""
    return _DATE_ORDERS.get(normal(text), "")


def spelled_unit(text: str) -> str:
    """Return our spelling of a unit of length or mass; empty for any other text."""
    return _SPELLINGS.get(normal(text).rstrip("."), "")


_SPELLINGS = {name.lower(): short for kind in (Length, Mass) for name, short in kind.spellings.items() if short not in ("pt", "mil")}
