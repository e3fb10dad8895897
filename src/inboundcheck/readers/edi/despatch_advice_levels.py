"""The packing sequences (CPS) of a DESADV: which of its packages are pallets, which are boxes, and what lies in which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from inboundcheck.errors import shown
from inboundcheck.readers.edi.issues import Issues
from inboundcheck.readers.edi.packages import Line, Package
from inboundcheck.readers.edi.segments import Segment
from inboundcheck.readers.edi.words import BOXES, PALLETS, SIDES

_INNER = "1"
"""UN/EDIFACT 7075."""


@dataclass(slots=True, eq=False)
class Packed:
    """One PAC."""

    package: Package
    kind: str
    """UN/EDIFACT 7065."""
    level: str
    segment: Segment

    @property
    def role(self) -> str:
        """Say whether it is a box or a pallet."""
        return "box" if self.kind in BOXES else "pallet" if self.kind in PALLETS else ""


@dataclass(slots=True, eq=False)
class Consignment:
    """One CPS with what stands in it."""

    id: str
    parent_id: str
    segment: Segment
    packed: list[Packed] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    parent: Consignment | None = None
    boxes: list[Package] = field(default_factory=list)
    """The boxes that its item lines lie in: its own, else those of its parent."""
    pallet: Package | None = None
    below: dict[str, int] = field(default_factory=dict)
    """Boxes and pallets in the sequences below it."""
    numbered: bool = False
    """Whether boxes below it have numbers of their own."""

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"CPS {self.id[:20] if self.id and self.id[:20].isprintable() else '?'}"


@dataclass(slots=True)
class Packages:
    """What came of the packing sequences."""

    boxes: list[Package] = field(default_factory=list)
    pallets: list[Package] = field(default_factory=list)
    declared: Packed | None = None
    """The first PAC that counts boxes which are told one by one elsewhere."""
    declared_boxes: int = 0
    loose: list[Line] = field(default_factory=list)
    known: bool = True
    """Whether every package was of a kind that is read."""


def sort_packages(levels: Sequence[Consignment], issues: Issues) -> Packages:
    """Tell boxes, pallets and totals apart, and lay the item lines into the boxes."""
    _nest(levels, issues)
    _count_below(levels)
    result = Packages()
    for level in levels:
        above = level.parent
        level.boxes, level.pallet = (list(above.boxes), above.pallet) if above else ([], None)
        own: list[Package] = []
        for packed in level.packed:
            if _is_total(packed, level):
                _declare(packed, level, result)
            elif packed.role == "pallet":
                level.pallet = packed.package
                result.pallets.append(packed.package)
            elif packed.role == "box" and level.numbered:
                found = "a package of the type of a box holds boxes that have numbers of their own; it is read neither as a box nor as a pallet"
                issues.tell(found, packed.segment, 3, of=level.name, expected="PX, 201 … for what holds boxes", example="PX")
                result.known = False
            elif packed.role == "box" and not level.boxes and not (packed.level == _INNER and own):
                packed.package.pallet = level.pallet
                own.append(packed.package)
            elif not packed.role and not level.boxes:
                _tell_kind(packed, level, issues)
                result.known = False
        level.boxes = level.boxes or own
        result.boxes += own
        _lay(level, result, issues)
    return result


def _nest(levels: Sequence[Consignment], issues: Issues) -> None:
    by_id: dict[str, Consignment] = {}
    for level in levels:
        level.parent = by_id.get(level.parent_id) if level.parent_id not in ("", level.id) else None
        if level.parent_id and level.parent is None:
            found = f"the parent {shown(level.parent_id)} is no CPS before this one, which is read as one at the top (told once)"
            issues.tell_once("parent", found, level.segment, 2, of=level.name, expected="the number of a CPS before it")
        by_id[level.id] = level


def _count_below(levels: Sequence[Consignment]) -> None:
    """Count the boxes and pallets that stand in the sequences below each."""
    for level in reversed(levels):
        if level.parent is None:
            continue
        for role in ("box", "pallet"):
            own = sum(packed.package.count or 1 for packed in level.packed if packed.role == role and packed.level != _INNER)
            level.parent.below[role] = level.parent.below.get(role, 0) + own + level.below.get(role, 0)
        marked = any(packed.package.marks for packed in level.packed if packed.role == "box")
        level.parent.numbered = level.parent.numbered or level.numbered or marked


def _is_total(packed: Packed, level: Consignment) -> bool:
    """Say whether a package only counts those below it: it has no number and no size, and is at the top or counts as many as stand there."""
    below, package = level.below.get(packed.role, 0), packed.package
    seen = package.marks or any(side in package.record.tree for side in SIDES.values())
    return bool(below) and not seen and (level.parent is None or package.count == below)


def _declare(packed: Packed, level: Consignment, result: Packages) -> None:
    """Keep the number of boxes that is announced for the whole shipment."""
    if packed.role == "box" and packed.package.count and level.parent is None:
        result.declared = result.declared or packed
        result.declared_boxes += packed.package.count


def _tell_kind(packed: Packed, level: Consignment, issues: Issues) -> None:
    found = f"the package type {shown(packed.kind)} is not known" if packed.kind else "the type of the package is missing"
    expected = "CT, BX … for a box, PX, 201 … for a pallet"
    issues.tell(f"{found}, so that it is read neither as a box nor as a pallet", packed.segment, 3, of=level.name, expected=expected, example="CT")


def _lay(level: Consignment, result: Packages, issues: Issues) -> None:
    """Lay the item lines of a sequence into its boxes. With boxes of several kinds it is not said which of them hold what."""
    if not level.lines:
        return
    if len(level.boxes) == 1:
        level.boxes[0].lines += level.lines
    elif level.boxes:
        found = f"{len(level.lines)} item lines are given for {len(level.boxes)} kinds of boxes, so that it is not known what lies in which"
        issues.tell(found, level.segment, of=level.name, expected="a CPS for each kind of box")
    else:
        result.loose += level.lines
