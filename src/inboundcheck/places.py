"""Where something stands in a file: found when a finding asks for it, never stored for the boxes that pass."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Protocol

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:]|-?(?:NaN|Infinity)')
_VALUE = json.JSONDecoder(parse_int=str).raw_decode
_BLANK = frozenset(" \t\r\n")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A spot in a file."""

    file: str
    line: int = 0
    """From 1; 0 when only the file is known."""
    column: int = 0
    """From 1; 0 when only the line is known."""
    sheet: str = ""
    """The sheet of a workbook; `line` and `column` are then those of a cell."""
    end_column: int = field(default=0, compare=False)
    """The column after the last character of a value that ends on the same line; 0 where that is not known."""

    def __str__(self) -> str:
        if self.sheet:
            return f"{self.file}:{self.sheet}!{letters(self.column)}{self.line or ''}"
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


class Places(Protocol):
    """Finds the spot of a JSON pointer (RFC 6901) in what was read."""

    def find(self, pointer: str) -> Place | None:
        """Return where the value of `pointer` stands, or the nearest parent of it that stands anywhere."""
        ...


@dataclass(frozen=True, slots=True)
class Nowhere:
    """The places of a shipment that was built in code."""

    def find(self, pointer: str) -> Place | None:  # noqa: ARG002 - the protocol's name
        """Return None: nothing was read from a file."""
        return None


@dataclass(frozen=True, slots=True)
class JsonPlaces:
    """Places in one JSON text: a file, or one line of a JSON Lines file."""

    file: str
    text: str
    line: int = 1
    """The line of the file on which `text` starts."""
    column: int = 1
    """The column of that line at which `text` starts."""
    root: str = ""
    """The pointer that the text itself answers to, for a file of which one part became the shipment."""

    def find(self, pointer: str) -> Place | None:
        """Walk the text to the value; a pointer that is not there gives its nearest parent."""
        if not pointer.startswith(self.root):
            return None
        position = offset(self.text, parts(pointer[len(self.root) :]))
        line = self.text.count("\n", 0, position)
        column = position - self.text.rfind("\n", 0, position)
        before = 0 if line else self.column - 1
        end = _scalar_end(self.text, position)
        return Place(self.file, self.line + line, before + column, end_column=before + column + end - position if end else 0)


def letters(column: int) -> str:
    """Write the number of a column (from 1) as workbooks do: A, Z, AA; nothing for 0."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def parts(pointer: str) -> list[str]:
    """Split a JSON pointer into its unescaped parts."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def join(pointer: str, *names: str | int) -> str:
    """Append names to a JSON pointer."""
    return "/".join([pointer, *(str(name).replace("~", "~0").replace("/", "~1") for name in names)])


def offset(text: str, wanted: list[str]) -> int:
    """Return the index in a JSON text at which the value of the path starts, as far as the path exists."""
    skip = json.JSONDecoder().raw_decode
    at = _after_blank(text, 0)
    for part in wanted:
        found = _member(text, at, part, skip)
        if found is None:
            return at
        at = found
    return at


def refused_at(text: str) -> int:
    """Return the index of the first key that an object repeats, or of a constant that JSON does not have."""
    objects: list[set[str]] = []
    name: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        written = token[0]
        if written in "{[":
            objects.append(set())
        elif written in "}]":
            objects = objects[:-1]
        elif written[0] == '"':
            name = token
        elif written != ":":
            return token.start()
        elif name and objects:
            if name[0] in objects[-1]:
                return name.start()
            objects[-1].add(name[0])
    return 0


def _member(text: str, at: int, part: str, skip: object) -> int | None:
    """Return the index of one member's value, or None when the value at `at` has no such member."""
    is_object = text[at : at + 1] == "{"
    if not is_object and text[at : at + 1] != "[":
        return None
    number, at = 0, _after_blank(text, at + 1)
    while at < len(text) and text[at] not in "}]":
        key = str(number)
        if is_object:
            key, at = scanstring(text, at + 1)
            at = _after_blank(text, _after_blank(text, at) + 1)
        if key == part:
            return at
        at = _after_blank(text, skip(text, at)[1])  # type: ignore[operator]
        if text[at] == ",":
            at = _after_blank(text, at + 1)
        number += 1
    return None


def _scalar_end(text: str, at: int) -> int:
    """Return the index after the text, number or word that starts at `at`; 0 where an object or a list does, or nothing."""
    if text[at : at + 1] in ("{", "[", ""):
        return 0
    try:
        return _VALUE(text, at)[1]
    except ValueError:
        return 0


def _after_blank(text: str, at: int) -> int:
    while text[at : at + 1] in _BLANK:
        at += 1
    return at
