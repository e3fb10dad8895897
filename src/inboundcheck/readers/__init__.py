"""Files of boxes in, shipments out.

`read` gives a whole file or folder; `stream` gives a file of JSON Lines, or a large table of text, a stretch at a time. A defect of the
data never stops either: it is an issue of the reading, the value is missing, and everything else is judged. [`ReadError`][] is for a file of which
nothing can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from inboundcheck.errors import Problem, ReadError
from inboundcheck.places import Place
from inboundcheck.readers.awd import is_awd, read_awd
from inboundcheck.readers.carton_contents import is_carton_contents, read_carton_contents
from inboundcheck.readers.defaults import Defaults, read_defaults_file
from inboundcheck.readers.edi import is_edifact, is_x12, read_edifact, read_x12
from inboundcheck.readers.files import bytes_of, find_file, is_lines, opening_of, text_of
from inboundcheck.readers.lines import stream_lines
from inboundcheck.readers.mapped_trees import read_mapped_tree, tree_map_for
from inboundcheck.readers.own import read_own
from inboundcheck.readers.parts import Part
from inboundcheck.readers.proposals import propose_map
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.sheets import read_sheets
from inboundcheck.readers.sp_api import is_sp_api, read_sp_api
from inboundcheck.readers.sp_api_folders import payload_files
from inboundcheck.readers.table_streams import map_of_large_table, stream_table
from inboundcheck.readers.trees import read_tree
from inboundcheck.readers.vendor import is_vendor, read_vendor

__all__ = ["Reading", "propose_map", "read", "read_all", "stream"]

_STRETCH = 1000
"""Boxes in one reading of a stream."""
_BY_OPENING: tuple[tuple[Callable[[bytes], bool], Callable[[Path, Defaults], Iterator[Reading]]], ...] = (
    (is_x12, read_x12),
    (is_edifact, read_edifact),
)
"""Formats that are known by how their files begin: what recognises the first bytes, and what gives a reading for each shipment."""


def read(path: str | Path, *, defaults: str | Path | None = None, columns: str | Path | None = None) -> Reading:
    """Read a file, or a folder with one, into a shipment with its issues and places.

    `defaults` is a second file that answers for all boxes or products at once, `columns` a map of the columns of a table.
    Raises `ReadError` with every problem found.
    """
    readings = read_all(path, defaults=defaults, columns=columns)
    if len(readings) > 1:
        found = f"the file holds {len(readings)} shipments"
        raise ReadError(
            Problem(found, Place(readings[0].files[0]), expected="one shipment; `inboundcheck check` and `inboundcheck.check` take several")
        )
    return readings[0]


def read_all(path: str | Path, *, defaults: str | Path | None = None, columns: str | Path | None = None) -> tuple[Reading, ...]:
    """Read a file, or a folder with one, that may hold several shipments: a whole reading for each.

    Raises `ReadError` as `read` does.
    """
    return tuple(_readings(path, defaults, None, columns))


def stream(path: str | Path, *, defaults: str | Path | None = None, columns: str | Path | None = None) -> Iterator[Reading]:
    """Read a file of JSON Lines, or a CSV file over 1 MB with a map of its columns, about 1,000 boxes at a time.

    Memory does not grow with the file. Any other file gives one reading.
    """
    return _readings(path, defaults, _STRETCH, columns)


def _readings(path: str | Path, defaults: str | Path | None, stretch: int | None, columns: str | Path | None) -> Iterator[Reading]:
    several = payload_files(Path(path))
    file = find_file(path) if several is None else Path(path)
    answers = read_defaults_file(Path(defaults)) if defaults is not None else Defaults()
    if several is not None:
        yield read_sp_api(several.part, answers, *several.files)
        return
    opening = opening_of(file)
    read_file = next((reader for recognises, reader in _BY_OPENING if recognises(opening)), None)
    if read_file is not None:
        yield from read_file(file, answers)
    elif is_lines(file):
        yield from stream_lines(file, answers, stretch)
    elif stretch is not None and (column_map := map_of_large_table(file, columns)) is not None:
        yield from stream_table(file, answers, stretch, column_map)
    else:
        yield from _whole(file, answers, columns)


def _whole(file: Path, defaults: Defaults, columns: str | Path | None) -> Iterable[Reading]:
    """Read a file that is taken as a whole."""
    data = bytes_of(file)
    if is_carton_contents(data):
        return read_carton_contents(data, str(file), defaults)
    table = read_sheets(data, str(file), defaults, columns)
    return [table] if table is not None else _tree(read_tree(text_of(file, data), str(file)), str(file), defaults)


def _tree(part: Part, file: str, defaults: Defaults) -> Iterable[Reading]:
    """Read YAML or JSON."""
    if is_vendor(part.tree):
        return read_vendor(part, defaults, file)
    tree_map = tree_map_for(part.tree)
    if tree_map is not None:
        return [read_mapped_tree(part, tree_map, defaults, file)]
    if is_awd(part.tree):
        return read_awd(part, defaults, file)
    return [read_sp_api(part, defaults, file) if is_sp_api(part.tree) else read_own(part, defaults, file)]
