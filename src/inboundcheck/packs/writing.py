"""Reads the written form of packs key by key, and collects what is wrong with a place for each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from inboundcheck.documents import Mapping, Sequence, Text, place_of
from inboundcheck.errors import Problem, nearest, shown
from inboundcheck.facts.kinds import DATE, Kind

Made = TypeVar("Made")


class Writing:
    """One file that is being read: its name and its problems."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def wrong(self, node: Any, found: str, expected: str = "", example: str = "") -> None:
        """Note a problem at a node; the same problem at the same place is noted once."""
        problem = Problem(found, place_of(node, self.file), expected=expected, example=example)
        if problem not in self.problems:
            self.problems.append(problem)

    def keys(self, node: Mapping, known: Iterable[str], what: str) -> None:
        """Refuse the keys that are not known."""
        names = tuple(known)
        for key in node:
            if key not in names:
                self.wrong(key, f"{shown(key)} is not a key of {what}{nearest(key, names)}", "one of " + ", ".join(names))

    def mapping(self, node: Any, what: str, at: Any = None, example: str = "") -> Mapping:
        """Return a mapping; an empty one, with a problem noted, for anything else."""
        if isinstance(node, Mapping):
            return node
        found = f"{what} is missing or empty" if node is None else f"{what} is {shown(node)}, not a mapping"
        self.wrong(node if node is not None else at, found, "names with values", example)
        return Mapping()

    def sequence(self, node: Any, what: str, at: Any = None, example: str = "") -> Sequence:
        """Return a list; an empty one, with a problem noted, for anything else."""
        if isinstance(node, Sequence):
            return node
        self.wrong(node if node is not None else at, f"{what} is not a list", "a list", example)
        return Sequence()

    def text(self, node: Mapping, key: str, what: str, *, required: bool = True, default: str = "") -> str:
        """Return a text by its key."""
        value = node.get(key)
        if isinstance(value, Text):
            return str(value)
        if value is not None:
            self.wrong(value, f"{key} of {what} is not a text", "a text (put it in quotes if it begins with { or [)")
        elif required:
            self.wrong(node.key(key) if key in node else node, f"{what} has no {key}", f"the key {key!r}")
        return default

    def word(self, node: Mapping, key: str, what: str, words: Iterable[str], default: str = "", *, required: bool = True) -> str:
        """Return one word of a closed list by its key."""
        value = self.text(node, key, what, required=required, default=default)
        known = tuple(words)
        if value and value not in known:
            self.wrong(node[key], f"{shown(value)} is not a {key}{nearest(value, known)}", "one of " + ", ".join(known))
            return default
        return value

    def value(self, node: Any, kind: Kind, at: Any = None) -> Any:
        """Return a value by its kind; None, with a problem noted, where it is none."""
        if node is None:
            self.wrong(at, "a value is missing", f"a {kind}", kind.example)
            return None
        try:
            return kind.parse(node)
        except ValueError as trouble:
            self.wrong(node, str(trouble))
            return None

    def day(self, node: Any, at: Any = None) -> date | None:
        """Return a date, which cannot be `none`."""
        value = self.value(node, DATE, at)
        return value if isinstance(value, date) else None

    def yes_no(self, node: Mapping, key: str, *, default: bool) -> bool:
        """Return true or false by its key."""
        if key not in node:
            return default
        if node[key] not in ("true", "false"):
            self.wrong(node[key] or node.key(key), f"{key} is {shown(node[key])}", "true or false")
        return bool(node[key] == "true")

    def each(self, node: Any, make: Callable[[Any], Made | None]) -> tuple[Made, ...]:
        """Make something of each element, leaving out what could not be made."""
        return tuple(made for element in node if (made := make(element)) is not None)
