"""Boxes, what is in them, and the pallets that they stand on."""

from __future__ import annotations

from pydantic import Field

from inboundcheck.model.fields import (
    Listing,
    OptionalCount,
    OptionalDate,
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
from inboundcheck.model.outside import Barcode, Label
from inboundcheck.model.sightings import Photo
from inboundcheck.model.words import (
    Closure,
    Condition,
    Container,
    ContentsKind,
    Dunnage,
    Face,
    Overwrap,
    Owner,
    PalletGrade,
    PalletMaterial,
    PalletPool,
    Prep,
    Trait,
)


class Item(Thing):
    """One SKU line in a box."""

    sku: OptionalText = absent
    """The seller's own identifier (Amazon: MSKU)."""
    quantity: OptionalCount = absent
    """Sellable units on this line."""
    asin: OptionalText = absent
    fnsku: OptionalText = absent
    gtin: OptionalText = absent
    title: OptionalText = absent
    units_per_case: OptionalCount = absent
    """Units in each inner case, where the line is packed in cases."""
    case_count: OptionalCount = absent
    """Inner cases on this line, where it is packed in cases."""
    expires: OptionalDate = absent
    """The expiry date of these units; `none` where they do not expire."""
    lot: OptionalText = absent
    condition: Word[Condition] = absent
    prep_owner: Word[Owner] = absent
    """Who preps the units."""
    label_owner: Word[Owner] = absent
    """Who labels the units."""
    prep: Listing[Prep] = absent
    """The preparation that the units have."""
    traits: Listing[Trait] = absent
    """What the product is by nature; `[]` where none of the words applies."""
    length: OptionalSide = absent
    """One unit's sides, packed for sale."""
    width: OptionalSide = absent
    height: OptionalSide = absent
    weight: OptionalWeight = absent
    """One unit's weight."""
    on_rma: OptionalYesNo = absent
    """Whether the return authorisation lists it."""


class Box(Thing):
    """One box as it leaves; or, with `count`, several that are alike in everything said of them."""

    id: OptionalText = absent
    """What the sender calls the box; shown in every finding."""
    count: int = Field(default=1, ge=1, le=1_000_000)
    """How many boxes this entry stands for."""
    box_id: OptionalText = absent
    """The receiver's ID on the box label (Amazon: `FBA15ABCDEFU000001`)."""
    shipment_ids: Listing[str] = absent
    """The shipments whose goods are in the box."""
    package_id: OptionalText = absent
    """The API's key of the package."""
    sscc: OptionalText = absent
    """Serial shipping container code, 18 digits."""
    tracking: OptionalText = absent
    """The carrier's tracking number."""
    name: OptionalText = absent
    """A name beside the ID: a template or a group."""
    same_as: OptionalText = absent
    """The ID of a box that is alike: its sides and packing answer for what is left out here. Labels, barcodes, contents, weight: never."""
    pallet: OptionalText = absent
    """The ID of the pallet that it stands on."""
    length: OptionalSide = absent
    """Outer sides, in any order and unit."""
    width: OptionalSide = absent
    height: OptionalSide = absent
    weight: OptionalWeight = absent
    """Gross weight."""
    option_min_weight: OptionalWeight = absent
    """The least weight that the chosen packing option accepts."""
    option_max_weight: OptionalWeight = absent
    """The greatest weight that the chosen packing option accepts."""
    container: Word[Container] = absent
    """What kind of container it is."""
    contents_kind: Word[ContentsKind] = absent
    """Whether it is declared as a case pack or as individual products."""
    items: Listing[Item] = absent
    """What is in it."""
    labels: Listing[Label] = absent
    """The labels on its outside."""
    barcodes: Listing[Barcode] = absent
    """The barcodes that can be scanned from outside, those of its labels among them."""
    team_lift_marks: Listing[Face] = absent
    """The faces that carry a Team Lift mark."""
    mech_lift_marks: Listing[Face] = absent
    """The faces that carry a Mech Lift mark."""
    heavy_marks: Listing[Face] = absent
    """The faces that carry a heavy-package mark."""
    joined_to: Listing[str] = absent
    """The boxes that it is taped, strapped or bundled to; `[]` where it stands alone."""
    overwraps: Listing[Overwrap] = absent
    """What goes round its outside besides its own closure; `[]` for nothing."""
    closures: Listing[Closure] = absent
    """What holds its flaps."""
    dunnage: Listing[Dunnage] = absent
    """The packing material inside; `[]` where there is none."""
    cushioning: OptionalLength = absent
    """The thinnest cushion between two items, or between an item and the wall."""
    in_maker_packaging: OptionalYesNo = absent
    """Whether the units travel in the maker's own packaging."""
    contents_move: OptionalYesNo = absent
    """Whether the contents move when the box is gently shaken."""
    ect: OptionalNumber = absent
    """Edge crush test of the board, lb/in."""
    burst_psi: OptionalNumber = absent
    """Burst strength of the board, lb/in²."""
    rma: OptionalText = absent
    """The return authorisation."""
    photos: Listing[Photo] = absent
    """Photos of it, and what they show."""


class Pallet(Thing):
    """One pallet as it leaves."""

    id: OptionalText = absent
    """What the sender calls the pallet."""
    count: int = Field(default=1, ge=1, le=100_000)
    """How many pallets this entry stands for."""
    sscc: OptionalText = absent
    length: OptionalSide = absent
    width: OptionalSide = absent
    height: OptionalSide = absent
    """Height with the load."""
    weight: OptionalWeight = absent
    """Gross weight."""
    stackable: OptionalYesNo = absent
    double_stacked: OptionalYesNo = absent
    """Whether it travels with another pallet on top of it."""
    stack_height: OptionalLength = absent
    """The height of both pallets, where it is double-stacked."""
    tallest_item_height: OptionalLength = absent
    """The height of the tallest single unit on it."""
    overhang: OptionalLength = absent
    """How far the load reaches over the edge of the pallet; `0 in` where it does not."""
    pool: Word[PalletPool] = absent
    """Whose pallet it is; `none` where it belongs to no pool."""
    material: Word[PalletMaterial] = absent
    grade: Word[PalletGrade] = absent
    four_way: OptionalYesNo = absent
    """Whether a fork can enter it from all four sides."""
    shipment_ids: Listing[str] = absent
    """The shipments whose boxes stand on it."""
    labels: Listing[Label] = absent
    """The labels on its outside."""
