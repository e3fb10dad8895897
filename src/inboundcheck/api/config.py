"""The configuration file: `inboundcheck.toml`, or the table `[tool.inboundcheck]` of a pyproject.toml."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, TypedDict

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, ValidationInfo
from pydantic_core import ErrorDetails

from inboundcheck import outputs
from inboundcheck.api.given import with_given
from inboundcheck.api.judging import PackName
from inboundcheck.engine.checker import aspects
from inboundcheck.errors import Problem, UsageError, nearest, shown
from inboundcheck.model import Shipment
from inboundcheck.model.fields import Model
from inboundcheck.packs.find import SUFFIXES
from inboundcheck.places import Place
from inboundcheck.report import Severity, Waiver

NAME = "inboundcheck.toml"
_PROJECT = "pyproject.toml"
_ROOTS = (".git", ".hg", ".jj")
"""What lies at the root of a repository: nothing is looked for above it."""
_OPTIONS = {"pack": "packs", "with": "defaults", "map": "columns", "set": "given"}
"""Options of `check` whose names are not those of their keys, for hints."""
_KINDS = {"tuple_type": "a list of texts", "dict_type": "a table of texts", "string_type": "a text", "path_type": "a path, as text"}
_EXAMPLE = 'packs = ["amazon-fba-us"]'


class CheckOptions(TypedDict, total=False):
    """The arguments of `check` after the first."""

    packs: Sequence[PackName] | None
    as_of: date | None
    only: Iterable[str]
    waivers: str | Path | Iterable[Waiver]
    defaults: str | Path | None
    columns: str | Path | None
    given: Mapping[str, str] | None
    settings: Mapping[str, str] | None
    baseline: str | Path | None
    photos: str | Path | None


def _beside(value: Path, info: ValidationInfo) -> Path:
    """Take a path as the file means it: from its own folder."""
    return Path(info.context or "", value)


def _pack(value: str, info: ValidationInfo) -> str:
    """Take what is a file or a folder from the configuration's own folder, and any other name as it is."""
    path = _beside(Path(value), info)
    return str(path) if Path(value).suffix in SUFFIXES or len(Path(value).parts) > 1 or path.is_dir() else value


def _day(value: object) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        found = None
    if not isinstance(found, date) or isinstance(found, datetime):
        raise ValueError(f"{_quoted(value)} is not a date")
    return found


def _severity(value: object) -> Severity:
    known = [each.value for each in Severity]
    if value not in known:
        raise ValueError(f"{_quoted(value)} is not one of {', '.join(known)}{nearest(str(value), known)}")
    return Severity(value)


def _quoted(value: object) -> str:
    """Write a value as TOML's readers know it: only a text has quotes."""
    return shown(value) if isinstance(value, str) else shown(value)[1:-1]


def _as_in(check: Callable[[Any], object]) -> AfterValidator:
    """Make a validator that says what the command itself would say."""

    def accept(value: Any) -> Any:
        try:
            check(value)
        except UsageError as trouble:
            raise ValueError("; ".join(str(replace(problem, example="")) for problem in trouble.problems)) from None
        return value

    return AfterValidator(accept)


_File = Annotated[Path, AfterValidator(_beside)]


class Config(Model):
    """What a configuration file says. Each key is as if the option of `inboundcheck check` were given."""

    packs: tuple[Annotated[str, AfterValidator(_pack)], ...] = Field(default=(), examples=[_EXAMPLE])
    """Judge by these packs: names, YAML files or folders of them (`--pack`)."""
    as_of: Annotated[date, BeforeValidator(_day)] | None = Field(default=None, examples=["as_of = 2026-11-23"])
    """The day whose rules apply (`--as-of`)."""
    only: tuple[Annotated[str, _as_in(aspects)], ...] = Field(default=(), examples=['only = ["size", "weight", "contents"]'])
    """Judge only these aspects (`--only`)."""
    given: Annotated[dict[str, str], _as_in(lambda given: with_given(Shipment(), given))] = Field(default={}, examples=['given = {mode = "spd"}'])
    """Facts of the shipment that it does not say itself (`--set`)."""
    settings: dict[str, str] = Field(default={}, examples=['settings = {stock_cover = "90 days"}'])
    """Limits that packs leave to their users (`--set`)."""
    defaults: _File | None = Field(default=None, examples=['defaults = "defaults.yaml"'])
    """A second file that answers for all boxes, items or products at once (`--with`)."""
    columns: _File | None = Field(default=None, examples=['columns = "columns.map.yaml"'])
    """A map of the columns of a table (`--map`)."""
    photos: _File | None = Field(default=None, examples=['photos = "photos"'])
    """A folder with photos of the boxes of one shipment (`--photos`)."""
    waivers: _File | None = Field(default=None, examples=['waivers = "waivers.yaml"'])
    """A waivers file (`--waivers`)."""
    baseline: _File | None = Field(default=None, examples=['baseline = "baseline.yaml"'])
    """A file of known findings, which count as waived (`--baseline`)."""
    fail_on: Annotated[Severity, BeforeValidator(_severity)] = Field(default=Severity.ERROR, examples=['fail_on = "warning"'])
    """The least severity that ends with 1: error, warning or advice (`--fail-on`)."""
    format: Annotated[str, _as_in(outputs.known)] = Field(default="text", examples=['format = "github"'])
    """The format on standard output (`--format`)."""
    output: tuple[Annotated[Path, AfterValidator(_beside), _as_in(outputs.format_of)], ...] = Field(
        default=(), examples=['output = ["out/inbound.sarif", "out/inbound.md"]']
    )
    """Files to write too; the suffix picks the format (`--output`)."""

    def options(self) -> CheckOptions:
        """Return the arguments of `check` that it stands for."""
        return {
            "packs": self.packs or None, "as_of": self.as_of, "only": self.only, "given": self.given, "settings": self.settings,
            "defaults": self.defaults, "columns": self.columns, "photos": self.photos, "waivers": self.waivers or (), "baseline": self.baseline,
        }  # fmt: skip


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
    """The nearest configuration file of one path, named from the current folder where that is possible."""
    start = Path(os.path.abspath(path))  # noqa: PTH100 - a link is looked for where it stands, not where it leads
    for folder in [start, *start.parents] if start.is_dir() else start.parents:
        for file in (folder / NAME, folder / _PROJECT):
            if file.is_file() and (file.name == NAME or _table(file) is not None):
                return _named(file)
        if any((folder / each).exists() for each in _ROOTS):
            return None
    return None


def _named(file: Path) -> Path:
    try:
        return Path(os.path.relpath(file))
    except ValueError:  # on another drive
        return file


def _table(file: Path) -> Any:
    """Return what a file says to inboundcheck; None where a pyproject.toml says nothing."""
    try:
        tree: Any = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as trouble:
        raise UsageError(Problem(f"this is not TOML: {trouble}", Place(str(_named(file))))) from None
    except (OSError, ValueError) as trouble:
        reason = trouble.strerror if isinstance(trouble, OSError) and trouble.strerror else str(trouble)
        raise UsageError(Problem(f"the configuration cannot be read: {reason}", Place(str(_named(file))))) from None
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
        yield Problem(found, Place(file), where, f"one of {', '.join(keys)}", _EXAMPLE)


def _found(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return f"{_quoted(error['input'])} is not {_KINDS[error['type']]}"
