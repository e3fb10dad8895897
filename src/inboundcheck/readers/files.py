"""Finds the file to read, and reads its text: with limits, and with a plain word for everything that is not text."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from inboundcheck.errors import Problem, ReadError, nearest
from inboundcheck.places import Place

LARGEST = 200 * 1024 * 1024
"""The largest file, in bytes, that is read whole."""
LONGEST_LINE = 10 * 1024 * 1024
_OPENING = 1024
_TREES, _LINES, _EDI = (".yaml", ".yml", ".json"), (".jsonl", ".ndjson"), (".edi", ".x12", ".edifact", ".856")
SUFFIXES = (*_TREES, *_LINES, *_EDI, ".csv", ".tsv", ".xlsx", ".xlsm", ".xml")
"""The names of files that are looked for in a folder."""
_MAPS = (".map.yaml", ".map.yml")
_BESIDE = ("defaults.yaml", "defaults.yml", "waivers.yaml", "waivers.yml", "answers.yaml", "answers.yml")
"""Files that lie beside a shipment and are none."""
_KINDS = {
    b"\xd0\xcf\x11\xe0": "an Excel workbook of the older kind (.xls), or one with a password",
    b"PK\x03\x04": "an Excel workbook or another zip archive", b"%PDF": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture",
    b"\x1f\x8b": "a compressed file", b"\xff\xfe": "text saved as UTF-16", b"\xfe\xff": "text saved as UTF-16", b"<": "XML",
}  # fmt: skip
_LARGE = "a file so large as JSON Lines, one box on each line, or as a CSV file in UTF-8 with a map of its columns, checked as it is read"
_READABLE = "a YAML or JSON file, or JSON Lines with one box on each line"


def find_file(path: str | Path) -> Path:
    """Return the file itself, or for a folder its `shipment.…`, else its one readable file."""
    path = Path(path)
    try:
        if path.is_dir():
            return _in_folder(path)
        if path.is_file():
            return path
        names = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    except (OSError, ValueError) as trouble:
        raise ReadError(Problem(f"{str(path)!r} cannot be read: {_reason(trouble)}")) from None
    raise ReadError(Problem(f"there is no file {str(path)!r}{nearest(path.name, names)}"))


def candidates(folder: Path) -> list[str]:
    """Return the names of the files of a folder that could be the shipment: one that is called so, or all that can be read."""
    names = sorted(each.name for each in folder.iterdir() if each.is_file() and each.suffix.lower() in SUFFIXES and each.name[0] not in ".~")
    named = [name for name in names if Path(name).stem.lower() == "shipment"]
    return named or [name for name in names if name.lower() not in _BESIDE and not name.lower().endswith(_MAPS)]


def _in_folder(folder: Path) -> Path:
    found = candidates(folder)
    if len(found) == 1:
        return folder / found[0]
    if not found:
        raise ReadError(Problem("the folder holds no file that can be read", Place(str(folder)), expected="shipment.yaml, or one YAML or JSON file"))
    listed = ", ".join(map(repr, found[:5])) + (" …" if len(found) > 5 else "")  # noqa: PLR2004
    problem = f"the folder holds {len(found)} files that could be the shipment: {listed}"
    raise ReadError(Problem(problem, Place(str(folder)), expected="one of them named"))


def opening_of(path: Path) -> bytes:
    """Return the first bytes of a file, by which its format may be known."""
    try:
        with path.open("rb") as file:
            return file.read(_OPENING)
    except OSError as trouble:
        raise ReadError(Problem(f"the file cannot be read: {_reason(trouble)}", Place(str(path)))) from None


def is_lines(path: Path) -> bool:
    """Say whether a file is JSON Lines, by what it holds: its first line is a whole JSON value, and it does not stop there."""
    named_so = path.suffix.lower() in _LINES
    filled = (line for _, line in numbered_lines(path) if line is None or line.strip())
    first, second = next(filled, b""), next(filled, b"")
    if first is None:
        return named_so and second != b""
    if not first.lstrip().startswith(b"{"):
        return False
    if named_so and second is not None and second.lstrip().startswith(b"{"):
        return True
    return (named_so or second != b"") and _is_json(first)


def numbered_lines(path: Path) -> Iterator[tuple[int, bytes | None]]:
    """Give the lines of a file with their numbers, one at a time; None for a line that is too long to be one box."""
    try:
        with path.open("rb") as file:
            for number in count(1):
                line = file.readline(LONGEST_LINE + 1)
                if number == 1:
                    line = line.removeprefix(BOM_UTF8)
                if not line and number > 1:
                    return
                too_long = len(line) > LONGEST_LINE
                while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
                    line = file.readline(LONGEST_LINE + 1)
                yield number, None if too_long else line
    except OSError as trouble:
        raise ReadError(Problem(f"the file cannot be read: {_reason(trouble)}", Place(str(path)))) from None


def bytes_of(path: Path) -> bytes:
    """Read a whole file."""
    file = Place(str(path))
    try:
        if path.stat().st_size > LARGEST:
            raise ReadError(Problem(f"the file is larger than {LARGEST // 1024**2} MB", file, expected=_LARGE))
        return path.read_bytes()
    except OSError as trouble:
        raise ReadError(Problem(f"the file cannot be read: {_reason(trouble)}", file)) from None


def text_of(path: Path, data: bytes | None = None) -> str:
    """Read a whole file of text; `data` are its bytes where they were read already."""
    file = Place(str(path))
    data = bytes_of(path) if data is None else data
    for start, kind in _KINDS.items():
        if data.startswith(start):
            raise ReadError(Problem(f"this is {kind}, which is not read yet", file, expected=_READABLE))
    text = decoded(data.removeprefix(BOM_UTF8), str(path), 1)
    if not text.strip():
        raise ReadError(Problem("the file is empty", file, expected=_READABLE))
    return text


def decoded(data: bytes, file: str, line: int) -> str:
    """Read bytes as UTF-8; `line` is the one on which they start."""
    zero = data.find(b"\0")
    if zero >= 0:
        raise ReadError(Problem("a NUL byte stands in the file: it is no text", Place(file, line + data.count(b"\n", 0, zero)), expected=_READABLE))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as trouble:
        before = data[: trouble.start]
        column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
        place = Place(file, line + before.count(b"\n"), column)
        raise ReadError(Problem(f"the byte 0x{data[trouble.start]:02x} is not UTF-8", place, expected="the file saved as UTF-8")) from None


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _reason(trouble: OSError | ValueError) -> str:
    return (trouble.strerror if isinstance(trouble, OSError) else "") or str(trouble)
