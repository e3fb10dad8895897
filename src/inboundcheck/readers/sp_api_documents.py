"""Tells the payloads of Amazon's API by what they hold: in a response, a request, a list of pages or a bundle."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from inboundcheck.errors import Problem, shown
from inboundcheck.places import Places, join
from inboundcheck.readers.sp_api_words import BOX_KEYS, KNOWN_BY, OPERATIONS, OTHER_APIS, SOURCES, V0_LISTS

_ENOUGH = 20
"""How many elements are looked at to know what a list holds."""
_ENVELOPES = ("payload", "packageGroupings", "contentUpdatePreviews", "requestedUpdates", "shipmentTransportationConfigurations")
_OUR_OWN = ("id", "length", "width", "height")


@dataclass(frozen=True, slots=True)
class Document:
    """One payload."""

    tree: Mapping[str, Any]
    pointer: str
    operation: str = ""
    """The operation that it comes from, where a bundle says so."""
    boxes_at: str = ""
    """The pointer of its list of boxes."""

    @property
    def next_token(self) -> bool:
        """Whether the API says that more follows."""
        pages = self.tree.get("pagination")
        return isinstance(pages, dict) and bool(pages.get("nextToken"))

    @property
    def kind(self) -> str:
        """What it holds: boxes, options, shipment …, as `_KINDS` names it; empty where it is not of this API."""
        return next((kind for kind, holds in _KINDS.items() if holds(self)), "")

    @property
    def named(self) -> bool:
        """Whether it is of this API whatever its lists hold."""
        return bool(self.operation) or "pagination" in self.tree

    def lists(self, key: str, test: Callable[[Mapping[str, Any]], bool]) -> bool:
        """Say whether a list stands under a key and holds what the test wants."""
        values = self.tree.get(key)
        return isinstance(values, list) and (self.named or _some(values, test))


def documents(tree: Any, pointer: str = "", operation: str = "") -> Iterator[Document]:
    """Give the payloads inside pages, bundles and envelopes."""
    if isinstance(tree, list) and _some(tree, _is_box):
        yield Document({"boxes": tree}, pointer, operation, pointer)
    elif isinstance(tree, list):
        for index, each in enumerate(tree):
            yield from documents(each, join(pointer, index), operation)
    elif isinstance(tree, dict):
        inside = _inside(tree)
        if not inside:
            yield Document(tree, pointer, operation, join(pointer, "boxes"))
        for key in inside:
            yield from documents(tree[key], join(pointer, key), key if key in OPERATIONS else operation)


def is_sp_api(tree: Any) -> bool:
    """Say whether a tree is a payload of Amazon's API, with boxes or without."""
    bundle = isinstance(tree, dict) and any(key in OPERATIONS for key in tree)
    return bundle or any(document.kind for document in islice(documents(tree), _ENOUGH))


def refusal(found: list[Document], places: Places) -> list[Problem]:
    """Say what the payloads are, since none of them holds boxes."""
    expected = f"one with boxes: {', '.join(SOURCES[:-1])} or {SOURCES[-1]}"
    problems = []
    for document in found:
        place = places.find(document.pointer)
        for error in document.tree["errors"] if document.kind == "errors" else ():
            told = f"{error.get('code')}: {error.get('message')}" if isinstance(error, dict) else str(error)
            problems.append(Problem(f"this is an error that SP-API answered, and no boxes: {shown(told)[1:-1]}", place))
        other = next((api for key, api in OTHER_APIS.items() if key in document.tree), "")
        if other:
            problems.append(Problem(f"this is a payload of {other}; it holds no boxes", place, expected=expected))
        elif document.kind != "errors":
            problems.append(Problem(f"this is SP-API {_name(document)}; it holds no boxes", place, expected=expected))
    return problems or [Problem("the bundle holds no payloads", places.find(""), expected=expected)]


def _name(document: Document) -> str:
    known = {
        "items": "listShipmentItems, listInboundPlanItems or listPackingGroupItems",
        "pallets": "listShipmentPallets or listInboundPlanPallets",
        "shipment": "getShipment",
    }
    by_key = next((name for key, name in KNOWN_BY.items() if key in document.tree), "")
    return document.operation or (known.get(document.kind) if document.kind == "shipment" else by_key) or known.get(document.kind, "payload")


def _inside(tree: Mapping[str, Any]) -> list[str]:
    """Return the keys under which an envelope or a bundle holds its payloads."""
    if any(key in OPERATIONS for key in tree):
        return [key for key in tree if key in OPERATIONS]
    return next(([key] for key in _ENVELOPES if isinstance(tree.get(key), dict | list)), [])


def _is_box(tree: Mapping[str, Any]) -> bool:
    if any(key in tree for key in _OUR_OWN) or "stackability" in tree:
        return False
    size, weight = tree.get("dimensions"), tree.get("weight")
    measured = (isinstance(size, dict) and "unitOfMeasurement" in size) or (isinstance(weight, dict) and "unit" in weight)
    return measured or any(key in tree for key in BOX_KEYS)


def _some(elements: list[Any], test: Callable[[Mapping[str, Any]], bool]) -> bool:
    return any(isinstance(each, dict) and test(each) for each in elements[:_ENOUGH])


def _is_shipment(document: Document) -> bool:
    return "shipmentConfirmationId" in document.tree or ("shipmentId" in document.tree and "destination" in document.tree)


def _is_own_box(document: Document) -> bool:
    return any(key in document.tree for key in _OUR_OWN)


def _beside_plan(document: Document, key: str) -> bool:
    return isinstance(document.tree.get(key), list) and "inboundPlanId" not in document.tree


_KINDS: Mapping[str, Callable[[Document], bool]] = {
    "errors": lambda document: isinstance(document.tree.get("errors"), list) and _some(document.tree["errors"], lambda each: "code" in each),
    "boxes": lambda document: document.lists("boxes", _is_box),
    "shipment": _is_shipment,
    "options": lambda document: _beside_plan(document, "packingOptions"),
    "prep": lambda document: _beside_plan(document, "mskuPrepDetails"),
    "pallets": lambda document: document.lists("pallets", lambda each: "packageId" in each or "stackability" in each),
    "items": lambda document: document.lists("items", lambda each: "msku" in each) and not _is_own_box(document),
    "v0": lambda document: any(isinstance(document.tree.get(key), list) for key in V0_LISTS),
    "tracking": lambda document: isinstance(document.tree.get("trackingDetails"), dict),
    "transport": lambda document: any(isinstance(document.tree.get(key), list) for key in ("transportationOptions", "transportationSelections")),
    "plan": lambda document: isinstance(document.tree.get("marketplaceIds"), list),
    "other": lambda document: bool(document.operation) or any(key in document.tree for key in (*KNOWN_BY, *OTHER_APIS)),
}
"""How each kind of payload is known; the first that fits."""
