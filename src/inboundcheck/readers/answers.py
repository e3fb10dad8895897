"""Reads and writes an answers file: what persons answered about photos, one entry for each question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from inboundcheck.documents import Mapping, place_of
from inboundcheck.errors import Problem, ReadError, shown
from inboundcheck.readers.entries import Entries, day, said
from inboundcheck.report import FORMAT, Answered

_ANSWERS = Entries(
    name="answer",
    article="an",
    keys=("id", "answer", "by", "at", "photo", "sha256", "question"),
    needed=("id", "answer", "by", "at", "photo", "sha256"),
    example="- {id: 3f2a9c1b7d4e8a60, answer: yes, by: maria, at: 2026-11-25, photo: photos/A1/front.jpg, sha256: 9f86d081…}",
)
_HASH = re.compile(r"[0-9a-f]{64}")
_HEAD = (
    "# What persons answered about photos. Each answer counts for the one photo that it was given about, and for no other.\n"
    "# `inboundcheck review` adds to it; take an entry out to be asked again."
)


def read_answers(path: str | Path) -> tuple[Answered, ...]:
    """Read an answers file; raise ReadError with every problem at once."""
    file = str(path)
    problems: list[Problem] = []
    found: dict[str, Answered] = {}
    for each in _ANSWERS.listed(path, problems):
        answered = _answered(each, file, problems)
        if answered is not None and answered.id in found:
            problems.append(Problem(f"{shown(answered.id)} is answered twice", place_of(each, file), expected="one answer to each question"))
        elif answered is not None:
            found[answered.id] = answered
    if problems:
        raise ReadError(problems)
    return tuple(found.values())


def _answered(node: Any, file: str, problems: list[Problem]) -> Answered | None:
    before = len(problems)
    entry = _ANSWERS.entry(node, file, problems)
    if entry is None:
        return None
    at = day(entry["at"], file, problems, example="2026-11-25") if said(entry.get("at")) else None
    problems += _unfit(entry, file)
    if len(problems) > before or at is None:
        return None
    texts = {key: str(entry[key]) for key in ("id", "by", "photo", "sha256")}
    return Answered(**texts, yes=entry["answer"] == "yes", at=at, question=str(entry.get("question") or ""), place=place_of(entry, file))


def _unfit(node: Mapping, file: str) -> Iterable[Problem]:
    """What is wrong with values that are there."""
    answer, digest = node.get("answer"), node.get("sha256")
    if said(answer) and answer not in ("yes", "no"):
        yield Problem(f"{shown(answer)} is not an answer", place_of(answer, file), expected="yes or no")
    if said(digest) and not _HASH.fullmatch(digest):
        expected = "64 hexadecimal digits, as `sha256sum` prints them"
        yield Problem(f"{shown(digest)} is not the SHA-256 of a file", place_of(digest, file), expected=expected)


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
