"""Puts one thing together from spots of a file: its values under the names of our fields, and for each the spot where it stands.

A spot is what the reader's own `locate` understands: the row and column of a cell, a JSON pointer, a line. So a box may gather
values from all over a table, and every finding still leads to the very cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from inboundcheck.errors import Problem, shown
from inboundcheck.identifiers import check_digit_ok
from inboundcheck.places import Place
from inboundcheck.readers.parts import Part, Path

Spot: TypeAlias = Any
Locate: TypeAlias = Callable[[Spot], Place | None]

IDENTIFIERS = ("sku", "gtin", "asin", "fnsku", "sscc", "tracking", "box_id", "id", "package_id", "lot", "pallet", "rma")
"""Fields that a spreadsheet program may have taken for numbers."""
EXPONENT = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d+")
_PLAIN_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+", re.ASCII)
_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)
_GTIN_LENGTHS = (8, 12, 13, 14)
_MOST_LISTED = 12
_AS_TEXT = "the column formatted as text, and the code typed or pasted anew"


@dataclass(frozen=True, slots=True)
class Gathered:
    """The places of one thing that was put together from spots."""

    spots: Mapping[str, Spot]
    """By the pointer of the value, from the thing itself."""
    locate: Locate

    def find(self, pointer: str) -> Place | None:
        """Return where a value stands, or the nearest parent of it that stands anywhere."""
        pointer = pointer.replace("/seen/", "/").removesuffix("/seen")
        while pointer not in self.spots and pointer:
            pointer = pointer.rpartition("/")[0]
        return self.locate(self.spots[pointer]) if pointer in self.spots else None


class Draft:
    """One thing in the making."""

    def __init__(self, locate: Locate, spot: Spot) -> None:
        self.tree: dict[str, Any] = {}
        self.spots: dict[str, Spot] = {"": spot}
        self._locate = locate

    def put(self, path: Path, value: Any, spot: Spot) -> None:
        """Note a value; None is nothing."""
        if value is None:
            return
        node: Any = self.tree
        for step in path[:-1]:
            node = node[step]
        node[path[-1]] = value
        self.spots[_pointer(path)] = spot

    def add(self, name: str, spot: Spot) -> int:
        """Begin another element of a list of the thing; return its index."""
        elements = self.tree.setdefault(name, [])
        elements.append({})
        self.spots[_pointer((name, len(elements) - 1))] = spot
        return len(elements) - 1

    def part(self, behind: tuple[Part, ...] = ()) -> Part:
        """Return what was put together."""
        return Part(self.tree, Gathered(self.spots, self._locate), behind=behind)


class Drafting:
    """What the drafts of one file have in common: how a spot is found, and the problems met."""

    def __init__(self, locate: Locate) -> None:
        self.locate = locate
        self.problems: list[Problem] = []

    def draft(self, spot: Spot) -> Draft:
        """Begin a thing."""
        return Draft(self.locate, spot)

    def tell(self, found: str, spot: Spot, label: str = "", expected: str = "", example: str = "") -> Any:
        """Note a problem (the same one at the same spot once), and give back what is known then: None."""
        problem = Problem(found, self.locate(spot), label, expected, example)
        if problem not in self.problems[-20:]:
            self.problems.append(problem)

    def word(self, value: str, words: Mapping[str, Any], spot: Spot, label: str) -> Any:
        """Return our word for one of the file's, whatever its capitals; one that is not known is told."""
        known = {name.casefold(): ours for name, ours in words.items()}
        if value.casefold() in known:
            return known[value.casefold()]
        listed = ", ".join([*words][:_MOST_LISTED]) + (" \u2026" if len(words) > _MOST_LISTED else "")
        return self.tell(f"{shown(value)} is not known here", spot, label, f"one of {listed}")

    def identifier(self, field: str, text: str, spot: Spot, label: str) -> str | None:
        """Return an identifier, unless a spreadsheet program has made a number of it: then it is told, and not known."""
        if EXPONENT.fullmatch(text):
            self.tell(f"{shown(text)} is a number with an exponent: a spreadsheet program has cut the code", spot, label, _AS_TEXT)
            return None
        if field == "gtin" and (length := _lost_zeros(text)):
            zeros = "a zero" if length == len(text) + 1 else f"{length - len(text)} zeros"
            found = f"{shown(text)} has {len(text)} digits, and is a right code with {zeros} before it: a spreadsheet program has cut it"
            self.tell(found, spot, label, _AS_TEXT, text.zfill(length))
            return None
        return text

    def measure(self, text: str, unit: str, spot: Spot, label: str) -> str | None:
        """Return a number with its unit; zero means that nothing was measured. What is no number is told when the thing is checked."""
        if not _PLAIN_NUMBER.fullmatch(text):
            return text if any(each.isalpha() for each in text) else f"{text} {unit}"
        if not unit:
            self.tell(f"{shown(text)} has no unit", spot, label, "a unit, for example in the column's header", "Box weight (lb)")
            return None
        return f"{text} {unit}" if Decimal(text) else None

    @staticmethod
    def number(text: str) -> str:
        """Return a whole number without the decimals that spreadsheet programs add."""
        found = _WHOLE.fullmatch(text)
        return found[1] if found else text


@lru_cache(maxsize=10_000)
def _pointer(path: Path) -> str:
    """Write a path of our own names, which need no escapes; one text for all things that have it."""
    return "/".join(("", *map(str, path)))


def _lost_zeros(text: str) -> int:
    """The length of the GTIN that a text is when the zeros before it are put back; 0 where it is whole, or none at all."""
    if not (text.isascii() and text.isdigit()) or len(text) in _GTIN_LENGTHS or len(text) < _GTIN_LENGTHS[0] - 2:
        return 0
    return next((length for length in _GTIN_LENGTHS if length > len(text) and check_digit_ok(text.zfill(length), "gtin")), 0)
