"""Reads Amazon's Vendor Shipments: shipment confirmations with cartons and pallets, or shipments with containers.

Cartons name their items by the sequence number of the shipment's own list. Measures are decimals in text, with units of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from inboundcheck.errors import shown
from inboundcheck.places import Places, join
from inboundcheck.readers.assembly import Assembly
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.drafts import Draft
from inboundcheck.readers.edi.words import CARRIERS
from inboundcheck.readers.parts import Part, Parts
from inboundcheck.readers.planned import Planned
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.sentences import named
from inboundcheck.readers.sp_api_boxes import Writer
from inboundcheck.readers.sp_api_plan import Found, objects

_MODES = {"TRUCKLOAD": "ftl", "LESSTHANTRUCKLOAD": "ltl", "SMALLPARCEL": "spd"}
_EACH = ("EACH", "EACHES", "EA")
_ASIN = 10
_LABELLED_SSCC = 20
_HANDLING = {"FRAGILE": "fragile"}


def is_vendor(tree: Any) -> bool:
    """Say whether a payload holds a vendor's shipments."""
    return bool(_shipments(tree))


def read_vendor(part: Part, defaults: Defaults, file: str) -> list[Reading]:
    """Read every shipment of a payload."""
    shipments = [_Shipment(tree, pointer, part.places) for tree, pointer in _shipments(part.tree)]
    token, pointer = _next_page(part.tree)
    if token:
        shipments[-1].writer.tell("more shipments follow on a page that is not in this file", pointer, "shipment", "all pages, as a JSON list")
    return [each.reading(defaults, file) for each in shipments]


def _next_page(tree: Any) -> tuple[Any, str]:
    """Return the token of the page that follows the last one, and where it stands."""
    at = f"/{len(tree) - 1}" if isinstance(tree, list) else ""
    return _follow(tree[-1] if isinstance(tree, list) and tree else tree, "payload/pagination/nextToken", at)


def _shipments(tree: Any, at: str = "") -> list[Found]:
    """Return the shipments of a payload, of its pages in a list, or of an envelope."""
    if isinstance(tree, list):
        return [found for index, each in enumerate(tree) if isinstance(each, dict) for found in _shipments(each, join(at, index))]
    if isinstance(tree, dict) and isinstance(tree.get("payload"), dict):
        return _shipments(tree["payload"], join(at, "payload"))
    if not isinstance(tree, dict):
        return []
    confirmed = objects(tree.get("shipmentConfirmations"), join(at, "shipmentConfirmations"))
    shipped = [
        each for each in objects(tree.get("shipments"), join(at, "shipments")) if "vendorShipmentIdentifier" in each[0] or "containers" in each[0]
    ]
    return confirmed or shipped


class _Shipment:
    def __init__(self, tree: Mapping[str, Any], pointer: str, places: Places) -> None:
        self.tree, self.pointer = tree, pointer
        self.writer = Writer(places)
        self.planned = Planned(self.writer)
        self.lines: dict[str, Found] = {}
        self.on_pallet: dict[str, str] = {}

    def reading(self, defaults: Defaults, file: str) -> Reading:
        """Put the shipment together."""
        containers = objects(self.tree.get("containers"), join(self.pointer, "containers"))
        cartons = objects(self.tree.get("cartons"), join(self.pointer, "cartons")) + [each for each in containers if not _is_pallet(each[0])]
        standing = objects(self.tree.get("pallets"), join(self.pointer, "pallets")) + [each for each in containers if _is_pallet(each[0])]
        self._lines()
        pallets = [self._pallet(tree, pointer, index) for index, (tree, pointer) in enumerate(standing)]
        boxes = [self._box(tree, pointer, index) for index, (tree, pointer) in enumerate(cartons)]
        listed = any(isinstance(self.tree.get(key), list) for key in ("cartons", "containers"))
        assembly = Assembly(
            self._head(), defaults, products=self.planned.parts(), files=(file,),
            pallets=Parts(tuple(draft.part() for draft in pallets)) if pallets else None,
        )  # fmt: skip
        # Pallets may carry cartons that the confirmation does not list one by one.
        closed = listed and (bool(boxes) or not pallets) and not self._unlisted(standing) and self._all_objects()
        return assembly.reading(Parts(tuple(draft.part() for draft in boxes), closed=closed), self.writer.problems)

    def _all_objects(self) -> bool:
        """Say whether every carton and container can be read; tell those that cannot."""
        lost = [
            (each, join(self.pointer, key, index))
            for key in ("cartons", "containers")
            for index, each in enumerate(self.tree[key] if isinstance(self.tree.get(key), list) else ())
            if not isinstance(each, dict)
        ]
        for each, at in lost:
            self.writer.tell(f"{shown(each)} is not a box, and is left out", at, "boxes", "its keys and values")
        return not lost

    def _unlisted(self, pallets: list[Found]) -> bool:
        return any("items" in tree and "cartonReferenceDetails" not in tree for tree, _ in pallets)

    def _head(self) -> Part:
        draft = self.writer.draft(self.pointer)
        draft.tree["program"] = "vendor"
        for name, path in _HEAD.items():
            for each in path:
                value, at = _follow(self.tree, each, self.pointer)
                if value not in (None, "") and name not in draft.tree:
                    draft.put((name,), value[:10] if name.endswith("_date") and isinstance(value, str) else value, at)
        carrier = draft.tree.pop("carrier", None)
        known = CARRIERS.get(carrier.upper(), "other") if isinstance(carrier, str) else None
        draft.put(("carrier",), known, draft.spots.get("/carrier", self.pointer))
        mode = draft.tree.pop("mode", None)
        draft.put(("mode",), _MODES.get(str(mode).upper()), draft.spots.get("/mode", self.pointer))
        return draft.part()

    def _lines(self) -> None:
        """Gather the shipment's own list of items, by sequence number; its quantities are what the shipment announces."""
        listed = objects(self.tree.get("shippedItems"), join(self.pointer, "shippedItems"))
        for order, at in objects(self.tree.get("purchaseOrders"), join(self.pointer, "purchaseOrders")):
            listed += objects(order.get("items"), join(at, "items"))
        for tree, pointer in listed:
            self.lines.setdefault(str(tree.get("itemSequenceNumber")), (tree, pointer))
            sku = tree.get("vendorProductIdentifier") or tree.get("amazonProductIdentifier") or tree.get("buyerProductIdentifier")
            label = named("product", sku, 0)
            units, at, _ = self._units(tree, "shippedQuantity", pointer, label)
            fields = {"units_planned": (None if units is None else str(units), at), "asin": (_asin(tree), pointer), "gtin": (_gtin(tree), pointer)}
            if isinstance(sku, str):
                self.planned.add(sku, fields, pointer)

    def _box(self, tree: Mapping[str, Any], pointer: str, index: int) -> Draft:
        draft = self.writer.draft(pointer)
        number = tree.get("cartonSequenceNumber") or tree.get("containerSequenceNumber")
        key = "cartonIdentifiers" if "cartonIdentifiers" in tree else "containerIdentifiers"
        self._identify(draft, tree, key, pointer)
        if "id" not in draft.tree and number is not None:
            draft.put(("id",), str(number), f"{pointer}/{'cartonSequenceNumber' if 'cartonSequenceNumber' in tree else 'containerSequenceNumber'}")
        draft.put(("tracking",), tree.get("trackingNumber") or None, f"{pointer}/trackingNumber")
        draft.put(("pallet",), self.on_pallet.get(str(number)), pointer)
        label = named("box", draft.tree.get("id"), index)
        self.writer.put_measures(draft, tree, pointer, ("unitOfMeasure", "value"), label)
        name = "items" if "items" in tree else "packedItems"
        if isinstance(tree.get(name), list):
            draft.put(("items",), [], f"{pointer}/{name}")
            for item, at in objects(tree[name], f"{pointer}/{name}"):
                self._item(draft, item, at, label)
        return draft

    def _pallet(self, tree: Mapping[str, Any], pointer: str, index: int) -> Draft:
        draft = self.writer.draft(pointer)
        self._identify(draft, tree, "palletIdentifiers" if "palletIdentifiers" in tree else "containerIdentifiers", pointer)
        if "id" not in draft.tree:
            draft.put(("id",), str(tree.get("containerSequenceNumber") or index + 1), pointer)
        self.writer.put_measures(draft, tree, pointer, ("unitOfMeasure", "value"), named("pallet", draft.tree["id"], index))
        for number in self._carried(tree):
            self.on_pallet[number] = draft.tree["id"]
        return draft

    @staticmethod
    def _carried(tree: Mapping[str, Any]) -> list[str]:
        """The sequence numbers of the cartons on a pallet."""
        details, inner = tree.get("cartonReferenceDetails"), tree.get("innerContainersDetails")
        numbers = details.get("cartonReferenceNumbers") if isinstance(details, dict) else None
        held = inner.get("containerSequenceNumbers") if isinstance(inner, dict) else None
        return [str(each) for each in numbers or () if each is not None] + [str(each.get("containerSequenceNumber")) for each, _ in objects(held, "")]

    def _identify(self, draft: Draft, tree: Mapping[str, Any], key: str, pointer: str) -> None:
        for each, at in objects(tree.get(key), join(pointer, key)):
            kind, number = each.get("containerIdentificationType"), each.get("containerIdentificationNumber")
            if number in (None, "") or str(kind).upper() == "GTIN":  # what is in it, and not which it is
                continue
            if str(kind).upper() == "SSCC":
                number = _without_identifier(number)
                draft.put(("sscc",), number, f"{at}/containerIdentificationNumber")
            if "id" not in draft.tree or str(kind).upper() == "SSCC":
                draft.put(("id",), number, f"{at}/containerIdentificationNumber")

    def _item(self, draft: Draft, tree: Mapping[str, Any], pointer: str, label: str) -> None:
        index = draft.add("items", pointer)
        label = f"{label}, item {index + 1}"
        reference = tree.get("itemReference") or tree.get("itemSequenceNumber")
        line, at = self.lines.get(str(reference), ({}, pointer))
        if not line and reference is not None and self.lines:
            self.writer.tell(f"the item {shown(reference)} is not in the shipment's list", pointer, label, "an itemSequenceNumber of it")
        said = {**line, **{key: value for key, value in tree.items() if value is not None}}
        sku = said.get("vendorProductIdentifier") or said.get("amazonProductIdentifier") or said.get("buyerProductIdentifier")
        draft.put(("items", index, "sku"), sku, at)
        draft.put(("items", index, "asin"), _asin(said), at)
        draft.put(("items", index, "gtin"), _gtin(said), at)
        name = "packedQuantity" if "packedQuantity" in tree else "shippedQuantity"
        units, units_at, size = self._units(tree, name, pointer, label, line)
        draft.put(("items", index, "quantity"), units, units_at)
        draft.put(("items", index, "units_per_case"), size, units_at)
        self._details(draft, index, tree, pointer)
        if "itemDetails" not in tree:
            self._details(draft, index, line, at)

    def _details(self, draft: Draft, index: int, tree: Mapping[str, Any], pointer: str) -> None:
        details = tree.get("itemDetails")
        if isinstance(details, dict):
            expiry = details.get("expiry")
            trait = _HANDLING.get(str(details.get("handlingCode")).upper())
            at_code = f"{pointer}/itemDetails/handlingCode"
            draft.put(("items", index, "traits"), {"open": True, "seen": [trait]} if trait else None, at_code)
            draft.put(("items", index, "lot"), details.get("lotNumber") or None, f"{pointer}/itemDetails/lotNumber")
            day = expiry.get("expiryDate") if isinstance(expiry, dict) else None
            draft.put(("items", index, "expires"), day[:10] if isinstance(day, str) else day, f"{pointer}/itemDetails/expiry/expiryDate")

    def _units(
        self, tree: Mapping[str, Any], key: str, pointer: str, label: str, line: Mapping[str, Any] | None = None
    ) -> tuple[Any, str, int | None]:
        """Return the units of a quantity, and those in each case; cases count by the units in one, which the shipment's `line` may say."""
        quantity, at = tree.get(key), f"{pointer}/{key}"
        if not isinstance(quantity, dict):
            return None, at, None
        amount, unit, size = quantity.get("amount"), str(quantity.get("unitOfMeasure")).upper(), quantity.get("unitSize")
        if isinstance(amount, str) and amount.isdecimal():
            amount = int(amount)
        if unit in _EACH:
            return amount, f"{at}/amount", None
        size = (_of_case(line) if size is None else size) or size
        if unit in ("CASE", "CASES") and isinstance(amount, int) and isinstance(size, int) and size > 0:
            return amount * size, f"{at}/amount", size
        self.writer.tell(f"{shown(amount)} {quantity.get('unitOfMeasure')} are not known as units", at, label, "Each, or Cases with a unitSize")
        return None, at, None


_HEAD = {
    "id": ("shipmentIdentifier", "vendorShipmentIdentifier"),
    "market": ("shipToParty/address/countryCode",),
    "mode": ("transportationDetails/shipMode", "shipmentType"),
    "carrier": ("transportationDetails/carrierScac",),
    "ship_date": ("shippedDate", "transportationDetails/shippedDate"),
    "arrival_date": ("estimatedDeliveryDate", "transportationDetails/estimatedDeliveryDate"),
    "declared_box_count": ("shipmentMeasurements/cartonCount", "shipmentMeasurements/totalCartonCount"),
}
"""Where the shipment's own fields stand; the first that is filled."""


def _without_identifier(number: Any) -> Any:
    """Return an SSCC without the application identifier 00 that labels carry before it."""
    return number[2:] if isinstance(number, str) and len(number) == _LABELLED_SSCC and number.startswith("00") else number


def _of_case(line: Mapping[str, Any] | None) -> Any:
    quantity = line.get("shippedQuantity") if line else None
    return quantity.get("unitSize") if isinstance(quantity, dict) else None


def _follow(tree: Any, path: str, pointer: str) -> tuple[Any, str]:
    for step in path.split("/"):
        tree, pointer = (tree.get(step) if isinstance(tree, dict) else None), join(pointer, step)
    return tree, pointer


def _is_pallet(tree: Mapping[str, Any]) -> bool:
    return str(tree.get("containerType")).lower() == "pallet"


def _asin(tree: Mapping[str, Any]) -> str | None:
    code = tree.get("amazonProductIdentifier") or tree.get("buyerProductIdentifier")
    return code if isinstance(code, str) and len(code) == _ASIN and code.startswith("B") else None


def _gtin(tree: Mapping[str, Any]) -> str | None:
    """A vendor's own identifier that is a code of 12 to 14 digits is the GTIN."""
    code = tree.get("vendorProductIdentifier")
    return code if isinstance(code, str) and code.isascii() and code.isdigit() and len(code) in (12, 13, 14) else None
