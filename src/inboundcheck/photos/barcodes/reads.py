"""What one decoder says of one photo, before anything is put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from inboundcheck.model.words import Symbology

Point: TypeAlias = tuple[float, float]
Corners: TypeAlias = tuple[Point, Point, Point, Point]
Decoder: TypeAlias = Literal["zxing-cpp", "pyzbar"]

RETAIL = frozenset({"ean_13", "ean_8", "upc_a", "upc_e"})
TWO_DIMENSIONAL = frozenset({"qr", "data_matrix", "pdf417", "aztec", "maxicode"})
_GTIN_14 = 14


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
    corners: Corners
    """In pixels: top left, top right, bottom right, bottom left, as the symbol is read."""
    gs1: bool = False
    """Whether the symbol itself says that its data is GS1's (FNC1 in first position, or a symbology for nothing else)."""
    modules: int | None = None
    """How many modules lie side by side across it, where the decoder says."""

    plain: bool = True
    """Whether the decoder saw the photo as it is: not sharpened, enlarged or given other light, by which bars can become others."""

    turned: bool = False
    """Whether its place was turned upright before it was read: then its corners are those of its bars, and not of some lines across them."""

    @property
    def key(self) -> tuple[str, bool]:
        """What reads of one symbol have in common. A label often has one text in bars and in dots: these are two symbols."""
        text = self.text.zfill(_GTIN_14) if self.symbology in RETAIL and self.text else self.text
        return text, self.symbology in TWO_DIMENSIONAL

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The upright rectangle around it: left, top, right, bottom."""
        across, down = [x for x, _ in self.corners], [y for _, y in self.corners]
        return min(across), min(down), max(across), max(down)

    def holds(self, point: Point, *, room: float = 0.0) -> bool:
        """Whether a point lies within it, however it is turned, a share of its longer side around it included."""
        top_left, top_right, bottom_right, bottom_left = self.corners
        along = (top_right[0] + bottom_right[0] - top_left[0] - bottom_left[0], top_right[1] + bottom_right[1] - top_left[1] - bottom_left[1])
        size = _distance(along, (0.0, 0.0))
        x, y = (along[0] / size, along[1] / size) if size else (1.0, 0.0)
        away = point[0] - self.middle[0], point[1] - self.middle[1]
        room *= max(self.length, self.height)
        beside, below = abs(away[0] * x + away[1] * y), abs(away[1] * x - away[0] * y)
        return beside <= self.length / 2 + room and below <= self.height / 2 + room

    @property
    def middle(self) -> Point:
        """The middle of the upright rectangle around it."""
        left, top, right, bottom = self.box
        return (left + right) / 2, (top + bottom) / 2

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
