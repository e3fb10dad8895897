"""The barcode of a box ID as a picture that prints sharp at any size."""

from __future__ import annotations

import re
from html import escape

LONGEST = 48
"""A longer ID would make a barcode wider than a sheet of paper (GS1 allows 48 characters in Code 128)."""
_PATH = re.compile(r'<path d="([\d hvHVmMzZ.\-]+)"')
_WIDTH = re.compile(r'<svg width="(\d+)"')
_MODULE = 0.38
"""Millimetres of the narrowest bar, at which office printers and phones' screens are read without effort."""


def code_128(text: str) -> str:
    """Return the Code 128 of a text as SVG for a page; empty where the text has none, or zxing-cpp is not installed."""
    if not 0 < len(text) <= LONGEST or not text.isascii() or not text.isprintable():
        return ""
    try:
        import zxingcpp
    except ImportError:
        return ""
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_svg(add_quiet_zones=True)
    path, width = _PATH.search(drawn), _WIDTH.search(drawn)
    if path is None or width is None:
        return ""
    label = escape(f"Barcode {text}", quote=True)
    size = f'viewBox="0 0 {width[1]} 50" style="width:{int(width[1]) * _MODULE:.0f}mm" preserveAspectRatio="none"'
    return f'<svg class="code" role="img" aria-label="{label}" {size} xmlns="http://www.w3.org/2000/svg"><path d="{path[1]}"/></svg>'


def can_draw() -> bool:
    """Whether the library that draws barcodes is installed."""
    from importlib.util import find_spec

    return find_spec("zxingcpp") is not None
