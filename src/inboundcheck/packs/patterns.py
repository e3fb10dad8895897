"""Patterns for `matches`, limited to what a backtracking engine runs in linear time on the short texts of identifiers."""

from __future__ import annotations

import re
from math import prod
from typing import Any

_LONGEST = 200
_MOST_REPEATS = 1000
_MOST_WAYS = 1000


def complaint(pattern: str) -> str:  # noqa: PLR0911 - a list of cases, each with its answer
    """Say what is wrong with a pattern; nothing when it is good.

    At most one repetition of open length, none around a group, an alternative or another repetition, and few bounded choices:
    what remains cannot make the running time grow faster than the text (`a?a?a?aaa` can).
    """
    if len(pattern) > _LONGEST:
        return f"the pattern is longer than {_LONGEST} characters"
    try:
        tree = re._parser.parse(pattern)  # type: ignore[attr-defined]  # noqa: SLF001 - the standard library's own parser
    except (re.error, RecursionError, OverflowError) as trouble:
        return f"this is not a pattern: {trouble}"
    openings = [item for item in _walk(tree) if _is_repeat(item) and _is_open(item)]
    if len(openings) > 1:
        return "the pattern has more than one repetition without an end (+, *, {n,}); give all but one an upper bound"
    if prod(_ways(item) for item in _walk(tree)) > _MOST_WAYS:
        return f"the pattern's choices and bounded repetitions multiply to more than {_MOST_WAYS} ways to match; make it narrower"
    for item in _walk(tree):
        name = str(item[0])
        if _is_repeat(item) and any(_is_repeat(inner) or str(inner[0]) == "BRANCH" for inner in _walk(item[1][2])):
            return "the pattern repeats a group that repeats or branches inside"
        if name in ("GROUPREF", "ASSERT", "ASSERT_NOT", "GROUPREF_EXISTS"):
            return "the pattern refers back or looks around, which is not taken"
    return ""


def _walk(tree: Any) -> Any:
    for item in tree:
        yield item
        name, rest = str(item[0]), item[1]
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            yield from _walk(rest[2])
        elif name == "SUBPATTERN":
            yield from _walk(rest[3])
        elif name == "BRANCH":
            for branch in rest[1]:
                yield from _walk(branch)
        elif name == "ATOMIC_GROUP":
            yield from _walk(rest)


def _is_repeat(item: Any) -> bool:
    return str(item[0]).endswith("_REPEAT")


def _ways(item: Any) -> int:
    """In how many ways a choice, or a repetition that has an end, can be taken."""
    if _is_repeat(item) and not _is_open(item):
        return int(item[1][1]) - int(item[1][0]) + 1
    return len(item[1][1]) if str(item[0]) == "BRANCH" else 1


def _is_open(item: Any) -> bool:
    return int(item[1][1]) > _MOST_REPEATS
