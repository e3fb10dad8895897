"""Reports and marked photos as files, with what a report shows of other files: single lines of the spec, and the photos."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from inboundcheck import outputs
from inboundcheck.errors import InboundCheckError, PhotoError, Problem, UsageError, shown
from inboundcheck.outputs.html_view import Crops, Picture, Pictures
from inboundcheck.places import Place
from inboundcheck.report import PhotoUsed, Question, Report

if TYPE_CHECKING:
    from inboundcheck.photos.eyes import Eyes

_IN_PAGES = 1280
"""The longer side of a photo in a page, in pixels: half of what a marked photo by itself weighs."""
_OF_QUESTIONS = 720
"""The same of a part that a question shows."""
_QUALITY = 72
_WORKERS = 2
"""How many processes copy photos while this one draws on the copies."""


class Lines:
    """Reads single lines of the files that findings point at, each file once."""

    def __init__(self) -> None:
        self._files: dict[str, list[str]] = {}

    def find(self, place: Place) -> str | None:
        """Return the line of a place, or None where it cannot be read; a cell of a workbook has none."""
        if place.sheet:
            return None
        if place.file not in self._files:
            try:
                self._files[place.file] = Path(place.file).read_text(encoding="utf-8-sig", errors="replace").split("\n")
            except (OSError, ValueError):  # a name with a null character is no name
                self._files[place.file] = []
        lines = self._files[place.file]
        return lines[place.line - 1] if 0 < place.line <= len(lines) else None


def rendered(report: Report, format: str) -> str:  # noqa: A002 - the word that users know
    """Write a report in a format that is text, with the lines and photos that it shows.

    Raises:
        UsageError: the format is not known, is not text, or its library is not installed.
    """
    with _options(report, format) as options:
        return outputs.render(report, format, **options)


def encoded(report: Report, format: str) -> bytes:  # noqa: A002
    """Write a report in any format as it stands in a file, with the lines and photos that it shows.

    Raises:
        UsageError: the format is not known, or its library is not installed.
    """
    with _options(report, format) as options:
        return outputs.encoded(report, format, **options)


@contextmanager
def _options(report: Report, format: str) -> Iterator[dict[str, object]]:  # noqa: A002
    if format != "html":
        yield {}
        return
    with pictures(report) as found, crops(report) as parts:
        yield {"lines": Lines().find, "pictures": found, "crops": parts}


def save(report: Report, path: str | os.PathLike[str], format: str | None = None) -> None:  # noqa: A002
    """Write a report to a file; the suffix picks the format unless `format` names it.

    Raises:
        UsageError: the format is not known, its library is not installed, or the file cannot be written.
    """
    content = encoded(report, format or outputs.format_of(path))
    try:
        Path(path).write_bytes(content)
    except (OSError, ValueError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        raise UsageError(f"{shown(path)} cannot be written: {reason}") from None


@contextmanager
def pictures(report: Report) -> Iterator[Pictures]:
    """Give the marked photos of a report as pictures for a page; None for one that was not looked at or cannot be opened any more."""
    used = {each.name: each for each in report.photos}
    with ExitStack() as stack:
        eyes = _eyes(stack) if used else None

        def picture(name: str) -> Picture | None:
            try:
                return _picture(used[name], report, eyes) if eyes and name in used else None
            except InboundCheckError:
                return None

        yield picture


@contextmanager
def crops(report: Report) -> Iterator[Crops]:
    """Give the part of a photo that a question is about; None where the photo cannot be opened any more."""
    used = {each.name: each for each in report.photos}
    with ExitStack() as stack:
        eyes = _eyes(stack) if report.questions else None

        def crop(question: Question) -> Picture | None:
            try:
                return _crop(question, used[question.photo], eyes) if eyes and question.photo in used else None
            except InboundCheckError:
                return None

        yield crop


def _crop(question: Question, photo: PhotoUsed, eyes: Eyes) -> Picture:
    from inboundcheck.photos.marking.marked import draw_part

    made = draw_part(question, eyes.part(photo.file, question.crop, longest=_OF_QUESTIONS), quality=_QUALITY)
    return Picture(made.jpeg, made.width, made.height, f"Photo {question.photo}: {made.text}")


def _eyes(stack: ExitStack) -> Eyes | None:
    """Open the workers that copy the photos of a page; a page without pictures is better than none."""
    from inboundcheck.photos.eyes import Eyes

    try:
        return stack.enter_context(Eyes(workers=1))
    except UsageError:
        return None


def _picture(photo: PhotoUsed, report: Report, eyes: Eyes) -> Picture:
    from inboundcheck.photos.marking.marked import draw

    made = draw(photo, report, next(eyes.copies([photo.file], longest=_IN_PAGES)), quality=_QUALITY)
    return Picture(made.jpeg, made.width, made.height, f"Photo with what was seen in it: {made.text}")


def save_marked(report: Report, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write each photo that was looked at, with what was seen in it, as a JPEG file into a folder; return the files.

    The folder is made where it is not there. Files of the same names in it are replaced.

    Raises:
        PhotoError: photos that cannot be opened any more, or files that cannot be written; the others were written.
        UsageError: no photo was looked at, so there is nothing to write; or the photos lie in that folder themselves.
    """
    from inboundcheck.photos.eyes import Eyes
    from inboundcheck.photos.marking.draw import LONG_SIDE
    from inboundcheck.photos.marking.marked import draw, file_names

    if not report.photos:
        raise UsageError("no photo was looked at, so there is none to mark; put photos into `photos/` beside the spec, or name a folder of them")
    if any(_same_folder(Path(each.file).parent, Path(folder)) for each in report.photos):
        found = f"{shown(folder)} holds the photos themselves: marked ones could replace them, and would be taken for photos next time"
        raise UsageError(Problem(found, expected="another folder", example="--save-marked marked"))
    written: list[Path] = []
    problems: list[Problem] = []
    names = file_names(each.name for each in report.photos)
    with Eyes(workers=min(len(names), _WORKERS)) as eyes:
        copies = eyes.copies((each.file for each in report.photos), longest=LONG_SIDE)
        for photo, name, copy in zip(report.photos, names, copies, strict=True):
            path = Path(folder, name)
            try:
                made = draw(photo, report, copy)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(made.jpeg)
                written.append(path)
            except PhotoError as trouble:
                problems.extend(trouble.problems)
            except OSError as trouble:
                problems.append(Problem(f"{shown(path)} cannot be written: {trouble.strerror}"))
    if problems:
        raise PhotoError(problems)
    return tuple(written)


def _same_folder(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False  # one of them is not there
