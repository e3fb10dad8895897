"""The envelopes round messages: whether each is closed, and whether it holds as much as it says.

X12 and EDIFACT have the same three: an interchange holds groups, a group holds messages, a message holds segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from inboundcheck.errors import shown
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.segments import Segment

MOST_SEGMENTS = 1_000_000
"""Segments of one message that are read."""
_INTERCHANGE, _GROUP, _MESSAGE = range(3)


class _Frame(NamedTuple):
    """A pair of segments, and the element of each that holds the reference. The trailer's first element is a count."""

    header: str
    reference: int
    trailer: str
    level: int


class Dialect(NamedTuple):
    """What differs between the two standards."""

    frames: tuple[_Frame, _Frame, _Frame]
    message: str
    """What a message is called."""


X12 = Dialect((_Frame("ISA", 13, "IEA", _INTERCHANGE), _Frame("GS", 6, "GE", _GROUP), _Frame("ST", 2, "SE", _MESSAGE)), "transaction set")
EDIFACT = Dialect((_Frame("UNB", 5, "UNZ", _INTERCHANGE), _Frame("UNG", 5, "UNE", _GROUP), _Frame("UNH", 1, "UNT", _MESSAGE)), "message")


@dataclass(slots=True)
class _Open:
    """An envelope that was begun."""

    header: Segment
    holds: int = 0
    """Groups, messages or segments so far."""


@dataclass(slots=True)
class Message:
    """One message. Its segments can be read once, before the next message is asked for."""

    header: Segment
    segments: Iterator[Segment] = field(default_factory=lambda: iter(()))
    complete: bool = False
    """After all segments: whether it is closed and holds as many segments as it says."""


class Envelopes:
    """Walks the messages of a file."""

    def __init__(self, segments: Iterator[Segment], dialect: Dialect, issues: Issues) -> None:
        self._segments, self._dialect, self._issues = segments, dialect, issues
        self._headers: Mapping[str, _Frame] = {frame.header: frame for frame in dialect.frames}
        self._trailers: Mapping[str, _Frame] = {frame.trailer: frame for frame in dialect.frames}
        self._open: list[_Open | None] = [None, None, None]
        self._held: Segment | None = None
        self._last: Segment | None = None

    def messages(self) -> Iterator[Message]:
        """Give the messages. What is wrong with the envelopes is told when the walk passes it."""
        while (segment := self._next()) is not None:
            if frame := self._headers.get(segment.tag):
                self._begin(frame, segment)
                if frame.level == _MESSAGE:
                    message = Message(segment)
                    message.segments = self._body(message)
                    yield message
                    for _ in message.segments:
                        pass
            elif frame := self._trailers.get(segment.tag):
                self._end(frame, segment)
            else:
                found = f"the segment {shown(segment.tag)} stands outside every {self._dialect.message}, and is left out (told once)"
                self._issues.tell_once("outside", found, segment)
        self._close_from(_INTERCHANGE, self._last, "the file ends")

    def _next(self) -> Segment | None:
        segment = self._held if self._held is not None else next(self._segments, None)
        self._held = None
        self._last = segment if segment is not None else self._last
        return segment

    def _body(self, message: Message) -> Iterator[Segment]:
        """Give the segments between header and trailer."""
        standing = self._open[_MESSAGE]
        while standing is not None and (segment := self._next()) is not None:
            if segment.tag in self._headers or segment.tag in self._trailers:
                self._held = segment
                if segment.tag == self._dialect.frames[_MESSAGE].trailer:
                    frame = self._dialect.frames[_MESSAGE]
                    message.complete = self._int(segment.text(1)) == standing.holds + 1 and standing.holds <= MOST_SEGMENTS
                    self._end(frame, segment)
                    self._held = None
                return
            standing.holds += 1
            if standing.holds == MOST_SEGMENTS:
                self._issues.tell(f"the {self._dialect.message} has more than {MOST_SEGMENTS:,} segments; the others are left out", segment)
            if standing.holds < MOST_SEGMENTS:
                yield segment

    def _begin(self, frame: _Frame, segment: Segment) -> None:
        self._close_from(frame.level, segment, f"{segment.tag} begins")
        outer = self._open[frame.level - 1] if frame.level else None
        if frame.level == _MESSAGE:
            outer = outer or self._open[_INTERCHANGE]
        self._open[frame.level] = _Open(segment, holds=1 if frame.level == _MESSAGE else 0)
        if outer is not None:
            outer.holds += 1
        elif frame.level:
            around = self._dialect.frames[_INTERCHANGE].header
            self._issues.tell_once("no interchange", f"{segment.tag} stands in no interchange", segment, expected=f"{around} before it")

    def _end(self, frame: _Frame, segment: Segment) -> None:
        self._close_from(frame.level + 1, segment, f"{segment.tag} stands here")
        standing, self._open[frame.level] = self._open[frame.level], None
        if standing is None:
            self._issues.tell(f"{frame.trailer} closes nothing", segment, expected=f"{frame.header} before it")
            return
        held = standing.holds + (frame.level == _MESSAGE)
        if self._int(segment.text(1)) != held:
            what = ("groups or messages", "messages", "segments")[frame.level]
            self._issues.tell(f"{shown(segment.text(1))} {what} are announced, and {held} stand there", segment, 1, expected=str(held))
        opened, closed = standing.header.text(frame.reference), segment.text(2)
        if opened.lstrip("0") != closed.lstrip("0"):
            found = f"the reference {shown(closed)} is not the one of its {frame.header}, {shown(opened)}"
            self._issues.tell(found, segment, 2, expected=opened)

    def _close_from(self, level: int, segment: Segment | None, what: str) -> None:
        """Tell the envelopes that were not closed before another begins or ends."""
        for inner in range(_MESSAGE, level - 1, -1):
            standing, self._open[inner] = self._open[inner], None
            if standing is not None and segment is not None:
                frame = self._dialect.frames[inner]
                found = f"{what} before {frame.trailer}; the {frame.header} of segment {standing.header.number} is not closed"
                self._issues.tell(found, segment, expected=f"{frame.trailer} with the reference {standing.header.text(frame.reference)}")

    @staticmethod
    def _int(text: str) -> int:
        return int(text) if text.isascii() and text.isdigit() and len(text) <= 10 else -1  # noqa: PLR2004 - longer than any count
