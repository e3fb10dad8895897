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
from inboundcheck.readers.sp_api_boxes import Writer
from inboundcheck.readers.sp_api_documents import Document, documents, is_sp_api, refusal
from inboundcheck.readers.sp_api_plan import Found, Windows, objects, plan_part, prep_part, products, shipment_part, tracking_parts
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
        if not self._of("boxes"):
            raise ReadError(refusal([each for each in self.documents if each.kind], part.places))

    def reading(self, defaults: Defaults, files: tuple[str, ...]) -> Reading:
        """Put the shipment together."""
        self._tell_unread()
        boxes, pallets = self._boxes(), self._pallets()
        head = Part({"program": "fba"}, self.part.places, behind=tuple(self._heads(boxes.parts)))
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
        tracking: dict[str, Part] = {}
        for each in self._of("shipment"):
            tracking |= tracking_parts(each.tree, each.pointer, self.writer)
        result: list[Part] = []
        for document in self._of("boxes"):
            for index, tree in enumerate(document.tree["boxes"]):
                box = self.writer.box(tree, join(document.boxes_at, index), len(result))
                if isinstance(tree, dict):
                    tracked = tracking.get(str(tree.get("boxId")))
                    box = replace(box, behind=(*((tracked,) if tracked else ()), *windows.for_box(tree.get("contentInformationSource"))))
                result.append(box)
        complete = self._all_pages("boxes") and not any(each.kind in _UNREAD for each in self.documents)
        return Parts(tuple(result), closed=complete)

    def _pallets(self) -> Parts | None:
        found = self._listed("pallets", "pallets")
        if not self._of("pallets"):
            return None
        return Parts(tuple(self.writer.pallet(tree, at, index) for index, (tree, at) in enumerate(found)), closed=self._all_pages("pallets"))

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

    def _heads(self, boxes: Sequence[Part]) -> Iterable[Part]:
        """What is said of the shipment itself: by getShipment, then by the boxes' destination."""
        shipments = [shipment_part(each.tree, each.pointer, self.writer) for each in self._of("shipment")]
        shipments += v0.heads(self._listed("v0", "ShipmentData"), self.writer)
        regions = [
            Part({"market": region["countryCode"]}, box.places, join(box.pointer, "destinationRegion"), {"market": "countryCode"})
            for box, tree in zip(boxes, (tree for each in self._of("boxes") for tree in each.tree["boxes"]), strict=True)
            if isinstance(tree, dict) and isinstance(region := tree.get("destinationRegion"), dict) and region.get("countryCode") is not None
        ]
        parts = [*shipments, *regions]
        unclear = {name for name in ("id", "market") if not self._agree(name, parts)}
        for part in parts[: len(shipments) + 1]:
            yield replace(part, tree={name: value for name, value in part.tree.items() if name not in unclear})

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
        complete = not any(each.tree.get("NextToken") for each in self._of("v0"))
        return [*v0.prep_parts(preps, self.writer), *v0.item_parts(items, self.writer, complete=complete)]

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
    name = document.operation.removeprefix("list").removesuffix("Boxes").removesuffix("Items")
    return name or document.pointer
