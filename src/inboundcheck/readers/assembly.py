"""Puts a shipment together from its parts: fills in what defaults answer, checks each part once, and keeps all that holds."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from inboundcheck.answers import Open
from inboundcheck.errors import Problem, shown
from inboundcheck.model import Box, Pallet, Shipment
from inboundcheck.model.shipments import complete_items
from inboundcheck.readers.alike import Alike
from inboundcheck.readers.checked import check
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.parts import Part, Parts, answers, elements, filled
from inboundcheck.readers.products import Products
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.sentences import named
from inboundcheck.readers.spots import ShipmentPlaces

_LISTS = ("boxes", "products", "pallets")


class Assembly:
    """One shipment in the making. Its head is checked once; its boxes may come in several stretches."""

    def __init__(
        self,
        head: Part,
        defaults: Defaults,
        *,
        products: Parts | None = None,
        pallets: Parts | None = None,
        files: Sequence[str] = (),
        twins: Container[str] | None = None,
    ) -> None:
        """`twins` are the IDs that more than one box may have, where that is known before the first is read."""
        self._defaults, self._files = defaults, (*files, *defaults.files)
        self._item, self._label = answers(defaults.item), answers(defaults.label)
        self._head = replace(head, behind=(*head.behind, *defaults.shipment))
        self._issues = list(defaults.problems)
        self._products = Products(products or elements(self._head, "products"), defaults)
        self._shipment, self._pallets = self._checked_head(pallets or elements(self._head, "pallets"))
        self._issues += self._products.problems
        self._first_box = 0
        self._ids: dict[str, int] = {}
        self._twins = twins
        self._alike = Alike()
        self._continues = False

    def reading(self, boxes: Parts | None, issues: Iterable[Problem] = (), *, partial: bool = False) -> Reading:
        """Check the next stretch of boxes, and return it with the shipment's head. An issue is told once, with its stretch."""
        self._issues += issues
        kept, parts = self._checked_boxes(boxes.parts if boxes else ())
        self._tell_twins(kept, parts)
        sheets = self._products.packed_in(kept)
        known = {sku: sheet.product for sku, sheet in sheets.items()}
        read = tuple(complete_items(box, known) for box in kept) if known else tuple(kept)
        complete = boxes is not None and boxes.closed and len(read) == len(boxes.parts)
        update = {"boxes": None if boxes is None else read if complete else Open(read), "products": self._products.answer(sheets)}
        places = ShipmentPlaces(self._head, tuple(parts), self._first_box, self._pallets, sheets, self._products, self._defaults)
        shipment = self._shipment.model_copy(update=update)
        result = Reading(shipment, tuple(self._issues), places, self._first_box, self._continues, partial, self._files)
        self._issues, self._first_box, self._continues = [], self._first_box + len(read), True
        return result

    def _checked_head(self, standing: Parts | None) -> tuple[Shipment, tuple[Part, ...]]:
        """Check what is said of the shipment itself and of its pallets."""
        tree = {name: value for name, value in self._head.whole().items() if name not in _LISTS or elements(self._head, name) is None}
        result = check(Shipment, tree, self._head, "shipment")
        self._issues += result.problems
        pallets: list[Pallet] = []
        parts: list[Part] = []
        for index, part in enumerate(standing.parts if standing else ()):
            read = check(Pallet, self._completed(part.whole()), part, _name("pallet", part, index))
            self._issues += read.problems
            if read.value is not None:
                pallets.append(read.value)
                parts.append(replace(part, kept=read.kept))
        if result.value is None or standing is None:
            return result.value or Shipment(), ()
        complete = standing.closed and len(pallets) == len(standing.parts)
        return result.value.model_copy(update={"pallets": tuple(pallets) if complete else Open(tuple(pallets))}), tuple(parts)

    def _checked_boxes(self, found: Iterable[Part]) -> tuple[list[Box], list[Part]]:
        """Check each box; one of which nothing can be kept is told and left out."""
        boxes: list[Box] = []
        parts: list[Part] = []
        answered = bool(self._defaults.box or self._item or self._label)
        found = tuple(found)
        alike = any(isinstance(each.tree, dict) and "same_as" in each.tree for each in found)
        if alike:
            self._alike.behind(found)
        for index, each in enumerate(found, self._first_box):
            like, wrong = self._alike.completed(each, _name("box", each, index)) if alike else (each, ())
            self._issues += wrong
            part = replace(like, behind=(*like.behind, *self._defaults.box)) if self._defaults.box else like
            tree = self._completed(part.whole()) if answered or part.behind else part.tree
            result = check(Box, tree, part, _name("box", part, index))
            if result.problems:
                self._issues += result.problems
                part = replace(part, kept=result.kept)
            if result.value is not None:
                boxes.append(result.value)
                parts.append(part)
        return boxes, parts

    def _completed(self, tree: Any) -> Any:
        """Fill the items and labels of a box or pallet."""
        if isinstance(tree, dict) and self._item and tree.get("items"):
            tree = {**tree, "items": _each(tree["items"], lambda item: filled(item, self._products.for_item(item, self._item)))}
        if isinstance(tree, dict) and self._label and tree.get("labels"):
            tree = {**tree, "labels": _each(tree["labels"], lambda label: filled(label, self._label))}
        return tree

    def _tell_twins(self, boxes: Sequence[Box], parts: Sequence[Part]) -> None:
        """Tell where two boxes have one ID; both are kept."""
        for index, (box, part) in enumerate(zip(boxes, parts, strict=True), self._first_box):
            if not isinstance(box.id, str) or (self._twins is not None and box.id not in self._twins):
                continue
            first = self._ids.setdefault(box.id, index)
            if first != index:
                place = parts[first - self._first_box].find(("id",)) if first >= self._first_box else None
                expected = f"an ID of its own for each box (the first is {f'at {place}' if place else f'box no. {first + 1}'})"
                self._issues.append(Problem(f"two boxes have the ID {shown(box.id)}", part.find(("id",)), _name("box", part, index), expected))


def _name(kind: str, part: Part, index: int) -> str:
    return named(kind, part.tree.get("id") if isinstance(part.tree, dict) else None, index)


def _each(values: Any, change: Callable[[Mapping[str, Any]], Any]) -> Any:
    """Change each object of a list, closed or open."""
    if isinstance(values, dict) and isinstance(values.get("seen"), list):
        return {**values, "seen": _each(values["seen"], change)}
    if not isinstance(values, list):
        return values
    return [change(each) if isinstance(each, dict) else each for each in values]
