"""The words of spreadsheets, and ours for them: headers, what stands in cells, and what a cell says when it says nothing."""

from __future__ import annotations

from collections.abc import Mapping

HEADERS: Mapping[str, tuple[str, ...]] = {
    "box.id": (
        "box", "box no", "box no.", "box number", "box #", "box id", "box name", "name of box", "carton", "carton no", "carton no.", "carton number",
        "carton #", "carton id", "ctn", "ctn no", "ctn no.", "package", "package no", "package id",
        "parcel", "case no", "case no.", "box label",
    ),
    "box.count": ("number of boxes", "no. of boxes", "boxes", "box count", "cartons", "number of cartons", "no. of cartons", "ctns", "box qty"),
    "box.length": ("box length", "length", "l", "carton length", "len"),
    "box.width": ("box width", "width", "w", "carton width", "wid"),
    "box.height": ("box height", "height", "h", "carton height", "depth", "hgt"),
    "box.weight": ("box weight", "weight", "gross weight", "carton weight", "wt", "gw", "g.w.", "gross wt", "gross",
        "box gross weight", "weight of box"),
    "box.sscc": ("sscc", "sscc-18", "sscc18", "sscc 18"),
    "box.tracking": ("tracking", "tracking number", "tracking no", "tracking no.", "tracking id", "tracking #"),
    "box.pallet": ("pallet", "pallet no", "pallet no.", "pallet number", "pallet id", "pallet #"),
    "item.sku": ("sku", "merchant sku", "msku", "seller sku", "seller-sku", "item sku", "product sku", "item no", "item no.", "item number", "style"),
    "item.quantity": (
        "quantity", "qty", "units", "units per box", "units per carton", "qty per box", "qty/box", "qty/ctn", "pcs", "pieces", "pcs/ctn",
        "units in box", "unit quantity", "quantity in box", "quantity per box",
    ),
    "item.asin": ("asin",),
    "item.fnsku": ("fnsku",),
    "item.gtin": (
        "gtin", "upc", "ean", "barcode", "upc/ean", "upc/ean/isbn/jan/codabar", "upc/ean/isbn", "external id", "jan", "isbn"),
    "item.title": ("title", "product title", "product name", "description", "item description", "product", "item name"),
    "item.expires": ("expiration date", "expiry", "expiry date", "expiration", "best before", "exp date", "exp"),
    "item.lot": ("manufacturing lot code", "lot", "lot number", "lot no", "lot code", "batch", "batch number"),
    "item.condition": ("condition",),
    "item.units_per_case": ("units per case", "case quantity", "case pack"),
    "product.prep": ("prep type",),
    "product.prep_owner": ("prep owner", "who preps units?", "who preps units"),
    "product.label_owner": ("labeling owner", "label owner", "who labels units?", "who labels units"),
    "product.units_planned": ("expected quantity", "total units", "total quantity", "planned quantity"),
}  # fmt: skip
"""What headers are called, without their unit, for each field; written as `normal` writes them."""

BOX_LABELS: Mapping[str, str] = {
    "box id": "box_id", "amazon box id": "box_id", "box name": "name", "name of box": "name", "box weight": "weight", "weight of box": "weight",
    "box length": "length", "box width": "width", "box height": "height", "weight": "weight", "length": "length", "width": "width",
    "height": "height", "tracking id": "tracking", "tracking number": "tracking", "sscc": "sscc",
}  # fmt: skip
"""Labels of the rows that say something of each box, where the boxes are columns."""

ABOUT: Mapping[str, str] = {
    "shipment id": "id", "shipment name": "name", "workflow name": "name", "boxes": "declared_box_count", "units": "declared_unit_count",
    "number of boxes": "declared_box_count", "total box count": "declared_box_count",
    "default prep owner": "prep_owner", "default labeling owner": "label_owner",
}  # fmt: skip
"""Labels above a table, with the value after them."""

SAYS_NOTHING_OF_BOXES = frozenset(("id", "#", "no", "no.", "boxed quantity", "boxes per pallet", "notes", "comments", "number of boxes"))
"""Headers that are known, and from which nothing is taken."""

NOTHING = frozenset(("", "-", "--", "n/a", "to be assigned", "tbd", "tba"))
"""What stands in a cell of which nothing is known; without case."""
TOTALS = frozenset(
    ("total", "totals", "grand total", "subtotal", "sub total", "sub-total", "sum", "total units", "total boxes", "\u5408\u8a08", "summe")
)

OWNERS: Mapping[str, str] = {
    "Amazon": "amazon", "Seller": "seller", "By Amazon": "amazon", "By seller": "seller", "Merchant": "seller", "None": "none", "No one": "none",
    "AMAZON": "amazon", "SELLER": "seller", "No prep needed": "none", "None required": "none", "Not required": "none", "No label needed": "none",
    "Verkäufer": "seller", "Vendeur": "seller", "Venditore": "seller", "Vendedor": "seller", "出品者": "seller",
}  # fmt: skip
CONDITIONS: Mapping[str, str] = {
    "New": "new", "NewItem": "new", "New - New": "new", "Refurbished": "refurbished", "Renewed": "refurbished", "Used - Like new": "used_like_new",
    "UsedLikeNew": "used_like_new",
    "Used - Very good": "used_very_good", "UsedVeryGood": "used_very_good", "Used - Good": "used_good", "UsedGood": "used_good",
    "Used - Acceptable": "used_acceptable", "UsedAcceptable": "used_acceptable", "Collectible": "collectible",
    "Neu": "new", "Neuf": "new", "Nuovo": "new", "Nuevo": "new", "新品": "new",
}  # fmt: skip
PREPS: Mapping[str, str | None] = {
    "Polybagging": "poly_bag", "Poly bagging": "poly_bag", "Bubble wrapping": "bubble_wrap", "BubbleWrapping": "bubble_wrap",
    "Bubblewrap": "bubble_wrap",
    "Taping": "tape",
    "Black shrink wrapping": "black_shrink_wrap", "BlackShrinkWrapping": "black_shrink_wrap", "Opaque bagging": "black_shrink_wrap",
    "Labeling": "label", "Labelling": "label", "Hang garment": "hang_garment", "HangGarment": "hang_garment", "Boxing": "box",
    "Remove from hanger": "remove_hanger", "RemoveFromHanger": "remove_hanger",
    "Debundle": "debundle", "Cap sealing": "cap_seal", "CapSealing": "cap_seal",
    "Suffocation stickering": "suffocation_label", "SuffocationStickering": "suffocation_label",
    "Set stickering": "set_label", "SetStickering": "set_label", "Sold as set": "set_label", "SetCreation": None, "Set creation": None,
    "BlankStickering": None, "Blank stickering": None, "ShipsInProductPackaging": "own_container", "Ships in product packaging": "own_container",
    "No prep needed": "none", "No prep required": "none", "NoPrep": "none", "None": "none", "FC_PROVIDED": None, "UNKNOWN": None, "Unknown": None,
}  # fmt: skip
"""Preparations as screens, templates and the older API write them; None where we have no word. The codes of the API stand beside them."""
