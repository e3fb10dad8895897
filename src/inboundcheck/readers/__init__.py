"""Files of boxes in, shipments out.

`read` gives a whole file or folder; `stream` gives a large file of JSON Lines a stretch at a time. A defect of the data never stops
either: it is an issue of the reading, the value is missing, and everything else is judged. [`ReadError`][] is for a file of which
nothing can be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from inboundcheck.errors import Problem, ReadError
from inboundcheck.places import Place
from inboundcheck.readers.defaults import Defaults, read_defaults_file
from inboundcheck.readers.edi import is_edifact, is_x12, read_edifact, read_x12
from inboundcheck.readers.files import find_file, is_lines, opening_of, text_of
from inboundcheck.readers.lines import stream_lines
from inboundcheck.readers.own import read_own
from inboundcheck.readers.reading import Reading
from inboundcheck.readers.sp_api import is_sp_api, read_sp_api
from inboundcheck.readers.trees import read_tree

__all__ = ["Reading", "read", "stream"]

_STRETCH = 1000
"""Boxes in one reading of a stream."""
_BY_OPENING: tuple[tuple[Callable[[bytes], bool], Callable[[Path, Defaults], Iterator[Reading]]], ...] = (
    (is_x12, read_x12),
    (is_edifact, read_edifact),
)
"""Formats that are known by how their files begin: what recognises the first bytes, and what gives a reading for each shipment."""


def read(path: str | Path, *, defaults: str | Path | None = None) -> Reading:
    """Read a file, or a folder with one, into a shipment with its issues and places.

    `defaults` is a second file that answers for all boxes or products at once. Raises `ReadError` with every problem found.
    """
    readings = list(_readings(path, defaults, None))
    if len(readings) > 1:
        found = f"the file holds {len(readings)} shipments"
        raise ReadError(
            Problem(found, Place(readings[0].files[0]), expected="one shipment; `inboundcheck check` and `inboundcheck.check` take several")
        )
    return readings[0]


def stream(path: str | Path, *, defaults: str | Path | None = None) -> Iterator[Reading]:
    """Read a file of JSON Lines about 1,000 boxes at a time, in memory that does not grow; any other file gives one reading."""
    return _readings(path, defaults, _STRETCH)


def _readings(path: str | Path, defaults: str | Path | None, stretch: int | None) -> Iterator[Reading]:
    file = find_file(path)
    answers = read_defaults_file(Path(defaults)) if defaults is not None else Defaults()
    opening = opening_of(file)
    read_file = next((reader for recognises, reader in _BY_OPENING if recognises(opening)), None)
    if read_file is not None:
        yield from read_file(file, answers)
        return
    if is_lines(file):
        yield from stream_lines(file, answers, stretch)
        return
    part = read_tree(text_of(file), str(file))
    yield read_sp_api(part, answers, str(file)) if is_sp_api(part.tree) else read_own(part, answers, str(file))
