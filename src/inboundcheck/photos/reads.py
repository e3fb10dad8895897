"""What one decoder says of one photo, before anything is put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from inboundcheck.model.words import Symbology

Point: TypeAlias = tuple[float, float]
Decoder: TypeAlias = Literal["zxing-cpp", "pyzbar"]

RETAIL = frozenset({"ean_13", "ean_8", "upc_a", "upc_e"})
TWO_DIMENSIONAL = frozenset({"qr", "data_matrix", "pdf417", "aztec", "maxicode"})


@dataclass(frozen=True, slots=True)
class Read:
    """One symbol that one decoder read, or saw and could not read (then without text)."""

    decoder: Decoder
    text: str
    """Its data, GS characters included. A UPC-A or UPC-E gives the 12 digits of its GTIN."""
    symbology: Symbology | None
    """None where the decoder does not tell Code 128 from GS1-128."""
    name: str
    """What the decoder calls the symbology: finer than ours."""
    corners: tuple[Point, Point, Point, Point]
    """In pixels: top left, top right, bottom right, bottom left, as the symbol is read."""
    gs1: bool = False
    """Whether the symbol itself says that its data is GS1's (FNC1 in first position, or a symbology for nothing else)."""
    modules: int | None = None
    """How many modules lie side by side across it, where the decoder says."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The upright rectangle around it: left, top, right, bottom."""
        across, down = [x for x, _ in self.corners], [y for _, y in self.corners]
        return min(across), min(down), max(across), max(down)

    @property
    def length(self) -> float:
        """How long it is in its reading direction, in pixels."""
        top_left, top_right, bottom_right, bottom_left = self.corners
        return (_distance(top_left, top_right) + _distance(bottom_left, bottom_right)) / 2

    @property
    def height(self) -> float:
        """How high it is across its reading direction, in pixels."""
        top_left, top_right, bottom_right, bottom_left = self.corners
        return (_distance(top_left, bottom_left) + _distance(top_right, bottom_right)) / 2


def _distance(a: Point, b: Point) -> float:
    return float(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5)
