"""Reads tables in which each box is a column: the pack group, the shipment export, the box packing information, the older pack list.

The rows of a section are SKUs, and below them stand rows that say something of each box: its ID, its weight, its sides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from inboundcheck.errors import shown
from inboundcheck.readers.box_headers import SKU, BoxHeader, box_headers, box_name
from inboundcheck.readers.cells import MEASURES, Cells
from inboundcheck.readers.drafts import Draft
from inboundcheck.readers.header_languages import english
from inboundcheck.readers.headers import Header, header
from inboundcheck.readers.parts import Part, Parts
from inboundcheck.readers.planned import Planned
from inboundcheck.readers.rows import Read
from inboundcheck.readers.sentences import named
from inboundcheck.readers.table_words import ABOUT, BOX_LABELS, HEADERS, NOTHING, SAYS_NOTHING_OF_BOXES, TOTALS
from inboundcheck.readers.tables import Cell, Table, normal

_KINDS = {"individu": "individual", "einzel": "individual", "case": "case_pack"}
"""What the title of a section says of the contents of its boxes."""
_SECTION = re.compile(r".*\((\d{1,6}) (?:box(?:es)?|kartons?|cartons?|boîtes?|colis|scatol[ae]|carton[ei]|cajas?|輸送箱)\)")
_FIELDS = {spelling: field.partition(".")[::2] for field, spellings in HEADERS.items() for spelling in spellings}
_PLANNED = ("quantity", "expected quantity", "total units", "total quantity")
"""What the column of a SKU's whole quantity is called: here `Quantity` counts the plan, not a box."""
_OF_PRODUCT = ("asin", "fnsku", "gtin", "title", "prep", "prep_owner", "label_owner")
_MANY_COLUMNS = 4
"""Columns before the boxes; a table with so many says more of a SKU than its name."""
_OF_ITEM = ("condition", "expires", "lot")


@dataclass(slots=True)
class _BoxColumn:
    """A column that is a box."""

    index: int
    draft: Draft
    number: int
    """Which box of the file it is, from 0."""
    cases: bool = False
    assumed: bool = False

    @property
    def id(self) -> Any:
        """What the file calls it, as far as that was read."""
        return self.draft.tree.get("box_id") or self.draft.tree.get("name")

    @property
    def empty(self) -> bool:
        """Whether nothing at all is said of it."""
        return not self.draft.tree.keys() - {"items", "contents_kind"} and not self.draft.tree["items"]


def read_box_columns(table: Table) -> Read:
    """Read all sections of a table."""
    return _Sections(table).read()


def _is_known(head: Header) -> bool:
    return head.english in SKU or head.english in _FIELDS or head.english in _PLANNED or head.english in SAYS_NOTHING_OF_BOXES


class _Sections:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.cells = Cells(table)
        self.planned = Planned(self.cells)
        self.about = self._about()
        self.boxes: list[_BoxColumn] = []
        self.columns: list[_BoxColumn] = []
        self.heads: list[Header] = []
        self.first_box = 0
        self.kind: tuple[str, Cell] | None = None
        self.complete = not table.problems

    def read(self) -> Read:
        """Read all sections, one after the other."""
        for row in range(len(self.table.rows)):
            found = box_headers(self.table, row)
            if found:
                self._begin(row, found)
            elif self._is_section(row):
                self._section(row)
            elif self.columns:
                self._row(row)
        self.boxes = [each for each in self.boxes if not (each.assumed and each.empty)]
        parts = tuple(self._named(each).part() for each in self.boxes)
        head = self._head()
        return Read(Parts(parts, closed=self.complete), self.planned.parts(), None, head, tuple(self.cells.problems))

    def _about(self) -> dict[str, tuple[str, Cell]]:
        """Find labels with a value after them, above the first section."""
        result: dict[str, tuple[str, Cell]] = {}
        for row in range(len(self.table.rows)):
            if box_headers(self.table, row):
                break
            for column, text in enumerate(self.table.rows[row]):
                name = ABOUT.get(english(normal(text)))
                before = any(each.strip() for each in self.table.rows[row][:column])
                value = next((index for index in range(column + 1, len(self.table.rows[row])) if self.table.cell(row, index)), None)
                if (
                    name
                    and value is not None
                    and not (before and english(normal(text)) in ("boxes", "number of boxes", "units"))
                    and (name not in result or normal(text) != "workflow name")
                ):
                    result[name] = (self.table.cell(row, value), (row, value))
        return result

    def _begin(self, row: int, found: list[BoxHeader]) -> None:
        """Begin a section: its columns of boxes, as many as the file says that there are."""
        self.heads = [header(text) for text in self.table.rows[row]]
        self.first_box = found[0].column
        self.cells.tell_columns(row, [column for column, head in enumerate(self.heads[: self.first_box]) if not _is_known(head)])
        limit = self._declared()
        self.columns = []
        for each in found:
            if each.assumed and limit is not None and each.number > limit:
                self._beyond(row, each.column, limit)
            else:
                self._column(row, each, certain=limit is not None)

    def _beyond(self, row: int, column: int, limit: int) -> None:
        """Tell a box for which the file's own count leaves no room."""
        below = ((each, column) for each in range(row + 1, len(self.table.rows)))
        if any(self.cells.says(cell) and cell not in self.table.formulas for cell in below):
            self.cells.tell(f"a box stands beyond the {limit} that 'Total box count' says", (row, column), expected="the count of all boxes")
            self.complete = False

    def _column(self, row: int, found: BoxHeader, *, certain: bool) -> None:
        """Begin a box, or another column of one that has begun."""
        cell = (row, found.column)
        known = next((each for each in self.columns if found.box_id and each.id == found.box_id), None)
        if known is not None:
            self.columns.append(_BoxColumn(found.column, known.draft, known.number, cases=found.cases))
            return
        draft = self.cells.draft(cell)
        draft.tree["items"] = []
        draft.spots["/items"] = cell
        draft.put(("box_id",), found.box_id or None, cell)
        if self.kind:
            draft.put(("contents_kind",), *self.kind)
        column = _BoxColumn(found.column, draft, len(self.boxes), cases=found.cases, assumed=found.assumed and not certain)
        self.columns.append(column)
        self.boxes.append(column)

    def _declared(self) -> int | None:
        text = self.about.get("declared_box_count", ("", (0, 0)))[0]
        return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else None  # noqa: PLR2004 - more boxes than columns

    def _row(self, row: int) -> None:
        filled = [column for column, text in enumerate(self.table.rows[row]) if text.strip()]
        if not filled and not any(cell[0] == row for cell in self.table.formulas):
            return
        label = next((column for column in filled if column < self.first_box and header(self.table.cell(row, column)).english in BOX_LABELS), None)
        sku = next((column for column, head in enumerate(self.heads[: self.first_box]) if head.english in SKU), 0)
        if label is not None and not (label == sku and self._is_sku_row(filled, label)):
            self._of_boxes(row, label)
        elif normal(self.table.cell(row, filled[0] if filled else 0)) not in TOTALS and any(self.cells.says((row, each)) for each in filled):
            self._tell_row(row, filled[0]) if self._is_label(row, filled) else self._line(row, sku, filled)

    def _is_label(self, row: int, filled: list[int]) -> bool:
        """Say whether a row looks like one that says something of each box, in words that are not known: of a SKU more is said than its name."""
        named = [column for column, head in enumerate(self.heads[: self.first_box]) if head.whole]
        before = [column for column in filled if column < self.first_box]
        said = any(self.cells.says((row, each.index)) for each in self.columns)
        return len(named) >= _MANY_COLUMNS and len(before) == 1 and said

    def _tell_row(self, row: int, column: int) -> None:
        """Tell a row that is not understood; without a unit it may be a SKU's, so the contents of the boxes are open."""
        found = f"the row {shown(self.table.cell(row, column))} is not understood, and not read"
        self.cells.tell(found, (row, column), expected=f"a SKU with its title or codes, or one of {', '.join(map(repr, [*BOX_LABELS][:8]))} …")
        if not header(self.table.cell(row, column)).unit:
            self._unknown(row)

    def _is_sku_row(self, filled: list[int], label: int) -> bool:
        """Say whether a SKU is called `Weight`, say: then the row says more of it before the first box."""
        return any(label < column < self.first_box for column in filled)

    def _of_boxes(self, row: int, column: int) -> None:
        """Read a row that says one thing of each box."""
        head = header(self.table.cell(row, column))
        field = BOX_LABELS[head.english]
        said = [each for each in self.columns if self.cells.says((row, each.index))]
        if field in MEASURES and not head.unit and said:
            example = f"{self.table.cell(row, column).rstrip(': ')} ({'lb' if field == 'weight' else 'inch'})"
            found = f"the row {shown(self.table.cell(row, column))} does not say its unit, so its values are not known"
            self.cells.tell(found, (row, column), expected="a unit in the label", example=example)
            return
        for each in said:
            name = named("box", self.table.cell(row, each.index) if field in ("box_id", "name") else each.id, each.number)
            written = box_name(self.table, (row, each.index)) if field == "name" and self._declared() is not None else None
            value = written or self.cells.read(field, (row, each.index), f"{name}, {field}", unit=head.unit)
            each.draft.put((field,), value, (row, each.index))
        last = max((each.index for each in self.columns), default=self.first_box)
        beyond = next((index for index in range(last + 1, len(self.table.rows[row])) if self.cells.says((row, index))), None)
        if beyond is not None and not self.table.sheet:
            self.cells.tell("the row has more cells than there are boxes: what stands in it may have moved", (row, beyond))
            self.complete = False

    def _line(self, row: int, sku_at: int, filled: list[int]) -> None:
        """Read the row of a SKU."""
        shared, item, sku, code = self._fields(row, sku_at)
        if not self.table.sheet and filled[-1] >= len(self.heads):
            self.cells.tell("the row has more cells than the header: what stands in it may have moved", (row, len(self.heads)))
            self._unknown(row)
            return
        if sku is None and not any(self.cells.says((row, each.index)) for each in self.columns):
            if not code and len(filled) > 1:
                self.cells.tell("the row names no SKU, and no boxes", (row, filled[0]))
            return
        if isinstance(sku, str):
            self.planned.add(sku, shared, (row, sku_at))
        for each in self.columns:
            if self._packed(row, each) and not (each.cases and self._has_units(row, each)):
                self._pack(each, row, sku, sku_at, {**item, **(shared if sku is None else {})})

    def _packed(self, row: int, column: _BoxColumn) -> bool:
        return self.cells.says((row, column.index)) and self.table.cell(row, column.index) not in ("0", "0.0")

    def _has_units(self, row: int, column: _BoxColumn) -> bool:
        """Say whether another column of a box counts the units of a row, beside one that counts cases."""
        return any(each.draft is column.draft and not each.cases and self._packed(row, each) for each in self.columns)

    def _fields(self, row: int, sku_at: int) -> tuple[dict[str, tuple[Any, Cell]], dict[str, tuple[Any, Cell]], Any, bool]:
        """Read the cells before the first box: what they say of the product, what of these units, and the SKU."""
        label = named("product", self.table.cell(row, sku_at), row)
        shared: dict[str, tuple[Any, Cell]] = {}
        item: dict[str, tuple[Any, Cell]] = {}
        for column, head in enumerate(self.heads[: self.first_box]):
            name = "units_planned" if head.english in _PLANNED else _FIELDS.get(head.english, ("", ""))[1]
            cell = (row, column)
            if column == sku_at or not (name == "units_planned" or name in _OF_PRODUCT + _OF_ITEM):
                continue
            value = self.cells.read(name, cell, f"{label}, {name}", dates=head.dates) if self.cells.says(cell) else None
            if value is not None or name == "units_planned":
                (item if name in _OF_ITEM else shared)[name] = (value, cell)
        sku = self.cells.read("sku", (row, sku_at), f"{label}, sku") if self.cells.says((row, sku_at)) else None
        return shared, item, sku, self.cells.says((row, sku_at))

    def _pack(self, column: _BoxColumn, row: int, sku: Any, sku_at: int, item: dict[str, tuple[Any, Cell]]) -> None:
        """Put the units of a row into a box."""
        cell = (row, column.index)
        name = named("box", column.id, column.number)
        index = column.draft.add("items", cell)
        column.draft.put(("items", index, "sku"), sku, (row, sku_at))
        if not column.cases:
            column.draft.put(("items", index, "quantity"), self.cells.read("quantity", cell, f"{name}, item {index + 1}, quantity"), cell)
        for field, (value, at) in item.items():
            if field != "units_planned":
                column.draft.put(("items", index, field), value, at)

    def _unknown(self, row: int) -> None:
        """Leave the contents of all boxes of a section open: a row of it cannot be read."""
        for each in self.columns:
            if isinstance(each.draft.tree["items"], list):
                each.draft.tree.setdefault("_open", row)

    def _is_section(self, row: int) -> bool:
        """Say whether a row is the title of a section: one text, with the number of its boxes."""
        texts = [text for text in self.table.rows[row] if text.strip()]
        return len(texts) == 1 and _SECTION.fullmatch(normal(texts[0])) is not None

    def _section(self, row: int) -> None:
        """End the section before; tell one whose rows are not laid out in a way that is known."""
        self.columns = []
        title = next(text for text in self.table.rows[row] if text.strip())
        self.kind = next(((kind, (row, 0)) for word, kind in _KINDS.items() if word in normal(title)), None)
        follows = next((below for below in range(row + 1, len(self.table.rows)) if any(text.strip() for text in self.table.rows[below])), None)
        if follows is None or not box_headers(self.table, follows):
            self.complete = False
            self.cells.tell(f"the section {shown(title)} has no columns of boxes, and is not read", (row, 0))

    def _named(self, column: _BoxColumn) -> Draft:
        """Give a box its ID: Amazon's, else its name, else its number in the header."""
        draft = column.draft
        for field in ("box_id", "name"):
            if draft.tree.get(field):
                draft.put(("id",), draft.tree[field], draft.spots[f"/{field}"])
                break
        else:
            draft.put(("id",), f"Box {column.number + 1}", draft.spots[""])
        if draft.tree.get("name") == draft.tree["id"]:
            del draft.tree["name"]
        if draft.tree.pop("_open", None) is not None:
            draft.tree["items"] = {"open": True, "seen": draft.tree["items"]}
        return draft

    def _head(self) -> Part:
        draft = self.cells.draft((0, 0))
        draft.tree["program"] = "fba"
        for name in ("id", "name", "declared_box_count", "declared_unit_count"):
            if name in self.about and self.about[name][0].casefold() not in NOTHING:
                text, cell = self.about[name]
                draft.put((name,), text, cell)
        limit = self._declared()
        if limit is not None and limit > len(self.boxes):
            self.complete = False
            self.cells.tell(f"{limit} boxes are announced, and the file has columns for {len(self.boxes)}", self.about["declared_box_count"][1])
        return draft.part()
