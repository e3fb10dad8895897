"""The configuration file: `inboundcheck.toml`, or the table `[tool.inboundcheck]` of a pyproject.toml. How it is found, and what is wrong in it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from inboundcheck.api.config import EXAMPLE, Config, quoted
from inboundcheck.errors import Problem, UsageError, nearest, shown
from inboundcheck.places import Place

NAME = "inboundcheck.toml"
_PROJECT = "pyproject.toml"
_ROOTS = (".git", ".hg", ".jj")
"""What lies at the root of a repository: nothing is looked for above it."""
_OPTIONS = {"pack": "packs", "with": "defaults", "map": "columns", "set": "given"}
"""Options of `check` whose names are not those of their keys, for hints."""
_KINDS = {"tuple_type": "a list of texts", "dict_type": "a table of texts", "string_type": "a text", "path_type": "a path, as text"}


def find_config(paths: Iterable[str | Path]) -> Path | None:
    """Return the configuration file that is nearest above the paths that are checked, or None.

    Raises:
        UsageError: several paths have different ones, or a pyproject.toml on the way is not TOML.
    """
    found = {each.resolve(): each for path in paths if (each := _nearest(Path(path))) is not None}
    if len(found) > 1:
        files = ", ".join(str(each) for each in found.values())
        raise UsageError(Problem(f"what is checked has {len(found)} configuration files: {files}", expected="one", example=f"--config {NAME}"))
    return next(iter(found.values()), None)


def read_config(file: str | Path) -> Config:
    """Read a configuration file; paths in it are taken from its folder.

    Raises:
        UsageError: it cannot be read, or is not right; with every problem at once.
    """
    tree, above = _table(Path(file)), ("tool", "inboundcheck") if Path(file).name == _PROJECT else ()
    if tree is None:
        raise UsageError(Problem("there is no table [tool.inboundcheck]", Place(str(file)), example='[tool.inboundcheck]\npacks = ["amazon-fba-us"]'))
    if not isinstance(tree, dict):
        raise UsageError(Problem("tool.inboundcheck is not a table", Place(str(file)), example="[tool.inboundcheck]"))
    try:
        return Config.model_validate(tree, context=Path(file).parent)
    except ValidationError as trouble:
        raise UsageError(_problems(trouble.errors(), str(file), above)) from None


def _nearest(path: Path) -> Path | None:
    """The nearest configuration file of one path, named from the current folder where that is possible.

    `os.path` says no, where `Path` raises, of what cannot be looked at: a folder without permission, a name that is too long.
    """
    start = Path(os.path.abspath(path))  # noqa: PTH100 - a link is looked for where it stands, not where it leads
    for folder in [start, *start.parents] if os.path.isdir(start) else start.parents:  # noqa: PTH112
        for file in (folder / NAME, folder / _PROJECT):
            if os.path.isfile(file) and (file.name == NAME or _table(file) is not None):  # noqa: PTH113
                return from_here(file)
        if any(os.path.exists(folder / each) for each in _ROOTS):  # noqa: PTH110
            return None
    return None


def from_here(file: Path) -> Path:
    """Name a file from the current folder, as places in findings are read."""
    try:
        return Path(os.path.relpath(file))
    except ValueError:  # on another drive
        return file


def _table(file: Path) -> Any:
    """Return what a file says to inboundcheck; None where a pyproject.toml says nothing."""
    try:
        tree: Any = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as trouble:
        raise UsageError(Problem(f"this is not TOML: {trouble}", Place(str(from_here(file))))) from None
    except RecursionError:
        raise UsageError(Problem("the TOML is nested too deeply", Place(str(from_here(file))))) from None
    except (OSError, ValueError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        raise UsageError(Problem(f"the configuration cannot be read: {reason}", Place(str(from_here(file))))) from None
    if file.name != _PROJECT:
        return tree
    tools = tree.get("tool")
    return tools.get("inboundcheck") if isinstance(tools, dict) else None


def _problems(errors: Iterable[ErrorDetails], file: str, above: tuple[str, ...]) -> Iterator[Problem]:
    """Say what is wrong with each key."""
    keys = Config.model_fields
    for error in errors:
        key, *inside = error["loc"]
        where = ".".join(map(str, (*above, key))) + "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in inside)
        if key in keys:
            yield Problem(_found(error), Place(file), where, example=str((keys[str(key)].examples or [""])[0]))
            continue
        hint = f"; did you mean {_OPTIONS[str(key)]!r}?" if key in _OPTIONS else nearest(str(key), keys)
        found = f"{shown(key)} is not a key of the configuration{hint}"
        yield Problem(found, Place(file), where, f"one of {', '.join(keys)}", EXAMPLE)


def _found(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return f"{quoted(error['input'])} is not {_KINDS[error['type']]}"
