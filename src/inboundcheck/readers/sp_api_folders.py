"""Reads a folder of SP-API payloads, each in a file, as one shipment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inboundcheck.errors import ReadError
from inboundcheck.places import Place, Places, join, parts
from inboundcheck.readers.awd import is_awd
from inboundcheck.readers.files import candidates, text_of
from inboundcheck.readers.parts import Part
from inboundcheck.readers.sp_api import is_sp_api
from inboundcheck.readers.sp_api_words import OPERATIONS
from inboundcheck.readers.trees import read_tree
from inboundcheck.readers.vendor import is_vendor

_MOST_FILES = 1000
_DIGITS = re.compile(r"([0-9]+)")
_LONGEST_NUMBER = 19


@dataclass(frozen=True, slots=True)
class _FolderPlaces:
    """The places of several files: the first step of a pointer says which."""

    files: Sequence[tuple[Places, str]]
    """Each with the operation under which its payload was put."""

    def find(self, pointer: str) -> Place | None:
        """Return where a value stands."""
        steps = parts(pointer)
        places, operation = self.files[int(steps[0])] if steps else self.files[0]
        rest = steps[2:] if operation and steps[1:2] == [operation] else steps[1:]
        return places.find(join("", *rest))


@dataclass(frozen=True, slots=True)
class PayloadFiles:
    """The payloads of a folder."""

    part: Part
    """All of them in a list."""
    files: tuple[str, ...]


def _in_order(name: str) -> list[tuple[int, str]]:
    """Sort page 10 behind page 9."""
    return [(int(each), "") if each.isdecimal() and len(each) < _LONGEST_NUMBER else (0, each) for each in _DIGITS.split(name)]


def payload_files(folder: Path) -> PayloadFiles | None:
    """Gather the payloads of a folder; None where it holds one file, or anything else than payloads.

    A file that is named after its operation (`listShipmentBoxes-2.json`) is taken for one of its pages.
    """
    try:
        names = candidates(folder) if folder.is_dir() else []
    except (OSError, ValueError):
        return None  # told where the folder is looked through for its one file
    if not 1 < len(names) <= _MOST_FILES or any(not name.lower().endswith(".json") for name in names):
        return None
    paths = [folder / name for name in sorted(names, key=_in_order)]
    try:
        read = [read_tree(text_of(path), str(path)) for path in paths]
    except ReadError:
        return None
    if any(not is_sp_api(part.tree) or is_awd(part.tree) or is_vendor(part.tree) for part in read):
        return None
    operations = [max((each for each in OPERATIONS if path.stem.startswith(each)), key=len, default="") for path in paths]
    trees: list[Any] = [{operation: part.tree} if operation else part.tree for part, operation in zip(read, operations, strict=True)]
    places = _FolderPlaces([(part.places, operation) for part, operation in zip(read, operations, strict=True)])
    return PayloadFiles(Part(trees, places), tuple(map(str, paths)))
