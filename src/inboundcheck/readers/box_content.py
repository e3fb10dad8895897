"""Reads the text of Amazon's two-dimensional box-content barcode: `AMZN,PO:<shipment>,FNSKU:<code>,QTY:<units>,EXP:<YYMMDD>`, a box on each line."""

from __future__ import annotations

from typing import Any

from inboundcheck.errors import shown
from inboundcheck.identifiers.box_content import CODES, DAY
from inboundcheck.readers.cells import Cells
from inboundcheck.readers.drafts import Draft
from inboundcheck.readers.parts import Parts
from inboundcheck.readers.rows import Read
from inboundcheck.readers.tables import Table

_KNOWN = "FNSKU, ASIN, UPC, EAN, SKU, QTY or EXP"


def is_box_content(table: Table) -> bool:
    """Say whether the first line that is filled is such a text."""
    first = next((row for row in table.rows if any(text.strip() for text in row)), [])
    return len(first) > 1 and first[0].strip().upper() == "AMZN" and ":" in first[1]


def read_box_content(table: Table) -> Read:
    """Read a box from each line."""
    cells = Cells(table)
    drafts: list[Draft] = []
    orders: dict[str, tuple[int, int]] = {}
    complete = not table.problems
    for row, texts in enumerate(table.rows):
        if not any(text.strip() for text in texts):
            continue
        if texts[0].strip().upper() != "AMZN":
            cells.tell(f"the line begins with {shown(texts[0])}", (row, 0), expected="AMZN", example="AMZN,PO:FBA15ABCDEF,FNSKU:X001ABCDEF,QTY:6")
            complete = False
            continue
        drafts.append(_Line(cells, row, len(drafts), orders).read())
    head = cells.draft((0, 0))
    head.tree["program"] = "fba"
    if len(orders) == 1:
        head.put(("id",), *next(iter(orders.items())))
    return Read(Parts(tuple(draft.part() for draft in drafts), closed=complete), None, None, head.part(), tuple(cells.problems))


class _Line:
    """One line: what follows a code belongs to it until the next code."""

    def __init__(self, cells: Cells, row: int, number: int, orders: dict[str, tuple[int, int]]) -> None:
        self.cells, self.row, self.number, self.orders = cells, row, number, orders
        self.draft = cells.draft((row, 0))
        self.items: list[dict[str, Any]] = self.draft.tree.setdefault("items", [])
        self.whole = True

    def read(self) -> Draft:
        """Read all of the line."""
        for column, text in enumerate(self.cells.table.rows[self.row][1:], 1):
            name, colon, value = text.strip().partition(":")
            if text.strip():
                self._take(name.strip().upper() if colon else "", value.strip(), text.strip(), (self.row, column))
        if not self.whole:
            self.draft.tree["items"] = {"open": True, "seen": self.items}
        return self.draft

    def _take(self, name: str, value: str, text: str, cell: tuple[int, int]) -> None:
        label = f"box no. {self.number + 1}"
        if name == "PO" and value:
            self.orders.setdefault(value, cell)
            self.draft.put(("shipment_ids",), [*self.draft.tree.get("shipment_ids", ()), value], cell)
        elif name in CODES and value:
            self.draft.add("items", cell)
            self._put(CODES[name], self.cells.identifier(CODES[name], value, cell, label), cell)
        elif name == "QTY" and self.items:
            self._put("quantity", value, cell)
        elif name == "EXP" and self.items:
            day = DAY.fullmatch(value)
            self._put("expires", f"20{day[1]}-{day[2]}-{day[3]}" if day else value, cell)
        else:
            self.cells.tell(f"{shown(text)} is not known here", cell, label, _KNOWN)
            self.whole = False

    def _put(self, field: str, value: Any, cell: tuple[int, int]) -> None:
        self.draft.put(("items", len(self.items) - 1, field), value, cell)
