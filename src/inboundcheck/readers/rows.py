"""Reads tables whose rows are boxes, or lines of boxes, by a map of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from inboundcheck.errors import Problem, ReadError, nearest, shown
from inboundcheck.readers.cells import MEASURES, Cells, readable
from inboundcheck.readers.column_maps import Column, ColumnMap
from inboundcheck.readers.drafts import Draft
from inboundcheck.readers.header_languages import english
from inboundcheck.readers.headers import Header, header
from inboundcheck.readers.parts import Part, Parts
from inboundcheck.readers.planned import Planned
from inboundcheck.readers.sentences import named
from inboundcheck.readers.table_words import ABOUT, NOTHING, SAYS_NOTHING_OF_BOXES, TOTALS
from inboundcheck.readers.tables import Table, normal

MOST_ROWS_ABOVE = 100
"""How far down the header of a table may stand."""
_SHARED = ("asin", "fnsku", "gtin", "title", "prep", "prep_owner", "label_owner")
"""What a product says for all its lines, where a column of items says it."""


@dataclass(frozen=True, slots=True)
class Found:
    """A column of the map where it stands in the table."""

    column: Column
    index: int
    unit: str
    dates: str


@dataclass(frozen=True, slots=True)
class Read:
    """What became of a table."""

    boxes: Parts
    products: Parts | None
    pallets: Parts | None
    head: Part
    problems: tuple[Problem, ...]


def header_row(table: Table, names: tuple[str, ...]) -> int | None:
    """Return the first row that holds all of the names as headers."""
    wanted = {normal(name) for name in names}
    for number in range(min(len(table.rows), MOST_ROWS_ABOVE)):
        found = {each for text in table.rows[number] if text.strip() for each in _names(header(text))}
        if wanted <= found:
            return number
    return None


def best_row(table: Table, column_map: ColumnMap) -> int | None:
    """Return the row that holds most of a map's headers; None where no row holds any."""
    wanted = {normal(column.header) for column in column_map.columns}

    def held(number: int) -> int:
        return len(wanted & {each for text in table.rows[number] for each in _names(header(text))})

    best = max(range(min(len(table.rows), MOST_ROWS_ABOVE)), key=held, default=None)
    return best if best is not None and held(best) else None


def _names(head: Header) -> tuple[str, str, str]:
    return head.name, head.whole, head.english


def read_rows(table: Table, column_map: ColumnMap, top: int, *, first: int | None = None) -> Read:
    """Read the rows under a header row.

    With `first` they are a stretch of a longer table, after so many boxes: what they say of the shipment itself is left to the caller.
    """
    return Rows(table, column_map, top, first or 0).read(head=first is None)


class Rows:
    """A table on its way into boxes."""

    def __init__(self, table: Table, column_map: ColumnMap, top: int, first: int = 0) -> None:
        self.table, self.map, self.top, self.first = table, column_map, top, first
        self.cells = Cells(table)
        self.planned = Planned(self.cells)
        self.owners = self._above()
        self.found = self._columns()
        self.width = len(table.rows[top])
        self.with_items = any(each.column.thing == "item" for each in self.found)
        self.with_keys = any((each.column.thing, each.column.name) in KEYS for each in self.found)
        self.with_counts = any((each.column.thing, each.column.name) == ("box", "count") for each in self.found)
        self.counted_elsewhere = not self.with_counts and any(each.name == "count" and each.thing == "box" for each in self.map.columns)
        self.with_plans = any(each.column.name == "units_planned" for each in self.found)
        self.with_products = any(each.column.thing == "product" for each in self.found)
        self.boxes: list[Draft] = []
        self.last: Draft | None = None
        self.by_id: dict[str, Draft] = {}
        self.positions: dict[int, int] = {}
        self.unclear: set[tuple[int, str]] = set()
        self.pallets: list[Draft] = []
        self.palletized: list[bool | None] = []
        self.complete = not table.problems

    def read(self, *, head: bool = True) -> Read:
        """Read all rows."""
        if not self.found:
            raise ReadError([*self.cells.problems, Problem("the table has none of the map's columns", self.table.place((self.top, 0)))])
        for number in range(self.top + 1, len(self.table.rows)):
            self._row(number)
        boxes = Parts(tuple(draft.part() for draft in self.boxes), closed=self.complete)
        own = self.head() if head else self.cells.draft((0, 0)).part()
        return Read(boxes, self.planned.parts(), self._pallets(), own, tuple(self.cells.problems))

    def _above(self) -> dict[str, tuple[str, tuple[int, int]]]:
        """Find the defaults that stand above the table: a label, and the next cell that is filled."""
        result = {}
        for row in range(self.top):
            for column, text in enumerate(self.table.rows[row]):
                name = ABOUT.get(english(normal(text)))
                value = next((index for index in range(column + 1, len(self.table.rows[row])) if self.table.cell(row, index)), None)
                if name and value is not None:
                    result[name] = (self.table.cell(row, value), (row, value))
        return result

    def _columns(self) -> list[Found]:
        heads = [header(text) for text in self.table.rows[self.top]]
        result, refused = [], set[int]()
        for column in self.map.columns:
            name = normal(column.header)
            exact = [index for index, each in enumerate(heads) if each.whole == name]
            places = exact or [index for index, each in enumerate(heads) if each.name == name]
            places = places or [index for index, each in enumerate(heads) if each.english == name]
            if len(places) > 1:
                expected = "each header once"
                self.cells.tell(f"{len(places)} columns are called {shown(column.header)}; none of them is read", (self.top, places[1]), "", expected)
                refused |= {*places}
            elif places:
                head = heads[places[0]]
                result.append(Found(column, places[0], self._unit(column, head, places[0]), column.dates or head.dates or self.map.dates))
            elif not self.map.known_by:
                written = [text for text in self.table.rows[self.top] if text.strip()]
                self.cells.tell(f"there is no column {shown(column.header)}{nearest(column.header, written)}", (self.top, 0), "map")
        if self.map.known_by:
            known = {index for index, each in enumerate(heads) if each.english in SAYS_NOTHING_OF_BOXES}
            read = {each.index for each in result} | refused | known
            self.cells.tell_columns(self.top, [index for index in range(len(heads)) if index not in read])
        return result

    def _unit(self, column: Column, head: Header, index: int) -> str:
        """Return the unit of a column of measures; that there is none, or two, is told once, here."""
        if column.name not in MEASURES:
            return ""
        kind = "weight" if column.name == "weight" else "length"
        if column.unit and head.unit and column.unit != head.unit:
            found = f"the header says {head.unit}, and the map {column.unit}"
            self.cells.tell(found, (self.top, index), f"column {column.header}", "one unit")
            return "?"
        unit = column.unit or head.unit or self.map.units.get(kind, "")
        if not unit and any(self.cells.says((row, index)) for row in range(self.top + 1, len(self.table.rows))):
            example = f"{column.header} ({'lb' if kind == 'weight' else 'in'})"
            expected = "a unit in the header" if self.map.known_by else "a unit in the header or in the map"
            self.cells.tell(
                f"the column {shown(column.header)} does not say its unit, so its values are not known", (self.top, index), "", expected, example
            )
        return unit or "?"

    def _row(self, number: int) -> None:
        filled = [index for index, text in enumerate(self.table.rows[number]) if text.strip()]
        said = [each for each in self.found if self.cells.says((number, each.index))]
        if not filled or normal(self.table.cell(number, filled[0])) in TOTALS or not (said or self._too_long(filled)):
            return
        if self._too_long(filled):
            found = "the row has more cells than the header: what stands in it may have moved"
            self.cells.tell(found, (number, self.width), expected="as many cells as headers; a text with the delimiter in it needs quotes")
            self.complete = False
            self.last = self.cells.draft((number, 0))
            self.boxes.append(self.last)
            return
        values = self._values(number, said)
        if not self._only_planned(values):
            self._tell_no_counts()
            self._box(number, values)
        self._product(number, values)
        self._pallet(number, values)

    def _too_long(self, filled: list[int]) -> bool:
        return not self.table.sheet and filled[-1] >= self.width

    def group(self, cells: Sequence[str]) -> str | None:
        """Say by its text alone to which box a row of a text belongs: a key, empty for that of the row above, None for one of its own."""
        filled = [index for index, text in enumerate(cells) if text.strip()]
        said = {
            (each.column.thing, each.column.name): text for each in self.found
            if (text := cells[each.index].strip() if each.index < len(cells) else "").casefold() not in NOTHING
        }  # fmt: skip
        if not filled or normal(cells[filled[0]]) in TOTALS or not (said or self._too_long(filled)):
            return ""
        if self._too_long(filled) or not (self.with_items and self.with_keys):
            return None
        keys = [said[each] for each in KEYS if each in said]
        return next((each for each in keys if readable(each)), None if keys else "")

    def _values(self, number: int, said: list[Found]) -> dict[tuple[str, str], tuple[Any, tuple[int, int]]]:
        """Read the cells of a row. What stands in it and cannot be understood is None here."""
        result: dict[tuple[str, str], tuple[Any, tuple[int, int]]] = {}
        key = next((self.table.cell(number, each.index) for each in said if (each.column.thing, each.column.name) in KEYS), "")
        label = named("box", key, number) if key not in ("", "none") else f"row {self.table.place((number, 0)).line}"
        for each in said:
            cell, column = (number, each.index), each.column
            if each.unit == "?" and not any(letter.isalpha() for letter in self.table.cell(*cell)):
                value = None
            elif column.name == "quantity" and cell in self.table.merged:
                value = None
                self.cells.tell("the quantity stands in a cell that is merged over several rows", cell, label, "a quantity in each row")
            else:
                value = self.cells.read(column.name, cell, f"{label}, {column.name}", unit=each.unit.strip("?"), dates=each.dates)
            result[column.thing, column.name] = (value, cell)
        return result

    def _tell_no_counts(self) -> None:
        """Tell, once, that a format which counts its boxes has no column that does."""
        if self.counted_elsewhere and self.map.known_by:
            header = next(each.header for each in self.map.columns if each.name == "count" and each.thing == "box")
            self.cells.tell(f"there is no column {shown(header)}, so that it is not known how many boxes there are", (self.top, 0))
            self.counted_elsewhere, self.complete = False, False

    def _only_planned(self, values: dict[tuple[str, str], Any]) -> bool:
        """Say whether a row names a SKU and what is planned of it, and no box: its units lie in boxes that the file does not list."""
        if not self.with_plans or any(thing == "box" for thing, _ in values) or ("item", "quantity") in values:
            return False
        self.complete = False
        return True

    def _box(self, number: int, values: dict[tuple[str, str], Any]) -> None:
        draft, fresh = self._draft(number, values)
        self.last = draft
        at = self.positions.setdefault(id(draft), self.first + len(self.boxes) - 1)
        for (thing, name), (value, cell) in values.items():
            if thing == "box" and (at, name) not in self.unclear:
                if not fresh and name in draft.tree and value is not None and draft.tree[name] != value:
                    self.unclear.add((at, name))
                    label = f"{named('box', draft.tree.get('id'), at)}, {name}"
                    found = f"{shown(value)} stands here, and {shown(draft.tree.pop(name))} in another row of this box"
                    self.cells.tell(found, cell, label, "one value for a box")
                else:
                    draft.put((name,), value, cell)
        if fresh and self.with_counts and "count" not in draft.tree:
            self.complete = False
            if ("box", "count") not in values:
                self.cells.tell("the number of boxes is missing", (number, 0), named("box", draft.tree.get("id"), at))
        self._item(number, draft, values)

    def _item(self, number: int, draft: Draft, values: dict[tuple[str, str], Any]) -> None:
        fields = {name: each for (thing, name), each in values.items() if thing == "item"}
        if not self.with_items:
            return
        draft.tree.setdefault("items", [])
        draft.spots.setdefault("/items", (number, 0))
        if not fields:
            return
        index = draft.add("items", (number, 0))
        for name, (value, cell) in fields.items():
            draft.put(("items", index, name), value, cell)
        for name, value in self.map.constants.get("item", {}).items():
            draft.tree["items"][index].setdefault(name, value)

    def _draft(self, number: int, values: dict[tuple[str, str], Any]) -> tuple[Draft, bool]:
        """Return the box of a row: the one with its ID, the one above it where it gives none, else a new one."""
        key = next((values[each][0] for each in KEYS if each in values and values[each][0]), None)
        if self.with_items and self.with_keys and key is None and self.last and not any(each in values for each in KEYS):
            return self.last, False
        if self.with_items and key in self.by_id:
            return self.by_id[key], False
        draft = self.cells.draft((number, 0))
        draft.tree.update(self.map.constants.get("box", {}))
        self.boxes.append(draft)
        if key is not None:
            self.by_id[key] = draft
        return draft, True

    def _product(self, number: int, values: dict[tuple[str, str], Any]) -> None:
        sku = values.get(("item", "sku"), (None,))[0] or values.get(("product", "sku"), (None,))[0]
        fields = {name: each for (thing, name), each in values.items() if thing == "product" or (thing == "item" and name in _SHARED)}
        planned = [each for each in self.found if each.column.name == "units_planned"]
        if planned and "units_planned" not in fields:
            fields["units_planned"] = (None, (number, planned[0].index))
        for name in ("prep_owner", "label_owner"):
            if name in self.owners and name not in fields:
                text, cell = self.owners[name]
                fields[name] = (self.cells.read(name, cell, f"shipment, {name}"), cell) if text.casefold() not in NOTHING else (None, cell)
        if isinstance(sku, str) and fields and self.with_products:
            self.planned.add(sku, fields, (number, 0))

    def _pallet(self, number: int, values: dict[tuple[str, str], Any]) -> None:
        answer, cell = values.get(("pallet", "is_used"), (None, None))
        used = {"y": True, "yes": True, "n": False, "no": False}.get(str(answer).casefold())
        if answer is not None and used is None:
            self.cells.tell(f"{shown(answer)} is neither yes nor no", cell, "pallets", "Y or N")
        self.palletized.append(used)
        count, cell = values.get(("pallet", "count"), (None, None))
        if count is not None and used is not False:
            draft = self.cells.draft((number, 0))
            draft.put(("count",), count, cell)
            self.pallets.append(draft)

    def _pallets(self) -> Parts | None:
        if not any(each.column.thing == "pallet" for each in self.found):
            return None
        if self.palletized and all(each is False for each in self.palletized):
            return Parts()
        closed = len(self.pallets) == sum(each is not False for each in self.palletized)
        return Parts(tuple(draft.part() for draft in self.pallets), closed=closed) if self.pallets else None

    def head(self) -> Part:
        """What is said of the shipment itself: by the map, by labels above the table, or by a column that says the same in every row."""
        draft = self.cells.draft((0, 0))
        draft.tree.update(self.map.constants.get("shipment", {}))
        for name in ("id", "name", "declared_box_count"):
            if name in self.owners:
                text, cell = self.owners[name]
                draft.put((name,), text, cell)
        for each in self.found:
            if each.column.thing == "shipment":
                self._constant(draft, each)
        return draft.part()

    def _constant(self, draft: Draft, found: Found) -> None:
        filled = [(row, found.index) for row in range(self.top + 1, len(self.table.rows)) if self.cells.says((row, found.index))]
        texts: dict[str, tuple[int, int]] = {}
        for cell in filled:
            texts.setdefault(self.table.cell(*cell), cell)
        if len(texts) > 1:
            listed = ", ".join(shown(text) for text in [*texts][:3])
            self.cells.tell(
                f"the column says several things of one shipment: {listed}", filled[0], f"shipment, {found.column.name}", "one shipment in a file"
            )
        for text, cell in texts.items() if len(texts) == 1 else ():
            value = self.cells.day(text, found.dates, cell, "shipment") if found.column.name.endswith(("_date", "_on")) else text
            draft.put((found.column.name,), value, cell)


KEYS = (("box", "id"), ("box", "box_id"), ("box", "sscc"))
"""What tells one box from another."""
