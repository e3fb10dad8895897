"""Reads the bytes of photos and nothing else: never a pipe, a device or a folder, and never more than the limit."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from inboundcheck.errors import PhotoError

MEGA = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much one photo may ask for. All is checked before the photo is decoded."""

    bytes: int = 256 * 1024 * 1024
    """Of the file: a 50-megapixel TIFF with 16 bits has 300 million, no JPEG or HEIC comes near."""
    pixels: int = 100 * MEGA
    """Phones take 12 to 50 million; their 108- and 200-megapixel modes show no more of a label."""
    memory: int = 3 * 1024 * 1024 * 1024
    """Bytes of address space for one worker, where the platform can limit it: 100 megapixels in colour take half of that."""


DEFAULT_LIMITS = Limits()


def file_bytes(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Read a regular file whole, and never wait for a pipe or a device.

    Raises:
        PhotoError: it is not there, not a file, too large, or not readable.
    """
    with _open(path) as file, _told(path):
        size = os.fstat(file.fileno()).st_size
        if size > limits.bytes:
            most = limits.bytes / MEGA
            raise PhotoError(f"{name_of(path)} has {size / MEGA:,.0f} MB, and at most {most:,.0f} are read; save it as JPEG")
        return file.read(limits.bytes + 1)


def file_head(path: str | Path, size: int) -> bytes:
    """Read the first bytes of a regular file.

    Raises:
        PhotoError: as for `file_bytes`.
    """
    with _open(path) as file, _told(path):
        return file.read(size)


def _open(path: str | Path) -> BinaryIO:
    name = name_of(path)
    with _told(path):
        _refuse_unless_file(Path(path).stat().st_mode, name)
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
        file = os.fdopen(handle, "rb")
        try:
            _refuse_unless_file(os.fstat(file.fileno()).st_mode, name)  # it may have been exchanged since the first look
        except PhotoError:
            file.close()
            raise
        return file


@contextmanager
def _told(path: str | Path) -> Iterator[None]:
    """Turn what the system says of a file into our words."""
    name = name_of(path)
    try:
        yield
    except FileNotFoundError:
        raise PhotoError(f"{name} is not there (any more); give a photo that exists") from None
    except PermissionError:
        raise PhotoError(f"{name} may not be read; give yourself the right to read it") from None
    except (OSError, ValueError) as trouble:
        what = getattr(trouble, "strerror", None) or trouble
        raise PhotoError(f"{name} cannot be read ({what}); copy it to this machine and try again") from None


def name_of(path: str | Path) -> str:
    """The name to show, whatever bytes it has."""
    return path_of(Path(path).name or path)


def path_of(path: str | Path) -> str:
    """The path to show, whatever bytes it has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _refuse_unless_file(mode: int, name: str) -> None:
    if stat.S_ISDIR(mode):
        raise PhotoError(f"{name} is a folder, not a photo; give the photos in it")
    if not stat.S_ISREG(mode):
        what = "a pipe" if stat.S_ISFIFO(mode) else "a socket" if stat.S_ISSOCK(mode) else "a device"
        raise PhotoError(f"{name} is {what}, not a photo; leave it out")
