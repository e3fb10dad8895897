"""Reads and writes an answers file: what persons answered about photos, one entry for each question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from inboundcheck.documents import Mapping, Sequence, Text, place_of, read_yaml
from inboundcheck.errors import Problem, ReadError, nearest, shown
from inboundcheck.places import Place
from inboundcheck.report import FORMAT, Answered

_NEEDED = ("id", "answer", "by", "at", "photo", "sha256")
_KEYS = (*_NEEDED, "question")
_EXAMPLE = "- {id: 3f2a9c1b7d4e8a60, answer: yes, by: maria, at: 2026-11-25, photo: photos/A1/front.jpg, sha256: 9f86d081…}"
_HASH = re.compile(r"[0-9a-f]{64}")
_HEAD = (
    "# What persons answered about photos. Each answer counts for the one photo that it was given about, and for no other.\n"
    "# `inboundcheck review` adds to it; take an entry out to be asked again."
)


def read_answers(path: str | Path) -> tuple[Answered, ...]:
    """Read an answers file; raise ReadError with every problem at once."""
    file = str(path)
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as trouble:
        raise ReadError(Problem(f"the answers cannot be read: {trouble}", Place(file))) from None
    node = read_yaml(text, file, ReadError)
    problems: list[Problem] = []
    found: dict[str, Answered] = {}
    for each in _listed(node, file, problems):
        answered = _answered(each, file, problems)
        if answered is not None and answered.id in found:
            problems.append(Problem(f"{shown(answered.id)} is answered twice", place_of(each, file), expected="one answer to each question"))
        elif answered is not None:
            found[answered.id] = answered
    if problems:
        raise ReadError(problems)
    return tuple(found.values())


def _listed(node: Any, file: str, problems: list[Problem]) -> Sequence:
    if isinstance(node, Mapping):
        problems.extend(
            Problem(f"{shown(key)} is not a key of an answers file", place_of(key, file), expected="format or answers")
            for key in node
            if key not in ("format", "answers")
        )
        if node.get("format", str(FORMAT)) != str(FORMAT):
            problems.append(Problem(f"the answers have format {shown(node['format'])}", place_of(node["format"], file), expected=f"format {FORMAT}"))
        node = node.get("answers")
    if node is None or isinstance(node, Sequence):
        return node or Sequence()
    problems.append(Problem("the answers are not a list", place_of(node, file), example=_EXAMPLE))
    return Sequence()


def _answered(node: Any, file: str, problems: list[Problem]) -> Answered | None:
    if not isinstance(node, Mapping):
        problems.append(Problem(f"{shown(node)} is not an answer", place_of(node, file), example=_EXAMPLE))
        return None
    before = len(problems)
    known = "one of " + ", ".join(_KEYS)
    strange = [key for key in node if key not in _KEYS]
    problems += [Problem(f"{shown(key)} is not a key of an answer{nearest(key, _KEYS)}", place_of(key, file), expected=known) for key in strange]
    missing = [key for key in _NEEDED if not isinstance(node.get(key), Text) or not node[key].strip()]
    problems += [Problem(f"the answer has no {key}", place_of(node, file), example=_EXAMPLE) for key in missing]
    at = _day(node.get("at"), file, problems)
    problems += _unfit(node, file)
    if len(problems) > before or at is None:
        return None
    said = {key: str(node[key]) for key in ("id", "by", "photo", "sha256")}
    return Answered(**said, yes=node["answer"] == "yes", at=at, question=str(node.get("question") or ""), place=place_of(node, file))


def _unfit(node: Mapping, file: str) -> Iterable[Problem]:
    """What is wrong with values that are there."""
    answer, digest = node.get("answer"), node.get("sha256")
    if isinstance(answer, Text) and answer.strip() and answer not in ("yes", "no"):
        yield Problem(f"{shown(answer)} is not an answer", place_of(answer, file), expected="yes or no")
    if isinstance(digest, Text) and digest.strip() and not _HASH.fullmatch(digest):
        expected = "64 hexadecimal digits, as `sha256sum` prints them"
        yield Problem(f"{shown(digest)} is not the SHA-256 of a file", place_of(digest, file), expected=expected)


def _day(node: Any, file: str, problems: list[Problem]) -> date | None:
    if not isinstance(node, Text) or not node.strip():
        return None
    try:
        return date.fromisoformat(node)
    except ValueError:
        problems.append(Problem(f"{shown(node)} is not a date", place_of(node, file), expected="year-month-day", example="2026-11-25"))
        return None


def written(answers: Iterable[Answered]) -> str:
    """The text of an answers file."""
    return "\n".join([_HEAD, f"format: {FORMAT}", "answers:", *map(_entry, answers)]) + "\n"


def _entry(answered: Answered) -> str:
    lines = {
        "id": _quoted(answered.id),
        "answer": "yes" if answered.yes else "no",
        "by": _quoted(answered.by),
        "at": answered.at.isoformat(),
        "photo": _quoted(answered.photo),
        "sha256": _quoted(answered.sha256),
        **({"question": _quoted(answered.question)} if answered.question else {}),
    }
    return "  - " + "\n    ".join(f"{key}: {value}" for key, value in lines.items())


def _quoted(text: str) -> str:
    """Write a text in quotes as YAML takes it: what does not print as its number."""
    return '"' + "".join(f"\\{each}" if each in '"\\' else each if each.isprintable() else f"\\U{ord(each):08x}" for each in text) + '"'
