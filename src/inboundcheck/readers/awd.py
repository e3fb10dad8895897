"""Reads Amazon Warehousing and Distribution 2024-05-09: the packages of an inbound order or shipment, cases in pallets among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from inboundcheck.errors import shown
from inboundcheck.places import join
from inboundcheck.readers.assembly import Assembly
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.drafts import Draft
from inboundcheck.readers.edi.words import CARRIERS
from inboundcheck.readers.parts import Part, Parts
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.sentences import named
from inboundcheck.readers.sp_api_boxes import Writer
from inboundcheck.readers.sp_api_words import TRAITS

_LISTS = ("packagesToInbound", "shipmentContainerQuantities")
_OWNERS = {"AMAZON": "amazon", "SELF": "seller", "SELLER": "seller", "NONE": "none"}
_DEEPEST = 10
"""How many packages may lie in one another."""


def is_awd(tree: Any) -> bool:
    """Say whether a payload lists packages for AWD, or a list holds nothing but such payloads."""
    if isinstance(tree, list):
        return bool(tree) and all(isinstance(each, dict) and is_awd(each) for each in tree)
    return isinstance(tree, dict) and any(isinstance(tree.get(key), list) for key in _LISTS)


def read_awd(part: Part, defaults: Defaults, file: str) -> list[Reading]:
    """Read a payload, or each of a list."""
    listed = part.tree if isinstance(part.tree, list) else None
    parts = [part] if listed is None else [replace(part, tree=each, pointer=join(part.pointer, index)) for index, each in enumerate(listed)]
    return [_Order(each).reading(defaults, file) for each in parts]


class _Order:
    def __init__(self, part: Part) -> None:
        self.tree, self.at = part.tree, part.pointer
        self.writer = Writer(part.places)
        self.boxes: list[Draft] = []
        self.pallets: list[Draft] = []
        self.complete = True

    def reading(self, defaults: Defaults, file: str) -> Reading:
        """Put the shipment together."""
        key = next(key for key in _LISTS if isinstance(self.tree.get(key), list))
        for index, each in enumerate(self.tree[key]):
            self._package(each, join(self.at, key, index), 1, 0)
        boxes = Parts(tuple(draft.part() for draft in self.boxes), closed=self.complete)
        pallets = Parts(tuple(draft.part() for draft in self.pallets), closed=self.complete)
        return Assembly(self._head(), defaults, pallets=pallets if self.pallets else None, files=(file,)).reading(boxes, self.writer.problems)

    def _head(self) -> Part:
        draft = self.writer.draft(self.at)
        draft.tree["program"] = "awd"
        details = self.tree.get("destinationDetails")
        address, at = self.tree.get("destinationAddress"), f"{self.at}/destinationAddress"
        if isinstance(details, dict):
            address, at = details.get("destinationAddress"), f"{self.at}/destinationDetails/destinationAddress"
        if isinstance(address, dict):
            draft.put(("market",), address.get("countryCode"), f"{at}/countryCode")
        key = "shipmentId" if self.tree.get("shipmentId") else "orderId"
        draft.put(("id",), self.tree.get(key), f"{self.at}/{key}")
        carrier = self.tree.get("carrierCode")
        code = carrier.get("carrierCodeValue") if isinstance(carrier, dict) and carrier.get("carrierCodeType") == "SCAC" else None
        draft.put(
            ("carrier",), CARRIERS.get(code.upper(), "other") if isinstance(code, str) and code else None, f"{self.at}/carrierCode/carrierCodeValue"
        )
        draft.put(("created_on",), _day(self.tree.get("createdAt")), f"{self.at}/createdAt")
        return draft.part()

    def _package(self, tree: Any, pointer: str, times: int, depth: int) -> None:
        """Read so many of one package: a pallet with cases in it, or a case."""
        label = named("package", None, len(self.boxes))
        if isinstance(tree, dict) and isinstance(tree.get("packageQuantity"), dict):  # an answer on what AWD would take
            tree, pointer = tree["packageQuantity"], join(pointer, "packageQuantity")
        package = tree.get("distributionPackage") if isinstance(tree, dict) else None
        if not isinstance(package, dict) or depth > _DEEPEST:
            self.complete = False
            self.writer.tell(f"{shown(tree)} is no package, and is left out", pointer, label, "count and distributionPackage")
            return
        count = self._count(tree, pointer, label) * times
        at = join(pointer, "distributionPackage")
        if package.get("type") == "PALLET":
            self._pallet(package, at, count, depth)
        else:
            if package.get("type") != "CASE":
                self.writer.tell(f"the type {shown(package.get('type'))} is not known here", join(at, "type"), label, "CASE or PALLET")
            self.boxes.append(self._case(package, at, count, join(pointer, "count")))

    def _count(self, tree: Mapping[str, Any], pointer: str, label: str) -> int:
        count = tree.get("count")
        if isinstance(count, int) and not isinstance(count, bool) and count > 0:
            return count
        self.complete = False
        self.writer.tell(f"{shown(count)} is not a number of packages", join(pointer, "count"), label, "1 or more")
        return 1

    def _pallet(self, package: Mapping[str, Any], pointer: str, count: int, depth: int) -> None:
        draft = self.writer.draft(pointer)
        draft.put(("count",), count, pointer)
        self._measures(draft, package, pointer, named("pallet", None, len(self.pallets)))
        self.pallets.append(draft)
        inside = _inside(package, "packages")
        for index, each in enumerate(inside):
            self._package(each, join(pointer, "contents", "packages", index), count, depth + 1)
        if not inside:
            self.complete = False  # what stands on the pallet is not told case by case

    def _case(self, package: Mapping[str, Any], pointer: str, count: int, count_at: str) -> Draft:
        draft = self.writer.draft(pointer)
        label = named("box", None, len(self.boxes))
        draft.put(("count",), count, count_at)
        self._measures(draft, package, pointer, label)
        for product, at, times in self._products(package, pointer, 1, 0):
            self._item(draft, product, at, times, label)
        return draft

    def _products(self, package: Mapping[str, Any], pointer: str, times: int, depth: int) -> Iterator[tuple[Any, str, int]]:
        """Give the products of a case, those in inner packages among them, each with how often it is there."""
        for index, each in enumerate(_inside(package, "products")):
            yield each, join(pointer, "contents", "products", index), times
        for index, each in enumerate(_inside(package, "packages")):
            inner = each.get("distributionPackage") if isinstance(each, dict) else None
            at = join(pointer, "contents", "packages", index)
            if isinstance(inner, dict) and depth < _DEEPEST:
                yield from self._products(inner, join(at, "distributionPackage"), times * self._count(each, at, "package"), depth + 1)

    def _item(self, draft: Draft, product: Any, at: str, times: int, label: str) -> None:
        index = draft.add("items", at)
        if not isinstance(product, dict):
            draft.tree["items"][index] = product
            return
        quantity = product.get("quantity")
        whole = isinstance(quantity, int) and not isinstance(quantity, bool)
        draft.put(("items", index, "sku"), product.get("sku"), f"{at}/sku")
        draft.put(("items", index, "quantity"), quantity * times if whole and isinstance(quantity, int) else quantity, f"{at}/quantity")
        draft.put(("items", index, "expires"), _day(product.get("expiration")), f"{at}/expiration")
        details = product.get("prepDetails")
        if isinstance(details, dict):
            self._prep(draft, index, details, f"{at}/prepDetails", f"{label}, item {index + 1}")

    def _prep(self, draft: Draft, index: int, details: Mapping[str, Any], at: str, label: str) -> None:
        for name, key in (("prep_owner", "prepOwner"), ("label_owner", "labelOwner")):
            draft.put(("items", index, name), self.writer.word(details.get(key), _OWNERS, f"{at}/{key}", f"{label}, {name}"), f"{at}/{key}")
        category = details.get("prepCategory")
        trait = None if category == "NONE" else self.writer.word(category, TRAITS, f"{at}/prepCategory", f"{label}, traits")
        if trait or category == "NONE":
            draft.put(("items", index, "traits"), {"open": True, "seen": [trait]} if trait else [], f"{at}/prepCategory")
        instructions = details.get("prepInstructions")
        if isinstance(instructions, list) and instructions:
            listed = [(each.get("prepType"), f"{at}/prepInstructions/{number}") for number, each in enumerate(instructions) if isinstance(each, dict)]
            draft.put(("items", index, "prep"), self.writer.preps(listed, label), f"{at}/prepInstructions")

    def _measures(self, draft: Draft, package: Mapping[str, Any], pointer: str, label: str) -> None:
        measurements = package.get("measurements")
        if not isinstance(measurements, dict):
            return
        self.writer.put_measures(draft, measurements, f"{pointer}/measurements", ("unitOfMeasurement", "weight"), label)


def _inside(package: Mapping[str, Any], key: str) -> list[Any]:
    contents = package.get("contents")
    found = contents.get(key) if isinstance(contents, dict) else None
    return found if isinstance(found, list) else []


def _day(value: Any) -> Any:
    return value[:10] if isinstance(value, str) else value
