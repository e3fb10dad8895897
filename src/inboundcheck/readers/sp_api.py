"""Reads what Amazon's Fulfillment Inbound API 2024-03-20 sends or takes: a payload that holds boxes, pages of it in a list, or a bundle.

A bundle is an object of payloads by the name of their operation (`listShipmentBoxes`, `getShipment`, `listPackingOptions` …); it
becomes one shipment. Keys that we do not know are ignored: it is Amazon's format, and it may grow.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from inboundcheck.errors import Problem, ReadError, nearest, shown
from inboundcheck.places import join
from inboundcheck.readers import sp_api_v0 as v0
from inboundcheck.readers.assembly import Assembly
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.parts import Part, Parts
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.sentences import named
from inboundcheck.readers.sp_api_boxes import Writer
from inboundcheck.readers.sp_api_documents import Document, documents, is_sp_api, refusal
from inboundcheck.readers.sp_api_merging import Listed, merged
from inboundcheck.readers.sp_api_plan import (
    Found,
    Windows,
    objects,
    plan_market_part,
    plan_part,
    prep_part,
    products,
    shipment_part,
    tracking_parts,
    transport_parts,
)
from inboundcheck.readers.sp_api_words import OPERATIONS

_UNREAD = ("", "errors")
_IN_WORDS = {"options": "packing options"}

__all__ = ["is_sp_api", "read_sp_api"]


def read_sp_api(part: Part, defaults: Defaults, *files: str) -> Reading:
    """Merge the payloads of a file, or of several, into one shipment."""
    return _Merge(part).reading(defaults, files)


class _Merge:
    """The payloads of one shipment."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.writer = Writer(part.places)
        self.documents = list(documents(part.tree))
        self.listed: list[Listed] = []
        if not self._of("boxes"):
            raise ReadError(refusal([each for each in self.documents if each.kind], part.places))

    def reading(self, defaults: Defaults, files: tuple[str, ...]) -> Reading:
        """Put the shipment together."""
        self._tell_unread()
        boxes, pallets = self._boxes(), self._pallets()
        head = Part({"program": "fba"}, self.part.places, behind=tuple(self._heads()))
        sheets = products([*self._prepared(), *self._planned(), *self._of_v0()])
        assembly = Assembly(head, defaults, products=sheets, pallets=pallets, files=files)
        return assembly.reading(boxes, self.writer.problems)

    def _of(self, kind: str) -> list[Document]:
        return [each for each in self.documents if each.kind == kind]

    def _listed(self, kind: str, key: str) -> list[Found]:
        return [found for each in self._of(kind) for found in objects(each.tree.get(key), join(each.pointer, key))]

    def _boxes(self) -> Parts:
        """Write the boxes, each with its tracking number and its weight window behind it."""
        self._all_pages("options")
        windows = Windows(self._listed("options", "packingOptions"), self.writer)
        tracking = self._tracking()
        lists: list[Listed] = []
        for document in self._of("boxes"):
            written: list[Part] = []
            for index, tree in enumerate(document.tree["boxes"]):
                box = self.writer.box(tree, join(document.boxes_at, index), sum(len(each.parts) for each in lists) + index)
                if isinstance(tree, dict):
                    tracked = tracking.get(str(tree.get("boxId")))
                    box = replace(box, behind=(*((tracked,) if tracked else ()), *windows.for_box(tree.get("contentInformationSource"))))
                written.append(box)
            lists.append(Listed(tuple(written), document.operation))
        self.listed = lists
        parts, complete = merged(lists, "boxes", self.writer)
        complete = self._all_pages("boxes") and complete and not any(each.kind in _UNREAD for each in self.documents)
        return Parts(parts, closed=complete)

    def _tracking(self) -> dict[str, Part]:
        """Write the tracking numbers, by box ID; two of one box are told, and neither is known."""
        result: dict[str, Part] = {}
        for each in self._of("shipment") + self._of("tracking"):
            for box_id, part in tracking_parts(each.tree, each.pointer, self.writer).items():
                first = result.setdefault(box_id, part)
                if first.tree and first.tree != part.tree:
                    found = f"{shown(part.tree['tracking'])} stands here, and {shown(first.tree['tracking'])} at {first.find(('tracking',))}"
                    place = part.find(("tracking",))
                    self.writer.problems.append(Problem(found, place, f"{named('box', box_id, 0)}, tracking", "one tracking number for a box"))
                    result[box_id] = replace(part, tree={})
        return result

    def _pallets(self) -> Parts | None:
        if not self._of("pallets"):
            return None
        lists = [
            Listed(
                tuple(self.writer.pallet(tree, join(each.pointer, "pallets", index), index) for index, tree in enumerate(each.tree["pallets"])),
                each.operation,
            )
            for each in self._of("pallets")
        ]
        parts, complete = merged(lists, "pallets", self.writer)
        return Parts(parts, closed=self._all_pages("pallets") and complete)

    def _all_pages(self, kind: str) -> bool:
        """Say whether the last page of each operation is the last one indeed; where more follows, tell it."""
        open_ones = [each for each in self._last_pages(kind) if each.next_token]
        for each in open_ones:
            pointer = join(each.pointer, "pagination", "nextToken")
            self.writer.tell(
                f"more {_IN_WORDS.get(kind, kind)} follow on a page that is not in this file", pointer, "shipment", "all pages, as a JSON list"
            )
        return not open_ones

    def _last_pages(self, kind: str) -> list[Document]:
        return list({each.operation: each for each in self._of(kind)}.values())

    def _heads(self) -> Iterable[Part]:
        """What is said of the shipment itself: by getShipment, then by the boxes' destination."""
        shipments = [shipment_part(each.tree, each.pointer, self.writer) for each in self._of("shipment")]
        shipments += v0.heads(self._listed("v0", "ShipmentData"), self.writer)
        shipments += [self._tracked(each) for each in self._of("tracking")]
        shipments += transport_parts(self._listed("transport", "transportationOptions"), self._selected(), self.writer)
        regions = [
            Part({"market": region["countryCode"]}, box.places, join(box.pointer, "destinationRegion"), {"market": "countryCode"})
            for box, tree in zip(
                (part for each in self.listed for part in each.parts),
                (tree for each in self._of("boxes") for tree in each.tree["boxes"]),
                strict=True,
            )
            if isinstance(tree, dict) and isinstance(region := tree.get("destinationRegion"), dict) and region.get("countryCode") is not None
        ]
        parts = [*shipments, *regions]
        unclear = {name for name in ("id", "market", "mode") if not self._agree(name, parts)}
        for part in parts[: len(shipments) + 1]:
            yield replace(part, tree={name: value for name, value in part.tree.items() if name not in unclear})

        if "market" not in unclear:
            plans = (plan_market_part(each.tree, each.pointer, self.writer) for each in self._of("plan") + self._of("items"))
            yield from (part for part in plans if part)

    def _tracked(self, document: Document) -> Part:
        """What a request with tracking numbers says of the shipment: how it travels."""
        part = shipment_part(document.tree, document.pointer, self.writer)
        return replace(part, tree={"mode": part.tree["mode"]} if "mode" in part.tree else {})

    def _selected(self) -> set[object]:
        """The transportation options that were chosen."""
        chosen = [tree.get("transportationOptionId") for tree, _ in self._listed("transport", "transportationSelections")]
        chosen += [each.tree.get("selectedTransportationOptionId") for each in self._of("shipment")]
        return {each for each in chosen if isinstance(each, str)}

    def _agree(self, name: str, parts: Sequence[Part]) -> bool:
        """Say whether all that give a value give the same one; where they do not, the value is told and left open."""
        giving = [part for part in parts if name in part.tree]
        other = next((part for part in giving if part.tree[name] != giving[0].tree[name]), None)
        if other is None:
            return True
        found = f"{shown(other.tree[name])} stands here, and {shown(giving[0].tree[name])} at {giving[0].find((name,))}"
        self.writer.problems.append(Problem(found, other.find((name,)), f"shipment, {name}", "payloads of one shipment"))
        return False

    def _prepared(self) -> list[Part]:
        return [prep_part(tree, pointer, self.writer) for tree, pointer in self._listed("prep", "mskuPrepDetails")]

    def _planned(self) -> list[Part]:
        """What the plan says of each SKU. Its quantities count only where it speaks of the very boxes that are read."""
        scopes = {_scope(each) for each in self._of("boxes")}
        unfinished = {_scope(each) for each in self._last_pages("items") if each.next_token}
        lines: dict[tuple[bool, object], list[Found]] = {}
        for document in self._of("boxes") + self._of("items"):
            counted = scopes == {_scope(document)} and _scope(document) not in unfinished
            for tree, pointer in objects(document.tree.get("items"), join(document.pointer, "items")):
                lines.setdefault((counted, str(tree.get("msku"))), []).append((tree, pointer))
        return [plan_part(found, self.writer, counted=counted) for (counted, _), found in sorted(lines.items(), key=lambda each: not each[0][0])]

    def _of_v0(self) -> list[Part]:
        """What the older API says of products."""
        items, preps = self._listed("v0", "ItemData"), self._listed("v0", "SKUPrepInstructionsList")
        labelled = v0.label_owner(self._listed("v0", "ShipmentData"))
        complete = not any(each.tree.get("NextToken") for each in self._of("v0"))
        return [*v0.prep_parts(preps, self.writer), *v0.item_parts(items, self.writer, complete=complete, labelled=labelled)]

    def _tell_unread(self) -> None:
        """Tell what lies among the payloads and is none, or is an error that stands for a page of boxes."""
        for each in self.documents:
            if each.kind in _UNREAD:
                found = "an error of SP-API stands among the payloads" if each.kind else "this is no payload that is known"
                self.writer.tell(found, each.pointer, "shipment", "payloads of Fulfillment Inbound 2024-03-20")
        tree = self.part.tree
        for key in tree if isinstance(tree, dict) and any(each in OPERATIONS for each in tree) else ():
            if key not in OPERATIONS:
                self.writer.tell(f"the key {shown(key)} is not known in a bundle{nearest(key, OPERATIONS)}", f"/{key}", "shipment")


def _scope(document: Document) -> str:
    """Say what a list of boxes or items covers: one shipment, the plan, a packing group; or this one request."""
    if document.operation == "createInboundPlan":
        return "InboundPlan"
    name = document.operation.removeprefix("list").removesuffix("Boxes").removesuffix("Items")
    return name or document.pointer
