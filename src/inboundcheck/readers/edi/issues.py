"""Collects what is wrong in a file of EDI, each with the segment that it stands in."""

from __future__ import annotations

from inboundcheck.errors import Problem, shown
from inboundcheck.places import Place
from inboundcheck.readers.edi.segments import Segment, Spot

_MOST_KEYS = 1000


class Issues:
    """The defects of one file, given out with the shipment in which they were found."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._once: set[object] = set()

    def place(self, spot: Spot) -> Place:
        """Return a place in the file."""
        return Place(self.file, *spot)

    def tell(
        self, found: str, segment: Segment, element: int = 0, component: int = 0, *, of: str = "", expected: str = "", example: str = ""
    ) -> None:
        """Tell a defect of a segment, or of one of its elements. `of` names what the segment speaks of: `HL 4`."""
        where = f"{segment.name(element, component)} (segment {segment.number})"
        self.add(Problem(found, self.place(segment.spot(element, component)), f"{of}, {where}" if of else where, expected, example))

    def tell_once(self, key: object, found: str, segment: Segment, element: int = 0, *, of: str = "", expected: str = "", example: str = "") -> None:
        """Tell a defect that may repeat in every segment, the first time in a shipment only."""
        if key not in self._once and len(self._once) < _MOST_KEYS:
            self._once.add(key)
            self.tell(found, segment, element, of=of, expected=expected, example=example)

    def add(self, problem: Problem) -> None:
        """Tell a defect."""
        self._problems.append(problem)

    def taken(self) -> tuple[Problem, ...]:
        """Return what was found since the last time. What is told once is told once in each shipment."""
        problems, self._problems = tuple(self._problems), []
        self._once.clear()
        return problems

    def unknown_segment(self, segment: Segment, message: str) -> None:
        """Tell a segment that the message does not have; each tag once."""
        key = segment.tag if len(segment.tag) <= 3 else ""  # noqa: PLR2004 - as long as a tag is
        found = f"the segment {shown(segment.tag or segment.raw)} is not known in {message}, and is left out (told once)"
        self.tell_once(("unknown", key), found, segment, expected="a segment of the standard")
