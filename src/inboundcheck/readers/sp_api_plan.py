"""What Amazon's API says beside the boxes: the shipment, packing options, prep details, the plan's items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from inboundcheck.places import join
from inboundcheck.quantities import Mass
from inboundcheck.readers.edi.words import CARRIERS
from inboundcheck.readers.parts import Part, Parts
from inboundcheck.readers.sentences import named
from inboundcheck.readers.sp_api_boxes import Writer
from inboundcheck.readers.sp_api_words import MARKETPLACES, SHIPPING_MODES, TRAITS, WEIGHT_UNITS

Found = tuple[Mapping[str, Any], str]
"""An object of a payload, and its pointer."""


def objects(tree: Any, pointer: str) -> list[Found]:
    """Return the objects of a list with their pointers."""
    return [(each, join(pointer, index)) for index, each in enumerate(tree) if isinstance(each, dict)] if isinstance(tree, list) else []


@dataclass(frozen=True, slots=True)
class _Window:
    """The weights that one configuration of a packing option accepts."""

    methods: tuple[str, ...]
    least: Mass | None
    most: Mass | None
    pointer: str


class Windows:
    """The weight windows of packing options. An accepted option goes before those that are only offered."""

    def __init__(self, options: Sequence[Found], writer: Writer) -> None:
        accepted = [each for each in options if each[0].get("status") == "ACCEPTED"]
        standing = accepted or [each for each in options if each[0].get("status") != "EXPIRED"]
        self._writer = writer
        self._windows = [window for tree, pointer in standing for window in self._read(tree, pointer)]
        self._chosen: dict[object, tuple[Part, ...]] = {}

    def for_box(self, method: object) -> tuple[Part, ...]:
        """Return what the options say of a box whose contents are told by a method.

        Where several windows may hold for it, the narrowest limits of all of them are used, and that is told once.
        """
        key = method if isinstance(method, str) else None
        if key not in self._chosen:
            self._chosen[key] = self._choose(key)
        return self._chosen[key]

    def _choose(self, method: str | None) -> tuple[Part, ...]:
        fitting = [window for window in self._windows if method is None or not window.methods or method in window.methods]
        least = max((window for window in fitting if window.least), key=lambda window: window.least.amount, default=None)  # type: ignore[union-attr]
        most = min((window for window in fitting if window.most), key=lambda window: window.most.amount, default=None)  # type: ignore[union-attr]
        if len({(window.least, window.most) for window in fitting}) > 1:
            listed = "; ".join(f"{window.least or 'no least'} to {window.most or 'no most'}" for window in fitting)
            found = f"several packing options may hold for boxes with {method or 'contents told in no known way'}: {listed}"
            self._writer.tell(found, fitting[0].pointer, "packing options", "one option with the status ACCEPTED (the narrowest limits are used)")
        bounds = (("option_min_weight", "minimum", least, least and least.least), ("option_max_weight", "maximum", most, most and most.most))
        return tuple(Part({name: weight}, self._writer.places, window.pointer, {name: key}) for name, key, window, weight in bounds if window)

    def _read(self, option: Mapping[str, Any], pointer: str) -> Iterable[_Window]:
        for tree, at in objects(option.get("supportedConfigurations"), join(pointer, "supportedConfigurations")):
            requirements = tree.get("boxRequirements")
            weight = requirements.get("weight") if isinstance(requirements, dict) else None
            where = join(at, "boxRequirements", "weight")
            unit = self._writer.unit(weight, "unit", WEIGHT_UNITS, where, "packing options, weight")
            if unit and isinstance(weight, dict):
                methods = tree.get("boxPackingMethods")
                known = tuple(each for each in methods if isinstance(each, str)) if isinstance(methods, list) else ()
                yield _Window(known, self._bound(weight, "minimum", unit, where), self._bound(weight, "maximum", unit, where), where)

    def _bound(self, weight: Mapping[str, Any], key: str, unit: str, pointer: str) -> Mass | None:
        amount = self._writer.amount(Mass, weight.get(key), unit, join(pointer, key), f"packing options, {key}")
        try:
            return Mass.accept(amount) if amount is not None else None
        except ValueError as trouble:
            self._writer.tell(str(trouble), join(pointer, key), f"packing options, {key}")
            return None


def shipment_part(tree: Mapping[str, Any], pointer: str, writer: Writer) -> Part:
    """Write what getShipment says."""
    destination, tracking = tree.get("destination"), tree.get("trackingDetails")
    address = destination.get("address") if isinstance(destination, dict) else None
    said: dict[str, Any] = {
        "id": tree.get("shipmentConfirmationId") or None,
        "name": tree.get("name") or None,
        "market": address.get("countryCode") if isinstance(address, dict) else None,
        "mode": _mode(tracking) if isinstance(tracking, dict) else None,
    }
    names = {"id": "shipmentConfirmationId", "market": "destination/address/countryCode", "mode": "trackingDetails"}
    return Part({key: value for key, value in said.items() if value is not None}, writer.places, pointer, names)


def plan_market_part(tree: Mapping[str, Any], pointer: str, writer: Writer) -> Part | None:
    """Write the market that a plan is made for; None where it names none, or several."""
    for key in ("marketplaceIds", "destinationMarketplaces"):
        listed = tree.get(key)
        if isinstance(listed, list) and len(listed) == 1 and str(listed[0]) in MARKETPLACES:
            return Part({"market": MARKETPLACES[str(listed[0])]}, writer.places, pointer, {"market": key})
    return None


def transport_parts(options: Sequence[Found], selected: set[object], writer: Writer) -> Iterable[Part]:
    """Write how the shipment travels, by the transportation options that were selected."""
    for tree, pointer in options:
        if str(tree.get("transportationOptionId")) in selected:
            carrier = tree.get("carrier")
            code = carrier.get("alphaCode") if isinstance(carrier, dict) else None
            said = {
                "mode": SHIPPING_MODES.get(str(tree.get("shippingMode"))),
                "carrier": CARRIERS.get(code.upper(), "other") if isinstance(code, str) and code else None,
            }
            names = {"mode": "shippingMode", "carrier": "carrier/alphaCode"}
            yield Part({name: value for name, value in said.items() if value is not None}, writer.places, pointer, names)


def tracking_parts(tree: Mapping[str, Any], pointer: str, writer: Writer) -> dict[str, Part]:
    """Write the tracking numbers of getShipment, by box ID."""
    details = tree.get("trackingDetails")
    parcels = details.get("spdTrackingDetail") if isinstance(details, dict) else None
    items = parcels.get("spdTrackingItems") if isinstance(parcels, dict) else None
    at = join(pointer, "trackingDetails", "spdTrackingDetail", "spdTrackingItems")
    return {
        each["boxId"]: Part({"tracking": each["trackingId"]}, writer.places, where, {"tracking": "trackingId"})
        for each, where in objects(items, at)
        if isinstance(each.get("boxId"), str) and isinstance(each.get("trackingId"), str)
    }


def _mode(tracking: Mapping[str, Any]) -> str | None:
    """Parcels have tracking numbers and freight has a bill; where both stand there, neither is known to hold."""
    spd, ltl = tracking.get("spdTrackingDetail"), tracking.get("ltlTrackingDetail")
    parcels = bool(isinstance(spd, dict) and spd.get("spdTrackingItems"))
    freight = bool(isinstance(ltl, dict) and (ltl.get("billOfLadingNumber") or ltl.get("freightBillNumber")))
    if parcels == freight:
        return None
    return "spd" if parcels else "ltl"


def prep_part(tree: Mapping[str, Any], pointer: str, writer: Writer) -> Part:
    """Write one product of listPrepDetails."""
    types, category = tree.get("prepTypes"), tree.get("prepCategory")
    label = named("product", tree.get("msku"), 0)
    at = join(pointer, "prepTypes")
    said = {
        "sku": tree.get("msku"),
        "prep": writer.preps([(each, join(at, index)) for index, each in enumerate(types)], label) if isinstance(types, list) else None,
        "traits": _traits(category, join(pointer, "prepCategory"), label, writer),
    }
    names = {"sku": "msku", "prep": "prepTypes", "traits": "prepCategory"}
    return Part({key: value for key, value in said.items() if value is not None}, writer.places, pointer, names)


def _traits(category: Any, pointer: str, label: str, writer: Writer) -> Any:
    """`NONE` says that no trait applies; any other category names one trait and leaves others open."""
    if category == "NONE":
        return []
    trait = writer.word(category, TRAITS, pointer, f"{label}, traits")
    return {"open": True, "seen": [trait]} if trait else None


def plan_part(lines: Sequence[Found], writer: Writer, *, counted: bool) -> Part:
    """Write one product from the plan's lines for it; what its lines say differently is left open."""
    said: dict[str, Any] = {}
    for index, (tree, pointer) in enumerate(lines):
        item = writer.item(tree, pointer, f"plan, {named('product', tree.get('msku'), index)}")
        shared = {name: item[name] for name in ("sku", "asin", "fnsku", "prep_owner", "label_owner", "prep") if name in item}
        said = shared if not index else {name: value for name, value in said.items() if shared.get(name) == value}
    quantities = [tree.get("quantity") for tree, _ in lines]
    if counted and all(isinstance(each, int) and each > 0 for each in quantities):
        said |= {"units_planned": sum(each for each in quantities if isinstance(each, int)), "plan_lines": len(lines)}
    names = {"sku": "msku", "prep_owner": "prepInstructions", "label_owner": "labelOwner", "prep": "prepInstructions", "units_planned": "quantity"}
    return Part(said, writer.places, lines[0][1], names)


def products(sheets: Iterable[Part]) -> Parts | None:
    """Gather what several payloads say of each SKU; the first goes before the others."""
    by_sku: dict[object, list[Part]] = {}
    for part in sheets:
        by_sku.setdefault(str(part.tree.get("sku")), []).append(part)
    if not by_sku:
        return None
    return Parts(tuple(Part(first.tree, first.places, first.pointer, first.names, tuple(others)) for first, *others in by_sku.values()))
