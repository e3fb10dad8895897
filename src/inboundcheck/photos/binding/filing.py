"""Which box a photo is filed under: by its place in the folder, or because the spec names it."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePath
from typing import Literal

from inboundcheck.answers import listed
from inboundcheck.model import Box, Photo

FOLDER = "photos"
"""What the folder of photos beside a spec is called."""
_NAMES = ("id", "box_id", "package_id", "sscc")


class Files:
    """The boxes of a shipment by what a photo of theirs is called: `photos/<box id>/…`, `photos/<box id>*.jpg`, or a path in the spec."""

    def __init__(self, boxes: Iterable[Box], *, folder: str | None = None, base: str = "") -> None:
        self._folder, self._base = folder, base
        self._by_name: dict[str, set[int]] = defaultdict(set)
        self._by_path: dict[str, list[tuple[int, Photo]]] = defaultdict(list)
        for number, box in enumerate(boxes):
            for name in _NAMES:
                if isinstance(text := getattr(box, name), str) and text:
                    self._by_name[text].add(number)
            for photo in listed(box.photos):
                if isinstance(photo.path, str):
                    self._by_path[self.absolute(photo.path)].append((number, photo))
        self._longest = max(map(len, self._by_name), default=0)

    def absolute(self, path: str) -> str:
        """Return a path of the spec, which is meant from the spec's folder, in one form."""
        return os.path.abspath(os.path.join(self._base, path))  # noqa: PTH100, PTH118 - no file is asked

    def named(self, path: str) -> tuple[int, Photo] | None:
        """Return the one box whose spec names this photo, and what it says of it; None where several do."""
        found = self._by_path.get(os.path.abspath(path)) or self._by_path.get(self.absolute(path), [])  # noqa: PTH100
        return found[0] if len(found) == 1 else None

    def filed(self, path: str) -> tuple[int, Literal["path", "spec"]] | None:
        """Return the number of the box that a photo is filed under, and by what; None where nothing says."""
        number = self._by_place(path)
        if number is not None:
            return number, "path"
        named = self.named(path)
        return (named[0], "spec") if named else None

    def _by_place(self, path: str) -> int | None:
        folders, stem = self._inside(path)
        for folder in folders:
            if (number := self._one(folder)) is not None:
                return number
        for length in range(min(len(stem), self._longest), 0, -1):
            if _ends_there(stem, length) and stem[:length] in self._by_name:
                return self._one(stem[:length])
        return None

    def _one(self, name: str) -> int | None:
        numbers = self._by_name.get(name, ())
        return next(iter(numbers)) if len(numbers) == 1 else None

    def _inside(self, path: str) -> tuple[tuple[str, ...], str]:
        """The folders of a photo below the photos folder, and its name without the suffix."""
        place = PurePath(path)
        if self._folder is not None and place.is_relative_to(self._folder):
            place = place.relative_to(self._folder)
        elif FOLDER in place.parts[:-1]:
            at = len(place.parts) - 2 - place.parts[-2::-1].index(FOLDER)
            place = PurePath(*place.parts[at + 1 :])
        return place.parts[:-1], place.stem


def _ends_there(stem: str, length: int) -> bool:
    """Whether an ID that a name begins with can end there: A1 is not in `A10.jpg`, and is in `A1front.jpg` and `A1-2.jpg`."""
    if length == len(stem):
        return True
    last, after = stem[length - 1], stem[length]
    return not (after.isdigit() if last.isdigit() else last.isalnum() and after.isalnum())
