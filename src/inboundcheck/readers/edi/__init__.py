"""Ship notices in EDI: X12 856 and EDIFACT DESADV, one reading for each notice of a file.

A file is read in one pass, a message at a time. Numbers in messages (`MAN02`, `MEA03-1`) are those of the segment's elements and of
their components, from 1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from inboundcheck.errors import Problem, ReadError, shown
from inboundcheck.places import Place
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.edi.despatch_advice import read_despatch_advice
from inboundcheck.readers.edi.envelopes import EDIFACT, X12, Dialect, Envelopes, Message
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.segments import Segment
from inboundcheck.readers.edi.ship_notice import read_ship_notice
from inboundcheck.readers.edi.tokens import edifact_segments, x12_segments
from inboundcheck.readers.edi.window import Window
from inboundcheck.readers.edi.words import CHARACTER_SETS
from inboundcheck.readers.reading import Reading

_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n\0"
_ISA = re.compile(rb"ISA([^0-9A-Za-z \r\n]).{0,10}\1|GS([^0-9A-Za-z\s])[A-Z]{2}\2|ST([^0-9A-Za-z\s])856\3", re.DOTALL)
_UN = re.compile(rb"UNA[^0-9A-Za-z\s]|UN[BGH][+\x1d]")
_CHARACTER_SET = re.compile(rb"UNB.(UNO[A-Z])", re.DOTALL)

__all__ = ["is_edifact", "is_x12", "read_edifact", "read_x12"]


def is_x12(opening: bytes) -> bool:
    """Say whether a file begins as an X12 interchange does, or as a group or an 856 without one."""
    return _ISA.match(_start(opening)) is not None


def is_edifact(opening: bytes) -> bool:
    """Say whether a file begins as an EDIFACT interchange does, or as one of its messages."""
    return _UN.match(_start(opening)) is not None


def read_x12(path: Path, defaults: Defaults) -> Iterator[Reading]:
    """Read the 856s of a file; raise `ReadError` where there is none."""
    return _readings(path, "utf-8", x12_segments, X12, {"856": read_ship_notice}, defaults=defaults)


def read_edifact(path: Path, defaults: Defaults) -> Iterator[Reading]:
    """Read the DESADVs of a file; raise `ReadError` where there is none."""
    try:
        with path.open("rb") as file:
            opening = file.read(1024)
    except OSError as trouble:
        raise ReadError(Problem(f"the file cannot be read: {trouble.strerror}", Place(str(path)))) from None
    declared = _CHARACTER_SET.search(opening)
    encoding = CHARACTER_SETS.get(declared[1].decode(), "utf-8") if declared and not opening.startswith(_BOM) else "utf-8"
    return _readings(path, encoding, edifact_segments, EDIFACT, {"DESADV": read_despatch_advice}, defaults=defaults)


Read = Callable[[Message, Defaults, Issues], Reading]
Cut = Callable[[Window, Issues], Iterator[Segment]]


def _readings(path: Path, encoding: str, cut: Cut, dialect: Dialect, kinds: dict[str, Read], *, defaults: Defaults) -> Iterator[Reading]:
    """Give a reading for each message that is a notice. What the envelopes tell after one comes with it."""
    issues = Issues(str(path))
    element, what = (1, "856") if dialect is X12 else (2, "DESADV")
    waiting: Reading | None = None
    try:
        with path.open("rb") as file:
            if file.read(len(_BOM)) != _BOM:
                file.seek(0)
            for message in Envelopes(cut(Window(file, encoding), issues), dialect, issues).messages():
                kind = message.header.text(element, 1)
                if kind not in kinds:
                    found = f"the {dialect.message} is {shown(kind)}, which is not read (each told once)"
                    issues.tell_once(("kind", kind[:6]), found, message.header, element, expected=what)
                    continue
                if waiting is not None:
                    yield waiting
                waiting = kinds[kind](message, defaults, issues)
    except OSError as trouble:
        raise ReadError(Problem(f"the file cannot be read: {trouble.strerror}", Place(str(path)))) from None
    if waiting is None:
        raise ReadError(issues.taken() or Problem("the file holds no message", Place(str(path)), expected=what))
    yield replace(waiting, issues=(*waiting.issues, *issues.taken()))


def _start(opening: bytes) -> bytes:
    return opening.removeprefix(_BOM).lstrip(_BLANK)
