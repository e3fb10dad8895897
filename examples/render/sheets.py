"""Labels of the real formats, which know where on them each code is: what a photo of them must be read as is known exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import zxingcpp
from examples.render import numbers
from examples.render.codes import Grey, maxicode, modules
from examples.render.labels import FROM, HEIGHT, TO, WIDTH, Paper
from numpy.random import Generator
from numpy.typing import NDArray

Quad = NDArray[np.float64]
LINEAR = frozenset({"Code128", "Code39", "EAN13", "ITF"})
HEXAGONS = (30, 28.7)
"""How many hexagons a MaxiCode is wide, and how many of their widths it is high (ISO/IEC 16023: 33 rows, each 0.866 of a width from the next)."""


@dataclass(frozen=True)
class Printed:
    """A code on a sheet."""

    format: str
    text: str
    """As a decoder gives it: GS characters in it, no brackets."""
    corners: Quad
    """In pixels of the sheet: top left, top right, bottom right, bottom left, as it is read."""
    across: float
    """How many modules it is wide."""
    down: float | None
    """How many modules it is high; a linear code has no such number."""


@dataclass(frozen=True)
class Sheet:
    """A label, or what is printed on the box itself."""

    name: str
    picture: Grey
    codes: tuple[Printed, ...]
    printed: bool = False
    """Whether there is no paper: ink on cardboard."""


class Layout:
    """Fills a sheet from top to bottom."""

    def __init__(self, dice: Generator, module: int, width: int, height: int) -> None:
        self.dice, self.module, self.paper, self.y = dice, module, Paper(width, height), 24
        self.codes: list[Printed] = []

    def text(self, text: str, size: int, *, bold: bool = False) -> None:
        """Print a line."""
        self.paper.text((44, self.y), text, size, bold=bold)
        self.y += round(size * 1.25)

    def rule(self) -> None:
        """Print a line across."""
        self.paper.rule(self.y + 6)
        self.y += 24

    def bars(self, text: str, symbology: str, height: int, *, human: str = "") -> None:
        """Print a linear code in the middle, and below it what it says."""
        row = _modules(text, symbology)[:1]
        module = max(1, min(self.module, (self.paper.image.width - 20) // (row.shape[1] + 12)))
        picture = cv2.resize(row, (row.shape[1] * module, height), interpolation=cv2.INTER_NEAREST)
        x = (self.paper.image.width - picture.shape[1]) // 2
        self._print(picture, (x, self.y + 14), text, symbology, (row.shape[1], None))
        self.y += height + 26
        self.paper.text((self.paper.image.width // 2, self.y), human or _plain(text), 40, bold=True, anchor="ma")
        self.y += 60

    def matrix(self, text: str, symbology: str, x: int, *, module: int) -> int:
        """Print a code of two dimensions; return where it ends."""
        cells = _modules(text, symbology)
        module = min(module, 12 if symbology != "PDF417" else 5)
        picture = cv2.resize(cells, None, fx=module, fy=module, interpolation=cv2.INTER_NEAREST)
        self._print(picture, (x, self.y), text, symbology, (cells.shape[1], cells.shape[0]))
        return self.y + picture.shape[0]

    def hexagons(self, text: str, x: int) -> int:
        """Print a MaxiCode, whose size is fixed: 28 mm wide; return where it ends."""
        picture = maxicode(text, 280)
        self._print(picture, (x, self.y), text, "MaxiCode", HEXAGONS)
        return self.y + picture.shape[0]

    def frame(self, thick: int, text: str, symbology: str, height: int) -> None:
        """Print a linear code within bearer bars that run all round it, as on cartons."""
        row = _modules(text, symbology)[:1]
        picture = cv2.resize(row, (row.shape[1] * self.module, height), interpolation=cv2.INTER_NEAREST)
        quiet = 10 * self.module
        whole = np.pad(picture, ((0, 0), (quiet, quiet)), constant_values=255)
        whole = np.pad(whole, thick, constant_values=0)
        x = (self.paper.image.width - whole.shape[1]) // 2
        self.paper.code((x, self.y), whole)
        self._print(picture, (x + quiet + thick, self.y + thick), text, symbology, (row.shape[1], None))
        self.y += whole.shape[0] + 16
        self.paper.text((self.paper.image.width // 2, self.y), f"{text[0]} {text[1:3]} {text[3:8]} {text[8:13]} {text[13:]}", 56, anchor="ma")

    def _print(self, picture: Grey, at: tuple[int, int], text: str, symbology: str, size: tuple[float, float | None]) -> None:
        (rows, columns), (x, y) = picture.shape, at
        self.paper.code(at, picture)
        corners = np.array([(x, y), (x + columns, y), (x + columns, y + rows), (x, y + rows)], dtype=np.float64)
        self.codes.append(Printed(symbology, _plain(text), corners, *size))

    def done(self, name: str, *, printed: bool = False) -> Sheet:
        """Return the sheet."""
        end = max(self.y, *(round(code.corners[:, 1].max()) for code in self.codes)) + 44
        return Sheet(name, np.array(self.paper.image)[:end], tuple(self.codes), printed)


@lru_cache(maxsize=4096)
def _modules(text: str, symbology: str) -> Grey:
    return modules(text, getattr(zxingcpp.BarcodeFormat, symbology), gs1=text.startswith("("))


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    """What a decoder must give for it: a GS after an element of no set length, and no brackets."""
    if not text.startswith("(420)"):
        return text.replace("(", "").replace(")", "") if text.startswith("(") else text
    return text.replace("(420)", "420").replace("(92)", "\x1d92")


def fba(dice: Generator, module: int) -> Sheet:
    """Amazon's box label: the box ID as bars, and as dots or, with what is in it, as PDF417."""
    box_id = numbers.box_id(dice)
    sheet = Layout(dice, module, WIDTH, HEIGHT)
    sheet.text(f"FBA      Box {dice.integers(1, 99)} of 99", 84, bold=True)
    sheet.rule()
    for line in (*FROM, *TO):
        sheet.text(line, 36)
    sheet.rule()
    sheet.bars(box_id, "Code128", 250)
    sheet.rule()
    if dice.random() < 0.5:
        sheet.matrix(box_id, "DataMatrix", 60, module=2 * module)
        sheet.paper.text((640, sheet.y + 20), "Single SKU", 56, bold=True)
    else:
        content = f"AMZN,PO:{box_id[:12]},FNSKU:{numbers.fnsku(dice)},QTY:{dice.integers(1, 99)}"
        sheet.matrix(content, "PDF417", 60, module=module)
    return sheet.done("fba")


def ups(dice: Generator, module: int) -> Sheet:
    """A label of UPS: a MaxiCode, and the tracking number as bars."""
    number, sheet = numbers.ups(dice), Layout(dice, module, WIDTH, HEIGHT)
    for line in (*FROM, "", "SHIP TO:", *TO):
        sheet.text(line.upper(), 40)
    sheet.rule()
    end = sheet.hexagons(f"[)>\x1e01\x1d96{number}\x1dUPSN\x1d{number[2:8]}\x1d{numbers.drawn(dice, 3)}\x1d1/1\x1d{dice.integers(2, 60)}\x1e\x04", 56)
    sheet.paper.text((400, sheet.y + 30), f"AZ {numbers.drawn(dice, 3)} 9-02", 100, bold=True)
    sheet.y = end + 20
    sheet.rule()
    sheet.text(f"GROUND  TRACKING #: {number}", 52, bold=True)
    sheet.bars(number, "Code128", 280)
    return sheet.done("ups")


def usps(dice: Generator, module: int) -> Sheet:
    """A parcel's label of USPS, its number as GS1-128."""
    number, sheet = numbers.impb(dice), Layout(dice, module, WIDTH, HEIGHT)
    sheet.text("P  USPS GROUND ADVANTAGE", 60, bold=True)
    sheet.rule()
    end = sheet.matrix(number, "DataMatrix", 740, module=2 * module)
    for line in (*FROM, "", *TO):
        sheet.text(line, 44)
    sheet.y = max(sheet.y, end) + 30
    sheet.rule()
    sheet.text("USPS TRACKING # EP", 48, bold=True)
    sheet.bars(f"(420)85043(92){number[2:]}", "Code128", 300, human=" ".join(number[at : at + 4] for at in range(0, 22, 4)))
    return sheet.done("usps")


def ground(dice: Generator, module: int) -> Sheet:
    """A label with PDF417 above the tracking number, as FedEx has it."""
    number, sheet = numbers.ground(dice), Layout(dice, module, WIDTH, HEIGHT)
    for line in (*FROM, *TO):
        sheet.text(line, 40, bold=True)
    sheet.rule()
    content = f"[)>\x1e01\x1d0285043\x1d840\x1d019\x1d{number[-12:]}\x1dFDEG\x1d{numbers.drawn(dice, 7)}\x1d1/1\x1d{dice.integers(2, 60)}LB\x1dN\x1e"
    sheet.y = sheet.matrix(content, "PDF417", 80, module=min(module, 4)) + 30
    sheet.text("GROUND  85043  AZ-US  PHX", 64, bold=True)
    sheet.rule()
    sheet.bars(number, "Code128", 300, human=number[-12:])
    return sheet.done("ground")


def pallet(dice: Generator, module: int) -> Sheet:
    """GS1's logistic label: what is in it, and the SSCC."""
    sheet = Layout(dice, module, WIDTH, HEIGHT - 200)
    for line in (FROM[0], "SSCC", "CONTENT / COUNT"):
        sheet.text(line, 60, bold=True)
    sheet.rule()
    sheet.bars(f"(02){numbers.gtin(dice, 14)}(37){dice.integers(10, 99)}", "Code128", 300)
    sheet.rule()
    sheet.bars(f"(00){numbers.sscc(dice)}", "Code128", 330)
    return sheet.done("pallet")


def fnsku(dice: Generator, module: int) -> Sheet:
    """The small label of a product."""
    number, sheet = numbers.fnsku(dice), Layout(dice, module, 680, 300)
    sheet.bars(number, "Code128", 120)
    sheet.text("Stoneware mug, 12 oz, blue … New", 32)
    return sheet.done("fnsku")


def product(dice: Generator, module: int) -> Sheet:
    """A maker's sticker with an EAN-13."""
    number, sheet = numbers.gtin(dice, 13), Layout(dice, module, 620, 430)
    sheet.text("DESK LAMP 3 W", 44, bold=True)
    sheet.bars(number, "EAN13", 200)
    return sheet.done("product")


def part(dice: Generator, module: int) -> Sheet:
    """A stock label with Code 39."""
    number, sheet = f"PN-{numbers.drawn(dice, 6)}", Layout(dice, module, 900, 420)
    sheet.text("PART NO.", 40, bold=True)
    sheet.bars(number, "Code39", 150)
    return sheet.done("part")


def leaflet(dice: Generator, module: int) -> Sheet:
    """A sticker with a QR code."""
    sheet = Layout(dice, module, 560, 560)
    sheet.text("SCAN ME", 50, bold=True)
    sheet.y += 5 * module
    sheet.matrix(f"https://example.com/{numbers.drawn(dice, 12)}", "QRCode", 130, module=2 * module)
    return sheet.done("leaflet")


def retail(dice: Generator, module: int) -> Sheet:
    """An EAN-13 printed on the cardboard."""
    sheet = Layout(dice, module, 640, 420)
    sheet.bars(numbers.gtin(dice, 13), "EAN13", 240)
    return sheet.done("retail", printed=True)


def carton(dice: Generator, module: int) -> Sheet:
    """An ITF-14 within bearer bars, printed on the cardboard; never finer than half of its nominal size."""
    sheet = Layout(dice, max(module, 5), 1400, 560)
    sheet.frame(4 * sheet.module, numbers.gtin(dice, 14), "ITF", 320)
    return sheet.done("carton", printed=True)


FORMATS: dict[str, Callable[[Generator, int], Sheet]] = {
    "fba": fba, "ups": ups, "usps": usps, "ground": ground, "pallet": pallet, "fnsku": fnsku, "product": product,
    "part": part, "leaflet": leaflet, "retail": retail, "carton": carton,
}  # fmt: skip
"""What there is, each made with so many tenths of a millimetre to the narrowest bar."""
