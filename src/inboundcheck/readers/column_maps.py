"""Maps of columns: which column of a table says what, in which unit. They come with the library for known formats, and from users."""

from __future__ import annotations

from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from inboundcheck.documents import Mapping, YamlPlaces, plain, read_yaml
from inboundcheck.errors import Problem, ReadError, nearest, shown
from inboundcheck.model import Box, Item, Product, Shipment
from inboundcheck.places import Place, join
from inboundcheck.readers.files import text_of
from inboundcheck.readers.headers import date_order, spelled_unit

_KEYS = ("format", "title", "known_by", "sheet", "columns", "units", "dates", "shipment", "box", "item")
_COLUMN_KEYS = ("is", "unit", "dates")
_EXAMPLE = "columns: {Carton no: box.id, SKU: item.sku, Qty: item.quantity, L: {is: box.length, unit: in}}"
_SCALARS = {
    "box": sorted(Box.model_fields.keys() - {"items", "labels", "barcodes", "photos", "facts"}),
    "item": sorted(Item.model_fields.keys() - {"facts", "traits"}),
    "product": sorted(Product.model_fields.keys() - {"open_barcodes", "facts", "traits", "plan_lines"}),
    "pallet": ["count", "is_used"],
    "shipment": sorted(Shipment.model_fields.keys() - {"boxes", "pallets", "products", "packs", "facts"}),
}
_CONSTANTS = ("shipment", "box", "item")


@dataclass(frozen=True, slots=True)
class Column:
    """What one column says."""

    header: str
    """Its header as written in the map."""
    thing: str
    """box, item, product, pallet or shipment."""
    name: str
    """The field."""
    unit: str = ""
    dates: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How the rows of one format are read."""

    columns: tuple[Column, ...]
    title: str = ""
    known_by: tuple[str, ...] = ()
    """The headers that tell this format."""
    sheet: str = ""
    units: AnyMapping[str, str] = field(default_factory=dict)
    """`length` and `weight`: the unit where neither a column nor its header names one."""
    dates: str = ""
    constants: AnyMapping[str, AnyMapping[str, Any]] = field(default_factory=dict)
    """What holds of the shipment, of every box and of every item."""
    file: str = ""


def read_column_map(path: str | Path) -> ColumnMap:
    """Read a map of columns; raise ReadError with every problem at once."""
    file = Path(path)
    if not file.is_file():
        raise ReadError(Problem(f"there is no map {str(path)!r}", expected="a YAML file, as `inboundcheck map FILE` proposes it"))
    return _read(text_of(file), str(path))


@cache
def known_column_maps() -> tuple[ColumnMap, ...]:
    """The maps that come with the library."""
    folder = files("inboundcheck.readers") / "maps" / "rows"
    return tuple(_read(each.read_text(encoding="utf-8"), each.name) for each in sorted(folder.iterdir(), key=lambda each: each.name))


def _read(text: str, file: str) -> ColumnMap:
    node = read_yaml(text, file, ReadError)
    if not isinstance(node, Mapping) or not isinstance(node.get("columns"), Mapping):
        raise ReadError(Problem("this is no map of columns", Place(file), expected="the key 'columns'", example=_EXAMPLE))
    reader = _MapReader(file, node)
    result = reader.read()
    if reader.problems:
        raise ReadError(reader.problems)
    return result


class _MapReader:
    def __init__(self, file: str, node: Mapping) -> None:
        self.file, self.tree = file, plain(node)
        self.places = YamlPlaces(file, node)
        self.problems: list[Problem] = []

    def read(self) -> ColumnMap:
        tree = self.tree
        for key in tree:
            if key not in _KEYS:
                self._wrong(f"{shown(key)} is not a key of a map{nearest(key, _KEYS)}", f"/{key}", f"one of {', '.join(_KEYS)}")
        columns = tuple(column for header, said in tree["columns"].items() if (column := self._column(header, said)) is not None)
        units = tree.get("units") if isinstance(tree.get("units"), dict) else {}
        for name in units:
            if name not in ("length", "weight"):
                self._wrong(f"{shown(name)} is not a kind of unit", join("/units", name), "length or weight", "units: {length: in, weight: lb}")
        constants = {name: tree[name] for name in _CONSTANTS if isinstance(tree.get(name), dict)}
        known_by = tree.get("known_by")
        return ColumnMap(
            columns, str(tree.get("title") or ""), tuple(known_by) if isinstance(known_by, list) else (), str(tree.get("sheet") or ""),
            {name: self._unit(each, join("/units", name)) for name, each in units.items()}, self._order(tree.get("dates"), "/dates"), constants,
            self.file,
        )  # fmt: skip

    def _column(self, header: str, said: Any) -> Any:
        at = join("/columns", header)
        if said is None:
            return None
        told = {"is": said} if isinstance(said, str) else said
        if not isinstance(told, dict) or not isinstance(told.get("is"), str) or set(told) - set(_COLUMN_KEYS):
            return self._wrong(f"{shown(said)} does not say what the column is", at, "a field, or is, unit and dates", "{is: box.length, unit: in}")
        thing, _, name = told["is"].partition(".")
        if name not in _SCALARS.get(thing, ()):
            known = [f"{thing}.{name}" for thing, names in _SCALARS.items() for name in names]
            return self._wrong(f"{shown(told['is'])} is not a field{nearest(told['is'], known)}", at, "for example box.id, item.sku or box.weight")
        return Column(header, thing, name, self._unit(told.get("unit"), f"{at}/unit"), self._order(told.get("dates"), f"{at}/dates"))

    def _unit(self, text: Any, pointer: str) -> str:
        if text is None:
            return ""
        short = spelled_unit(str(text))
        return short or self._wrong(f"{shown(text)} is not a unit", pointer, "in, cm, mm, ft, lb, oz, kg or g") or ""

    def _order(self, text: Any, pointer: str) -> str:
        if text is None:
            return ""
        return date_order(str(text)) or self._wrong(f"{shown(text)} is no order of a date", pointer, "mm/dd/yyyy, dd/mm/yyyy or yyyy-mm-dd") or ""

    def _wrong(self, found: str, pointer: str, expected: str, example: str = "") -> Any:
        """Note a problem, and give back what is known then: None."""
        self.problems.append(Problem(found, self.places.find(pointer), "map", expected, example))
