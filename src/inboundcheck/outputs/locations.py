"""How formats for machines say where something is: paths as they are written in URIs, and a name for each finding that stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from pathlib import PurePath
from urllib.parse import quote

from inboundcheck.errors import Problem
from inboundcheck.outputs.summary import in_order
from inboundcheck.places import Place
from inboundcheck.report import Report


def place_of(report: Report, place: Place | None) -> Place | None:
    """Return a place, or for what has none of its own the first line of the first file that was read; None for what came from no file."""
    if place is not None:
        return place
    others = [*(each.place for each in (*in_order(report), *report.waived)), *(each.place for each in report.defects)]
    file = next(iter((*report.files, *(each.file for each in others if each))), None)
    return Place(file, 1) if file else None


def path_of(file: str) -> str:
    """Write a path with slashes, as every format but a shell on Windows has it."""
    return PurePath(file).as_posix()


def uri_of(file: str) -> str:
    """Write a path as a URI (RFC 3986): relative where the path is."""
    path = PurePath(file)
    # A colon in a relative path would pass for a scheme; what no encoding can write is written as an escape.
    written = quote(path.as_posix(), safe="/", errors="backslashreplace")
    return f"file://{'' if written.startswith('/') else '/'}{written}" if path.is_absolute() else written


def key_of(problem: Problem) -> str:
    """Return a name for a value that could not be read that stays the same while it stands there."""
    about = "|".join((problem.place.file if problem.place else "", problem.where, problem.found))
    return sha256(about.encode(errors="surrogatepass")).hexdigest()[:16]


def unique(keys: Iterable[str]) -> list[str]:
    """Number keys by how often they came, so that no two are the same: shipments that were judged together may use an ID twice."""
    seen: Counter[str] = Counter()
    numbered = []
    for key in keys:
        seen[key] += 1
        numbered.append(f"{key}:{seen[key]}")
    return numbered
