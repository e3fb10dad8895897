"""Reads files of tables, by their headers: Amazon's spreadsheets, or any table with a map of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from inboundcheck.errors import Problem, ReadError
from inboundcheck.errors import shown as quoted
from inboundcheck.places import Place
from inboundcheck.readers.assembly import Assembly
from inboundcheck.readers.box_columns import read_box_columns
from inboundcheck.readers.box_content import is_box_content, read_box_content
from inboundcheck.readers.box_headers import has_box_columns
from inboundcheck.readers.column_maps import ColumnMap, known_column_maps, read_column_map
from inboundcheck.readers.defaults import Defaults
from inboundcheck.readers.header_languages import EXAMPLES, TEMPLATES
from inboundcheck.readers.headers import field_of, header
from inboundcheck.readers.parts import Part, Parts
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.rows import Read, best_row, header_row, read_rows
from inboundcheck.readers.tables import Table, decoded_table, normal, text_table
from inboundcheck.readers.workbooks import is_workbook, workbook_tables

_TABLES = (".csv", ".tsv", ".tab", ".psv")
_TEXTS = (*_TABLES, ".txt", "")
_OPENING = 1000
_COUNTED = ("declared_box_count", "declared_unit_count")
_ADDED = ("units_planned", "plan_lines")
_MOST_ROWS_ABOVE, _MOST_LISTED = 100, 8
_MAP_ENDINGS = (".map.yaml", ".map.yml")


def tables_of(data: bytes, file: str) -> list[Table]:
    """Read the tables of a file; none where it is neither a workbook nor named as text."""
    if is_workbook(data):
        return workbook_tables(data, file)
    if not is_text(data, file):
        return []
    text, guesses = decoded_table(data, file)
    return [text_table(text, file, guesses)]


def is_text(data: bytes, file: str) -> bool:
    """Say by its name and its first bytes whether a file may be a table of text."""
    if Path(file).suffix.lower() not in _TEXTS or data.startswith((b"PK\x03\x04", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")):
        return False
    named = Path(file).suffix.lower() in _TABLES
    return named or not data[:_OPENING].lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))  # JSON by another name


def map_beside(file: str) -> Path | None:
    """Find the map that lies beside a file: `boxes.csv.map.yaml` or `boxes.map.yaml`."""
    path = Path(file)
    if path.suffix.lower() not in (*_TEXTS, ".xlsx", ".xlsm"):
        return None
    names = (path.with_name(stem + ending) for stem in (path.name, path.stem) for ending in _MAP_ENDINGS)
    return next((each for each in names if each.is_file()), None)


def read_sheets(data: bytes, file: str, defaults: Defaults, column_map: str | Path | None) -> Reading | None:
    """Read a file of tables; None where it is none that can be told from other text."""
    named_map = column_map or map_beside(file)
    tables = tables_of(data, file)
    if not tables:
        return None
    shown = [table for table in tables if not table.hidden]
    if named_map is not None:
        chosen = read_column_map(named_map)
        return _assembled([_by_map(shown, chosen, file)], defaults, (file, chosen.file))
    read = [each for table in _filled_in(shown) for each in _known(table)]
    if read:
        return _assembled(read, defaults, (file,))
    if Path(file).suffix.lower() in _TABLES or shown[:1] != tables[:1] or is_workbook(data):
        raise ReadError(_not_known(tables, shown, file))
    return None


def _known(table: Table) -> list[Read]:
    """Read a table whose format is known."""
    if is_box_content(table):
        return [read_box_content(table)]
    if has_box_columns(table):
        return [read_box_columns(table)]
    fitting = _known_rows(table)
    if not fitting:
        return []
    known, row = max(fitting, key=lambda each: len(each[0].known_by))
    return [read_rows(table, known, row)]


def _known_rows(table: Table) -> list[tuple[ColumnMap, int]]:
    """Return the known maps whose headers a table has, each with the row of its headers."""
    return [(known, row) for known in known_column_maps() if (row := header_row(table, known.known_by)) is not None]


def reads_itself(table: Table) -> bool:
    """Say whether a table is of a format that needs no map."""
    return is_box_content(table) or has_box_columns(table) or bool(_known_rows(table))


def _filled_in(tables: Sequence[Table]) -> Sequence[Table]:
    """Leave out the example that Amazon's templates carry on a sheet of its own, whatever its language, and everything beside the template."""
    templates = [table for table in tables if normal(table.sheet).endswith(TEMPLATES) and _known_rows(table)]
    return templates or [table for table in tables if not normal(table.sheet).endswith(EXAMPLES)]


def _by_map(tables: Sequence[Table], column_map: ColumnMap, file: str) -> Read:
    wanted = [table for table in tables if not column_map.sheet or normal(table.sheet) == normal(column_map.sheet)]
    return read_rows(*mapped_rows(wanted, column_map, file))


def mapped_rows(tables: Sequence[Table], column_map: ColumnMap, file: str) -> tuple[Table, ColumnMap, int]:
    """Return the table with columns of a map, the map, and the row of the headers."""
    rows = [(table, row) for table in tables if (row := best_row(table, column_map)) is not None]
    if not rows:
        headers = ", ".join(column.header for column in column_map.columns[:8])
        found = f"no table of the file has a column of the map {column_map.file}"
        raise ReadError(Problem(found, Place(file), expected=f"a header row with {headers}" if headers else "columns in the map"))
    return rows[0][0], column_map, rows[0][1]


def _assembled(read: Sequence[Read], defaults: Defaults, files: tuple[str, ...]) -> Reading:
    """Make one shipment of what several sheets say."""
    products = [each.products for each in read if each.products is not None]
    pallets = [each.pallets for each in read if each.pallets is not None]
    assembly = Assembly(
        _one_head(read), defaults,
        products=_one_product_each(_joined(products)) if products else None, pallets=_joined(pallets) if pallets else None, files=files,
    )  # fmt: skip
    return assembly.reading(_joined([each.boxes for each in read]), [problem for each in read for problem in each.problems])


def _one_head(read: Sequence[Read]) -> Part:
    """What the first sheet says of the shipment. Each sheet counts its own boxes, so the counts add up where all of them give one."""
    first, *others = (each.head for each in read)
    if not others:
        return first
    tree = {name: value for name, value in first.tree.items() if name not in _COUNTED}
    for name in _COUNTED:
        counts = [str(each.tree.get(name, "")) for each in (first, *others)]
        if all(each.isascii() and each.isdigit() for each in counts):
            tree[name] = sum(map(int, counts))
    return replace(first, tree=tree)


def _one_product_each(products: Parts) -> Parts:
    """Put together what several sheets say of one SKU: planned units add up, and what they say differently is left open."""
    by_sku: dict[object, Part] = {}
    for part in products.parts:
        before = by_sku.setdefault(part.tree["sku"], part)
        if before is not part:
            tree = {name: value for name, value in before.tree.items() if part.tree.get(name, value) == value}
            both = [name for name in _ADDED if name in before.tree and name in part.tree]
            tree = {name: value for name, value in tree.items() if name not in _ADDED}
            tree |= {name: before.tree[name] + part.tree[name] for name in both}
            by_sku[part.tree["sku"]] = replace(before, tree=tree)
    return Parts(tuple(by_sku.values()), closed=products.closed)


def _joined(lists: Sequence[Parts]) -> Parts:
    return Parts(tuple(part for each in lists for part in each.parts), closed=all(each.closed for each in lists))


def _not_understood(tables: Sequence[Table]) -> list[str]:
    """Return the headers that no field is known by, of the row that looks most like one of headers."""
    rows = [[text.strip() for text in row if text.strip()] for table in tables for row in table.rows[:_MOST_ROWS_ABOVE]]
    best = max(rows, key=lambda row: (sum(bool(field_of(header(text))) for text in row), len(row)), default=[])
    return [quoted(text) for text in best if not field_of(header(text))][:_MOST_LISTED]


def _not_known(tables: Sequence[Table], shown: Sequence[Table], file: str) -> Problem:
    """Say that no header of the file is known, and what to do."""
    if len(shown) < len(tables) and any(table.rows for table in tables if table.hidden):
        hidden = ", ".join(table.sheet for table in tables if table.hidden)
        return Problem(
            f"no visible sheet holds a table that is known; hidden: {hidden}", Place(file), expected="the sheet with the boxes made visible"
        )
    unknown = ", ".join(_not_understood(shown))
    found = f"this is a table whose columns are not known{f' (not understood: {unknown})' if unknown else ''}"
    return Problem(found, Place(file), expected="a map of its columns", example=f"inboundcheck map {file}")
