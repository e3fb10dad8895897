"""From what a caller gives to readings, with the photos that lie beside them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from inboundcheck import readers
from inboundcheck.errors import UsageError
from inboundcheck.model import Box, Shipment
from inboundcheck.readers import Reading

Checkable: TypeAlias = "Shipment | Box | Reading | str | Path"
_PHOTOS = "photos"
"""The folder of photos that lies beside a spec."""
_WAIVERS = "waivers.yaml"
ANSWERS = "answers.yaml"
"""The file of answers that lies beside a spec, as its waivers do."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something to judge, and the folder of photos that lies beside it."""

    reading: Reading
    photos: Path | None = None


def sources(what: Checkable | Iterable[Checkable], defaults: str | Path | None, columns: str | Path | None, *, whole: bool) -> Iterator[Source]:
    """Turn what was given into readings, one by one; `whole` reads a file in one, because photos may be of any of its boxes."""
    if isinstance(what, Reading):
        yield Source(what)
    elif isinstance(what, Shipment):
        yield Source(Reading(what))
    elif isinstance(what, Box):
        yield Source(Reading(Shipment(boxes=[what])))
    elif isinstance(what, str | Path):
        beside = Path(what, _PHOTOS) if os.path.isdir(Path(what, _PHOTOS)) else None  # noqa: PTH112 - as below
        if whole or beside is not None:
            yield Source(readers.read(what, defaults=defaults, columns=columns), beside)
        else:
            yield from map(Source, readers.stream(what, defaults=defaults, columns=columns))
    else:
        things = list(what)
        boxes = [each for each in things if isinstance(each, Box)]
        if boxes:
            yield Source(Reading(Shipment(boxes=boxes)))
        for each in things:
            if not isinstance(each, Box):
                yield from sources(each, defaults, columns, whole=whole)


def waivers_beside(paths: Iterable[Path]) -> Path | None:
    """Return the waivers file in the folder that is checked, or None.

    Raises:
        UsageError: several folders are checked, and more than one has such a file.
    """
    found = [path / _WAIVERS for path in paths if os.path.isfile(path / _WAIVERS)]  # noqa: PTH113 - no error for a name that is too long
    if len(found) > 1:
        raise UsageError(f"several folders have a waivers.yaml ({', '.join(str(path) for path in found)}); name one with --waivers")
    return found[0] if found else None


def answers_beside(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the answers files in the folders that are checked. An answer names its photo by what is in it, so several files do not mix."""
    return tuple(path / ANSWERS for path in paths if os.path.isfile(path / ANSWERS))  # noqa: PTH113 - as above
