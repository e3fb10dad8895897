"""Cuts a file of X12 or EDIFACT into segments, with whatever service characters it has, in one pass and bounded memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from inboundcheck.errors import Problem, ReadError, shown
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.segments import Segment, Spot, Syntax, segment
from inboundcheck.readers.edi.window import LONGEST_SEGMENT, Window, as_latin_1, undecoded

LONGEST_ELEMENT = 4096
"""Characters; the longest element of an 856 or a DESADV has 512."""
_ISA_ELEMENTS = 16
_HEADER = 600
"""Characters within which an ISA ends, however it is padded."""
_BARE = re.compile(
    r"(?:GS|ST)(?P<separator>[^0-9A-Za-z\s])[^\r\n]*?(?:(?P<terminator>(?!(?P=separator))[^0-9A-Za-z\s])\s*|\s*[\r\n]\s*)(?:ST|BSN)(?P=separator)"
)
"""A group or a transaction set without an interchange: the terminator is what stands before the next segment."""
_SHORT_UNA = len("UNA:+.?'")
_LEVEL_A = Syntax(element="+", component=":", terminator="'", release="?", comma=True)
_LEVEL_B = Syntax(element="\x1d", component="\x1f", terminator="\x1c", comma=True)
"""ISO 9735, annex A: what EDIFACT uses where there is no UNA, by the character set."""

Header = Callable[[Window, Syntax | None], Syntax | None]
"""Looks whether an interchange begins here, and returns its syntax; else the one in force."""


def x12_segments(window: Window, issues: Issues) -> Iterator[Segment]:
    """Give the segments of a file of X12 interchanges, each with the delimiters that its own ISA has."""
    return _segments(window, issues, _x12_header)


def edifact_segments(window: Window, issues: Issues) -> Iterator[Segment]:
    """Give the segments of a file of EDIFACT interchanges, each with the characters that its own UNA has."""
    return _segments(window, issues, _edifact_header)


def _segments(window: Window, issues: Issues, header: Header) -> Iterator[Segment]:
    syntax: Syntax | None = None
    number = 0
    while True:
        window.skip_blank()
        if not window.peek(1):
            return
        syntax = header(window, syntax)
        if syntax is None:
            found = f"{shown(window.peek(20))} begins no interchange whose delimiters can be known"
            raise ReadError(Problem(found, issues.place(window.spot), expected="a whole ISA segment with 16 elements, or UNA or UNB"))
        window.skip_blank()
        if not window.peek(1):
            return
        spot = window.spot
        raw, whole = window.take(syntax.terminator, syntax.release)
        number += 1
        if raw.strip():
            yield _checked(raw, number, spot, syntax, issues, whole=whole)


def _checked(raw: str, number: int, spot: Spot, syntax: Syntax, issues: Issues, *, whole: bool) -> Segment:
    """Make the segment; what is too long in it, or no text, is told."""
    wrong = undecoded(raw)
    result = segment(as_latin_1(raw) if wrong else raw, number, spot, syntax)
    if wrong:
        found = f"the byte 0x{wrong[1]:02x} is not in the character set of the file, and is read as Latin-1 (told once)"
        element = len(syntax.split(raw[: wrong[0]], syntax.element)) - 1
        issues.tell_once("bytes", found, result, element, expected="the character set that the file declares, or UTF-8")
    if not whole:
        issues.tell(f"the segment is longer than {LONGEST_SEGMENT:,} characters, and is left out", result, expected="its terminator before that")
        return replace(result, elements=())
    if len(raw) > LONGEST_ELEMENT:
        for index, written in enumerate(result.elements):
            if len(written) > LONGEST_ELEMENT:
                issues.tell(f"the element is longer than {LONGEST_ELEMENT:,} characters, and is left out", result, index + 1)
        return replace(result, elements=tuple("" if len(each) > LONGEST_ELEMENT else each for each in result.elements))
    return result


def _x12_header(window: Window, standing: Syntax | None) -> Syntax | None:
    """Read the delimiters off an ISA: the first stands after its name, the others after its 16th element separator.

    The separators are counted, because hand-edited files lose the padding that makes an ISA 106 characters long.
    """
    start = window.peek(4)
    bare = None if standing else _BARE.match(window.peek(_HEADER))
    if bare:
        return Syntax(element=bare["separator"], component="", terminator=bare["terminator"] or "\n")
    if not start.startswith("ISA") or len(start) < 4 or start[3].isalnum():  # noqa: PLR2004 - the name and its separator
        return standing
    text = window.peek(_HEADER)
    separator, at = text[3], 3
    for _ in range(_ISA_ELEMENTS - 1):
        at = text.find(separator, at + 1)
        if at < 0:
            return standing
    component, terminator = _last_two(text[at + 1 :])
    if not terminator or terminator.isalnum() or separator == terminator:
        return standing
    return Syntax(element=separator, component=component if component != terminator else "", terminator=terminator)


def _last_two(text: str) -> tuple[str, str]:
    """Return the component separator and the terminator: the last two characters of an ISA. Either may be a line's break, or beyond one."""
    first = text.lstrip("\r\n")[:1]
    if first.isalnum():
        return "", "\n"  # nothing stands between the last separator and the line's end
    rest = text.lstrip("\r\n")[1:]
    after = rest.lstrip("\r\n")
    if rest[:1] in ("\r", "\n") and (not after or after[0].isalnum() or after[0] in " \t"):
        following = after.partition("\n")[0].rstrip()
        # Where the next line ends as this one does, there is no component separator.
        return ("", first) if following.endswith(first) else (first, "\n" if "\n" in rest[: len(rest) - len(after)] else "\r")
    return first, after[:1]


def _edifact_header(window: Window, standing: Syntax | None) -> Syntax | None:
    """Read the service characters off a UNA and pass it; without one they are those of ISO 9735."""
    start = window.peek(40)
    if start.startswith("UNA") and len(start) > _SHORT_UNA:
        length = _una_length(start)
        window.skip(3 + length)
        marks = start[3 : 3 + length]
        release = marks[3].strip()
        return Syntax(element=marks[1], component=marks[0], terminator=marks[-1], release=release, comma=True)
    if start.startswith("UNB\x1d"):
        return _LEVEL_B
    if start.startswith("UNB+"):
        # A UNA holds for the interchange that follows it: the one in force was read a moment ago.
        return standing if standing and standing.element == "+" else _LEVEL_A
    return standing or (_LEVEL_A if start.startswith(("UNG+", "UNH+")) else None)


def _una_length(start: str) -> int:
    """A UNA has six characters; some leave out the fifth, which is reserved, and only what follows shows it."""
    after = ("UNB", "UNG", "UNH")
    short = start[8:].lstrip().startswith(after)
    return 5 if short and not (start[9:].lstrip().startswith(after) and start[7] == " ") else 6
