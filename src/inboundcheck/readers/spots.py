"""Where the values of a shipment stand, over all the parts that it was put together from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from inboundcheck.places import Place, parts
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.parts import Part, Path, in_file
from inboundcheck.readers.products import Products, Sheet


@dataclass(frozen=True, slots=True)
class ShipmentPlaces:
    """The places of a reading. A value that a default answered for is found where the default stands."""

    head: Part
    boxes: tuple[Part, ...]
    first_box: int
    pallets: tuple[Part, ...]
    sheets: Mapping[str, Sheet]
    products: Products
    defaults: Defaults

    def find(self, pointer: str) -> Place | None:
        """Return where the value of a pointer stands, or the nearest parent of it that stands anywhere."""
        steps = parts(pointer)
        part = self._part(steps[0], int(steps[1])) if len(steps) > 1 and steps[1].isdecimal() else None
        if part is None:
            return self.head.find(tuple(steps))
        path = tuple(steps[2:])
        for speaker, own_path in self._speakers(part, path):
            if any(each.says(own_path) for each in (speaker, *speaker.behind)):
                return speaker.find(own_path)
        return part.find(path)

    def _part(self, name: str, index: int) -> Part | None:
        if name == "boxes":
            found, index = self.boxes, index - self.first_box
        elif name == "pallets":
            found = self.pallets
        else:
            found = tuple(sheet.part for sheet in self.sheets.values()) if name == "products" else ()
        return found[index] if 0 <= index < len(found) else None

    def _speakers(self, part: Part, path: Path) -> Iterator[tuple[Part, Path]]:
        """What may have given the value, in the order in which it is asked."""
        yield part, path
        inner = path[2:]
        if path[:1] == ("labels",):
            yield from ((each, inner) for each in self.defaults.label)
        if path[:1] == ("items",) and inner:
            sku = in_file(part.whole(), (*path[:2], "sku"), part.kept)[1]
            single = self.products.single(sku)
            yield from ((each, inner) for each in (single, *self.defaults.item, self.sheets[sku].part if sku in self.sheets else None) if each)
