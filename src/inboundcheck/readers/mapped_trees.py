"""Reads the JSON of partners (Walmart, ShipBob, PrepBusiness) by maps that say where it holds what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from inboundcheck.errors import shown
from inboundcheck.model import Pallet
from inboundcheck.quantities import Length, Mass
from inboundcheck.readers.assembly import Assembly
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.drafts import Draft
from inboundcheck.readers.parts import Part, Parts
from inboundcheck.readers.planned import Planned
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.sentences import named
from inboundcheck.readers.sp_api_boxes import Writer
from inboundcheck.readers.sp_api_words import ANY_LENGTHS, ANY_WEIGHTS
from inboundcheck.readers.tree_maps import Said, TreeMap, found, known_tree_maps

_WITH_UNIT = {"weight": "weight: 2 lb", "sides": "length: 6 in, width: 4 in, height: 4 in"}
_COUNTED = ("count", "quantity", "units_planned")


def tree_map_for(tree: Any) -> TreeMap | None:
    """Return the map of the partner that a payload comes from."""
    return next((each for each in known_tree_maps() if each.knows(tree)), None) if isinstance(tree, dict) else None


def read_mapped_tree(part: Part, tree_map: TreeMap, defaults: Defaults, file: str) -> Reading:
    """Read a payload by its map."""
    return _Payload(part, tree_map).reading(defaults, file)


class _Payload:
    def __init__(self, part: Part, tree_map: TreeMap) -> None:
        self.part, self.map = part, tree_map
        self.writer = Writer(part.places)
        self.planned = Planned(self.writer)
        self.complete = True
        self.without_unit: set[str] = set()

    def reading(self, defaults: Defaults, file: str) -> Reading:
        """Put the shipment together."""
        parts = [draft.part() for draft in self._boxes()]
        kind = self._kind()
        pallets = Parts(tuple(map(_as_pallet, parts)), closed=self.complete) if kind == "pallet" else None
        if kind != "box":
            parts, self.complete = [], False
        pages = self.part.tree.get("nextCursor") or self.part.tree.get("next")
        if pages:
            self.writer.tell("more boxes follow on a page that is not in this file", "", "shipment", "all pages")
        head = self._head()
        assembly = Assembly(head, defaults, products=self.planned.parts(), pallets=pallets, files=(file,))
        return assembly.reading(Parts(tuple(parts), closed=self.complete and not pages), self.writer.problems)

    def _kind(self) -> str:
        """Say what the payload lists: boxes, pallets, or something of which the boxes are not told."""
        said = self.part.tree.get(self.map.kind_at, "") if self.map.kind_at else ""
        kind = self.map.kinds.get(str(said), "") if said else "box"
        if kind != "box":
            found = f"the payload lists {said}, and not the boxes" if kind else f"{shown(said)} is not known here"
            expected = next(name for name, each in self.map.kinds.items() if each == "box")
            self.writer.tell(f"{found}, of which nothing is known", f"/{self.map.kind_at}", "shipment", expected)
        return kind

    def _head(self) -> Part:
        draft = self.writer.draft("")
        for name, said in self.map.shipment.items():
            values = {self._plain(name, value, said): at for value, at in reversed([*self._values(self.part.tree, said, "")])}
            if len(values) > 1:
                listed = ", ".join(shown(value) for value in [*values][:3])
                self.writer.tell(f"several values stand for one shipment: {listed}", next(iter(values.values())), f"shipment, {name}")
            for value, at in values.items() if len(values) == 1 else ():
                draft.put((name,), value, at)
        return draft.part()

    def _boxes(self) -> Iterator[Draft]:
        listed, at = next(found(self.part.tree, self.map.boxes), (None, ""))
        for index, (tree, pointer) in enumerate(found(listed, "*", at)):
            if not isinstance(tree, dict):
                self.writer.tell(f"{shown(tree)} is not a box, and is left out", pointer, named("box", None, index))
                self.complete = False
                continue
            yield from self._box(tree, pointer, index)

    def _box(self, tree: Mapping[str, Any], pointer: str, index: int) -> Iterator[Draft]:
        """Give the box of an object, or one for each number that the object stands for."""
        numbers = [number for said in self.map.box.values() if said.each for number in found(tree, f"{said.each}/*", pointer)]
        count = next((value for value, _ in self._values(tree, self.map.box["count"], pointer)), None) if "count" in self.map.box else None
        if numbers and count is not None and str(count) != str(len(numbers)):
            found_count = f"{shown(count)} boxes are counted, and {len(numbers)} have a number"
            self.writer.tell(found_count, pointer, named("box", None, index), "as many numbers as boxes")
            self.complete = False
        if count is None and "count" in self.map.box and self.map.box["count"].needed:
            self.writer.tell("the number of boxes is missing", pointer, named("box", None, index))
            self.complete = False
        product = self._product(tree, pointer, index)
        each_number: list[tuple[Any, str] | None] = [*numbers] or [None]
        for number in each_number:
            draft = self.writer.draft(pointer)
            label = named("box", str(number[0]) if number else None, index)
            self._fill(draft, (), self.map.box, tree, pointer, label, number)
            self._items(draft, tree, pointer, label)
            yield draft
        if product:
            self.planned.add(*product)

    def _items(self, draft: Draft, tree: Mapping[str, Any], pointer: str, label: str) -> None:
        if not self.map.item:
            return
        if not self.map.items:
            at = draft.add("items", pointer)
            self._fill(draft, ("items", at), self.map.item, tree, pointer, f"{label}, item 1")
            return
        listed, at_list = next(found(tree, self.map.items, pointer), (None, ""))
        if not isinstance(listed, list):
            draft.put(("items",), listed, at_list)
            return
        if not listed:
            return  # nobody ships an empty box: what is in it is not told yet
        draft.put(("items",), [], at_list)
        for item, item_at in found(listed, "*", at_list):
            at = draft.add("items", item_at)
            if isinstance(item, dict):
                self._fill(draft, ("items", at), self.map.item, item, item_at, f"{label}, item {at + 1}")
            else:
                draft.tree["items"][at] = item

    def _fill(  # noqa: PLR0917 - what is filled, by what, from where
        self, draft: Draft, path: tuple[str | int, ...], fields: Mapping[str, Said], tree: Mapping[str, Any], pointer: str, label: str,
        number: tuple[Any, str] | None = None,
    ) -> None:  # fmt: skip
        for name, said in fields.items():
            if said.each:
                value, at = (str(number[0]), number[1]) if number else (None, pointer)
            elif number and name == "count":
                continue
            else:
                value, at = self._one(name, said, tree, pointer, f"{label}, {name}")
            draft.put((*path, name), value, at)

    def _one(self, name: str, said: Said, tree: Mapping[str, Any], pointer: str, label: str) -> tuple[Any, str]:
        if said.constant is not None:
            return said.constant, pointer
        value, at = next(self._values(tree, said, pointer), (None, pointer))
        if value is None or value == "":
            return None, at
        if said.no_unit:
            self._tell_no_unit(name, at, label, value)
            return None, at
        if said.unit or said.unit_at:
            return self._measure(name, said, tree, value, at, pointer, label), at
        text = self._plain(name, value, said)
        return (self.writer.identifier(name, text, at, label) if name == "gtin" and isinstance(text, str) else text), at

    def _tell_no_unit(self, name: str, at: str, label: str, value: Any) -> None:
        """Tell once that the format does not say in what a measure was taken; a zero was not taken at all."""
        kind = "weight" if name == "weight" else "sides"
        if value and kind not in self.without_unit:
            self.without_unit.add(kind)
            verb = "is" if kind == "weight" else "are"
            found = f"the format does not say the unit of {shown(value)}, so that the {kind} of products {verb} not known (told once)"
            self.writer.tell(found, at, label, f"the {kind} with a unit, in a file of defaults", f"products: {{MUG-1: {{{_WITH_UNIT[kind]}}}}}")

    def _measure(  # noqa: PLR0917 - what is measured, and where
        self, name: str, said: Said, tree: Mapping[str, Any], value: Any, at: str, pointer: str, label: str
    ) -> Any:
        kind = Mass if name == "weight" else Length
        unit: Any = said.unit
        if said.unit_at:
            unit = self.writer.unit(tree, said.unit_at, ANY_WEIGHTS if kind is Mass else ANY_LENGTHS, pointer, label)
        return self.writer.amount(kind, value, unit, at, label) if unit else None

    def _values(self, tree: Any, said: Said, pointer: str) -> Iterator[tuple[Any, str]]:
        """Give the values of a field, by the first of its paths that is filled."""
        if said.constant is not None:
            yield said.constant, pointer
        if not all(tree.get(key) == value for key, value in said.condition.items()):
            return
        for path in said.at:
            values = [(value, at) for value, at in found(tree, path, pointer) if value not in ("", [], {})]
            if values:
                yield from values
                return

    @staticmethod
    def _plain(name: str, value: Any, said: Said) -> Any:
        """Write a number that is a code as text, and the day of a time."""
        if said.day and isinstance(value, str):
            return value[:10]
        return str(value) if isinstance(value, int) and not isinstance(value, bool) and name not in _COUNTED else _hashable(value)

    def _product(self, tree: Mapping[str, Any], pointer: str, index: int) -> tuple[str, dict[str, tuple[Any, str]], str] | None:
        """Return what an object says of the product in it."""
        if not self.map.product:
            return None
        label = named("product", None, index)
        fields = {name: self._one(name, said, tree, pointer, f"{label}, {name}") for name, said in self.map.product.items()}
        sku = fields.pop("sku", (None, pointer))[0]
        if "units_planned" in fields:
            units, at = fields["units_planned"]
            fields["units_planned"] = (None if units is None else str(units), at)
        return (sku, fields, pointer) if isinstance(sku, str) else None


def _as_pallet(part: Part) -> Part:
    return replace(part, tree={name: value for name, value in part.tree.items() if name in Pallet.model_fields})


def _hashable(value: Any) -> Any:
    return str(value) if isinstance(value, dict | list) else value
