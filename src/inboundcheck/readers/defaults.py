"""Answers for all boxes or products at once: a `defaults:` block in the spec, or a second file beside what was read.

They fill only what is missing. Each is checked once, here, so that a mistake in it is told once and not for every box.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from inboundcheck.errors import Problem, ReadError, nearest, shown
from inboundcheck.model import Box, Item, Label, Product, Shipment
from inboundcheck.places import join
from inboundcheck.readers.checked import check
from inboundcheck.readers.files import find_file, text_of
from inboundcheck.readers.parts import Part
from inboundcheck.readers.trees import check_format, read_tree

_MODELS: Mapping[str, type[BaseModel]] = {"shipment": Shipment, "box": Box, "item": Item, "product": Product, "label": Label}
_SECTIONS = (*_MODELS, "products")
_ITS_OWN = {
    "shipment": ("boxes",),
    "box": ("id", "box_id", "package_id", "sscc", "tracking", "same_as"),
    "product": ("sku",),
}
"""What cannot be the same for all."""
_PLACEHOLDER = {"sku": "any"}
"""A default product has no SKU, and a product needs one to be checked."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What answers for all that leave it out; the nearest answer first."""

    shipment: tuple[Part, ...] = ()
    box: tuple[Part, ...] = ()
    item: tuple[Part, ...] = ()
    label: tuple[Part, ...] = ()
    product: tuple[Part, ...] = ()
    products: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    """What is said of single products, by SKU."""
    problems: tuple[Problem, ...] = ()
    files: tuple[str, ...] = ()

    def before(self, others: Defaults) -> Defaults:
        """Put these answers before others."""
        skus = {**self.products, **others.products}
        return Defaults(
            self.shipment + others.shipment,
            self.box + others.box,
            self.item + others.item,
            self.label + others.label,
            self.product + others.product,
            {sku: self.products.get(sku, ()) + others.products.get(sku, ()) for sku in skus},
            self.problems + others.problems,
            self.files + others.files,
        )


def read_defaults(part: Part, *, files: tuple[str, ...] = ()) -> Defaults:
    """Read the sections of a `defaults:` block or of a file of them."""
    if part.tree is None:
        return Defaults(files=files)
    if not isinstance(part.tree, dict):
        return Defaults(problems=(_not_sections(part),), files=files)
    reader = _Reader(part)
    sections = {name: reader.section(name, part.tree[name]) for name in _MODELS if part.tree.get(name) is not None}
    products = reader.products(part.tree.get("products"))
    return Defaults(**sections, products=products, problems=tuple(reader.problems), files=files)


def read_defaults_file(path: Path) -> Defaults:
    """Read a file of defaults: its sections at the top level, or under `defaults:`."""
    file = find_file(path)
    part = read_tree(text_of(file), str(file))
    if not isinstance(part.tree, dict):
        raise ReadError(_not_sections(part))
    check_format(part)
    block = {key: value for key, value in part.tree.items() if key != "format"}
    if "defaults" not in block:
        return read_defaults(Part(block, part.places), files=(str(file),))
    read = read_defaults(Part(block.pop("defaults"), part.places, "/defaults"), files=(str(file),))
    return replace(read, problems=(*read.problems, *(_unknown(part, key) for key in block)))


class _Reader:
    """Reads one block and collects what is wrong with it."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.problems: list[Problem] = [_unknown(part, key) for key in part.tree if key not in _SECTIONS]

    def section(self, name: str, tree: Any) -> tuple[Part, ...]:
        """Check one section, and return what of it can be used."""
        part = Part(tree, self.part.places, join(self.part.pointer, name))
        if isinstance(tree, dict):
            for key in _ITS_OWN.get(name, ()):
                if key in tree:
                    self.problems.append(_not_for_all(name, key, part))
            tree = {key: value for key, value in tree.items() if key not in _ITS_OWN.get(name, ())}
        return self._checked(name, tree, part, f"defaults, {name}")

    def products(self, tree: Any) -> dict[str, tuple[Part, ...]]:
        """Read what is said of single products: a list, or a mapping by SKU."""
        pairs: list[tuple[str | int, Any]] = []
        if isinstance(tree, dict):
            pairs = [(sku, {**each, "sku": sku} if isinstance(each, dict) else each) for sku, each in tree.items()]
        elif isinstance(tree, list):
            pairs = list(enumerate(tree))
        elif tree is not None:
            self.problems.append(Problem(f"{shown(tree)} is not a list of products", self.part.find(("products",)), "defaults, products"))
        result: dict[str, tuple[Part, ...]] = {}
        for key, each in pairs:
            part = Part(each, self.part.places, join(self.part.pointer, "products", key))
            for checked in self._checked("product", each, part, f"defaults, product {key if isinstance(key, str) else key + 1}"):
                sku = checked.tree.get("sku", key)
                result[sku] = (*result.get(sku, ()), checked)
        return result

    def _checked(self, name: str, tree: Any, part: Part, label: str) -> tuple[Part, ...]:
        blanket = name == "product" and isinstance(tree, dict) and part.pointer.endswith("/product")
        result = check(_MODELS[name], {**_PLACEHOLDER, **tree} if blanket else tree, part, label)
        self.problems += result.problems
        if result.value is None:
            return ()
        kept = {key: value for key, value in result.tree.items() if not (blanket and key == "sku")}
        return (Part(kept, part.places, part.pointer),)


def _unknown(part: Part, key: str) -> Problem:
    found = f"the key {shown(key)} is not known{nearest(key, _SECTIONS)}"
    return Problem(found, part.find((key,)), "defaults", f"one of {', '.join(_SECTIONS)}")


def _not_for_all(name: str, key: str, part: Part) -> Problem:
    return Problem(f"{shown(key)} cannot be the same for all", part.find((key,)), f"defaults, {name}", f"it at each {name}")


def _not_sections(part: Part) -> Problem:
    return Problem(
        f"{shown(part.tree)} is not a group of defaults", part.find(()), "defaults", f"one of {', '.join(_SECTIONS)}", "box: {dunnage: []}"
    )
