"""The closed lists of words that fields and facts take. A word that is not here is an error, never a rule that does not apply."""

from __future__ import annotations

from typing import Literal, TypeAlias, get_args

Program: TypeAlias = Literal["fba", "awd", "wfs", "fbt", "vendor", "3pl", "retail", "returns"]
Market: TypeAlias = Literal[
    "US",
    "CA",
    "MX",
    "BR",
    "GB",
    "IE",
    "DE",
    "FR",
    "IT",
    "ES",
    "NL",
    "BE",
    "PL",
    "SE",
    "TR",
    "AE",
    "SA",
    "EG",
    "ZA",
    "IN",
    "JP",
    "AU",
    "SG",
]
"""Countries, ISO 3166-1 alpha-2."""
Country: TypeAlias = Literal[
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BI",
    "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV", "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN",
    "CO", "CR", "CU", "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES", "ET", "FI", "FJ", "FK",
    "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM", "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM",
    "HN", "HR", "HT", "HU", "ID", "IE", "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP", "KE", "KG", "KH", "KI", "KM", "KN",
    "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY", "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK",
    "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP",
    "NR", "NU", "NZ", "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA", "RE", "RO", "RS", "RU", "RW",
    "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM", "SN", "SO", "SR", "SS", "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF",
    "TG", "TH", "TJ", "TK", "TL", "TM", "TN", "TO", "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE", "VG", "VI",
    "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
]  # fmt: skip
"""Every country of ISO 3166-1, alpha-2."""
Mode: TypeAlias = Literal["spd", "ltl", "ftl"]
"""Small parcel, less than truckload, full truckload."""
Carrier: TypeAlias = Literal["ups", "fedex", "usps", "dhl_express", "dhl_paket", "dpd", "amazon", "other"]
Service: TypeAlias = Literal[
    "ups-ground",
    "ups-air",
    "ups-international",
    "fedex-ground",
    "fedex-home-delivery",
    "fedex-express-us",
    "fedex-international",
    "usps-ground-advantage",
    "usps-priority",
    "usps-express",
    "usps-media",
    "usps-parcel-select",
    "dhl-paket",
    "dhl-express",
    "dpd-classic",
    "other",
]
"""What the carrier is asked to do; a pack's `services` have these names."""
SellerRole: TypeAlias = Literal["reseller", "brand_owner"]
Face: TypeAlias = Literal["top", "bottom", "front", "back", "left", "right"]
FaceKind: TypeAlias = Literal["closing", "end", "side"]
"""What a face of a box is made of: flaps that meet and are closed, a short wall, or a long one."""
ContentsKind: TypeAlias = Literal["case_pack", "individual"]
"""One SKU in equal quantities, or anything else."""
Container: TypeAlias = Literal[
    "corrugated",
    "fibreboard",
    "crate",
    "drum",
    "tote",
    "envelope",
    "bag",
    "pos_tray",
    "open_tray",
    "lidless",
    "gaylord",
    "other",
]
Overwrap: TypeAlias = Literal["bag", "stretch_wrap", "shrink_wrap", "paper", "plastic", "string", "strap", "elastic", "tape"]
"""What goes round the outside of a box, or of several boxes at once."""
Closure: TypeAlias = Literal[
    "tape", "paper_tape", "water_activated_tape", "nylon_fibre_tape", "masking_tape", "duct_tape", "cellophane_tape", "staple", "large_staple", "glue"
]
Dunnage: TypeAlias = Literal[
    "air_pillow",
    "bubble_wrap",
    "paper_sheet",
    "newspaper",
    "foam_sheet",
    "foam_insert",
    "corrugated_insert",
    "polythene_roll",
    "thermocol_sheet",
    "peanuts",
    "starch_peanuts",
    "foam_chips",
    "shredded_paper",
    "crinkle_paper",
    "styrofoam",
    "thermal_pack",
    "other",
]
"""Packing material inside a box, by kind."""
LabelKind: TypeAlias = Literal[
    "box_id",
    "carrier",
    "sscc",
    "pallet",
    "fnsku",
    "handling",
    "team_lift",
    "mech_lift",
    "fragile",
    "expiry",
    "suffocation",
    "old",
    "marketing",
    "other",
]
Covering: TypeAlias = Literal["nothing", "clear_tape", "opaque_tape", "pouch", "stretch_wrap", "other"]
Printing: TypeAlias = Literal["laser", "thermal", "inkjet", "other"]
BarcodeKind: TypeAlias = Literal[
    "box_id",
    "carrier",
    "carrier_routing",
    "sscc",
    "box_content",
    "fnsku",
    "asin",
    "gtin",
    "itf14",
    "lpn",
    "serial",
    "web_address",
    "other",
]
PhotoFlaw: TypeAlias = Literal["blurred", "glare", "dark", "overexposed", "small"]
"""What can be wrong with a photo."""
BelongsTo: TypeAlias = Literal["this_box", "this_shipment", "another", "unclear"]
Symbology: TypeAlias = Literal[
    "code_128",
    "gs1_128",
    "itf",
    "ean_13",
    "ean_8",
    "upc_a",
    "upc_e",
    "code_39",
    "codabar",
    "databar",
    "qr",
    "data_matrix",
    "pdf417",
    "aztec",
    "maxicode",
    "other",
]
SitsOn: TypeAlias = Literal["box", "pallet"]
Condition: TypeAlias = Literal["new", "refurbished", "used_like_new", "used_very_good", "used_good", "used_acceptable", "collectible"]
Trait: TypeAlias = Literal[
    "adult",
    "baby",
    "expires",
    "fragile",
    "granular",
    "hanger",
    "hazmat",
    "in_several_boxes",
    "jewellery",
    "liquid",
    "loose_parts",
    "meltable",
    "oversize",
    "perforated_box",
    "set",
    "sharp",
    "small",
    "textile",
    "watch",
]
"""What a product is by nature; one list, so that one answer (`traits: []`) settles all of them."""
Owner: TypeAlias = Literal["seller", "amazon", "none"]
"""Who preps or labels the units; `none` where nothing is to be done."""
Prep: TypeAlias = Literal[
    "poly_bag",
    "bubble_wrap",
    "tape",
    "black_shrink_wrap",
    "label",
    "hang_garment",
    "remove_hanger",
    "set_label",
    "box",
    "cap_seal",
    "debundle",
    "suffocation_label",
    "own_container",
    "none",
]
UnitPackaging: TypeAlias = Literal["poly_bag", "bubble_wrap", "box", "bottle", "jar", "can", "sleeve", "opaque_bag", "bare", "other"]
"""What one unit is packed in for sale or for its journey."""
ExpiryPlace: TypeAlias = Literal["unit", "box"]
"""Where an expiry date can be read: on each unit, on the box."""
PalletPool: TypeAlias = Literal["chep", "peco", "lpr", "epal", "other"]
"""Whose pallet it is, where it is not the sender's own."""
PalletMaterial: TypeAlias = Literal["wood", "pressed_wood", "particle_board", "plastic", "cardboard", "metal", "other"]
PalletGrade: TypeAlias = Literal["gma_a", "gma_b", "gma_c", "other"]
"""The grade of a pallet by the Grocery Manufacturers Association."""
UnitLabel: TypeAlias = Literal["fnsku", "maker_barcode", "none"]
Mark: TypeAlias = Literal["team_lift", "mech_lift", "heavy"]
Detector: TypeAlias = Literal["barcodes", "labels", "seams", "edges", "marks", "joins"]
"""What was looked for on a face."""
BoundBy: TypeAlias = Literal["id", "path", "spec"]
"""How a photo was given to its box: by an ID read in it, by its place in the folder, or by the spec."""
SideName: TypeAlias = Literal["longest", "second", "shortest"]


def words(alias: object) -> tuple[str, ...]:
    """Return the words of one of the lists above, in their order."""
    return get_args(alias)
