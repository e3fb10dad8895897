"""Gathers what the rows of a table say of each SKU: what it is, and how many units the plan announces."""

from __future__ import annotations

from typing import Any

from inboundcheck.errors import shown
from inboundcheck.readers.drafts import Draft, Drafting, Spot
from inboundcheck.readers.parts import Parts
from inboundcheck.readers.sentences import named

_LONGEST = 12
"""More digits than planned units can have."""


class Planned:
    """The products of one file."""

    def __init__(self, drafting: Drafting) -> None:
        self._drafting = drafting
        self._drafts: dict[str, Draft] = {}
        self._unclear: set[tuple[str, str]] = set()

    def add(self, sku: str, fields: dict[str, tuple[Any, Spot]], spot: Spot) -> None:
        """Note one row of a SKU. Planned units add up; what two rows say differently is left open.

        `fields` holds each value with its spot; planned units of None are planned, and not known.
        """
        draft = self._drafts.get(sku)
        if draft is None:
            draft = self._drafts[sku] = self._drafting.draft(spot)
            draft.put(("sku",), sku, spot)
        if "units_planned" in fields:
            self._count(sku, draft, *fields["units_planned"])
        for name, (value, where) in fields.items():
            if name != "units_planned" and value is not None:
                self._put(sku, draft, name, value, where)

    def _count(self, sku: str, draft: Draft, units: Any, spot: Spot) -> None:
        """Add planned units; where one row's cannot be read, the sum is not known."""
        if isinstance(units, str) and not units.isdecimal():
            self._drafting.tell(f"{shown(units)} is not a whole number", spot, f"{named('product', sku, 0)}, units_planned", example="4")
        if not (isinstance(units, str) and units.isascii() and units.isdigit() and len(units) < _LONGEST):
            self._unclear.add((sku, "units_planned"))
            draft.tree.pop("units_planned", None)
        elif (sku, "units_planned") not in self._unclear:
            draft.put(("units_planned",), draft.tree.get("units_planned", 0) + int(units), spot)
        draft.put(("plan_lines",), draft.tree.get("plan_lines", 0) + 1, spot)

    def _put(self, sku: str, draft: Draft, name: str, value: Any, spot: Spot) -> None:
        if (sku, name) in self._unclear:
            return
        if name in draft.tree and draft.tree[name] != value:
            self._unclear.add((sku, name))
            del draft.tree[name]
            return
        draft.put((name,), value, spot)

    def parts(self) -> Parts | None:
        """Return the products; None where no SKU was met."""
        return Parts(tuple(draft.part() for draft in self._drafts.values())) if self._drafts else None
