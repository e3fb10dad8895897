"""The line of a file that a finding points at, short enough to show, with what is marked in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from inboundcheck.outputs.sheet import cells, split
from inboundcheck.outputs.words import visible

_VALUE = re.compile(r"""  "(?:[^"\\]|\\.)*"  |  '(?:[^']|'')*'  |  \[[^\]]*\]  |  [^\s,\]}{\[][^,\]}\s]*(?:\ [^,\]}\s\#]+)*  """, re.VERBOSE)
"""What looks like one value in YAML or JSON: in quotes, a list in brackets, or words up to a comma, a bracket or a comment."""
_CUT = "..."


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A part of a line, safe to show."""

    before: str
    marked: str
    """What the finding is about; empty where the column is not known."""
    after: str

    @property
    def line(self) -> str:
        """All of it."""
        return self.before + self.marked + self.after


def excerpt(line: str, column: int, value: str, width: int) -> Excerpt:
    """Cut a line to a width around the value that stands at `column` (from 1; 0 marks nothing)."""
    line = line.rstrip("\r\n").replace("\t", " ")
    start = column - 1 if 0 < column <= len(line) else 0
    end = start + _length(line, start, value, width) if 0 < column <= len(line) else 0
    # A payload may be one line of many megabytes, of which a screenful can be shown.
    before, marked, after = visible(line[max(0, start - width - 1) : start]), visible(line[start:end]), visible(line[end : end + width + 1])
    if cells(before) + cells(marked) + cells(after) <= width:
        return Excerpt(before, marked, after)
    marked = _head(marked, width * 2 // 3)
    room = width - cells(marked)
    before = _tail(before, max(room // 2, room - cells(after)))
    return Excerpt(before, marked, _head(after, room - cells(before)))


def _length(line: str, start: int, value: str, width: int) -> int:
    """Return how long the value at `start` is: the value as told, or else what looks like one."""
    if value and line.startswith(value, start):
        return min(len(value), width + 1)
    found = _VALUE.match(line, start, start + width + 1)
    return len(found[0]) if found else 1


def _head(text: str, room: int) -> str:
    return text if cells(text) <= room else split(text, max(room - len(_CUT), 0))[0] + _CUT[:room]


def _tail(text: str, room: int) -> str:
    return text if cells(text) <= room else _CUT[:room] + split(text[::-1], max(room - len(_CUT), 0))[0][::-1]
