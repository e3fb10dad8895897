"""The codes of X12 and UN/EDIFACT that are read, and our words for them."""

from __future__ import annotations

from collections.abc import Mapping

X12_LENGTHS: Mapping[str, str] = {"IN": "in", "CM": "cm", "MM": "mm", "FT": "ft", "YD": "yd", "MR": "m"}
X12_MASSES: Mapping[str, str] = {"LB": "lb", "KG": "kg", "GR": "g", "OZ": "oz", "01": "lb", "50": "kg"}
"""X12 element 355; 01 and 50 are actual pounds and kilograms."""
LENGTHS: Mapping[str, str] = {"INH": "in", "CMT": "cm", "MMT": "mm", "MTR": "m", "FOT": "ft", "YRD": "yd"}
MASSES: Mapping[str, str] = {"LBR": "lb", "KGM": "kg", "GRM": "g", "ONZ": "oz"}
"""UN/ECE recommendation 20."""

UNITS = frozenset({"EA", "PC", "UN", "PR", "ST", "KT", "PCE", "C62", "NAR", "NMP", "SET"})
"""Units of sale: each, piece, pair, set …, in either standard."""
CASES = frozenset({"CA", "CT", "BX", "PK", "CS"})
"""Packages of units: a quantity in them says nothing of units before the size of a case is known."""

X12_SIDES: Mapping[str, str] = {"LN": "length", "WD": "width", "HT": "height"}
X12_WEIGHT = "G"
PLAIN_WEIGHT = "WT"
"""X12 element 738 and UN/EDIFACT 6313: gross weight, and weight that is said to be neither gross nor net."""
SIDES: Mapping[str, str] = {"LN": "length", "WD": "width", "HT": "height"}
WEIGHTS = frozenset({"AAB", "G"})
TOTAL_WEIGHTS = frozenset({"AAD"})
"""UN/EDIFACT 6313: gross weight of a unit, and of all packages together."""

X12_BOXES = ("CTN", "CAS", "BOX")
X12_PALLETS = ("PLT", "PAF", "PAT", "SKD")
X12_PIECES = ("PCS", "PKG")
"""How X12 element 103 begins; two digits for the material may follow."""
X12_CONTAINERS: Mapping[str, str] = {"BAG": "bag", "ENV": "envelope", "DRM": "drum", "CRT": "crate"}
BOXES = frozenset({"CT", "BX", "CS", "PK", "PC", "CR", "DR", "BG", "EN", "4G", "SW"})
PALLETS = frozenset(
    {
        "PX",
        "PB",
        "PD",
        "PE",
        "AF",
        "AG",
        "AH",
        "OA",
        "OB",
        "OC",
        "8A",
        "08",
        "09",
        "200",
        "201",
        "202",
        "203",
        "204",
        "205",
        "206",
        "210",
        "211",
        "212",
    }
)
"""UN/EDIFACT 7065: UN/ECE recommendation 21, and GS1's own for pallets."""
CONTAINERS: Mapping[str, str] = {"BG": "bag", "EN": "envelope", "DR": "drum", "CR": "crate", "4G": "fibreboard"}

CARRIERS: Mapping[str, str] = {
    "UPSN": "ups", "UPSS": "ups", "UPGF": "ups", "FDEG": "fedex", "FDE": "fedex", "FDEN": "fedex", "FXFE": "fedex", "USPS": "usps",
    "DHLE": "dhl_express",
}  # fmt: skip
"""Standard carrier alpha codes; any other carrier is `other`."""
COUNTRIES: Mapping[str, str] = {"USA": "US", "CAN": "CA", "MEX": "MX", "GBR": "GB"}
"""Countries in three letters, as X12 is often written; the standard has two."""
MODES: Mapping[str, str] = {"U": "spd", "LT": "ltl"}
"""X12 element 91: private parcel service, less than trailer load. Plain `M` (motor) may be less or more than a truck."""

SENDER_IDS = ("SK", "VN", "VP", "SA", "VC")
BUYER_IDS = ("IN", "BP", "CB", "PI")
GTINS = ("UK", "EN", "UP", "UA", "EO", "SRV", "GT")
"""Qualifiers of an item's numbers (X12 element 235, UN/EDIFACT 7143), the nearest to the SKU or the unit first."""

_IN_856 = """
BSN DTM HL LIN SN1 SLN PRF PO4 PID MEA PWK PKG TD1 TD3 TD4 TD5 TSD REF PER LS LE LDT CLD MAN PAL FOB N1 N2 N3 N4 CTT SDQ ETD CUR SAC GF YNQ DD
LM LQ V1 R4 AMT EFI LH1 LH2 LH3 LH4 LH6 LHE LHT LHR LFH LEP CSH CTP CTB QTY MSG NTE ITA PO3 SI X1 X2 G62 ADV DFI PD PDL TXI IT1 IT8 INC LX
"""
_IN_DESADV = """
BGM DTM ALI MEA MOA CUX RFF NAD LOC CTA COM TOD TDT EQD SEL EQA HAN CPS PAC QTY PCI GIN IMD FTX LIN PIA GIR DLM QVR TPL TMD SGP DGS CNT AUT TMP
RNG PAI ARD UNS UGH UGT GDS TRU STS INP PRI GEI
"""
X12_SEGMENTS = frozenset(_IN_856.split())
"""The segments of an 856 in its releases 003010 to 008010, and those that are seen in it besides."""
DESADV_SEGMENTS = frozenset(_IN_DESADV.split())
"""The segments of a DESADV from D.93A to D.22B and of EANCOM."""
CHARACTER_SETS: Mapping[str, str] = {
    "UNOC": "iso8859-1", "UNOD": "iso8859-2", "UNOE": "iso8859-5", "UNOF": "iso8859-7", "UNOG": "iso8859-3", "UNOH": "iso8859-4", "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8", "UNOK": "iso8859-9",
}  # fmt: skip
"""ISO 9735: the part of ISO 8859 that each syntax identifier means. UNOA and UNOB are in ASCII, UNOW and UNOY in UTF-8, which read alike."""
