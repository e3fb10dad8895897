"""What is known of a shipment's SKUs: declared with it, or answered by defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from inboundcheck.answers import Open, listed
from inboundcheck.errors import Problem, shown
from inboundcheck.model import Box, Item, Product
from inboundcheck.readers.checked import check
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.parts import Part, Parts
from inboundcheck.readers.sentences import named

_SHARED = Product.model_fields.keys() & Item.model_fields.keys() - {"sku", "facts"}
"""What an item takes from its product where it does not say it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A product, and the part that it was read from."""

    product: Product
    part: Part


class Products:
    """The products of one shipment."""

    def __init__(self, declared: Parts | None, defaults: Defaults) -> None:
        self.problems: list[Problem] = []
        self._blanket = defaults.product
        self._single: dict[str, Part] = {}
        self._sheets: dict[str, Sheet] = {}
        self._closed = declared is None or declared.closed
        self._declared = declared is not None
        for index, part in enumerate(declared.parts if declared else ()):
            sku = part.tree.get("sku") if isinstance(part.tree, dict) else None
            answers = defaults.products.get(sku, ()) if isinstance(sku, str) else ()
            self._add(replace(part, behind=(*part.behind, *answers)), named("product", sku, index))
        for sku, parts in defaults.products.items():
            if sku not in self._single:
                self._add(replace(parts[0], tree={**parts[0].tree, "sku": sku}, behind=parts[1:]), named("product", sku, 0))

    def single(self, sku: object) -> Part | None:
        """What is said of one product by its SKU, without what is said of all."""
        return self._single.get(sku) if isinstance(sku, str) else None

    def for_item(self, item: Mapping[str, Any], answers: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return those defaults for all items that may fill this one: what is said of its own product goes before them."""
        single = self.single(item.get("sku"))
        if single is None:
            return answers
        known = single.whole()
        return {name: value for name, value in answers.items() if name not in _SHARED or known.get(name) is None}

    def packed_in(self, boxes: Iterable[Box]) -> dict[str, Sheet]:
        """Return the products by SKU: those declared and, where defaults speak of all products, every SKU in the boxes."""
        if not self._blanket:
            return self._sheets
        skus = {item.sku: None for box in boxes for item in listed(box.items) if isinstance(item.sku, str) and item.sku not in self._single}
        first = self._blanket[0]
        parts = {sku: Part({"sku": sku}, first.places, first.pointer, behind=self._blanket) for sku in skus}
        return {**self._sheets, **{sku: Sheet(Product.model_validate(part.whole()), part) for sku, part in parts.items()}}

    def answer(self, sheets: Mapping[str, Sheet]) -> tuple[Product, ...] | Open[Product] | None:
        """Return the products as the shipment's field holds them."""
        if not sheets and not self._declared:
            return None
        products = tuple(sheet.product for sheet in sheets.values())
        return products if self._closed else Open(products)

    def _add(self, single: Part, label: str) -> None:
        part = replace(single, behind=(*single.behind, *self._blanket))
        result = check(Product, part.whole(), part, label)
        self.problems += result.problems
        if result.value is None:
            self._closed = False
            return
        sku = result.value.sku
        if sku in self._single:
            expected = f"each SKU once (the first is at {self._single[sku].find(('sku',))})"
            self.problems.append(Problem(f"the product {shown(sku)} is given twice", part.find(("sku",)), label, expected))
            return
        self._single[sku] = replace(single, kept=result.kept)
        self._sheets[sku] = Sheet(result.value, replace(part, kept=result.kept))
