"""What a configuration file may say, key by key."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, TypedDict, get_args

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from inboundcheck import outputs
from inboundcheck.api.given import with_given
from inboundcheck.api.judging import PackName
from inboundcheck.engine.checker import aspects
from inboundcheck.errors import UsageError, nearest, shown
from inboundcheck.model import Shipment
from inboundcheck.model.fields import Model
from inboundcheck.packs.find import SUFFIXES
from inboundcheck.report import Answered, Coverage, Severity, Waiver

EXAMPLE = 'packs = ["amazon-fba-us"]'


class CheckOptions(TypedDict, total=False):
    """The arguments of `check` after the first, those for the command alone left out."""

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
    answers: str | Path | Iterable[str | Path | Answered]
    coverage: Coverage | None


def _beside(value: Path, info: ValidationInfo) -> Path:
    """Take a path as the file means it: from its own folder."""
    return Path(info.context or "", value)


def _pack(value: str, info: ValidationInfo) -> str:
    """Take what is a file or a folder from the configuration's own folder, and any other name as it is."""
    path = _beside(Path(value), info)
    is_path = Path(value).suffix in SUFFIXES or len(Path(value).parts) > 1 or os.path.isdir(path)  # noqa: PTH112 - no error for a name too long
    return str(path) if is_path else value


def _inside(value: Path, info: ValidationInfo) -> Path:
    """Refuse a file to write that is elsewhere: what is checked may come from others, and with it the configuration."""
    path = _beside(value, info)
    if not path.resolve().is_relative_to(Path(info.context or "").resolve()):
        raise ValueError(f"{shown(value)} leads out of the folder of the configuration; name such a file with -o")
    return path


def _day(value: object) -> date:
    try:
        found = date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        found = None
    if not isinstance(found, date) or isinstance(found, datetime):
        raise ValueError(f"{quoted(value)} is not a date")
    return found


def _coverage(value: object) -> object:
    known = get_args(Coverage)
    if value not in known:
        raise ValueError(f"{quoted(value)} is not one of {', '.join(known)}{nearest(str(value), known)}")
    return value


def _severity(value: object) -> Severity:
    known = [each.value for each in Severity]
    if value not in known:
        raise ValueError(f"{quoted(value)} is not one of {', '.join(known)}{nearest(str(value), known)}")
    return Severity(value)


def quoted(value: object) -> str:
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

    packs: tuple[Annotated[str, AfterValidator(_pack)], ...] = Field(default=(), examples=[EXAMPLE])
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
    answers: _File | None = Field(default=None, examples=['answers = "answers.yaml"'])
    """A file of answers about photos (`--answers`)."""
    coverage: Annotated[Coverage | None, BeforeValidator(_coverage)] = Field(default=None, examples=['coverage = "photographed"'])
    """What shows that there is no other barcode or label, nothing round a box and no box joined to it (`--coverage`)."""
    baseline: _File | None = Field(default=None, examples=['baseline = "baseline.yaml"'])
    """A file of known findings, which count as waived (`--baseline`)."""
    fail_on: Annotated[Severity, BeforeValidator(_severity)] = Field(default=Severity.ERROR, examples=['fail_on = "warning"'])
    """The least severity that ends with 1: error, warning or advice (`--fail-on`)."""
    format: Annotated[str, _as_in(outputs.known)] = Field(default="text", examples=['format = "github"'])
    """The format on standard output (`--format`)."""
    output: tuple[Annotated[Path, AfterValidator(_inside), _as_in(outputs.format_of)], ...] = Field(
        default=(), examples=['output = ["out/inbound.sarif", "out/inbound.md"]']
    )
    """Files to write too, in the folder of this one; the suffix picks the format (`--output`)."""

    def options(self) -> CheckOptions:
        """Return the arguments of `check` that it stands for."""
        return {
            "packs": self.packs or None, "as_of": self.as_of, "only": self.only, "given": self.given, "settings": self.settings,
            "defaults": self.defaults, "columns": self.columns, "photos": self.photos, "waivers": self.waivers or (), "baseline": self.baseline,
            "answers": self.answers or (), "coverage": self.coverage,
        }  # fmt: skip
