"""Shipments, the products in them, and the view of a product over all its boxes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import model_validator

from inboundcheck.answers import Nothing, Open, listed
from inboundcheck.model.alike import completed_alike
from inboundcheck.model.boxes import Box, Item, Pallet
from inboundcheck.model.fields import (
    FactValues,
    Listing,
    OptionalDate,
    OptionalDuration,
    OptionalLength,
    OptionalNumber,
    OptionalSide,
    OptionalText,
    OptionalWeight,
    OptionalYesNo,
    Thing,
    Word,
    absent,
)
from inboundcheck.model.outside import Barcode
from inboundcheck.model.words import (
    Carrier,
    Country,
    ExpiryPlace,
    Market,
    Mode,
    Owner,
    Prep,
    Program,
    SellerRole,
    Service,
    Trait,
    UnitLabel,
    UnitPackaging,
)

_SHARED_WITH_ITEMS = ("asin", "fnsku", "gtin", "title", "prep_owner", "label_owner", "prep", "traits", "length", "width", "height", "weight")


_no_settings: Any = ()


class Product(Thing):
    """What is known of a SKU, wherever it is packed. Its items take from here what they do not say themselves."""

    sku: str
    asin: OptionalText = absent
    fnsku: OptionalText = absent
    gtin: OptionalText = absent
    title: OptionalText = absent
    units_planned: OptionalNumber = absent
    """Units that the plan announces."""
    plan_lines: OptionalNumber = absent
    """Lines of the plan that name this SKU."""
    traits: Listing[Trait] = absent
    """What it is by nature; `[]` where none of the words applies."""
    prep: Listing[Prep] = absent
    """The preparation that its units have."""
    prep_owner: Word[Owner] = absent
    label_owner: Word[Owner] = absent
    unit_label: Word[UnitLabel] = absent
    """The barcode on each unit that the receiver is to scan."""
    has_maker_barcode: OptionalYesNo = absent
    """Whether the maker printed a barcode on it."""
    open_barcodes: Listing[Barcode] = absent
    """The barcodes that can be scanned on one packed unit."""
    unit_label_long_side: OptionalLength = absent
    """The longer side of the printed label on each unit."""
    unit_label_short_side: OptionalLength = absent
    """The shorter side of the printed label on each unit."""
    unit_label_side_margin: OptionalLength = absent
    """The clear space left and right of the barcode on that label, the narrower of the two."""
    unit_label_end_margin: OptionalLength = absent
    """The clear space above and below the barcode on that label, the narrower of the two."""
    packaging: Word[UnitPackaging] = absent
    """What one unit is packed in."""
    bag_opening: OptionalLength = absent
    """The opening of its poly bag, measured flat; `none` where there is no bag."""
    bag_length: OptionalLength = absent
    """The length of its poly bag, measured flat."""
    bag_width: OptionalLength = absent
    """The width of its poly bag, measured flat."""
    bag_thickness: OptionalLength = absent
    """The thickness of the bag's film, one layer."""
    bag_beyond_product: OptionalLength = absent
    """How far the bag reaches beyond the product."""
    bag_see_through: OptionalYesNo = absent
    """Whether the bag is transparent."""
    bag_sealed: OptionalYesNo = absent
    """Whether the bag is sealed all round."""
    warning_font: OptionalLength = absent
    """The size of the letters of the suffocation warning, in points; `none` where there is no warning."""
    drop_height_passed: OptionalLength = absent
    """The height from which a unit was dropped without breaking or leaking; `none` where it was not tested or did not pass."""
    drops_passed: OptionalNumber = absent
    """How many drops from that height it passed."""
    time_to_use: OptionalDuration = absent
    """How long a buyer needs to use the unit up; `none` where that is not to be counted."""
    expiry_mark_on: Listing[ExpiryPlace] = absent
    """Where its expiry date can be read."""
    expiry_font: OptionalLength = absent
    """The size of the letters of the expiry date on the box, in points."""
    expiry_format: OptionalText = absent
    """The form of the expiry date, such as `MM-DD-YYYY`."""
    meltable_exempt: OptionalYesNo = absent
    """Whether the receiver has exempted it from the season in which meltable products are not taken."""
    stock_cover: OptionalDuration = absent
    """How long the stock that is there and on its way lasts."""
    length: OptionalSide = absent
    """One unit's sides, packed for sale."""
    width: OptionalSide = absent
    height: OptionalSide = absent
    weight: OptionalWeight = absent
    """One unit's weight."""


class Shipment(Thing):
    """What leaves together for one receiving site."""

    id: OptionalText = absent
    """The receiver's shipment ID."""
    name: OptionalText = absent
    program: Word[Program] = absent
    """The receiver's programme; with `market`, it chooses the packs."""
    market: Word[Market] = absent
    """The country of the receiving site."""
    mode: Word[Mode] = absent
    """How it travels."""
    carrier: Word[Carrier] = absent
    service: Word[Service] = absent
    """The carrier's service."""
    destination_country: Word[Country] = absent
    """The country that a parcel goes to."""
    seller_role: Word[SellerRole] = absent
    """Whether the sender owns the brand or resells it."""
    created_on: OptionalDate = absent
    """When the shipment was created at the receiver's."""
    ship_date: OptionalDate = absent
    """When it leaves; rules are judged as of this day."""
    arrival_date: OptionalDate = absent
    declared_box_count: OptionalNumber = absent
    """The number of boxes that was announced."""
    declared_unit_count: OptionalNumber = absent
    """The number of sellable units that was announced."""
    packs: Listing[str] = absent
    """The rule packs to judge by, where the scope alone does not choose them."""
    settings: FactValues = _no_settings
    """Limits that a pack leaves to its user, by name."""
    products: Listing[Product] = absent
    """What is known of its SKUs."""
    pallets: Listing[Pallet] = absent
    """The pallets; `[]` where it is not palletised."""
    boxes: Listing[Box] = absent
    """The boxes."""

    @model_validator(mode="after")
    def _complete_boxes(self) -> Shipment:
        """Let each box take from the one that it is like what it does not say itself."""
        if isinstance(self.boxes, tuple):
            object.__setattr__(self, "boxes", completed_alike(self.boxes))
        return self

    @model_validator(mode="after")
    def _complete_items(self) -> Shipment:
        """Let each item take from its product what it does not say itself."""
        if isinstance(self.products, tuple) and self.products and isinstance(self.boxes, tuple):
            known = {product.sku: product for product in self.products}
            object.__setattr__(self, "boxes", tuple(complete_items(box, known) for box in self.boxes))
        return self


def complete_items(box: Box, products: dict[str, Product]) -> Box:
    """Return the box with its items completed from their products; the box itself where nothing is to add."""
    before = listed(box.items)
    items = tuple(_complete(item, products.get(item.sku) if isinstance(item.sku, str) else None) for item in before)
    same = all(one is other for one, other in zip(items, before, strict=True))
    return box if same else box.model_copy(update={"items": Open(items) if isinstance(box.items, Open) else items})


def _complete(item: Item, product: Product | None) -> Item:
    if product is None:
        return item
    added = {name: getattr(product, name) for name in _SHARED_WITH_ITEMS if getattr(item, name) is None and getattr(product, name) is not None}
    return item.model_copy(update=added) if added else item


@dataclass(frozen=True, slots=True)
class PackedLine:
    """An item line of a product, and how many boxes hold it just so."""

    item: Item
    boxes: int
    contents_kind: str | None = None
    """What those boxes are declared as."""


@dataclass(frozen=True, slots=True)
class PackedProduct:
    """All units of one SKU in a shipment (or in one box): the subject of rules `for: product`."""

    sku: str
    lines: tuple[PackedLine, ...]
    product: Product | None = None
    complete: bool = True
    """Whether these are all of its lines: False when some box's contents are not known."""
    arrives: date | Nothing | None = None
    """When the shipment arrives."""

    @property
    def id(self) -> str:
        """The SKU."""
        return self.sku

    @property
    def facts(self) -> tuple[tuple[str, object], ...]:
        """Answers given for the product in the spec."""
        return self.product.facts if self.product else ()


class Packing:
    """Groups the items of boxes by SKU as the boxes pass, keeping one line for all boxes that hold it alike."""

    def __init__(self) -> None:
        self._lines: dict[str, dict[tuple[Item, str | None], int]] = {}
        self.complete = True
        """Whether every item was known, and the product of each."""

    def add(self, box: Box) -> None:
        """Count the box's items in."""
        if not isinstance(box.items, tuple):
            self.complete = False
        kind = box.contents_kind if isinstance(box.contents_kind, str) else None
        for item in listed(box.items):
            if isinstance(item.sku, str):
                lines = self._lines.setdefault(item.sku, {})
                lines[item, kind] = lines.get((item, kind), 0) + box.count
            else:
                self.complete = False

    def products(self, sheets: Iterable[Product] = (), arrives: date | Nothing | None = None) -> tuple[PackedProduct, ...]:
        """The products in the order in which they first appeared; planned SKUs that lie in no box come last."""
        known = {sheet.sku: sheet for sheet in sheets}
        skus = [*self._lines, *(sku for sku in known if sku not in self._lines)]
        return tuple(PackedProduct(sku, self._packed(sku), known.get(sku), self.complete, arrives) for sku in skus)

    def _packed(self, sku: str) -> tuple[PackedLine, ...]:
        return tuple(PackedLine(item, boxes, kind) for (item, kind), boxes in self._lines.get(sku, {}).items())


def products_of(boxes: Iterable[Box], sheets: Iterable[Product] = ()) -> tuple[PackedProduct, ...]:
    """Group the items of boxes by SKU."""
    packing = Packing()
    for box in boxes:
        packing.add(box)
    return packing.products(sheets)
