"""What the older Fulfillment Inbound API (v0) says beside boxes: it has none of its own, and names shipments, items and preparations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from inboundcheck.readers.parts import Part
from inboundcheck.readers.planned import Planned
from inboundcheck.readers.sentences import named
from inboundcheck.readers.sp_api_boxes import Writer
from inboundcheck.readers.sp_api_plan import Found, objects
from inboundcheck.readers.sp_api_words import OWNERS
from inboundcheck.readers.table_words import PREPS

_LABELLING = {"SELLER_LABEL": "seller", "AMAZON_LABEL": "amazon", "NO_LABEL": "none"}
_UNIT_LABELS = {"RequiresFNSKULabel": "fnsku", "MustProvideSellerSKU": None, "CanUseOriginalBarcode": None}


def heads(lists: Sequence[Found], writer: Writer) -> Iterable[Part]:
    """Write what getShipments says: of one shipment, for of several nothing says which is meant."""
    for tree, pointer in lists if len(lists) == 1 else ():
        draft = writer.draft(pointer)
        draft.put(("id",), tree.get("ShipmentId") or None, f"{pointer}/ShipmentId")
        draft.put(("name",), tree.get("ShipmentName") or None, f"{pointer}/ShipmentName")
        yield draft.part()


def label_owner(shipments: Sequence[Found]) -> tuple[Any, str]:
    """Return who labels the units of the one shipment, and where that stands."""
    tree, pointer = shipments[0] if len(shipments) == 1 else ({}, "")
    return _LABELLING.get(str(tree.get("LabelPrepType"))), f"{pointer}/LabelPrepType"


def item_parts(lists: Sequence[Found], writer: Writer, *, complete: bool, labelled: tuple[Any, str]) -> Iterable[Part]:
    """Write the products of getShipmentItems. Their quantities count where all are of one shipment and no page is missing."""
    planned = Planned(writer)
    counted = complete and len({str(tree.get("ShipmentId")) for tree, _ in lists}) == 1
    for tree, pointer in lists:
        sku = tree.get("SellerSKU")
        if not isinstance(sku, str):
            continue
        details = objects(tree.get("PrepDetailsList"), f"{pointer}/PrepDetailsList")
        owners = {str(each.get("PrepOwner")) for each, _ in details}
        fields: dict[str, tuple[Any, str]] = {
            "fnsku": (tree.get("FulfillmentNetworkSKU") or None, f"{pointer}/FulfillmentNetworkSKU"),
            "prep": (_preps([(each.get("PrepInstruction"), at) for each, at in details], writer, sku), f"{pointer}/PrepDetailsList"),
            "label_owner": labelled,
            "prep_owner": (OWNERS.get(owners.pop()) if len(owners) == 1 else None, f"{pointer}/PrepDetailsList"),
        }
        if counted:
            units = tree.get("QuantityShipped")
            fields["units_planned"] = (str(units) if units is not None else None, f"{pointer}/QuantityShipped")
        planned.add(sku, fields, pointer)
    found = planned.parts()
    return found.parts if found else ()


def prep_parts(lists: Sequence[Found], writer: Writer) -> Iterable[Part]:
    """Write the products of getPrepInstructions."""
    for tree, pointer in lists:
        sku = tree.get("SellerSKU")
        if isinstance(sku, str):
            draft = writer.draft(pointer)
            instructions = tree.get("PrepInstructionList")
            listed = [(each, f"{pointer}/PrepInstructionList") for each in instructions] if isinstance(instructions, list) else []
            draft.put(("sku",), sku, f"{pointer}/SellerSKU")
            draft.put(("asin",), tree.get("ASIN") or None, f"{pointer}/ASIN")
            draft.put(("prep",), _preps(listed, writer, sku), f"{pointer}/PrepInstructionList")
            draft.put(("unit_label",), _unit_label(tree, pointer, writer, sku), f"{pointer}/BarcodeInstruction")
            yield draft.part()


def _preps(listed: Sequence[tuple[Any, str]], writer: Writer, sku: str) -> Any:
    words = [writer.word(each, PREPS, at, f"{named('product', sku, 0)}, prep") for each, at in listed]
    known = list(dict.fromkeys(word for word in words if word is not None))
    if not listed or not known:
        return None
    return known if None not in words else {"open": True, "seen": known}


def _unit_label(tree: Mapping[str, Any], pointer: str, writer: Writer, sku: str) -> Any:
    return writer.word(tree.get("BarcodeInstruction"), _UNIT_LABELS, f"{pointer}/BarcodeInstruction", f"{named('product', sku, 0)}, unit_label")
