"""Reads files that hold a list of entries somebody wrote by hand: waivers, answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeGuard

from inboundcheck.documents import Mapping, Sequence, Text, place_of, read_yaml
from inboundcheck.errors import Problem, ReadError, nearest, shown
from inboundcheck.places import Place
from inboundcheck.report import FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class Entries:
    """What such a file holds."""

    name: str
    """Of one entry; the file is named after several."""
    article: str
    """`a` or `an`, before the name."""
    keys: tuple[str, ...]
    needed: tuple[str, ...]
    example: str
    """One entry."""

    def listed(self, path: str | Path, problems: list[Problem]) -> Sequence:
        """Read a file, and return its entries; note what is wrong around them.

        Raises:
            ReadError: it cannot be read at all.
        """
        file = str(path)
        try:
            text = Path(path).read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as trouble:
            raise ReadError(Problem(f"the {self.name}s cannot be read: {trouble}", Place(file))) from None
        node = read_yaml(text, file, ReadError)
        if isinstance(node, Mapping):
            known = ("format", f"{self.name}s")
            problems += [
                Problem(f"{shown(key)} is not a key of {self.article} {self.name}s file", place_of(key, file), expected=" or ".join(known))
                for key in node
                if key not in known
            ]
            if node.get("format", str(FORMAT)) != str(FORMAT):
                found = f"the {self.name}s have format {shown(node['format'])}"
                problems.append(Problem(found, place_of(node["format"], file), expected=f"format {FORMAT}"))
            node = node.get(f"{self.name}s")
        if node is None or isinstance(node, Sequence):
            return node or Sequence()
        problems.append(Problem(f"the {self.name}s are not a list", place_of(node, file), example=self.example))
        return Sequence()

    def entry(self, node: Any, file: str, problems: list[Problem]) -> Mapping | None:
        """Return an entry, and note keys that are strange or missing; None where it is none."""
        if not isinstance(node, Mapping):
            problems.append(Problem(f"{shown(node)} is not {self.article} {self.name}", place_of(node, file), example=self.example))
            return None
        known = "one of " + ", ".join(self.keys)
        for key in (each for each in node if each not in self.keys):
            found = f"{shown(key)} is not a key of {self.article} {self.name}{nearest(key, self.keys)}"
            problems.append(Problem(found, place_of(key, file), expected=known))
        missing = [key for key in self.needed if not said(node.get(key))]
        problems += [Problem(f"the {self.name} has no {key}", place_of(node, file), example=self.example) for key in missing]
        return node


def said(value: Any) -> TypeGuard[Text]:
    """Whether a value is a text with something in it."""
    return isinstance(value, Text) and bool(value.strip())


def day(value: Any, file: str, problems: list[Problem], *, example: str) -> date | None:
    """Return a day, and note what is none; a value that is no text is noted by whoever misses it."""
    if not isinstance(value, Text):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        problems.append(Problem(f"{shown(value)} is not a date", place_of(value, file), expected="year-month-day", example=example))
        return None
