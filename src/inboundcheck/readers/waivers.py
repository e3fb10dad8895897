"""Reads a waivers file: what somebody answers for, why, and until when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from inboundcheck.documents import Mapping, Sequence, Text, place_of, read_yaml
from inboundcheck.errors import Problem, ReadError, nearest, shown
from inboundcheck.places import Place
from inboundcheck.report import FORMAT, Waiver

_KEYS = ("rule", "box", "reason", "owner", "expires")
_NEEDED = ("rule", "reason", "owner", "expires")
_EXAMPLE = "- {rule: amazon-fba-us/box-too-long, box: A17, reason: accepted in case 20931, owner: maria, expires: 2026-12-31}"


def read_waivers(path: str | Path) -> tuple[Waiver, ...]:
    """Read a waivers file; raise ReadError with every problem at once."""
    file = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as trouble:
        raise ReadError(Problem(f"the waivers cannot be read: {trouble}", Place(file))) from None
    node = read_yaml(text, file, ReadError)
    problems: list[Problem] = []
    listed = _listed(node, file, problems)
    waivers = [waiver for each in listed if (waiver := _waiver(each, file, problems)) is not None]
    if problems:
        raise ReadError(problems)
    return tuple(waivers)


def _listed(node: Any, file: str, problems: list[Problem]) -> Sequence:
    if isinstance(node, Mapping):
        problems.extend(
            Problem(f"{shown(key)} is not a key of a waivers file", place_of(key, file), expected="format or waivers")
            for key in node
            if key not in ("format", "waivers")
        )
        if node.get("format", str(FORMAT)) != str(FORMAT):
            problems.append(Problem(f"the waivers have format {shown(node['format'])}", place_of(node["format"], file), expected=f"format {FORMAT}"))
        node = node.get("waivers")
    if node is None or isinstance(node, Sequence):
        return node or Sequence()
    problems.append(Problem("the waivers are not a list", place_of(node, file), example=_EXAMPLE))
    return Sequence()


def _waiver(node: Any, file: str, problems: list[Problem]) -> Waiver | None:
    if not isinstance(node, Mapping):
        problems.append(Problem(f"{shown(node)} is not a waiver", place_of(node, file), example=_EXAMPLE))
        return None
    before = len(problems)
    known = "one of " + ", ".join(_KEYS)
    strange = [key for key in node if key not in _KEYS]
    problems += [Problem(f"{shown(key)} is not a key of a waiver{nearest(key, _KEYS)}", place_of(key, file), expected=known) for key in strange]
    missing = [key for key in _NEEDED if not isinstance(node.get(key), Text) or not node[key].strip()]
    problems += [Problem(f"the waiver has no {key}", place_of(node, file), example=_EXAMPLE) for key in missing]
    expires = _day(node.get("expires"), file, problems)
    if len(problems) > before or expires is None:
        return None
    return Waiver(str(node["rule"]), str(node["reason"]), str(node["owner"]), expires, str(node.get("box") or "*"))


def _day(node: Any, file: str, problems: list[Problem]) -> date | None:
    if not isinstance(node, Text):
        return None
    try:
        return date.fromisoformat(node)
    except ValueError:
        problems.append(Problem(f"{shown(node)} is not a date", place_of(node, file), expected="year-month-day", example="2026-12-31"))
        return None
