"""What is shipped: shipments, pallets, boxes, items, labels, barcodes, and what photos show of them.

Every model is a frozen pydantic model: lists are tuples, an unknown key is refused, and building one by hand raises pydantic's
own `ValidationError`. A field that is left out is *not known*; `none` (in Python `NONE`) is known; `[]` is a known empty list.
"""

from inboundcheck.model.boxes import Box, Item, Pallet
from inboundcheck.model.fields import Between, Range
from inboundcheck.model.outside import Barcode, Label
from inboundcheck.model.shipments import PackedLine, PackedProduct, Packing, Product, Shipment, products_of
from inboundcheck.model.sightings import (
    BarcodeSeen,
    BoxSeen,
    DunnageSeen,
    FaceSeen,
    JoinSeen,
    LabelSeen,
    MarkSeen,
    OverwrapSeen,
    Photo,
    PrintSeen,
    QualitySeen,
    ScaleSeen,
    SeamSeen,
    SideSeen,
    Sighting,
)

__all__ = [
    "Barcode",
    "BarcodeSeen",
    "Between",
    "Box",
    "BoxSeen",
    "DunnageSeen",
    "FaceSeen",
    "Item",
    "JoinSeen",
    "Label",
    "LabelSeen",
    "MarkSeen",
    "OverwrapSeen",
    "PackedLine",
    "PackedProduct",
    "Packing",
    "Pallet",
    "Photo",
    "PrintSeen",
    "Product",
    "QualitySeen",
    "Range",
    "ScaleSeen",
    "SeamSeen",
    "Shipment",
    "SideSeen",
    "Sighting",
    "products_of",
]
