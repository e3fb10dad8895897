"""`inboundcheck check --watch`: for the packing table. It checks again whenever something that the check reads changes.

The watch is set up before a check reads its files, so that what changes in the meantime is seen after it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, cast

import typer

from inboundcheck.cli.files import tell
from inboundcheck.errors import InboundCheckError, Problem, UsageError, shown
from inboundcheck.outputs.words import visible
from inboundcheck.photos.opening.kinds import PHOTO_SUFFIXES
from inboundcheck.readers.files import SUFFIXES
from inboundcheck.report import Report

if TYPE_CHECKING:
    from watchfiles import Change

Changes: TypeAlias = "Iterator[set[tuple[Change, str]]]"
"""What changed since the last time: sets of changes, empty ones where nothing did for a moment."""
_RELEVANT = {*SUFFIXES, *PHOTO_SUFFIXES, ".toml", ""}
"""Names of what a check may read; without a suffix it may be a folder of photos."""
_QUIET, _LONGEST, _MOMENT = 200, 3000, 250
"""Milliseconds: how long nothing must have changed, how long a row of changes is waited for, how often it is looked whether folders stand."""


class Watch:
    """What a check reads and writes, and what changes there."""

    def __init__(self, changes: Callable[[list[Path], bool], Changes], now: Callable[[], datetime]) -> None:
        self.changes, self.now = changes, now
        self.stream: Changes = iter(())
        self.named: set[Path] = set()
        self.found: set[Path] = set()
        self.written: set[Path] = set()
        self.watched: dict[Path, object] = {}

    def uses(self, reads: Iterable[Path | None], writes: Iterable[Path | None]) -> None:
        """Set up the watch for what was named: called by each check, before it reads any of it."""
        self.named, self.written = ({_whole(each) for each in paths if each is not None} for paths in (reads, writes))
        self._set_up()

    def finds(self, files: Iterable[str]) -> None:
        """Note what was read besides: packs and photos that a spec names."""
        self.found |= {_whole(each) for each in files if each}

    def follow(self, run: Callable[[], None]) -> int:
        """Check, and check again at each change, until Ctrl-C; return the exit code of the last check that was ended.

        Raises:
            InboundCheckError: the first check could not be begun as asked, and no change of a file will mend that.
        """
        code = 2
        why: str | None = ""
        try:
            while why is not None:
                self._say(why)
                code = self._checked(run)
                why = "" if self._set_up() else self._wait(code)
        except KeyboardInterrupt:
            typer.echo("", err=True)
        return code

    def _checked(self, run: Callable[[], None]) -> int:
        """Check once; what is wrong with a file is told, and ends nothing."""
        try:
            run()
        except typer.Exit as end:
            return end.exit_code
        except InboundCheckError as trouble:
            if not self.watched:
                raise  # before anything was read
            self.finds(each.place.file for each in trouble.problems if each.place)
            tell(trouble.problems)
        except BrokenPipeError:
            raise  # nobody reads any more
        except OSError as trouble:
            tell([Problem(f"a file cannot be read: {trouble.strerror or trouble}", where=str(trouble.filename or ""))])
        return 2

    def _wait(self, code: int) -> str | None:
        """Wait for a change that matters, and name what changed; None where nothing will change any more."""
        sys.stdout.flush()
        typer.echo(f"waiting for changes; Ctrl-C ends with exit code {code}", err=True)
        for changes in self.stream:
            mattering = sorted({path for change, path in changes if self.matters(path, added_or_gone=change != 2)})  # noqa: PLR2004 - Change.modified
            if mattering or self._roots() != self.watched:
                return _named(mattering)
        return None

    def matters(self, path: str | Path, *, added_or_gone: bool = False) -> bool:
        """Whether a change of this path may change what comes out."""
        file = _whole(path)
        if file in self.written or any(each in self.written for each in file.parents):
            return False
        if file in self.named | self.found:
            return True
        if file.suffix.lower() not in _RELEVANT or not (file.suffix or added_or_gone):
            return False
        beside = any(each.parent == file.parent for each in self.named | self.found)
        inside = next((each for each in file.parents if each in self.named), None)
        own = file.relative_to(inside).parts if inside else (file.name,)
        return (beside or inside is not None) and not any(part[0] in ".~#" for part in own)

    def _set_up(self) -> bool:
        """Watch anew if there is more to watch, or a folder is another one by now; say whether that was so."""
        roots = self._roots()
        if roots == self.watched:
            return False
        self.stream = self.changes([*roots], any(map(_is_folder, self.named)))
        next(self.stream, None)  # from here on it takes notice
        self.watched = roots
        return True

    def _roots(self) -> dict[Path, object]:
        """The folders to watch, each with what tells it from another one of its name."""
        whole = set(filter(_is_folder, self.named))
        folders = whole | {each.parent for each in self.named | self.found if each not in whole and whole.isdisjoint(each.parents)}
        standing = {next(filter(_is_folder, (folder, *folder.parents)), Path.cwd()) for folder in folders}
        return {each: _identity(each) for each in sorted(standing)}

    def _say(self, why: str) -> None:
        """Begin a check: with a clean screen on a terminal, and a dated line."""
        from rich.console import Console

        Console().clear()
        typer.echo(visible(f"{self.now():%Y-%m-%d %H:%M:%S}{why}"), err=True)


def changes_of(folders: list[Path], recursive: bool) -> Changes:
    """Give the changes in folders, as the system tells them.

    Raises:
        UsageError: the system does not take so many folders.
    """
    from watchfiles import watch

    try:
        yield from watch(
            *folders, watch_filter=None, debounce=_LONGEST, step=_QUIET, rust_timeout=_MOMENT, yield_on_timeout=True, recursive=recursive,
            ignore_permission_denied=True,
        )  # fmt: skip
    except OSError as trouble:
        where = ", ".join(str(each) for each in folders)
        raise UsageError(Problem(f"--watch cannot watch {shown(where)}: {trouble}", expected="what is checked in a folder of its own")) from None


def follow(context: typer.Context) -> int:
    """Run a command again and again, with its own arguments.

    Raises:
        InboundCheckError: watchfiles is not installed, or the first check could not be begun as asked.
    """
    if find_spec("watchfiles") is None:
        raise UsageError("--watch needs watchfiles, which is not installed; install it with: pip install 'inboundcheck[watch]'")
    context.obj = watch = Watch(changes_of, datetime.now)
    arguments = {**context.params, "watch": False}
    command = cast("Callable[..., None]", context.command.callback)
    return watch.follow(lambda: context.invoke(command, **arguments))


def noted(
    context: typer.Context, *, name: str, updates: bool, packs: Iterable[str], reads: Iterable[Path | None], writes: Iterable[Path | None]
) -> None:
    """Tell a watch what the check will read and write; without one, nothing is done.

    Raises:
        UsageError: the check prints or writes what cannot be done again and again.
    """
    if not isinstance(context.obj, Watch):
        return
    if name not in ("text", "short"):
        raise UsageError(f"--watch and --format {name} do not go together: it prints for people, text or -q; -o FILE writes other formats anew")
    if updates:
        raise UsageError("--watch and --update-baseline do not go together: what is gone for a moment only would be gone for good")
    files = [Path(each) for each in packs if Path(each).suffix or len(Path(each).parts) > 1 or Path(each).is_dir()]
    context.obj.uses([*reads, *files], writes)


def reported(context: typer.Context, report: Report) -> None:
    """Tell a watch what the check did read."""
    if isinstance(context.obj, Watch):
        context.obj.finds([*report.files, *(each.file for each in report.photos), *(each.file for each in report.packs)])


def _whole(path: str | Path) -> Path:
    """One name for each file, as the system tells of it: a link stays one."""
    return Path(os.path.abspath(path))  # noqa: PTH100


def _is_folder(path: Path) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - one that may not be looked at is none, and no error


def _identity(folder: Path) -> object:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _named(paths: list[str]) -> str:
    """What changed, for the dated line."""
    if not paths:
        return ": a folder came, went or was replaced"
    return f": {Path(paths[0]).name} changed" if len(paths) == 1 else f": {len(paths)} files changed"
