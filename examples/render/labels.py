"""Labels as senders stick them on: Amazon's box label, a parcel carrier's label, and what is printed on a carton. Names are invented."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import zxingcpp
from examples.render.codes import Grey, bars, dots, maxicode
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

SCALE = 10
"""Pixels of a label, and of everything that is printed, to the millimetre."""
WIDTH, HEIGHT = 1016, 1524
"""Of a label of 4 by 6 inches."""
Colour = NDArray[np.uint8]
FROM = ("Kiln & Kettle LLC", "4 Foundry Row", "Dayton, OH 45402")
TO = ("FBA: Kiln & Kettle LLC", "Example Fulfillment PHX9", "6835 W Sample Rd", "Phoenix, AZ 85043", "United States")


@dataclass(frozen=True)
class Box:
    """What the labels of one box say."""

    number: int
    of: int
    box_id: str
    tracking: str
    sku: str
    quantity: int
    weight: str


class Paper:
    """White paper to print on."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.image = Image.new("L", (width, height), 255)
        self.ink = ImageDraw.Draw(self.image)

    def text(self, at: tuple[int, int], text: str, size: int, *, bold: bool = False, anchor: str = "la") -> None:
        """Print a line."""
        self.ink.text(at, text, fill=12, font=ImageFont.load_default(size), anchor=anchor, stroke_width=size / 36 if bold else 0)

    def lines(self, at: tuple[int, int], lines: tuple[str, ...], size: int, *, bold: bool = False) -> None:
        """Print lines under each other."""
        for number, line in enumerate(lines):
            self.text((at[0], at[1] + round(number * size * 1.22)), line, size, bold=bold)

    def rule(self, y: int, thickness: int = 5) -> None:
        """Print a line across."""
        self.ink.rectangle((0, y, self.image.width, y + thickness), fill=12)

    def code(self, at: tuple[int, int], code: Grey) -> None:
        """Print a barcode; the printer's black is not quite black."""
        self.image.paste(Image.fromarray(np.maximum(code, 12)), at)

    def colour(self) -> Colour:
        """Return it in colour."""
        return np.array(self.image.convert("RGB"))


def box_label(box: Box) -> Colour:
    """Amazon's label of a box: who sends what to where, and the box ID as bars and as dots."""
    paper = Paper()
    paper.text((44, 36), "FBA", 120, bold=True)
    paper.text((972, 52), f"Box {box.number} of {box.of}", 50, bold=True, anchor="ra")
    paper.text((972, 116), box.weight, 42, anchor="ra")
    paper.rule(200)
    paper.text((44, 222), "SHIP FROM:", 32, bold=True)
    paper.lines((44, 268), FROM, 36)
    paper.text((500, 222), "SHIP TO:", 32, bold=True)
    paper.lines((500, 268), TO, 36)
    paper.rule(512)
    paper.text((44, 540), f"FBA ({box.sku}) 11/16/2026 9:42 AM", 38, bold=True)
    paper.text((44, 594), "Created: 2026/11/16 09:42 PST (-08)", 32)
    paper.code(((WIDTH - 222 * 4) // 2, 690), bars(box.box_id, zxingcpp.BarcodeFormat.Code128, 4, 280))
    paper.text((WIDTH // 2, 990), box.box_id, 56, bold=True, anchor="ma")
    paper.rule(1092)
    paper.code((60, 1130), dots(box.box_id, zxingcpp.BarcodeFormat.DataMatrix, 210))
    paper.text((330, 1126), "Single SKU", 46, bold=True)
    paper.text((330, 1188), box.sku, 46)
    paper.text((330, 1262), f"Qty {box.quantity}", 58, bold=True)
    paper.rule(1380)
    paper.text((WIDTH // 2, 1416), "PLEASE LEAVE THIS LABEL UNCOVERED", 44, bold=True, anchor="ma")
    return paper.colour()


def carrier_label(box: Box, *, to: tuple[str, ...] = TO, route: str = "AZ 850 9-02", day: str = "23 NOV 2026") -> Colour:
    """A parcel carrier's label: a MaxiCode for the sorting machine, and the tracking number as bars."""
    paper = Paper()
    paper.lines((44, 36), FROM, 30)
    paper.text((972, 36), box.weight.upper(), 44, bold=True, anchor="ra")
    paper.text((972, 92), f"{box.number} OF {box.of}", 36, anchor="ra")
    paper.text((44, 196), "SHIP TO:", 36, bold=True)
    paper.lines((120, 244), tuple(line.upper() for line in to), 42, bold=True)
    paper.rule(520, 6)
    secondary = f"[)>\x1e01\x1d96{box.tracking}\x1dUPSN\x1d{box.tracking[2:8]}\x1e\x04"
    paper.code((56, 552), maxicode(secondary, 270))
    paper.text((380, 556), route, 110, bold=True)
    paper.text((380, 690), f"PICKUP {day}", 40)
    paper.text((380, 744), "REF KK-1123", 40)
    paper.rule(842, 26)
    paper.text((44, 884), "GROUND", 96, bold=True)
    number = box.tracking
    spaced = " ".join((number[:2], number[2:5], number[5:8], number[8:10], number[10:14], number[14:]))
    paper.text((44, 996), f"TRACKING #: {spaced}", 46)
    paper.rule(1060, 8)
    paper.code(((WIDTH - 189 * 4) // 2, 1094), bars(number, zxingcpp.BarcodeFormat.Code128, 4, 270))
    paper.rule(1394, 26)
    paper.text((44, 1436), "BILLING: P/P", 36)
    paper.text((972, 1436), "KK 26.11", 30, anchor="ra")
    return paper.colour()


def product_code(gtin: str, name: str) -> Colour:
    """A maker's sticker with the product's EAN-13."""
    paper = Paper(620, 480)
    paper.text((310, 24), name, 44, bold=True, anchor="ma")
    code = bars(gtin, zxingcpp.BarcodeFormat.EAN13, 5, 270)
    paper.code(((620 - code.shape[1]) // 2, 92), code)
    paper.text((310, 376), f"{gtin[0]} {gtin[1:7]} {gtin[7:]}", 56, anchor="ma")
    return paper.colour()


def team_lift() -> Colour:
    """A yellow mark for a box that one person should not lift alone."""
    image = Image.new("RGB", (1000, 560), (246, 200, 40))
    ink = ImageDraw.Draw(image)
    ink.rectangle((22, 22, 977, 537), outline=(20, 20, 20), width=14)
    ink.text((500, 190), "TEAM LIFT", fill=(20, 20, 20), font=ImageFont.load_default(160), anchor="mm", stroke_width=7)
    ink.text((500, 380), "HEAVY PACKAGE", fill=(20, 20, 20), font=ImageFont.load_default(84), anchor="mm", stroke_width=3)
    return np.array(image)
