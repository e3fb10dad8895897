"""Finds the photos of a folder, told by their content, in the order in which people count: IMG_2 before IMG_10."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inboundcheck.errors import PhotoError, UsageError, shown
from inboundcheck.photos.opening.files import file_head
from inboundcheck.photos.opening.kinds import HEAD, PHOTO_SUFFIXES, described, photo_kind


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that looks like a photo by its name, or a folder, that was left out."""

    path: Path
    """Below the folder that was searched."""
    reason: str
    """Why, and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a folder holds."""

    photos: tuple[Path, ...] = ()
    """Its photos, those of its folders among them."""
    refused: tuple[Refused, ...] = ()
    """What was left out although it looked like a photo. Files of other kinds (a spec, a read-me) are not named."""


def photos_in(folder: str | Path) -> Found:
    """Find all photos below a folder. Hidden files are left alone, and no link is followed that leads out of the folder.

    Raises:
        UsageError: it is not a folder, or may not be read.
    """
    top = Path(folder)
    if not top.is_dir():
        raise UsageError(f"{shown(folder)} is not a folder with photos; give one that exists, for example shipment/photos")
    inside = top.resolve()
    photos: list[Path] = []
    refused: list[Refused] = []
    for path, trouble in _files(top):
        reason = trouble or _reason(path, inside)
        if reason is None:
            photos.append(path)
        elif reason:
            refused.append(Refused(path, reason))
    return Found(tuple(sorted(photos, key=_order)), tuple(sorted(refused, key=lambda each: _order(each.path))))


def _files(top: Path) -> Iterator[tuple[Path, str]]:
    """All files below a folder, each with why it cannot be looked at (or nothing)."""
    waiting = [top]
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(os.scandir(folder))
        except OSError as trouble:
            if folder == top:
                raise UsageError(f"the folder {shown(top)} cannot be read ({trouble.strerror}); give yourself the right to read it") from None
            yield folder, f"the folder cannot be read ({trouble.strerror}); give yourself the right to read it"
            continue
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting.append(path)
            elif entry.is_symlink() and path.is_dir():
                yield path, "it is a link to a folder, and links to folders are not followed; copy the photos here"
            else:
                yield path, ""


def _reason(path: Path, inside: Path) -> str | None:
    """Why a file is left out; nothing where it is not worth a word, and None where it is a photo."""
    promises = path.suffix.lower() in PHOTO_SUFFIXES
    if path.is_symlink() and not path.exists():
        return "it is a link that leads nowhere; copy the photo here" if promises else ""
    if path.is_symlink() and not path.resolve().is_relative_to(inside):
        return "it is a link that leads out of the folder; copy the photo here" if promises else ""
    try:
        head = file_head(path, HEAD)
    except PhotoError as trouble:
        return str(trouble) if promises else ""
    if photo_kind(head):
        return None
    return f"it holds {described(head)}; give a photo as JPEG, PNG, WebP, HEIC or TIFF" if promises else ""


def _order(path: Path) -> list[tuple[list[tuple[str, int]], str]]:
    """Folders and names with numbers compared as numbers; the exact name decides between equals."""
    return [([(text, int(number or 0)) for text, number in re.findall(r"(\D*)(\d*)", part.casefold())], part) for part in path.parts]
