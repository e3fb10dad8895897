"""Reads JSON Lines, a stretch at a time: each line is a box, the head of a shipment, or a whole shipment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from inboundcheck.documents import read_json
from inboundcheck.errors import Problem, ReadError, nearest, shown
from inboundcheck.model import Box
from inboundcheck.places import JsonPlaces, Place
from inboundcheck.readers.assembly import Assembly
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.files import LONGEST_LINE, decoded, numbered_lines
from inboundcheck.readers.own import foreign, read_own, take_defaults, without_around
from inboundcheck.readers.parts import Part, Parts, elements
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.sp_api_documents import is_sp_api

_BOX = '{"id": "A17", "length": "27 in", "weight": "31 lb"}'
_HEADER = '{"format": 1, "shipment": {"id": "S1", "program": "fba"}}'
_HEADER_KEYS = ("format", "shipment", "defaults")


def stream_lines(path: Path, defaults: Defaults, stretch: int | None) -> Iterator[Reading]:
    """Give the shipments of a file in readings of at most `stretch` boxes each; only one stretch is held at a time."""
    reader = _Stretches(str(path), defaults, stretch)
    for number, line in numbered_lines(path):
        if line is None:
            reader.miss(_too_long(reader.file, number))
        elif line.strip():
            yield from reader.take(line, number)
        if reader.full:
            yield reader.flush(partial=True)
    if reader.waits or not reader.given:
        yield reader.flush()


class _Stretches:
    """Gathers lines until they make a stretch."""

    def __init__(self, file: str, defaults: Defaults, stretch: int | None) -> None:
        self.file, self._defaults, self._stretch = file, defaults, stretch
        self._assembly: Assembly | None = None
        self._boxes: list[Part] = []
        self._issues: list[Problem] = []
        self._missed = False
        self._begun = False
        self.given = False

    @property
    def full(self) -> bool:
        """Whether what was gathered makes a stretch."""
        return self._stretch is not None and max(len(self._boxes), len(self._issues)) >= self._stretch

    @property
    def waits(self) -> bool:
        """Whether something was gathered that was not given yet."""
        return self._begun or bool(self._boxes or self._issues)

    def miss(self, problem: Problem) -> None:
        """Note a line that could not be read: it may have been a box."""
        self._issues.append(problem)
        self._missed = True

    def take(self, line: bytes, number: int) -> Iterator[Reading]:
        """Take one line; a line that begins a new shipment gives what was gathered for the one before."""
        try:
            text = decoded(line, self.file, number).rstrip()
            tree = read_json(text, self.file, ReadError, line=number)
        except ReadError as trouble:
            self._issues += trouble.problems
            self._missed = True
            return
        part = Part(tree, JsonPlaces(self.file, text, number))
        if not (self.given or self.waits) and is_sp_api(tree):
            raise ReadError(Problem("the lines are payloads of SP-API", Place(self.file, number, 1), expected="the payloads as one JSON list"))
        if not isinstance(tree, dict):
            self.miss(Problem(f"the line holds {shown(tree)}", Place(self.file, number, 1), expected="one box", example=_BOX))
        elif "boxes" in tree:
            yield from self._rest()
            yield from self._whole(part)
        elif "shipment" in tree or "format" in tree:
            yield from self._rest()
            self._begin(part)
        else:
            self._add(part)

    def flush(self, *, partial: bool = False) -> Reading:
        """Give what was gathered; `partial` where more of the same shipment may follow."""
        if self._assembly is None:
            self._assembly = Assembly(Part({}, JsonPlaces(self.file, "")), self._defaults, files=(self.file,))
        reading = self._assembly.reading(Parts(tuple(self._boxes), closed=not self._missed), self._issues, partial=partial)
        self._boxes, self._issues, self._missed, self._begun, self.given = [], [], False, False, True
        return reading

    def _rest(self) -> Iterator[Reading]:
        """Give what was gathered for the shipment before the one that begins here."""
        if self.waits:
            yield self.flush()
        self._assembly = None

    def _whole(self, part: Part) -> Iterator[Reading]:
        """Read a line that is a shipment with its boxes."""
        try:
            reading = read_own(part, self._defaults, self.file)
        except ReadError as trouble:
            self._issues += trouble.problems
            self._missed = True
        else:
            self.given = True
            yield reading

    def _begin(self, part: Part) -> None:
        """Begin the shipment of a header line."""
        own = take_defaults(part)
        head = without_around(part)
        if "shipment" in part.tree:
            head = Part(part.tree["shipment"], part.places, "/shipment")
            self._issues += [_unknown(part, key) for key in part.tree if key not in _HEADER_KEYS]
        if not isinstance(head.tree, dict):
            raise ReadError(Problem(f"{shown(head.tree)} is not a shipment", part.find(("shipment",)), example=_HEADER))
        boxes = elements(head, "boxes") or Parts()
        self._boxes, self._missed, self._begun = list(boxes.parts), not boxes.closed, True
        self._assembly = Assembly(head, own.before(self._defaults), files=(self.file,))

    def _add(self, part: Part) -> None:
        """Gather one box. When already the first is in another format, so is the file."""
        if not self.given and not self._boxes and part.tree and not any(key in Box.model_fields for key in part.tree):
            raise ReadError(foreign(part, "the lines are", part.tree))
        self._boxes.append(part)


def _unknown(part: Part, key: str) -> Problem:
    found = f"the key {shown(key)} is not known beside 'shipment'{nearest(key, _HEADER_KEYS)}"
    return Problem(found, part.find((key,)), "the first line", f"one of {', '.join(_HEADER_KEYS)}")


def _too_long(file: str, number: int) -> Problem:
    return Problem(f"the line is longer than {LONGEST_LINE // 1024**2} MB", Place(file, number), expected="one box on each line")
