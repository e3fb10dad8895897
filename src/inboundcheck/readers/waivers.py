"""Reads a waivers file: what somebody answers for, why, and until when."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inboundcheck.errors import Problem, ReadError
from inboundcheck.readers.entries import Entries, day
from inboundcheck.report import Waiver

_WAIVERS = Entries(
    name="waiver",
    article="a",
    keys=("rule", "box", "reason", "owner", "expires"),
    needed=("rule", "reason", "owner", "expires"),
    example="- {rule: amazon-fba-us/box-too-long, box: A17, reason: accepted in case 20931, owner: maria, expires: 2026-12-31}",
)


def read_waivers(path: str | Path) -> tuple[Waiver, ...]:
    """Read a waivers file; raise ReadError with every problem at once."""
    problems: list[Problem] = []
    listed = _WAIVERS.listed(path, problems)
    waivers = [waiver for each in listed if (waiver := _waiver(each, str(path), problems)) is not None]
    if problems:
        raise ReadError(problems)
    return tuple(waivers)


def _waiver(node: Any, file: str, problems: list[Problem]) -> Waiver | None:
    before = len(problems)
    entry = _WAIVERS.entry(node, file, problems)
    expires = day(entry.get("expires"), file, problems, example="2026-12-31") if entry is not None else None
    if entry is None or expires is None or len(problems) > before:
        return None
    return Waiver(str(entry["rule"]), str(entry["reason"]), str(entry["owner"]), expires, str(entry.get("box") or "*"))
