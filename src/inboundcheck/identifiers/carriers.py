"""The numbers of carriers: patterns and check digits from one table, `carriers.json`.

A form without a check digit, and one whose digit is right once in ten by chance, may fit what is none of the carrier's: every
form that fits is kept, and the context decides.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from inboundcheck.identifiers.check_digits import METHODS

_LONGEST = 48
"""No carrier's number is longer, without spaces."""


@dataclass(frozen=True)
class Form:
    """One way in which a carrier writes a number."""

    carrier: str
    name: str
    pattern: str
    check: dict[str, Any] | None = None
    only: str = ""

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern; every repeat in it has a fixed length or an upper end, so that matching is linear."""
        return re.compile(self.pattern, re.ASCII)

    def fits(self, text: str, countries: frozenset[str]) -> bool:
        """Whether the text, without spaces, has this form and the right check digit."""
        found = self.compiled.fullmatch(text)
        if found is None or self.check is None:
            return found is not None
        serial, digit = found[1], found[2]
        prefix = self.check.get("prefix", "")
        serial = serial if serial.startswith(prefix) else prefix + serial
        method = self.check["method"]
        in_the_union = method != "s10" or found[3] in countries
        return in_the_union and METHODS[method](serial, self.check.get("weights", ())) == digit


@lru_cache(maxsize=1)
def _table() -> tuple[tuple[Form, ...], frozenset[str]]:
    read = json.loads(files("inboundcheck.identifiers").joinpath("carriers.json").read_text("utf-8"))
    return tuple(Form(**each) for each in read["forms"]), frozenset(read["s10_countries"].split())


def carriers_of(text: str, *, symbology: str | None = None) -> Iterator[Form]:
    """Give the forms that the text fits, the most telling first; spaces and separators in it do not count."""
    packed = "".join(text.split())
    if not packed or len(packed) > _LONGEST:
        return
    forms, countries = _table()
    yield from (form for form in forms if form.only in ("", symbology) and form.fits(packed, countries))
