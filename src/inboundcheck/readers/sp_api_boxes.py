"""Boxes, items and pallets of Amazon's API under our names. What the API itself leaves open (a zero side) is missing here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from inboundcheck.errors import shown
from inboundcheck.places import Places
from inboundcheck.quantities import Length, Mass
from inboundcheck.readers.drafts import Draft, Drafting
from inboundcheck.readers.parts import Part
from inboundcheck.readers.sentences import named
from inboundcheck.readers.sp_api_words import ANY_LENGTHS, ANY_WEIGHTS, LENGTH_UNITS, OWNERS, PREPS, STACKABLE, WEIGHT_UNITS

_NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,40})?([eE][+-]?\d{1,2})?", re.ASCII)
_MOST_PLAIN_DECIMALS = 12
_SIDES = ("length", "width", "height")
_NAMES: Mapping[str, str] = {
    "box_id": "boxId", "package_id": "packageId", "count": "quantity", "name": "templateName", "sscc": "externalContainerIdentifier",
    "length": "dimensions/length", "width": "dimensions/width", "height": "dimensions/height", "weight": "weight", "sku": "msku",
    "expires": "expiration", "lot": "manufacturingLotCode", "label_owner": "labelOwner", "prep_owner": "prepOwner", "prep": "prepInstructions",
    "stackable": "stackability",
}  # fmt: skip
"""Where the API says it: a path from the box, the item or the pallet."""
_NAMES_READ = {**_NAMES, "prep_owner": "prepInstructions"}


class Writer(Drafting):
    """Writes payloads in our words, and collects what cannot be understood. Its spots are JSON pointers."""

    def __init__(self, places: Places) -> None:
        super().__init__(places.find)
        self.places = places

    def box(self, tree: Any, pointer: str, index: int) -> Part:
        """Write one box."""
        if not isinstance(tree, dict):
            return Part(tree, self.places, pointer)
        own_id, package = tree.get("boxId") or None, tree.get("packageId") or None
        label = named("box", own_id or package, index)
        is_sscc = str(tree.get("externalContainerIdentifierType")).upper() == "SSCC"
        box = {
            "id": own_id or package, "box_id": own_id, "package_id": package, "count": tree.get("quantity"), "name": tree.get("templateName") or None,
            "sscc": tree.get("externalContainerIdentifier") or None if is_sscc else None, **self.measures(tree, pointer, label),
            "items": self._items(tree, pointer, label),
        }  # fmt: skip
        items = tree.get("items")
        read = isinstance(items, list) and any(isinstance(item, dict) and "prepInstructions" in item for item in items)
        names = {**(_NAMES_READ if read else _NAMES), "id": "boxId" if own_id else "packageId"}
        return Part(_said(box), self.places, pointer, names)

    def pallet(self, tree: Any, pointer: str, index: int) -> Part:
        """Write one pallet entry."""
        if not isinstance(tree, dict):
            return Part(tree, self.places, pointer)
        label = named("pallet", tree.get("packageId"), index)
        stackable = self.word(tree.get("stackability"), STACKABLE, f"{pointer}/stackability", f"{label}, stackable")
        pallet = {"id": tree.get("packageId") or None, "count": tree.get("quantity"), "stackable": stackable, **self.measures(tree, pointer, label)}
        return Part(_said(pallet), self.places, pointer, {**_NAMES, "id": "packageId"})

    def item(self, tree: Any, pointer: str, label: str) -> Any:
        """Write one item line."""
        if not isinstance(tree, dict):
            return tree
        prep, owner = self._prep(tree, pointer, label)
        return _said({
            "sku": tree.get("msku"), "asin": tree.get("asin"), "fnsku": tree.get("fnsku"), "quantity": tree.get("quantity"),
            "expires": tree.get("expiration") or None, "lot": tree.get("manufacturingLotCode") or None, "label_owner": _owner(tree.get("labelOwner")),
            "prep_owner": owner, "prep": prep,
        })  # fmt: skip

    def measures(self, tree: Mapping[str, Any], pointer: str, label: str) -> dict[str, Any]:
        """Write sides and weight."""
        result: dict[str, Any] = {}
        size, at = tree.get("dimensions") or {}, f"{pointer}/dimensions"
        unit = self.unit(size, "unitOfMeasurement", LENGTH_UNITS, at, f"{label}, dimensions")
        if unit:
            result = {side: self.amount(Length, size.get(side), unit, f"{at}/{side}", f"{label}, {side}") for side in _SIDES}
        weight, at = tree.get("weight") or {}, f"{pointer}/weight"
        unit = self.unit(weight, "unit", WEIGHT_UNITS, at, f"{label}, weight")
        if unit:
            result["weight"] = self.amount(Mass, weight.get("value"), unit, f"{at}/value", f"{label}, weight")
        return result

    def put_measures(self, draft: Draft, holder: Mapping[str, Any], pointer: str, keys: tuple[str, str], label: str) -> None:
        """Put the sides and the weight of AWD or Vendor Shipments into a draft. `keys` are those of the unit and of the weight's number."""
        unit_key, weight_key = keys
        size, at = holder.get("dimensions"), f"{pointer}/dimensions"
        unit = self.unit(size, unit_key, ANY_LENGTHS, at, f"{label}, dimensions")
        sides = size if unit and isinstance(size, dict) else {}
        for side in _SIDES:
            draft.put((side,), self.amount(Length, sides.get(side), unit, f"{at}/{side}", f"{label}, {side}"), f"{at}/{side}")
        weight, at = holder.get("weight"), f"{pointer}/weight"
        unit = self.unit(weight, unit_key, ANY_WEIGHTS, at, f"{label}, weight")
        if unit and isinstance(weight, dict):
            number = weight.get(weight_key)
            draft.put(("weight",), self.amount(Mass, number, unit, f"{at}/{weight_key}", f"{label}, weight"), f"{at}/{weight_key}")

    def unit(self, holder: Any, key: str, units: Mapping[str, str], pointer: str, label: str) -> Any:
        """Return the unit of a measure in our spelling; None where there is no measure."""
        if not holder and not isinstance(holder, str | int):
            return None
        if not isinstance(holder, dict):
            return self.tell(f"{shown(holder)} is not an object with a unit", pointer, label)
        if holder.get(key) is None:
            return self.tell("the unit is missing", pointer, label, one_of(units))
        return self.word(holder[key], units, f"{pointer}/{key}", label)

    def amount(self, kind: type[Length | Mass], number: Any, unit: str, pointer: str, label: str) -> Any:
        """Write a number and its unit; zero means that nothing was measured."""
        if number is None:
            return None
        text = "" if isinstance(number, bool) else str(number)
        if not _NUMBER.fullmatch(text):
            return self.tell(f"{shown(number)} is not a number", pointer, label, example="12.5")
        return _exactly(kind, text, unit) if Decimal(text) else None

    def word(self, value: Any, known: Mapping[str, Any], pointer: str, label: str) -> Any:
        """Return our word for one of the API's; one that is not known is told."""
        if value is None:
            return None
        if isinstance(value, str) and (value in known or value.upper() in known):
            return known[value] if value in known else known[value.upper()]
        return self.tell(f"{shown(value)} is not known here", pointer, label, one_of(known))

    def preps(self, types: list[tuple[Any, str]], label: str) -> Any:
        """Write preparations; the list is open where one of them has no word."""
        before = len(self.problems)
        words = [self.word(each, PREPS, pointer, f"{label}, prep") for each, pointer in types]
        known = list(dict.fromkeys(word for word in words if word is not None))
        return known if len(self.problems) == before and None not in words else {"open": True, "seen": known}

    def _items(self, tree: Mapping[str, Any], pointer: str, label: str) -> Any:
        items = tree.get("items")
        if items == [] and tree.get("contentInformationSource") != "BOX_CONTENT_PROVIDED":
            return None  # the API was not told; nothing says that the box is empty
        if not isinstance(items, list):
            return items
        return [self.item(each, f"{pointer}/items/{index}", f"{label}, item {index + 1}") for index, each in enumerate(items)]

    def _prep(self, item: Mapping[str, Any], pointer: str, label: str) -> tuple[Any, Any]:
        """The preparations of an item, and who does them."""
        instructions = item.get("prepInstructions")
        if not isinstance(instructions, list) or not instructions:
            return None, _owner(item.get("prepOwner"))
        at = f"{pointer}/prepInstructions"
        listed = [(each, f"{at}/{index}") for index, each in enumerate(instructions) if isinstance(each, dict)]
        owners = {_owner(each.get("prepOwner")) for each, _ in listed if isinstance(each.get("prepOwner"), str)}
        if len(owners) > 1:
            self.tell(f"the prep instructions name several owners: {', '.join(sorted(owners))}", at, f"{label}, prep_owner", "one owner")
        types = [(each["prepType"], f"{where}/prepType") for each, where in listed if each.get("prepType") is not None]
        return self.preps(types, label), owners.pop() if len(owners) == 1 else _owner(item.get("prepOwner"))


def one_of(known: Mapping[str, Any]) -> str:
    """List the API's words."""
    return f"one of {', '.join(known)}"


def _exactly(kind: type[Length | Mass], text: str, unit: str) -> Length | Mass | str:
    """A number with more decimals than people write is what a program computed; it is taken exactly as well."""
    number = Decimal(text)
    plain = f"{number:f}" if "e" in text.lower() else text
    if number < 0 or len(plain.partition(".")[2]) <= _MOST_PLAIN_DECIMALS:
        return f"{plain} {unit}"
    return kind.exactly(Fraction(number) * kind.units[unit], f"{plain} {unit}", unit)


def _owner(word: Any) -> Any:
    """Our word for one of the API's; one that is not known stays as it is, and is told when the item is checked."""
    return OWNERS.get(word, word) if isinstance(word, str) else word


def _said(tree: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in tree.items() if value is not None}
