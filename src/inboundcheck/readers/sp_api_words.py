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
    "getShipment", "getInboundPlan", "createInboundPlan", "listPrepDetails", "setPrepDetails", "listShipmentItems", "listInboundPlanItems",
    "listPackingGroupItems", "listShipmentPallets", "listInboundPlanPallets", "updateShipmentTrackingDetails", "generateTransportationOptions",
    "confirmTransportationOptions", "listTransportationOptions", "listInboundPlans", "listPlacementOptions", "listDeliveryWindowOptions",
    "listItemComplianceDetails", "getInboundOperationStatus", "getShipments", "getShipmentItems", "getShipmentItemsByShipmentId",
    "getPrepInstructions",
)  # fmt: skip
"""The names under which a bundle may hold payloads."""

KNOWN_BY: Mapping[str, str] = {
    "operationId": "operation answer (operationId)",
    "inboundPlans": "listInboundPlans", "destinationMarketplaces": "createInboundPlan", "sourceAddress": "getInboundPlan",
    "inboundPlanId": "getInboundPlan", "packingOptions": "listPackingOptions",
    "placementOptions": "listPlacementOptions", "transportationOptions": "listTransportationOptions",
    "deliveryWindowOptions": "listDeliveryWindowOptions",
    "mskuPrepDetails": "listPrepDetails or setPrepDetails", "shipmentConfirmationId": "getShipment",
    "trackingDetails": "updateShipmentTrackingDetails",
    "operationStatus": "getInboundOperationStatus",
    "documentDownloads": "createMarketplaceItemLabels",
    "documentDownload": "getDeliveryChallanDocument", "complianceDetails": "listItemComplianceDetails", "taxDetails": "updateItemComplianceDetails",
    "selfShipAppointmentDetails": "scheduleSelfShipAppointment", "selfShipAppointmentSlotsAvailability": "getSelfShipAppointmentSlots",
    "placementOptionId": "generateTransportationOptions", "transportationSelections": "confirmTransportationOptions",
    "mskuQuantities": "createMarketplaceItemLabels", "readyToShipWindow": "generateTransportationOptions",
    "contactInformation": "generateTransportationOptions",
}  # fmt: skip
"""Keys of payloads that hold no boxes, and the operation that each comes from."""

SHIPPING_MODES: Mapping[str, str] = {
    "GROUND_SMALL_PARCEL": "spd", "AIR_SMALL_PARCEL": "spd", "AIR_SMALL_PARCEL_EXPRESS": "spd", "FREIGHT_LTL": "ltl",
    "FREIGHT_FTL_PALLET": "ftl", "FREIGHT_FTL_NONPALLET": "ftl",
}  # fmt: skip
"""How it travels; ships and containers have no word of ours."""

MARKETPLACES: Mapping[str, str] = {
    "ATVPDKIKX0DER": "US", "A2EUQ1WTGCTBG2": "CA", "A1AM78C64UM0Y8": "MX", "A2Q3Y263D00KWC": "BR", "A1F83G8C2ARO7P": "GB", "A28R8C7NBKEWEA": "IE",
    "A1PA6795UKMFR9": "DE", "A13V1IB3VIYZZH": "FR", "APJ6JRA9NG5V4": "IT", "A1RKKUPIHCS9HS": "ES", "A1805IZSGTT6HS": "NL", "AMEN7PMS3EDWL": "BE",
    "A1C3SOZRARQ6R3": "PL", "A2NODRKZP88ZB9": "SE", "A33AVAJ2PDY3EV": "TR", "A2VIGQ35RCS4UG": "AE", "A17E79C6D8DWNP": "SA", "ARBP9OOSHTCHU": "EG",
    "AE08WJ6YKNBMC": "ZA", "A21TJRUUN4KGV": "IN", "A1VC38T7YXB528": "JP", "A39IBJ37TRP1C6": "AU", "A19VAU5U5O7RUS": "SG",
}  # fmt: skip
"""Amazon's marketplaces by their ID (SP-API, marketplace IDs), and their countries."""

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
