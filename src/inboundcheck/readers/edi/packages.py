"""Turns what a notice says of packages into boxes and pallets: one for each number that is marked on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from inboundcheck.errors import Problem
from inboundcheck.model import Pallet
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.marks import Mark
from inboundcheck.readers.edi.records import Record, RecordPlaces, Written, measure
from inboundcheck.readers.edi.segments import Segment, Spot
from inboundcheck.readers.parts import Part

MOST_TOGETHER = 10_000
"""Item lines, times the boxes that hold them alike: a short file must not become a large shipment."""
_NAMING = ("sscc", "id", "tracking")
"""Numbers, the one first by which a package is called."""


@dataclass(slots=True)
class Line:
    """An item line."""

    record: Record
    rank: int = 99
    """How near its SKU is to the sender: 0 is the sender's own."""
    counted: Segment | None = None
    """What counts its units."""
    total: int | None = None
    """Units of the line, in all packages that it speaks of."""
    each: int | None = None
    """Units of it in each of them, where that is said."""


@dataclass(slots=True)
class Package:
    """One package, or several that are told together."""

    record: Record
    marks: list[Mark] = field(default_factory=list)
    count: int | None = None
    counted_at: Spot | None = None
    lines: list[Line] = field(default_factory=list)
    all_lines: bool = True
    """Whether these are all its item lines."""
    together: list[Written] = field(default_factory=list)
    """Weights of all of them together."""
    plain: list[Written] = field(default_factory=list)
    """Weights that are not said to be gross; they count where no other is given."""
    pallet: Package | None = None
    size: int = 1
    """How many packages it is; known once it is settled."""
    id: str | None = None
    """The ID of the package, where it is one."""

    def settle(self, what: str, issues: Issues) -> None:
        """Settle how many there are, what each is called, and what a weight of all of them says of one."""
        self.marks = list({(mark.field, mark.text): mark for mark in self.marks}.values())
        marked = self._pair(issues)
        self.size = max(self.count or 0, marked, 1)
        if self.count and marked and self.count != marked and self.counted_at:
            found = f"{self.count} {what} are counted, and {marked} numbers are marked on them"
            issues.add(Problem(found, issues.place(self.counted_at), self.record.name, "a number for each"))
        named = {mark.field: mark.text for mark in self.marks if mark.field}
        name = next((named[kind] for kind in _NAMING if kind in named), self.record.name.partition(" (")[0])
        self.id = name if self.size == 1 else None
        for written in self.together:
            if self.size == 1:
                measure(self.record, "weight", written, issues)
            elif "weight" not in self.record.tree and written.segment.text(*written.number).strip("0."):
                found = f"one weight is given for {self.size} {what} together, so that the weight of each is not known"
                issues.tell(found, written.segment, *written.number, of=self.record.name, expected="the weight of one of them")
        if "weight" not in self.record.tree and "weight" not in self.record.unclear:
            for written in self.plain:
                measure(self.record, "weight", written, issues)

    def _pair(self, issues: Issues) -> int:
        """Return how many packages the numbers are on. Numbers of a second kind are kept where there is one for each."""
        numbers = {kind: sum(mark.count for mark in self.marks if mark.field == kind) for kind in (*_NAMING, "")}
        first = next((kind for kind in (*_NAMING, "") if numbers[kind]), "")
        spare = [mark for mark in self.marks if numbers[mark.field] != numbers[first]]
        if spare:
            found = (
                f"{numbers[spare[0].field]} numbers of one kind ({spare[0].field}) and {numbers[first]} of another ({first or 'a range'}) are marked"
            )
            expected = "one of each for each package; the former are left out"
            issues.add(Problem(found, issues.place(spare[0].spot), self.record.name, expected))
            self.marks = [mark for mark in self.marks if numbers[mark.field] == numbers[first]]
        return numbers[first]

    def boxes(self, issues: Issues) -> Iterator[Part]:
        """Give its boxes."""
        items = self._items(issues)
        tree = self.record.tree
        if items is not None:
            tree["items"] = items
        if self.pallet is not None and self.pallet.id is not None:
            tree["pallet"] = self.pallet.id
        lines = tuple(line.record for line in self.lines) if items is not None else ()
        entries = list(self._entries())
        for said, own in entries:
            yield Part(tree | said if len(entries) > 1 else _added(tree, said), RecordPlaces(issues.file, self.record, lines, own))

    def pallets(self, issues: Issues) -> Iterator[Part]:
        """Give its pallets."""
        tree = {**self.record.tree, **({"id": self.id} if self.id else {})}
        for said, own in self._entries():
            whole = {name: value for name, value in {**tree, **said}.items() if name in Pallet.model_fields}
            yield Part(whole, RecordPlaces(issues.file, self.record, own=own))

    def _items(self, issues: Issues) -> Any:
        """Write the item lines of each box. What lies in which of several boxes is not known where it is not said."""
        if not self.lines:
            return None
        if self.size > 1 and len(self.lines) > 1 and not all(line.each for line in self.lines):
            found = f"{len(self.lines)} item lines are given for {self.size} boxes together, so that it is not known what lies in which"
            self._tell_of_lines(found, issues)
            return None
        if len(self.marks) > 1 and len(self.lines) * len(self.marks) > MOST_TOGETHER:
            self._tell_of_lines(f"{len(self.lines)} item lines for {self.size} boxes together are more than is read", issues)
            return None
        if self.size > 1 and self.lines[0].total and not self.lines[0].each:
            found = f"{self.lines[0].total} units are given for {self.size} boxes together, so that it is not known how many lie in each"
            self._tell_of_lines(found, issues)
        items = [self._item(line) for line in self.lines]
        return items if self.all_lines else {"open": True, "seen": items}

    def _item(self, line: Line) -> dict[str, Any]:
        quantity = line.each or (line.total if self.size == 1 else None)
        return {**line.record.tree, "quantity": quantity} if quantity else line.record.tree

    def _tell_of_lines(self, found: str, issues: Issues) -> None:
        place = issues.place(self.lines[0].record.start)
        issues.add(Problem(found, place, self.lines[0].record.name, "each box by itself, with its own lines"))

    def _entries(self) -> Iterator[tuple[dict[str, Any], dict[str, Spot]]]:
        """Give what is one package's own, and where it stands; the last entry may stand for several that have no number."""
        numbers = {kind: [mark for mark in self.marks if mark.field == kind] for kind in _NAMING}
        named = max(len(marks) for marks in numbers.values())
        for index in range(named):
            own = {kind: marks[index] for kind, marks in numbers.items() if marks}
            own["id"] = next(own[kind] for kind in _NAMING if kind in own)
            yield {kind: mark.text for kind, mark in own.items()}, {kind: mark.spot for kind, mark in own.items()}
        rest = self.size - named
        if rest > 0:
            yield {"count": rest} if rest > 1 else {}, {"count": self.counted_at} if self.counted_at else {}


def _added(tree: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Add to what is said of one package alone; most are, and a copy of each would be a tenth of what a notice takes."""
    tree.update(said)
    return tree
