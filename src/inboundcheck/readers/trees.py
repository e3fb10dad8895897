"""Reads a whole YAML or JSON text into a plain tree with its places."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from inboundcheck.documents import YamlPlaces, plain, read_json, read_yaml
from inboundcheck.errors import Problem, ReadError, shown
from inboundcheck.places import JsonPlaces, Place, offset, parts
from inboundcheck.readers.parts import Part
from inboundcheck.report import FORMAT

_YAML = (".yaml", ".yml")
_SUFFIXES = (*_YAML, ".json", ".jsonl", ".ndjson")
_IN_LIST = re.compile(r"(?P<list>.*?/boxes|)/(?P<index>[0-9]+)(?P<rest>/.*)?", re.DOTALL)
_WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
_BETWEEN = re.compile(r"[ \t\r\n]*,?[ \t\r\n]*")


def read_tree(text: str, file: str) -> Part:
    """Read a text by what it looks like; where a file is named YAML, a brace begins YAML's own flow style."""
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")) and not file.lower().endswith(_YAML):
        return Part(read_json(text, file, ReadError), JsonFilePlaces(file, text))
    try:
        tree = read_yaml(text, file, ReadError)
    except ReadError as trouble:
        raise trouble if file.lower().endswith(_SUFFIXES) else ReadError(_neither(file)) from None
    return Part(plain(tree), YamlPlaces(file, tree))


def _neither(file: str) -> Problem:
    return Problem(
        "this is neither YAML nor JSON, nor another format that is read",
        Place(file),
        expected="a spec, a payload, or a table named .csv, .tsv or .xlsx",
    )


def check_format(head: Part) -> None:
    """Refuse a file that was written for a later version of this program."""
    written = head.tree.get("format")
    number = int(written) if _WHOLE_NUMBER.fullmatch(str(written)) else None
    if written is None or number == FORMAT:
        return
    place = head.find(("format",))
    if number is not None and number > FORMAT:
        raise ReadError(
            Problem(
                f"the file has format {number}, which this inboundcheck does not know yet",
                place,
                expected=f"format {FORMAT}, or a newer inboundcheck",
            )
        )
    raise ReadError(Problem(f"{shown(written)} is no format of inboundcheck", place, "format", f"format: {FORMAT}, or nothing"))


class _Spot(NamedTuple):
    start: int
    end: int
    line: int
    column: int


class JsonFilePlaces:
    """Places in a JSON file with many boxes: where each box starts is found once, when the first is asked for."""

    def __init__(self, file: str, text: str) -> None:
        self._file, self._text = file, text
        self._spots: dict[str, list[_Spot]] = {}

    def find(self, pointer: str) -> Place | None:
        """Return where the value of a pointer stands, or the nearest parent of it that stands anywhere."""
        found = _IN_LIST.fullmatch(pointer)
        if found:
            spots = self._spots.get(found["list"])
            if spots is None:
                spots = self._spots[found["list"]] = _scan(self._text, found["list"])
            if int(found["index"]) < len(spots):
                spot = spots[int(found["index"])]
                return JsonPlaces(self._file, self._text[spot.start : spot.end], spot.line, spot.column).find(found["rest"] or "")
        return JsonPlaces(self._file, self._text).find(pointer)


def _scan(text: str, pointer: str) -> list[_Spot]:
    """Find the elements of the list at a pointer."""
    at = offset(text, parts(pointer))
    if text[at : at + 1] != "[":
        return []
    decode = json.JSONDecoder().raw_decode
    spots: list[_Spot] = []
    line, counted = 1, 0
    at = _next(text, at + 1)
    while text[at : at + 1] not in ("]", ""):
        line, counted = line + text.count("\n", counted, at), at
        end = decode(text, at)[1]
        spots.append(_Spot(at, end, line, at - text.rfind("\n", 0, at)))
        at = _next(text, end)
    return spots


def _next(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at
