"""Looks at photos in worker processes, so that a photo that breaks a decoder costs that photo and nothing else."""

from __future__ import annotations

import os
from base64 import b64decode
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Self, TypeVar

from inboundcheck.errors import PhotoError
from inboundcheck.photos.fence import Fence
from inboundcheck.photos.looked import Looked, Marks
from inboundcheck.photos.opening.files import DEFAULT_LIMITS, Limits, name_of, path_of
from inboundcheck.photos.opening.libraries import require

Result = TypeVar("Result")
_AHEAD = 2
"""How many photos are asked for at once for each worker: one that it works on and one that waits."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A small copy of a photo, or why there is none."""

    jpeg: bytes = b""
    """Upright and in colour."""
    scale: float = 1.0
    """How long a side of it is for one of the photo."""
    trouble: str = ""

    def opened(self) -> Self:
        """Return it, where there is one.

        Raises:
            PhotoError: the photo could not be opened.
        """
        if self.trouble:
            raise PhotoError(self.trouble)
        return self


class Eyes:
    """Looks at photos, several at a time: `with Eyes() as eyes: for looked in eyes.look(paths): …`.

    Every worker is one process that ends with the `with` block, with Ctrl-C, and when this process is killed.

    Args:
        workers: how many processes; the number of cores when left out.
        limits: how much one photo may ask for.
        seconds: how long one photo may take. 12 megapixels take about one second, 50 about five.

    Raises:
        UsageError: a library that photos need is missing; the message says how to install it.
    """

    def __init__(self, *, workers: int | None = None, limits: Limits = DEFAULT_LIMITS, seconds: float = 60.0) -> None:
        require()
        self._number = workers or _cores()
        self._fences = [Fence(limits, seconds) for _ in range(self._number)]
        self._idle: SimpleQueue[Fence] = SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None
        for fence in self._fences:
            self._idle.put(fence)

    def __enter__(self) -> Self:
        self._threads = ThreadPoolExecutor(self._number, "inboundcheck-eyes")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        threads, self._threads = self._started(), None
        threads.shutdown(wait=False, cancel_futures=True)
        for fence in self._fences:
            fence.close()
        threads.shutdown()

    def look(self, paths: Iterable[str | Path], *, marks: Mapping[str | Path, Marks] | None = None) -> Iterator[Looked]:
        """Look at photos, lazily and in their order. What cannot be looked at comes with its `trouble`; nothing is raised for a photo.

        `marks` gives, by path, what a person said of a photo: seams are looked for on a face that is marked, packing material in an open box.

        Raises:
            UsageError: the libraries that photos need cannot be loaded.
        """
        marked = marks or {}
        return self._in_order(lambda path: self._look(path, marked.get(path)), paths)

    def copy(self, path: str | Path, *, longest: int) -> bytes:
        """Give a photo as a small JPEG, upright and in colour, with no side longer than `longest` pixels.

        Raises:
            PhotoError: it cannot be opened.
        """
        return next(self.copies([path], longest=longest)).opened().jpeg

    def copies(self, paths: Iterable[str | Path], *, longest: int) -> Iterator[Copy]:
        """Give photos as small JPEGs, lazily and in their order. What cannot be opened comes with its `trouble`; nothing is raised for a photo.

        Raises:
            UsageError: the libraries that photos need cannot be loaded.
        """
        return self._in_order(lambda path: self._copy(path, longest=longest), paths)

    def part(self, path: str | Path, part: tuple[int, int, int, int], *, longest: int) -> Copy:
        """Give a part of a photo (left, top, right and bottom, in pixels of the upright photo) as a small JPEG, as `copies` gives all of it."""
        return self._copy(path, longest=longest, part=part)

    def _copy(self, path: str | Path, **request: Any) -> Copy:
        answer = self._ask(path, want="copy", **request)
        return Copy(trouble=answer["trouble"]) if "trouble" in answer else Copy(b64decode(answer["jpeg"]), answer["scale"])

    def _in_order(self, work: Callable[[str | Path], Result], paths: Iterable[str | Path]) -> Iterator[Result]:
        """Work on photos, a few ahead of who asks."""
        waiting: deque[Future[Result]] = deque()
        for path in paths:
            waiting.append(self._started().submit(work, path))
            if len(waiting) >= _AHEAD * self._number:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _started(self) -> ThreadPoolExecutor:
        if self._threads is None:
            raise RuntimeError("Eyes are opened by `with`: with Eyes() as eyes: …")
        return self._threads

    def _look(self, path: str | Path, marks: Marks | None) -> Looked:
        answer = self._ask(path, want="look", marks=marks.model_dump(mode="json") if marks else None)
        if "trouble" in answer:
            return Looked(path=path_of(path), trouble=answer["trouble"])
        return Looked.model_validate({**answer["looked"], "path": path_of(path)})

    def _ask(self, path: str | Path, **request: Any) -> dict[str, Any]:
        fence = self._idle.get()
        try:
            return fence.ask({**request, "path": os.fsencode(path).hex()}, name_of(path))
        finally:
            self._idle.put(fence)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def look(path: str | Path, *, limits: Limits = DEFAULT_LIMITS, seconds: float = 60.0) -> Looked:
    """Look at one photo.

    Raises:
        UsageError: a library that photos need is missing; the message says how to install it.
    """
    with Eyes(workers=1, limits=limits, seconds=seconds) as eyes:
        return next(eyes.look([path]))
