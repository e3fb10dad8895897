"""The words of Amazon's Fulfillment Inbound API 2024-03-20, and ours for them."""

from __future__ import annotations

from collections.abc import Mapping

LENGTH_UNITS: Mapping[str, str] = {"IN": "in", "CM": "cm"}
WEIGHT_UNITS: Mapping[str, str] = {"LB": "lb", "KG": "kg"}

ANY_LENGTHS: Mapping[str, str] = {
    "IN": "in", "CM": "cm", "INCH": "in", "INCHES": "in", "CENTIMETERS": "cm", "MM": "mm", "FT": "ft", "FEET": "ft", "METER": "m", "M": "m",
    "YARD": "yd",
}  # fmt: skip
ANY_WEIGHTS: Mapping[str, str] = {
    "LB": "lb", "KG": "kg", "LBS": "lb", "POUND": "lb", "POUNDS": "lb", "KGS": "kg", "KILOGRAMS": "kg", "OZ": "oz", "OUNCES": "oz", "G": "g",
    "GRAMS": "g",
}  # fmt: skip
"""The units of AWD, Vendor Shipments and partners, which write them in many ways."""

PREPS: Mapping[str, str | None] = {
    "ITEM_BLACK_SHRINKWRAP": "black_shrink_wrap", "ITEM_BOXING": "box", "ITEM_BUBBLEWRAP": "bubble_wrap", "ITEM_CAP_SEALING": "cap_seal",
    "ITEM_DEBUNDLE": "debundle", "ITEM_HANG_GARMENT": "hang_garment", "ITEM_LABELING": "label", "ITEM_NO_PREP": "none",
    "ITEM_POLYBAGGING": "poly_bag", "ITEM_RMOVHANG": "remove_hanger", "ITEM_SETSTK": "set_label", "ITEM_SIOC": "own_container",
    "ITEM_SUFFOSTK": "suffocation_label", "ITEM_TAPING": "tape", "ITEM_BLANKSTK": None, "ITEM_SETCREAT": None,
}  # fmt: skip
"""Preparations; None where we have no word, so that the list stays open."""

TRAITS: Mapping[str, str | None] = {
    "ADULT": "adult", "BABY": "baby", "FRAGILE": "fragile", "GRANULAR": "granular", "HANGER": "hanger", "LIQUID": "liquid",
    "PERFORATED": "perforated_box",
    "SET": "set", "SHARP": "sharp", "SMALL": "small", "TEXTILE": "textile", "FC_PROVIDED": None, "UNKNOWN": None,
}  # fmt: skip
"""Prep categories; None where the category says nothing of the product. `NONE` is no trait at all."""

OWNERS: Mapping[str, str] = {"AMAZON": "amazon", "SELLER": "seller", "NONE": "none"}
STACKABLE: Mapping[str, bool] = {"STACKABLE": True, "NON_STACKABLE": False}

BOX_KEYS = ("packageId", "boxId", "contentInformationSource", "externalContainerIdentifier", "templateName", "destinationRegion")
"""Keys by which a box of this API is known."""

SOURCES = ("listShipmentBoxes", "listInboundPlanBoxes", "listPackingGroupBoxes", "setPackingInformation")
"""What holds boxes."""

OPERATIONS = (
    *SOURCES, "generateShipmentContentUpdatePreviews", "getShipmentContentUpdatePreview", "listShipmentContentUpdatePreviews", "listPackingOptions",
    "getShipment", "getInboundPlan", "listPrepDetails", "listShipmentItems", "listInboundPlanItems", "listPackingGroupItems", "listShipmentPallets",
    "listInboundPlanPallets",
)  # fmt: skip
"""The names under which a bundle may hold payloads."""

KNOWN_BY: Mapping[str, str] = {
    "inboundPlans": "listInboundPlans", "destinationMarketplaces": "createInboundPlan", "sourceAddress": "getInboundPlan",
    "inboundPlanId": "getInboundPlan", "packingOptions": "listPackingOptions",
    "placementOptions": "listPlacementOptions", "transportationOptions": "listTransportationOptions",
    "deliveryWindowOptions": "listDeliveryWindowOptions",
    "mskuPrepDetails": "listPrepDetails", "shipmentConfirmationId": "getShipment", "trackingDetails": "updateShipmentTrackingDetails",
    "operationStatus": "getInboundOperationStatus", "operationId": "operation answer (operationId)",
    "documentDownloads": "createMarketplaceItemLabels",
    "documentDownload": "getDeliveryChallanDocument", "complianceDetails": "listItemComplianceDetails", "taxDetails": "updateItemComplianceDetails",
    "selfShipAppointmentDetails": "scheduleSelfShipAppointment", "selfShipAppointmentSlotsAvailability": "getSelfShipAppointmentSlots",
    "placementOptionId": "generateTransportationOptions", "transportationSelections": "confirmTransportationOptions",
    "mskuQuantities": "createMarketplaceItemLabels",
}  # fmt: skip
"""Keys of payloads that hold no boxes, and the operation that each comes from."""

V0_LISTS = ("ShipmentData", "ItemData", "SKUPrepInstructionsList")
"""The lists of the older API that say something beside boxes."""

OTHER_APIS: Mapping[str, str] = {
    "ShipmentData": "Fulfillment Inbound v0", "ItemData": "Fulfillment Inbound v0", "SKUPrepInstructionsList": "Fulfillment Inbound v0",
    "ASINPrepInstructionsList": "Fulfillment Inbound v0", "DownloadURL": "Fulfillment Inbound v0", "TransportContent": "Fulfillment Inbound v0",
    "packagesToInbound": "Amazon Warehousing and Distribution", "packagesToOutbound": "Amazon Warehousing and Distribution",
    "shipmentContainerQuantities": "Amazon Warehousing and Distribution", "outboundProducts": "Amazon Warehousing and Distribution",
    "inventory": "Amazon Warehousing and Distribution", "outboundOrders": "Amazon Warehousing and Distribution",
    "replenishmentOrders": "Amazon Warehousing and Distribution", "productsToOutbound": "Amazon Warehousing and Distribution",
    "shippedProducts": "Amazon Warehousing and Distribution", "labelDownloadURL": "Amazon Warehousing and Distribution",
    "pageTypes": "Amazon Warehousing and Distribution", "shipmentConfirmations": "Vendor Shipments",
}  # fmt: skip
"""Keys of payloads of Amazon's other APIs."""
