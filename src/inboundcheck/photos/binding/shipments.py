"""Finds the photos of a shipment, has them looked at, and gives them to its boxes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from inboundcheck.answers import listed
from inboundcheck.errors import UsageError, shown
from inboundcheck.model import LabelSeen, Photo, Shipment
from inboundcheck.photos.binding import Bound, bind
from inboundcheck.photos.binding.alike import shared
from inboundcheck.photos.binding.filing import Files
from inboundcheck.photos.binding.unbound import Unbound, unbound_findings
from inboundcheck.photos.looked import Looked, Marks
from inboundcheck.photos.opening.files import path_of
from inboundcheck.places import Nowhere, Places
from inboundcheck.report import Answered, Finding, PhotoUsed, Question


@dataclass(frozen=True, slots=True)
class Photographed:
    """A shipment with what its photos show, what is to be told of them, and what the report is to note."""

    shipment: Shipment
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    used: tuple[PhotoUsed, ...] = ()
    questions: tuple[Question, ...] = ()
    """What these photos leave open and a person can settle."""
    answers: tuple[Answered, ...] = ()
    """The answers that were taken in."""


def photographed(
    shipment: Shipment,
    *,
    photos: str | Path | Iterable[Looked] | None = None,
    beside: Path | None = None,
    base: str = "",
    places: Places | None = None,
    answers: Sequence[Answered] = (),
) -> Photographed:
    """Look at the photos of a shipment, and give them to its boxes.

    Args:
        shipment: photos that its boxes name, and in which nobody has looked, are looked at too.
        photos: a folder of photos, or photos that were looked at already.
        beside: a folder of photos that was found beside the spec, without anybody asking for it.
        base: the folder from which the paths in the spec are meant.
        places: where the boxes stand in their file.
        answers: what persons answered about photos.

    Raises:
        UsageError: the folder cannot be read, or the libraries for photos are missing and `photos` names a folder. Where photos only lie
            there, or the spec names them, a finding says that they were not looked at, and a note which libraries are missing.
    """
    asked = photos is not None and not isinstance(photos, str | Path)
    folder = None if asked else Path(photos) if isinstance(photos, str | Path) else beside
    notes: tuple[str, ...] = ()
    looked: list[Looked] = list(photos) if asked else []  # type: ignore[arg-type]
    paths, refused = _photos_in(folder) if folder else ((), ())
    given = {os.path.abspath(each) for each in (*paths, *(each.path for each in looked))}  # noqa: PTH100 - no file is asked
    named = [path for path in _named(shipment, base) if os.path.abspath(path) not in given]  # noqa: PTH100
    files = Files(listed(shipment.boxes), folder=str(folder) if folder else None, base=base)
    if (paths or named) and not asked:
        try:
            looked += _looked_at([*paths, *named], _marks([*paths, *named], files))
        except UsageError as trouble:
            if photos is not None:
                raise
            found = unbound_findings(_unopened((*paths, *named), refused, files), listed(shipment.boxes), places or Nowhere())
            return Photographed(shipment, found, (_not_looked_at(len(paths) + len(named), trouble),))
    if isinstance(photos, str | Path) and not (paths or refused):
        notes = (f"no photo was found in {shown(photos)}",)
    looked += refused
    bound = Bound(shipment)
    if looked:
        bound = bind(shipment, looked, folder=str(folder) if folder else None, base=base, places=places, answers=answers)
    written = {path_of(path): path for path in (*paths, *named)}
    used = tuple(_used(looked, bound.shipment, base, written))
    return Photographed(shared(bound.shipment), bound.findings, notes, used, bound.questions, bound.answers)


def _used(looked: Iterable[Looked], shipment: Shipment, base: str, files: Mapping[str, str]) -> Iterator[PhotoUsed]:
    """The photos that could be looked at, with whose each barcode is where they were given to a box.

    `files` gives the file of a photo by its path as it is shown: a name of any bytes is shown otherwise than it is written.
    """
    given: dict[str, list[tuple[str, Photo]]] = {}
    for box in listed(shipment.boxes):
        for photo in listed(box.photos):
            if isinstance(photo.path, str):
                given.setdefault(_whole(photo.path, base), []).append((box.id if isinstance(box.id, str) else "", photo))
    for each in looked:
        owners = given.get(_whole(each.path, ""), [])
        file = files.get(each.path, each.path)
        if len(owners) == 1:  # what shows several boxes is no box's alone
            box_id, photo = owners[0]
            yield PhotoUsed(str(photo.path), file, box_id, tuple(listed(photo.sightings)), each.sha256, photo.face_corners)
        elif each.ok:
            yield PhotoUsed(each.path, file, sightings=each.sightings, sha256=each.sha256)


def _whole(path: str, base: str) -> str:
    """One name for each file, whichever way it is written."""
    return os.path.normpath(os.path.join(base, path)) if os.path.exists(os.path.join(base, path)) else os.path.normpath(path)  # noqa: PTH110, PTH118


def _photos_in(folder: Path) -> tuple[tuple[str, ...], tuple[Looked, ...]]:
    """The photos of a folder, and what looked like one and is none."""
    from inboundcheck.photos.opening.folder import photos_in

    found = photos_in(folder)
    return tuple(map(str, found.photos)), tuple(Looked(path=path_of(each.path), trouble=each.reason) for each in found.refused)


def _marks(paths: Iterable[str], files: Files) -> dict[str | Path, Marks]:
    """What the spec marks in photos: a face, and labels on it, if any."""
    found: dict[str | Path, Marks] = {}
    for path in paths:
        photo = named[1] if (named := files.named(path)) else None
        labels = tuple(each.polygon for each in listed(photo.sightings) if isinstance(each, LabelSeen) and each.polygon) if photo else ()
        if photo and photo.face_corners and isinstance(photo.view, str):
            found[path] = Marks(view=photo.view, face=photo.face_corners, labels=labels)
    return found


def _looked_at(paths: Sequence[str], marks: Mapping[str | Path, Marks]) -> Iterator[Looked]:
    """Look at photos, in their order."""
    from inboundcheck.photos.eyes import Eyes

    with Eyes() as eyes:
        yield from eyes.look(paths, marks=marks)


def _named(shipment: Shipment, base: str) -> list[str]:
    """The photos that boxes name and that are to be looked at: where nobody has looked, or where the file is there."""
    found: dict[str, None] = {}
    for box in listed(shipment.boxes):
        for photo in listed(box.photos):
            if isinstance(photo.path, str) and (photo.sightings is None or _is_file(photo, base)):
                found[os.path.join(base, photo.path)] = None  # noqa: PTH118 - the path as it was given, for messages
    return list(found)


def _is_file(photo: Photo, base: str) -> bool:
    try:
        return isinstance(photo.path, str) and Path(base, photo.path).is_file()
    except (OSError, ValueError):
        return False


def _unopened(paths: Iterable[str], refused: Iterable[Looked], files: Files) -> Iterator[Unbound]:
    """Every photo of a shipment where none can be opened: what they might show must not pass for seen."""
    for path in paths:
        yield Unbound("library-missing", Looked(path=path_of(path), trouble="a library that photos need is missing"), _filed(path, files))
    for each in refused:
        yield Unbound("not-looked-at", each, _filed(each.path, files))


def _filed(path: str, files: Files) -> int | None:
    found = files.filed(path)
    return found[0] if found else None


def _not_looked_at(number: int, trouble: UsageError) -> str:
    many = "1 photo was" if number == 1 else f"{number:,} photos were"
    return f"{many} not looked at: {'; '.join(each.found for each in trouble.problems)}"
