"""Reads Amazon's older feed of carton contents (CartonContentsRequest XML): what is in each box, and neither sides nor weight."""

from __future__ import annotations

from inboundcheck.errors import Problem, ReadError
from inboundcheck.places import Place
from inboundcheck.readers.assembly import Assembly
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.drafts import Draft, Drafting
from inboundcheck.readers.parts import Parts
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.xml import Element, read_xml

_REQUEST = "CartonContentsRequest"
_ITEM = {"SKU": "sku", "QuantityShipped": "quantity", "QuantityInCase": "units_per_case", "ExpirationDate": "expires"}
_SINGLE = "1"
"""Units in a case, for units that lie in no case."""


def is_carton_contents(data: bytes) -> bool:
    """Say whether bytes are such a feed."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _REQUEST.encode() in data


def read_carton_contents(data: bytes, file: str, defaults: Defaults) -> list[Reading]:
    """Read the shipments of a feed."""
    requests = [each for each in read_xml(data, file).all(_REQUEST) if each.children]
    if not requests:
        raise ReadError(Problem(f"the feed holds no {_REQUEST}", Place(file), expected="cartons with their items"))
    return [_Request(each, file).reading(defaults) for each in requests]


class _Request:
    """The cartons of one shipment."""

    def __init__(self, tree: Element, file: str) -> None:
        self.tree, self.file = tree, file
        self.drafting = Drafting(lambda element: Place(file, element.line, element.column))

    def reading(self, defaults: Defaults) -> Reading:
        """Put the shipment together."""
        head = self.drafting.draft(self.tree)
        head.tree["program"] = "fba"
        self._put(head, "id", self.tree, "ShipmentId")
        self._put(head, "declared_box_count", self.tree, "NumCartons")
        boxes = Parts(tuple(self._box(each).part() for each in self.tree.all("Carton")))
        return Assembly(head.part(), defaults, files=(self.file,)).reading(boxes, self.drafting.problems)

    def _put(self, draft: Draft, field: str, holder: Element, name: str) -> None:
        found = holder.first(name)
        if found is not None and found.text:
            draft.put((field,), found.text, found)

    def _box(self, tree: Element) -> Draft:
        draft = self.drafting.draft(tree)
        self._put(draft, "id", tree, "CartonId")
        draft.put(("items",), [], tree)
        for index, item in enumerate(tree.all("Item")):
            draft.add("items", item)
            for name, field in _ITEM.items():
                found = item.first(name)
                if found is not None and found.text and not (field == "units_per_case" and found.text == _SINGLE):
                    text = found.text[:10] if field == "expires" else found.text
                    draft.put(("items", index, field), text, found)
        return draft
