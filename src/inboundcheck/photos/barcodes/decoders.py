"""The two decoders, on the whole photo and on parts of it, with the settings that were measured on 1,301 photos with known content.

On the whole photo zxing-cpp reads 80 % of those with symbols used in shipping, pyzbar 61 %, both together 85 %; pyzbar is asked about
upright strips alone, where it takes little time and reads what is blurred. It is never asked for QR codes and DataBar: these parts of
the zbar library had CVE-2023-40889 and CVE-2023-40890 and can abort the process (pyzbar issues 143 and 158), and zxing-cpp reads more of both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from inboundcheck.model.words import Symbology
from inboundcheck.photos.barcodes.reads import Point, Read

if TYPE_CHECKING:
    from inboundcheck.photos.opening.pixels import Gray

_GS1_IDENTIFIERS = frozenset({"]C1", "]e0", "]d2", "]Q3", "]J1"})
"""Symbology identifiers of ISO/IEC 15424 that say: GS1 data."""
# Film edges, Telepen, Code 32, PZN, Micro QR and rMQR are not on boxes, and cost wrong reads.
_ZXING: dict[str, Symbology] = {
    "Code128": "code_128",
    "Code39": "code_39",
    "Code93": "other",
    "Codabar": "codabar",
    "ITF": "itf",
    "EANUPC": "ean_13",
    "DataBar": "databar",
    "QRCode": "qr",
    "DataMatrix": "data_matrix",
    "PDF417": "pdf417",
    "Aztec": "aztec",
    "MaxiCode": "maxicode",
}
EVERY_KIND = frozenset(_ZXING)
"""Everything that may be on a box, by zxing-cpp's names."""
DEAR = frozenset({"DataMatrix", "PDF417"})
"""What zxing-cpp takes most of its time to look for in a whole photo."""
BARS = frozenset({"Code128", "Code39", "Code93", "Codabar", "ITF", "EANUPC", "DataBar"})
_MATRICES = frozenset({"QRCode", "DataMatrix", "Aztec"})
_ZXING_RETAIL: dict[str, Symbology] = {"EAN8": "ean_8", "UPCA": "upc_a", "UPCE": "upc_e"}
_ZBAR: dict[str, Symbology | None] = {
    "CODE128": None,  # pyzbar does not tell GS1-128 from it
    "EAN13": "ean_13",
    "EAN8": "ean_8",
    "UPCA": "upc_a",
    "UPCE": "upc_e",
    "I25": "itf",
    "CODE39": "code_39",
    "CODE93": "other",
    "CODABAR": "codabar",
}
_GTIN_12 = 12
_FAILS_ANYWHERE = frozenset({"DataMatrix"})
"""What fails its check in any texture: failed reads of it in photos of boxes were corrugated board, print and carpet, all of them."""


def read_whole(gray: Gray, *, kinds: Iterable[str] = EVERY_KIND, upright: bool = False) -> list[Read]:
    """Read symbols in a whole photo with zxing-cpp, those that lie along its sides or on their corners; a failed check comes without text."""
    return _with_failures(gray, set(kinds), try_invert=False, try_rotate=not upright, try_downscale=not upright)


def bars_by_zxing(strip: Gray) -> list[Read]:
    """Read the linear symbols in an upright strip with zxing-cpp."""
    return [_from_zxing(each, each.text) for each in _found(strip, BARS, try_rotate=False, try_invert=False, try_downscale=False)]


def stacked_by_zxing(strip: Gray) -> list[Read]:
    """Read PDF417 in an upright strip with zxing-cpp."""
    return [_from_zxing(each, each.text) for each in _found(strip, ("PDF417",), try_rotate=False, try_invert=False, try_downscale=False)]


def part_by_zxing(part: Gray) -> list[Read]:
    """Read the two-dimensional symbols in a part of a photo with zxing-cpp."""
    return [_from_zxing(each, each.text) for each in _found(part, _MATRICES, try_invert=False, try_downscale=False)]


def _with_failures(gray: Gray, kinds: set[str], **ways: bool) -> list[Read]:
    """A failed read can hide a good one at the same place, so what failed is asked for good reads alone once more."""
    import zxingcpp

    found = _found(gray, kinds - _FAILS_ANYWHERE, return_errors=True, **ways)
    failed = [each for each in found if not each.valid and each.error.type == zxingcpp.ErrorType.Checksum]
    again = kinds & ({each.symbology.name for each in failed} | _FAILS_ANYWHERE)
    good = [each for each in found if each.valid and each.symbology.name not in again] + _found(gray, again, **ways)
    return [_from_zxing(each, each.text) for each in good] + [_from_zxing(each, "") for each in failed]


def _found(gray: Gray, kinds: Iterable[str], **ways: Any) -> list[Any]:
    import zxingcpp

    formats = [getattr(zxingcpp.BarcodeFormat, name) for name in sorted(kinds)]
    if not formats:
        return []
    return list(zxingcpp.read_barcodes(gray, zxingcpp.BarcodeFormats(formats), text_mode=zxingcpp.TextMode.Plain, **ways))


def _from_zxing(found: Any, text: str) -> Read:
    family, name = found.symbology.name, found.format.name
    symbology = _ZXING_RETAIL.get(name) or _ZXING.get(family) or "other"
    if symbology == "code_128" and found.symbology_identifier in _GS1_IDENTIFIERS:
        symbology = "gs1_128"
    if symbology == "ean_13" and text.startswith("0"):
        symbology = "upc_a"  # the bars of both are the same
    if symbology in ("upc_a", "upc_e"):
        text = text[-_GTIN_12:]
    place = found.position
    corners = tuple((float(each.x), float(each.y)) for each in (place.top_left, place.top_right, place.bottom_right, place.bottom_left))
    gs1 = found.symbology_identifier in _GS1_IDENTIFIERS
    return Read("zxing-cpp", text, symbology, name, corners, gs1, _modules(name, found.extra))  # type: ignore[arg-type]  # four corners


def _modules(name: str, extra: Any) -> int | None:
    """How many modules a matrix symbol has across, from the version that the decoder found (ISO/IEC 18004 and 16022)."""
    version = str(extra.get("Version", "")) if isinstance(extra, dict) else ""
    if name == "QRCode" and version.isdigit():
        return 17 + 4 * int(version)
    size = re.fullmatch(r"(\d+)x(\d+)", version)
    return int(size[2]) if name == "DataMatrix" and size else None


def bars_by_zbar(gray: Gray) -> list[Read]:
    """Read all linear symbols with pyzbar; nothing where pyzbar or the zbar library is not installed."""
    try:
        from pyzbar import pyzbar  # type: ignore[import-untyped]
    except (ImportError, OSError):
        return []
    found = pyzbar.decode(gray, symbols=[pyzbar.ZBarSymbol[name] for name in _ZBAR])
    return [_from_zbar(each) for each in found]


def _from_zbar(found: Any) -> Read:
    text = found.data.decode("utf-8", "replace")
    symbology = _ZBAR[found.type]
    if symbology is None and "\x1d" in text:
        symbology = "gs1_128"  # only GS1-128 has a use for the separator
    if symbology == "upc_e":
        text = _upc_a_of(text)
    return Read("pyzbar", text, symbology, found.type, _corners(found.polygon, found.orientation), symbology == "gs1_128")


def _upc_a_of(text: str) -> str:
    """Write out the 8 digits of a UPC-E as the 12 that they stand for (GS1 General Specifications, 5.2.2.4.2)."""
    system, body, check = text[0], text[1:7], text[7:]
    last = int(body[5])
    if last <= 2:  # noqa: PLR2004 - the cases are the standard's
        middle = body[:2] + body[5] + "0000" + body[2:5]
    elif last == 3:  # noqa: PLR2004
        middle = body[:3] + "00000" + body[3:5]
    elif last == 4:  # noqa: PLR2004
        middle = body[:4] + "00000" + body[4]
    else:
        middle = body[:5] + "0000" + body[5]
    return system + middle + check


def _corners(polygon: list[tuple[int, int]], orientation: str | None) -> tuple[Point, Point, Point, Point]:
    """Turn the outline that pyzbar gives (2 to 20 points) into four corners, the first being where reading starts."""
    across, down = [float(x) for x, _ in polygon] or [0.0], [float(y) for _, y in polygon] or [0.0]
    left, top, right, bottom = min(across), min(down), max(across), max(down)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    first = {"UP": 0, "RIGHT": 1, "DOWN": 2, "LEFT": 3}.get(orientation or "UP", 0)
    return corners[first], corners[(first + 1) % 4], corners[(first + 2) % 4], corners[(first + 3) % 4]
