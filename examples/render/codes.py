"""Barcodes as pictures, drawn by zxing-cpp's own writer."""

from __future__ import annotations

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Grey = NDArray[np.uint8]


def bars(text: str, format: zxingcpp.BarcodeFormat, module: int, height: int, *, gs1: bool = False) -> Grey:  # noqa: A002 - zxing-cpp's word
    """Draw a linear code: `module` pixels to its narrowest bar, so many pixels high. GS1's text has its brackets: `(00)106…`."""
    row = modules(text, format, gs1=gs1)[:1]
    return cv2.resize(row, (row.shape[1] * module, height), interpolation=cv2.INTER_NEAREST)


def dots(text: str, format: zxingcpp.BarcodeFormat, side: int) -> Grey:  # noqa: A002
    """Draw a code of two dimensions, so many pixels wide or a little less."""
    drawn = modules(text, format)
    module = max(1, side // drawn.shape[1])
    return cv2.resize(drawn, None, fx=module, fy=module, interpolation=cv2.INTER_NEAREST)


def maxicode(text: str, side: int) -> Grey:
    """Draw a MaxiCode, whose dots are hexagons and not squares."""
    drawn = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.MaxiCode).to_image(scale=10, add_quiet_zones=False))
    return cv2.resize(drawn, (side, round(side * drawn.shape[0] / drawn.shape[1])), interpolation=cv2.INTER_AREA)


def modules(text: str, format: zxingcpp.BarcodeFormat, *, gs1: bool = False) -> Grey:  # noqa: A002
    """Draw a code with one pixel to the module."""
    options = {"gs1": True} if gs1 else {}
    return np.array(zxingcpp.create_barcode(text, format, **options).to_image(scale=1, add_quiet_zones=False))
